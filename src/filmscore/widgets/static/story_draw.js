// @ts-check
// The drawings of *Motif through the story*: the arc over the scenes, and a line over its plain form. What they show is said in
// words beside them.
import { isBlack, pitchName } from "./core/roll.js";
import { drawn } from "./drawn.js";

/** @typedef {[number, number, number, string][]} Notes   beat, beats, MIDI pitch, name */
/** @typedef {{x: number, values: number[] | null}} Point */

/** The measures, each with its own line and its own sign: told by shape, not by colour alone. */
export const MEASURES = ["pitch", "contour", "rhythm"];
const APART = 9; // px between signs that lie on one value
const R = 4.5;

/** @param {number} measure @param {number} x @param {number} y */
function sign(measure, x, y) {
  const props = { class: `fsp-st-sign fsp-st-${MEASURES[measure]}` };
  if (measure === 0) return drawn("circle", { ...props, cx: x, cy: y, r: R });
  if (measure === 1) return drawn("path", { ...props, d: `M${x} ${y - R - 1}L${x + R + 1} ${y + R}L${x - R - 1} ${y + R}Z` });
  return drawn("rect", { ...props, x: x - R, y: y - R, width: 2 * R, height: 2 * R });
}

/** The key to a line of the arc. @param {number} measure */
export const keyTo = (measure) =>
  drawn("svg", { viewBox: "0 0 32 14", width: 32, height: 14, "aria-hidden": "true" }, [drawn("path", { class: `fsp-st-line fsp-st-${MEASURES[measure]}`, d: "M1 7H31" }), sign(measure, 16, 7)]);

/** The arc: three lines over the columns, alike below, unlike above. @param {Point[]} points @param {number} width @param {number} height @param {number | null} chosen x of its column */
export function arc(points, width, height, chosen) {
  const [top, floor] = [12, height - 12];
  const y = (/** @type {number} */ value) => floor - value * (floor - top);
  /** @type {Node[]} */ const parts = [];
  if (chosen !== null) parts.push(drawn("path", { class: "fsp-st-here", d: `M${chosen} 0V${height}` }));
  for (const value of [0, 0.5, 1]) parts.push(drawn("path", { class: `fsp-st-grid${value ? "" : " fsp-st-floor"}`, d: `M0 ${y(value)}H${width}` }));
  MEASURES.forEach((name, measure) => {
    const offset = (measure - 1) * APART;
    let d = "";
    let going = false;
    for (const { x, values } of points) {
      if (values) d += `${going ? "L" : "M"}${x + offset} ${y(values[measure])}`;
      going = values !== null;
    }
    if (d) parts.push(drawn("path", { class: `fsp-st-line fsp-st-${name}`, d }));
  });
  for (const { x, values } of points) values?.forEach((value, measure) => parts.push(sign(measure, x + (measure - 1) * APART, y(value))));
  return drawn("svg", { class: "fsp-st-curve", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, parts);
}

const GUTTER = 36;
const FOOT = 16;

/** A line over its plain form: the plain one hollow, the other filled. @param {{notes: Notes, beats: number}} plain @param {{notes: Notes, beside: Notes, beats: number} | null} here
 * @param {number} width @param {string} family of who plays */
export function roll(plain, here, width, family) {
  const all = [...plain.notes, ...(here?.notes ?? []), ...(here?.beside ?? [])];
  let low = Math.min(...all.map((note) => note[2])) - 2;
  let high = Math.max(...all.map((note) => note[2])) + 2;
  const missing = Math.max(0, 13 - (high - low));
  low -= Math.floor(missing / 2);
  high += missing - Math.floor(missing / 2);
  const row = Math.max(3, Math.min(11, 200 / (high - low + 1)));
  const floor = row * (high - low + 1);
  const beats = Math.max(plain.beats, here?.beats ?? 0, 1);
  const scale = (width - GUTTER - 2) / beats;
  const x = (/** @type {number} */ beat) => GUTTER + beat * scale;
  const y = (/** @type {number} */ pitch) => (high - pitch) * row;
  /** @type {Node[]} */ const parts = [];
  for (let pitch = low; pitch <= high; pitch++) {
    if (isBlack(pitch)) parts.push(drawn("rect", { class: "fsp-st-black", x: GUTTER, y: y(pitch), width: width - GUTTER, height: row }));
    if (pitch % 12) continue;
    parts.push(drawn("path", { class: "fsp-st-grid", d: `M${GUTTER} ${y(pitch) + row - 0.5}H${width}` }));
    parts.push(drawn("text", { class: "fsp-st-axis", x: GUTTER - 6, y: Math.min(Math.max(y(pitch) + row / 2 + 4, 10), floor - 2), "text-anchor": "end" }, [pitchName(pitch)]));
  }
  let step = 1;
  while (step * scale < 26) step *= 2;
  for (let beat = 0; beat < beats; beat += step) {
    parts.push(drawn("path", { class: "fsp-st-grid", d: `M${x(beat)} 0V${floor}` }));
    if (width - x(beat) > 14) parts.push(drawn("text", { class: "fsp-st-axis", x: x(beat) + 3, y: floor + 12 }, [String(beat + 1)]));
  }
  parts.push(drawn("text", { class: "fsp-st-axis", x: GUTTER - 6, y: floor + 12, "text-anchor": "end" }, ["Beat"]));
  const box = (/** @type {Notes[0]} */ [beat, long, pitch], /** @type {string} */ kind, /** @type {number} */ inset) =>
    drawn("rect", { class: kind, x: x(beat) + inset, y: y(pitch) + inset, width: Math.max(long * scale - 1 - 2 * inset, 2), height: Math.max(row - 2 * inset, 2), "data-from": beat, "data-to": beat + long });
  for (const note of here?.beside ?? []) parts.push(box(note, "fsp-st-beside", 1));
  for (const note of here?.notes ?? []) {
    const one = box(note, "fsp-st-note", 0.5);
    one.style.fill = `var(--fsp-${family})`;
    parts.push(one);
  }
  for (const note of plain.notes) parts.push(box(note, "fsp-st-plain", 0.75));
  return drawn("svg", { class: "fsp-st-roll", width, height: floor + FOOT, viewBox: `0 0 ${width} ${floor + FOOT}`, "aria-hidden": "true" }, parts);
}
