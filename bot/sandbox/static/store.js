/**
 * What the page knows: the last snapshot with every event since applied to it.
 * Views listen for changes and read from here; only this module changes it.
 */

export function createStore() {
  const listeners = new Set();
  const store = {
    clock: null,
    clockReadAt: 0,
    bot: null,
    samples: null,
    faults: 0,
    people: new Map(),
    chats: new Map(),
    messages: new Map(),
    unread: new Map(),
    listen: (listener) => listeners.add(listener),
    replace: (snapshot) => {
      replace(store, snapshot);
      notify({ type: "reset" });
    },
    apply: (event) => {
      const change = EVENTS[event.type]?.(store, event);
      if (change) notify(change);
    },
    /** Takes messages from before those that are known, oldest first. */
    addEarlier: (chatId, earlier) => {
      const known = messagesOf(store, chatId);
      store.messages.set(
        chatId,
        new Map([...earlier.map((message) => [message.message_id, message]), ...known]),
      );
    },
    markRead: (chatId) => {
      if (store.unread.delete(chatId)) notify({ type: "unread", chat_id: chatId });
    },
  };
  function notify(change) {
    for (const listener of listeners) listener(change);
  }
  return store;
}

function replace(store, snapshot) {
  setClock(store, snapshot.clock);
  store.bot = snapshot.bot;
  store.samples = snapshot.samples;
  store.faults = snapshot.faults;
  store.people = new Map(snapshot.people.map((person) => [person.id, person]));
  store.chats = new Map(snapshot.chats.map((chat) => [chat.id, chat]));
  store.messages = new Map(
    snapshot.chats.map((chat) => [
      chat.id,
      new Map((snapshot.messages[chat.id] ?? []).map((message) => [message.message_id, message])),
    ]),
  );
}

function setClock(store, clock) {
  store.clock = clock;
  store.clockReadAt = performance.now();
}

const EVENTS = {
  message(store, { chat_id, message }) {
    const messages = messagesOf(store, chat_id);
    const isNew = !messages.has(message.message_id);
    messages.set(message.message_id, message);
    if (isNew && (message.from === null || message.from?.is_bot)) {
      store.unread.set(chat_id, (store.unread.get(chat_id) ?? 0) + 1);
    }
    return { type: isNew ? "message" : "edit", chat_id, message };
  },
  edit(store, { chat_id, message }) {
    // What is older than all that was read comes as it is then, when it is read.
    if (!messagesOf(store, chat_id).has(message.message_id)) return null;
    messagesOf(store, chat_id).set(message.message_id, message);
    return { type: "edit", chat_id, message };
  },
  delete(store, { chat_id, message_id }) {
    messagesOf(store, chat_id).delete(message_id);
    return { type: "delete", chat_id, message_id };
  },
  answer: (_store, event) => event,
  inline: (_store, event) => event,
  action: (_store, event) => event,
  clock(store, { clock }) {
    setClock(store, clock);
    return { type: "clock" };
  },
  chat(store, { chat }) {
    // Somebody new came with it; the next whole state brings both.
    if (chat.type === "private" && !store.people.has(chat.person_id)) return null;
    store.chats.set(chat.id, chat);
    return { type: "chat", chat_id: chat.id };
  },
  bot(store, { bot }) {
    store.bot = bot;
    return { type: "bot" };
  },
  samples(store, { samples }) {
    store.samples = samples;
    return { type: "samples" };
  },
  faults(store, { faults }) {
    store.faults = faults;
    return { type: "faults" };
  },
};

function messagesOf(store, chatId) {
  if (!store.messages.has(chatId)) store.messages.set(chatId, new Map());
  return store.messages.get(chatId);
}

/** The sandbox's time now, in milliseconds since 1970: it runs on between two readings. */
export function sandboxNow(store) {
  return Date.parse(store.clock.now) + (performance.now() - store.clockReadAt);
}

/** The newest message of a chat, or undefined. */
export function lastMessage(store, chatId) {
  return [...(store.messages.get(chatId)?.values() ?? [])].at(-1);
}

/** People who may speak in a chat; nobody speaks in a channel. */
export function speakersOf(store, chat) {
  if (chat.type === "private") return [store.people.get(chat.person_id)];
  if (chat.type === "channel") return [];
  return chat.member_ids.map((id) => store.people.get(id)).filter(Boolean);
}

/** Whether the bot is in the group or channel; a private chat always has it. */
export function hasBot(chat) {
  return chat.type === "private" || ["member", "administrator"].includes(chat.bot_status);
}
