// @ts-check
// A chord given to players, weighed in Rimsky-Korsakov's units as the library weighs it. Pure.
import { lacks, reachOf, refusal } from "./orchestra.js";
import { midiOf } from "./pitch.js";

/** @typedef {import("./orchestra.js").Row} Row */
/** Who plays what: `count` people, or a section; `notes` as they are printed. @typedef {{said: string, row: Row, count: number, section: boolean, notes: string[]}} Given */
/** @typedef {{f: Record<string, number>, p: Record<string, number>, m: Record<string, number>, says: Record<string, string>, even: number, leans: number}} Tables */
/** One note: `texts` are the arithmetic. @typedef {{note: string, midi: number, units: number, texts: string[], players: string[]}} Weight */
/** Who is asked for more than their register has. @typedef {{note: string, units: number}} Forced */
/** What the scales say; `own` are the notes of the tune. @typedef {{ratio: number, verdict: string, finding: string, weighs: number, own: Weight[]}} Verdict */
/** @typedef {{dynamic: string, table: string, notes: Weight[], unweighed: [string, string][], tunes: string[], remarks: string[]} & Verdict} Weighed */

/** Which table a dynamic is counted by. @param {string} dynamic */
export const tableOf = (dynamic) => (dynamic === "mf" ? "m" : ["ppp", "pp", "p", "mp"].includes(dynamic) ? "p" : "f");

/** Units as they are said. @param {number} value */
export const units = (value) => String(Number(value.toPrecision(3)));

/** @param {Given[]} given @param {string} dynamic @param {Tables} tables @param {string[]} [tunes] the players whose note has to be heard @returns {Weighed} */
export function weigh(given, dynamic, tables, tunes = []) {
  const table = tableOf(dynamic);
  const worth = /** @type {any} */ (tables)[table];
  /** @type {Map<string, Weight>} */ const parts = new Map();
  /** @type {Map<string, string>} */ const unweighed = new Map();
  /** @type {Set<string>} */ const remarks = new Set();
  /** @type {Forced[]} */ const forced = [];
  for (const one of given) {
    const { row, notes, section } = one;
    const counted = row.weight !== "" && (row.weight !== "section" || section);
    const each = counted ? worth[row.weight] : 0;
    for (const note of notes) {
      const midi = midiOf(note);
      const part = parts.get(note) ?? { note, midi, units: 0, texts: [], players: [] };
      parts.set(note, part);
      const people = section ? 1 / notes.length : one.count / notes.length;
      part.units += each * people;
      part.players.push(one.said);
      if (counted) part.texts.push(section && notes.length > 1 ? `${one.said} in ${notes.length}, ${units(each)} ÷ ${notes.length}` : `${notes.length === 1 ? one.said : `${people} of ${one.said}`}, ${people} × ${units(each)}`);
      const reach = reachOf(row, midi, note);
      if (reach.word !== "comfortable") remarks.add(reach.told);
      const refused = refusal(row, midi, note, dynamic);
      if (refused) remarks.add(refused);
      if (lacks(row, midi, dynamic) === "loudness") forced.push({ note, units: each * people });
    }
    if (!counted) unweighed.set(one.said, row.why);
  }
  const notes = bySound([...parts.values()]).sort((a, b) => a.midi - b.midi);
  const rows = notes.filter((one) => one.units > 0);
  const asked = tunes.some((tune) => !unweighed.has(tune)) ? tunes : [];
  const sections = given.filter(({ said }) => asked.includes(said)).every(({ section }) => section);
  const verdict = !rows.length ? NOBODY : asked.length ? carried(rows, dynamic, asked, forced, sections) : compared(rows, tables);
  const says = rows.length ? ` ${tables.says[table]}` : "";
  return { dynamic, table, notes, unweighed: [...unweighed], tunes: asked, remarks: [...remarks], ...verdict, finding: `${verdict.finding}${says}` };
}

/** @type {Verdict} */ const NOBODY = { ratio: 1, verdict: "even", finding: "Nobody here has a number, so the ear has to say.", weighs: 0, own: [] };

/** Notes that sound alike are one, whatever their names. @param {Weight[]} parts */
function bySound(parts) {
  /** @type {Map<number, Weight>} */ const made = new Map();
  for (const part of parts) {
    const there = made.get(part.midi);
    if (!there) made.set(part.midi, part);
    else {
      there.units += part.units;
      there.texts.push(...part.texts);
      there.players.push(...part.players);
    }
  }
  return [...made.values()];
}

