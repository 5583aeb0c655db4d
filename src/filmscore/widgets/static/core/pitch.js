// @ts-check
// Pitches as they are written in a key, and the rows of a grid that they lie on. Names are as code writes them: F#4, Eb4. Pure.

/** @typedef {{name: string, fifths: number, minor: boolean, steps: number[], names: string[]}} Key   `steps`: pitch classes */

export const LOWEST = 24; // C1
export const HIGHEST = 103; // G7

const LETTERS = "CDEFGAB";
const STEPS = [0, 2, 4, 5, 7, 9, 11];
/** @type {Record<string, number>} */ const SIGNS = { "": 0, "#": 1, "♯": 1, "##": 2, x: 2, "𝄪": 2, b: -1, "♭": -1, "-": -1, bb: -2, "♭♭": -2, "--": -2 };
const NAME = /^([A-Ga-g])(##|#|♯|x|𝄪|bb|b|♭♭|♭|--|-|)([0-9])$/u;
const ORDER = "FCGDAEB"; // in which sharps come

// ---- names

/** @param {string} name @returns {number} its MIDI number, or NaN if it is no name */
export function midiOf(name) {
  const match = NAME.exec(name);
  if (!match) return NaN;
  return 12 * (Number(match[3]) + 1) + STEPS[LETTERS.indexOf(match[1].toUpperCase())] + SIGNS[match[2]];
}

/** As code writes it. @param {string} name */
export function plain(name) {
  const match = /** @type {RegExpExecArray} */ (NAME.exec(name));
  const alter = SIGNS[match[2]];
  return `${match[1].toUpperCase()}${alter > 0 ? "#".repeat(alter) : "b".repeat(-alter)}${match[3]}`;
}

/** As it is printed: F♯4, E♭4. @param {string} name */
export const printed = (name) => name.replace(/^(.)##/, "$1𝄪").replace(/#/, "♯").replace(/^(.)bb/, "$1♭♭").replace(/^(.)b/, "$1♭");

/** A key by its name: "D" or "D major", "d" or "D minor". @param {string} text @returns {Key | null} null for none, or for no key */
export function keyOf(text) {
  const match = /^([A-Ga-g])(#|♯|b|♭|-|)(?: (major|minor))?$/u.exec(text.trim());
  if (!match) return null;
  const minor = match[3] ? match[3] === "minor" : match[1] !== match[1].toUpperCase();
  const letter = match[1].toUpperCase();
  const alter = SIGNS[match[2]];
  const fifths = ORDER.indexOf(letter) - 1 + 7 * alter - (minor ? 3 : 0);
  if (Math.abs(fifths) > 7) return null;
  const first = LETTERS.indexOf(letter);
  const names = Array.from({ length: 7 }, (_, i) => {
    const one = LETTERS[(first + i) % 7];
    const place = ORDER.indexOf(one);
    return one + (fifths > 0 && place < fifths ? "#" : fifths < 0 && place >= 7 + fifths ? "b" : "");
  });
  const steps = names.map((name) => (((midiOf(`${name}4`) % 12) + 12) % 12));
  return { name: `${names[0].replace("#", "♯").replace(/b$/, "♭")} ${minor ? "minor" : "major"}`, fifths, minor, steps, names };
}

/** The keys of the menu, as code writes them. */
export const KEYS = ["C", "G", "D", "A", "E", "B", "F#", "F", "Bb", "Eb", "Ab", "Db", "a", "e", "b", "f#", "c#", "g#", "d", "g", "c", "f", "bb", "eb"];

/** A pitch as it is written in a key: a note of the key by its own name, another as the step below raised where the key has sharps,
 * as the step above lowered where it has flats; in minor the third, fourth, sixth and seventh are raised. @param {number} midi @param {Key | null} key */
export function spell(midi, key) {
  const pitch = ((midi % 12) + 12) % 12;
  const own = key ? key.steps.indexOf(pitch) : -1;
  let name = "";
  if (key && own >= 0) name = key.names[own];
  else {
    const raised = key?.minor ? [6, 5, 2, 3].find((step) => pitch === (key.steps[step] + 1) % 12) : undefined;
    if (key && raised !== undefined) {
      const below = key.names[raised];
      name = below.endsWith("b") ? below.slice(0, -1) : `${below}#`;
    } else {
      const flats = key ? key.fifths < 0 : pitch === 10 || pitch === 3 || pitch === 8;
      name = (flats ? ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"] : ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"])[pitch];
    }
  }
  // the octave is that of the letter: B#3 sounds as C4
  const octave = Math.round((midi - midiOf(`${name}0`)) / 12);
  return `${name}${octave}`;
}

// ---- rows of the grid

/** Which pitches have a row, from the highest down: the steps of the key, all twelve, and any that a note stands on.
 * @param {Key | null} key @param {boolean} all @param {number} low @param {number} high @param {number[]} used @returns {number[]} */
export function rowsOf(key, all, low, high, used) {
  /** @type {number[]} */ const rows = [];
  for (let midi = high; midi >= low; midi--) if (all || !key || key.steps.includes(midi % 12) || used.includes(midi)) rows.push(midi);
  return rows;
}

/** A pitch some rows higher or lower. @param {number} midi @param {Key | null} key @param {boolean} all @param {number} rows */
export function stepped(midi, key, all, rows) {
  const way = Math.sign(rows);
  let at = midi;
  for (let left = Math.abs(rows); left > 0; left--) {
    do at += way;
    while (!all && key && !key.steps.includes(((at % 12) + 12) % 12));
  }
  return Math.min(Math.max(at, LOWEST), HIGHEST);
}

/** The pitch of a letter that lies nearest to another pitch; in the key, the letter as the key has it.
 * @param {string} letter @param {Key | null} key @param {number} near */
export function nearestOf(letter, key, near) {
  const name = key?.names.find((one) => one[0] === letter) ?? letter;
  const pitch = midiOf(`${name}4`);
  let best = pitch;
  for (let midi = pitch - 48; midi <= pitch + 48; midi += 12)
    if (midi >= LOWEST && midi <= HIGHEST && Math.abs(midi - near) < Math.abs(best - near)) best = midi;
  return `${name}${Math.round((best - midiOf(`${name}0`)) / 12)}`;
}
