/**
 * The scrolling list of one chat's messages. Keeps the reader's place: new and edited
 * messages never move what is being read, and whoever reads the end stays at the end.
 */
import { createEndButton } from "./end_button.js";
import { element } from "./elements.js";
import { createMessageRows } from "./message_rows.js";
import { createMessageWindow } from "./message_window.js";

const END_MARGIN_PX = 48;
const BREATH_PX = 8;
const MORE_WITHIN_PX = 900;
const PAGE_SHARE = 0.85;
const POINTED_MS = 1600;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * A timeline; `context` is that of message.js, `emptyState` makes what an empty chat shows,
 * `all` gives the messages that are known, oldest first, and `fetchEarlier` brings some from
 * before those: it returns whether any came.
 */
export function createTimeline(context, { label, emptyState, all, fetchEarlier }) {
  const list = element("div", {
    class: `timeline-list${context.showsSenders ? " has-senders" : ""}`,
    role: "log",
    "aria-live": "off",
    "aria-label": label,
  });
  const scroller = element(
    "div",
    { class: "timeline", tabindex: "0", "aria-label": label, role: "region", "data-testid": "timeline" },
    list,
  );
  const rows = createMessageRows(list, context);
  const drawn = createMessageWindow(rows, all);
  const endButton = createEndButton(context.words, () => goToEnd("smooth"));
  let isAtEnd = true;
  let isFetching = false;

  scroller.addEventListener("scroll", () => {
    const toEnd = distanceToEnd();
    isAtEnd = toEnd <= END_MARGIN_PX && drawn.hasNewest();
    endButton.show(!isAtEnd);
    if (scroller.scrollTop < MORE_WITHIN_PX) showEarlier();
    else if (toEnd < MORE_WITHIN_PX && !drawn.hasNewest()) holding(drawn.addLater);
  });
  // The writing field or a phone's keyboard takes room from below: the end stays in sight.
  new ResizeObserver(keepPlace).observe(scroller);

  function distanceToEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  function goToEnd(behavior = "instant") {
    const isFar = !drawn.hasNewest();
    if (isFar) drawn.showNewest();
    isAtEnd = true;
    endButton.show(false);
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: isFar || CALM.matches ? "instant" : behavior });
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

  /** Does something to the rows while the first one in sight stays where it is. */
  function holding(change) {
    const top = scroller.getBoundingClientRect().top;
    const held = rows.frames.find((frame) => frame.getBoundingClientRect().bottom > top);
    const before = held?.getBoundingClientRect().top;
    change();
    if (held?.isConnected) scroller.scrollTop += held.getBoundingClientRect().top - before;
  }

  function showEmptyState() {
    list.querySelector(".empty")?.remove();
    if (rows.count === 0) list.append(emptyState());
  }

  async function showEarlier() {
    if (drawn.hasEarlier()) {
      holding(drawn.addEarlier);
      return;
    }
    if (isFetching || rows.count === 0) return;
    isFetching = true;
    try {
      if (await fetchEarlier()) holding(drawn.addEarlier);
    } finally {
      isFetching = false;
    }
  }

  function add(message) {
    const isOwn = message.from?.id === context.speakerId();
    const wasAtEnd = isAtEnd;
    list.querySelector(".empty")?.remove();
    if (!wasAtEnd && !isOwn) endButton.count();
    if (!drawn.hasNewest(message)) {
      if (isOwn) goToEnd();
      return;
    }
    const frame = rows.add([message]);
    if (wasAtEnd || isOwn) showFrame(frame);
  }

  function edit(message) {
    const frame = rows.frameOf(message.message_id);
    if (!frame) return;
    const view = scroller.getBoundingClientRect();
    const before = frame.getBoundingClientRect();
    const wasAtEnd = isAtEnd;
    rows.redraw([message]);
    const growth = frame.getBoundingClientRect().height - before.height;
    // What lies above the view may change its height without moving what is in the view.
    if (wasAtEnd && rows.isLast(frame)) showFrame(frame);
    else if (before.top < view.top) scroller.scrollTop += growth;
  }

  function remove(messageId) {
    if (!rows.has(messageId)) return;
    holding(() => rows.remove(messageId));
    showEmptyState();
    keepPlace();
  }

  return {
    element: element("div", { class: "timeline-frame" }, scroller, endButton.element),
    add,
    edit,
    remove,
    keepPlace,
    /** Draws the known messages anew: after a reconnection, or when another person speaks. */
    reset() {
      holding(() => drawn.redraw(isAtEnd));
      showEmptyState();
      keepPlace();
    },
    /** Shows other messages than before, from their end: another thread. */
    restart() {
      drawn.showNewest();
      showEmptyState();
      goToEnd();
    },
    /** Call when the timeline comes into sight: what was hidden could not be measured. Shows the first unread message. */
    settle(unread) {
      if (unread > 0 && !drawn.hasNewest()) drawn.showNewest();
      rows.settleQuotes();
      const firstUnread = unread > 0 && rows.frames.at(-Math.min(unread, rows.count));
      if (firstUnread) showFrame(firstUnread);
      else keepPlace();
    },
    refreshKeyboard: rows.refreshKeyboard,
    /** Goes up (-1) or down (1) by most of what is in sight. */
    turnPage: (direction) => scroller.scrollBy({ top: direction * scroller.clientHeight * PAGE_SHARE }),
    show(messageId) {
      if (!rows.has(messageId)) drawn.showAround(messageId);
      const frame = rows.frameOf(messageId);
      frame?.scrollIntoView({ block: "center", behavior: CALM.matches ? "instant" : "smooth" });
      frame?.classList.add("is-pointed");
      setTimeout(() => frame?.classList.remove("is-pointed"), POINTED_MS);
    },
  };
}
