// @ts-check
// The keys of the Ostinato machine, while the focus is inside it.
import { pressing } from "./pressing.js";

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

/** @param {KeyboardEvent} event @param {import("./ostinato_grid.js").OstinatoGrid} grid @param {Record<string, () => void> & {stop: () => boolean, undo: () => void, redo: () => void}} acts */
export function press(event, grid, acts) {
  pressing(event, acts, (key, target) => {
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
    return table[key];
  }, ",.");
}
