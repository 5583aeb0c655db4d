// @ts-check
// A cell written out for its players, bar by bar, as its lanes say, out of the room that is left free; and what that page meets. Pure.
// The judge is filmscore.music.rhythm: what is worked out here is what it says, and a test holds the two together.
import { NEAR, gaps, homes, marked, mod, rotated, struck, thinned } from "./ostinato.js";

/** @typedef {import("./ostinato.js").Cell} Cell */
/** A lane: [bar, value], the first of bar 1. @typedef {[number, number][]} Lane */
/** @typedef {{start: number, end: number, low: number, high: number, why: string, on: boolean, given: boolean}} Box   frames, and MIDI */
/** `easy`: how high it may be moved. @typedef {{low: number, high: number, easy: number, pitched: boolean, who: string}} Reach */
/** @typedef {{cell: Cell, turn: number, bars: number, lanes: Record<string, Lane>, players: [string, string][], boxes: Box[]}} Made */
/** `beat` and `beats` in quarters; `held` as it is written: -1 short, 0, 1 held. @typedef {{part: number, beat: number, beats: number, frame: number, end: number, midi: number[], pitched: boolean, accent: number, level: number, held: number, bar: number}} Note */
/** What Python tells once: parameters, players, frames of beats, and the frames a note may ring into room. @typedef {{plain: Record<string, number>, reach: Record<string, Reach>, times: [number, number][], ring: number, second: number}} Ground */

const SHORT = 0.6;
const HELD = 0.95;
const LEAP = 0.4; // s that a leap of more than an octave takes
const DRUM = 71; // where a stroke without pitch is written

/** The frame of a beat, from the map's own table. @param {[number, number][]} times @param {number} beat */
export function frameAt(times, beat) {
  let i = 1;
  while (i < times.length - 1 && times[i][0] < beat) i += 1;
  const [[from, first], [to, last]] = [times[i - 1], times[i]];
  return Math.round((first + ((beat - from) / (to - from)) * (last - first)) * 1e6) / 1e6;
}

/** The beat on a frame. @param {[number, number][]} times @param {number} frame */
export const beatAt = (times, frame) => frameAt(times.map(([beat, at]) => [at, beat]), frame);

// ---- lanes

/** @param {Lane | undefined} lane @param {number} bar @param {number} plain */
export const valueAt = (lane, bar, plain) => lane?.reduce((value, [from, to]) => (from <= bar ? to : value), lane[0][1]) ?? plain;

/** Every change of value, in the order of the bars. @param {Record<string, Lane>} lanes @returns {{bar: number, name: string, from: number, to: number}[]} */
export function moves(lanes) {
  const found = Object.entries(lanes).flatMap(([name, lane]) => lane.slice(1).flatMap(([bar, to], i) => (lane[i][1] === to ? [] : [{ bar, name, from: lane[i][1], to }])));
  return found.sort((a, b) => a.bar - b.bar);
}

/** Bars in which two things move at once, and pairs of bars with less than four from one move to the next. @param {{bar: number}[]} heard the moves that can be heard */
export function hurried(heard) {
  const bars = heard.map(({ bar }) => bar);
  const single = [...new Set(bars)];
  return {
    crowded: single.filter((bar) => bars.filter((one) => one === bar).length > 1),
    close: single.slice(1).flatMap((bar, i) => (bar - single[i] < NEAR ? [/** @type {[number, number]} */ ([single[i], bar])] : [])),
  };
}

/** A lane with a move put in its bar, or taken out of it (null); values that stay are no moves. @param {Lane} lane @param {number} bar @param {number | null} value @returns {Lane} */
export function moved(lane, bar, value) {
  const rest = lane.filter(([at]) => at !== bar || (bar === 1 && value === null));
  if (value !== null) rest.push([bar, value]);
  return rest.sort((a, b) => a[0] - b[0]).filter(([, now], i, all) => !i || now !== all[i - 1][1]);
}

// ---- the page

