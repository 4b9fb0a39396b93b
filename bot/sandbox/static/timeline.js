/**
 * The messages of one chat in order, with a line for each day. Keeps the reader's place:
 * new and edited messages never move what is being read, and whoever reads the end
 * stays at the end.
 */
import { element, iconButton } from "./elements.js";
import { fillMessage, messageFrame, refreshKeyboard } from "./message.js";
import { settleQuotes } from "./rich_text.js";

const END_MARGIN_PX = 48;
const BREATH_PX = 8;
const GROUPED_SECONDS = 300;

/** A timeline; `context` is that of message.js, `emptyState` makes what an empty chat shows. */
export function createTimeline(context, { label, emptyState }) {
  const list = element("div", {
    class: "timeline-list",
    role: "log",
    "aria-live": "polite",
    "aria-relevant": "additions",
    "aria-label": label,
  });
  const scroller = element(
    "div",
    { class: "timeline", tabindex: "0", "aria-label": label, role: "region" },
    list,
  );
  const toEnd = iconButton("down", context.words.newMessages, () => goToEnd("smooth"), {
    class: "icon-button to-end",
    hidden: true,
  });
  const frames = new Map();
  const messages = new Map();
  let isAtEnd = true;

  scroller.addEventListener("scroll", () => {
    isAtEnd = distanceToEnd() <= END_MARGIN_PX;
    toEnd.hidden = isAtEnd;
  });
  // The writing field or a phone's keyboard takes room from below: the end stays in sight.
  new ResizeObserver(keepPlace).observe(scroller);

  function distanceToEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  function goToEnd(behavior = "instant") {
    isAtEnd = true;
    toEnd.hidden = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });
  }

  function keepPlace() {
    if (isAtEnd) goToEnd();
  }

  /** The end comes into sight, but where that would hide the frame's beginning, its beginning. */
  function showFrame(frame) {
    goToEnd();
    const hidden = scroller.getBoundingClientRect().top + BREATH_PX - frame.getBoundingClientRect().top;
    if (hidden > 0) scroller.scrollTop -= hidden;
  }

  function place(message) {
    const frame = messageFrame(message);
    messages.set(message.message_id, message);
    frames.set(message.message_id, frame);
    const next = [...list.querySelectorAll(".message")].find(
      (other) => Number(other.dataset.messageId) > message.message_id,
    );
    list.insertBefore(frame, next ?? null);
    fillMessage(frame, message, context);
    return frame;
  }

  function add(message) {
    const wasAtEnd = isAtEnd;
    const frame = place(message);
    arrange();
    if (wasAtEnd || message.from?.id === context.speakerId()) showFrame(frame);
    else toEnd.hidden = false;
  }

  function edit(message) {
    const frame = frames.get(message.message_id);
    if (!frame) {
      add(message);
      return;
    }
    const view = scroller.getBoundingClientRect();
    const before = frame.getBoundingClientRect();
    const wasAtEnd = isAtEnd;
    messages.set(message.message_id, message);
    fillMessage(frame, message, context);
    const growth = frame.getBoundingClientRect().height - before.height;
    // What lies above the view may change its height without moving what is in the view.
    if (wasAtEnd && frame === list.lastElementChild) showFrame(frame);
    else if (before.top < view.top) scroller.scrollTop += growth;
  }

  function remove(messageId) {
    const frame = frames.get(messageId);
    if (!frame) return;
    const isAbove = frame.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
    const before = scroller.scrollHeight;
    frame.remove();
    frames.delete(messageId);
    messages.delete(messageId);
    arrange();
    if (isAbove) scroller.scrollTop -= before - scroller.scrollHeight;
    keepPlace();
  }

  /** Day lines, runs of one sender, and the picture for an empty chat. */
  function arrange() {
    for (const other of list.querySelectorAll(".day, .empty")) other.remove();
    if (messages.size === 0) list.append(emptyState());
    let previous = null;
    for (const frame of [...list.querySelectorAll(".message")]) {
      const message = messages.get(Number(frame.dataset.messageId));
      const day = context.dates.dayKey(message.date * 1000);
      const isNewDay = !previous || context.dates.dayKey(previous.message.date * 1000) !== day;
      if (isNewDay)
        frame.before(
          element("div", { class: "day", "data-testid": "day" }, context.dates.day(message.date * 1000)),
        );
      const continues =
        !isNewDay &&
        previous.frame.dataset.sender === frame.dataset.sender &&
        message.date - previous.message.date < GROUPED_SECONDS;
      frame.classList.toggle("continues", continues);
      previous?.frame.classList.toggle("is-continued", continues);
      frame.classList.remove("is-continued");
      previous = { frame, message };
    }
  }

  /** Shows exactly these messages: after a reconnection, or when another person speaks. */
  function reset(all) {
    const kept = new Set(all.map((message) => message.message_id));
    for (const id of [...messages.keys()].filter((known) => !kept.has(known))) remove(id);
    for (const message of all) {
      if (frames.has(message.message_id)) edit(message);
      else place(message);
    }
    arrange();
    keepPlace();
  }

  return {
    element: element("div", { class: "timeline-frame" }, scroller, toEnd),
    add,
    edit,
    remove,
    reset,
    keepPlace,
    /** Call when the timeline comes into sight: what was hidden could not be measured. Shows the first unread message. */
    settle(unread) {
      settleQuotes(list);
      const firstUnread = unread > 0 && [...frames.values()].at(-unread);
      if (firstUnread) showFrame(firstUnread);
      else keepPlace();
    },
    refreshKeyboard(messageId) {
      const frame = frames.get(messageId);
      if (frame) refreshKeyboard(frame, messages.get(messageId), context);
    },
    show(messageId) {
      const frame = frames.get(messageId);
      frame?.scrollIntoView({ block: "center", behavior: "smooth" });
      frame?.classList.add("is-pointed");
      setTimeout(() => frame?.classList.remove("is-pointed"), 1600);
    },
  };
}
