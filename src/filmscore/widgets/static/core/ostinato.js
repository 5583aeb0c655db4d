// @ts-check
// A cell that comes again: its strokes as they are typed, what can be done to them, and how it lies against the bar. Pure.
import { midiOf, plain } from "./pitch.js";

/** `pitches` as code writes them, from the lowest; `midi` the same as numbers. @typedef {{at: number, steps: number, pitches: string[], midi: number[], accent: number}} Stroke */
/** `step` and `bar` in ticks; `ticks` of them make a quarter. @typedef {{strokes: Stroke[], size: number, meter: string, step: number, bar: number, ticks: number}} Cell */

export const MOST = 32; // steps the grid shows
export const NEAR = 4; // bars between two moves: the house rule
const WORD = /^([^:>^]+)(?::(\d+(?:\/\d+)?))?([>^]?)$/;
const ACCENTS = ["", ">", "^"];
const HAIR = 1e-4; // of a stroke: less than this over a whole number is how a share was written, 0.666667 for two thirds

/** @param {number} a @param {number} b @returns {number} */
export const gcd = (a, b) => (b ? gcd(b, a % b) : a);
const lcm = (/** @type {number} */ a, /** @type {number} */ b) => (a / gcd(a, b)) * b;
/** @param {number} a @param {number} b */
export const mod = (a, b) => ((a % b) + b) % b;

/** @param {string} text "1/2" @returns {[number, number]} in lowest terms */
export function fraction(text) {
  const [over, under = 1] = text.split("/").map(Number);
  const common = gcd(over, under) || 1;
  return [over / common, under / common];
}

/** As code writes it. @param {number} over @param {number} under */
const written = (over, under) => {
  const common = gcd(over, under) || 1;
  return under === common ? String(over / common) : `${over / common}/${under / common}`;
};

/** The cell a text says, or null if it says none. @param {string} text @param {string} step in quarters, "1/2" @param {string} meter @returns {Cell | null} */
export function read(text, step, meter) {
  const [over, under] = fraction(step);
  const [beats, unit] = meter.split("/").map(Number);
  const [bars, part] = fraction(`${4 * beats}/${unit}`);
  const ticks = lcm(under, part);
  /** @type {Cell} */ const cell = { strokes: [], size: 0, meter, step: (over * ticks) / under, bar: (bars * ticks) / part, ticks };
  for (const word of text.split(/[\s,|]+/).filter(Boolean)) {
    const match = WORD.exec(word);
    if (!match) return null;
    const [long, of] = fraction(match[2] ?? step);
    const steps = (long * under) / (of * over);
    if (!Number.isInteger(steps) || steps < 1) return null;
    if (!/^[Rr.]$/.test(match[1])) {
      const pitches = match[1].split("+");
      if (pitches.some((name) => Number.isNaN(midiOf(name)))) return null;
      pitches.sort((a, b) => midiOf(a) - midiOf(b));
      cell.strokes.push({ at: cell.size, steps, pitches: pitches.map(plain), midi: pitches.map(midiOf), accent: ACCENTS.indexOf(match[3]) });
    }
    cell.size += steps;
  }
  return cell.strokes.length ? cell : null;
}

/** The cell as it is typed. @param {Cell} cell */
export function textOf({ strokes, size, step, ticks }) {
  const words = [];
  for (let place = 0; place < size; ) {
    const stroke = strokes.find(({ at }) => at === place);
    if (stroke) words.push(stroke.pitches.join("+") + (stroke.steps === 1 ? "" : `:${written(stroke.steps * step, ticks)}`) + ACCENTS[stroke.accent]);
    else words.push("R");
    place += stroke?.steps ?? 1;
  }
  return words.join(" ");
}

// ---- what can be done to it: each gives a new cell, or why not

/** @param {Cell} cell @param {Stroke[]} strokes @returns {Cell} */
const having = (cell, strokes) => ({ ...cell, strokes: [...strokes].sort((a, b) => a.at - b.at) });
/** The stroke that sounds on a step. @param {Cell} cell @param {number} place */
export const strokeOn = ({ strokes }, place) => strokes.find(({ at, steps }) => place >= at && place < at + steps);

/** Strike a note on a step; what was held over it ends there, what was struck there moves to it. @param {Cell} cell @param {number} place @param {string} name */
export function strike(cell, place, name) {
  const there = strokeOn(cell, place);
  const fresh = { at: place, steps: 1, pitches: [name], midi: [midiOf(name)], accent: 0 };
  if (there?.at === place) return having(cell, cell.strokes.map((one) => (one === there ? { ...fresh, steps: there.steps, accent: there.accent } : one)));
  const cut = cell.strokes.map((one) => (one === there ? { ...one, steps: place - one.at } : one));
  return having(cell, [...cut, fresh]);
}

/** @param {Cell} cell @param {number} place @param {number} accent */
export const leaning = (cell, place, accent) => having(cell, cell.strokes.map((one) => (one.at === place ? { ...one, accent } : one)));

/** Without what is struck on a step; null where it would be the last. @param {Cell} cell @param {number} place */
export function without(cell, place) {
  const rest = cell.strokes.filter(({ at }) => at !== place);
  return rest.length ? having(cell, rest) : null;
}

/** Held so many steps, as far as the next note and the end let it. @param {Cell} cell @param {number} place @param {number} steps */
export function held(cell, place, steps) {
  const next = cell.strokes.find(({ at }) => at > place)?.at ?? cell.size;
  const long = Math.min(Math.max(1, steps), next - place);
  return having(cell, cell.strokes.map((one) => (one.at === place ? { ...one, steps: long } : one)));
}

