/**
 * One open chat: its head, its messages and the place to write. Holds who speaks there;
 * everything else it shows comes from the store.
 */
import { avatar } from "./avatar.js";
import { createChatActions } from "./chat_actions.js";
import { createChatMenu } from "./chat_menu.js";
import { createComposer } from "./composer.js";
import { element, icon, iconButton } from "./elements.js";
import { createTaps } from "./keyboard.js";
import { hasBot, speakersOf } from "./store.js";
import { createTimeline } from "./timeline.js";

/** A pane for one chat; `open` and `close` change which chats are shown. */
export function createPane(chatId, { store, words, dates, open, close, back }) {
  const chat = () => store.chats.get(chatId);
  let speakerId = speakersOf(store, chat())[0]?.id ?? null;
  let timeline = null;
  let composer = null;

  const taps = createTaps({
    onChange: (messageId) => timeline.refreshKeyboard(messageId),
    onTooLate: () => actions.showAnswer({ text: words.noAnswer }),
  });
  const pane = {
    chat,
    taps,
    speakerId: () => speakerId,
    // Readers of a channel tap and follow links too, though they cannot write there.
    readerId: () =>
      speakerId ?? chat().member_ids.find((id) => store.people.has(id)) ?? [...store.people.keys()][0],
    place: () => root,
    timeline: () => timeline,
    composer: () => composer,
    openChat: open,
  };
  const actions = createChatActions({ store, words, pane });

  timeline = createTimeline(
    {
      words,
      dates,
      actions,
      taps,
      showsSenders: chat().type.endsWith("group"),
      canReply: chat().type !== "channel",
      speakerId: pane.speakerId,
      isAdmin: (id) => chat().admin_ids?.includes(id),
      messageOf: (messageId) => store.messages.get(chatId)?.get(messageId),
    },
    { label: words.messagesOf(chat().title), emptyState },
  );
  composer = createComposer({
    store,
    words,
    chat,
    speaker: pane.speakerId,
    setSpeaker,
    send: actions.send,
    unblock: () => actions.setBlocked(false),
    addBot: () => actions.setPresent(true),
  });
  const head = element("header", { class: "pane-head" });
  const root = element(
    "section",
    { class: "pane", "data-testid": "pane", "data-chat-id": String(chatId), "aria-label": chat().title },
    head,
    timeline.element,
    composer.element,
  );

  function emptyState() {
    const kind = chat().type;
    if (kind !== "private")
      return element("div", { class: "empty" }, kind === "channel" ? words.emptyChannel : words.emptyGroup);
    return element(
      "div",
      { class: "empty" },
      icon("sunrise"),
      element("p", {}, words.startNote),
      element(
        "button",
        {
          type: "button",
          class: "main-button",
          "data-testid": "start",
          onclick: () => actions.send("/start"),
        },
        words.startButton,
      ),
    );
  }

  function setSpeaker(personId) {
    speakerId = personId;
    composer.refresh();
    timeline.reset([...store.messages.get(chatId).values()]);
    composer.focus();
  }

  function refreshHead() {
    head.replaceChildren(
      iconButton("back", words.back, back, { class: "icon-button back", "data-testid": "back" }),
      avatar(chat().title, chatId),
      element("div", { class: "pane-title" }, element("h2", {}, chat().title), element("p", {}, subtitle())),
      createChatMenu({ words, chat, actions }),
      iconButton("close", words.closePane, () => close(chatId), { class: "icon-button close-pane" }),
    );
  }

  function subtitle() {
    const { type, person_id: personId, member_ids: memberIds } = chat();
    if (type === "private") {
      const language = store.people.get(personId).language_code.slice(0, 2);
      return [words.privateWith(store.bot.first_name), words.languageNames[language] ?? language].join(" · ");
    }
    const names = memberIds.map((id) => store.people.get(id)?.first_name).filter(Boolean);
    return [
      type === "channel" ? words.channel : words.group,
      words.members(memberIds.length + (hasBot(chat()) ? 1 : 0)),
      names.join(", "),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  function reset() {
    refreshHead();
    composer.refresh();
    timeline.reset([...store.messages.get(chatId).values()]);
  }

  const CHANGES = {
    message: ({ message }) => timeline.add(message),
    edit: ({ message }) => timeline.edit(message),
    delete: ({ message_id: messageId }) => timeline.remove(messageId),
    answer(event) {
      taps.answered(event.callback_query_id);
      actions.showAnswer(event);
    },
    chat() {
      refreshHead();
      composer.refresh();
    },
  };

  return {
    element: root,
    chatId,
    reset,
    settle: timeline.settle,
    focus: composer.focus,
    send: actions.send,
    handle(change) {
      if (change.type === "reset") reset();
      else if (change.chat_id === chatId) CHANGES[change.type]?.(change);
    },
  };
}
