/**
 * The line above everything: whether the bot runs, the sandbox's clock and the buttons
 * that move it, which sample days have come, and the page's own language and help.
 */
import { element, icon, iconButton } from "./elements.js";
import { createFaultsMenu } from "./faults.js";
import { showToast } from "./overlays.js";
import { post } from "./server.js";
import { sandboxNow } from "./store.js";
import { createThemeButton } from "./theme.js";

const TICK_MS = 1_000;

/** The top bar; `openHints` and `changeLanguage` are the page's. */
export function createTopBar({ store, words, dates, openHints, changeLanguage }) {
  const status = element("span", { class: "bot-status", role: "status", "data-testid": "bot-status" });
  const clock = element("time", { class: "clock-time" });
  const samples = element("p", { class: "samples", "data-testid": "samples" });
  const hourButton = element(
    "button",
    {
      type: "button",
      class: "clock-button",
      "data-testid": "advance-hour",
      title: words.advanceHourLabel,
      onclick: () => move({ advance_seconds: 3600 }),
    },
    words.advanceHour,
  );
  const morningButton = element(
    "button",
    {
      type: "button",
      class: "clock-button is-main",
      "data-testid": "next-morning",
      title: words.nextMorningLabel,
      onclick: nextMorning,
    },
    icon("sunrise"),
    element("span", {}, words.nextMorning),
  );
  const faults = createFaultsMenu(store, words);
  const root = element(
    "header",
    { class: "top-bar" },
    element(
      "h1",
      { class: "brand" },
      element("img", { src: "/static/icon.svg", alt: "", width: "24", height: "24" }),
      element("span", {}, words.brand),
    ),
    status,
    element(
      "div",
      { class: "clock", "data-testid": "clock", role: "group", "aria-label": words.clock },
      icon("later"),
      clock,
    ),
    hourButton,
    morningButton,
    samples,
    element(
      "div",
      { class: "top-end" },
      element(
        "button",
        {
          type: "button",
          class: "language-button",
          "data-testid": "page-language",
          title: words.otherLanguageLabel,
          onclick: changeLanguage,
        },
        words.otherLanguage,
      ),
      createThemeButton(words),
      faults.element,
      iconButton("help", words.hintOpen, openHints, { "data-testid": "open-hints" }),
    ),
  );

  async function move(body) {
    const buttons = [hourButton, morningButton];
    const arrivedBefore = store.samples.arrived;
    for (const button of buttons) button.disabled = true;
    root.classList.add("is-moving");
    try {
      const { clock: moved, samples: now } = await post("/page/clock", body);
      store.apply({ type: "clock", clock: moved });
      store.apply({ type: "samples", samples: now });
      const came = now.arrived - arrivedBefore;
      if (came > 0 || body.to) showToast(words.morningCame({ now: dates.moment(sandboxNow(store)), came }));
    } catch (error) {
      showToast(words.failed(error.message));
    } finally {
      for (const button of buttons) button.disabled = false;
      root.classList.remove("is-moving");
    }
  }

  function nextMorning() {
    return move({ to: "next_morning" });
  }

  function refreshClock() {
    const now = sandboxNow(store);
    const shown = dates.moment(now);
    if (clock.textContent === shown) return;
    clock.textContent = shown;
    clock.title = store.clock.timezone;
    clock.dateTime = new Date(now).toISOString();
  }

  function refresh() {
    refreshClock();
    const { days, arrived, next_on: nextOn } = store.samples;
    samples.textContent =
      days === 0 ? "" : words.samples({ arrived, days, next: nextOn && dates.calendarDay(nextOn) });
    const label = store.bot.polling ? words.botRunning : words.botStopped;
    status.classList.toggle("is-running", store.bot.polling);
    status.title = label;
    status.replaceChildren(
      element("span", { class: "dot", "aria-hidden": "true" }),
      element("span", { class: "status-text" }, label),
    );
  }

  setInterval(refreshClock, TICK_MS);
  return {
    element: root,
    nextMorning,
    handle(change) {
      if (["reset", "faults"].includes(change.type)) faults.refresh();
      if (["reset", "clock", "samples", "bot"].includes(change.type)) refresh();
    },
  };
}
