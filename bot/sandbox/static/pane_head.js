/**
 * The head of an open chat: whose it is, what the bot is doing, and the chat's menu, by
 * which a person blocks the bot or removes it and sees what the bot makes of that.
 */
import { avatar } from "./avatar.js";
import { element, iconButton } from "./elements.js";
import { createMenu } from "./menu.js";
import { hasBot } from "./store.js";

/** As long as Telegram shows an action that is not repeated. */
const ACTION_MS = 5_000;

/** The head of one chat; `back` leads to the list, `close` closes a chat beside another. */
export function createPaneHead({ store, words, chat, actions, back, close }) {
  const subtitle = element("p", { "data-testid": "subtitle" });
  let actionEnds = null;
  const root = element(
    "header",
    { class: "pane-head" },
    iconButton("back", words.back, back, { class: "icon-button back", "data-testid": "back" }),
    avatar(chat().title, chat().id),
    element("div", { class: "pane-title" }, element("h2", { dir: "auto" }, chat().title), subtitle),
    createMenu({ symbol: "more", label: words.chatMenu, testId: "chat-menu", items: menuItems }),
    iconButton("close", words.closePane, close, { class: "icon-button close-pane" }),
  );

  function menuItems() {
    if (chat().type === "private") {
      const isBlocked = chat().is_blocked;
      const block = [isBlocked ? words.unblock : words.block, () => actions.setBlocked(!isBlocked)];
      return isBlocked ? [block] : [block, [words.sendPlace, actions.sendPlace]];
    }
    const isPresent = hasBot(chat());
    return [[isPresent ? words.removeBot : words.addBot, () => actions.setPresent(!isPresent)]];
  }

  function description() {
    const { type, person_id: personId, member_ids: memberIds } = chat();
    if (type === "private") {
      const language = store.people.get(personId).language_code.slice(0, 2);
      return [words.privateWith(store.bot.first_name), words.languageNames[language] ?? language];
    }
    if (type === "channel") return [words.channel, words.subscribers(memberIds.length)];
    const names = memberIds.map((id) => store.people.get(id)?.first_name).filter(Boolean);
    return [words.group, words.members(memberIds.length + (hasBot(chat()) ? 1 : 0)), names.join(", ")];
  }

  function refresh() {
    clearTimeout(actionEnds);
    subtitle.textContent = description().filter(Boolean).join(" · ");
    subtitle.classList.remove("is-action");
  }

  refresh();
  return {
    element: root,
    refresh,
    /** Says for a moment that the bot is at work. */
    showAction() {
      clearTimeout(actionEnds);
      subtitle.textContent = words.typing;
      subtitle.classList.add("is-action");
      actionEnds = setTimeout(refresh, ACTION_MS);
    },
  };
}
