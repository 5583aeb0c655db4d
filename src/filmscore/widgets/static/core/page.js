// @ts-check
// An engraved page: which of its notes sound, where the playhead stands, and which note a click means.

/** @typedef {{from: number, to: number, id: string, x: number, y: number, line: number}} Head */
/** @typedef {{svg: string, width: number, height: number, systems: [number, number][], heads: Head[], shift: number}} Page */

const NAMES = ["", "a semitone", "a tone", "a minor third", "a major third", "a fourth", "a tritone", "a fifth", "a minor sixth", "a major sixth", "a minor seventh", "a major seventh", "an octave"];

/** A page as the kernel sends it. @param {any} sent @returns {Page} */
export const pageOf = (sent) => ({ ...sent, heads: sent.notes.map((/** @type {any[]} */ [from, to, id, x, y, line]) => ({ from, to, id, x, y, line })) });

/** Heads whose notes sound at a beat. @param {Head[]} heads by their beginnings @param {number} at */
export const lit = (heads, at) => heads.filter(({ from, to }) => from <= at + 1e-6 && at < to - 1e-6);

/** The last beginning at or before a beat; the first of all before that. @param {Head[]} heads @param {number} at */
export function standing(heads, at) {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heads[middle].from <= at + 1e-6) low = middle + 1;
    else high = middle;
  }
  return heads[Math.max(low - 1, 0)];
}

/** Where the playhead stands: between a beginning and the next on the same line of music it moves on.
 * @param {Page} page @param {number} at beat @returns {{x: number, line: number}} */
export function playhead({ heads, width }, at) {
  const here = standing(heads, at);
  if (!here) return { x: 0, line: 0 };
  if (at <= here.from) return { x: here.x, line: here.line };
  const next = heads.find(({ from }) => from > at + 1e-6);
  const end = next && next.line === here.line ? next.x : Math.min(here.x + 60, width - 20);
  const until = next ? next.from : here.to;
  return { x: here.x + (end - here.x) * Math.min((at - here.from) / Math.max(until - here.from, 1e-6), 1), line: here.line };
}

/** The note that is meant by a place of the page. @param {Page} page @param {number} x @param {number} y */
export function meant({ heads, systems }, x, y) {
  if (!heads.length) return undefined;
  const away = (/** @type {number} */ line) => Math.max(systems[line][0] - y, y - systems[line][1], 0);
  const near = Math.min(...new Set(heads.map(({ line }) => away(line))));
  const lines = heads.filter(({ line }) => away(line) === near);
  return lines.reduce((best, one) => (Math.hypot(one.x - x, (one.y - y) / 3) < Math.hypot(best.x - x, (best.y - y) / 3) ? one : best));
}

/** Beats on which notes begin, each once. @param {Head[]} heads */
export const beginnings = (heads) => [...new Set(heads.map(({ from }) => from))];

/** How a page relates to what is heard. @param {number} written semitones of the page @param {number} heard */
export function gap(written, heard) {
  const by = written - heard;
  if (!by) return "";
  return `Written ${NAMES[Math.min(Math.abs(by), 12)]}${Math.abs(by) > 12 ? " and more" : ""} ${by < 0 ? "lower" : "higher"} than it sounds.`;
}
