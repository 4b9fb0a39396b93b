/**
 * One open chat: its head, its messages and the place to write. Holds who speaks there;
 * everything else it shows comes from the store.
 */
import { createChatActions } from "./chat_actions.js";
import { createComposer } from "./composer.js";
import { element, icon } from "./elements.js";
import { createTaps } from "./keyboard.js";
import { createPaneHead } from "./pane_head.js";
import { speakersOf } from "./store.js";
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
    actions,
  });
  const head = createPaneHead({ store, words, chat, actions, back, close: () => close(chatId) });
  const root = element(
    "section",
    { class: "pane", "data-testid": "pane", "data-chat-id": String(chatId), "aria-label": chat().title },
    head.element,
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
  }

  function reset() {
    head.refresh();
    composer.refresh();
    timeline.reset([...store.messages.get(chatId).values()]);
  }

  const CHANGES = {
    message({ message }) {
      head.refresh();
      timeline.add(message);
    },
    edit: ({ message }) => timeline.edit(message),
    delete: ({ message_id: messageId }) => timeline.remove(messageId),
    answer(event) {
      taps.answered(event.callback_query_id);
      actions.showAnswer(event);
    },
    inline: composer.inlineAnswered,
    action: head.showAction,
    chat() {
      head.refresh();
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