/** With more or fewer steps at its end; null where no note would be left. @param {Cell} cell @param {number} size */
export function sized(cell, size) {
  const strokes = cell.strokes.filter(({ at }) => at < size).map((one) => ({ ...one, steps: Math.min(one.steps, size - one.at) }));
  return strokes.length ? { ...cell, size, strokes } : null;
}

/** Begun so many steps later in itself. @param {Cell} cell @param {number} by */
export const rotated = (cell, by) => (by % cell.size ? having(cell, cell.strokes.map((one) => ({ ...one, at: mod(one.at - by, cell.size) }))) : cell);

// ---- strong and weak places

/** @param {string} meter @returns {{length: number, pulse: number, unit: number}} in quarters */
function bar(meter) {
  const [beats, unit] = meter.split("/").map(Number);
  const inThrees = beats % 3 === 0 && beats > 3 && unit >= 8;
  return { length: (4 * beats) / unit, pulse: inThrees ? 12 / unit : 4 / unit, unit };
}

/** How weak a place of the bar is, as `filmscore.music.meter.strength` has it. @param {string} meter @param {number} beat quarters */
export function strength(meter, beat) {
  const { length, pulse, unit } = bar(meter);
  const inThrees = Math.abs(pulse - 12 / unit) < 1e-9;
  const at = mod(beat, length);
  /** @type {[number, number][]} */ let edges = [[length, Math.round(length / pulse)]];
  for (let depth = 0; depth < 7; depth++) {
    let place = 0;
    for (const [long] of [...edges, [0]]) {
      if (Math.abs(place - at) < 1e-9) return depth;
      place += long;
    }
    edges = edges.flatMap(([long, beats]) => {
      if (beats > 1) return /** @type {[number, number][]} */ ([[Math.ceil(beats / 2) * pulse, Math.ceil(beats / 2)], [Math.floor(beats / 2) * pulse, Math.floor(beats / 2)]]);
      return /** @type {[number, number][]} */ (beats === 1 && inThrees ? [[(long * 2) / 3, 0], [long / 3, 0]] : [[long / 2, 0], [long / 2, 0]]);
    });
  }
  return 7;
}

// ---- as it is played

/** Strokes by what stays longest: accents, then strong places. @param {Cell} cell */
const inOrder = (cell) => {
  const weak = new Map(cell.strokes.map((one) => [one, strength(cell.meter, (one.at * cell.step) / cell.ticks)]));
  return [...cell.strokes].sort((a, b) => b.accent - a.accent || Number(weak.get(a)) - Number(weak.get(b)) || a.at - b.at);
};

/** Only so large a share of its strokes. @param {Cell} cell @param {number} share */
export function thinned(cell, share) {
  if (share >= 1) return cell;
  const kept = inOrder(cell).slice(0, Math.max(1, Math.ceil(share * cell.strokes.length - HAIR)));
  return { ...cell, strokes: cell.strokes.filter((one) => kept.includes(one)) };
}

/** The steps whose accents are marked. @param {Cell} cell @param {number} share */
export function marked(cell, share) {
  const leaning = inOrder(cell).filter((one) => one.accent);
  return new Set(leaning.slice(0, Math.round(share * leaning.length + HAIR)).map(({ at }) => at));
}

/** A stroke on every rest, on the note that was struck last. @param {Cell} cell @returns {Cell} */
export function gaps(cell) {
  const busy = new Set(cell.strokes.flatMap(({ at, steps }) => Array.from({ length: steps }, (_, i) => (at + i) % cell.size)));
  const strokes = [];
  for (let place = 0; place < cell.size; place++) {
    if (busy.has(place)) continue;
    const before = cell.strokes.filter(({ at }) => at <= place).at(-1) ?? cell.strokes[cell.strokes.length - 1];
    strokes.push({ ...before, at: place, steps: 1, accent: 0 });
  }
  return { ...cell, strokes };
}

/** Every stroke in so many ticks, with the tick it falls on; `start` is where in the row of cells tick 0 lies.
 * @param {Cell} cell @param {number} ticks @param {number} start @returns {[number, Stroke][]} */
export function struck(cell, ticks, start) {
  const whole = cell.size * cell.step;
  const found = [];
  for (let turn = -mod(start, whole); turn < ticks; turn += whole)
    for (const one of cell.strokes) {
      const at = turn + one.at * cell.step;
      if (at >= 0 && at < ticks) found.push(/** @type {[number, Stroke]} */ ([at, one]));
    }
  return found;
}

// ---- against the bar

/** The bars, from 1, on whose bar line its own first step lies. @param {Cell} cell as it stands in the grid @param {number} turn steps it is begun later @param {number} bars */
export function homes(cell, turn, bars) {
  const whole = cell.size * cell.step;
  return Array.from({ length: bars }, (_, i) => i + 1).filter((n) => mod((n - 1) * cell.bar + turn * cell.step, whole) === 0);
}

/** Where the cell begins anew, in ticks from the first bar line, as far as the bars last. @param {Cell} cell @param {number} turn @param {number} bars */
export function turns(cell, turn, bars) {
  const whole = cell.size * cell.step;
  const found = [];
  for (let at = mod(-turn * cell.step, whole) - whole; at < bars * cell.bar; at += whole) found.push(at);
  return found;
}

/** What it does against the bar: bars until the two begin together again, times round in them, and whether it moves at all. @param {Cell} cell */
export function against(cell) {
  const whole = cell.size * cell.step;
  const both = lcm(whole, cell.bar);
  const [bars, times] = [both / cell.bar, both / whole];
  return { bars, times, walks: bars > 1 && times > 1 };
}
