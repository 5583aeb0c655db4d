// @ts-check
// What a timecode clock knows: labels against the clock on the wall, which labels are left out, and what a typed one means. Pure.
// All in whole numbers, so that nothing drifts in a day of frames; the tests hold it against the Python of picture/timecode.py.
import { frameOfLabel, timecode } from "./time.js";

/** @typedef {import("./time.js").Rate} Rate */
/** @typedef {{frame: number, label: string, skipped: string[]}} Cell a picture with its label, and the labels left out before it */
/** @typedef {{first: number, last: number, minute: number, skipped: string[]}} Minute
 *   pictures of one minute of labels; `minute` counts from 00:00 */

export const FEET = { "35mm": 16, "16mm": 40 }; // frames to a foot

const pad = (/** @type {number} */ n, /** @type {number} */ width = 2) => String(n).padStart(width, "0");

/** A whole quotient rounded half up; the divisor is positive. @param {number} a @param {number} b */
const halfUp = (a, b) => Math.floor((2 * a + b) / (2 * b));

/** Labels left out at the start of a minute, save each tenth: 0, 2 or 4. @param {Rate} rate */
export const leftOut = (rate) => (rate.drop ? rate.nominal / 15 : 0);

/** Frames, and so labels, of a whole day. @param {Rate} rate */
export const framesADay = (rate) => 144 * (600 * rate.nominal - 9 * leftOut(rate));

/** How many labels have been left out before a frame. @param {number} frame @param {Rate} rate */
export function skippedBefore(frame, rate) {
  const drop = leftOut(rate);
  if (!drop) return 0;
  const ten = 600 * rate.nominal - 9 * drop;
  const rest = frame % ten;
  return 9 * drop * Math.floor(frame / ten) + drop * Math.max(0, Math.floor((rest - drop) / (60 * rate.nominal - drop)));
}

/** The clock on the wall when a frame begins, rounded half up to a thousandth: 00:01:00.060. @param {number} frame @param {Rate} rate */
export function wallClock(frame, rate) {
  const thousandths = halfUp(frame * rate.den * 1000, rate.num);
  const seconds = Math.floor(thousandths / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(thousandths % 1000, 3)}`;
}

/** Seconds of real time when a frame begins, rounded half up to a thousandth. @param {number} frame @param {Rate} rate */
export function realSeconds(frame, rate) {
  const thousandths = halfUp(frame * rate.den * 1000, rate.num);
  return `${Math.floor(thousandths / 1000)}.${pad(thousandths % 1000, 3)}`;
}

/** How far the label is from the clock on the wall: frames in hundredths, seconds in thousandths, both rounded half up in size.
 * @param {number} frame @param {Rate} rate @returns {{sign: -1 | 0 | 1, frames: string, seconds: string}} sign 1: the label is ahead */
export function apart(frame, rate) {
  const count = frame + skippedBefore(frame, rate); // what the label counts, those left out with it
  const off = count * rate.num - frame * rate.den * rate.nominal; // in frames of labels, times num
  const size = Math.abs(off);
  const frames = halfUp(size * 100, rate.num);
  const seconds = halfUp(size * 1000, rate.num * rate.nominal);
  return {
    sign: off > 0 ? 1 : off < 0 ? -1 : 0,
    frames: `${Math.floor(frames / 100)}.${pad(frames % 100)}`,
    seconds: `${Math.floor(seconds / 1000)}.${pad(seconds % 1000, 3)}`,
  };
}

/** The same in a sentence. @param {number} frame @param {Rate} rate */
export function apartInWords(frame, rate) {
  const { sign, frames, seconds } = apart(frame, rate);
  if (!sign) return "The label and the clock on the wall agree.";
  return `The label is ${frames} frames (${seconds} s) ${sign > 0 ? "ahead of" : "behind"} the clock on the wall.`;
}

/** Feet and frames of film from frame 0. @param {number} frame @param {keyof typeof FEET} gauge */
export const feet = (frame, gauge) => `${Math.floor(frame / FEET[gauge])}+${pad(frame % FEET[gauge])}`;

/** The minute of labels a frame lies in. @param {number} frame @param {Rate} rate @returns {Minute} */
export function minuteOf(frame, rate) {
  const length = 60 * rate.nominal;
  const minute = Math.floor((frame + skippedBefore(frame, rate)) / length);
  const drop = leftOut(rate) && minute % 10 ? leftOut(rate) : 0;
  const before = leftOut(rate) * (minute - Math.floor(minute / 10)) - drop;
  const first = minute * length - before;
  return { first, last: first + length - drop - 1, minute, skipped: labels(minute, drop, rate) };
}

/** @param {number} minute @param {number} many @param {Rate} rate */
const labels = (minute, many, rate) =>
  Array.from({ length: many }, (_, n) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00${rate.drop ? ";" : ":"}${pad(n)}`);

