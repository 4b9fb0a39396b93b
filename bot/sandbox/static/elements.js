/**
 * Builds DOM nodes. Text always becomes a text node and icons come from the table
 * below, so nothing that a bot or a person wrote is ever read as HTML.
 */

/** One element; attributes named on… are listeners, null and false ones are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return fill(node, ...children);
}

/** Replaces what a node holds; null, undefined and false children are left out. */
export function fill(node, ...children) {
  node.replaceChildren(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

const STROKES = {
  send: ["M4 12l16-8-6 16-3-6z", "M11 14l9-10"],
  back: ["M15 5l-7 7 7 7"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  beside: ["M4 5h16v14H4z", "M12 5v14"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  help: [
    "M9.2 9a2.9 2.9 0 1 1 4 2.7c-.8.4-1.2.9-1.2 1.8",
    "M12 17.2v.01",
    "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  ],
  reply: ["M10 6l-6 6 6 6", "M4 12h9c4 0 7 2 7 6"],
  attach: [
    "M18.500 11.500l-6.700 6.700a4 4 0 0 1-5.700-5.700l7.300-7.300a2.700 2.700 0 0 1 3.800 3.800l-7 7a1.300 1.300 0 0 1-1.900-1.900l6-6",
  ],
  place: [
    "M12 21c4.500-5 7-8.500 7-11.500a7 7 0 0 0-14 0c0 3 2.500 6.500 7 11.500z",
    "M12 7.500a2.200 2.200 0 1 1 0 4.400 2.200 2.200 0 0 1 0-4.400z",
  ],
  file: ["M7 3h7l4 4v14H7z", "M14 3v4h4"],
  photo: ["M4 5h16v14H4z", "M4.5 17.5l5-5.5 3.5 3.5 2.5-2.5 4 4", "M15.5 8.5v.01"],
  tick: ["M5 12.5l4.5 4.5L19 7.5"],
  down: ["M6 9.5l6 6 6-6"],
  copy: ["M9 9h11v11H9z", "M15 9V4H4v11h5"],
  type: ["M5 7h14", "M12 7v11"],
  link: ["M8 16L17 7", "M9.5 7H17v7.5"],
  sunrise: [
    "M7.5 17a4.5 4.5 0 0 1 9 0",
    "M3 17h18",
    "M7 21h10",
    "M12 4v4",
    "M5 8.5l1.8 1.8",
    "M19 8.5l-1.8 1.8",
  ],
  later: ["M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z", "M12 7.5V12l3.2 2"],
  commands: ["M4 6.5h16", "M4 12h16", "M4 17.5h10"],
  person: ["M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z", "M4.5 20c.8-4 4-5.5 7.5-5.5s6.7 1.5 7.5 5.5"],
  group: [
    "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
    "M2.5 19c.5-3.6 3.2-5 6.5-5s6 1.4 6.5 5",
    "M16 5.5a3.2 3.2 0 0 1 0 6",
    "M17.5 14.300c2.2.5 3.7 2 4 4.7",
  ],
  channel: ["M4 10v4h3l9 5V5L7 10z", "M19 9.500c1.2 1.4 1.2 3.6 0 5"],
  day: [
    "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "M12 2.5v2",
    "M12 19.5v2",
    "M2.5 12h2",
    "M19.5 12h2",
    "M5.3 5.3l1.4 1.4",
    "M17.3 17.3l1.4 1.4",
    "M18.7 5.3l-1.4 1.4",
    "M6.7 17.3l-1.4 1.4",
  ],
  silent: ["M7 15.5V11a5 5 0 0 1 8-4", "M17 11v5.5H6", "M10.5 19.5h3", "M4 4l16 16"],
  night: ["M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"],
  trouble: ["M13 3L5 13.5h6L10 21l8-10.5h-6z"],
  share: ["M14 6l6 6-6 6", "M20 12h-9c-4 0-7 2-7 6"],
};

/** One of our own line icons, hidden from screen readers: its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const stroke of STROKES[name]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", stroke);
    svg.append(path);
  }
  return svg;
}

/** A button that shows an icon alone and says its name to readers and on hover. */
export function iconButton(name, label, onclick, attributes = {}) {
  return element(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(name),
  );
}

/** The lang attribute for a text: Chinese if it holds a Han character, else English. */
export function languageOf(text) {
  return /\p{Script=Han}/u.test(text ?? "") ? "zh-Hans" : "en";
}
