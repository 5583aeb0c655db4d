// @ts-check
// Bars and beats. The tempo map itself lives in Python; what arrives here is its grid: the frame (fractional) of every beat.

/** @typedef {{frame: number, bar: number, beat: number, between?: boolean}} Beat   between: it is not clicked (the eighths of 6/8, free time) */
/** @typedef {{beats: Beat[], end: number, warning?: number[], held?: (bar: number) => import("../scene.d.ts").Held | undefined}} Grid
 *   end: frame at which the last beat is over; warning: frames of the clicks counted in before the first;
 *   held: by which a bar's line can be taken hold of (`open` while it is not locked) */

/** Index of the beat sounding at a frame, or -1 outside the grid. @param {Grid} grid @param {number} frame */
export function beatIndex(grid, frame) {
  const { beats, end } = grid;
  if (!beats.length || frame < beats[0].frame - 1e-6 || frame >= end - 1e-6) return -1;
  let low = 0;
  let high = beats.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (beats[middle].frame <= frame + 1e-6) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What the counter shows: "7|1", or a dash where no music is counted. @param {Grid | null} grid @param {number} frame */
export function barBeat(grid, frame) {
  const index = grid ? beatIndex(grid, frame) : -1;
  if (!grid || index < 0) return { text: "–|–", bar: 0, beat: 0 };
  const { bar, beat } = grid.beats[index];
  return { text: `${bar}|${beat}`, bar, beat };
}

/** The frame one beat (or, with `bars`, one bar) away; where there are no beats, one second, so that the keys always move.
 * @param {Grid | null} grid @param {number} frame @param {1 | -1} direction @param {boolean} bars @param {number} second frames in a second */
export function stepBeat(grid, frame, direction, bars, second) {
  const places = grid ? grid.beats.filter((b) => !bars || b.beat === 1).map((b) => b.frame).concat([grid.end]) : [];
  const plain = frame + direction * second * (bars ? 4 : 1);
  if (!places.length) return plain;
  // a frame is whole, a beat need not be: half a frame of tolerance keeps a step from standing still
  const next = direction > 0 ? places.find((p) => p > frame + 0.5) : [...places].reverse().find((p) => p < frame - 0.5);
  if (next === undefined) return plain;
  return direction > 0 ? Math.min(next, Math.max(plain, places[0])) : Math.max(next, Math.min(plain, places[places.length - 1]));
}

/** Which bar numbers to write: every 1st, 2nd, 4th, 8th …, so that each has `room` pixels.
 * @param {Grid} grid @param {number} pixels per frame @param {number} room */
export function barLabels(grid, pixels, room) {
  const bars = grid.beats.filter((b) => b.beat === 1);
  const span = bars.length > 1 ? (bars[bars.length - 1].frame - bars[0].frame) / (bars.length - 1) : grid.end;
  let every = 1;
  while (span * pixels * every < room && every < 1024) every *= 2;
  return bars.filter((b) => (b.bar - bars[0].bar) % every === 0);
}

/** Which beats are clicked, and how: the first of a bar accented, those counted in before the music told apart.
 * @param {Grid} grid @returns {{frame: number, kind: "down" | "beat" | "warning"}[]} in order */
export const accents = (grid) => [
  ...(grid.warning ?? []).map((frame) => ({ frame, kind: /** @type {const} */ ("warning") })),
  ...grid.beats.filter((beat) => !beat.between).map(({ frame, beat }) => ({ frame, kind: /** @type {"down" | "beat"} */ (beat === 1 ? "down" : "beat") })),
];
