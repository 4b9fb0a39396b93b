/**
 * What lies over the page for a moment: short notices, the bot's alerts, a picture in
 * full size.
 */
import { element, iconButton, languageOf } from "./elements.js";

const SHORTEST_MS = 3_000;
const LONGEST_MS = 12_000;
const MS_PER_CHARACTER = 70;

/** Shows a notice in `place` long enough to be read; a press takes it away. */
export function showToast(text, place = document.body) {
  const toast = element(
    "div",
    {
      class: "toast",
      role: "status",
      "data-testid": "toast",
      lang: languageOf(text),
      onclick: () => toast.remove(),
    },
    text,
  );
  let host = place.querySelector(":scope > .toasts");
  if (!host) {
    host = element("div", { class: "toasts", "aria-live": "polite" });
    place.append(host);
  }
  host.append(toast);
  const time = Math.min(LONGEST_MS, SHORTEST_MS + text.length * MS_PER_CHARACTER);
  setTimeout(() => toast.remove(), time);
}

/** Shows the bot's alert until it is confirmed. */
export function showAlert(text, words) {
  const dialog = element(
    "dialog",
    { class: "alert", "data-testid": "alert", "aria-label": words.bot },
    element("p", { lang: languageOf(text) }, text),
    element(
      "button",
      { type: "button", class: "text-button", autofocus: true, onclick: () => dialog.close() },
      words.ok,
    ),
  );
  openDialog(dialog);
}

/** Shows a picture as large as the window allows. */
export function showPhoto(address, description, words) {
  const dialog = element(
    "dialog",
    { class: "lightbox", "aria-label": words.photo, onclick: () => dialog.close() },
    element("img", { src: address, alt: description }),
    iconButton("close", words.close, () => dialog.close(), { autofocus: true }),
  );
  openDialog(dialog);
}

/** Shows a dialog, which goes for good when it is closed. */
export function openDialog(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Copies a text and says so in `place`. */
export async function copyText(text, words, place) {
  try {
    await navigator.clipboard.writeText(text);
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    showToast(words.copied(shown.replace(/\s+/g, " ")), place);
  } catch {
    showToast(words.copyFailed, place);
  }
}
