/**
 * The panel that a first visitor sees: four things to try, each done by a press. It stays
 * away once dismissed, until it is asked for.
 */
import { element, icon, iconButton } from "./elements.js";

const DISMISSED = "chenbao.page.hints.dismissed";

/** The panel; `say` sends a text as the page's reader, `nextMorning` moves the clock. */
export function createHints({ words, say, nextMorning }) {
  const deeds = {
    start: () => say(words.hints.start[1]),
    follow: () => say(words.hints.follow[1]),
    search: () => say(words.hints.search[1]),
    morning: nextMorning,
  };
  const root = element(
    "aside",
    {
      class: "hints",
      "aria-label": words.hintTitle,
      "data-testid": "hints",
      hidden: localStorage.getItem(DISMISSED) !== null,
    },
    element(
      "div",
      { class: "hints-head" },
      element("h2", {}, words.hintTitle),
      iconButton("close", words.close, dismiss),
    ),
    element("p", {}, words.hintIntro),
    element(
      "ol",
      {},
      ...Object.entries(words.hints).map(([name, [title, detail]]) =>
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", class: "hint", "data-testid": `hint-${name}`, onclick: deeds[name] },
            element("strong", {}, title),
            element("span", { class: "hint-detail" }, detail),
            name === "morning" ? icon("sunrise") : icon("send"),
          ),
        ),
      ),
    ),
    element("button", { type: "button", class: "text-button", onclick: dismiss }, words.hintDone),
  );

  function dismiss() {
    localStorage.setItem(DISMISSED, "yes");
    root.hidden = true;
  }

  return {
    element: root,
    show() {
      root.hidden = false;
      root.scrollIntoView({ block: "nearest" });
      root.querySelector(".hint").focus();
    },
    get isOpen() {
      return !root.hidden;
    },
    dismiss,
  };
}