/** @param {Reach} reach @param {number[]} heights */
function octaves({ low, high, pitched }, heights) {
  if (!pitched || !heights.length) return 0;
  let best = 0;
  let cost = [Infinity, 0, 0];
  for (let k = -5; k <= 5; k++) {
    const now = [heights.filter((one) => one + 12 * k < low || one + 12 * k > high).length, Math.abs(k), -k];
    if (now[0] < cost[0] || (now[0] === cost[0] && (now[1] < cost[1] || (now[1] === cost[1] && now[2] < cost[2])))) [best, cost] = [k, now];
  }
  return best;
}

/** @param {Reach} reach @param {number} midi */
function folded({ low, high }, midi) {
  let at = midi;
  while (at < low) at += 12;
  while (at > high) at -= 12;
  return at;
}

/** Whether a note sounds in the time of a box: it is struck there, or held into it by more than may ring. @param {Box} box @param {number} frame @param {number} end @param {number} ring frames */
const during = (box, frame, end, ring) => (frame >= box.start ? frame < box.end : Math.min(end, box.end) - box.start > ring + 1e-6);

/** @param {Box} box @param {number} midi */
const within = (box, midi) => midi >= box.low && midi <= box.high;

/** What a player is asked for, bar by bar. @param {Made} made @param {Ground} ground @param {number} part @returns {Raw[]} */
function asked(made, ground, part) {
  const { cell, turn, bars, lanes } = made;
  const [, share] = made.players[part];
  const at = (/** @type {string} */ lane, /** @type {number} */ bar) => valueAt(lanes[lane], bar, ground.plain[lane]);
  const begun = rotated(cell, turn);
  /** @type {Raw[]} */ const row = [];
  for (let bar = 1; bar <= bars; bar++) {
    if (part >= at("players", bar)) continue;
    const whole = thinned(rotated(begun, at("rotation", bar)), at("density", bar));
    const loud = marked(whole, at("accents", bar));
    const by = at("pitch", bar) + 12 * at("register", bar);
    for (const [tick, one] of struck(share === "gaps" ? gaps(whole) : whole, cell.bar, (bar - 1) * cell.bar))
      if (share === "all" || share === "gaps" || one.accent > 0 === (share === "accents"))
        row.push({ tick: (bar - 1) * cell.bar + tick, ticks: one.steps * cell.step, midi: one.midi.map((pitch) => pitch + by), accent: loud.has(one.at) ? one.accent : 0, bar });
  }
  return row.map((one, i) => ({ ...one, ticks: Math.min(one.ticks, (row[i + 1]?.tick ?? bars * cell.bar) - one.tick) }));
}

/** Octaves by which all notes of each player are moved to be reached. @param {Made} made @param {Ground} ground */
const lifts = (made, ground) => made.players.map(([name], i) => octaves(ground.reach[name], asked(made, ground, i).flatMap(({ midi }) => midi)));

/** What one player plays. @param {Made} made @param {Ground} ground @param {number} part @param {number} [lift] octaves, if they are known @returns {Note[]} */
function part(made, ground, part, lift) {
  const { cell, lanes } = made;
  const reach = ground.reach[made.players[part][0]];
  const at = (/** @type {string} */ lane, /** @type {number} */ bar) => valueAt(lanes[lane], bar, ground.plain[lane]);
  const row = asked(made, ground, part);
  const up = 12 * (lift ?? octaves(reach, row.flatMap(({ midi }) => midi)));
  const frame = (/** @type {number} */ ticks) => frameAt(ground.times, ticks / cell.ticks);
  const notes = row.map((one) => ({ ...one, midi: reach.pitched ? one.midi.map((midi) => folded(reach, midi + up)) : [DRUM] }));
  const room = reach.pitched ? made.boxes.filter(({ on }) => on) : [];
  return (room.length ? cleared(notes, room, reach, cell.step, frame, ground) : notes).map(({ tick, ticks, midi, accent, bar }) => {
    const length = at("length", bar);
    const held = length <= SHORT ? -1 : length >= HELD ? 1 : 0;
    return { part, beat: tick / cell.ticks, beats: ticks / cell.ticks, frame: frame(tick), end: frame(tick + ticks), midi, pitched: reach.pitched, accent, level: at("dynamics", bar), held, bar };
  });
}

