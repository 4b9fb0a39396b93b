/**
 * Light or dark: as the system has it, until the reader chooses; the choice stays.
 */
import { fill, icon, iconButton } from "./elements.js";

const CHOICE = "chenbao.page.theme";
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Puts the reader's earlier choice into force, if there was one. */
export function applyTheme() {
  const chosen = localStorage.getItem(CHOICE);
  if (chosen) document.documentElement.dataset.theme = chosen;
}

/** The button that changes over. */
export function createThemeButton(words) {
  const button = iconButton("night", "", change, { "data-testid": "theme" });

  function isDark() {
    return (localStorage.getItem(CHOICE) ?? (DARK.matches ? "dark" : "light")) === "dark";
  }

  function change() {
    localStorage.setItem(CHOICE, isDark() ? "light" : "dark");
    applyTheme();
    refresh();
  }

  function refresh() {
    const label = isDark() ? words.lightTheme : words.darkTheme;
    fill(button, icon(isDark() ? "day" : "night"));
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  DARK.addEventListener("change", refresh);
  refresh();
  return button;
}
