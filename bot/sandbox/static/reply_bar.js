/**
 * What is being answered, above the writing field, with the way out.
 */
import { summaryOf } from "./contents.js";
import { element, fill, icon, iconButton } from "./elements.js";

/** The bar; `onChange` is called as a message is chosen or let go. */
export function createReplyBar({ words, onChange }) {
  const root = element("div", { class: "composer-reply", "data-testid": "reply-bar", hidden: true });
  let chosen = null;

  function choose(message) {
    chosen = message;
    root.hidden = !message;
    if (message) fill(root, ...contents(message));
    onChange();
  }

  function contents(message) {
    return [
      icon("reply"),
      element(
        "span",
        { class: "reply-words" },
        message.from && element("span", { class: "reply-sender", dir: "auto" }, message.from.first_name),
        element("span", { class: "reply-text", dir: "auto" }, summaryOf(message, words)),
      ),
      iconButton("close", words.cancelReply, () => choose(null)),
    ];
  }

  return {
    element: root,
    choose,
    get message() {
      return chosen;
    },
    /** Goes to the message before or after the chosen one among `all`; past the newest to none. */
    step(direction, all) {
      const place = chosen ? all.findIndex((one) => one.message_id === chosen.message_id) : all.length;
      choose(all[Math.max(0, place + direction)] ?? null);
    },
  };
}
