/**
 * The menu of a chat: what a person can do to the bot there (block it, remove it), which
 * is how a reader finds out what the bot makes of it.
 */
import { element, iconButton } from "./elements.js";
import { hasBot } from "./store.js";

/** The menu's button with its menu; `items` are made anew each time it opens. */
export function createChatMenu({ words, chat, actions }) {
  const list = element("div", { class: "menu", role: "menu", hidden: true });
  const button = iconButton("more", words.chatMenu, () => (list.hidden ? open() : close()), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "data-testid": "chat-menu",
  });
  const root = element("div", { class: "menu-holder" }, button, list);

  function open() {
    list.replaceChildren(...itemsOf(words, chat(), actions).map(([label, act]) => item(label, act)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.firstElementChild.focus();
  }

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function item(label, act) {
    return element(
      "button",
      {
        type: "button",
        role: "menuitem",
        onclick: () => {
          close();
          button.focus();
          act();
        },
      },
      label,
    );
  }

  root.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const items = [...list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      close();
      button.focus();
    } else if (step) {
      items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) close();
  });
  return root;
}

function itemsOf(words, chat, actions) {
  if (chat.type === "private") {
    return [[chat.is_blocked ? words.unblock : words.block, () => actions.setBlocked(!chat.is_blocked)]];
  }
  const isPresent = hasBot(chat);
  return [[isPresent ? words.removeBot : words.addBot, () => actions.setPresent(!isPresent)]];
}
