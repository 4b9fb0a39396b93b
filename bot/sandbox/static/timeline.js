/**
 * The scrolling list of one chat's messages. Keeps the reader's place: new and edited
 * messages never move what is being read, and whoever reads the end stays at the end. The
 * newest messages are drawn at first, earlier ones as the reader comes near them.
 */
import { createEndButton } from "./end_button.js";
import { element } from "./elements.js";
import { createMessageRows } from "./message_rows.js";

const END_MARGIN_PX = 48;
const BREATH_PX = 8;
const PAGE_LENGTH = 60;
const EARLIER_WITHIN_PX = 900;
const POINTED_MS = 1600;

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
  const endButton = createEndButton(context.words, () => goToEnd("smooth"));
  let isAtEnd = true;
  let isFetching = false;

  scroller.addEventListener("scroll", () => {
    isAtEnd = distanceToEnd() <= END_MARGIN_PX;
    endButton.show(!isAtEnd);
    if (scroller.scrollTop < EARLIER_WITHIN_PX) showEarlier();
  });
  // The writing field or a phone's keyboard takes room from below: the end stays in sight.
  new ResizeObserver(keepPlace).observe(scroller);

  function distanceToEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  }

  function goToEnd(behavior = "instant") {
    isAtEnd = true;
    endButton.show(false);
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
    const earlier = all().filter((message) => message.message_id < rows.firstId);
    if (earlier.length > 0) {
      holding(() => rows.add(earlier.slice(-PAGE_LENGTH)));
      return;
    }
    if (isFetching || rows.count === 0) return;
    isFetching = true;
    try {
      if (await fetchEarlier(rows.firstId)) showEarlier();
    } finally {
      isFetching = false;
    }
  }

  function add(message) {
    const wasAtEnd = isAtEnd;
    list.querySelector(".empty")?.remove();
    const frame = rows.add([message]);
    if (wasAtEnd || message.from?.id === context.speakerId()) showFrame(frame);
    else endButton.count();
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

  /** Shows the known messages: at first the newest, later again those that were shown and all since. */
  function reset() {
    const known = all();
    const from = Math.min(rows.firstId, known.at(-PAGE_LENGTH)?.message_id ?? 0);
    const shown = known.filter((message) => message.message_id >= from);
    const kept = new Set(shown.map((message) => message.message_id));
    holding(() => {
      for (const frame of rows.frames) {
        const id = Number(frame.dataset.messageId);
        if (!kept.has(id)) rows.remove(id);
      }
      rows.redraw(shown.filter((message) => rows.has(message.message_id)));
      rows.add(shown.filter((message) => !rows.has(message.message_id)));
    });
    showEmptyState();
    keepPlace();
  }

  return {
    element: element("div", { class: "timeline-frame" }, scroller, endButton.element),
    add,
    edit,
    remove,
    reset,
    keepPlace,
    /** Call when the timeline comes into sight: what was hidden could not be measured. Shows the first unread message. */
    settle(unread) {
      rows.settleQuotes();
      const firstUnread = unread > 0 && rows.frames.at(-Math.min(unread, rows.count));
      if (firstUnread) showFrame(firstUnread);
      else keepPlace();
    },
    refreshKeyboard: rows.refreshKeyboard,
    show(messageId) {
      while (!rows.has(messageId) && rows.firstId > messageId && all()[0]?.message_id < rows.firstId)
        showEarlier();
      const frame = rows.frameOf(messageId);
      frame?.scrollIntoView({ block: "center", behavior: "smooth" });
      frame?.classList.add("is-pointed");
      setTimeout(() => frame?.classList.remove("is-pointed"), POINTED_MS);
    },
  };
}
