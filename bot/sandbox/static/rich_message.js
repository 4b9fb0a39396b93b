/**
 * Shows a rich message (Bot API RichMessage): headings, paragraphs, folds, lists, formulas.
 * The page can play a client that does not know such messages and shows them blank.
 */
import { element, languageOf } from "./elements.js";
import { formula } from "./formula.js";
import { richText } from "./rich_text.js";

const BLANK = "chenbao.page.blankRich";
const STYLES = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  marked: "mark",
  subscript: "sub",
  superscript: "sup",
  code: "code",
  spoiler: "span",
};

/** Whether the page plays a client that knows no rich messages. */
export function isBlankClient() {
  return localStorage.getItem(BLANK) !== null;
}

/** Plays such a client, or a newer one again; the page must be loaded anew. */
export function switchBlankClient() {
  if (isBlankClient()) localStorage.removeItem(BLANK);
  else localStorage.setItem(BLANK, "yes");
}

export const richContent = {
  isIn: (message) => Boolean(message.rich_message) && !isBlankClient(),
  draw: ({ rich_message: rich }, context) =>
    element(
      "div",
      { class: "rich text", dir: rich.is_rtl ? "rtl" : "auto", lang: languageOf(wordsOf(rich.blocks)) },
      ...rich.blocks.map((block) => blockElement(block, context)),
    ),
  summary: ({ rich_message: rich }) => wordsOf(rich.blocks.slice(0, 2), " "),
};

/** The words of blocks or a rich text. */
function wordsOf(value, between = "") {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => wordsOf(one)).join(between);
  return [value.summary, value.text, value.expression, value.blocks, value.items]
    .filter((part) => part !== undefined)
    .map((part) => wordsOf(part))
    .join("");
}

function blockElement(block, context) {
  return (
    BLOCKS[block.type]?.(block, context) ?? element("p", {}, element("em", {}, context.words.unsupported))
  );
}

const inside = (block, context) => block.blocks.map((one) => blockElement(one, context));
const credit = (block, context) =>
  block.credit !== undefined && element("cite", {}, ...textNodes(block.credit, context));

const BLOCKS = {
  paragraph: (block, context) => element("p", {}, ...textNodes(block.text, context)),
  footer: (block, context) => element("footer", {}, ...textNodes(block.text, context)),
  heading: (block, context) =>
    // The page's own headings end at the second level.
    element(
      "div",
      { class: `heading size-${block.size}`, role: "heading", "aria-level": String(block.size + 2) },
      ...textNodes(block.text, context),
    ),
  divider: () => element("hr"),
  mathematical_expression: (block) => element("div", { class: "formula-block" }, formula(block.expression)),
  pre: (block, context) => richText(wordsOf(block.text), [preOf(block)], context),
  details: (block, context) =>
    element(
      "details",
      { open: Boolean(block.is_open) },
      element("summary", {}, ...textNodes(block.summary, context)),
      ...inside(block, context),
    ),
  blockquote: (block, context) =>
    element("blockquote", {}, ...inside(block, context), credit(block, context)),
  expandable_blockquote: (block, context) =>
    element("blockquote", {}, ...textNodes(block.text, context), credit(block, context)),
  pullquote: (block, context) =>
    element("aside", {}, ...textNodes(block.text, context), credit(block, context)),
  list: (block, context) =>
    element(
      "ul",
      {},
      ...block.items.map((item) =>
        element(
          "li",
          {},
          element("span", { class: "item-label" }, item.label),
          element("div", {}, ...inside(item, context)),
        ),
      ),
    ),
};

function preOf(block) {
  return { type: "pre", offset: 0, length: wordsOf(block.text).length, language: block.language };
}

function textNodes(value, context) {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((one) => textNodes(one, context));
  if (value.type === "mathematical_expression") return [formula(value.expression)];
  if (value.type === "url") return [linkTo(value, context)];
  const nodes = textNodes(value.text ?? "", context);
  return value.type in STYLES ? [element(STYLES[value.type], {}, ...nodes)] : nodes;
}

function linkTo({ text, url }, context) {
  const words = wordsOf(text);
  return richText(words, [{ type: "text_link", offset: 0, length: words.length, url }], context);
}
