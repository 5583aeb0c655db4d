// @ts-check
// Levels. A fader is linear in decibels; its lowest position is silence.

export const FADER_LOW = -48;
export const FADER_HIGH = 6;
const METER_LOW = -60;

/** @typedef {{level: number, mute: boolean, solo: boolean, safe?: boolean}} Strip   level in dB; safe: no solo silences it */

/** Gain of a level in dB; the bottom of the fader is off. @param {number} level */
export const gainOf = (level) => (level <= FADER_LOW ? 0 : 10 ** (level / 20));

/** How a level is written. @param {number} level */
export const levelText = (level) => (level <= FADER_LOW ? "off" : `${level > 0 ? "+" : level < 0 ? "−" : ""}${Math.abs(level)} dB`);

/** Gain of each strip. Mute is stronger than solo; while any strip is soloed, strips that are neither soloed nor safe are silent.
 * @param {Strip[]} strips */
export function gains(strips) {
  const soloing = strips.some((strip) => strip.solo);
  return strips.map((s) => (s.mute || (soloing && !s.solo && !s.safe) ? 0 : gainOf(s.level)));
}

/** Length of a meter, 0–1, for a peak (full scale = 1): −60 dB to 0 dB. @param {number} peak */
export const meterOf = (peak) => (peak > 0 ? Math.min(1, Math.max(0, 1 - (20 * Math.log10(peak)) / METER_LOW)) : 0);

/** A peak in words. @param {number} peak */
export const peakText = (peak) => (peak < 10 ** (METER_LOW / 20) ? "–∞ dB" : `${peak < 1 ? "−" : ""}${Math.abs(Math.round(20 * Math.log10(peak)))} dB`);
