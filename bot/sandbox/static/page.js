/**
 * Puts the views together and decides which chats are shown: the one in the address, a
 * second beside it where there is room, or on a phone the list alone.
 */
import { createChatList } from "./chat_list.js";
import { createPane } from "./chat_pane.js";
import { datesIn } from "./dates.js";
import { element } from "./elements.js";
import { createHints } from "./hints.js";
import { goTo, openChats } from "./route.js";
import { createTopBar } from "./top_bar.js";
import { switchLanguage } from "./words.js";

const PHONE = matchMedia("(max-width: 719px)");
const WIDE = matchMedia("(min-width: 1120px)");

/** Builds the page in `host`; call setServerGone as the server comes and goes. */
export function createPage(host, store, words) {
  const dates = datesIn(store.clock.timezone, words.lang);
  const panes = new Map();
  let shown = [];
  let isServerGone = false;

  const banner = element("p", { class: "banner", role: "alert", "data-testid": "banner", hidden: true });
  const topBar = createTopBar({ store, words, dates, openHints, changeLanguage });
  const chatList = createChatList({ store, words, dates, open, openBeside, shown: () => shown });
  const hints = createHints({ words, say, nextMorning: topBar.nextMorning });
  const paneHost = element("div", { class: "panes" });
  const sidebar = element("div", { class: "sidebar" }, chatList.element, hints.element);
  host.replaceChildren(topBar.element, banner, element("main", { class: "main" }, sidebar, paneHost));

  function open(chatId) {
    const beside = WIDE.matches ? shown.slice(1).filter((id) => id !== chatId) : [];
    goTo([chatId, ...beside]);
    if (!PHONE.matches) panes.get(chatId).focus();
  }

  function openBeside(chatId) {
    if (!WIDE.matches) {
      open(chatId);
      return;
    }
    goTo([shown[0], chatId].filter((id, place, all) => all.indexOf(id) === place));
    panes.get(chatId).focus();
  }

  function close(chatId) {
    goTo(shown.filter((id) => id !== chatId));
  }

  /** The chat of the person whose language the page is in: the reader's own seat. */
  function ownChat() {
    const language = words.lang.slice(0, 2);
    const privateChats = [...store.chats.values()].filter((chat) => chat.type === "private");
    const own = privateChats.find((chat) =>
      store.people.get(chat.person_id).language_code.startsWith(language),
    );
    return (own ?? privateChats[0]).id;
  }

  function say(text) {
    open(ownChat());
    panes.get(ownChat()).send(text);
  }

  function showRoute() {
    const asked = openChats(store.chats);
    const room = WIDE.matches ? 2 : 1;
    shown = asked.length > 0 || PHONE.matches ? asked.slice(0, room) : [ownChat()];
    host.dataset.view = shown.length > 0 ? "chat" : "list";
    paneHost.dataset.count = String(shown.length);
    for (const id of shown) {
      if (!panes.has(id))
        panes.set(id, createPane(id, { store, words, dates, open, close, back: () => goTo([]) }));
    }
    for (const [id, pane] of panes) {
      pane.element.hidden = !shown.includes(id);
      pane.element.style.order = String(shown.indexOf(id));
      if (!pane.element.isConnected) {
        paneHost.append(pane.element);
        pane.reset();
      }
    }
    for (const id of shown) {
      panes.get(id).settle(store.unread.get(id) ?? 0);
      store.markRead(id);
    }
    chatList.refresh();
  }

  function openHints() {
    if (PHONE.matches) goTo([]);
    hints.show();
  }

  function changeLanguage() {
    switchLanguage();
    location.reload();
  }

  function refreshBanner() {
    const text = isServerGone ? words.serverGone : store.bot.polling ? null : words.botStopped;
    banner.hidden = text === null;
    banner.textContent = text ?? "";
    banner.classList.toggle("is-grave", isServerGone);
  }

  function handle(change) {
    topBar.handle(change);
    chatList.handle(change);
    for (const pane of panes.values()) pane.handle(change);
    if (change.type === "message" && shown.includes(change.chat_id)) store.markRead(change.chat_id);
    refreshBanner();
  }

  store.listen(handle);
  handle({ type: "reset" });
  showRoute();
  window.addEventListener("popstate", showRoute);
  for (const query of [PHONE, WIDE]) query.addEventListener("change", showRoute);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (hints.isOpen && !PHONE.matches) hints.dismiss();
    else if (PHONE.matches && shown.length > 0) goTo([]);
    else chatList.focus();
  });

  return {
    setServerGone(isGone) {
      isServerGone = isGone;
      refreshBanner();
    },
  };
}
