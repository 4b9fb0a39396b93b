/**
 * What a message may hold beside its text, one module a kind, and how a message reads in
 * one line. A new kind is a module with `isIn`, `draw` and `summary`, and its line here.
 */
import { documentContent } from "./document.js";
import { photoContent } from "./photo.js";
import { placeContent } from "./place.js";
import { richContent } from "./rich_message.js";
import { serviceText } from "./service_message.js";

const KINDS = [photoContent, documentContent, placeContent, richContent];

/** The elements of a message that stand above its text. */
export function contentsOf(message, context) {
  return KINDS.filter((kind) => kind.isIn(message)).map((kind) => kind.draw(message, context));
}

/** The text of a message or its caption, with the entities of it. */
export function textOf(message) {
  return message.text
    ? { text: message.text, entities: message.entities }
    : { text: message.caption, entities: message.caption_entities };
}

/** A message in one line: what it carries, its text. */
export function summaryOf(message, words) {
  const service = serviceText(message, words);
  if (service) return service;
  const carried = KINDS.filter((kind) => kind.isIn(message)).map((kind) => kind.summary(message, words));
  const text = (textOf(message).text ?? "").replace(/\s+/g, " ").trim();
  return [...carried, text].filter(Boolean).join(" · ") || words.unsupported;
}
