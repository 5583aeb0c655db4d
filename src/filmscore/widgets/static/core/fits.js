// @ts-check
// How well a tempo map meets hits: the nearest beat of each, the error in frames, the verdict; and what chance would do. Pure.
import { barBeatAt, beatOfFrame, frameAt, tempoMap } from "./tempo.js";

/** @typedef {import("./tempo.js").TempoMap} TempoMap */
/** @typedef {{frame: number, label: string, must: boolean, weight: number, early: number, late: number}} Hit */
/** @typedef {"hit" | "near" | "miss" | "outside"} Verdict */
/** @typedef {{hit: Hit, error: number, beat: number, bar: number, count: number, gap: number, verdict: Verdict}} Met
 *   `error` in frames, above zero where the beat comes after the hit; `gap` half the beat's length in frames */
/** @typedef {{met: Met[], max: number, rms: number, chance: number, share: number, counts: Record<Verdict, number>}} Fit
 *   `chance`: the largest error to be expected of as many random hits; `share` of them that do as well as these, 0 to 1 */

const TIE = 1e-6; // frames that are none

/** By the hit's own range: inside it a hit, up to a frame beyond near. @param {number} error @param {{early: number, late: number}} hit @returns {Verdict} */
export function verdictOf(error, { early, late }) {
  const beyond = Math.max(error - late, -early - error);
  return beyond <= TIE ? "hit" : beyond <= 1 + TIE ? "near" : "miss";
}

/** The beat nearest to a frame. @param {TempoMap} map @param {number} frame @param {boolean} downbeats */
export function nearestBeat(map, frame, downbeats) {
  const beat = beatOfFrame(map, frame);
  let index = map.segments.length - 1;
  while (index > 0 && map.segments[index].beat > beat + 1e-9) index -= 1;
  const s = map.segments[index];
  const unit = downbeats ? s.meter.length : 4 / s.meter.unit;
  const low = Math.max(0, s.beat + Math.floor((beat - s.beat) / unit + 1e-9) * unit);
  const next = low + unit; // the next stretch begins on a bar line, which is on this one's beats as well
  const [a, b] = [frameAt(map, low), frameAt(map, next)];
  const nearer = Math.abs(b - frame) < Math.abs(a - frame) - 1e-9 ? next : low;
  return { beat: nearer, error: frameAt(map, nearer) - frame, gap: (b - a) / 2 };
}

/** What the largest of so many random errors would be on average, each evenly spread up to its own gap.
 * @param {number[]} gaps @returns {number} */
export function chanceOf(gaps) {
  const sorted = [...gaps].filter((gap) => gap > 0).sort((a, b) => a - b);
  if (!sorted.length) return 0;
  // the mean of the largest: one minus the chance that all lie below x, added up over x
  let sum = 0;
  let from = 0;
  sorted.forEach((gap, i) => {
    const wide = sorted.slice(i); // these can still lie above `from`
    const below = (/** @type {number} */ x) => wide.reduce((share, other) => (share * x) / other, x) / (wide.length + 1);
    sum += gap - from - (below(gap) - below(from));
    from = gap;
  });
  return sum;
}

/** @param {TempoMap} map @param {Hit[]} hits @param {number} end frame at which the music is over @param {boolean} downbeats @returns {Fit} */
export function fit(map, hits, end, downbeats) {
  /** @type {Record<Verdict, number>} */ const counts = { hit: 0, near: 0, miss: 0, outside: 0 };
  let max = 0;
  let sum = 0;
  let weights = 0;
  /** @type {number[]} */ const gaps = [];
  const met = hits.map((hit) => {
    const { beat, error, gap } = nearestBeat(map, hit.frame, downbeats);
    const outside = hit.frame < map.start - hit.late || hit.frame > end;
    const { bar, beat: count } = barBeatAt(map, beat);
    const verdict = outside ? "outside" : verdictOf(error, hit);
    counts[verdict] += 1;
    if (!outside) {
      max = Math.max(max, Math.abs(error));
      sum += hit.weight * error * error;
      weights += hit.weight;
      gaps.push(gap);
    }
    return { hit, error, beat, bar, count, gap, verdict };
  });
  return { met, max, rms: weights ? Math.sqrt(sum / weights) : 0, chance: chanceOf(gaps), share: gaps.reduce((share, gap) => share * Math.min(1, max / gap), 1), counts };
}

/** The largest error at each of many tempi of one stretch, the rest of the map as it stands.
 * @param {{start: number, end: number, stretches: import("./tempo.js").Stretch[], locks: import("./tempo.js").Lock[]}} plan @param {number} stretch index
 * @param {number} fps @param {Hit[]} hits @param {number} low @param {number} high @param {number} many @param {boolean} downbeats
 * @returns {{bpm: number, max: number, chance: number, verdict: Verdict}[]} */
export function curve(plan, stretch, fps, hits, low, high, many, downbeats) {
  return Array.from({ length: many }, (_, i) => {
    const bpm = low + ((high - low) * i) / (many - 1);
    const stretches = plan.stretches.map((one, at) => (at === stretch ? { ...one, bpm } : one));
    const { max, chance, counts } = fit(tempoMap({ ...plan, stretches }, fps), hits, plan.end, downbeats);
    return { bpm, max, chance, verdict: counts.miss ? "miss" : counts.near ? "near" : counts.hit ? "hit" : "outside" };
  });
}
