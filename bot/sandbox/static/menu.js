/**
 * A button with a short menu: arrow keys move in it, Escape and leaving it close it.
 */
import { element, iconButton } from "./elements.js";

/** The button with its menu; `items` makes [label, act] pairs anew each time it opens. */
export function createMenu({ symbol, label, testId, items }) {
  const list = element("div", { class: "menu", role: "menu", "aria-label": label, hidden: true });
  const button = iconButton(symbol, label, () => (list.hidden ? open() : close()), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "data-testid": testId,
  });
  const root = element("div", { class: "menu-holder" }, button, list);

  function open() {
    list.replaceChildren(...items().map(([text, act]) => item(text, act)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.firstElementChild.focus();
  }

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function item(text, act) {
    return element(
      "button",
      {
        type: "button",
        role: "menuitem",
        // Some browsers would take the focus away, and the menu with it, before the click.
        onmousedown: (event) => event.preventDefault(),
        onclick: () => {
          close();
          button.focus();
          act();
        },
      },
      text,
    );
  }

  root.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = [...list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      close();
      button.focus();
    } else if (step) {
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("focusout", (event) => {
    if (!root.contains(event.relatedTarget)) close();
  });
  return root;
}
