// @ts-check
// How far instruments reach and how they are written, as the library says it. Pure: no page here.
import { midiOf } from "./pitch.js";
import { pitchName } from "./roll.js";

/** @typedef {{name: string, low: number, high: number, from: string, to: string, soft: string, loud: string, character: string}} Register */
/** An instrument as the kernel tells it (orchestra_page.py); without pitch its numbers are null.
 * @typedef {{name: string, said: string, possessive: string, family: string, low: number, high: number, least: number, most: number, comfortable: string[], extreme: string[], registers: Register[],
 *   steps: number, semitones: number, reads: string, clefs: string[], breath: number | null, bow: number[] | null, agility: string, doubles: string[][], sounds: [number | null, string][], weight: string, floor: string, unpitched: string,
 *   source: string, also: string[], sections: string[], chordal: boolean, why: string}} Row */
/** @typedef {{word: "comfortable" | "extreme" | "out", told: string, hard: boolean}} Reach */

export const DYNAMICS = ["ppp", "pp", "p", "mp", "mf", "f", "ff", "fff"];

const LETTERS = "CDEFGAB";
const NATURAL = [0, 2, 4, 5, 7, 9, 11];
const SIGNS = ["♭♭", "♭", "", "♯", "𝄪"];

const lowered = (/** @type {string} */ text) => text[0].toLowerCase() + text.slice(1);

/** The register a note lies in, or null. @param {Row} row @param {number} midi */
export const registerOf = (row, midi) => row.registers.find(({ low, high }) => low <= midi && midi <= high) ?? null;

/** Whether a note lies well. @param {Row} row @param {number} midi @param {string} [name] as it is printed @returns {Reach} */
export function reachOf(row, midi, name = pitchName(midi)) {
  const [lowest, highest] = row.extreme;
  if (midi < row.least)
    return row.floor
      ? { word: "out", told: `${name} lies below the ${row.possessive} ${row.floor}: ${lowest} is the lowest note there is.`, hard: true }
      : { word: "out", told: `${name} lies below ${lowest}, the lowest note the ${row.said} is asked for.`, hard: false };
  if (midi > row.most) return { word: "out", told: `${name} lies above ${highest}, the highest note the ${row.said} is asked for; books differ by a tone or two, and a player's word goes before any book.`, hard: false };
  const here = registerOf(row, midi);
  const sounds = here ? ` (${here.name}): ${lowered(here.character)}` : ".";
  if (row.low <= midi && midi <= row.high) return { word: "comfortable", told: `${name} lies well for the ${row.said}${sounds}`, hard: false };
  const below = midi < row.low;
  return { word: "extreme", told: `${name} lies ${below ? "below" : "above"} ${row.comfortable[below ? 0 : 1]}, where the ${row.said} is comfortable; a professional has it${sounds}`, hard: false };
}

/** Whether a register has a dynamic: 0 if it has, 1 where it is louder than the register can be, -1 where softer. @param {Register} register @param {string} dynamic */
export function beyond({ soft, loud }, dynamic) {
  const at = DYNAMICS.indexOf(dynamic);
  return at > DYNAMICS.indexOf(loud) ? 1 : at < DYNAMICS.indexOf(soft) ? -1 : 0;
}

/** What a dynamic asks of a note that its register has not. No player changes at one key: a note beside a register that has the dynamic is given it.
 * @param {Row} row @param {number} midi @param {string} dynamic @returns {"" | "loudness" | "softness"} */
export function lacks(row, midi, dynamic) {
  if (!registerOf(row, midi)) return "";
  const near = [midi, midi - 1, midi + 1].flatMap((one) => registerOf(row, one) ?? []).map((one) => beyond(one, dynamic));
  return near.every((side) => side < 0) ? "softness" : near.every((side) => side > 0) ? "loudness" : "";
}

/** What a register says to a dynamic it has not; empty if it has. @param {Row} row @param {number} midi @param {string} name @param {string} dynamic */
export function refusal(row, midi, name, dynamic) {
  const here = registerOf(row, midi);
  const missing = lacks(row, midi, dynamic);
  if (!here || !missing) return "";
  return `${name} lies in the ${row.possessive} ${here.name} register, good for ${here.soft} to ${here.loud}: ${dynamic} is ${missing === "loudness" ? "more than it has" : "softer than it can be"}. ${here.character}`;
}

/** The number of a letter in its octave, from C0. @param {string} name */
const stepOf = (name) => 7 * Number(/-?\d+$/.exec(name)?.[0]) + LETTERS.indexOf(name[0].toUpperCase());

/** A letter made to sound a pitch; where that takes more than a double sign, the letter next to it. @param {number} step @param {number} midi */
function placed(step, midi) {
  const natural = (/** @type {number} */ one) => 12 * (Math.floor(one / 7) + 1) + NATURAL[((one % 7) + 7) % 7];
  let at = step;
  while (Math.abs(midi - natural(at)) > 2) at += midi > natural(at) ? 1 : -1;
  return `${LETTERS[((at % 7) + 7) % 7]}${SIGNS[midi - natural(at) + 2]}${Math.floor(at / 7)}`;
}

/** The note a player reads, to make this one sound. @param {Row} row @param {string} name */
export const writtenAs = (row, name) => placed(stepOf(name) - row.steps, midiOf(name) - row.semitones);

/** A note with its letter, some octaves away. @param {string} name @param {number} octaves */
export const shifted = (name, octaves) => name.replace(/-?\d+$/, (octave) => String(Number(octave) + octaves));

/** The octaves of a note that a player has, from the lowest. @param {Row} row @param {string} name @returns {{name: string, midi: number, reach: Reach}[]} */
export function octavesOf(row, name) {
  if (row.unpitched) return [];
  const first = midiOf(name);
  return Array.from({ length: 11 }, (_, i) => i - 5).flatMap((octaves) => {
    const midi = first + 12 * octaves;
    const octave = Number(/-?\d+$/.exec(name)?.[0]) + octaves;
    if (midi < row.least || midi > row.most || octave < 0 || octave > 9) return [];
    const there = shifted(name, octaves);
    return [{ name: there, midi, reach: reachOf(row, midi, there) }];
  });
}

/** Where a note is given to a player who is not asked where: at its own height, else in the nearest octave that lies well, else in any. @param {Row} row @param {string} name */
export function bestOctave(row, name) {
  const wanted = midiOf(name);
  const far = (/** @type {{midi: number, reach: Reach}} */ { midi, reach }) => Math.abs(midi - wanted) + (reach.word === "comfortable" ? 0 : 1000);
  return octavesOf(row, name).sort((a, b) => far(a) - far(b))[0] ?? null;
}
