// @ts-check
// Marks as data, and every way to edit them. Pure: an edit gives new marks and never changes the old ones, so that undo is
// keeping them. Frames count from the film's first; spans are half-open.
import { frameOfLabel } from "./time.js";

/** @typedef {{what: "cue", key: string, id: string, start: number, end: number | null, kind: string, reason: string, enters_on: string, leaves_on: string, over_line: boolean}} CueMark `id` is "" while it is numbered by itself */
/** @typedef {{what: "hit", key: string, frame: number, label: string, must: boolean, weight: number, early: number, late: number}} HitMark */
/** @typedef {{what: "silence", key: string, start: number, end: number | null, reason: string}} SilenceMark */
/** @typedef {CueMark | HitMark | SilenceMark} Mark `end` is null until the out point is marked */
/** @typedef {{frames: number, origin: number, rate: import("./time.js").Rate, reel: number, title: string}} Film */
/** @typedef {"start" | "end" | "whole"} Edge what of a mark is taken hold of */
/** @typedef {{marks: Mark[], chosen: string | null, edge?: Edge, said: string, done: boolean}} Edit `done` is false where nothing was changed */

export const KINDS = ["score", "source", "song"];
export const LONGEST_TEXT = 4000; // characters of a reason: more is no reason
export const LONGEST_ID = 20; // characters of a cue's number, which is a word such as 4m1
const NEW = {
  cue: { id: "", kind: "score", reason: "", enters_on: "", leaves_on: "", over_line: false },
  hit: { label: "", must: true, weight: 1, early: 1, late: 2 },
  silence: { reason: "" },
};

/** Where a mark begins. @param {Mark} mark */
export const pointOf = (mark) => (mark.what === "hit" ? mark.frame : mark.start);

/** The frame an edge lies on; a span without an out point ends with the film. @param {Mark} mark @param {Edge} edge @param {Film} film */
export const edgeOf = (mark, edge, film) => (mark.what === "hit" || edge !== "end" ? pointOf(mark) : (mark.end ?? film.frames));

/** In the order of the film; what begins together stays as it was. @template {Mark} T @param {T[]} marks @returns {T[]} */
export const ordered = (marks) => [...marks].sort((a, b) => pointOf(a) - pointOf(b));

/** @param {Mark[]} marks @param {string | null} key */
export const find = (marks, key) => marks.find((mark) => mark.key === key);

/** @param {Mark[]} marks */
export function freshKey(marks) {
  const used = marks.reduce((most, { key }) => Math.max(most, Number(/^k(\d{1,9})$/.exec(key)?.[1] ?? 0)), 0);
  return `k${used + 1}`;
}

/** The id of every cue: as renamed, else reel, m, number in the order of the film. @param {Mark[]} marks @param {Film} film
 * @returns {Map<string, string>} */
export function numbered(marks, film) {
  const cues = /** @type {CueMark[]} */ (ordered(marks.filter((mark) => mark.what === "cue")));
  const taken = new Set(cues.map((cue) => cue.id.toLowerCase()));
  let number = 0;
  return new Map(
    cues.map((cue) => {
      if (cue.id) return [cue.key, cue.id];
      do number += 1;
      while (taken.has(`${film.reel}m${number}`));
      return [cue.key, `${film.reel}m${number}`];
    }),
  );
}

/** @param {Mark[]} marks @param {string | null} chosen @param {string} said @returns {Edit} */
const nothing = (marks, chosen, said) => ({ marks, chosen, said, done: false });

/** @param {Mark[]} marks @param {Mark} changed */
const replaced = (marks, changed) => marks.map((mark) => (mark.key === changed.key ? changed : mark));

/** The span without an out point that began last before a frame. @template {CueMark | SilenceMark} T
 * @param {Mark[]} marks @param {T["what"]} what @param {number} frame @returns {T | undefined} */
function openSpan(marks, what, frame) {
  const open = marks.filter((mark) => mark.what === what && mark.end === null && mark.start <= frame);
  return /** @type {T | undefined} */ (ordered(open).at(-1));
}

