// @ts-check
// The map's keys, while the focus is inside it.
import { pressing } from "./pressing.js";

export const KEYS = [
  ["Up, Down", "from row to row; a letter jumps to the next row that begins with it"],
  ["Left, Right", "a semitone; with Shift an octave, and a note that stands there goes along"],
  ["Space", "hear the note"],
  ["G, then a number", "give the row that note of the chord, counted from the top"],
  ["1 to 6", "pp to ff"],
  ["+ and −", "a player more, or less"],
  ["Enter", "the note where the pointer stands has the tune, or has it no more"],
  ["Delete", "take the note where the pointer stands, or the row’s last, away"],
  ["K, Shift + K", "hear the chord; the tune first, then all; again: stop"],
  ["E", "everybody shown who has this note, one after another"],
  ["/", "to the search field"],
  ["Page Up, Page Down", "the phrase before, the next"],
  ["Escape", "stop; put a note down again; show everybody"],
  ["Ctrl + Z, Ctrl + Shift + Z", "undo, redo"],
];

/** @typedef {{row: (by: number) => void, jump: (letter: string) => boolean, step: (by: number, octave: boolean) => void, sound: () => void, waits: () => boolean, give: () => void, numbered: (number: number) => void, dynamic: (number: number) => void,
 *   more: () => void, fewer: () => void, tune: () => void, away: () => void, chord: (tune: boolean) => void, everybody: () => void, search: () => void, phrase: (by: number) => void, escape: () => boolean, undo: () => void, redo: () => void}} MapActs */

/** @param {KeyboardEvent} event @param {boolean} inside whether a row has the focus @param {MapActs} acts */
export function pressMap(event, inside, acts) {
  pressing(event, { ...acts, stop: acts.escape }, (key) => pressed(key, event.shiftKey, inside, acts));
}

/** @param {string} key @param {boolean} shift @param {boolean} inside @param {MapActs} acts @returns {(() => void) | undefined} */
function pressed(key, shift, inside, acts) {
  if (/^[0-9]$/.test(key)) {
    if (acts.waits()) return () => acts.numbered(Number(key) || 10);
    return key >= "1" && key <= "6" ? () => acts.dynamic(Number(key)) : undefined;
  }
  /** @type {Record<string, () => void>} */ const everywhere = { k: () => acts.chord(shift), "/": acts.search, PageUp: () => acts.phrase(-1), PageDown: () => acts.phrase(1) };
  /** @type {Record<string, () => void>} */ const here = {
    ArrowUp: () => acts.row(-1), ArrowDown: () => acts.row(1), ArrowLeft: () => acts.step(-1, shift), ArrowRight: () => acts.step(1, shift), " ": acts.sound, Enter: acts.tune, g: acts.give, e: acts.everybody,
    "+": acts.more, "=": acts.more, "-": acts.fewer, Delete: acts.away, Backspace: acts.away,
  };
  return everywhere[key] ?? (inside ? here[key] ?? (/^[a-z]$/.test(key) ? () => void acts.jump(key) : undefined) : undefined);
}
