/**
 * The round picture of a person or chat: the first letter on one of seven colours.
 */
import { element, icon } from "./elements.js";

/** An avatar; a bot gets the sunrise, a group or channel (`kind`) its icon as a corner mark. */
export function avatar(name, id, isBot = false, kind = null) {
  const letter = [...name.trim()][0]?.toUpperCase() ?? "?";
  return element(
    "span",
    { class: `avatar tint-${tintOf(id)}${isBot ? " is-bot" : ""}`, "aria-hidden": "true" },
    isBot ? icon("sunrise") : letter,
    kind && element("span", { class: "avatar-kind" }, icon(kind)),
  );
}

/** One of seven colours, always the same for a person or chat. */
export function tintOf(id) {
  return Math.abs(id) % 7;
}