/** Music in. A cue that is still open goes out where the new one comes in. @param {Mark[]} marks @param {number} frame @param {Film} film @returns {Edit} */
export function musicIn(marks, frame, film) {
  const at = Math.min(Math.max(frame, 0), film.frames - 1);
  const before = /** @type {CueMark | undefined} */ (openSpan(marks, "cue", at));
  if (before?.start === at) return nothing(marks, before.key, `Music comes in at ${at} already.`);
  const closed = before ? replaced(marks, { ...before, end: at }) : marks;
  /** @type {CueMark} */ const cue = { what: "cue", key: freshKey(marks), start: at, end: null, ...NEW.cue };
  const out = [...closed, cue];
  const ids = numbered(out, film);
  const went = before ? `; ${ids.get(before.key)} goes out there` : "";
  return { marks: out, chosen: cue.key, edge: "start", said: `${ids.get(cue.key)} in at ${at}${went}.`, done: true };
}

/** Music out: of the cue that is open, else of the one that plays here, else of the chosen one.
 * @param {Mark[]} marks @param {number} frame @param {Film} film @param {string | null} chosen @returns {Edit} */
export function musicOut(marks, frame, film, chosen) {
  const at = Math.min(frame, film.frames);
  const cues = /** @type {CueMark[]} */ (ordered(marks.filter((mark) => mark.what === "cue" && mark.start <= at)));
  const one = cues.filter((cue) => cue.end === null).at(-1) ?? cues.filter((cue) => at < (cue.end ?? film.frames)).at(-1) ?? cues.find((cue) => cue.key === chosen);
  if (!one) return nothing(marks, chosen, "No music to take out here: mark music in first.");
  const id = numbered(marks, film).get(one.key);
  if (at <= one.start) return nothing(marks, one.key, `${id} comes in at ${one.start}: its out point must be later.`);
  if (one.end === at) return nothing(marks, one.key, `${id} goes out at ${at} already.`);
  return { marks: replaced(marks, { ...one, end: at }), chosen: one.key, edge: "end", said: `${id} out at ${at}.`, done: true };
}

/** A hit. Two on one frame would be one: it becomes the kind that was asked for.
 * @param {Mark[]} marks @param {number} frame @param {boolean} must @param {Film} film @returns {Edit} */
export function addHit(marks, frame, must, film) {
  const at = Math.min(Math.max(frame, 0), film.frames - 1);
  const name = must ? "Must-hit" : "May-hit";
  const there = marks.find((mark) => mark.what === "hit" && mark.frame === at);
  if (there?.what === "hit") {
    if (there.must === must) return nothing(marks, there.key, `${name} at ${at} already.`);
    return { marks: replaced(marks, { ...there, must }), chosen: there.key, said: `${name} at ${at} now.`, done: true };
  }
  /** @type {HitMark} */ const hit = { what: "hit", key: freshKey(marks), frame: at, ...NEW.hit, must };
  return { marks: [...marks, hit], chosen: hit.key, said: `${name} at ${at}.`, done: true };
}

/** A silence begins; or the one that is open ends. @param {Mark[]} marks @param {number} frame @param {Film} film @returns {Edit} */
export function toggleSilence(marks, frame, film) {
  const open = /** @type {SilenceMark | undefined} */ (openSpan(marks, "silence", frame));
  if (open && frame > open.start) {
    const end = Math.min(frame, film.frames);
    return { marks: replaced(marks, { ...open, end }), chosen: open.key, edge: "end", said: `Silence to ${end}.`, done: true };
  }
  if (open) return nothing(marks, open.key, `The silence begins at ${frame}: mark its end later in the film.`);
  const at = Math.min(Math.max(frame, 0), film.frames - 1);
  /** @type {SilenceMark} */ const silence = { what: "silence", key: freshKey(marks), start: at, end: null, ...NEW.silence };
  return { marks: [...marks, silence], chosen: silence.key, edge: "start", said: `Silence from ${at}.`, done: true };
}

