// @ts-check
// What is kept of a tempo that is sought, as marks: where the music starts and ends, its stretches, its locked bars; and every way
// to edit them. Pure: an edit gives new marks and never changes the old ones. widgets/plan.py reads the same marks.
import { beatOfBar, tempoAt, tempoMap } from "./tempo.js";

/** @typedef {{what: "music", key: string, start: number, end: number}} MusicMark */
/** @typedef {{what: "stretch", key: string} & import("./tempo.js").Stretch} StretchMark */
/** @typedef {{what: "lock", key: string} & import("./tempo.js").Lock} LockMark */
/** @typedef {MusicMark | StretchMark | LockMark} Mark */
/** @typedef {{start: number, end: number, stretches: import("./tempo.js").Stretch[], locks: import("./tempo.js").Lock[]}} Plan */
/** @typedef {{plan: Plan, said: string, done: boolean}} Edit */
/** @typedef {{frames: number, fps: number}} Film */

export const SLOWEST = 10; // quarters a minute, as in plan.py
export const FASTEST = 600;
export const LONGEST_HOLD = 120; // seconds
const MOST_BARS = 2000;
const MOST_STRETCHES = 400;
export const METERS = ["2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "2/2"];

/** @param {unknown} value @param {number} least @param {number} most */
const whole = (value, least, most) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
/** @param {unknown} value @param {number} least @param {number} most */
const within = (value, least, most) => typeof value === "number" && value >= least && value <= most;

/** A number as it is written: no more places than it needs. @param {number} value @param {number} [places] */
export const plain = (value, places = 3) => String(Number(value.toFixed(places)));

/** Marks as one plan; null if they make none. @param {any} raw @param {Film} film @returns {Plan | null} */
export function read(raw, film) {
  if (!Array.isArray(raw)) return null;
  const music = raw.filter((mark) => mark?.what === "music");
  const stretches = raw.filter((mark) => mark?.what === "stretch" && whole(mark.bars, 0, MOST_BARS) && /^\d{1,3}\/(1|2|4|8|16|32)$/.test(mark.meter) && parseInt(mark.meter) > 0 && within(mark.bpm, SLOWEST, FASTEST) && (mark.to === null || within(mark.to, SLOWEST, FASTEST)));
  if (music.length !== 1 || !stretches.length || stretches.length > MOST_STRETCHES) return null;
  const { start, end } = music[0];
  if (!whole(start, 0, film.frames - 1) || !whole(end, start + 1, film.frames)) return null;
  const last = stretches.length - 1;
  /** @type {import("./tempo.js").Lock[]} */ const locks = [];
  for (const { bar, frame } of raw.filter((mark) => mark?.what === "lock").sort((a, b) => a.bar - b.bar)) {
    const before = locks.at(-1) ?? { bar: 1, frame: start };
    if (whole(bar, before.bar + 1, MOST_BARS) && whole(frame, before.frame + 1, 10 * film.frames)) locks.push({ bar, frame });
  }
  return {
    start,
    end,
    stretches: stretches.map(({ bars, meter, bpm, to, curve, hold }, i) => ({
      bars: i === last ? 0 : bars || 1,
      meter,
      bpm,
      to: i === last ? null : to,
      curve: curve === "time" ? "time" : "beats",
      hold: i && within(hold, 0, LONGEST_HOLD) ? hold : 0,
    })),
    locks,
  };
}

/** @param {Plan} plan @returns {Mark[]} */
export function write({ start, end, stretches, locks }) {
  /** @type {any[]} */ const marks = [{ what: "music", start, end }, ...stretches.map((one) => ({ what: "stretch", ...one })), ...locks.map((one) => ({ what: "lock", ...one }))];
  return marks.map(({ what, ...rest }, i) => ({ what, key: `k${i + 1}`, ...rest }));
}

/** The first bar of each stretch. @param {Plan} plan @returns {number[]} */
export function firstBars({ stretches }) {
  let bar = 1;
  return stretches.map((one) => {
    const first = bar;
    bar += one.bars;
    return first;
  });
}

/** Index of the stretch that holds a bar. @param {Plan} plan @param {number} bar */
export function stretchOf(plan, bar) {
  const firsts = firstBars(plan);
  let index = firsts.length - 1;
  while (index > 0 && firsts[index] > bar) index -= 1;
  return index;
}

/** @param {Plan} plan @param {string} said @returns {Edit} */
const nothing = (plan, said) => ({ plan, said, done: false });

/** An edit, unless nobody could play it. @param {Plan} before @param {Plan} after @param {string} said @param {Film} film @returns {Edit} */
function checked(before, after, said, film) {
  const map = tempoMap(after, film.fps);
  for (const one of map.segments)
    for (const tempo of [one.from, one.to])
      if (!(tempo >= SLOWEST - 1e-9 && tempo <= FASTEST + 1e-9)) {
        const need = tempo > 0 && Number.isFinite(tempo) ? `${plain(tempo, 0)} beats a minute in bar ${one.bar}` : `no time at all for bar ${one.bar}`;
        return nothing(before, `That would need ${need}: nothing was changed.`);
      }
  if (map.bars >= MOST_BARS || after.stretches.length > MOST_STRETCHES) return nothing(before, "That is more than this finder holds: nothing was changed.");
  return { plan: after, said, done: JSON.stringify(before) !== JSON.stringify(after) };
}

/** With a stretch that begins on a bar. @param {Plan} plan @param {number} bar @param {Film} film @returns {{plan: Plan, index: number}} */
function cut(plan, bar, film) {
  const index = stretchOf(plan, bar);
  const first = firstBars(plan)[index];
  if (first === bar) return { plan, index };
  const one = plan.stretches[index];
  const bare = tempoMap({ ...plan, locks: [] }, film.fps); // as written, without what the locks make of it
  const middle = one.to === null ? one.bpm : tempoAt(bare, beatOfBar(bare, bar) - 1e-7);
  const parts = [
    { ...one, bars: bar - first, to: one.to === null ? null : middle },
    { ...one, bars: one.bars ? one.bars - (bar - first) : 0, bpm: middle, hold: 0 },
  ];
  return { plan: { ...plan, stretches: plan.stretches.flatMap((old, i) => (i === index ? parts : [old])) }, index: index + 1 };
}

/** @param {Plan} plan @param {number} index @param {Partial<import("./tempo.js").Stretch>} change @returns {Plan} */
const changed = (plan, index, change) => ({ ...plan, stretches: plan.stretches.map((one, i) => (i === index ? { ...one, ...change } : one)) });

/** The tempo of a stretch. @param {Plan} plan @param {number} index @param {number} bpm @param {Film} film @returns {Edit} */
export function setTempo(plan, index, bpm, film) {
  const at = Math.min(Math.max(bpm, SLOWEST), FASTEST);
  if (!Number.isFinite(at)) return nothing(plan, "A tempo is a number of beats a minute.");
  return checked(plan, changed(plan, index, { bpm: at }), "", film);
}

/** One steady tempo, for all of it. @param {Plan} plan @param {number} bpm @param {Film} film @returns {Edit} */
export function steady(plan, bpm, film) {
  const { meter } = plan.stretches[0];
  return checked(plan, { ...plan, stretches: [{ bars: 0, meter, bpm, to: null, curve: "beats", hold: 0 }], locks: [] }, "", film);
}

/** @param {Plan} plan @param {number} frame @param {Film} film @returns {Edit} */
export function setStart(plan, frame, film) {
  const most = Math.min(plan.end, plan.locks[0]?.frame ?? film.frames) - 1;
  const at = Math.min(Math.max(Math.round(frame), 0), most);
  return checked(plan, { ...plan, start: at }, `The music starts on frame ${at}.`, film);
}

/** @param {Plan} plan @param {number} frame @param {Film} film @returns {Edit} */
export function setEnd(plan, frame, film) {
  const at = Math.min(Math.max(Math.round(frame), plan.start + 1), film.frames);
  return checked(plan, { ...plan, end: at }, `The music ends at frame ${at}.`, film);
}

/** A bar line moves to a frame and stays there; earlier locks stay where they are. @param {Plan} plan @param {number} bar @param {number} frame @param {Film} film @returns {Edit} */
export function lock(plan, bar, frame, film) {
  if (bar === 1) return setStart(plan, frame, film);
  const before = plan.locks.filter((one) => one.bar < bar).at(-1) ?? { bar: 1, frame: plan.start };
  const after = plan.locks.find((one) => one.bar > bar);
  const at = Math.min(Math.max(Math.round(frame), before.frame + 1), after ? after.frame - 1 : 10 * film.frames);
  const locks = [...plan.locks.filter((one) => one.bar !== bar), { bar, frame: at }].sort((a, b) => a.bar - b.bar);
  return checked(plan, { ...plan, locks }, `Bar ${bar} is locked on frame ${at}.`, film);
}

/** @param {Plan} plan @param {number} bar @param {Film} film @returns {Edit} */
export function unlock(plan, bar, film) {
  if (!plan.locks.some((one) => one.bar === bar)) return nothing(plan, `Bar ${bar} is not locked.`);
  return checked(plan, { ...plan, locks: plan.locks.filter((one) => one.bar !== bar) }, `Bar ${bar} is free again.`, film);
}

/** Another tempo from a bar on. @param {Plan} plan @param {number} bar @param {number} bpm @param {Film} film @returns {Edit} */
export function stepAt(plan, bar, bpm, film) {
  if (!within(bpm, SLOWEST, FASTEST)) return nothing(plan, `A tempo from ${SLOWEST} to ${FASTEST} beats a minute is wanted.`);
  const { plan: ready, index } = cut(plan, bar, film);
  return checked(plan, changed(ready, index, { bpm, to: null }), `${plain(bpm)} beats a minute from bar ${bar} on.`, film);
}

/** Another meter, for one bar or from it on. @param {Plan} plan @param {number} bar @param {string} meter @param {boolean} on @param {Film} film @returns {Edit} */
export function meterAt(plan, bar, meter, on, film) {
  const first = cut(plan, bar, film);
  if (on) {
    const stretches = first.plan.stretches.map((one, i) => (i >= first.index ? { ...one, meter } : one));
    return checked(plan, { ...first.plan, stretches }, `${meter} from bar ${bar} on.`, film);
  }
  const { plan: ready } = cut(first.plan, bar + 1, film);
  return checked(plan, changed(ready, first.index, { meter }), `Bar ${bar} is in ${meter}.`, film);
}

/** From the tempo at one bar to another tempo at a later bar, which then goes on.
 * @param {Plan} plan @param {number} bar @param {number} until @param {number} bpm @param {"beats" | "time"} curve @param {Film} film @returns {Edit} */
export function rampFrom(plan, bar, until, bpm, curve, film) {
  if (!whole(until, bar + 1, MOST_BARS)) return nothing(plan, `A ramp from bar ${bar} ends at a later bar.`);
  if (!within(bpm, SLOWEST, FASTEST)) return nothing(plan, `A tempo from ${SLOWEST} to ${FASTEST} beats a minute is wanted.`);
  const first = cut(plan, bar, film);
  const { plan: ready, index: next } = cut(first.plan, until, film);
  const inside = ready.stretches.slice(first.index, next);
  const { bpm: from, hold, meter } = inside[0];
  if (inside.some((one) => one.meter !== meter)) return nothing(plan, `The meter changes between bar ${bar} and bar ${until}: a ramp runs within one meter.`);
  const ramp = { bars: until - bar, meter, bpm: from, to: bpm, curve, hold };
  const after = ready.stretches.slice(next).map((one, i) => (i === 0 && one.to === null ? { ...one, bpm } : one));
  return checked(plan, { ...ready, stretches: [...ready.stretches.slice(0, first.index), ramp, ...after] }, `From ${plain(from)} at bar ${bar} to ${plain(bpm)} at bar ${until}, in a straight line over ${curve === "time" ? "the seconds" : "the beats"}.`, film);
}

/** Time passes before a bar, and no beat does. @param {Plan} plan @param {number} bar @param {number} seconds @param {Film} film @returns {Edit} */
export function holdAt(plan, bar, seconds, film) {
  if (bar < 2) return nothing(plan, "A hold comes before a bar: choose bar 2 or a later one.");
  if (!within(seconds, 0, LONGEST_HOLD)) return nothing(plan, `A hold lasts from 0 to ${LONGEST_HOLD} seconds.`);
  const { plan: ready, index } = cut(plan, bar, film);
  return checked(plan, tidy(changed(ready, index, { hold: seconds })), seconds ? `A hold of ${plain(seconds)} s before bar ${bar}.` : `No hold before bar ${bar}.`, film);
}

/** A stretch goes; the one before it goes on in its place. @param {Plan} plan @param {number} index @param {Film} film @returns {Edit} */
export function join(plan, index, film) {
  const { stretches } = plan;
  if (stretches.length < 2) return nothing(plan, "There is one stretch: change its tempo instead.");
  const gone = stretches[index];
  const heir = index ? index - 1 : 1;
  const bars = gone.bars && stretches[heir].bars ? stretches[heir].bars + gone.bars : 0;
  const out = stretches.map((one, i) => (i === heir ? { ...one, bars, to: bars ? one.to : null, hold: i === 1 && !index ? 0 : one.hold } : one)).filter((_, i) => i !== index);
  return checked(plan, { ...plan, stretches: out }, `The stretch from bar ${firstBars(plan)[index]} is gone.`, film);
}

/** Stretches between which nothing changes are one. @param {Plan} plan @returns {Plan} */
export function tidy(plan) {
  /** @type {import("./tempo.js").Stretch[]} */ const out = [];
  for (const one of plan.stretches) {
    const before = out.at(-1);
    if (before && before.to === null && one.to === null && !one.hold && before.bpm === one.bpm && before.meter === one.meter) out[out.length - 1] = { ...before, bars: one.bars ? before.bars + one.bars : 0 };
    else out.push(one);
  }
  return { ...plan, stretches: out };
}

/** A stretch in words. @param {Plan} plan @param {number} index */
export function told(plan, index) {
  const one = plan.stretches[index];
  const first = firstBars(plan)[index];
  const bars = one.bars ? (one.bars === 1 ? `bar ${first}` : `bars ${first}–${first + one.bars - 1}`) : `from bar ${first}`;
  const tempo = one.to === null || one.to === one.bpm ? `${plain(one.bpm)} BPM` : `${plain(one.bpm)} to ${plain(one.to)} BPM over ${one.curve === "time" ? "time" : "beats"}`;
  return { bars, text: `${one.hold ? `hold ${plain(one.hold)} s, then ` : ""}${one.meter}, ${tempo}` };
}

