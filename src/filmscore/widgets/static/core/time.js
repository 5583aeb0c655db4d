// @ts-check
// Frames, seconds and the labels between them. Pure: no page, no sound.

/**
 * @typedef {{num: number, den: number, nominal: number, drop: boolean}} Rate
 *   frames per second as num/den; `nominal` is the count a timecode label wraps at
 */

/** Real seconds at which a frame begins. @param {number} frame @param {Rate} rate */
export const secondsOf = (frame, rate) => (frame * rate.den) / rate.num;

/** The frame on screen at a time; a hair early still counts as the frame.
 * @param {number} seconds @param {Rate} rate */
export const frameOf = (seconds, rate) => Math.floor((seconds * rate.num) / rate.den + 1e-4);

/** @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Timecode label of a frame counted from 00:00:00:00 (SMPTE ST 12-1; drop-frame skips labels, never frames).
 * @param {number} frame @param {Rate} rate */
export function timecode(frame, rate) {
  const base = rate.nominal;
  let count = Math.max(0, Math.floor(frame));
  if (rate.drop) {
    const skipped = base / 15; // 2 labels a minute at 30, 4 at 60
    const tenMinutes = base * 600 - 9 * skipped;
    const minute = base * 60 - skipped;
    const tens = Math.floor(count / tenMinutes);
    const rest = count % tenMinutes;
    const minutes = rest < base * 60 ? 0 : 1 + Math.floor((rest - base * 60) / minute);
    count += skipped * (9 * tens + minutes);
  }
  const pad = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const seconds = Math.floor(count / base);
  return (
    `${pad(Math.floor(seconds / 3600) % 24)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}` +
    `${rate.drop ? ";" : ":"}${pad(count % base)}`
  );
}

/** The frame a label names, counted from 00:00:00:00; null if there is no such label.
 * @param {string} text @param {Rate} rate @returns {number | null} */
export function frameOfLabel(text, rate) {
  const parts = /^(\d{1,2}):(\d{1,2}):(\d{1,2})[:;](\d{1,2})$/.exec(text.trim());
  if (!parts) return null;
  const [hours, minutes, seconds, frames] = parts.slice(1).map(Number);
  const label = (hours * 60 + minutes) * 60 + seconds;
  const skipped = rate.drop ? rate.nominal / 15 : 0;
  const minute = hours * 60 + minutes;
  const frame = label * rate.nominal + frames - skipped * (minute - Math.floor(minute / 10));
  const written = [hours, minutes, seconds].map((n) => String(n).padStart(2, "0")).join(":") + (rate.drop ? ";" : ":") + String(frames).padStart(2, "0");
  return timecode(frame, rate) === written ? frame : null; // a label that is left out, or runs over, comes back as another
}

/** Marks of the time ruler: a label every round number of seconds that leaves each label room.
 * @param {number} first frame @param {number} last frame @param {Rate} rate
 * @param {number} start first timecode of the film, as a frame count @param {number} width px @param {number} room px a label needs
 * @returns {{frame: number, label: string | null}[]} */
export function timeMarks(first, last, rate, start, width, room) {
  const frames = last - first;
  if (!(frames > 0) || !(width > 0)) return [];
  const base = rate.nominal;
  const steps = [1, 2, 4, 12].filter((n) => n < base).concat([1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200].map((s) => s * base));
  const pixels = width / frames;
  const labelled = steps.find((step) => step * pixels >= room);
  if (labelled === undefined) return [];
  const minor = [...steps].reverse().find((step) => step < labelled && labelled % step === 0 && step * pixels >= 6) ?? labelled;
  const marks = [];
  for (let frame = Math.ceil((start + first) / minor) * minor - start; frame < last; frame += minor) {
    const major = (frame + start) % labelled === 0;
    const fits = (last - frame) * pixels >= room * 0.9;
    marks.push({ frame, label: major && fits ? timecode(start + frame, rate) : null });
  }
  return marks;
}

/** The span that holds a frame (spans are half-open). @template {{start: number, end: number}} T
 * @param {T[]} spans @param {number} frame @returns {T | undefined} */
export const spanAt = (spans, frame) => spans.find((span) => frame >= span.start && frame < span.end);