/** An edge, or the whole mark, to a frame; it stops at the film's ends, and at its own other edge.
 * @param {Mark[]} marks @param {string | null} key @param {Edge} edge @param {number} frame @param {Film} film @returns {Edit} */
export function move(marks, key, edge, frame, film) {
  const mark = find(marks, key);
  if (!mark || !Number.isFinite(frame)) return nothing(marks, key, "Choose a mark first.");
  const within = (/** @type {number} */ low, /** @type {number} */ high) => Math.min(Math.max(Math.round(frame), low), high);
  /** @type {Mark} */ let moved;
  let said;
  if (mark.what === "hit") {
    moved = { ...mark, frame: within(0, film.frames - 1) };
    said = `${mark.must ? "Must-hit" : "May-hit"} at ${moved.frame}.`;
  } else {
    const end = mark.end ?? film.frames;
    if (edge === "end") moved = { ...mark, end: within(mark.start + 1, film.frames) };
    else if (edge === "start") moved = { ...mark, start: within(0, end - 1) };
    else {
      const start = within(0, mark.end === null ? film.frames - 1 : film.frames - (end - mark.start));
      moved = { ...mark, start, end: mark.end === null ? null : start + end - mark.start };
    }
    const name = mark.what === "cue" ? numbered(marks, film).get(mark.key) : "Silence";
    said = `${name}: ${moved.start} to ${moved.end ?? "the film’s end"}.`;
  }
  const done = JSON.stringify(moved) !== JSON.stringify(mark);
  return { marks: done ? replaced(marks, moved) : marks, chosen: key, edge, said, done };
}

/** @param {Mark[]} marks @param {string | null} key @param {Film} film @returns {Edit} */
export function remove(marks, key, film) {
  const mark = find(marks, key);
  if (!mark) return nothing(marks, key, "Choose a mark first.");
  const list = ordered(marks);
  const next = list[list.indexOf(mark) + 1] ?? list[list.indexOf(mark) - 1];
  const name = mark.what === "cue" ? numbered(marks, film).get(mark.key) : mark.what === "hit" ? `The hit at ${mark.frame}` : `The silence from ${mark.start}`;
  return { marks: marks.filter((one) => one !== mark), chosen: next?.key ?? null, said: `${name} is gone; Undo brings it back.`, done: true };
}

/** A point as somebody types it: a frame number or a timecode label. @param {string} text @param {Film} film
 * @returns {{frame: number} | {why: string}} */
export function readPoint(text, film) {
  const plain = text.trim();
  const label = /[:;]/.test(plain);
  if (!label && !/^\d{1,9}$/.test(plain)) return { why: "Write a frame number such as 936, or a timecode such as 04:00:39:00." };
  const counted = label ? frameOfLabel(plain, film.rate) : Number(plain);
  if (counted === null) return { why: `There is no timecode ${plain.slice(0, 20)} in this film.` };
  const frame = label ? counted - film.origin : counted;
  if (frame < 0 || frame > film.frames) return { why: `Frame ${frame} is outside ${film.title}, which runs from 0 to ${film.frames}.` };
  return { frame };
}

/** A field of a mark as somebody types it. @param {Mark[]} marks @param {string} key @param {string} field @param {string | boolean} value
 * @param {Film} film @returns {Edit} */
