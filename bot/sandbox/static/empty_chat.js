/**
 * What stands in a chat before anything was said: in private the button that every bot
 * begins with.
 */
import { element, icon } from "./elements.js";

/** The card for a kind of chat; `start` is what its button does. */
export function emptyChat(kind, words, start) {
  if (kind !== "private") {
    const text = kind === "channel" ? words.emptyChannel : words.emptyGroup;
    return element("div", { class: "empty" }, text);
  }
  return element(
    "div",
    { class: "empty" },
    icon("sunrise"),
    element("p", {}, words.startNote),
    element(
      "button",
      { type: "button", class: "main-button", "data-testid": "start", onclick: start },
      words.startButton,
    ),
  );
}
