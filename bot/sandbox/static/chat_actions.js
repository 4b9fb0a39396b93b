/**
 * What a person does in one chat, as requests to the server: sending, tapping, following
 * links, blocking. Refusals are told where they happened.
 */
import { safeAddress, telegramLink } from "./links.js";
import { copyText, showAlert, showPhoto, showToast } from "./overlays.js";
import { choosePlace } from "./place.js";
import { contentOf, post } from "./server.js";

/**
 * The actions of one chat. `pane` is {chat(), speakerId(), place(), taps, timeline(),
 * composer(), openChat(id)}; `place` is where notices appear.
 */
export function createChatActions({ store, words, pane }) {
  const tell = (text) => showToast(text, pane.place());

  async function attempt(path, body) {
    try {
      return await post(path, body);
    } catch (error) {
      tell(words.failed(error.message));
      return null;
    }
  }

  async function send(text, replyTo = null) {
    const body = { chat_id: pane.chat().id, person_id: pane.speakerId(), text };
    const threadId = replyTo?.message_thread_id ?? pane.threadId();
    if (replyTo) body.reply_to_message_id = replyTo.message_id;
    if (threadId) body.message_thread_id = threadId;
    return (await attempt("/page/send", body)) !== null;
  }

  async function sendFile(file) {
    const body = {
      chat_id: pane.chat().id,
      person_id: pane.speakerId(),
      file_name: file.name,
      media_type: file.type,
      content: await contentOf(file),
    };
    return (await attempt("/page/file", body)) !== null;
  }

  function sendPlace() {
    choosePlace(words, (latitude, longitude) =>
      attempt("/page/place", {
        chat_id: pane.chat().id,
        person_id: pane.speakerId(),
        latitude,
        longitude,
      }),
    );
  }

  async function tap(message, data) {
    const { taps } = pane;
    if (taps.isWaiting(message.message_id, data)) return;
    taps.begin(message.message_id, data);
    const body = {
      chat_id: pane.chat().id,
      person_id: pane.readerId(),
      message_id: message.message_id,
      callback_data: data,
    };
    const answer = await attempt("/page/tap", body);
    if (answer) taps.sent(message.message_id, data, answer.callback_query_id);
    else taps.failed(message.message_id, data);
  }

  /** Acts on a link to our bot and says so; other links are the browser's. */
  function followLink(address) {
    const link = telegramLink(address);
    if (!link || !isBot(link.username)) return false;
    if (link.startgroup !== undefined) startInGroup(link.startgroup);
    else if (link.startchannel !== undefined) startInChannel();
    else startInPrivate(link.start);
    return true;
  }

  function isBot(username) {
    return username.toLowerCase() === store.bot.username.toLowerCase();
  }

  async function startInPrivate(payload) {
    const personId = pane.readerId();
    const chat = [...store.chats.values()].find((each) => each.person_id === personId);
    pane.openChat(chat.id);
    if (payload !== undefined) await attempt("/page/start", { person_id: personId, payload });
  }

  async function startInGroup(payload) {
    const group = [...store.chats.values()].find((each) => each.type.endsWith("group"));
    if (!group) return tell(words.notHere);
    pane.openChat(group.id);
    await attempt("/page/member", { chat_id: group.id, present: true });
    const text = `/start@${store.bot.username} ${payload}`.trim();
    return attempt("/page/send", { chat_id: group.id, person_id: pane.readerId(), text });
  }

  function startInChannel() {
    const channel = [...store.chats.values()].find((each) => each.type === "channel");
    if (!channel) return tell(words.notHere);
    pane.openChat(channel.id);
    return attempt("/page/member", { chat_id: channel.id, present: true });
  }

  async function askInline(query, offset) {
    const body = { chat_id: pane.chat().id, person_id: pane.speakerId(), query, offset };
    return (await attempt("/page/inline", body))?.inline_query_id ?? null;
  }

  function chooseInline(queryId, resultId) {
    return attempt("/page/choose", {
      chat_id: pane.chat().id,
      person_id: pane.speakerId(),
      inline_query_id: queryId,
      result_id: resultId,
    });
  }

  function openLink(address) {
    const safe = safeAddress(address);
    if (!safe) tell(words.notHere);
    else if (!followLink(safe)) window.open(safe, "_blank", "noopener,noreferrer");
  }

  return {
    send,
    sendFile,
    sendPlace,
    tap,
    followLink,
    openLink,
    askInline,
    chooseInline,
    startWith: startInPrivate,
    isOurs: (address) => isBot(telegramLink(address)?.username ?? ""),
    sendCommand: (command) => pane.speakerId() !== null && send(command),
    copy: (text) => copyText(text, words, pane.place()),
    typeInline(query) {
      if (pane.speakerId() === null) tell(words.notHere);
      else pane.composer().type(`@${store.bot.username} ${query}`);
    },
    reply: (message) => pane.composer().setReply(message),
    showMessage: (messageId) => pane.timeline().show(messageId),
    showPhoto: (address, description) => showPhoto(address, description, words),
    turnPage: (direction) => pane.timeline().turnPage(direction),
    keepPlace: () => pane.timeline().keepPlace(),
    tellNotHere: () => tell(words.notHere),
    setBlocked: (blocked) => attempt("/page/block", { person_id: pane.chat().person_id, blocked }),
    setPresent: (present) => attempt("/page/member", { chat_id: pane.chat().id, present }),
    showAnswer({ text, show_alert: isAlert, url }) {
      if (text && isAlert) showAlert(text, words);
      else if (text) tell(text);
      if (url && !followLink(url)) tell(url);
    },
  };
}