export function setField(marks, key, field, value, film) {
  const mark = find(marks, key);
  if (!mark || !(field in mark)) return nothing(marks, key, "That mark is gone.");
  if (field === "start" || field === "end" || field === "frame") {
    if (field === "end" && String(value).trim() === "") {
      const done = /** @type {CueMark} */ (mark).end !== null;
      return { marks: done ? replaced(marks, /** @type {Mark} */ ({ ...mark, end: null })) : marks, chosen: key, said: "No out point yet.", done };
    }
    const point = readPoint(String(value), film);
    if ("why" in point) return nothing(marks, key, point.why);
    const at = point.frame;
    if (mark.what !== "hit") {
      if (field === "end" && at <= mark.start) return nothing(marks, key, `It comes in at ${mark.start}: the out point must be later than that, not ${at}.`);
      if (field === "start" && at >= (mark.end ?? film.frames)) return nothing(marks, key, `It goes out at ${mark.end ?? film.frames}: the in point must be earlier than that, not ${at}.`);
    }
    return move(marks, key, field === "frame" ? "whole" : field, at, film);
  }
  let kept = typeof value === "string" ? wellFormed(value).slice(0, LONGEST_TEXT) : value;
  if (field === "id") {
    kept = plainId(String(kept));
    const other = /** @type {string} */ (kept).toLowerCase();
    const twin = ordered(marks).find((one) => one.what === "cue" && one.key !== key && one.id.toLowerCase() === other);
    if (kept && twin) return nothing(marks, key, `The cue at ${pointOf(twin)} is ${/** @type {CueMark} */ (twin).id} already: two cues cannot have one number.`);
    const free = marks.map((one) => (one.key === key ? /** @type {Mark} */ ({ ...one, id: "" }) : one));
    if (kept === numbered(free, film).get(key)) kept = ""; // the number it has by itself
  }
  const done = /** @type {any} */ (mark)[field] !== kept;
  return { marks: done ? replaced(marks, /** @type {Mark} */ ({ ...mark, [field]: kept })) : marks, chosen: key, said: "", done };
}

/** The mark before or after a place in the list of the film's marks. @param {Mark[]} marks @param {string | null} chosen @param {number} frame
 * @param {1 | -1} direction */
export function nextMark(marks, chosen, frame, direction) {
  const list = ordered(marks);
  const at = list.findIndex((mark) => mark.key === chosen && pointOf(mark) === frame);
  if (at >= 0) return list[at + direction];
  return direction > 0 ? list.find((mark) => pointOf(mark) > frame) : list.findLast((mark) => pointOf(mark) < frame);
}

/** Half of a pair that stands for one sign cannot be written to a file. @param {string} text */
const wellFormed = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** A cue's number without what would break a line of the cue list or of code. @param {string} text */
const plainId = (text) => [...text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+/g, " ").trim()].slice(0, LONGEST_ID).join("").trim();

/** Marks from somewhere that cannot be trusted: what makes sense is kept, the rest is counted.
 * @param {unknown} raw @param {Film} film @returns {{marks: Mark[], dropped: number}} */
export function cleaned(raw, film) {
  /** @type {Mark[]} */ const marks = [];
  const keys = new Set();
  const list = Array.isArray(raw) ? raw : [];
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? wellFormed(value).slice(0, LONGEST_TEXT) : "");
  const frame = (/** @type {unknown} */ value, /** @type {number} */ most) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
  const amount = (/** @type {unknown} */ value, /** @type {number} */ otherwise) => (typeof value === "number" && value >= 0 && value < 1e9 ? value : otherwise);
  for (const one of list) {
    const what = one?.what;
    const point = what === "hit" ? one.frame : one?.start;
    const key = typeof one?.key === "string" && /^k\d{1,9}$/.test(one.key) && !keys.has(one.key) ? one.key : freshKey(marks);
    if (what === "hit" && frame(point, film.frames)) {
      marks.push({ what, key, frame: point, label: text(one.label), must: one.must !== false, weight: amount(one.weight, 1), early: Math.floor(amount(one.early, 1)), late: Math.floor(amount(one.late, 2)) });
    } else if ((what === "cue" || what === "silence") && frame(point, film.frames - 1)) {
      const end = frame(one.end, film.frames) && one.end > point ? one.end : one.end == null ? null : undefined;
      if (end === undefined) continue;
      const span = { key, start: point, end, reason: text(one.reason) };
      if (what === "silence") marks.push({ what, ...span });
      else
        marks.push({ what, ...span, id: plainId(text(one.id)), kind: KINDS.includes(one.kind) ? one.kind : "score", enters_on: text(one.enters_on), leaves_on: text(one.leaves_on), over_line: one.over_line === true });
    } else continue;
    keys.add(key);
  }
  return { marks, dropped: list.length - marks.length };
}
