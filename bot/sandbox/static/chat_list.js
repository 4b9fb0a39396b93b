/**
 * The list of chats: who or what, the newest line, the time, how much is unread. Arrow
 * keys move in it, Enter opens, and a second button opens a chat beside the other.
 */
import { avatar } from "./avatar.js";
import { draftOf } from "./drafts.js";
import { element, fill, iconButton, languageOf } from "./elements.js";
import { summaryOf } from "./contents.js";
import { serviceText } from "./service_message.js";
import { lastMessage, sandboxNow } from "./store.js";

const CORNERS = { group: "group", supergroup: "group", channel: "channel" };

/** The list; `open` and `openBeside` get a chat's id, `shown` gives the ids on show. */
export function createChatList({ store, words, dates, open, openBeside, shown }) {
  const list = element("ul", { class: "chat-list" });
  const root = element("nav", { class: "chats", "aria-label": words.chats }, list);
  const items = new Map();

  function refresh() {
    for (const chat of store.chats.values()) {
      // A group that became a supergroup has that in its place.
      if (chat.migrated_to) drop(chat.id);
      else show(chat);
    }
  }

  function show(chat) {
    if (!items.has(chat.id)) {
      items.set(chat.id, element("li", { class: "chat-item" }));
      list.append(items.get(chat.id));
    }
    refreshItem(chat);
  }

  function drop(chatId) {
    items.get(chatId)?.remove();
    items.delete(chatId);
  }

  function refreshItem(chat) {
    const frame = items.get(chat.id);
    const hadFocus = frame.contains(document.activeElement);
    const place = shown().indexOf(chat.id);
    frame.classList.toggle("is-open", place >= 0);
    fill(
      frame,
      element(
        "button",
        {
          type: "button",
          class: "chat-button",
          "data-testid": "chat-list-item",
          "data-chat-id": String(chat.id),
          "aria-current": place === 0 ? "true" : null,
          onclick: (event) => (event.ctrlKey || event.metaKey ? openBeside(chat.id) : open(chat.id)),
        },
        avatar(chat.title, chat.id, false, CORNERS[chat.type]),
        element("span", { class: "chat-words" }, ...chatWords(chat)),
      ),
      place < 0 &&
        iconButton("beside", words.openBeside, () => openBeside(chat.id), {
          class: "icon-button beside",
          "data-testid": "open-beside",
        }),
    );
    if (hadFocus) frame.querySelector(".chat-button").focus({ preventScroll: true });
  }

  function chatWords(chat) {
    const newest = lastMessage(store, chat.id);
    const unread = store.unread.get(chat.id) ?? 0;
    const draft = shown().includes(chat.id) ? "" : draftOf(chat.id);
    const line = draft || (newest ? summaryOf(newest, words) : kindOf(chat));
    const sender =
      !draft && newest?.from && chat.type !== "private" && !serviceText(newest, words)
        ? `${newest.from.first_name}: `
        : "";
    return [
      element(
        "span",
        { class: "chat-first" },
        element("span", { class: "chat-title", dir: "auto", lang: languageOf(chat.title) }, chat.title),
        element("span", { class: "chat-kind" }, newest ? kindOf(chat) : ""),
        newest && element("span", { class: "chat-time" }, timeOf(newest)),
      ),
      element(
        "span",
        { class: "chat-second" },
        element(
          "span",
          { class: "chat-line", dir: "auto", lang: languageOf(line) },
          draft && element("span", { class: "draft" }, words.draft),
          sender + line,
        ),
        unread > 0 &&
          element(
            "span",
            { class: "unread", "data-testid": "unread", "aria-label": words.unread(unread), role: "img" },
            String(unread),
          ),
      ),
    ];
  }

  /** The time of a message of today, else its date. */
  function timeOf({ date }) {
    const isToday = dates.dayKey(date * 1000) === dates.dayKey(sandboxNow(store));
    return isToday ? dates.time(date * 1000) : dates.date(date * 1000);
  }

  function kindOf(chat) {
    if (chat.type === "channel") return words.channel;
    if (chat.type !== "private") return words.group;
    const language = store.people.get(chat.person_id).language_code.slice(0, 2);
    return `${words.privateChat} · ${words.languageNames[language] ?? language}`;
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...list.querySelectorAll(".chat-button")];
    const at = buttons.indexOf(document.activeElement.closest(".chat-item")?.querySelector(".chat-button"));
    buttons[(at + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  });

  return {
    element: root,
    refresh,
    /** Leaves a chat for the list: to the chat that is open, else the first. */
    focus: () => (list.querySelector("[aria-current]") ?? list.querySelector(".chat-button"))?.focus(),
    handle(change) {
      if (["reset", "clock"].includes(change.type)) refresh();
      else if (change.type === "chat") refresh();
      else if (items.has(change.chat_id)) refreshItem(store.chats.get(change.chat_id));
    },
  };
}
