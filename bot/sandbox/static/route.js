/**
 * Which chats are open, kept in the address: #<chat> or #<chat>,<chat beside it>. So the
 * browser's back button leads from a chat to the list on a phone, and a link opens a chat.
 */

/** The chat ids in the address, those that exist. */
export function openChats(chats) {
  return location.hash
    .slice(1)
    .split(",")
    .map(Number)
    .filter((id, place, all) => chats.has(id) && all.indexOf(id) === place)
    .slice(0, 2);
}

/** Goes to these chats; an empty list is the list of chats. */
export function goTo(chatIds) {
  const hash = chatIds.length > 0 ? `#${chatIds.join(",")}` : "";
  if (hash === location.hash) return;
  history.pushState(null, "", location.pathname + location.search + hash);
  window.dispatchEvent(new PopStateEvent("popstate"));
}
