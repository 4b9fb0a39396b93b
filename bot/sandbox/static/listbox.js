/**
 * A list of choices above the writing field, walked with the arrow keys while the field
 * keeps the focus.
 */
import { element, languageOf } from "./elements.js";

let count = 0;

/** A listbox of options {kind, name, detail, tile}; `choose` gets the option pressed or marked. */
export function createListbox({ label, choose }) {
  const list = element("ul", {
    class: "listbox",
    role: "listbox",
    id: `listbox-${(count += 1)}`,
    "aria-label": label,
    hidden: true,
  });
  let options = [];
  let marked = 0;

  function mark(place) {
    marked = (place + options.length) % options.length;
    [...list.children].forEach((item, number) =>
      item.setAttribute("aria-selected", String(number === marked)),
    );
    list.children[marked].scrollIntoView({ block: "nearest" });
  }

  function item(option, number) {
    return element(
      "li",
      {
        role: "option",
        class: option.kind === "result" ? "is-result" : null,
        id: `${list.id}-${number}`,
        "data-testid": "option",
        onmousedown: (event) => event.preventDefault(),
        onclick: () => choose(option),
      },
      option.tile && element("span", { class: "option-tile", "aria-hidden": "true" }, option.tile),
      element("span", { class: "option-name", lang: languageOf(option.name) }, option.name),
      option.detail &&
        element("span", { class: "option-detail", lang: languageOf(option.detail) }, option.detail),
    );
  }

  return {
    element: list,
    get isOpen() {
      return !list.hidden;
    },
    get marked() {
      return list.hidden ? undefined : options[marked];
    },
    get markedId() {
      return list.children[marked]?.id;
    },
    /** Shows the options, or where there are none the text that says so, or nothing. */
    open(newOptions, emptyText = null) {
      options = newOptions;
      list.replaceChildren(...options.map(item));
      if (options.length === 0 && emptyText) list.append(element("li", { class: "option-none" }, emptyText));
      list.hidden = list.children.length === 0;
      if (options.length > 0) mark(0);
    },
    close() {
      list.hidden = true;
    },
    move: (step) => mark(marked + step),
  };
}
