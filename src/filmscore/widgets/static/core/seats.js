// @ts-check
// Who sits in the Orchestra map and what they have: the marks it keeps, what can be done to them, and the Python that says the same. Pure.
import { bestOctave, reachOf, shifted } from "./orchestra.js";
import { midiOf, plain, printed } from "./pitch.js";

/** @typedef {import("./orchestra.js").Row} Row */
/** The map itself: the notes of its chord as code writes them, from below. @typedef {{what: "map", key: string, chord: string, dynamic: string}} Head */
/** A note of somebody; a player who sits there without one has "" for it. `seat` counts within the row. @typedef {{what: "dot", key: string, who: string, seat: number, note: string, tune: boolean}} Dot */
/** @typedef {(Head | Dot)[]} Marks */
/** Somebody who sits there. `said`: as `fs.balance` reads it. @typedef {{row: Row, seat: number, said: string, dots: Dot[]}} Seat */

export const MOST = 32; // players
export const MOST_NOTES = 12; // of a chord
const DIVIDED = 4; // a section, at most

/** @param {Marks} marks @returns {Head} */
export const headOf = (marks) => /** @type {Head} */ (marks.find(({ what }) => what === "map")) ?? { what: "map", key: "k1", chord: "", dynamic: "mf" };

/** @param {Marks} marks @returns {Dot[]} */
export const dotsOf = (marks) => /** @type {Dot[]} */ (marks.filter(({ what }) => what === "dot"));

/** The notes of the chord as they are printed, from below. @param {Marks} marks */
export const chordOf = (marks) => headOf(marks).chord.split(/\s+/).filter(Boolean).map(printed);

/** Notes of a chord, from below and each once, or which of the words is none. @param {string} text @returns {{notes: string[]} | {wrong: string}} */
export function notesIn(text) {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const wrong = words.find((word) => !(midiOf(word) >= 21 && midiOf(word) <= 108));
  if (wrong !== undefined) return { wrong };
  const byPitch = new Map(words.map((word) => [midiOf(word), plain(word)]));
  return { notes: [...byPitch].sort(([a], [b]) => a - b).map(([, name]) => name).slice(0, MOST_NOTES) };
}

/** Everybody, in the order of the score. @param {Row[]} rows @param {Marks} marks @returns {Seat[]} */
export function seatsOf(rows, marks) {
  const dots = dotsOf(marks);
  return rows.flatMap((row) => {
    const mine = dots.filter(({ who }) => who === row.name);
    const seats = [...new Set(mine.map(({ seat }) => seat))].sort((a, b) => a - b);
    return seats.map((seat, i) => ({ row, seat, said: saidOf(row, seat, i, seats.length), dots: mine.filter((dot) => dot.seat === seat) }));
  });
}

/** @param {Row} row @param {number} seat @param {number} place @param {number} count */
const saidOf = (row, seat, place, count) => (row.sections.length ? row.sections[seat - 1] : count > 1 ? `${row.said} ${place + 1}` : row.said);

/** Who plays what, as it is weighed: players without a note are left out. @param {Seat[]} seats @returns {import("./balance.js").Given[]} */
export const givenOf = (seats) =>
  seats.flatMap(({ row, said, dots }) => {
    const notes = dots.filter(({ note }) => note).map(({ note }) => printed(note));
    return notes.length ? [{ said, row, count: 1, section: row.sections.length > 0, notes }] : [];
  });

/** Who has the tune, as they are called. @param {Seat[]} seats */
export const tunesOf = (seats) => seats.filter(({ dots }) => dots.some(({ tune, note }) => tune && note)).map(({ said }) => said);

const fresh = (/** @type {Marks} */ marks) => `k${1 + marks.reduce((most, { key }) => Math.max(most, Number(key.slice(1)) || 0), 1)}`;
const sitting = (/** @type {Marks} */ marks) => new Set(dotsOf(marks).map(({ who, seat }) => `${who} ${seat}`)).size;

/** Another player of a kind, who has no note yet: the marks then, or why not. @param {Marks} marks @param {Row} row @returns {{marks: Marks} | {said: string}} */
export function joined(marks, row) {
  const taken = new Set(dotsOf(marks).filter(({ who }) => who === row.name).map(({ seat }) => seat));
  if (row.sections.length && taken.size >= row.sections.length) return { said: `The ${row.sections.join(" and ")} sit there already: give them a second note, and they divide.` };
  if (row.chordal && taken.size) return { said: `One ${row.said} plays several notes: give it another.` };
  if (sitting(marks) >= MOST) return { said: `${MOST} players sit there already: take one away first.` };
  let seat = 1;
  while (taken.has(seat)) seat += 1;
  return { marks: [...marks, { what: "dot", key: fresh(marks), who: row.name, seat, note: "", tune: false }] };
}

/** A note given to a row: to whoever sits there without one, else to another player, or to a section that divides.
 * @param {Marks} marks @param {Row} row @param {string} note as it is printed @returns {{marks: Marks, dot: Dot} | {said: string}} */
