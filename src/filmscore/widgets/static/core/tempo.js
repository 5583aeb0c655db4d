// @ts-check
// The tempo map in the page: which beat falls on which frame. Everything is in closed form, as in picture/tempo.py, so that errors
// can be told while a tempo is under the hand. Beats are quarter lengths from 0, bars count from 1, `bpm` is quarters a minute. Pure.

/** @typedef {{beats: number, unit: number, length: number, pulse: number}} Meter   length in quarters; `pulse` units make the beat a conductor shows */
/** @typedef {{bars: number, meter: string, bpm: number, to: number | null, curve: "beats" | "time", hold: number}} Stretch
 *   `bars` is 0 where it goes on to the end; `to` is the tempo a ramp arrives at; `hold` seconds pass before its first beat */
/** @typedef {{bar: number, frame: number}} Lock */
/** @typedef {{beat: number, seconds: number, beats: number, length: number, from: number, to: number, curve: "beats" | "time", meter: Meter, bar: number, stretch: number, hold: number}} Segment
 *   `hold` seconds pass just before it */
/** @typedef {{start: number, fps: number, segments: Segment[], bars: number, beats: number}} TempoMap */
/** @typedef {import("./beats.js").Grid} Grid */

const NEAR_ZERO = 1e-9; // a tempo change this small, as a share, is none
const TOUCH = 1e-6; // bars by which a line counts as on the frame: 7.2 s at 100 BPM is on the bar
const MOST_BARS = 2000;

/** @param {string} text @returns {Meter} */
export function meterOf(text) {
  const [beats, unit] = text.split("/").map(Number);
  return { beats, unit, length: (4 * beats) / unit, pulse: unit >= 8 && beats > 3 && beats % 3 === 0 ? 3 : 1 };
}

/** Seconds a tempo takes over so many beats. @param {number} beats @param {number} from @param {number} to @param {"beats" | "time"} curve */
export function lengthOf(beats, from, to, curve) {
  const change = (to - from) / from;
  if (Math.abs(change) < NEAR_ZERO) return (60 * beats) / from;
  // linear over beats: the integral of 60 / tempo; linear over seconds: the mean tempo is the middle one
  return curve === "beats" ? ((60 * beats) / (to - from)) * Math.log1p(change) : (120 * beats) / (from + to);
}

/** Seconds into a segment at so many beats of it; before and after, its tempo goes on as it begins and ends. @param {Segment} s @param {number} beats */
export function secondsIn(s, beats) {
  if (beats <= 0) return (60 * beats) / s.from;
  if (beats >= s.beats) return s.length + (60 * (beats - s.beats)) / s.to;
  const change = (s.to - s.from) / s.from;
  if (Math.abs(change) < NEAR_ZERO) return (60 * beats) / s.from;
  if (s.curve === "beats") return ((60 * s.beats) / (s.to - s.from)) * Math.log1p((change * beats) / s.beats);
  const slope = (s.to - s.from) / s.length; // of the tempo, a second
  return (120 * beats) / (s.from + Math.sqrt(s.from * s.from + 120 * slope * beats));
}

/** The way back. @param {Segment} s @param {number} seconds */
export function beatsIn(s, seconds) {
  if (seconds <= 0) return (seconds * s.from) / 60;
  if (seconds >= s.length) return s.beats + ((seconds - s.length) * s.to) / 60;
  const change = (s.to - s.from) / s.from;
  if (Math.abs(change) < NEAR_ZERO) return (seconds * s.from) / 60;
  if (s.curve === "beats") return (s.beats / change) * Math.expm1((seconds * (s.to - s.from)) / (60 * s.beats));
  return (seconds * (s.from + ((s.to - s.from) * seconds) / (2 * s.length))) / 60;
}

/** The tempo at so many beats of a segment. @param {Segment} s @param {number} beats */
export function tempoIn(s, beats) {
  const at = Math.min(Math.max(beats, 0), s.beats);
  if (s.curve === "beats") return s.from + ((s.to - s.from) * at) / s.beats;
  return Math.sqrt(s.from * s.from + ((s.to * s.to - s.from * s.from) * at) / s.beats);
}

