/**
 * The page's own sentences in Chinese and English. What the bot says comes from the
 * bot; a reader's choice here changes the page alone, never a person's language.
 */
import { ENGLISH } from "./words_en.js";
import { CHINESE } from "./words_zh.js";

const CHOICE = "chenbao.page.language";

/** The sentences of the chosen language, else of the browser's. */
export function chosenWords() {
  const chosen = localStorage.getItem(CHOICE) ?? navigator.language;
  return chosen.toLowerCase().startsWith("zh") ? CHINESE : ENGLISH;
}

/** Remembers the language that the page is not in now. */
export function switchLanguage() {
  localStorage.setItem(CHOICE, chosenWords() === CHINESE ? "en" : "zh");
}
