// @ts-check
// Notes on a roll: what sounds when, what of it is seen, and the keys of a small keyboard.

/** @typedef {{beat: number, beats: number, pitch: number, velocity: number, until: number, part: number, name: string}} Note */
/** @typedef {{pitch: number, start: number, end: number, loop: [number, number] | null}} Sample */
/** @typedef {{note: Note, index: number, at: number}} Event   at: beats since the first beginning, loops counted on */

const NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
const BLACK = new Set([1, 3, 6, 8, 10]);

/** @param {number} pitch */
export const pitchName = (pitch) => `${NAMES[((Math.round(pitch) % 12) + 12) % 12]}${Math.floor(Math.round(pitch) / 12) - 1}`;

/** What a note is called: as it is spelled where it is played as written. @param {Note} note @param {number} [shift] semitones it is played higher */
export const nameOf = (note, shift = 0) => (!shift && note.name) || pitchName(note.pitch + shift);

/** @param {number} pitch */
export const isBlack = (pitch) => BLACK.has(((Math.round(pitch) % 12) + 12) % 12);

/** The sample that has to be bent least; of two as near, the one bent downwards. @param {Sample[]} samples @param {number} pitch */
export function nearest(samples, pitch) {
  let best = samples[0];
  for (const one of samples) {
    const gain = Math.abs(best.pitch - pitch) - Math.abs(one.pitch - pitch);
    if (gain > 0 || (gain === 0 && one.pitch > best.pitch)) best = one;
  }
  return best;
}

/** Gain of a velocity, for a sample played at another: 40·log10 of their ratio in dB. @param {number} velocity @param {number} sampled */
export const level = (velocity, sampled) => (velocity / sampled) ** 2;

/** What a soft note keeps of its brightness: the cut of a low pass in Hz, or 0 for none. @param {number} velocity @param {number} sampled */
export function brightness(velocity, sampled) {
  const share = velocity / sampled;
  return share > 0.9 ? 0 : Math.max(900, 14000 * share ** 1.7);
}

/** The notes that begin in a stretch of time. @param {Note[]} notes by their beginnings @param {number} length beats of one round
 * @param {boolean} loop @param {number} from beats since the first beginning, included @param {number} to not included @returns {Event[]} */
export function due(notes, length, loop, from, to) {
  /** @type {Event[]} */ const found = [];
  if (!notes.length || to <= from) return found;
  const last = loop ? Math.floor(to / length) : 0;
  for (let round = loop ? Math.max(0, Math.floor(from / length) - 1) : 0; round <= last; round++) {
    const origin = round * length;
    for (let index = firstFrom(notes, from - origin); index < notes.length; index++) {
      const at = origin + notes[index].beat;
      if (at >= to) break;
      if (at >= from) found.push({ note: notes[index], index, at });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The first note that does not begin before a beat. @param {Note[]} notes @param {number} beat */
export function firstFrom(notes, beat) {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (notes[middle].beat < beat - 1e-9) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Which notes sound at a beat. @param {Note[]} notes @param {number} beat @param {number} longest of them */
export function sounding(notes, beat, longest) {
  /** @type {number[]} */ const found = [];
  for (let index = firstFrom(notes, beat - longest); index < notes.length && notes[index].beat <= beat; index++)
    if (notes[index].beat + notes[index].beats > beat) found.push(index);
  return found;
}

/** Rows of the roll: all notes with a little room, at least an octave. @param {Note[]} notes @param {number} shift semitones */
export function reach(notes, shift) {
  let low = 127;
  let high = 0;
  for (const { pitch } of notes) {
    low = Math.min(low, Math.trunc(pitch));
    high = Math.max(high, Math.trunc(pitch));
  }
  low += shift - 2;
  high += shift + 2;
  const missing = Math.max(0, 13 - (high - low));
  return { low: low - Math.floor(missing / 2), high: high + missing - Math.floor(missing / 2) };
}

/** The page of the roll that is seen: all of it where there is room, else pages of whole beats that turn with the music.
 * @param {number} length beats @param {number} width px @param {number} at beat @param {number} least px a beat needs */
export function page(length, width, at, least = 12) {
  if (width / length >= least) return { first: 0, span: length };
  const span = Math.max(4, Math.floor(width / least / 4) * 4);
  const number = Math.min(Math.floor(Math.max(at, 0) / span), Math.ceil(length / span) - 1);
  return { first: number * span, span };
}

/** Every how many of evenly laid lines one is drawn. @param {number} near px between neighbours @param {number} room px */
export function every(near, room) {
  let step = 1;
  while (near * step < room && step < 1 << 20) step *= 2;
  return step;
}

/** How many notes lie outside an instrument's comfortable range. @param {Note[]} notes @param {number} shift
 * @param {{low: number, high: number}} range */
export const outside = (notes, shift, { low, high }) => notes.filter(({ pitch }) => pitch + shift < low || pitch + shift > high).length;

/** Keys of the computer that play, from a C: the middle row is white, the row above it black; by place, not by letter. */
const ROW = ["KeyA", "KeyW", "KeyS", "KeyE", "KeyD", "KeyF", "KeyT", "KeyG", "KeyY", "KeyH", "KeyU", "KeyJ", "KeyK", "KeyO", "KeyL", "KeyP", "Semicolon"];

/** @param {number} c MIDI pitch of the first key @returns {{code: string, letter: string, pitch: number, black: boolean}[]} */
export const keyboard = (c) =>
  ROW.map((code, i) => ({ code, letter: code === "Semicolon" ? ";" : code.slice(3), pitch: c + i, black: isBlack(c + i) }));

/** The lowest C from which the row of keys lies best in a range. @param {number} low @param {number} high */
export function firstC(low, high) {
  let best = 48;
  let most = -Infinity;
  for (let c = 24; c <= 96; c += 12) {
    const inside = Math.min(c + 16, high) - Math.max(c, low);
    const middle = -Math.abs(c + 8 - (low + high) / 2) / 100;
    if (inside + middle > most) {
      most = inside + middle;
      best = c;
    }
  }
  return best;
}

/** Beats or seconds as people write them. @param {number} value @param {number} digits */
export const tidy = (value, digits) => String(Number(value.toFixed(digits)));

/** The place as people count it: bar and beat in it, or the beat alone. @param {number} at beat @param {number[]} bars @param {number} firstBar */
export function counted(at, bars, firstBar) {
  const beat = (/** @type {number} */ from) => Math.floor(at - from + 1e-6) + 1;
  let number = -1;
  while (number + 1 < bars.length && bars[number + 1] <= at + 1e-6) number++;
  if (number < 0) return `Beat ${beat(0)}`;
  return `${number + firstBar ? `Bar ${number + firstBar}` : "Pickup"}, beat ${beat(bars[number])}`;
}

/** So that many voices at once stay below full scale. @param {Note[]} notes */
export function headroom(notes) {
  const edges = notes.flatMap(({ beat, beats, velocity }) => [[beat, (velocity / 80) ** 4], [beat + beats, -((velocity / 80) ** 4)]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let power = 0;
  let most = 0;
  for (const [, change] of edges) most = Math.max(most, (power += change));
  return Math.min(1.6, 2.4 / Math.sqrt(Math.max(most, 1)));
}
