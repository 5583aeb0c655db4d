// @ts-check
// The marks as a spotting: the cue list, its CSV, and the line of Python that makes the same. Pure. Here as well as in Python,
// so that the desk can hand out its work while the kernel is busy or gone; the tests hold the two against each other.
import { numbered, ordered } from "./marks.js";
import { timecode } from "./time.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Film} Film */
/** @typedef {{id: string, start: number, end: number, kind: string, reason: string, enters_on: string, leaves_on: string, over_line: boolean}} Cue */
/** @typedef {{cues: Cue[], hits: import("./marks.js").HitMark[], silences: {start: number, end: number, reason: string}[]}} Spotting */

export const COLUMNS = ["Cue", "Kind", "In", "Out", "Length", "Enters on", "Leaves on", "Hits", "Reason"];
const WIDTH = 100; // a longer line of code is broken

/** Ids in the order people number them: 1m2, 1m2A, 1m3, 1m10. @param {string} a @param {string} b */
export function compareIds(a, b) {
  const parts = (/** @type {string} */ id) => id.toLowerCase().split(/(\d+)/).filter(Boolean);
  const [first, second] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(first.length, second.length); i++) {
    const digits = [/^\d/.test(first[i]), /^\d/.test(second[i])];
    if (digits[0] !== digits[1]) return digits[0] ? -1 : 1;
    const [x, y] = digits[0] ? [BigInt(first[i]), BigInt(second[i])] : [first[i], second[i]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return first.length - second.length;
}

/** What the marks amount to; a span without an out point runs to the film's end. @param {Mark[]} marks @param {Film} film @returns {Spotting} */
export function spotting(marks, film) {
  const ids = numbered(marks, film);
  /** @type {Spotting} */ const out = { cues: [], hits: [], silences: [] };
  for (const mark of ordered(marks)) {
    if (mark.what === "hit") out.hits.push(mark);
    else if (mark.what === "silence") out.silences.push({ ...mark, end: mark.end ?? film.frames });
    else out.cues.push({ ...mark, id: ids.get(mark.key) ?? mark.id, end: mark.end ?? film.frames });
  }
  out.cues.sort((a, b) => compareIds(a.id, b.id));
  return out;
}

/** Minutes and seconds of real time, rounded half up. @param {number} frames @param {import("./time.js").Rate} rate */
export function minutes(frames, rate) {
  const whole = Math.floor((2 * frames * rate.den + rate.num) / (2 * rate.num));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {Mark[]} marks @param {Film} film @returns {string[][]} */
export function rows(marks, film) {
  const { cues, hits, silences } = spotting(marks, film);
  const span = (/** @type {{start: number, end: number}} */ { start, end }) => [
    timecode(film.origin + start, film.rate), timecode(film.origin + end, film.rate), minutes(end - start, film.rate),
  ];
  /** @type {string[][]} */ const out = [];
  for (const cue of cues) {
    while (silences.length && silences[0].start < cue.start) out.push(quiet(silences.shift()));
    const caught = hits.filter((hit) => cue.start <= hit.frame && hit.frame < cue.end);
    const must = caught.filter((hit) => hit.must).length;
    out.push([cue.id, cue.kind, ...span(cue), cue.enters_on, cue.leaves_on, `${must}+${caught.length - must}`, cue.reason]);
  }
  return [...out, ...silences.map(quiet)];

  /** A silence stands before the first cue that begins after it does. @param {any} silence */
  function quiet(silence) {
    return ["", "silence", ...span(silence), "", "", "", silence.reason];
  }
}

/** @param {Mark[]} marks @param {Film} film */
export function csv(marks, film) {
  const cell = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [COLUMNS, ...rows(marks, film)].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

// ---- code

/** @typedef {{opening: string, inside: (Call | string)[], closing: string}} Call */

/** @param {Call} call @returns {string} */
const line = ({ opening, inside, closing }) => opening + inside.map((one) => (typeof one === "string" ? one : line(one))).join(", ") + closing;

/** @param {Call} call @param {string} indent @param {number} room @returns {string} */
function laidOut(call, indent, room) {
  const whole = line(call);
  if (indent.length + [...whole].length + room <= WIDTH) return whole;
  const deeper = `${indent}    `;
  const inside = call.inside.map((one) => `\n${deeper}${typeof one === "string" ? one : laidOut(one, deeper, 1)},`);
  return `${call.opening}${inside.join("")}\n${indent}${call.closing}`;
}

/** @param {string} name @param {[field: string, value: any, otherwise?: any][]} fields @param {number} places how many may stand without their names @returns {Call} */
function written(name, fields, places) {
  /** @type {string[]} */ const first = []; // these stay together on a line
  /** @type {string[]} */ const inside = [];
  let inPlace = true;
  fields.forEach(([field, value, otherwise], index) => {
    if (value === otherwise) inPlace = false;
    else {
      const text = value === true ? "True" : value === false ? "False" : JSON.stringify(value);
      if (inPlace && index < places) first.push(text);
      else inside.push(`${field}=${text}`);
    }
  });
  return { opening: `fs.${name}(`, inside: [first.join(", "), ...inside], closing: ")" };
}

/** The line of Python that makes the same spotting. @param {Mark[]} marks @param {Film} film @param {string} filmCode */
export function code(marks, film, filmCode) {
  const { cues, hits, silences } = spotting(marks, film);
  const parts = {
    cues: cues.map((c) =>
      written("Cue", [["id", c.id], ["start", c.start], ["end", c.end], ["kind", c.kind, "score"], ["reason", c.reason, ""], ["enters_on", c.enters_on, ""], ["leaves_on", c.leaves_on, ""], ["over_line", c.over_line, false]], 3),
    ),
    hits: hits.map((h) => written("Hit", [["frame", h.frame], ["label", h.label, ""], ["must", h.must, true], ["weight", h.weight, 1], ["early", h.early, 1], ["late", h.late, 2]], 2)),
    silences: silences.map((s) => written("Silence", [["start", s.start], ["end", s.end], ["reason", s.reason, ""]], 3)),
  };
  const lists = Object.entries(parts).filter(([, inside]) => inside.length).map(([name, inside]) => ({ opening: `${name}=[`, inside, closing: "]" }));
  return laidOut({ opening: "fs.Spotting(", inside: [filmCode, ...lists], closing: ")" }, "", 0);
}