const strongest = (/** @type {Weight[]} */ notes) => notes.reduce((best, one) => (one.units > best.units + 1e-9 ? one : best));

/** Each tone at its strongest octave against the others. @param {Weight[]} rows @param {Tables} tables @returns {Verdict} */
function compared(rows, tables) {
  /** @type {Map<number, Weight>} */ const best = new Map();
  for (const one of rows) if (one.units > (best.get(one.midi % 12)?.units ?? 0) + 1e-9) best.set(one.midi % 12, one);
  const tones = [...best.values()];
  const strong = strongest(tones);
  const weak = tones.reduce((least, one) => (one.units < least.units - 1e-9 ? one : least));
  const ratio = strong.units / weak.units;
  const verdict = ratio <= tables.even + 1e-9 ? "even" : ratio <= tables.leans + 1e-9 ? "leans" : "uneven";
  const sums = `${units(weak.units)} to ${units(strong.units)}`;
  const even = tones.length < rows.length ? `Even, each tone at its strongest octave: ${sums}.` : `Even: ${sums} a note.`;
  const finding = rows.length === 1 ? `Nothing to compare: ${strong.note} alone is counted, ${units(strong.units)}.` : verdict === "even" ? even : `${verdict[0].toUpperCase()}${verdict.slice(1)}: ${strong.note} is ${units(ratio)} times as strong as ${weak.note}.`;
  return { ratio, verdict, finding, weighs: 0, own: [] };
}

/** "D3", "D3 and A3", "D3, F♯3 and A3". @param {string[]} words */
const together = (words) => [words.slice(0, -1).join(", "), words[words.length - 1]].filter(Boolean).join(" and ");

/** Whether a tune is heard: its players' notes of the tone they have on top, and whoever has that tone above them, against the strongest other.
 * @param {Weight[]} rows @param {string} dynamic @param {string[]} tunes @param {Forced[]} forced @param {boolean} sections @returns {Verdict} */
function carried(rows, dynamic, tunes, forced, sections) {
  const named = rows.filter((one) => one.players.some((player) => tunes.includes(player)));
  const tone = named[named.length - 1].midi % 12;
  const mine = named.filter((one) => one.midi % 12 === tone);
  const own = rows.filter((one) => mine.includes(one) || (one.midi % 12 === tone && one.midi > mine[0].midi));
  const others = rows.filter((one) => !own.includes(one));
  const weighs = own.reduce((sum, one) => sum + one.units, 0);
  const bare = tunes.map((tune) => (tune.startsWith("the ") ? tune : `the ${tune}`));
  const who = `T${together(bare).slice(1)}`;
  const many = tunes.length > 1 || sections;
  if (!others.length) return { ratio: 1, verdict: "carries", finding: `${who} ${many ? "are" : "is"} alone.`, weighs, own };
  const rival = strongest(others);
  const ratio = weighs / rival.units;
  const at = (/** @type {Weight[]} */ some) => together(some.map(({ note }) => note));
  const sums = `${units(weighs)} against ${units(rival.units)} at ${at(others.filter((one) => one.units > rival.units - 1e-9))}`;
  const heights = new Set(own.map(({ note }) => note));
  const strained = forced.filter(({ note }) => heights.has(note));
  const lost = strained.reduce((sum, one) => sum + one.units, 0);
  if (ratio >= 1 - 1e-9 && lost > 0 && rival.units > weighs - lost + 1e-9) return { ratio, verdict: "close", finding: `${who} would carry by numbers, ${sums}; but ${dynamic} on ${strained[0].note} is more than ${many ? "they have" : "it has"}.`, weighs, own };
  const verdict = ratio >= 1 - 1e-9 ? "carries" : ratio >= 0.5 - 1e-9 ? "close" : "covered";
  if (verdict === "carries") return { ratio, verdict, finding: `${who} ${many ? "carry" : "carries"}: ${sums}.`, weighs, own };
  return { ratio, verdict, finding: `${who} ${many ? "are" : "is"} ${verdict === "close" ? "close to being covered" : "covered"}: ${sums}. It would take ${units(rival.units / weighs)} times as many ${sections ? "sections" : "players"}, or ${at(others.filter((one) => one.units > weighs + 1e-9))} marked softer, or the tune an octave away from the chord.`, weighs, own };
}
