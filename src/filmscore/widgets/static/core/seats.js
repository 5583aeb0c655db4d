// @ts-check
// Who sits in the Orchestra map and what they have: the marks it keeps, what can be done to them, and the Python that says the same. Pure.
import { bestOctave, reachOf, shifted } from "./orchestra.js";
import { midiOf, plain, printed } from "./pitch.js";

/** @typedef {import("./orchestra.js").Row} Row */
/** The map itself, or one phrase of it: the notes of its chord as code writes them, from below. The first phrase is A and does not say so;
 * `open`: it is shown; where none says so, the first. @typedef {{what: "map", key: string, chord: string, dynamic: string, phrase?: string, open?: true}} Head */
/** A note of somebody; a player who sits there without one has "" for it. `seat` counts within the row. @typedef {{what: "dot", key: string, who: string, seat: number, note: string, tune: boolean, phrase?: string}} Dot */
/** @typedef {(Head | Dot)[]} Marks */
/** Somebody who sits there. `said`: as `fs.balance` reads it. @typedef {{row: Row, seat: number, said: string, dots: Dot[]}} Seat */

export const MOST = 32; // players
export const MOST_NOTES = 12; // of a chord
export const MOST_PHRASES = 8; // side by side
export const FIRST = "A"; // the phrase that is meant where none is named
const DIVIDED = 4; // a section, at most
const CALLED = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,11}$/u; // what a phrase may be called

/** The phrases there are, in their order. @param {Marks} marks @returns {Head[]} */
export const headsOf = (marks) => /** @type {Head[]} */ (marks.filter(({ what }) => what === "map"));

/** The phrase that is shown. @param {Marks} marks @returns {Head} */
export function headOf(marks) {
  const heads = headsOf(marks);
  return heads.find(({ open }) => open) ?? heads[0] ?? { what: "map", key: "k1", chord: "", dynamic: "mf" };
}

/** What the phrase of a mark is called. @param {Head | Dot} mark */
export const phraseOf = (mark) => mark.phrase ?? FIRST;

/** How a mark says which phrase it is of. @param {string} name @returns {{phrase?: string}} */
export const inPhrase = (name) => (name === FIRST ? {} : { phrase: name });

/** Who sits there in the phrase that is shown, or in another. @param {Marks} marks @param {string} [phrase] @returns {Dot[]} */
export const dotsOf = (marks, phrase = phraseOf(headOf(marks))) => /** @type {Dot[]} */ (marks.filter((mark) => mark.what === "dot" && phraseOf(mark) === phrase));

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

export const fresh = (/** @type {Marks} */ marks) => `k${1 + marks.reduce((most, { key }) => Math.max(most, Number(key.slice(1)) || 0), 1)}`;
const sitting = (/** @type {Marks} */ marks) => new Set(dotsOf(marks).map(({ who, seat }) => `${who} ${seat}`)).size;

/** Another player of a kind, who has no note yet: the marks then, or why not. @param {Marks} marks @param {Row} row @returns {{marks: Marks} | {said: string}} */
export function joined(marks, row) {
  const taken = new Set(dotsOf(marks).filter(({ who }) => who === row.name).map(({ seat }) => seat));
  if (row.sections.length && taken.size >= row.sections.length) return { said: `The ${row.sections.join(" and ")} sit there already: give them a second note, and they divide.` };
  if (row.chordal && taken.size) return { said: `One ${row.said} plays several notes: give it another.` };
  if (sitting(marks) >= MOST) return { said: `${MOST} players sit there already: take one away first.` };
  let seat = 1;
  while (taken.has(seat)) seat += 1;
  return { marks: [...marks, { what: "dot", key: fresh(marks), who: row.name, seat, note: "", tune: false, ...inPhrase(phraseOf(headOf(marks))) }] };
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
  const dot = /** @type {Dot} */ ({ what: "dot", key: fresh(marks), who: row.name, seat, note: name, tune: false, ...inPhrase(phraseOf(headOf(marks))) });
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
  const named = (/** @type {any} */ one) => one.phrase ?? FIRST;
  /** @type {Map<string, any>} */ const heads = new Map();
  for (const one of /** @type {any[]} */ (raw)) if (one?.what === "map" && CALLED.test(named(one)) && !heads.has(named(one)) && heads.size < MOST_PHRASES) heads.set(named(one), one);
  if (!heads.size) return null;
  const most = new Map(rows.map(({ name, sections }) => [name, sections.length || MOST]));
  const [first] = heads.values();
  const shown = [...heads.values()].find(({ open }) => open === true) ?? first;
  const keys = new Set(["k1"]);
  let above = raw.reduce((/** @type {number} */ highest, /** @type {any} */ one) => Math.max(highest, Number(/^k(\d{1,9})$/.exec(one?.key)?.[1] ?? 1)), 1);
  const head = (/** @type {any} */ one) => {
    const chord = notesIn(String(one.chord ?? ""));
    const key = one === first ? "k1" : /^k\d{1,9}$/.test(one.key) && !keys.has(one.key) ? one.key : `k${(above += 1)}`;
    keys.add(key);
    return /** @type {Head} */ ({ what: "map", key, chord: "notes" in chord ? chord.notes.join(" ") : "", dynamic: ["pp", "p", "mp", "mf", "f", "ff"].includes(one.dynamic) ? one.dynamic : "mf", ...inPhrase(named(one)), ...(one === shown && one !== first ? { open: true } : {}) });
  };
  return raw.flatMap((/** @type {any} */ one) => /** @type {Marks} */ (taken(one)));
  function taken(/** @type {any} */ one) {
    if (one?.what === "map") return heads.get(named(one)) === one ? [head(one)] : [];
    if (one?.what !== "dot" || !heads.has(named(one)) || !Number.isInteger(one.seat) || one.seat < 1 || !(one.seat <= (most.get(one.who) ?? 0)) || !/^k\d{1,9}$/.test(one.key) || keys.has(one.key)) return [];
    const note = String(one.note ?? "");
    if (note && !(midiOf(note) >= 12)) return [];
    keys.add(one.key);
    return [/** @type {Dot} */ ({ what: "dot", key: one.key, who: one.who, seat: one.seat, note: note && plain(note), tune: one.tune === true, ...inPhrase(named(one)) })];
  }
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
