/**
 * One message: sender, quoted message, picture or file, text, time, keyboard. The outer
 * element stays when a message is edited; only what it holds is made again.
 */
import { avatar, tintOf } from "./avatar.js";
import { element, fill, icon, iconButton, languageOf } from "./elements.js";
import { inlineKeyboard } from "./keyboard.js";
import { richText, settleQuotes } from "./rich_text.js";

/** An empty frame for a message; fillMessage puts the content in. */
export function messageFrame(message) {
  return element("article", {
    class: "message",
    "data-testid": "message",
    "data-message-id": String(message.message_id),
  });
}

/** Shows the message in its frame, keeping the keyboard focus on the same button place. */
export function fillMessage(frame, message, context) {
  const focusedPlace = frame.contains(document.activeElement)
    ? document.activeElement.dataset.place
    : undefined;
  const isOwn = message.from !== null && message.from?.id === context.speakerId();
  frame.classList.toggle("is-own", isOwn);
  frame.dataset.sender = message.from ? String(message.from.id) : "channel";
  fill(
    frame,
    context.showsSenders &&
      !isOwn &&
      message.from &&
      avatar(message.from.first_name, message.from.id, message.from.is_bot),
    element(
      "div",
      { class: "message-body" },
      bubble(message, isOwn, context),
      inlineKeyboard(message, context),
    ),
  );
  settleQuotes(frame);
  if (focusedPlace) frame.querySelector(`[data-place="${focusedPlace}"]`)?.focus({ preventScroll: true });
}

/** Refreshes the keyboard alone: a tap began or was answered. */
export function refreshKeyboard(frame, message, context) {
  for (const button of frame.querySelectorAll("[data-place]")) {
    const [row, place] = button.dataset.place.split(".").map(Number);
    const data = message.reply_markup?.inline_keyboard?.[row]?.[place]?.callback_data;
    button.classList.toggle("is-waiting", context.taps.isWaiting(message.message_id, data));
  }
}

function bubble(message, isOwn, context) {
  const text = message.text || message.caption;
  const entities = message.text ? message.entities : message.caption_entities;
  const hasContent = text || message.photo_url || message.document;
  const isPictureAlone = message.photo_url && !text;
  return element(
    "div",
    { class: `bubble${isPictureAlone ? " is-picture" : ""}` },
    context.showsSenders && !isOwn && senderLine(message, context),
    message.via_bot &&
      element("div", { class: "via", "data-testid": "via" }, context.words.via(message.via_bot)),
    message.message_thread_id &&
      element("span", { class: "thread" }, context.words.thread(message.message_thread_id)),
    message.reply_to_message_id && replyPreview(message, context),
    message.photo_url && photo(message, context),
    message.document && documentChip(message.document, context),
    element(
      "div",
      { class: "text", lang: languageOf(text) },
      text && richText(text, entities, context),
      !hasContent && element("em", {}, context.words.unsupported),
      meta(message, context),
    ),
    context.canReply &&
      iconButton("reply", context.words.replyTo, () => context.actions.reply(message), {
        class: "icon-button reply-button",
        tabindex: "-1",
      }),
  );
}

function senderLine(message, { words, isAdmin }) {
  if (!message.from) return null;
  return element(
    "div",
    { class: `sender ${message.from.is_bot ? "is-bot" : `tint-${tintOf(message.from.id)}`}` },
    element("span", {}, message.from.first_name),
    message.from.is_bot && element("span", { class: "badge" }, words.bot),
    isAdmin(message.from.id) && element("span", { class: "badge" }, words.admin),
  );
}

function replyPreview(message, { words, messageOf, actions }) {
  const original = messageOf(message.reply_to_message_id);
  const text = original ? summaryOf(original, words) : words.deletedMessage;
  return element(
    "button",
    {
      type: "button",
      class: "reply-preview",
      onclick: () => actions.showMessage(message.reply_to_message_id),
    },
    original?.from && element("span", { class: "reply-sender" }, original.from.first_name),
    element("span", { class: "reply-text", lang: languageOf(text) }, text),
  );
}

/** A message in one line: its text, else what it carries. */
export function summaryOf(message, words) {
  const text = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  if (message.photo_url) return text ? `${words.photo} · ${text}` : words.photo;
  if (message.document) return text ? `${message.document.file_name} · ${text}` : message.document.file_name;
  return text;
}

function photo(message, { words, actions }) {
  const image = element("img", {
    src: message.photo_url,
    alt: message.caption ?? words.photo,
    onload: actions.keepPlace,
  });
  return element(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": words.photo,
      onclick: () => actions.showPhoto(message.photo_url, image.alt),
    },
    image,
  );
}

function documentChip(document, { words }) {
  return element(
    "a",
    { class: "document", href: document.url, download: document.file_name },
    element("span", { class: "document-icon" }, icon("file")),
    element("span", { class: "document-name" }, document.file_name || words.document),
  );
}

function meta(message, { words, dates }) {
  const at = message.date * 1000;
  return element(
    "span",
    { class: "meta" },
    message.disable_notification &&
      element("span", { class: "silent", title: words.silent, "aria-label": words.silent }, "🔕"),
    message.edit_date && element("span", { class: "edited" }, words.edited),
    element("time", { datetime: new Date(at).toISOString(), title: dates.moment(at) }, dates.time(at)),
  );
}
