// @ts-check
// Which of several versions is likely to be heard as brighter, or as more awake: the same additive model as music/harmony/affect.py,
// reckoned in the page so that no kernel is waited for. Pure.

/** @typedef {{start: number, beats: number, midi: number}} Sounding */
/** @typedef {{mode: number, register: number, dissonance: number}} Cues */
/** @typedef {{effects: Record<string, [number, number]>, slack: number, listeners: number, sure: number}} Model */
/** @typedef {"valence" | "arousal"} Scale */
/** @typedef {{name: string, middle: number, low: number, high: number, parts: Record<string, number>}} Placed */

/** @type {Scale[]} */
export const SCALES = ["valence", "arousal"];
const COUNTED = /** @type {const} */ (["mode", "register", "dissonance"]); // of what this widget changes
const PARTIALS = 6;
const FALL = 0.88; // each partial so much weaker than the one before
const EIGHT_IN_TEN = 1.2815515655446004; // standard deviations to either side
const HIGH = new Set([2, 4, 9, 11]);
const LOW = new Set([1, 3, 8, 10]);

/** @param {number[]} frequencies @param {number[]} levels */
function beating(frequencies, levels) {
  let sum = 0;
  for (let i = 0; i < frequencies.length; i++)
    for (let j = i + 1; j < frequencies.length; j++) {
      const apart = Math.abs(frequencies[i] - frequencies[j]);
      const scale = 0.24 / (0.0207 * Math.min(frequencies[i], frequencies[j]) + 18.96);
      sum += levels[i] * levels[j] * (Math.exp(-3.51 * scale * apart) - Math.exp(-5.75 * scale * apart));
    }
  return sum;
}

/** @type {Map<string, number>} */ const known = new Map();

/** Roughness of what sounds together, per note; a tone alone has none. @param {number[]} pitches */
export function roughness(pitches) {
  const numbers = [...new Set(pitches)].sort((a, b) => a - b);
  if (numbers.length < 2) return 0;
  const name = numbers.join();
  const before = known.get(name);
  if (before !== undefined) return before;
  const of = (/** @type {number[]} */ some) => {
    const tones = some.map((midi) => 440 * 2 ** ((midi - 69) / 12));
    const each = Array.from({ length: PARTIALS }, (_, k) => k);
    return beating(tones.flatMap((tone) => each.map((k) => tone * (k + 1))), tones.flatMap(() => each.map((k) => FALL ** k)));
  };
  const rough = Math.max(0, of(numbers) - numbers.reduce((sum, midi) => sum + of([midi]), 0)) / numbers.length;
  if (known.size > 5000) known.clear();
  known.set(name, rough);
  return rough;
}

/** What is counted of a passage. @param {Sounding[]} notes @param {number} tonic pitch class @returns {Cues} */
export function measure(notes, tonic) {
  const tidy = (/** @type {number} */ beat) => Math.round(beat * 1e6) / 1e6;
  const edges = [...new Set(notes.flatMap(({ start, beats }) => [tidy(start), tidy(start + beats)]))].sort((a, b) => a - b);
  let [high, low, register, dissonance, time] = [0, 0, 0, 0, 0];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [here, there] = [edges[i], edges[i + 1]];
    const on = [...new Set(notes.filter((note) => tidy(note.start) <= here && tidy(note.start + note.beats) >= there).map((note) => note.midi))];
    if (!on.length) continue;
    const beats = there - here;
    for (const degree of new Set(on.map((midi) => (((midi - tonic) % 12) + 12) % 12))) {
      high += HIGH.has(degree) ? beats : 0;
      low += LOW.has(degree) ? beats : 0;
    }
    register += (beats * on.reduce((sum, midi) => sum + midi, 0)) / on.length;
    dissonance += beats * roughness(on);
    time += beats;
  }
  return { mode: high + low ? (high - low) / (high + low) : 0, register: time ? register / time : 0, dissonance: time ? dissonance / time : 0 };
}

/** The normal distribution: the share below `z` (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17). @param {number} z */
export function below(z) {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/** A cue in the units that the effects count in. @param {Cues} cues @param {keyof Cues} name */
const unit = (cues, name) => (name === "register" ? cues.register / 12 : cues[name]);

/** Where each version lies, and in how much of what the weights may be one lies above another. All that may vary is normal, so both are exact.
 * @param {Record<string, Cues>} versions @param {Model} model */
export function order(versions, model) {
  const names = Object.keys(versions);
  const mean = (/** @type {keyof Cues} */ cue) => names.reduce((sum, name) => sum + unit(versions[name], cue), 0) / names.length;
  const means = Object.fromEntries(COUNTED.map((cue) => [cue, mean(cue)]));
  const weight = (/** @type {keyof Cues} */ cue, /** @type {Scale} */ on) => model.effects[cue][SCALES.indexOf(on)];
  const doubt = (/** @type {keyof Cues} */ cue, /** @type {Scale} */ on) => Math.max(model.slack, Math.abs(weight(cue, on)) / 2);
  const placed = (/** @type {string} */ name, /** @type {Scale} */ on) => {
    const from = (/** @type {keyof Cues} */ cue) => unit(versions[name], cue) - means[cue];
    const parts = Object.fromEntries(COUNTED.map((cue) => [cue, weight(cue, on) * from(cue)]));
    const middle = Object.values(parts).reduce((sum, part) => sum + part, 0);
    const spread = EIGHT_IN_TEN * Math.hypot(...COUNTED.map((cue) => doubt(cue, on) * from(cue)), model.listeners);
    return { name, middle, low: middle - spread, high: middle + spread, parts };
  };
  return {
    /** @param {Scale} on @returns {Placed[]} in the order given */
    on: (on) => names.map((name) => placed(name, on)),
    /** @param {string} more @param {string} less @param {Scale} [on] */
    chance(more, less, on = "valence") {
      if (more === less) return 0.5;
      const apart = (/** @type {keyof Cues} */ cue) => unit(versions[more], cue) - unit(versions[less], cue);
      const middle = COUNTED.reduce((sum, cue) => sum + weight(cue, on) * apart(cue), 0);
      return below(middle / Math.hypot(...COUNTED.map((cue) => doubt(cue, on) * apart(cue)), model.listeners * Math.SQRT2));
    },
  };
}
