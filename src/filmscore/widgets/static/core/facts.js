// @ts-check
// What a mark meets in the film, said without judging it. Pure.
import { numbered } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Film & {shots: {name: string, start: number, end: number}[], lines: {start: number, end: number, who: string, text: string}[], events: {frame: number, label: string}[]}} Script */

const NEAR_CUT = 6; // frames within which a cut is worth a word
const NEAR_LINE = 12;
const NEAR_EVENT = 3; // a wider net would give away where things happen to somebody who moves a mark about
const LONGEST = 60; // characters of a line that are quoted

/** @param {number} count */
export const framesOf = (count) => `${count} ${count === 1 ? "frame" : "frames"}`;

/** @param {string} who as the script writes it */
const named = (who) => who.toLowerCase().replace(/(^|[^\p{L}])\p{L}/gu, (letter) => letter.toUpperCase());

/** @param {string} text */
const quoted = (text) => `“${text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text}”`;

/** A line that brings its own full stop needs no second. @param {string} text */
const sentence = (text) => (/[.!?…]”$/.test(text) ? text : `${text}.`);

/** @template T @param {T[]} list @param {(one: T) => number} at @param {number} frame @param {number} reach @returns {T | undefined} */
function nearest(list, at, frame, reach) {
  let best;
  for (const one of list) if (Math.abs(at(one) - frame) <= (best ? Math.abs(at(best) - frame) - 1 : reach)) best = one;
  return best;
}

/** What a frame meets: a cut, a line, something that happens. @param {number} frame @param {Script} film @returns {string[]} */
export function pointFacts(frame, film) {
  /** @type {string[]} */ const out = [];
  const beside = (/** @type {number} */ at, /** @type {string} */ what) =>
    frame === at ? `on ${what}` : `${framesOf(Math.abs(frame - at))} ${frame > at ? "after" : "before"} ${what}`;
  const cut = nearest(film.shots.filter((shot) => shot.start > 0), (shot) => shot.start, frame, NEAR_CUT);
  if (cut) out.push(beside(cut.start, `the cut to ${cut.name} (${cut.start})`));
  const line = film.lines.find((one) => frame >= one.start && frame < one.end);
  if (line) out.push(frame === line.start ? `on the first frame of ${named(line.who)}’s line` : `${framesOf(frame - line.start)} into ${named(line.who)}’s line ${quoted(line.text)}`);
  else {
    const ended = nearest(film.lines, (one) => one.end, frame, NEAR_LINE);
    const begins = nearest(film.lines, (one) => one.start, frame, NEAR_LINE);
    if (ended && ended.end <= frame) out.push(frame === ended.end ? `on the frame on which ${named(ended.who)} has stopped speaking` : `${framesOf(frame - ended.end)} after ${named(ended.who)} stops speaking`);
    if (begins && begins.start > frame) out.push(`${framesOf(begins.start - frame)} before ${named(begins.who)} speaks`);
  }
  const event = nearest(film.events, (one) => one.frame, frame, NEAR_EVENT);
  if (event) out.push(frame === event.frame ? `on ${event.frame}: ${event.label}` : beside(event.frame, `${event.frame}: ${event.label}`));
  return out;
}

/** @param {Mark} mark @param {Mark[]} marks @param {Script} film @returns {string[]} sentences */
export function facts(mark, marks, film) {
  const say = (/** @type {string} */ where, /** @type {string[]} */ what) => (what.length ? [sentence(`${where} ${what.join(", ")}`)] : []);
  if (mark.what === "hit") return pointFacts(mark.frame, film).map((text) => sentence(`${text[0].toUpperCase()}${text.slice(1)}`));
  const end = mark.end ?? film.frames;
  const cue = mark.what === "cue";
  const out = [...say(cue ? "In" : "From", pointFacts(mark.start, film))];
  if (mark.end === null) out.push(`No ${cue ? "out point" : "end"} yet: in the cue list it runs to the film’s end (${film.frames}).`);
  else if (end === film.frames) out.push(`${cue ? "Out" : "To"} at the film’s end.`);
  else out.push(...say(cue ? "Out" : "To", pointFacts(end, film)));
  const ids = numbered(marks, film);
  for (const other of marks) {
    if (other === mark || other.what === "hit") continue;
    const from = Math.max(mark.start, other.start);
    const shared = Math.min(end, other.end ?? film.frames) - from;
    if (cue && other.what === "cue" && other.key !== mark.key && ids.get(other.key)?.toLowerCase() === ids.get(mark.key)?.toLowerCase()) out.push(`Another cue is called ${ids.get(mark.key)} too.`);
    if (shared <= 0) continue;
    if (cue && other.what === "cue" && (mark.start > other.start || (mark.start === other.start && mark.key > other.key))) out.push(`Comes in while ${ids.get(other.key)} plays: both sound for ${framesOf(shared)}.`);
    if (cue !== (other.what === "cue")) out.push(cue ? `Plays for ${framesOf(shared)} of the silence from ${other.start}.` : `${ids.get(other.key)} plays for ${framesOf(shared)} of it.`);
  }
  return out;
}
