/**
 * Starts the page: reads the state, builds the views, and follows the server's events.
 * Waits patiently where the server is not there yet, and says so.
 */
import { element } from "./elements.js";
import { createPage } from "./page.js";
import { followEvents, get } from "./server.js";
import { createStore } from "./store.js";
import { applyTheme } from "./theme.js";
import { chosenWords } from "./words.js";

const RETRY_MS = 1_000;

const words = chosenWords();
const host = document.getElementById("app");
document.documentElement.lang = words.lang;
document.title = words.brand;
applyTheme();
start();

async function start() {
  const store = createStore();
  const snapshot = await firstSnapshot();
  store.replace(snapshot);
  const page = createPage(host, store, words);
  await followEvents(snapshot.last_event, {
    onEvents: (events) => events.forEach(store.apply),
    onLost: () => page.setServerGone(true),
    async reload() {
      const fresh = await get("/page/state");
      store.replace(fresh);
      page.setServerGone(false);
      return fresh.last_event;
    },
  });
}

async function firstSnapshot() {
  host.replaceChildren(element("p", { class: "opening" }, words.starting));
  for (;;) {
    try {
      return await get("/page/state");
    } catch {
      host.replaceChildren(element("p", { class: "opening" }, words.serverGone));
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
