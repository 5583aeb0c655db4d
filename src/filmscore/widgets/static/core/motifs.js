// @ts-check
// The motifs of a bench as they are kept: one mark each, with its notes as text. Looked at as the kernel looks at them. Pure.
import { MOST_BARS, TICKS, fraction, meterOf, read, ticksOf, written } from "./motif.js";
import { keyOf } from "./pitch.js";

/** @typedef {import("./motif.js").Note} Note */
/** One motif: `at` is where its first note begins, in beats from the grid's left edge; with a `pickup` the grid begins a bar early.
 * @typedef {{what: "motif", key: string, name: string, stands: string, notes: string, at: string, pickup: boolean, bars: number, meter: string,
 *   tonality: string, player: string, bpm: number}} Mark */

export const MOST_MOTIFS = 24;
export const LONGEST_NAME = 40;
export const LONGEST_TEXT = 400;
export const METERS = ["2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "9/8", "12/8", "2/2"];
export const SLOWEST = 30; // quarters a minute
export const FASTEST = 240;

/** @param {unknown} value @param {number} most */
const line = (value, most) => (typeof value === "string" ? value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").slice(0, most) : "");

/** Whether a meter can be drawn. @param {unknown} meter */
export const drawable = (meter) => typeof meter === "string" && /^([1-9]|1[0-9]|2[0-4])\/(1|2|4|8|16)$/.test(meter) && meterOf(meter).bar <= 12 * TICKS;

/** A name that no other motif has. @param {Mark[]} marks @param {string} wanted @param {string} [but] the key of the one that may */
export function free(marks, wanted, but = "") {
  const taken = new Set(marks.filter((mark) => mark.key !== but).map((mark) => mark.name));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} ${number}`)) return `${wanted} ${number}`;
}

/** @param {Mark[]} marks */
export const freeKey = (marks) => `k${Math.max(0, ...marks.map((mark) => Number(mark.key.slice(1)))) + 1}`;

/** What makes sense of marks from elsewhere; null if they are none. @param {unknown[]} raw @returns {Mark[] | null} */
export function cleaned(raw) {
  if (!Array.isArray(raw)) return null;
  /** @type {Mark[]} */ const marks = [];
  for (const one of /** @type {any[]} */ (raw.slice(0, MOST_MOTIFS))) {
    if (one?.what !== "motif" || !drawable(one.meter)) continue;
    const at = ticksOf(String(one.at ?? "0"));
    const text = line(one.notes, 2000);
    const pickup = one.pickup === true;
    const { notes, wrong } = read(text, Number.isNaN(at) ? 0 : at);
    const bars = Math.min(Math.max(Number.isInteger(one.bars) ? one.bars : 2, 1), MOST_BARS);
    if (wrong.length || !fits(notes, one.meter, pickup)) continue;
    const key = /^k\d{1,9}$/.test(one.key) && !marks.some((mark) => mark.key === one.key) ? one.key : freeKey(marks);
    marks.push({
      what: "motif", key, name: free(marks, line(one.name, LONGEST_NAME).trim() || "Motif"), stands: line(one.stands, LONGEST_TEXT), notes: written(notes), at: fraction(notes[0]?.start ?? 0),
      pickup, bars: Math.max(bars, barsOf(notes, one.meter, pickup)), meter: one.meter, tonality: keyOf(String(one.tonality)) ? one.tonality : "", player: line(one.player, 20) || "piano",
      bpm: typeof one.bpm === "number" && one.bpm >= SLOWEST && one.bpm <= FASTEST ? one.bpm : 96,
    });
  }
  return marks;
}

/** Bars the notes need. @param {Note[]} notes @param {string} meter @param {boolean} pickup */
export function barsOf(notes, meter, pickup) {
  const last = notes[notes.length - 1];
  return last ? Math.max(1, Math.ceil((last.start + last.beats) / meterOf(meter).bar) - (pickup ? 1 : 0)) : 1;
}

/** @param {Note[]} notes @param {string} meter @param {boolean} pickup */
export const fits = (notes, meter, pickup) => barsOf(notes, meter, pickup) <= MOST_BARS;

/** The notes of a mark. @param {Mark} mark */
export const notesOf = (mark) => read(mark.notes, ticksOf(mark.at)).notes;

/** A mark with other notes; the grid grows with them. @param {Mark} mark @param {Note[]} notes @returns {Mark} */
export const withNotes = (mark, notes) => ({ ...mark, notes: written(notes), at: fraction(notes[0]?.start ?? 0), bars: Math.max(mark.bars, barsOf(notes, mark.meter, mark.pickup)) });

/** The beat of its bar that a motif begins on, counted from 1, in quarters. @param {Mark} mark */
export const begins = (mark) => fraction((ticksOf(mark.at) % meterOf(mark.meter).bar) + TICKS);

/** @param {string} text */
const quoted = (text) => JSON.stringify(text);

/** The Python that makes one motif. @param {Mark} mark */
export function motifCode(mark) {
  const on = begins(mark);
  const more = [mark.tonality && `key=${quoted(mark.tonality)}`, `meter=${quoted(mark.meter)}`, on !== "1" && `begins=${on.includes("/") ? quoted(on) : on}`, `name=${quoted(mark.name)}`];
  return `fs.Motif(${[quoted(mark.notes), ...more.filter(Boolean)].join(", ")})`;
}

/** The Python that makes them all: a dictionary. @param {Mark[]} marks */
export function code(marks) {
  const made = marks.filter((mark) => mark.notes);
  return made.length ? `{\n${made.map((mark) => `    ${quoted(mark.name)}: ${motifCode(mark)},\n`).join("")}}` : "{}";
}
