/**
 * What stands at the end of a message: reactions, and in small print whether it came
 * without a sound, was edited, when, and that it was sent.
 */
import { element, icon } from "./elements.js";

/** The reactions to a message, or null. */
export function reactionsOf({ reactions = [] }, { words }) {
  if (reactions.length === 0) return null;
  return element(
    "div",
    { class: "reactions", role: "img", "aria-label": words.reactions(reactions.join(" ")) },
    ...reactions.map((emoji) => element("span", { class: "reaction" }, emoji)),
  );
}

/** The small print. */
export function metaOf(message, isOwn, { words, dates }) {
  const at = message.date * 1000;
  return element(
    "span",
    { class: "meta" },
    message.disable_notification &&
      element(
        "span",
        { class: "silent", role: "img", title: words.silent, "aria-label": words.silent },
        icon("silent"),
      ),
    message.edit_date &&
      element("span", { class: "edited", title: dates.moment(message.edit_date * 1000) }, words.edited),
    element("time", { datetime: new Date(at).toISOString(), title: dates.moment(at) }, dates.time(at)),
    isOwn &&
      element(
        "span",
        { class: "sent", role: "img", title: words.sent, "aria-label": words.sent },
        icon("tick"),
      ),
  );
}
