/**
 * Rows of buttons as one stop of the Tab key: arrow keys move among them, by place in the
 * row and from row to row, so that a long chat is not a thousand stops.
 */

/** Makes the rows, the children of `grid`, one stop; `grid` is returned. */
export function walkedByArrows(grid) {
  const rows = () => [...grid.children].map((row) => [...row.children]);
  rows().forEach((row, number) =>
    row.forEach((button, place) => {
      button.tabIndex = number === 0 && place === 0 ? 0 : -1;
    }),
  );

  grid.addEventListener("focusin", (event) => {
    for (const button of rows().flat()) button.tabIndex = button === event.target ? 0 : -1;
  });
  grid.addEventListener("keydown", (event) => {
    const next = MOVES[event.key]?.(rows(), document.activeElement);
    if (!next) return;
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  return grid;
}

const MOVES = {
  ArrowRight: (rows, button) => along(rows, button, 1),
  ArrowLeft: (rows, button) => along(rows, button, -1),
  ArrowDown: (rows, button) => across(rows, button, 1),
  ArrowUp: (rows, button) => across(rows, button, -1),
  Home: (rows) => rows[0][0],
  End: (rows) => rows.at(-1).at(-1),
};

function along(rows, button, step) {
  const all = rows.flat();
  return all[all.indexOf(button) + step];
}

/** The button above or below at the same share of the row's width. */
function across(rows, button, step) {
  const number = rows.findIndex((row) => row.includes(button));
  const row = rows[number + step];
  const share = (rows[number].indexOf(button) + 0.5) / rows[number].length;
  return row?.[Math.floor(share * row.length)];
}
