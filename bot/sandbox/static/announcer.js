/**
 * Says new messages to people who listen to the page: each once, in words, and none of
 * those that are only drawn again or read from further up.
 */
import { summaryOf } from "./contents.js";
import { element } from "./elements.js";

const LONGEST_CHARACTERS = 400;

/** The live region of one chat. */
export function createAnnouncer(words) {
  const region = element("div", { class: "unseen", "aria-live": "polite", "data-testid": "announcer" });
  return {
    element: region,
    say(message) {
      const text = summaryOf(message, words).slice(0, LONGEST_CHARACTERS);
      region.textContent = message.from ? `${message.from.first_name}: ${text}` : text;
    },
  };
}
