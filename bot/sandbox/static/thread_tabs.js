/**
 * The threads of a forum as tabs above its messages: all of them together, or one alone.
 * What is written while one is chosen goes there.
 */
import { element } from "./elements.js";

/** The tabs, hidden where a chat has no threads; `choose` gets a thread's id, or null for all. */
export function createThreadTabs({ words, choose }) {
  const list = element("div", {
    class: "thread-tabs",
    role: "tablist",
    "aria-label": words.threads,
    hidden: true,
  });
  let chosen = null;
  let ids = [];

  function tab(id) {
    return element(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(id === chosen),
        tabindex: id === chosen ? "0" : "-1",
        "data-testid": "thread-tab",
        onclick: () => pick(id),
      },
      id === null ? words.allThreads : words.thread(id),
    );
  }

  function pick(id) {
    chosen = id;
    draw();
    list.querySelector("[aria-selected=true]").focus({ preventScroll: true });
    choose(id);
  }

  function draw() {
    list.replaceChildren(...ids.map(tab));
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    pick(ids[(ids.indexOf(chosen) + step + ids.length) % ids.length]);
    event.preventDefault();
  });

  return {
    element: list,
    /** Shows the threads of a chat: {id: state}. */
    refresh(threads = {}) {
      const open = Object.keys(threads).filter((id) => threads[id] !== "deleted");
      list.hidden = open.length === 0;
      ids = [null, ...open.map(Number)];
      if (!ids.includes(chosen)) chosen = null;
      draw();
    },
    get chosen() {
      return chosen;
    },
  };
}
