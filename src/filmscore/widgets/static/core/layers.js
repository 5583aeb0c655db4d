// @ts-check
// Layers over bars: which sound, who covers whom then, how loud each is in a lane, and all that in words. Pure; measured by the kernel.
import { capital, listed, many } from "./words.js";

/** @typedef {{name: string, low: number, high: number, told: string}} Lane */
/** `share`: how much of it is covered, by bar. @typedef {{covered: string, by: string, lane: number, both: boolean, share: Record<string, number>}} Collision */
/** What was measured (layer_page.py). `level`: dB of full scale by layer, bar and lane; `home`: the lanes a layer lives in; `of`: the roles the remarks are about.
 * @typedef {{level: Record<string, number[][]>, home: Record<string, number[]>, lives: Record<string, string>, begins: Record<string, number>, lasts: Record<string, number>, silent: string[],
 *   guess: Record<string, string>, doubts: Record<string, Record<string, string>>, remarks: string[], collisions: Collision[], of: Record<string, string>, floor: number,
 *   names: Record<string, {label: string, family: string}> | null}} Told */
/** `role`: of a layer; `said`: which layer one would miss. @typedef {{what: "role" | "said", key: string, layer: string, role?: string}} Mark */
/** A collision in some bars, with its worst there. @typedef {Collision & {bars: number[], worst: number}} Seen */

/** What a layer may be for. */
export const ROLES = ["foundation", "motion", "pad", "line", "accent"];
export const SKIPPED = "-"; // said of the question: listened without an answer
const EMPTY = -60; // dB of full scale: drawn as nothing
export const MOST_TOLD = 4;

/** The layers that sound: none that is muted, and while any is soloed only those. @param {string[]} ids @param {string[]} muted @param {string[]} soloed */
export const sounding = (ids, muted, soloed) => ids.filter((id) => !muted.includes(id) && (!soloed.length || soloed.includes(id)));

/** Collisions between layers that sound, in some bars only; the longest first. @param {Collision[]} all @param {string[]} heard @param {number[]} bars @returns {Seen[]} */
export function seen(all, heard, bars) {
  const inside = new Set(bars);
  return all
    .filter(({ covered, by }) => heard.includes(covered) && heard.includes(by))
    .map((one) => {
      const its = Object.keys(one.share).map(Number).filter((bar) => inside.has(bar)).sort((a, b) => a - b);
      return { ...one, bars: its, worst: Math.max(0, ...its.map((bar) => one.share[bar])) };
    })
    .filter((one) => one.bars.length)
    .sort((a, b) => b.bars.length - a.bars.length || b.worst - a.worst);
}

/** Who covers a layer in a lane and bar, and how much. @param {Seen[]} list @param {string} id @param {number} lane @param {number} bar @returns {{by: string, share: number, both: boolean}[]} */
export const over = (list, id, lane, bar) =>
  list.flatMap((one) => {
    if (one.lane !== lane || !(bar in one.share)) return [];
    if (one.covered === id) return [{ by: one.by, share: one.share[bar], both: one.both }];
    return one.both && one.by === id ? [{ by: one.covered, share: one.share[bar], both: true }] : [];
  });

/** Who covers a layer at a cell, and with whom it shares its place, in words; empty if nobody is in its way. @param {{by: string, share: number, both: boolean}[]} its @param {(id: string) => string} named */
export const inItsWay = (its, named) => its.map(({ by, share, both }) => `${both ? "shares with" : "under"} ${named(by)}, ${percent(share)}`).join("; ");

/** How many collisions sound in each bar. @param {Seen[]} list @param {number[]} bars */
export const crowd = (list, bars) => bars.map((bar) => list.filter((one) => bar in one.share).length);

/** How full a cell is drawn, 0 to 1. @param {number} db of full scale */
export const fullness = (db) => Math.min(1, Math.max(0, 1 - db / EMPTY));

/** The mean level of a lane over some of the bars, dB: of the power, as a meter would. @param {number[][]} level by bar and lane @param {number[]} rows @param {number} lane */
export function mean(level, rows, lane) {
  const power = rows.map((row) => 10 ** (level[row][lane] / 10));
  return power.length ? 10 * Math.log10(power.reduce((sum, one) => sum + one, 0) / power.length) : -Infinity;
}

/** Numbers in a row as spans: 1–3, 7. @param {number[]} numbers */
export function spans(numbers) {
  /** @type {number[][]} */ const runs = [];
  for (const one of numbers) {
    const last = runs[runs.length - 1];
    if (last && one === last[last.length - 1] + 1) last.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]}–${run[run.length - 1]}`)).join(", ");
}

/** @param {number} share */
export const percent = (share) => `${Math.round(share * 100)}%`;

/** A level as it is written. @param {number} db */
export const decibels = (db) => `${db < -0.5 ? "−" : ""}${Math.abs(Math.round(db))} dB`;

/** A frequency as it is said. @param {number} hertz */
export const spoken = (hertz) => (hertz >= 1000 ? `${hertz / 1000} kHz` : `${hertz} Hz`);

/** A collision in a sentence. @param {Seen} one @param {Lane[]} lanes @param {string} unit @param {(id: string) => string} named */
export function sentence(one, lanes, unit, named) {
  const where = `${capital(unit)}${one.bars.length > 1 ? "s" : ""} ${spans(one.bars)}, ${lanes[one.lane].told}`;
  const how = one.both ? `${named(one.covered)} and ${named(one.by)} are in each other's way` : `${named(one.by)} covers ${named(one.covered)}`;
  return `${where}: ${how}, ${percent(one.worst)} at worst.`;
}

