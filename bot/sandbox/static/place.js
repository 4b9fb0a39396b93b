/**
 * Places: one that was sent, and the choice of one to send. A browser knows where it is, but
 * the people of the sandbox live elsewhere: so a city is chosen, or coordinates are typed.
 */
import { element, icon } from "./elements.js";
import { openDialog } from "./overlays.js";

const CITIES = [
  ["beijing", 39.9042, 116.4074],
  ["tokyo", 35.6812, 139.7671],
  ["berlin", 52.52, 13.405],
  ["newYork", 40.7128, -74.006],
  ["kathmandu", 27.7172, 85.324],
  ["atSea", -30, -140],
];

export const placeContent = {
  isIn: (message) => Boolean(message.location),
  draw: ({ location }, { words }) =>
    element(
      "div",
      { class: "place" },
      icon("place"),
      element("span", {}, words.place, " · ", written(location)),
    ),
  summary: (_message, words) => words.place,
};

/** Asks which place to send; `send` gets its latitude and longitude in degrees. */
export function choosePlace(words, send) {
  const field = element("input", {
    class: "field",
    "data-testid": "coordinates",
    placeholder: "52.52, 13.40",
    "aria-label": words.coordinates,
    inputmode: "decimal",
    oninput: () => field.setCustomValidity(typed(field.value) ? "" : words.coordinatesUnclear),
  });
  const choose = (latitude, longitude) => {
    dialog.close();
    send(latitude, longitude);
  };
  const form = element(
    "form",
    {
      class: "place-typed",
      onsubmit: (event) => {
        event.preventDefault();
        choose(...typed(field.value));
      },
    },
    field,
    element("button", { type: "submit", class: "text-button" }, words.send),
  );
  field.required = true;
  const cities = CITIES.map(([name, latitude, longitude]) =>
    element(
      "button",
      { type: "button", class: "key", "data-testid": "city", onclick: () => choose(latitude, longitude) },
      words.cities[name],
    ),
  );
  const dialog = element(
    "dialog",
    { class: "places", "data-testid": "places", "aria-label": words.sendPlace },
    element("p", {}, words.sendPlaceFrom),
    element("div", { class: "place-cities" }, ...cities),
    form,
    element("button", { type: "button", class: "text-button", onclick: () => dialog.close() }, words.close),
  );
  openDialog(dialog);
}

function typed(text) {
  const numbers = text
    .split(/[\s,，]+/u)
    .filter(Boolean)
    .map(Number);
  const [latitude, longitude] = numbers;
  const isPlace = numbers.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace ? [latitude, longitude] : null;
}

function written({ latitude, longitude }) {
  return `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`;
}
