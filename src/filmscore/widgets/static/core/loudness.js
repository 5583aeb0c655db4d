// @ts-check
// How loud a piece of sound is as a whole (ITU-R BS.1770), so that versions can be played equally loud. Pure.

export const RATE = 48000; // the filters are those the standard gives for it
const BLOCK = 0.4 * RATE;
const STEP = 0.1 * RATE;
const SHELF = { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] };
const LOW_CUT = { a: [-1.99004745483398, 0.99007225036621] }; // its b are 1, -2, 1

/** Power of each step of a channel, as it is weighted for the ear: both filters in one pass, for a minute has six million samples.
 * @param {Float32Array} x @param {number[]} steps to be added to */
function weigh(x, steps) {
  const [[b0, b1, b2], [a1, a2]] = [SHELF.b, SHELF.a];
  const [c1, c2] = LOW_CUT.a;
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < steps.length; i++) {
    let sum = 0;
    for (let j = i * STEP; j < (i + 1) * STEP; j++) {
      const now = x[j];
      const y = b0 * now + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      const z = y - 2 * y1 + y2 - c1 * z1 - c2 * z2;
      x2 = x1; x1 = now; y2 = y1; y1 = y; z2 = z1; z1 = z;
      sum += z * z;
    }
    steps[i] += sum / STEP;
  }
}

const level = (/** @type {number} */ power) => -0.691 + 10 * Math.log10(power);
const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Integrated loudness in LUFS, gated as the standard says; -Infinity for silence. @param {Float32Array[]} channels of samples at 48 kHz */
export function integrated(channels) {
  const length = channels[0]?.length ?? 0;
  const count = Math.max(0, Math.floor((length - BLOCK) / STEP) + 1);
  const steps = Array.from({ length: Math.max(0, Math.floor(length / STEP)) }, () => 0);
  for (const channel of channels) weigh(channel, steps);
  const blocks = Array.from({ length: count }, (_, i) => mean(steps.slice(i, i + BLOCK / STEP)));
  const loud = blocks.filter((power) => power > 0 && level(power) > -70);
  if (!loud.length) return -Infinity;
  const gate = level(mean(loud)) - 10;
  return level(mean(loud.filter((power) => level(power) > gate)));
}

/** The gain that brings sound to a loudness, and never over a peak. @param {Float32Array[]} channels @param {number} loudness LUFS @param {number} peak dB of full scale */
export function gainTo(channels, loudness, peak) {
  const now = integrated(channels);
  if (!Number.isFinite(now)) return 1;
  let highest = 1e-9;
  for (const channel of channels) for (const sample of channel) if (sample > highest || -sample > highest) highest = Math.abs(sample);
  return Math.min(10 ** ((loudness - now) / 20), 10 ** (peak / 20) / highest);
}
