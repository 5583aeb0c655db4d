// @ts-check
// How unlike two motifs are: in pitch, in contour, in rhythm. The measures of filmscore/music/likeness.py, which names their sources, so that
// the map moves under the hand; the tests hold the two against each other. Pure.
import { TICKS } from "./motif.js";
import { midiOf } from "./pitch.js";

/** @typedef {import("./motif.js").Note} Note */
/** @typedef {{midi: number[], lengths: number[]}} Line   lengths in beats, from each beginning to the next, and of the last how long it sounds */

const SAME = 0.01; // of a doubling: less than any two written lengths differ

/** @param {Note[]} notes in order @returns {Line} */
export const lineOf = (notes) => ({
  midi: notes.map((note) => midiOf(note.name)),
  lengths: notes.map((note, i) => (i + 1 < notes.length ? notes[i + 1].start - note.start : note.beats) / TICKS),
});

/** Edit distance; putting in and leaving out cost 1. @param {number} n @param {number} m @param {(i: number, j: number) => number} change */
function edits(n, m, change) {
  let row = Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 0; i < n; i++) {
    const next = [i + 1];
    for (let j = 0; j < m; j++) next.push(Math.min(row[j] + change(i, j), row[j + 1] + 1, next[j] + 1));
    row = next;
  }
  return row[m];
}

/** Notes to change, put in or leave out, the least over all transpositions; as a share of what could differ. @param {number[]} a @param {number[]} b */
export function pitchDistance(a, b) {
  const longer = Math.max(a.length, b.length);
  if (longer < 2) return 0;
  let least = Infinity;
  for (const move of new Set(a.flatMap((x) => b.map((y) => y - x)))) least = Math.min(least, edits(a.length, b.length, (i, j) => (a[i] + move === b[j] ? 0 : 1)));
  return least / (longer - 1);
}

/** Share of the pairs of notes that disagree which is higher; lines of unequal length are stretched to one. @param {number[]} a @param {number[]} b */
export function contourDistance(a, b) {
  const cuts = [...new Set([...a.map((_, i) => i * b.length), ...b.map((_, j) => j * a.length)])].sort((x, y) => x - y);
  const pieces = cuts.map((cut, k) => ({ share: (cuts[k + 1] ?? a.length * b.length) - cut, i: Math.floor(cut / b.length), j: Math.floor(cut / a.length) }));
  let whole = 0;
  let unlike = 0;
  pieces.forEach((one, k) => {
    for (const other of pieces.slice(k + 1)) {
      if (one.i === other.i && one.j === other.j) continue;
      const weight = one.share * other.share;
      whole += weight;
      if (Math.sign(a[other.i] - a[one.i]) !== Math.sign(b[other.j] - b[one.j])) unlike += weight;
    }
  });
  return whole ? unlike / whole : 0;
}

/** Lengths to change, put in or leave out, the least over all tempi; a length changed by less than a doubling counts in part.
 * @param {number[]} a @param {number[]} b beats */
export function rhythmDistance(a, b) {
  const longer = Math.max(a.length, b.length);
  if (longer < 2) return 0;
  const [x, y] = [a.map(Math.log2), b.map(Math.log2)];
  let least = Infinity;
  for (const shift of new Set(x.flatMap((one) => y.map((other) => Math.round((other - one) * 1e9) / 1e9)))) {
    least = Math.min(least, edits(a.length, b.length, (i, j) => {
      const apart = Math.abs(x[i] + shift - y[j]);
      return apart < SAME ? 0 : Math.min(apart, 1);
    }));
  }
  return Math.min(1, least / (longer - 1));
}

/** @param {Line} a @param {Line} b */
export const distances = (a, b) => ({ pitch: pitchDistance(a.midi, b.midi), contour: contourDistance(a.midi, b.midi), rhythm: rhythmDistance(a.lengths, b.lengths) });
