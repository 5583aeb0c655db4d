// @ts-check
// A motif under the hand: notes with their places, the text they are written as, and what a hand does to them. One note at a time. Pure.
import { HIGHEST, LOWEST, midiOf, plain, printed, spell } from "./pitch.js";

/** @typedef {{start: number, beats: number, name: string}} Note   in ticks from the grid's left edge; the name as code writes it: F#4, Eb4 */
/** @typedef {{from: number, to: number, why: string}} Wrong   a place in a text */

export const TICKS = 10080; // of a quarter note: 2, 3, 5 and 7 divide it, and so do 32nds, ninths and the like
export const MOST_NOTES = 64;
export const MOST_BARS = 16;

// ---- lengths

const gcd = (/** @type {number} */ a, /** @type {number} */ b) => {
  while (b) [a, b] = [b, a % b];
  return a;
};

/** Ticks as a fraction of a beat: 1, 1/2, 3/2. @param {number} ticks */
export function fraction(ticks) {
  const common = gcd(Math.abs(ticks), TICKS) || 1;
  const [over, under] = [ticks / common, TICKS / common];
  return under === 1 ? String(over) : `${over}/${under}`;
}

/** A fraction, or a decimal, in ticks; NaN if it is neither, or falls between ticks. @param {string} text */
export function ticksOf(text) {
  const match = /^(\d{1,6})(?:\.(\d{1,9}))?(?:\/(\d{1,6}))?$/.exec(text);
  if (!match || (match[2] && match[3])) return NaN;
  if (match[2]) {
    const ticks = Number(text) * TICKS;
    return Math.abs(ticks - Math.round(ticks)) < 1e-6 ? Math.round(ticks) : NaN;
  }
  const ticks = (Number(match[1]) * TICKS) / Number(match[3] ?? 1);
  return Number.isInteger(ticks) ? ticks : NaN;
}

/** A bar in ticks, and what is counted in it. @param {string} meter */
export function meterOf(meter) {
  const [count, unit] = meter.split("/").map(Number);
  return { bar: (count * 4 * TICKS) / unit, beat: (4 * TICKS) / unit, pulse: unit === 8 && count % 3 === 0 && count > 3 ? (12 * TICKS) / 8 : (4 * TICKS) / unit };
}

// ---- text

/** Notes as they are written: words of pitch:beats, R where nothing sounds between them. @param {Note[]} notes in order */
export function written(notes) {
  /** @type {string[]} */ const words = [];
  const word = (/** @type {string} */ name, /** @type {number} */ ticks) => words.push(ticks === TICKS ? name : `${name}:${fraction(ticks)}`);
  notes.forEach((note, i) => {
    const gap = i ? note.start - (notes[i - 1].start + notes[i - 1].beats) : 0;
    if (gap > 0) word("R", gap);
    word(note.name, note.beats);
  });
  return words.join(" ");
}

