// @ts-check
// The keys of the Ostinato machine, while the focus is inside it.

export const KEYS = [
  ["Arrows", "in the grid: from step to step and row to row; in a lane: bar and value"],
  ["Space", "in the grid: plain, accent, heavy, empty; elsewhere: play with the picture, or stop"],
  ["A", "in the grid: lean on the note, heavier, and no more"],
  ["Delete", "in the grid: clear the step; in a lane: take the move away"],
  ["Shift + ↑ ↓, Shift + ← →", "in the grid: the note higher or lower, held shorter or longer"],
  [", .", "begin a step earlier in the cell; a step later"],
  ["+ −", "a step more; a step fewer"],
  ["R", "rows: the scale, or every semitone"],
  ["Enter", "in a lane: a move in this bar"],
  ["O", "a new box; on its ✥ the arrows move it, with Shift its end and its top"],
  ["K, C", "play with the picture; the cell alone; again: stop"],
  ["1, 2", "keep a copy as A, as B"],
  ["X", "while it plays: what is on the grid, A, B, in turn, at the same bar"],
  ["Escape", "stop"],
  ["Ctrl + Z, Ctrl + Shift + Z", "undo, redo"],
];

/** @param {KeyboardEvent} event @param {import("./ostinato_grid.js").OstinatoGrid} grid @param {Record<string, () => void> & {stop: () => boolean}} acts */
export function press(event, grid, acts) {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Escape") {
    if (acts.stop()) event.stopPropagation(); // else it belongs to the notebook
    return;
  }
  const saving = key === "s" && (event.ctrlKey || event.metaKey);
  if (target.matches("input:not([type=checkbox]), select, textarea, pre")) {
    if (key !== "Tab" && !saving) event.stopPropagation(); // a letter chooses in the list
    return;
  }
  /** @type {(() => void) | undefined} */ let act;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "z") act = event.shiftKey ? acts.redo : acts.undo;
    else if (key === "y") act = acts.redo;
    else return;
  } else if (event.altKey || key === "Tab") return;
  event.stopPropagation(); // else "d d" here would delete the notebook's cell
  const inside = grid.body.contains(target);
  const { row, step } = grid;
  /** @type {Record<string, () => void>} */ const table = {
    ",": () => acts.earlier(), ".": () => acts.later(), "+": () => acts.more(), "=": () => acts.more(), "-": () => acts.fewer(), r: () => acts.rows(), o: () => acts.box(), k: () => acts.play(), c: () => acts.cell(), 1: () => acts.keepA(), 2: () => acts.keepB(), x: () => acts.swap(),
  };
  if (inside) {
    Object.assign(table, { " ": () => grid.turnOn(row, step), a: () => grid.lean(step), Delete: () => grid.clear(step), Backspace: () => grid.clear(step), Home: () => grid.goTo(row, 0), End: () => grid.goTo(row, grid.shown - 1) });
    const shift = event.shiftKey;
    table.ArrowLeft = () => (shift ? grid.hold(step, -1) : grid.goTo(row, step - 1));
    table.ArrowRight = () => (shift ? grid.hold(step, 1) : grid.goTo(row, step + 1));
    table.ArrowUp = () => (shift ? grid.raise(step, 1) : grid.goTo(row - 1, step));
    table.ArrowDown = () => (shift ? grid.raise(step, -1) : grid.goTo(row + 1, step));
  } else if (!target.matches("button, summary, input, a")) table[" "] = () => acts.play();
  act ??= table[key];
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || key.startsWith("Arrow") || key === "," || key === ".") act();
}