/** Where the next edge of a minute is: its last frame going on, its first going back. @param {number} frame @param {Rate} rate @param {1 | -1} way */
export function minuteEdge(frame, rate, way) {
  const { first, last } = minuteOf(frame, rate);
  const end = framesADay(rate) - 1;
  if (way > 0) return frame < last ? last : minuteOf(Math.min(last + 1, end), rate).last;
  return frame > first ? first : minuteOf(Math.max(first - 1, 0), rate).first;
}

/** Pictures around a frame, one after another, as many as asked for. @param {number} frame @param {Rate} rate @param {number} many @returns {Cell[]} */
export function strip(frame, rate, many) {
  const end = framesADay(rate);
  const from = Math.max(0, Math.min(frame - Math.floor(many / 2), end - many));
  return Array.from({ length: Math.min(many, end) }, (_, n) => {
    const here = from + n;
    const { first, skipped } = minuteOf(here, rate);
    return { frame: here, label: timecode(here, rate), skipped: here === first ? skipped : [] };
  });
}

/** What somebody typed: a frame number or a label. @param {string} typed @param {Rate & {name: string}} rate
 * @returns {{frame: number} | {refused: string, meant?: number}} */
export function read(typed, rate) {
  const text = typed.trim();
  const day = framesADay(rate);
  if (/^\d+$/.test(text)) {
    const frame = Number(text);
    if (frame < day) return { frame };
    return {
      refused: `Frame ${text} has no label: timecode at ${rate.name} runs from frame 0 (00:00:00:00) to frame ${day - 1}, the last of the day.`,
      meant: day - 1,
    };
  }
  const parts = /^(\d{1,2}):(\d{1,2}):(\d{1,2})([:;.,])(\d{1,2})$/.exec(text);
  if (!parts) return { refused: `'${text}' is no timecode label. Write hours, minutes, seconds and frames, two digits each: '01:00:20:12'.` };
  const [h, m, s, f] = [parts[1], parts[2], parts[3], parts[5]].map(Number);
  const between = parts[4];
  const label = `${pad(h)}:${pad(m)}:${pad(s)}${rate.drop ? ";" : ":"}${pad(f)}`;
  if (between === "." || between === ",") {
    const example = parts[5].length === 2 ? meant(label, rate) : {}; // one figure alone was a tenth of a second
    const after = `After the seconds a label has a ${rate.drop ? "semicolon" : "colon"} and frames, not tenths`;
    return { refused: `In '${text}' the frames follow a '${between}'. ${after}${"meant" in example ? `: '${label}'` : ""}.`, ...example };
  }
  if (between === ";" && !rate.drop) {
    const hint = /ndf$/.test(rate.name) ? ` If the film is drop-frame, its rate is '${rate.name.replace("ndf", "df")}'.` : "";
    return { refused: `'${text}' has the semicolon of drop-frame, but ${rate.name} drops no labels: write '${label}'.${hint}`, ...meant(label, rate) };
  }
  for (const [value, limit, what] of /** @type {[number, number, string][]} */ ([[h, 24, "hours"], [m, 60, "minutes"], [s, 60, "seconds"], [f, rate.nominal, "frames"]]))
    if (value >= limit) return { refused: `'${text}' cannot exist at ${rate.name}: ${what} run from 00 to ${pad(limit - 1)}.` };
  const frame = frameOfLabel(label, rate);
  if (frame !== null) return { frame };
  const first = `${label.slice(0, 9)}${pad(leftOut(rate))}`;
  return {
    refused:
      `No frame is labelled ${label} at ${rate.name}: the first ${leftOut(rate)} labels of every minute are left out, save each tenth minute. ` +
      `No picture is missing. The first frame of that minute is ${first}: did you mean that?`,
    ...meant(first, rate),
  };
}

/** @param {string} label @param {Rate} rate @returns {{meant?: number}} */
function meant(label, rate) {
  const frame = frameOfLabel(label, rate);
  return frame === null ? {} : { meant: frame };
}

/** The picture that is on the screen at the same moment of real time, at another rate. @param {number} frame @param {Rate} from @param {Rate} to */
export function sameMoment(frame, from, to) {
  const exact = (BigInt(frame) * BigInt(from.den) * BigInt(to.num)) / (BigInt(from.num) * BigInt(to.den));
  return Math.min(Number(exact), framesADay(to) - 1);
}
