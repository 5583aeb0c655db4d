// @ts-check
// The keys of the Layer painter, while the focus is inside it.
import { pressing } from "./pressing.js";

export const KEYS = [
  ["Up, Down", "the layer before, the layer after"],
  ["Left, Right; Page Up, Page Down", "in a layer: the bar before, after; the lane above, below"],
  ["M, S", "mute, solo the layer"],
  ["Shift + S", "this one only; again: all"],
  ["A", "all on"],
  ["1 to 5, 0", "its role: foundation, motion, pad, line, accent; none"],
  ["C", "to the layer that is in its way there, and back"],
  ["Space, Enter", "play, pause; play from the bars chosen"],
  ["L", "round and round, or once"],
  ["Shift + Left, Right", "choose bars from the one in focus on; Escape: all bars"],
  ["Q, held", "all layers, against these"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Shift + Z)", "undo, redo"],
];

/** @typedef {{row: (by: 1 | -1) => void, cell: (key: string) => void, mute: () => void, solo: () => void, only: () => void, all: () => void, role: (number: number) => void, jump: () => void, play: () => void,
 *   from: () => void, loop: () => void, choose: (by: 1 | -1) => void, unchoose: () => boolean, compare: (on: boolean) => void, undo: () => void, redo: () => void}} PainterActs */

/** @param {KeyboardEvent} event @param {boolean} inside whether a layer itself has the focus @param {PainterActs} acts */
export function pressPainter(event, inside, acts) {
  pressing(event, { ...acts, stop: acts.unchoose }, (key, target) => {
    /** @type {Record<string, () => void>} */ const table = { a: acts.all, l: acts.loop, q: () => acts.compare(true), u: event.shiftKey ? acts.redo : acts.undo };
    if (!target.matches("button, summary, input[type=checkbox]")) Object.assign(table, { " ": acts.play, Enter: acts.from }); // a button's are its own
    if (inside) {
      Object.assign(table, { m: acts.mute, s: event.shiftKey ? acts.only : acts.solo, c: acts.jump, ArrowUp: () => acts.row(-1), ArrowDown: () => acts.row(1) });
      for (const [arrow, by] of /** @type {[string, 1 | -1][]} */ ([["ArrowLeft", -1], ["ArrowRight", 1]])) table[arrow] = () => (event.shiftKey ? acts.choose(by) : acts.cell(arrow));
      for (const page of ["PageUp", "PageDown"]) table[page] = () => acts.cell(page);
      for (let number = 0; number <= 5; number++) table[String(number)] = () => acts.role(number);
    }
    return table[key];
  });
}