/** The last index whose value is not above `at`. @template T @param {T[]} list @param {(one: T) => number} value @param {number} at */
function lastUpTo(list, value, at) {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value(list[middle]) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param {TempoMap} map @param {number} beat */
const segmentAt = (map, beat) => map.segments[lastUpTo(map.segments, (s) => s.beat, beat + 1e-9)];

/** Seconds from beat 0. @param {TempoMap} map @param {number} beat */
export function secondsAt(map, beat) {
  const s = segmentAt(map, beat);
  return s.seconds + secondsIn(s, beat - s.beat);
}

/** The beat at so many seconds; while a hold lasts, the beat it waits for. @param {TempoMap} map @param {number} seconds */
export function beatAt(map, seconds) {
  const index = lastUpTo(map.segments, (s) => s.seconds - s.hold, seconds + 1e-12);
  const s = map.segments[index];
  return s.hold && seconds < s.seconds ? s.beat : s.beat + beatsIn(s, seconds - s.seconds);
}

/** @param {TempoMap} map @param {number} beat */
export const frameAt = (map, beat) => map.start + secondsAt(map, beat) * map.fps;

/** @param {TempoMap} map @param {number} frame */
export const beatOfFrame = (map, frame) => beatAt(map, (frame - map.start) / map.fps);

/** @param {TempoMap} map @param {number} beat */
export function tempoAt(map, beat) {
  const s = segmentAt(map, beat);
  return tempoIn(s, beat - s.beat);
}

/** @param {TempoMap} map @param {number} bar */
export function beatOfBar(map, bar) {
  const s = map.segments[lastUpTo(map.segments, (one) => one.bar, bar)];
  return s.beat + (bar - s.bar) * s.meter.length;
}

/** @param {TempoMap} map @param {number} bar */
export const frameOfBar = (map, bar) => frameAt(map, beatOfBar(map, bar));

/** Bar, and beat of the meter's own unit from 1. @param {TempoMap} map @param {number} beat */
export function barBeatAt(map, beat) {
  const s = segmentAt(map, beat);
  const bars = Math.floor((beat - s.beat) / s.meter.length + 1e-9);
  return { bar: s.bar + bars, beat: 1 + ((beat - s.beat - bars * s.meter.length) * s.meter.unit) / 4 };
}

/** Cut a segment in two at a beat of the map, if one lies across it. @param {Segment[]} list @param {number} beat */
function cutAt(list, beat) {
  const index = lastUpTo(list, (s) => s.beat, beat + 1e-9);
  const s = list[index];
  const into = beat - s.beat;
  if (into <= 1e-9 || into >= s.beats - 1e-9) return;
  const at = tempoIn(s, into);
  const length = secondsIn(s, into);
  const bars = Math.round(into / s.meter.length); // locks lie on bar lines
  list.splice(index, 1, { ...s, beats: into, length, to: at },
    { ...s, beat, seconds: s.seconds + length, beats: s.beats - into, length: s.length - length, from: at, bar: s.bar + bars, hold: 0 });
}

/** Stretches one after another, then each lock in the order of its bars: the tempo between the lock before (or the start) and this
 * one is made faster or slower as a whole, until the bar meets its frame; what comes after goes on as written. The last stretch
 * goes on until a bar line lies past `end`.
 * @param {{start: number, end: number, stretches: Stretch[], locks: Lock[]}} plan @param {number} fps @returns {TempoMap} */
export function tempoMap({ start, end, stretches, locks }, fps) {
  /** @type {Segment[]} */ const list = [];
  let beat = 0;
  let seconds = 0;
  let bar = 1;
  const sorted = [...locks].sort((a, b) => a.bar - b.bar);
  stretches.forEach((one, stretch) => {
    const meter = meterOf(one.meter);
    const to = one.to ?? one.bpm;
    const open = !one.bars;
    // long enough for every lock; how long it really is comes out below
    const bars = one.bars || Math.max(1, (sorted.at(-1)?.bar ?? 1) - bar);
    const beats = bars * meter.length;
    const length = lengthOf(beats, one.bpm, to, one.curve);
    seconds += one.hold;
    list.push({ beat, seconds, beats, length, from: one.bpm, to: open ? one.bpm : to, curve: one.curve, meter, bar, stretch, hold: one.hold });
    beat += beats;
    bar += bars;
    seconds += length;
  });
  const open = list[list.length - 1];
  let anchor = 0; // the beat of the lock before
  for (const lock of sorted) {
    if (lock.bar <= 1 || lock.bar > bar) continue;
    const map = { start, fps, segments: list, bars: 0, beats: 0 };
    const goal = beatOfBar(map, lock.bar);
    cutAt(list, anchor);
    cutAt(list, goal);
    const inside = list.filter((s) => s.beat >= anchor - 1e-9 && s.beat < goal - 1e-9);
    const before = list[lastUpTo(list, (s) => s.beat, anchor + 1e-9)].seconds;
    const next = list.find((s) => s.beat >= goal - 1e-9);
    const holds = inside.slice(1).reduce((sum, s) => sum + s.hold, 0) + (next?.hold ?? 0);
    const ticking = inside.reduce((sum, s) => sum + s.length, 0);
    const share = ((lock.frame - start) / fps - before - holds) / ticking;
    for (const s of inside) {
      s.from /= share;
      s.to /= share;
      s.length *= share;
    }
    for (let i = 1; i < list.length; i++) list[i].seconds = list[i - 1].seconds + list[i - 1].length + list[i].hold;
    anchor = goal;
  }
  // the last stretch: as many bars as it takes
  const written = stretches[stretches.length - 1];
  const tail = list[list.length - 1];
  const lineAt = start + (tail.seconds + tail.length) * fps;
  const barFrames = ((tail.meter.length * 60) / written.bpm) * fps;
  let bars = tail.bar - 1 + Math.round(tail.beats / tail.meter.length);
  if (!written.bars) {
    const more = Math.floor((end - lineAt) / barFrames + TOUCH) + 1;
    const whole = Math.round(tail.beats / tail.meter.length);
    const locked = sorted.some((lock) => lock.bar === bars + 1);
    if (more > 0 && locked) {
      const extra = Math.min(more, MOST_BARS);
      list.push({ ...tail, beat: tail.beat + tail.beats, seconds: tail.seconds + tail.length, beats: extra * tail.meter.length, length: ((extra * barFrames) / fps), from: written.bpm, to: written.bpm, bar: bars + 1, hold: 0 });
      bars += extra;
    } else if (!locked) {
      const total = Math.min(Math.max(whole + more, 1), MOST_BARS);
      tail.beats = total * tail.meter.length;
      tail.length = (total * barFrames) / fps;
      bars += total - whole;
    }
  }
  const last = list[list.length - 1];
  return { start, fps, segments: list, bars: open ? bars : 0, beats: last.beat + last.beats };
}

/** Every beat of the meter's unit with its frame, as the ruler draws it and the clicks sound; `warning` is the bar counted in before.
 * @param {TempoMap} map @returns {Grid} */
export function gridOf(map) {
  /** @type {import("./beats.js").Beat[]} */ const beats = [];
  for (const s of map.segments) {
    const unit = 4 / s.meter.unit;
    const many = Math.round(s.beats / unit);
    for (let i = 0; i < many; i++) {
      const into = i % s.meter.beats;
      const between = into % s.meter.pulse > 0;
      beats.push({ frame: map.start + (s.seconds + secondsIn(s, i * unit)) * map.fps, bar: s.bar + Math.floor(i / s.meter.beats), beat: into + 1, ...(between && { between }) });
    }
  }
  return { beats, end: frameAt(map, map.beats), warning: warningOf(map) };
}

/** The clicks of the bar before the first, at the tempo it begins with; those before the film's first frame are left out.
 * @param {TempoMap} map @returns {number[]} frames */
function warningOf(map) {
  const [first] = map.segments;
  const { beats, unit, pulse } = first.meter;
  const step = ((60 / first.from) * 4 * pulse * map.fps) / unit;
  const many = beats / pulse;
  return Array.from({ length: many }, (_, i) => map.start - (many - i) * step).filter((frame) => frame >= -1e-6);
}
