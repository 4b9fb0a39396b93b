/**
 * A file in a bubble: its name, its size, and the way to have it.
 */
import { element, icon } from "./elements.js";

const KILOBYTE = 1024;

export const documentContent = {
  isIn: (message) => Boolean(message.document),
  draw: ({ document }, { words }) =>
    element(
      "a",
      { class: "document", href: document.url, download: document.file_name },
      element("span", { class: "document-icon" }, icon("file")),
      element(
        "span",
        { class: "document-words" },
        element("span", { class: "document-name", dir: "auto" }, document.file_name || words.document),
        element(
          "span",
          { class: "document-size" },
          [sizeOf(document.file_size), words.download].filter(Boolean).join(" · "),
        ),
      ),
    ),
  summary: ({ document }, words) => document.file_name || words.document,
};

/** A number of bytes as people read it; empty where it is not known. */
function sizeOf(bytes) {
  if (bytes === undefined) return "";
  if (bytes < KILOBYTE) return `${bytes} B`;
  if (bytes < KILOBYTE ** 2) return `${(bytes / KILOBYTE).toFixed(1)} KB`;
  return `${(bytes / KILOBYTE ** 2).toFixed(1)} MB`;
}
