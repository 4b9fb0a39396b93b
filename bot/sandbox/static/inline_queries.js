/**
 * Inline mode: what a person types after the bot's name is asked of the bot once the
 * typing rests, and the answers come back as an event.
 */

const REST_MS = 250;

/**
 * The inline queries of one chat. `ask` gets (query, offset) and returns a promise of the
 * query's id or null; `onResults` gets (answer, isFirstPage).
 */
export function createInlineQueries({ ask, onResults }) {
  const early = new Map();
  let timer = null;
  let current = null;

  async function begin(query, offset) {
    const asked = { id: null, query, isFirstPage: offset === "" };
    current = asked;
    asked.id = await ask(query, offset);
    if (current !== asked) return;
    if (early.has(asked.id)) onResults(early.get(asked.id), asked.isFirstPage);
    early.clear();
  }

  return {
    type(query) {
      clearTimeout(timer);
      timer = setTimeout(() => begin(query, ""), REST_MS);
    },
    more: (offset) => current && begin(current.query, offset),
    stop() {
      clearTimeout(timer);
      current = null;
    },
    /** Takes an answer of the bot; one may come before the request that asked returns. */
    answered(answer) {
      if (!current) return;
      if (current.id === answer.inline_query_id) onResults(answer, current.isFirstPage);
      else if (current.id === null) early.set(answer.inline_query_id, answer);
    },
  };
}
