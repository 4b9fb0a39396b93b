/**
 * Where a person writes: the field, the command menu, who speaks in a group, what is
 * replied to, and the words that stand there when nobody can write.
 */
import { commandsFor, createCommandMenu } from "./command_menu.js";
import { element, icon, iconButton } from "./elements.js";
import { summaryOf } from "./message.js";
import { hasBot, speakersOf } from "./store.js";

const TALLEST_PX = 160;

/**
 * A composer for one chat. `send` gets (text, replyTo) and returns a promise of success,
 * `speaker` and `setSpeaker` hold who speaks, `unblock` and `addBot` repair the chat.
 */
export function createComposer({ store, words, chat, speaker, setSpeaker, send, unblock, addBot }) {
  let replyTo = null;
  const menu = createCommandMenu({ words, choose: (command) => submit(`/${command}`) });
  const field = element("textarea", {
    class: "field",
    rows: "1",
    "data-testid": "composer",
    placeholder: words.writeMessage,
    "aria-label": words.writeMessage,
    "aria-controls": menu.element.id,
    autocomplete: "off",
    maxlength: "4096",
    oninput: () => {
      grow();
      suggest();
    },
    onkeydown: onKey,
    onblur: menu.close,
  });
  const commandsButton = iconButton("commands", words.commands, toggleMenu, {
    "data-testid": "commands",
    onmousedown: (event) => event.preventDefault(),
  });
  const sendButton = iconButton("send", words.send, () => submit(field.value), {
    class: "icon-button send",
    "data-testid": "send",
  });
  const speakers = element("div", { class: "speakers", role: "radiogroup", "aria-label": words.speakAs });
  const reply = element("div", { class: "composer-reply", hidden: true });
  const note = element("div", { class: "composer-note" });
  const row = element("div", { class: "composer-row" }, commandsButton, field, sendButton);
  const column = element("div", { class: "composer-column" }, menu.element, speakers, reply, note, row);

  function availableCommands() {
    return commandsFor(store.bot.commands ?? {}, chat(), store.people.get(speaker()));
  }

  function suggest() {
    const word = /^\/(\w*)$/.exec(field.value);
    if (!word) return menu.close();
    menu.open(availableCommands().filter(({ command }) => command.startsWith(word[1])));
    return undefined;
  }

  function toggleMenu() {
    if (menu.isOpen) menu.close();
    else {
      field.focus();
      menu.open(availableCommands(), words.noCommands);
    }
  }

  function onKey(event) {
    // While a Chinese input method composes, Enter belongs to it.
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (menu.isOpen) menu.close();
      else if (replyTo) setReply(null);
      else return;
      event.stopPropagation();
    } else if (menu.hasChoice && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      menu.move(event.key === "ArrowDown" ? 1 : -1);
      field.setAttribute("aria-activedescendant", menu.markedId);
    } else if (menu.hasChoice && event.key === "Tab") {
      field.value = `/${menu.element.querySelector("[aria-selected=true] .command-name").textContent.slice(1)} `;
      menu.close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      if (menu.hasChoice) menu.chooseMarked();
      else submit(field.value);
    } else return;
    event.preventDefault();
  }

  async function submit(text) {
    const trimmed = text.trim();
    menu.close();
    if (!trimmed) return;
    const answered = replyTo;
    field.value = "";
    setReply(null);
    grow();
    const isSent = await send(trimmed, answered);
    if (!isSent && !field.value) {
      field.value = text;
      setReply(answered);
      grow();
    }
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    sendButton.classList.toggle("is-ready", field.value.trim() !== "");
  }

  function setReply(message) {
    replyTo = message;
    reply.hidden = !message;
    reply.replaceChildren();
    if (!message) return;
    reply.append(
      icon("reply"),
      element("span", { class: "reply-text" }, summaryOf(message, words)),
      iconButton("close", words.cancelReply, () => setReply(null)),
    );
    field.focus();
  }

  function refreshSpeakers() {
    const people = speakersOf(store, chat());
    speakers.hidden = people.length < 2;
    speakers.replaceChildren(
      ...people.map((person) =>
        element(
          "button",
          {
            type: "button",
            role: "radio",
            "aria-checked": String(person.id === speaker()),
            "data-testid": "speaker",
            "data-person-id": String(person.id),
            onclick: () => setSpeaker(person.id),
          },
          person.first_name,
        ),
      ),
    );
  }

  function refresh() {
    const { text, repair, label } = obstacle();
    refreshSpeakers();
    note.hidden = !text;
    note.replaceChildren(
      text ?? "",
      ...(repair
        ? [element("button", { type: "button", class: "text-button", onclick: repair }, label)]
        : []),
    );
    row.hidden = speakersOf(store, chat()).length === 0 || chat().is_blocked === true;
  }

  function obstacle() {
    if (chat().is_blocked) return { text: words.blockedNote, repair: unblock, label: words.unblock };
    if (!hasBot(chat())) return { text: words.absentNote, repair: addBot, label: words.addBot };
    if (chat().type === "channel") return { text: words.channelNote };
    return {};
  }

  refresh();
  return {
    element: element("div", { class: "composer" }, column),
    refresh,
    setReply,
    focus: () => field.focus({ preventScroll: true }),
    type(text) {
      field.value = text;
      grow();
      field.focus();
    },
  };
}
