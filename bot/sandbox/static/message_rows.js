/**
 * The messages on show as rows in order: a line for each day, runs of one sender drawn
 * together. It knows nothing of scrolling; a change touches the row and its neighbours alone.
 */
import { element } from "./elements.js";
import { fillMessage, messageFrame, refreshKeyboard } from "./message.js";
import { settleQuotes } from "./rich_text.js";

const GROUPED_SECONDS = 300;

/** Rows in `list`; `context` is that of message.js. */
export function createMessageRows(list, context) {
  const frames = new Map();
  const messages = new Map();

  const messageIn = (frame) => messages.get(Number(frame.dataset.messageId));
  const dayOf = (message) => context.dates.dayKey(message.date * 1000);

  function beside(frame, direction) {
    let other = frame[direction];
    while (other && !other.classList.contains("message")) other = other[direction];
    return other;
  }

  function put(message) {
    const frame = messageFrame(message);
    messages.set(message.message_id, message);
    frames.set(message.message_id, frame);
    // New messages come at the end, so the place is sought from there.
    let before = list.lastElementChild;
    while (before && !(Number(before.dataset.messageId) < message.message_id))
      before = before.previousElementSibling;
    if (before) before.after(frame);
    else list.prepend(frame);
    fillMessage(frame, message, context);
    return frame;
  }

  /** Draws the seam between a row and the one before it. */
  function join(frame) {
    if (!frame) return;
    const message = messageIn(frame);
    const earlier = beside(frame, "previousElementSibling");
    const isNewDay = !earlier || dayOf(messageIn(earlier)) !== dayOf(message);
    const line = frame.previousElementSibling?.classList.contains("day")
      ? frame.previousElementSibling
      : null;
    if (!isNewDay) line?.remove();
    else if (!line) frame.before(dayLine(message));
    const continues =
      !isNewDay &&
      earlier.dataset.sender === frame.dataset.sender &&
      !earlier.classList.contains("is-service") &&
      message.date - messageIn(earlier).date < GROUPED_SECONDS;
    frame.classList.toggle("continues", continues);
    earlier?.classList.toggle("is-continued", continues);
  }

  function dayLine(message) {
    return element("div", { class: "day", "data-testid": "day" }, context.dates.day(message.date * 1000));
  }

  return {
    has: (messageId) => frames.has(messageId),
    frameOf: (messageId) => frames.get(messageId),
    get count() {
      return frames.size;
    },
    /** All rows, oldest first. */
    get frames() {
      return [...list.querySelectorAll(":scope > .message")];
    },
    /** The ids of all rows, in order. */
    get ids() {
      return this.frames.map((frame) => Number(frame.dataset.messageId));
    },
    get firstId() {
      return Number(list.querySelector(":scope > .message")?.dataset.messageId ?? Infinity);
    },
    get lastId() {
      return Number(list.lastElementChild?.dataset.messageId ?? -Infinity);
    },
    isLast: (frame) => frame === list.lastElementChild,
    /** Adds rows; many at once cost one layout. */
    add(added) {
      const made = added.map(put);
      for (const frame of made) {
        join(frame);
        join(beside(frame, "nextElementSibling"));
      }
      settleQuotes(...made);
      return made.at(-1);
    },
    /** Draws these rows anew, in the frames they have. */
    redraw(changed) {
      for (const message of changed) {
        messages.set(message.message_id, message);
        fillMessage(frames.get(message.message_id), message, context);
      }
      const redrawn = changed.map((message) => frames.get(message.message_id));
      redrawn.forEach(join);
      settleQuotes(...redrawn);
    },
    remove(messageId) {
      const frame = frames.get(messageId);
      const [earlier, later] = ["previousElementSibling", "nextElementSibling"].map((way) =>
        beside(frame, way),
      );
      if (frame.previousElementSibling?.classList.contains("day")) frame.previousElementSibling.remove();
      frame.remove();
      frames.delete(messageId);
      messages.delete(messageId);
      earlier?.classList.remove("is-continued");
      join(later);
    },
    removeAll() {
      list.replaceChildren();
      frames.clear();
      messages.clear();
    },
    refreshKeyboard(messageId) {
      const frame = frames.get(messageId);
      if (frame) refreshKeyboard(frame, messages.get(messageId), context);
    },
    settleQuotes: () => settleQuotes(list),
  };
}