export function given(marks, row, note) {
  const name = plain(note);
  const mine = dotsOf(marks).filter(({ who }) => who === row.name);
  const waiting = mine.find((dot) => !dot.note);
  if (waiting) {
    const dot = { ...waiting, note: name };
    return { marks: marks.map((one) => (one === waiting ? dot : one)), dot };
  }
  const more = joined(marks, row);
  if ("marks" in more) {
    const dot = { .../** @type {Dot} */ (more.marks[more.marks.length - 1]), note: name };
    return { marks: [...marks, dot], dot };
  }
  if (!mine.length || !(row.sections.length || row.chordal)) return more;
  const seats = [...new Set(mine.map(({ seat }) => seat))];
  const notes = (/** @type {number} */ seat) => mine.filter((dot) => dot.seat === seat);
  const [seat] = seats.sort((a, b) => notes(a).length - notes(b).length || a - b);
  if (notes(seat).some((dot) => dot.note === name)) return { said: `The ${row.said} has ${note} already.` };
  if (row.sections.length && notes(seat).length >= DIVIDED) return { said: `The ${row.sections[seat - 1]} are divided in ${DIVIDED} already.` };
  const dot = /** @type {Dot} */ ({ what: "dot", key: fresh(marks), who: row.name, seat, note: name, tune: false });
  return { marks: [...marks, dot], dot };
}

/** A note of somebody at another height. @param {Marks} marks @param {string} key @param {string} note as it is printed @returns {Marks} */
export const moved = (marks, key, note) => marks.map((one) => (one.key === key && one.what === "dot" ? { ...one, note: plain(note) } : one));

/** A note taken away; with the last one of a player, the player. @param {Marks} marks @param {string} key @returns {Marks} */
export const without = (marks, key) => marks.filter((one) => one.key !== key || one.what === "map");

/** The tune on a note, or taken from it. @param {Marks} marks @param {string} key @returns {Marks} */
export const crowned = (marks, key) => marks.map((one) => (one.what === "dot" && one.key === key ? { ...one, tune: !one.tune } : one));

/** The last player of a row, gone: who has no note first. @param {Marks} marks @param {Row} row @returns {Marks} */
export function fewer(marks, row) {
  const mine = dotsOf(marks).filter(({ who }) => who === row.name);
  const last = mine.find(({ note }) => !note) ?? mine[mine.length - 1];
  return last ? without(marks, last.key) : marks;
}

/** Where a note of the chord would go on a row: the octave that is nearest to a place of the axis, also where nobody has it.
 * @param {Row} row @param {string} note @param {number | null} at MIDI, or none: where it lies best */
export function landing(row, note, at) {
  if (row.unpitched) return null;
  if (at === null) return bestOctave(row, note);
  const octaves = Math.round((at - midiOf(note)) / 12);
  const name = shifted(note, octaves);
  const midi = midiOf(note) + 12 * octaves;
  return { name, midi, reach: reachOf(row, midi, name) };
}

/** Why a note cannot be had from a player in any octave. @param {Row} row @param {string} note */
export const nowhere = (row, note) => (row.unpitched ? `The ${row.said} has no pitch: it is ${row.unpitched}.` : reachOf(row, midiOf(note), note).told);

/** Marks that make sense, or null if they are none. @param {unknown[]} raw @param {Row[]} rows @returns {Marks | null} */
export function cleaned(raw, rows) {
  if (!Array.isArray(raw)) return null;
  const head = /** @type {any} */ (raw.find((mark) => /** @type {any} */ (mark)?.what === "map"));
  if (!head) return null;
  const chord = notesIn(String(head.chord ?? ""));
  const most = new Map(rows.map(({ name, sections }) => [name, sections.length || MOST]));
  const keys = new Set(["k1"]);
  const dots = raw.flatMap((/** @type {any} */ one) => {
    if (one?.what !== "dot" || !Number.isInteger(one.seat) || one.seat < 1 || !(one.seat <= (most.get(one.who) ?? 0)) || !/^k\d{1,9}$/.test(one.key) || keys.has(one.key)) return [];
    const note = String(one.note ?? "");
    if (note && !(midiOf(note) >= 12)) return [];
    keys.add(one.key);
    return [/** @type {Dot} */ ({ what: "dot", key: one.key, who: one.who, seat: one.seat, note: note && plain(note), tune: one.tune === true })];
  });
  return [{ what: "map", key: "k1", chord: "notes" in chord ? chord.notes.join(" ") : "", dynamic: ["pp", "p", "mp", "mf", "f", "ff"].includes(head.dynamic) ? head.dynamic : "mf" }, ...dots];
}

/** The Python that says who plays what. @param {Row[]} rows @param {Marks} marks @param {{film: string, at: number | null, name: string}} call */
export function code(rows, marks, call) {
  const seats = seatsOf(rows, marks);
  const pairs = seats.flatMap(({ said, dots }) => {
    const notes = dots.filter(({ note }) => note).map(({ note }) => note);
    return notes.length ? [`${JSON.stringify(said)}: ${JSON.stringify(notes.join(" "))}`] : [];
  });
  if (!pairs.length) return `fs.orchestra_map(${[call.film ? JSON.stringify(call.film) : "", call.film && call.at !== null ? `at=${call.at}` : "", `name=${JSON.stringify(call.name)}`].filter(Boolean).join(", ")})`;
  const tunes = tunesOf(seats);
  return `fs.balance({${pairs.join(", ")}}, ${JSON.stringify(headOf(marks).dynamic)}${tunes.length ? `, tune=${tunes.length > 1 ? `[${tunes.map((one) => JSON.stringify(one)).join(", ")}]` : JSON.stringify(tunes[0])}` : ""})`;
}
