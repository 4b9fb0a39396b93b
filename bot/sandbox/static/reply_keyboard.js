/**
 * The keyboard that stands in place of the letters: rows of texts that a press sends. It
 * comes with a message and stays until another takes it away, or after one press if so asked.
 */
import { walkedByArrows } from "./arrow_walk.js";
import { element, fill } from "./elements.js";

/**
 * The keyboard of one chat. `send` gets a button's text; `request` gets a whole button that
 * asks for something else than its text, such as request_location.
 */
export function createReplyKeyboard({ words, send, request }) {
  const root = element("div", {
    class: "reply-keyboard",
    role: "group",
    "aria-label": words.replyKeyboard,
    hidden: true,
  });

  function draw({ keyboard, resize_keyboard: isResized, one_time_keyboard: isOnce }) {
    root.classList.toggle("is-tall", !isResized);
    const press = (button) => {
      if (isOnce) root.hidden = true;
      if (asksForMore(button)) request(button);
      else send(button.text);
    };
    fill(
      root,
      ...keyboard.map((row) =>
        element("div", { class: "keyboard-row" }, ...row.map((button) => key(button, press))),
      ),
    );
    walkedByArrows(root);
  }

  function key(given, press) {
    const button = typeof given === "string" ? { text: given } : given;
    return element(
      "button",
      { type: "button", class: "key", "data-testid": "reply-key", onclick: () => press(button) },
      element("span", { class: "key-text", dir: "auto" }, button.text),
    );
  }

  return {
    element: root,
    /** Takes the newest keyboard of a chat's messages; one that removes it hides it. */
    refresh(messages) {
      const markup = messages.findLast((message) => message.reply_keyboard)?.reply_keyboard;
      root.hidden = !markup?.keyboard;
      if (markup?.keyboard) draw(markup);
      return markup?.input_field_placeholder;
    },
  };
}

function asksForMore(button) {
  return Object.keys(button).some((name) => name.startsWith("request_") || name === "web_app");
}
