/**
 * The inline keyboard under a message: what each kind of button does, and the spinner on
 * a callback button until the bot has answered the tap.
 */
import { walkedByArrows } from "./arrow_walk.js";
import { element, icon } from "./elements.js";

const PATIENCE_MS = 15_000;

/** The rows of a message's keyboard, or null where it has none. */
export function inlineKeyboard(message, context) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  const keyboard = element(
    "div",
    { class: "keyboard", role: "group", "aria-label": context.words.keyboard },
    ...rows.map((row, rowNumber) =>
      element(
        "div",
        { class: "keyboard-row" },
        ...row.map((button, place) => keyboardButton(message, button, `${rowNumber}.${place}`, context)),
      ),
    ),
  );
  return walkedByArrows(keyboard);
}

function keyboardButton(message, button, place, context) {
  const kind = KINDS.find(({ field }) => button[field] !== undefined);
  const isWaiting = context.taps.isWaiting(message.message_id, button.callback_data);
  return element(
    "button",
    {
      type: "button",
      class: `key${styleOf(button)}${isWaiting ? " is-waiting" : ""}`,
      title: kind?.title?.(button) ?? button.text,
      "data-testid": "keyboard-button",
      "data-place": place,
      "aria-busy": isWaiting && "true",
      onclick: () => (kind ? kind.press(button, message, context) : context.actions.tellNotHere()),
    },
    element("span", { class: "key-text", dir: "auto" }, button.text),
    kind?.icon && icon(kind.icon),
  );
}

function styleOf({ style }) {
  return style ? ` key-${String(style).replace(/\W/g, "")}` : "";
}

const KINDS = [
  {
    field: "callback_data",
    press: (button, message, { actions }) => actions.tap(message, button.callback_data),
  },
  {
    field: "url",
    icon: "link",
    title: (button) => button.url,
    press: (button, _message, { actions }) => actions.openLink(button.url),
  },
  {
    field: "copy_text",
    icon: "copy",
    press: (button, _message, { actions }) => actions.copy(button.copy_text.text),
  },
  {
    field: "switch_inline_query_current_chat",
    icon: "type",
    press: (button, _message, { actions }) => actions.typeInline(button.switch_inline_query_current_chat),
  },
  {
    field: "switch_inline_query",
    icon: "share",
    press: (button, _message, { actions }) => actions.typeInline(button.switch_inline_query),
  },
  {
    field: "switch_inline_query_chosen_chat",
    icon: "share",
    press: (button, _message, { actions }) =>
      actions.typeInline(button.switch_inline_query_chosen_chat.query ?? ""),
  },
];

/**
 * The taps of one chat that wait for their answer. An answer may come before the
 * request that made the tap returns, so early answers are kept until it does.
 */
export function createTaps({ onChange, onTooLate }) {
  const waiting = new Map();
  const early = new Set();
  const stop = (key) => {
    clearTimeout(waiting.get(key)?.timer);
    if (waiting.delete(key)) onChange(messageIdOf(key));
  };
  return {
    isWaiting: (messageId, data) => data !== undefined && waiting.has(keyOf(messageId, data)),
    begin(messageId, data) {
      const key = keyOf(messageId, data);
      const timer = setTimeout(() => {
        stop(key);
        onTooLate();
      }, PATIENCE_MS);
      waiting.set(key, { timer });
      onChange(messageId);
    },
    sent(messageId, data, queryId) {
      const key = keyOf(messageId, data);
      if (early.delete(queryId)) stop(key);
      else if (waiting.has(key)) waiting.get(key).queryId = queryId;
    },
    failed: (messageId, data) => stop(keyOf(messageId, data)),
    answered(queryId) {
      const found = [...waiting].find(([, tap]) => tap.queryId === queryId);
      if (found) stop(found[0]);
      else early.add(queryId);
    },
  };
}

function keyOf(messageId, data) {
  return `${messageId} ${data}`;
}

function messageIdOf(key) {
  return Number(key.split(" ", 1)[0]);
}
