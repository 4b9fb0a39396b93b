/**
 * Shows a text with its entities as a Telegram client does: marks, links, spoilers that
 * open, quotes that unfold, commands that send themselves. Text nodes only.
 */
import { element, icon } from "./elements.js";
import { entityTree, isBlock } from "./entity_tree.js";
import { safeAddress } from "./links.js";

const MARKS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const NAMES = new Set(["hashtag", "cashtag", "text_mention"]);

/** A fragment; `context` is {words, actions} (see app.js for the actions). */
export function richText(text, entities, context) {
  const fragment = document.createDocumentFragment();
  appendNodes(fragment, entityTree(text, entities), context);
  return fragment;
}

function appendNodes(parent, nodes, context) {
  let isAfterBlock = false;
  for (const node of nodes) {
    if (typeof node === "string") {
      // The block has ended its line already; its line break would show as an empty one.
      parent.append(isAfterBlock ? node.replace(/^\n/, "") : node);
      isAfterBlock = false;
    } else {
      parent.append(entityElement(node, context));
      isAfterBlock = isBlock(node.entity);
    }
  }
}

function plainText(nodes) {
  return nodes.map((node) => (typeof node === "string" ? node : plainText(node.children))).join("");
}

function entityElement(node, context) {
  const { entity, children } = node;
  const shown = entityFrame(entity, plainText(children), context);
  appendNodes(shown.querySelector("[data-content]") ?? shown, children, context);
  return shown;
}

function entityFrame(entity, text, context) {
  if (entity.type in MARKS) return element(MARKS[entity.type]);
  if (NAMES.has(entity.type)) return element("span", { class: "name-link" });
  return FRAMES[entity.type]?.(entity, text, context) ?? element("span");
}

const FRAMES = {
  code: (_entity, text, { words, actions }) =>
    element("code", { class: "copyable", title: words.copy, onclick: () => actions.copy(text) }),
  pre: (entity, text, { words, actions }) => {
    const copy = element(
      "button",
      { type: "button", class: "pre-copy", "aria-label": words.copy, title: words.copy },
      icon("copy"),
    );
    copy.addEventListener("click", () => actions.copy(text));
    return element(
      "div",
      { class: "pre" },
      element("div", { class: "pre-head" }, element("span", {}, entity.language ?? ""), copy),
      element("pre", {}, element("code", { "data-content": true, "data-language": entity.language })),
    );
  },
  text_link: (entity, _text, context) => link(entity.url, context),
  url: (_entity, text, context) => link(text, context),
  email: (_entity, text, context) => link(`mailto:${text}`, context),
  phone_number: (_entity, text, context) => link(`tel:${text.replace(/[^+\d]/g, "")}`, context),
  mention: (_entity, text, context) => link(`https://t.me/${text.slice(1)}`, context),
  bot_command: (_entity, text, { actions }) =>
    element("button", { type: "button", class: "command-link", onclick: () => actions.sendCommand(text) }),
  spoiler: (_entity, _text, { words }) => {
    const shown = pressable("span", { class: "spoiler", "aria-label": words.hidden }, (event) => {
      event.preventDefault();
      revealSpoilers(shown);
    });
    // Nothing inside works before it is seen.
    shown.append(element("span", { "data-content": true, inert: true }));
    return shown;
  },
  blockquote: () => element("blockquote"),
  expandable_blockquote: (_entity, _text, { words }) => expandableQuote(words),
};

/** Opens all the spoilers of the message at once, as Telegram does. */
function revealSpoilers(pressed) {
  const message = pressed.closest("[data-message-id]") ?? pressed.parentElement;
  for (const spoiler of message.querySelectorAll(".spoiler")) {
    spoiler.classList.add("is-revealed");
    for (const name of ["role", "tabindex", "aria-label"]) spoiler.removeAttribute(name);
    spoiler.querySelector("[inert]")?.removeAttribute("inert");
  }
}

function expandableQuote(words) {
  const toggle = element(
    "button",
    { type: "button", class: "quote-toggle", "aria-expanded": "false", "aria-label": words.expand },
    icon("down"),
  );
  const quote = element(
    "blockquote",
    { class: "expandable" },
    element("div", { "data-content": true, class: "quote-text" }),
    toggle,
  );
  const setExpanded = (isExpanded) => {
    quote.classList.toggle("is-expanded", isExpanded);
    toggle.setAttribute("aria-expanded", String(isExpanded));
    toggle.setAttribute("aria-label", isExpanded ? words.collapse : words.expand);
  };
  quote.addEventListener("click", (event) => {
    const isOther = event.target.closest("a, button:not(.quote-toggle), code, .spoiler");
    if (isOther || String(getSelection()) || quote.classList.contains("is-short")) return;
    setExpanded(!quote.classList.contains("is-expanded"));
  });
  return quote;
}

/** Takes the fold away from quotes of three lines or fewer; call once they are laid out. */
export function settleQuotes(...roots) {
  const folded = roots.flatMap((root) => [
    ...root.querySelectorAll("blockquote.expandable:not(.is-expanded)"),
  ]);
  // All are measured before any is changed, so that the page is laid out once.
  const isShort = folded.map(({ firstElementChild: text }) => text.scrollHeight <= text.clientHeight + 1);
  folded.forEach((quote, place) => quote.classList.toggle("is-short", isShort[place]));
}

function link(address, { words, actions }) {
  const href = safeAddress(address);
  if (!href) return element("span");
  const anchor = element("a", {
    href,
    target: "_blank",
    rel: "noopener noreferrer",
    title: `${href} (${words.opensOutside})`,
  });
  anchor.addEventListener("click", (event) => {
    if (actions.followLink(href)) event.preventDefault();
  });
  if (actions.isOurs(href)) anchor.title = href;
  return anchor;
}

function pressable(tag, attributes, onPress) {
  return element(tag, {
    role: "button",
    tabindex: "0",
    ...attributes,
    onclick: onPress,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        onPress(event);
      }
    },
  });
}