/** @typedef {{tick: number, ticks: number, midi: number[], accent: number, bar: number}} Raw */

/** The notes out of the room that is left free: moved by octaves, written shorter, or left out, as `filmscore.music.rhythm.clearing` has it.
 * @param {Raw[]} notes @param {Box[]} room @param {Reach} reach @param {number} step ticks @param {(tick: number) => number} frame @param {Ground} ground */
function cleared(notes, room, reach, step, frame, ground) {
  /** @type {{note: Raw, floor: number}[]} */ const made = [];
  for (const note of notes) {
    const places = note.midi.flatMap((midi) => placed(note, midi, room, reach, step, frame, ground.ring) ?? []);
    if (!places.length) continue;
    const floor = places.reduce((most, { octaves }) => (Math.abs(octaves) > Math.abs(most) ? octaves : most), places[0].octaves);
    const clear = { ...note, midi: [...new Set(places.map(({ midi }) => midi))].sort((a, b) => a - b), ticks: Math.min(...places.map(({ ticks }) => ticks)) };
    let kept = true;
    while (made.length) {
      const before = made[made.length - 1];
      if (Math.abs(floor - before.floor) <= 1 || (frame(clear.tick) - frame(before.note.tick)) / ground.second >= LEAP) break;
      if (clear.accent <= before.note.accent) {
        kept = false;
        break;
      }
      made.pop();
    }
    if (kept) made.push({ note: clear, floor });
  }
  return made.map(({ note }) => note);
}

/** Where a pitch is free, and for how long; null if nowhere. @param {Raw} note @param {number} midi @param {Box[]} room @param {Reach} reach @param {number} step @param {(tick: number) => number} frame @param {number} ring */
function placed(note, midi, room, reach, step, frame, ring) {
  const start = frame(note.tick);
  for (const octaves of [0, -1, 1, -2, 2]) {
    const other = midi + 12 * octaves;
    if (octaves && !(reach.low <= other && other <= reach.high && (octaves < 0 || other <= reach.easy))) continue;
    let { ticks } = note;
    const busy = () => room.some((box) => within(box, other) && during(box, start, frame(note.tick + ticks), ring));
    const struck = room.some((box) => within(box, other) && start >= box.start && start < box.end);
    while (ticks > 0 && busy()) ticks = struck ? 0 : ticks - step;
    if (ticks > 0) return { midi: other, octaves, ticks };
  }
  return null;
}

/** Every note of every player, by its beat. @param {Made} made @param {Ground} ground @param {number[]} [up] octaves by which each is moved, where they are known */
export const built = (made, ground, up) => made.players.flatMap((_, i) => part(made, ground, i, up?.[i])).sort((a, b) => a.beat - b.beat || a.part - b.part);

// ---- what it meets

/** The frames on which anything is accented. @param {Note[]} page */
export const accents = (page) => [...new Set(page.filter((one) => one.accent).map(({ frame }) => frame))];

/** @param {number} frame @param {number[]} frames */
const nearest = (frame, frames) => frames.reduce((best, one) => (Math.abs(one - frame) < Math.abs(best - frame) ? one : best), frames[0]);

/** @param {number} off frames @param {number} tolerance @returns {"hit" | "near" | "miss"} */
export const verdict = (off, tolerance) => (Math.abs(off) - 1e-6 <= tolerance ? "hit" : Math.abs(off) - 1e-6 <= 3 * tolerance ? "near" : "miss");

