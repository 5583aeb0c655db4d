// @ts-check
// How a walk through the net is sung: three voices, each to its nearest note, and if wished the root below. As in net_walk.py. Pure.

/** @typedef {import("./net.js").Triad} Triad */
/** @typedef {{notes: {beat: number, beats: number, pitch: number, who: string}[], starts: {key: string, beat: number}[], length: number}} Score */

export const PLAYER = "strings";
const [LOW, HIGH] = [53, 81]; // F3 to A5: where three upper strings are at ease
const MIDDLE = 66; // around which they stay
const [BASS_LOW, BASS_HIGH] = [36, 50]; // C2 to D3: the cello

/** Root, third and fifth on each other, the root from C4 to B4. @param {Triad} triad */
const first = (triad) => {
  const root = 60 + triad.root;
  return triad.classes.map((pitch) => root + ((pitch - triad.root + 12) % 12));
};

/** Pitches of the triad near one. @param {Triad} triad @param {number} from */
function around(triad, from) {
  const found = [];
  for (let pitch = from - 6; pitch <= from + 6; pitch++) if (triad.classes.includes(((pitch % 12) + 12) % 12)) found.push(pitch);
  return found;
}

/** The three voices of the next triad, from the lowest up: they move as little as they can together, then each, then they stay in the middle.
 * @param {number[]} from @param {Triad} triad */
export function led(from, triad) {
  /** @type {number[] | null} */ let best = null;
  /** @type {number[]} */ let least = [];
  const [a, b, c] = from.map((pitch) => around(triad, pitch));
  for (const one of a)
    for (const two of b)
      for (const three of c) {
        const next = [one, two, three];
        if (one >= two || two >= three || new Set(next.map((pitch) => pitch % 12)).size < 3) continue;
        const steps = next.map((pitch, i) => Math.abs(pitch - from[i]));
        const outside = one < LOW || three > HIGH ? 1 : 0;
        const cost = [outside, steps[0] + steps[1] + steps[2], Math.max(...steps), Math.abs(one + two + three - 3 * MIDDLE), one, two];
        const place = cost.findIndex((value, i) => value !== least[i]);
        if (best && cost[place] >= least[place]) continue;
        [best, least] = [next, cost];
      }
  return best ?? first(triad);
}

/** @param {Triad[]} triads @param {number[]} [before] what sounds already */
export function voiced(triads, before) {
  /** @type {number[][]} */ const chords = [];
  for (const triad of triads) chords.push(chords.length ? led(chords[chords.length - 1], triad) : before?.length === 3 ? led(before, triad) : first(triad));
  return chords;
}

/** The roots in the cello, each near the one before. @param {Triad[]} triads */
export function basses(triads) {
  /** @type {number[]} */ const roots = [];
  for (const { root } of triads) {
    const last = roots[roots.length - 1] ?? 43;
    let best = 0;
    for (let pitch = 36 + root; pitch <= BASS_HIGH; pitch += 12) if (pitch >= BASS_LOW && (!best || Math.abs(pitch - last) < Math.abs(best - last))) best = pitch;
    roots.push(best);
  }
  return roots;
}

/** A walk as it is played: what is held is struck once and lasts. @param {Triad[]} triads @param {number} beats of each @param {boolean} bass @returns {Score} */
export function sung(triads, beats, bass) {
  const chords = voiced(triads);
  const roots = bass ? basses(triads) : [];
  /** @type {Score["notes"]} */ const notes = [];
  for (let voice = 0; voice < (bass ? 4 : 3); voice++) {
    /** @type {Score["notes"][number] | null} */ let last = null;
    triads.forEach((_, i) => {
      const pitch = voice < 3 ? chords[i][voice] : roots[i];
      if (last?.pitch === pitch) last.beats += beats;
      else notes.push((last = { beat: i * beats, beats, pitch, who: PLAYER }));
    });
  }
  return { notes: notes.sort((a, b) => a.beat - b.beat || a.pitch - b.pitch), starts: triads.map((_, i) => ({ key: String(i), beat: i * beats })), length: triads.length * beats };
}
