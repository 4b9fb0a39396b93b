/**
 * What Telegram itself says in a chat, as a quiet line between the messages: who joined,
 * who left, what became of the chat.
 */
import { element } from "./elements.js";

const SENTENCES = {
  new_chat_members: (members, words) => words.joined(namesOf(members)),
  left_chat_member: (member, words) => words.left(namesOf([member])),
  migrate_to_chat_id: (_id, words) => words.upgraded,
  migrate_from_chat_id: (_id, words) => words.upgraded,
};

/** What a service message says; null for every other message. */
export function serviceText(message, words) {
  const kind = Object.keys(SENTENCES).find((name) => message[name] !== undefined);
  return kind ? SENTENCES[kind](message[kind], words) : null;
}

/** The line itself. */
export function serviceLine(text) {
  return element("div", { class: "service" }, element("bdi", {}, text));
}

function namesOf(people) {
  return people.map((person) => person.first_name).join(", ");
}
