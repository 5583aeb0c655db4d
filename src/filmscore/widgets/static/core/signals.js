// @ts-check
// What a conductor sees over the picture: streamers that reach the right edge on their frame, and punches on it.
// Convention of the scoring stage: green into the downbeat, yellow into the warning, red at the end of the cue, white for hits.

/** @typedef {"start" | "warning" | "end" | "hit"} Kind */
/** @typedef {{frame: number, label: string, must: boolean}} Hit */
/** @typedef {{id: string, start: number, end: number, warning: number | null}} Entry */
/** @typedef {{frame: number, kind: Kind, label: string, must: boolean}} Signal */

export const STREAMER_SECONDS = 2; // three feet of film, the usual length
export const PUNCH_SECONDS = 0.125; // three frames
export const MAX_FLASHES = 2; // in any second: one below the limit of WCAG 2.2, 2.3.1

export const FLUTTER_MARKS = 6;
export const FLUTTER_SECONDS = 1;

/** All signals of a cue, in order. A hit within a frame of a cue's start or end is told by that one's own streamer.
 * @param {Entry[]} entries @param {Hit[]} hits @returns {Signal[]} */
export function signals(entries, hits) {
  /** @type {Signal[]} */ const out = [];
  for (const { id, start, end, warning } of entries) {
    out.push({ frame: start, kind: "start", label: `${id} in`, must: true }, { frame: end, kind: "end", label: `${id} out`, must: true });
    if (warning !== null) out.push({ frame: warning, kind: "warning", label: `${id} warning`, must: false });
  }
  const taken = out.map((s) => s.frame);
  for (const { frame, label, must } of hits)
    if (!taken.some((t) => Math.abs(t - frame) <= 1)) out.push({ frame, kind: "hit", label, must });
  return out.sort((a, b) => a.frame - b.frame);
}

/** Which signals may flash; the others are drawn as a ring. At most `limit` in any window of one second.
 * @param {Signal[]} list in order @param {number} second frames @param {number} limit @returns {boolean[]} */
export function flashAllowed(list, second, limit = MAX_FLASHES) {
  /** @type {number[]} */ const kept = [];
  return list.map((signal) => {
    const recent = kept.filter((frame) => signal.frame - frame <= second).length;
    if (recent >= limit || signal.kind === "warning") return false;
    kept.push(signal.frame);
    return true;
  });
}

/** What is on screen at a frame (fractional): streamers with `x` 0–1 across the picture, punches with `fade` 1–0, and flutters with
 * `marks`, how many of the run stand there. They come one by one and stay until the hit: nothing that goes on and off is a flash.
 * @param {Signal[]} list @param {number} frame @param {number} second frames
 * @returns {{streamers: {index: number, x: number}[], punches: {index: number, fade: number}[], flutters: {index: number, marks: number}[]}} */
export function onScreen(list, frame, second) {
  const run = STREAMER_SECONDS * second;
  const hold = PUNCH_SECONDS * second;
  const flutter = FLUTTER_SECONDS * second;
  /** @type {{index: number, x: number}[]} */ const streamers = [];
  /** @type {{index: number, fade: number}[]} */ const punches = [];
  /** @type {{index: number, marks: number}[]} */ const flutters = [];
  list.forEach((signal, index) => {
    const left = signal.frame - frame;
    if (left > 0 && left <= run) streamers.push({ index, x: 1 - left / run });
    if (left <= 0 && -left < hold && signal.kind !== "warning") punches.push({ index, fade: 1 + left / hold });
    if (left > 0 && left <= flutter && signal.kind !== "warning") flutters.push({ index, marks: Math.min(FLUTTER_MARKS, 1 + Math.floor((1 - left / flutter) * FLUTTER_MARKS + 1e-9)) });
  });
  return { streamers, punches, flutters };
}

/** The hit before or after a frame, or undefined at the ends. Going back within `grace` frames after a hit goes past it,
 * so that two presses while playing reach the hit before. @template {{frame: number}} T
 * @param {T[]} list in order @param {number} frame @param {1 | -1} direction @param {number} grace */
export function neighbour(list, frame, direction, grace = 0) {
  return direction > 0
    ? list.find((hit) => hit.frame > frame + 1e-6)
    : [...list].reverse().find((hit) => hit.frame < frame - grace - 1e-6);
}

/** The hit nearest to a frame within reach: what a click on the timeline snaps to. @template {{frame: number}} T
 * @param {T[]} list @param {number} frame @param {number} reach @returns {T | undefined} */
export function nearest(list, frame, reach) {
  let best;
  for (const hit of list)
    if (Math.abs(hit.frame - frame) <= (best ? Math.abs(best.frame - frame) - 1e-9 : reach)) best = hit;
  return best;
}