/** What is wrong with a word, and where in it. @param {string} word @returns {{from: number, to: number, why: string} | {name: string | null, ticks: number}} */
function readWord(word) {
  const [name, length, ...more] = word.split(":");
  const tail = { from: name.length + 1, to: word.length };
  if (more.length) return { ...tail, why: "one : is enough. Write D4:2 for two beats." };
  const ticks = length === undefined ? TICKS : ticksOf(length);
  const rest = /^r$/i.test(name);
  if (!rest) {
    if (/^[A-Ga-g](#|♯|b|♭)?$/u.test(name)) return { from: 0, to: name.length, why: `${name} needs an octave: ${name[0].toUpperCase()}${name.slice(1)}4 is near the middle of the piano.` };
    if (/^[Hh]/.test(name)) return { from: 0, to: name.length, why: "the note that German calls H is B here." };
    const midi = midiOf(name);
    if (Number.isNaN(midi)) return { from: 0, to: Math.max(name.length, 1), why: `“${name}” is no note. Write a letter A to G, perhaps # or b, and an octave: D4, F#4, Eb5. R is a rest.` };
    if (midi < LOWEST || midi > HIGHEST) return { from: 0, to: name.length, why: `${name} lies outside the bench, C1 to G7: choose another octave.` };
  }
  if (length !== undefined && Number.isNaN(ticks)) return { ...tail, why: length ? `“${length}” is no length: write beats, as 2, 1/2, 3/2 or 1/3.` : "after the : comes the length in beats, as in D4:2." };
  if (ticks <= 0) return { ...tail, why: "the length must be more than 0 beats." };
  if (ticks > 64 * TICKS) return { ...tail, why: "the length must be at most 64 beats." };
  return { name: rest ? null : plain(name), ticks };
}

/** Notes from what was typed; every word that makes no sense is told with its place. A rest before the first note only moves it.
 * @param {string} text @param {number} at ticks where the first word begins @returns {{notes: Note[], wrong: Wrong[]}} */
export function read(text, at) {
  /** @type {Note[]} */ const notes = [];
  /** @type {Wrong[]} */ const wrong = [];
  let now = at;
  for (const match of text.matchAll(/[^\s,|]+/g)) {
    const found = readWord(match[0]);
    const from = match.index ?? 0;
    if ("why" in found) {
      wrong.push({ from: from + found.from, to: Math.max(from + found.to, from + found.from + 1), why: found.why });
      continue;
    }
    if (found.name) {
      if (notes.length === MOST_NOTES) {
        wrong.push({ from, to: text.length, why: `that is more than ${MOST_NOTES} notes. A motif has a handful.` });
        break;
      }
      notes.push({ start: now, beats: found.ticks, name: found.name });
    }
    now += found.ticks;
  }
  return { notes, wrong };
}

// ---- what a hand does to the notes; each gives new notes, in order

/** @param {Note[]} notes */
const ordered = (notes) => [...notes].sort((a, b) => a.start - b.start);
const end = (/** @type {Note} */ note) => note.start + note.beats;

/** A note takes its place: what began before it ends there, what begins while it sounds makes way.
 * @param {Note[]} notes without it @param {Note} note @returns {Note[]} */
export function put(notes, note) {
  /** @type {Note[]} */ const kept = [];
  for (const other of notes) {
    if (end(other) <= note.start || other.start >= end(note)) kept.push(other);
    else if (other.start < note.start) kept.push({ ...other, beats: note.start - other.start });
    else if (end(other) > end(note)) kept.push({ ...other, start: end(note), beats: end(other) - end(note) });
  }
  return ordered([...kept, note]);
}

/** Up to the next note, at most so long. @param {Note[]} notes @param {number} start @param {number} wanted @param {number} edge */
export function roomAt(notes, start, wanted, edge) {
  const next = notes.find((note) => note.start > start);
  return Math.max(0, Math.min(wanted, (next ? next.start : edge) - start, edge - start));
}

/** The note that sounds at a tick. @param {Note[]} notes @param {number} tick */
export const noteAt = (notes, tick) => notes.findIndex((note) => note.start <= tick && tick < end(note));

/** A beginning, put in or taken away, at a tick of the rhythm lane. Put into a note it divides it; taken away, the note before lasts on.
 * @param {Note[]} notes @param {number} tick @param {number} step of the grid @param {number} edge @param {(i: number) => string} pitch for a note
 * where none sounded: the number of the note it follows, -1 if it is the first */
export function toggled(notes, tick, step, edge, pitch) {
  const first = notes.findIndex((note) => note.start >= tick && note.start < tick + step);
  if (first >= 0) {
    const gone = notes[first];
    const before = notes[first - 1];
    const rest = notes.filter((_, i) => i !== first);
    return before && end(before) === gone.start ? rest.map((note) => (note === before ? { ...note, beats: end(gone) - note.start } : note)) : rest;
  }
  const inside = noteAt(notes, tick);
  if (inside >= 0) {
    const whole = notes[inside];
    return ordered([...notes.filter((_, i) => i !== inside), { ...whole, beats: tick - whole.start }, { ...whole, start: tick, beats: end(whole) - tick }]);
  }
  const beats = roomAt(notes, tick, step, edge);
  if (beats <= 0 || notes.length >= MOST_NOTES) return notes;
  return ordered([...notes, { start: tick, beats, name: pitch(notes.filter((note) => note.start < tick).length - 1) }]);
}

/** Tapped beginnings as a rhythm on the grid: each lasts to the next, the last to its own end. Two taps in one step are one.
 * @param {{down: number, up: number}[]} taps ticks @param {number} step @param {number} edge @returns {{start: number, beats: number}[]} */
export function quantised(taps, step, edge) {
  const snap = (/** @type {number} */ tick) => Math.round(tick / step) * step;
  const starts = [...new Set(taps.map((tap) => Math.max(0, snap(tap.down))))].filter((start) => start < edge).sort((a, b) => a - b);
  const last = taps[taps.length - 1];
  return starts.map((start, i) => {
    const to = i + 1 < starts.length ? starts[i + 1] : Math.min(edge, Math.max(start + step, snap(last.up)));
    return { start, beats: to - start };
  });
}

/** The same pitches to another rhythm: in order, the last one for whatever is left. @param {Note[]} notes
 * @param {{start: number, beats: number}[]} rhythm @param {string} otherwise where there were no notes */
export const rhythmed = (notes, rhythm, otherwise) =>
  rhythm.slice(0, MOST_NOTES).map(({ start, beats }, i) => ({ start, beats, name: notes[Math.min(i, notes.length - 1)]?.name ?? otherwise }));

/** The same rhythm along another line: each note whose middle the line passes takes the row it has there.
 * @param {Note[]} notes @param {{tick: number, midi: number}[]} line in order of ticks @param {number[]} rows
 * @param {import("./pitch.js").Key | null} key */
export function drawnAlong(notes, line, rows, key) {
  return notes.map((note) => {
    const middle = note.start + note.beats / 2;
    const after = line.findIndex((point) => point.tick >= middle);
    /** @type {number} */ let row;
    if (after > 0) {
      const [a, b] = [line[after - 1], line[after]];
      row = rows.indexOf(a.midi) + ((middle - a.tick) / (b.tick - a.tick)) * (rows.indexOf(b.midi) - rows.indexOf(a.midi));
    } else {
      const end = line[after === 0 ? 0 : line.length - 1]; // the line begins or ends here: so do notes that it still touches
      if (!end || end.tick < note.start || end.tick > note.start + note.beats) return note;
      row = rows.indexOf(end.midi);
    }
    const midi = rows[Math.round(row)];
    return midi === undefined || midi === midiOf(note.name) ? note : { ...note, name: spell(midi, key) };
  });
}

/** The notes as the player takes them: beats and pitches. @param {Note[]} notes */
export const heardAs = (notes) => notes.map((note) => ({ beat: note.start / TICKS, beats: note.beats / TICKS, pitch: midiOf(note.name), velocity: 84, until: 84, part: 0, name: printed(note.name) }));

/** The rhythm alone: all on one pitch, the one in the middle. @param {Note[]} notes */
export function rhythmAlone(notes) {
  const heights = notes.map((note) => midiOf(note.name)).sort((a, b) => a - b);
  return heardAs(notes).map((note) => ({ ...note, pitch: heights[heights.length >> 1] }));
}

/** The line alone: the same pitches, a beat each. @param {Note[]} notes */
export const lineAlone = (notes) => heardAs(notes).map((note, i) => ({ ...note, beat: i, beats: 1 }));

/** Where a tick lies, as people count: bar and beat. @param {number} tick @param {string} meter @param {boolean} pickup the grid begins a bar early */
export function placed(tick, meter, pickup) {
  const { bar, beat } = meterOf(meter);
  const number = Math.floor(tick / bar);
  const inside = 1 + (tick - number * bar) / beat;
  return `${pickup && number === 0 ? "pickup" : `bar ${number + (pickup ? 0 : 1)}`} beat ${Number(inside.toFixed(2))}`;
}

const NAMES = new Map([[16, "whole note"], [12, "dotted half"], [8, "half note"], [6, "dotted quarter"], [4, "quarter note"], [3, "dotted eighth"], [2, "eighth note"], [1.5, "dotted sixteenth"], [1, "sixteenth note"], [0.5, "thirty-second"]]);

/** A length in the trade's words, or in beats where it has none. @param {number} ticks */
export function lengthName(ticks) {
  const named = NAMES.get((ticks * 4) / TICKS);
  if (named) return named;
  const triplet = NAMES.get((ticks * 6) / TICKS);
  if (triplet && !triplet.startsWith("dotted")) return `triplet ${triplet.replace(" note", "")}`;
  return `${fraction(ticks)} beats`;
}
