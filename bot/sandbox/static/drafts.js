/**
 * What was typed and not sent, kept for each chat until it is, also over a reload.
 */
const PREFIX = "chenbao.page.draft.";

/** The draft of a chat, empty where there is none. */
export function draftOf(chatId) {
  return sessionStorage.getItem(PREFIX + chatId) ?? "";
}

/** Keeps the draft of a chat; an empty one is dropped. */
export function keepDraft(chatId, text) {
  if (text.trim()) sessionStorage.setItem(PREFIX + chatId, text);
  else sessionStorage.removeItem(PREFIX + chatId);
}
