/**
 * What stands above a message's content: who wrote it, by which bot it came, in which
 * thread it stands, what it answers.
 */
import { avatar, tintOf } from "./avatar.js";
import { summaryOf } from "./contents.js";
import { element, languageOf } from "./elements.js";

/** The lines above the content, null for those that a message does not need. */
export function messageHead(message, isOwn, context) {
  const { words, showsSenders } = context;
  return [
    showsSenders &&
      !isOwn &&
      message.from &&
      avatar(message.from.first_name, message.from.id, message.from.is_bot),
    showsSenders && !isOwn && senderLine(message, context),
    message.receiver_id && element("span", { class: "thread", "data-testid": "ephemeral" }, words.onlyYou),
    message.via_bot && element("div", { class: "via", "data-testid": "via" }, words.via(message.via_bot)),
    message.message_thread_id &&
      context.showsThreads() &&
      element("span", { class: "thread" }, words.thread(message.message_thread_id)),
    message.forward_origin && forwardLine(message.forward_origin, words),
    message.reply_to_message_id && replyPreview(message, context),
  ];
}

function senderLine({ from }, { words, isAdmin }) {
  if (!from) return null;
  return element(
    "div",
    { class: `sender ${from.is_bot ? "is-bot" : `tint-${tintOf(from.id)}`}` },
    element("bdi", {}, from.first_name),
    from.is_bot && element("span", { class: "badge" }, words.bot),
    isAdmin(from.id) && element("span", { class: "badge" }, words.admin),
  );
}

function forwardLine(origin, words) {
  const name =
    origin.sender_user?.first_name ??
    origin.sender_user_name ??
    origin.sender_chat?.title ??
    origin.chat?.title ??
    "";
  return element("div", { class: "forwarded" }, words.forwarded, element("bdi", {}, name));
}

function replyPreview({ reply_to_message_id: answeredId }, { words, messageOf, actions }) {
  const original = messageOf(answeredId);
  const text = original ? summaryOf(original, words) : words.deletedMessage;
  return element(
    "button",
    {
      type: "button",
      class: `reply-preview${original?.from ? ` tint-${tintOf(original.from.id)}` : ""}`,
      onclick: () => actions.showMessage(answeredId),
    },
    original?.from && element("span", { class: "reply-sender", dir: "auto" }, original.from.first_name),
    element("span", { class: "reply-text", dir: "auto", lang: languageOf(text) }, text),
  );
}
