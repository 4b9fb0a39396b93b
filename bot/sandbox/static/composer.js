/**
 * Where a person writes: the field with its suggestions, who speaks in a group, what is
 * replied to, and the words that stand there when nobody can write.
 */
import { draftOf, keepDraft } from "./drafts.js";
import { element, fill, icon, iconButton } from "./elements.js";
import { createReplyBar } from "./reply_bar.js";
import { createReplyKeyboard } from "./reply_keyboard.js";
import { createSpeakers } from "./speakers.js";
import { hasBot, speakersOf } from "./store.js";
import { createSuggestions } from "./suggestions.js";

const TALLEST_PX = 160;
const PAGES = { PageUp: -1, PageDown: 1 };
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * A composer for one chat; `speaker` and `setSpeaker` hold who speaks, `actions` are
 * chat_actions.js's, `messages` gives those on show, oldest first.
 */
export function createComposer({ store, words, chat, speaker, setSpeaker, actions, messages }) {
  const suggestions = createSuggestions({
    store,
    words,
    chat,
    speaker,
    sendCommand: submit,
    complete: write,
    actions,
  });
  const speakers = createSpeakers({ words, choose: setSpeaker });
  const field = element("textarea", {
    class: "field",
    rows: "1",
    "data-testid": "composer",
    placeholder: words.writeMessage,
    "aria-label": words.writeMessage,
    "aria-controls": suggestions.element.id,
    autocomplete: "off",
    maxlength: "4096",
    oninput: () => {
      grow();
      keepDraft(chat().id, field.value);
      suggestions.suggest(field.value);
      refreshMarked();
    },
    onkeydown: onKey,
    onblur: suggestions.close,
  });
  const commandsButton = element(
    "button",
    {
      type: "button",
      class: "menu-button",
      title: words.commands,
      "data-testid": "commands",
      onclick: toggleCommands,
      onmousedown: (event) => event.preventDefault(),
    },
    icon("commands"),
    element("span", {}, words.menu),
  );
  const picker = element("input", { type: "file", hidden: true, onchange: sendPicked });
  const attachButton = iconButton("attach", words.attach, () => picker.click(), {
    "data-testid": "attach",
  });
  const sendButton = iconButton("send", words.send, () => submit(field.value), {
    class: "icon-button send",
    "data-testid": "send",
  });
  const reply = createReplyBar({ words, onChange: () => field.focus() });
  const replyKeyboard = createReplyKeyboard({ words, send: submit, request });
  const note = element("div", { class: "composer-note" });
  const row = element(
    "div",
    { class: "composer-row" },
    commandsButton,
    attachButton,
    picker,
    field,
    sendButton,
  );
  const column = element(
    "div",
    { class: "composer-column" },
    suggestions.element,
    speakers.element,
    reply.element,
    note,
    row,
    replyKeyboard.element,
  );

  function request(key) {
    if (key.request_location) actions.sendPlace();
    else actions.tellNotHere();
  }

  function toggleCommands() {
    field.focus();
    suggestions.toggleCommands();
    refreshMarked();
  }

  function refreshMarked() {
    if (suggestions.markedId) field.setAttribute("aria-activedescendant", suggestions.markedId);
    else field.removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    // While a Chinese input method composes, Enter belongs to it.
    if (event.isComposing) return;
    if (!event.shiftKey && !event.ctrlKey && suggestions.takesKey(event.key)) refreshMarked();
    else if (event.key === "Escape" && reply.message) reply.choose(null);
    else if (event.ctrlKey && event.key in STEPS) reply.step(STEPS[event.key], messages());
    else if (event.key in PAGES) actions.turnPage(PAGES[event.key]);
    else if (event.key === "Enter" && !event.shiftKey) submit(field.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async function submit(text) {
    const trimmed = text.trim();
    suggestions.close();
    if (!trimmed) return;
    const answered = reply.message;
    reply.choose(null);
    write("");
    const isSent = await actions.send(trimmed, answered);
    if (isSent || field.value) return;
    reply.choose(answered);
    write(text);
  }

  async function sendPicked() {
    for (const file of picker.files) await actions.sendFile(file);
    picker.value = "";
  }

  function write(text) {
    field.value = text;
    keepDraft(chat().id, text);
    grow();
  }

  function grow() {
    field.style.height = "";
    // What is not laid out yet has no height to take.
    if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    row.classList.toggle("is-ready", field.value.trim() !== "");
  }

  function refresh() {
    const { text, repair, label } = obstacle();
    const people = speakersOf(store, chat());
    speakers.show(people, speaker());
    note.hidden = !text;
    fill(
      note,
      text,
      repair && element("button", { type: "button", class: "text-button", onclick: repair }, label),
    );
    row.hidden = people.length === 0 || chat().is_blocked;
    field.placeholder = replyKeyboard.refresh(row.hidden ? [] : messages()) ?? words.writeMessage;
    grow();
  }

  function obstacle() {
    if (chat().is_blocked) {
      return { text: words.blockedNote, repair: () => actions.setBlocked(false), label: words.unblock };
    }
    if (!hasBot(chat())) {
      return { text: words.absentNote, repair: () => actions.setPresent(true), label: words.addBot };
    }
    return chat().type === "channel" ? { text: words.channelNote } : {};
  }

  refresh();
  write(draftOf(chat().id));
  return {
    element: element("div", { class: "composer" }, column),
    refresh,
    setReply: reply.choose,
    inlineAnswered: suggestions.answered,
    focus: () => field.focus({ preventScroll: true }),
    type(text) {
      write(text);
      field.focus();
      suggestions.suggest(text);
    },
  };
}
