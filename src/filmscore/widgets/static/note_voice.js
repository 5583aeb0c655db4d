// @ts-check
// One note of the bank: a sample, bent to its pitch, with the level and the length of the note.
import { brightness, level, nearest } from "./core/roll.js";

/** @typedef {{id: string, font: string, lead: number, release: number, samples: import("./core/roll.js").Sample[], buffer: AudioBuffer}} Player */
/** @typedef {{source: AudioBufferSourceNode, gain: GainNode, start: number, release: (when: number, seconds?: number) => void}} Voice */

const SILENT = 5; // times its time constant, and an exponential decay is below -43 dB

/** Begin a note. @param {BaseAudioContext} context @param {AudioNode} out @param {Player} player
 * @param {{when: number, pitch: number, velocity: number, until?: number, seconds?: number, pan?: number, sampled: number}} note
 * `when` in the context's time; without `seconds` it sounds until it is released @returns {Voice} */
export function strike(context, out, player, { when, pitch, velocity, until = velocity, seconds, pan = 0, sampled }) {
  const sample = nearest(player.samples, pitch);
  const source = context.createBufferSource();
  const gain = context.createGain();
  source.buffer = player.buffer;
  source.playbackRate.value = 2 ** ((pitch - sample.pitch) / 12);
  const loud = level(velocity, sampled);
  gain.gain.setValueAtTime(loud, when);
  /** @type {AudioNode[]} */ const chain = [source];
  const cut = brightness(Math.max(velocity, until), sampled);
  if (cut) {
    const filter = context.createBiquadFilter();
    filter.type = "lowpass";
    filter.frequency.value = cut;
    filter.Q.value = -3; // dB: no bump at the corner
    chain.push(filter);
  }
  chain.push(gain);
  if (pan) {
    const place = context.createStereoPanner();
    place.pan.value = pan;
    chain.push(place);
  }
  chain.push(out);
  chain.slice(1).forEach((node, i) => chain[i].connect(node));
  if (sample.loop) {
    source.loop = true;
    [source.loopStart, source.loopEnd] = sample.loop;
    source.start(when, sample.start);
  } else source.start(when, sample.start, sample.end - sample.start);
  const release = (/** @type {number} */ end, /** @type {number} */ over = player.release) => {
    const constant = Math.max(over, 0.005) / 3;
    gain.gain.setTargetAtTime(0, end, constant);
    source.stop(end + SILENT * constant);
  };
  if (seconds !== undefined) {
    if (until !== velocity) gain.gain.linearRampToValueAtTime(level(until, sampled), when + seconds);
    release(when + seconds);
  }
  source.addEventListener("ended", () => chain.slice(0, -1).forEach((node) => node.disconnect()), { once: true });
  return {
    source,
    gain,
    start: when,
    release(now, over) {
      if (when > now) {
        source.stop(); // it has not begun
        return;
      }
      const level = /** @type {any} */ (gain.gain);
      if (level.cancelAndHoldAtTime) level.cancelAndHoldAtTime(now); // where it is, also in the middle of a swell
      else level.cancelScheduledValues(now);
      release(now, over);
    },
  };
}