/** What is said where nobody covers anybody. @param {number} heard how many layers sound @param {number} all */
export function quiet(heard, all) {
  if (!heard) return "Nobody sounds.";
  if (heard === 1) return all === 1 ? "One layer stands in nobody's way." : "One layer sounds, and stands in nobody's way.";
  return "Nobody is in anybody's way. That may also mean that nobody is together.";
}

/** Lanes in which nothing is left when a layer goes. @param {Told} told @param {string[]} before who sounded @param {string[]} after @returns {number[]} */
export function emptied(told, before, after) {
  const lanes = told.level[before[0]]?.[0]?.length ?? 0;
  const there = (/** @type {string[]} */ ids, /** @type {number} */ lane) => ids.some((id) => mean(told.level[id], [...told.level[id].keys()], lane) > EMPTY);
  return Array.from({ length: lanes }, (_, lane) => lane).filter((lane) => there(before, lane) && !there(after, lane));
}

/** Lanes that are empty, as where nothing is: below or above a frequency where they lie at an end, else by name. @param {number[]} empty @param {Lane[]} lanes @param {boolean[]} bare lanes in which nothing sounds */
export function nothing(empty, lanes, bare) {
  const low = bare.findIndex((one) => !one);
  const high = bare.length - 1 - [...bare].reverse().findIndex((one) => !one);
  if (low < 0) return "nothing at all";
  const parts = [];
  if (empty.some((lane) => lane < low)) parts.push(`below ${spoken(lanes[low].low)}`);
  if (empty.some((lane) => lane > high)) parts.push(`above ${spoken(lanes[high].high)}`);
  const between = empty.filter((lane) => lane > low && lane < high);
  if (between.length) parts.push(`in the ${listed(between.map((lane) => lanes[lane].name))}`);
  return parts.length ? `nothing ${listed(parts)}` : "";
}

/** What was and is no longer, when layers go: facts only. @param {Told} told @param {Lane[]} lanes @param {number[]} bars @param {string[]} before who sounded @param {string[]} after */
export function without(told, lanes, bars, before, after) {
  const empty = emptied(told, before, after);
  const all = Array.from(lanes.keys());
  const bare = all.map((lane) => !after.some((id) => mean(told.level[id], [...told.level[id].keys()], lane) > EMPTY));
  const [then, now] = [seen(told.collisions, before, bars), seen(told.collisions, after, bars)];
  const hidden = (/** @type {Seen[]} */ list) => new Set(list.flatMap((one) => (one.both ? [one.covered, one.by] : [one.covered])));
  const [were, still] = [hidden(then), hidden(now)];
  return { nothing: nothing(empty, lanes, bare), freed: after.filter((id) => were.has(id) && !still.has(id)), fewer: then.length - now.length };
}

/** What a mute did. @param {string} head "Pad muted." @param {{nothing: string, fewer: number}} facts */
export function effect(head, { nothing: left, fewer }) {
  const parts = [head];
  if (fewer) parts.push(`${capital(many(Math.abs(fewer), "collision"))} ${fewer > 0 ? "less" : "more"}.`);
  if (left === "nothing at all") parts.push("Nobody sounds.");
  else if (left) parts.push(`There is ${left}.`);
  return parts.join(" ");
}

/** What became of what was said. @param {string} name @param {{nothing: string, freed: string[]}} facts @param {(id: string) => string} named */
export function missed(name, { nothing: left, freed }, named) {
  const parts = [left ? `the cue has ${left}` : "every lane still has somebody in it"];
  if (freed.length) parts.push(`${many(freed.length, "layer")} ${freed.length === 1 ? "is" : "are"} no longer covered: ${freed.map(named).join(", ")}`);
  return `You said ${name}. Without it ${parts.join("; ")}.`;
}

// ---- what is kept

/** Marks that make sense, one for each layer, as the kernel looks at them; null if they are none. @param {unknown} raw @param {Mark[]} given @returns {Mark[] | null} */
export function cleaned(raw, given) {
  if (!Array.isArray(raw)) return null;
  const ids = given.filter((mark) => mark.what === "role").map((mark) => mark.layer);
  return given.map((mark) => {
    const one = raw.find((/** @type {any} */ other) => other?.what === mark.what && (mark.what === "said" || other.layer === mark.layer));
    if (!one) return mark;
    if (mark.what === "said") return ids.includes(one.layer) || one.layer === SKIPPED || one.layer === "" ? { what: "said", key: mark.key, layer: one.layer } : mark;
    return ROLES.includes(one.role) || one.role === "" ? { what: "role", key: mark.key, layer: mark.layer, role: one.role } : mark;
  });
}

/** Layer to role, of the layers that were given one. @param {Mark[]} marks @returns {Record<string, string>} */
export const rolesIn = (marks) => Object.fromEntries(marks.flatMap(({ what, layer, role }) => (what === "role" && role ? [[layer, role]] : [])));

/** Which layer one would miss first. @param {Mark[]} marks */
export const saidIn = (marks) => marks.find(({ what }) => what === "said")?.layer ?? "";

/** A mapping as code writes it. @param {[string, string][]} pairs */
const written = (pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`;

/** The Python that declares the same roles. @param {Mark[]} marks @param {{of: string, tempo: boolean}} call @param {boolean} blind */
export function code(marks, call, blind) {
  const every = /** @type {[string, string][]} */ (marks.flatMap(({ what, layer, role }) => (what === "role" ? [[layer, role ?? ""]] : [])));
  if (blind) return `jobs = ${written(every)}`;
  const roles = every.filter(([, role]) => role);
  return `fs.layers(${[call.of, roles.length ? written(roles) : "", call.tempo ? "tempo=tempo" : ""].filter(Boolean).join(", ")})`;
}
