/**
 * The switch that chooses who of a group's members is speaking.
 */
import { element } from "./elements.js";

/** A row of people, or nothing where only one can speak; `choose` gets a person's id. */
export function createSpeakers({ words, choose }) {
  const row = element("div", { class: "speakers", role: "radiogroup", "aria-label": words.speakAs });

  function option(person, isChosen) {
    return element(
      "button",
      {
        type: "button",
        role: "radio",
        "aria-checked": String(isChosen),
        tabindex: isChosen ? "0" : "-1",
        "data-testid": "speaker",
        onclick: () => choose(person.id),
      },
      person.first_name,
    );
  }

  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const options = [...row.children];
    options[(options.indexOf(document.activeElement) + step + options.length) % options.length].click();
    event.preventDefault();
  });

  return {
    element: row,
    show(people, chosenId) {
      const hadFocus = row.contains(document.activeElement);
      row.hidden = people.length < 2;
      row.replaceChildren(...people.map((person) => option(person, person.id === chosenId)));
      if (hadFocus) row.querySelector("[aria-checked=true]").focus();
    },
  };
}
