/**
 * Which commands the bot offers in a chat, and the menu that lists them. The choice of
 * scope and language follows the order in the Bot API's BotCommandScope.
 */
import { element, languageOf } from "./elements.js";

/** The commands that apply to a person in a chat; [] where none are set. */
export function commandsFor(commands, chat, person) {
  const isAdmin = chat.admin_ids?.includes(person?.id);
  const scopes =
    chat.type === "private"
      ? [`chat:${chat.id}`, "all_private_chats", "default"]
      : [
          `chat_member:${chat.id}:${person?.id}`,
          ...(isAdmin ? [`chat_administrators:${chat.id}`] : []),
          `chat:${chat.id}`,
          ...(isAdmin ? ["all_chat_administrators"] : []),
          "all_group_chats",
          "default",
        ];
  const language = (person?.language_code ?? "").slice(0, 2);
  const keys = scopes.flatMap((scope) => [`${scope}/${language}`, `${scope}/`]);
  return keys.map((key) => commands[key]).find((list) => list?.length > 0) ?? [];
}

/** A listbox above the writing field; `choose` gets the command's name. */
export function createCommandMenu({ words, choose }) {
  const list = element("ul", {
    class: "command-menu",
    role: "listbox",
    id: `commands-${crypto.randomUUID()}`,
    "aria-label": words.commands,
    hidden: true,
  });
  let shown = [];
  let marked = 0;

  function mark(place) {
    marked = (place + shown.length) % shown.length;
    [...list.children].forEach((item, number) =>
      item.setAttribute("aria-selected", String(number === marked)),
    );
    list.children[marked]?.scrollIntoView({ block: "nearest" });
  }

  function item({ command, description }, number) {
    return element(
      "li",
      {
        role: "option",
        id: `${list.id}-${number}`,
        onmousedown: (event) => event.preventDefault(),
        onclick: () => choose(command),
      },
      element("span", { class: "command-name" }, `/${command}`),
      element("span", { class: "command-description", lang: languageOf(description) }, description),
    );
  }

  return {
    element: list,
    get isOpen() {
      return !list.hidden;
    },
    get markedId() {
      return list.children[marked]?.id;
    },
    open(commands, emptyText = null) {
      shown = commands;
      list.replaceChildren(...commands.map(item));
      if (commands.length === 0 && emptyText)
        list.append(element("li", { class: "command-none" }, emptyText));
      list.hidden = list.children.length === 0;
      if (commands.length > 0) mark(0);
    },
    close: () => {
      list.hidden = true;
    },
    move: (step) => shown.length > 0 && mark(marked + step),
    chooseMarked: () => shown.length > 0 && choose(shown[marked].command),
    get hasChoice() {
      return !list.hidden && shown.length > 0;
    },
  };
}
