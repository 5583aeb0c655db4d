// @ts-check
// The keys of the Mood harmoniser, while the focus is inside it.
import { pressing } from "./pressing.js";

/** @typedef {{play: () => void, stop: () => boolean, open: (key: string) => void, swap: () => void, undo: () => void, redo: () => void, pedal: () => void, loop: () => void, box: (by: number) => void, chord: (way: 1 | -1) => void}} MoodActs */

export const KEYS = [
  ["Space", "play, stop"],
  ["Escape", "stop"],
  ["Up, Down", "in a chord's box: the next chord up, down"],
  ["Left, Right", "in a chord's box: the box before, the box after; on a slider: its steps"],
  ["P", "the pedal: none, home, fifth"],
  ["1, 2, 3", "open a version"],
  ["C", "hear the version it is compared with; again: this one"],
  ["L", "round and round, or once"],
  ["Z, Shift + Z (Ctrl + Z, Ctrl + Shift + Z)", "undo, redo"],
];

/** @param {KeyboardEvent} event @param {MoodActs} acts */
export function pressMood(event, acts) {
  pressing(event, acts, (key, target) => {
    const back = event.shiftKey ? acts.redo : acts.undo;
    /** @type {Record<string, () => void>} */ const table = {
      1: () => acts.open("k1"), 2: () => acts.open("k2"), 3: () => acts.open("k3"), c: acts.swap, z: back, u: back, p: acts.pedal, l: acts.loop,
    };
    if (!target.matches("button:not(.fsp-mh-play), summary, input[type=checkbox], input[type=radio]")) table[" "] = acts.play; // their space is their own
    if (target.matches(".fsp-mh-chord"))
      Object.assign(table, { ArrowLeft: () => acts.box(-1), ArrowRight: () => acts.box(1), ArrowUp: () => acts.chord(1), ArrowDown: () => acts.chord(-1), Home: () => acts.box(-99), End: () => acts.box(99) });
    return table[key];
  });
}
