// @ts-check
// The net's keys, while the focus is inside it.
import { pressing } from "./pressing.js";

export const KEYS = [
  ["Arrows", "from triad to triad: left and right over L and R, up and down over P, or over a point by S"],
  ["Enter", "hear the triad in focus"],
  ["Space", "put it on the path"],
  ["P L R S N F H", "on by that move, from the path's last triad"],
  ["K, Shift + K", "hear the path; with the picture; again: stop"],
  ["Escape", "stop"],
  ["T", "make the triad in focus home, or take that back"],
  ["G", "to the list of shortest ways"],
  ["Backspace, Delete", "take the last triad back; clear the path"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Shift + Z)", "undo, redo"],
];

/** @typedef {{arrow: (key: string) => void, hear: () => void, add: () => void, move: (letter: string) => void, path: () => void, picture: () => void, stop: () => boolean, home: () => void, to: () => void,
 *   undo: () => void, redo: () => void, clear: () => void, back: () => void}} NetActs */

/** @param {KeyboardEvent} event @param {boolean} inside whether the net itself has the focus @param {NetActs} acts */
export function pressNet(event, inside, acts) {
  pressing(event, acts, (key) => {
    /** @type {Record<string, () => void>} */ const table = {
      k: event.shiftKey ? acts.picture : acts.path, t: acts.home, g: acts.to, u: event.shiftKey ? acts.redo : acts.undo, Delete: acts.clear, Backspace: acts.back,
    };
    for (const letter of "plrsnfh") table[letter] = () => acts.move(letter.toUpperCase());
    if (inside) {
      table[" "] = acts.add;
      table.Enter = acts.hear;
      for (const arrow of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) table[arrow] = () => acts.arrow(arrow);
    }
    return table[key];
  });
}
