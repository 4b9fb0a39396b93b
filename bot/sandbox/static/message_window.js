/**
 * Which of the known messages are drawn: a stretch of them that grows where the reader goes
 * and is let go of at the other side, so that a chat of any length costs the same.
 */
const PAGE_LENGTH = 60;
const STEP_LENGTH = 30;
const LONGEST = 240;

/** The stretch drawn by `rows` (message_rows.js) out of `all()`, oldest first. */
export function createMessageWindow(rows, all) {
  const before = () => all().filter((message) => message.message_id < rows.firstId);
  const after = () => all().filter((message) => message.message_id > rows.lastId);

  function show(messages) {
    rows.removeAll();
    rows.add(messages);
  }

  return {
    hasEarlier: () => before().length > 0,
    addEarlier() {
      rows.add(before().slice(-STEP_LENGTH));
      for (const id of rows.ids.slice(LONGEST)) rows.remove(id);
    },
    addLater() {
      rows.add(after().slice(0, STEP_LENGTH));
      for (const id of rows.ids.slice(0, -LONGEST)) rows.remove(id);
    },
    /** Whether the newest message is drawn; or was, before `added` came. */
    hasNewest: (added = null) => after().every((message) => message.message_id === added?.message_id),
    showNewest: () => show(all().slice(-PAGE_LENGTH)),
    showAround(messageId) {
      const known = all();
      const place = known.findIndex((message) => message.message_id === messageId);
      if (place >= 0) show(known.slice(Math.max(0, place - PAGE_LENGTH / 2), place + PAGE_LENGTH / 2));
    },
    /** Draws the same stretch anew, with what came since if it is to reach the end. */
    redraw(reachesEnd) {
      const known = all();
      const from = Math.min(rows.firstId, known.at(-PAGE_LENGTH)?.message_id ?? 0);
      const shown = known.filter(
        ({ message_id: id }) => id >= from && (reachesEnd || rows.count === 0 || id <= rows.lastId),
      );
      const kept = new Set(shown.map((message) => message.message_id));
      for (const id of rows.ids) if (!kept.has(id)) rows.remove(id);
      rows.redraw(shown.filter((message) => rows.has(message.message_id)));
      rows.add(shown.filter((message) => !rows.has(message.message_id)).slice(-LONGEST));
    },
  };
}
