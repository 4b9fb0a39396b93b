/**
 * The preview of a link, laid out as link_preview_options say. Nothing is fetched: the
 * card shows what is known here, the host and the words that carry the link.
 */
import { element, icon, languageOf } from "./elements.js";
import { hostOf, safeAddress, telegramLink } from "./links.js";

/** The card of a message's link, or null where it has none; `options` are the message's. */
export function linkPreview(text, entities, options, context) {
  if (options?.is_disabled) return null;
  const address = safeAddress(options?.url ?? firstAddress(text, entities) ?? "");
  if (!address || telegramLink(address)) return null;
  const title = labelOf(text, entities, address) ?? pathOf(address);
  return element(
    "a",
    {
      class: `preview${options?.prefer_large_media ? " is-large" : ""}`,
      href: address,
      target: "_blank",
      rel: "noopener noreferrer",
      title: `${address} (${context.words.opensOutside})`,
    },
    element(
      "span",
      { class: "preview-words" },
      element("span", { class: "preview-site", dir: "auto" }, hostOf(address)),
      element("span", { class: "preview-title", dir: "auto", lang: languageOf(title) }, title),
    ),
    element("span", { class: "preview-picture", "aria-hidden": "true" }, icon("photo")),
  );
}

/** Whether the card stands above the text, not below. */
export function isAboveText(options) {
  return Boolean(options?.show_above_text);
}

function firstAddress(text, entities = []) {
  const [first] = entities.filter(({ type }) => type === "url" || type === "text_link");
  return first && (first.url ?? wordsOf(text, first));
}

/** The words that carry the link, else the first line in bold: in a message about one thing, its name. */
function labelOf(text, entities = [], address) {
  const link = entities.find(({ type, url }) => type === "text_link" && safeAddress(url) === address);
  const bold = entities.find(({ type, offset }) => type === "bold" && offset === 0);
  const words = [link, bold].filter(Boolean).map((entity) => wordsOf(text, entity).trim());
  return words.find((label) => label.length > 3);
}

function wordsOf(text, { offset, length }) {
  return text.slice(offset, offset + length);
}

function pathOf(address) {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`.replace(/^\/|\/$/g, "") || hostOf(address);
}
