/**
 * One message: what stands above, its content, its text, its end, its keyboard. The outer
 * element stays when a message is edited; only what it holds is made again.
 */
import { contentsOf, textOf } from "./contents.js";
import { element, fill, iconButton, languageOf } from "./elements.js";
import { inlineKeyboard } from "./keyboard.js";
import { isAboveText, linkPreview } from "./link_preview.js";
import { metaOf, reactionsOf } from "./message_foot.js";
import { messageHead } from "./message_head.js";
import { richText } from "./rich_text.js";
import { serviceLine, serviceText } from "./service_message.js";

/** An empty frame for a message; fillMessage puts the content in. */
export function messageFrame(message) {
  return element("article", {
    class: "message",
    "data-testid": "message",
    "data-message-id": String(message.message_id),
  });
}

/**
 * Shows the message in its frame, keeping the keyboard focus on the same button place. Once
 * it is laid out, settleQuotes must be called.
 */
export function fillMessage(frame, message, context) {
  const service = serviceText(message, context.words);
  const focusedPlace = frame.contains(document.activeElement)
    ? document.activeElement.dataset.place
    : undefined;
  const isOwn = message.from !== null && message.from?.id === context.speakerId();
  frame.classList.toggle("is-own", isOwn && !service);
  frame.classList.toggle("is-service", Boolean(service));
  frame.dataset.sender = message.from ? String(message.from.id) : "channel";
  if (service) fill(frame, serviceLine(service));
  else
    fill(
      frame,
      element(
        "div",
        { class: "message-body" },
        bubble(message, isOwn, context),
        inlineKeyboard(message, context),
      ),
    );
  if (focusedPlace) frame.querySelector(`[data-place="${focusedPlace}"]`)?.focus({ preventScroll: true });
}

/** Refreshes the keyboard alone: a tap began or was answered. */
export function refreshKeyboard(frame, message, context) {
  for (const button of frame.querySelectorAll("[data-place]")) {
    const [row, place] = button.dataset.place.split(".").map(Number);
    const data = message.reply_markup?.inline_keyboard?.[row]?.[place]?.callback_data;
    const isWaiting = context.taps.isWaiting(message.message_id, data);
    button.classList.toggle("is-waiting", isWaiting);
    button.setAttribute("aria-busy", String(isWaiting));
  }
}

function bubble(message, isOwn, context) {
  const { text, entities } = textOf(message);
  const contents = contentsOf(message, context);
  const options = message.link_preview_options;
  const preview = message.text ? linkPreview(text, entities, options, context) : null;
  const isPictureAlone = message.photo_url && !text;
  const end = metaOf(message, isOwn, context);
  const reactions = reactionsOf(message, context);
  // The small print flows into the last line of the text where nothing else stands below.
  const endsInText = !reactions && (!preview || isAboveText(options));
  return element(
    "div",
    { class: `bubble${isPictureAlone ? " is-picture" : ""}` },
    ...messageHead(message, isOwn, context),
    ...contents,
    preview && isAboveText(options) && preview,
    element(
      "div",
      { class: "text", dir: "auto", lang: languageOf(text) },
      text && richText(text, entities, context),
      !text && contents.length === 0 && element("em", {}, context.words.unsupported),
      endsInText && end,
    ),
    preview && !isAboveText(options) && preview,
    !endsInText && element("div", { class: "foot" }, reactions, end),
    context.canReply &&
      iconButton("reply", context.words.replyTo, () => context.actions.reply(message), {
        class: "icon-button reply-button",
        tabindex: "-1",
      }),
  );
}
