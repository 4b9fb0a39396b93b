/**
 * The button that leads to the newest message, with the number of those that came while
 * the reader was further up.
 */
import { element, icon } from "./elements.js";

/** The button; `show` says whether it is of use, `count` that one more message came. */
export function createEndButton(words, goToEnd) {
  const badge = element("span", { class: "unread", "data-testid": "new-count", hidden: true });
  const button = element(
    "button",
    { type: "button", class: "icon-button to-end", "data-testid": "to-end", hidden: true, onclick: goToEnd },
    icon("down"),
    badge,
  );
  let newer = 0;

  function refresh() {
    badge.hidden = newer === 0;
    badge.textContent = String(newer);
    const label = newer > 0 ? `${words.newMessages} · ${words.unread(newer)}` : words.newMessages;
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  refresh();
  return {
    element: button,
    show(isShown) {
      button.hidden = !isShown;
      if (isShown) return;
      newer = 0;
      refresh();
    },
    count() {
      newer += 1;
      button.hidden = false;
      refresh();
    },
  };
}
