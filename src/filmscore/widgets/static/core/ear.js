// @ts-check
// What a listener would say of a motif at once, and where the motifs of a film lie from each other. Pure.
import { distances, lineOf } from "./likeness.js";
import { meterOf } from "./motif.js";
import { midiOf, printed } from "./pitch.js";

/** @typedef {import("./motif.js").Note} Note */
/** @typedef {{key: string, name: string, meter: string, notes: Note[]}} Tune */
/** @typedef {{a: string, b: string, pitch: number, contour: number, rhythm: number, apart: number, verdict: "the same" | "too near" | "akin" | "apart", shared: string[]}} Pair */
/** How alike two motifs may be, of the whole and of each measure: filmscore/music/distinctness.py has found the numbers.
 * @typedef {{tooNear: number, akin: number, alike: {pitch: number, contour: number, rhythm: number}}} Limits */

export const TWELFTH = 19; // semitones
const ROUNDS = 120;

/** The remarks that need nothing but the motif itself. @param {Tune} tune @returns {string[]} */
export function remarks({ notes, meter }) {
  if (!notes.length) return [];
  if (notes.length === 1) return ["One note. I cannot tell where it wants to go."];
  const said = [];
  const pitches = notes.map((note) => midiOf(note.name));
  const { lengths } = lineOf(notes);
  const whole = notes[notes.length - 1].start + notes[notes.length - 1].beats - notes[0].start;
  const { bar } = meterOf(meter);
  const upbeat = (bar - (notes[0].start % bar)) % bar; // before the first bar line; the two bars come after it
  if (whole > 2 * bar + upbeat) said.push("Longer than two bars. Which four notes would you keep when the door slams?");
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  if (high - low > TWELFTH) said.push(`Wider than a twelfth, from ${printed(notes[pitches.indexOf(low)].name)} to ${printed(notes[pitches.indexOf(high)].name)}. I cannot hum that.`);
  if (notes.length > 2 && lengths.every((one) => Math.abs(one - lengths[0]) < 1e-9)) said.push("One note follows the other like a clock. Nothing in the rhythm to remember: give one of them more time, or less.");
  const steps = pitches.slice(1).map((pitch, i) => pitch - pitches[i]);
  if (notes.length > 2 && steps.every((step) => step === 0)) said.push("The same pitch again and again. I remember the rhythm, if it has one.");
  return said;
}

/** How far each motif lies from each other one. @param {Tune[]} tunes @param {Limits} limits @returns {Pair[]} */
export function pairsOf(tunes, limits) {
  /** @type {Pair[]} */ const pairs = [];
  const able = tunes.filter((tune) => tune.notes.length > 1);
  able.forEach((one, i) => {
    for (const other of able.slice(i + 1)) {
      const measured = distances(lineOf(one.notes), lineOf(other.notes));
      const apart = (measured.pitch + measured.contour + measured.rhythm) / 3;
      const verdict = apart < 1e-9 ? "the same" : apart <= limits.tooNear ? "too near" : apart <= limits.akin ? "akin" : "apart";
      const shared = /** @type {(keyof typeof measured)[]} */ (["pitch", "contour", "rhythm"]).filter((what) => measured[what] <= limits.alike[what]);
      pairs.push({ a: one.key, b: other.key, ...measured, apart, verdict, shared });
    }
  });
  return pairs;
}

const SHARED = /** @type {Record<string, string>} */ ({ pitch: "notes", contour: "line", rhythm: "rhythm" });

/** What a listener says of two motifs that are not apart. @param {Pair} pair @param {string} other */
export function nearness({ verdict, shared }, other) {
  const words = shared.map((what) => SHARED[what]);
  const what = words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0];
  if (verdict === "the same") return `I hear ${other}. The same tune higher, lower, faster or slower is no new motif.`;
  if (verdict === "too near") return `I would take this for ${other}${what ? `: their ${what} ${words.length > 1 || words[0] === "notes" ? "are" : "is"} too much alike` : ""}. Change one of the two.`;
  return `A relative of ${other}${what ? `: they share their ${what}` : ""}. Good if one comes from the other; if not, change what they share.`;
}

/** Places on a map on which far is unlike: the distances as well as a plane can show them (SMACOF: I. Borg and P. Groenen, "Modern Multidimensional
 * Scaling", Springer, 2nd ed. 2005, ch. 8). Always alike for the same motifs. @param {string[]} keys @param {Pair[]} pairs
 * @returns {Map<string, {x: number, y: number}>} between -1 and 1 */
export function mapOf(keys, pairs) {
  const n = keys.length;
  if (n < 2) return new Map(keys.map((key) => [key, { x: 0, y: 0 }]));
  const wanted = keys.map((a) => keys.map((b) => (a === b ? 0 : Math.max(0.02, pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))?.apart ?? 1))));
  let at = keys.map((_, i) => ({ x: Math.cos((2 * Math.PI * i) / n + Math.PI), y: Math.sin((2 * Math.PI * i) / n + Math.PI) * 0.6 }));
  for (let round = 0; round < ROUNDS; round++) {
    at = at.map((here, i) => {
      let { x, y } = here;
      at.forEach((there, j) => {
        if (i === j) return;
        const far = Math.hypot(here.x - there.x, here.y - there.y) || 1e-6;
        x += there.x + (wanted[i][j] * (here.x - there.x)) / far;
        y += there.y + (wanted[i][j] * (here.y - there.y)) / far;
      });
      return { x: x / n, y: y / n };
    });
  }
  const middle = { x: at.reduce((sum, one) => sum + one.x, 0) / n, y: at.reduce((sum, one) => sum + one.y, 0) / n };
  const from = at.map((one) => ({ x: one.x - middle.x, y: one.y - middle.y }));
  // the long side lies across
  const [xx, yy, xy] = from.reduce(([a, b, c], { x, y }) => [a + x * x, b + y * y, c + x * y], [0, 0, 0]);
  const turn = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return new Map(keys.map((key, i) => [key, { x: from[i].x * cos + from[i].y * sin, y: from[i].y * cos - from[i].x * sin }]));
}

/** A line in words: how it goes from note to note. @param {Note[]} notes */
export function shapeOf(notes) {
  const steps = notes.slice(1).map((note, i) => Math.sign(midiOf(note.name) - midiOf(notes[i].name))).filter(Boolean);
  const turns = steps.filter((step, i) => i === 0 || step !== steps[i - 1]);
  if (!turns.length) return "level";
  if (turns.length === 1) return turns[0] > 0 ? "rising" : "falling";
  if (turns.length === 2) return turns[0] > 0 ? "arch" : "valley";
  return "zigzag";
}