/** Hits against the accents of a page; where one is lost, who took it. @param {Made} made @param {Ground} ground @param {Note[]} page @param {{frame: number, label: string}[]} hits @param {number} tolerance */
export function meeting(made, ground, page, hits, tolerance) {
  const frames = accents(page);
  const there = (/** @type {Note[]} */ other, /** @type {number} */ frame) => accents(other).some((one) => verdict(one - frame, tolerance) === "hit");
  /** @type {Note[] | null} */ let open = null;
  /** @type {Note[] | null} */ let bare = null;
  const rows = hits.map(({ frame, label }) => {
    const off = frames.length ? nearest(frame, frames) - frame : NaN;
    const said = frames.length ? verdict(off, tolerance) : "miss";
    let lost = "";
    if (said !== "hit") {
      open ??= built({ ...made, boxes: made.boxes.map((box) => ({ ...box, on: false })) }, ground);
      bare ??= built({ ...made, boxes: [], lanes: {}, players: made.players.map(([name]) => [name, "all"]) }, ground);
      if (there(open, frame)) lost = "the room took it";
      else if (there(bare, frame)) lost = "a lane or a share took it";
    }
    return { frame, label, off, verdict: said, lost };
  });
  const span = frameAt(ground.times, (made.bars * made.cell.bar) / made.cell.ticks) - frameAt(ground.times, 0);
  const chance = Math.min(1, (frames.length * (2 * tolerance + 1)) / span) * hits.length;
  return { rows, met: rows.filter((row) => row.verdict === "hit").length, chance };
}

/** The notes that stand in each box, whether it is left free or not. @param {Note[]} page @param {Box[]} boxes @param {Ground} ground */
export const intruders = (page, boxes, ground) => boxes.map((box) => page.filter((one) => one.pitched && during(box, one.frame, one.end, ground.ring) && one.midi.some((midi) => within(box, midi))));

/** Why a move leaves the page as it was. */
const SAME = /** @type {Record<string, string>} */ ({
  density: "the same strokes", register: "out of reach: brought back by octaves", pitch: "out of reach: brought back by octaves", accents: "the same accents", length: "on paper the same", rotation: "the same step",
});

/** Moves that change nothing on the page, with the reason; asked with room left aside, as `filmscore.music.rhythm.heard` does. @param {Made} made @param {Ground} ground @returns {Map<string, string>} by "bar name" */
export function unheard(made, ground) {
  const open = { ...made, boxes: [] };
  const all = moves(made.lanes).filter(({ name }) => name !== "dynamics");
  const found = new Map();
  const up = all.length ? lifts(open, ground) : [];
  const page = all.length ? built(open, ground, up) : [];
  for (const { bar, name, from, to } of all) {
    const lane = made.lanes[name];
    const end = lane.find(([at]) => at > bar)?.[0] ?? made.bars + 1;
    const without = { ...open, lanes: { ...made.lanes, [name]: /** @type {Lane} */ (lane.flatMap((one) => (one[0] === bar ? [] : [one]))) } };
    const here = (/** @type {Note[]} */ one) => JSON.stringify(one.filter((note) => note.bar >= bar && note.bar < end));
    if (here(page) !== here(built(without, ground, up))) continue;
    const named = made.players.length;
    const who = Math.min(from, to) >= named ? `only ${named} ${named === 1 ? "is" : "are"} named` : "who comes or goes has nothing to play";
    found.set(`${bar} ${name}`, name === "players" ? who : SAME[name]);
  }
  return found;
}

/** What stands in the meters. @param {Made} made @param {Ground} ground @param {{frame: number, label: string}[]} hits @param {number} tolerance */
export function judged(made, ground, hits, tolerance) {
  const page = built(made, ground);
  const inside = intruders(page, made.boxes, ground);
  const leaning = made.cell.strokes.filter((one) => one.accent).length;
  const starts = homes(made.cell, made.turn, made.bars);
  const idle = unheard(made, ground);
  return {
    page, inside, home: starts, meeting: meeting(made, ground, page, hits, tolerance), unheard: idle,
    ...hurried(moves(made.lanes).filter(({ bar, name }) => !idle.has(`${bar} ${name}`))),
    leaning, dense: leaning / made.cell.strokes.length > 0.6, begins: mod(made.turn, made.cell.size) + 1,
  };
}
