/**
 * One open chat: its head, its messages and the place to write. Holds who speaks there;
 * everything else it shows comes from the store.
 */
import { createAnnouncer } from "./announcer.js";
import { createChatActions } from "./chat_actions.js";
import { createComposer } from "./composer.js";
import { element } from "./elements.js";
import { emptyChat } from "./empty_chat.js";
import { createTaps } from "./keyboard.js";
import { createPaneHead } from "./pane_head.js";
import { get } from "./server.js";
import { speakersOf } from "./store.js";
import { createThreadTabs } from "./thread_tabs.js";
import { createTimeline } from "./timeline.js";

/** A pane for one chat; `open` and `close` change which chats are shown. */
export function createPane(chatId, { store, words, dates, open, close, back }) {
  const chat = () => store.chats.get(chatId);
  let speakerId = speakersOf(store, chat())[0]?.id ?? null;
  let timeline = null;
  let composer = null;
  let hasAll = false;

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
    threadId: () => threads.chosen,
    openChat: open,
  };
  const announcer = createAnnouncer(words);
  const threads = createThreadTabs({ words, choose: () => timeline.restart() });
  const actions = createChatActions({ store, words, pane });

  timeline = createTimeline(
    {
      words,
      dates,
      actions,
      taps,
      showsSenders: chat().type.endsWith("group"),
      showsThreads: () => threads.chosen === null,
      canReply: chat().type !== "channel",
      speakerId: pane.speakerId,
      isAdmin: (id) => chat().admin_ids?.includes(id),
      messageOf: (messageId) => store.messages.get(chatId)?.get(messageId),
    },
    {
      label: words.messagesOf(chat().title),
      emptyState: () => emptyChat(chat().type, words, () => actions.send("/start")),
      all,
      fetchEarlier,
    },
  );
  composer = createComposer({
    store,
    words,
    chat,
    speaker: pane.speakerId,
    setSpeaker,
    actions,
    messages: all,
  });
  const head = createPaneHead({ store, words, chat, actions, back, close: () => close(chatId) });
  const root = element(
    "section",
    { class: "pane", "data-testid": "pane", "data-chat-id": String(chatId), "aria-label": chat().title },
    head.element,
    threads.element,
    announcer.element,
    timeline.element,
    composer.element,
  );

  /** The known messages of the thread on show, oldest first. */
  function all() {
    return [...(store.messages.get(chatId)?.values() ?? [])].filter(isInThread);
  }

  function isInThread(message) {
    const isSeen = !message.receiver_id || message.receiver_id === speakerId;
    return isSeen && (threads.chosen === null || message.message_thread_id === threads.chosen);
  }

  async function fetchEarlier() {
    const [first] = store.messages.get(chatId)?.keys() ?? [];
    if (first === undefined || hasAll) return false;
    const { messages } = await get(`/page/messages?chat_id=${chatId}&before=${first}`);
    hasAll = messages.length === 0;
    store.addEarlier(chatId, messages);
    return !hasAll;
  }

  function setSpeaker(personId) {
    speakerId = personId;
    composer.refresh();
    timeline.reset();
  }

  function reset() {
    hasAll = false;
    refreshChat();
    timeline.reset();
  }

  function refreshChat() {
    head.refresh();
    threads.refresh(chat().topics);
    composer.refresh();
  }

  const CHANGES = {
    message({ message }) {
      head.refresh();
      if (message.reply_keyboard) composer.refresh();
      if (!isInThread(message)) return;
      timeline.add(message);
      if (message.from?.id !== speakerId) announcer.say(message);
    },
    edit({ message }) {
      timeline.edit(message);
      if (root.contains(document.activeElement) && message.from?.is_bot) announcer.say(message);
    },
    delete: ({ message_id: messageId }) => timeline.remove(messageId),
    answer(event) {
      taps.answered(event.callback_query_id);
      actions.showAnswer(event);
    },
    inline: composer.inlineAnswered,
    action: head.showAction,
    chat: refreshChat,
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
