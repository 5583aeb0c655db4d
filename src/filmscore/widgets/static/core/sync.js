// @ts-check
// Keeping picture and sound together. Sound is the master: it never changes speed; the picture is nudged until it agrees.

const DEAD_BAND = 0.004; // s: nobody sees a tenth of a frame
const TOO_FAR = 0.25; // s: jump instead of running after it

/** What to do with a picture that is `ahead` seconds ahead of the sound (behind if negative).
 * In the first second it may hurry more: a start is never exact, and nothing in the picture betrays it.
 * @param {number} ahead @param {number} age seconds since the start @returns {{jump: boolean, rate: number}} */
export function nudge(ahead, age) {
  if (!Number.isFinite(ahead)) return { jump: false, rate: 1 };
  if (Math.abs(ahead) > TOO_FAR) return { jump: true, rate: 1 };
  if (Math.abs(ahead) <= DEAD_BAND) return { jump: false, rate: 1 };
  const most = age < 1 ? 0.4 : 0.12;
  return { jump: false, rate: 1 - Math.max(-most, Math.min(most, ahead * 2.5)) };
}

/** When a recording must start and where in it, for the film to be at `position` now; null if it is already over.
 * @param {number} position seconds in the film @param {number} start of the recording in the film @param {number} duration
 * @returns {{wait: number, offset: number} | null} */
export function schedule(position, start, duration) {
  const offset = Math.max(0, position - start);
  return offset >= duration - 1e-6 ? null : { wait: Math.max(0, start - position), offset };
}

/** Seconds of sound that have reached the ear. `stamp` is what the browser says it is playing; just after a start
 * it may be nonsense, and then the plain clock less the latency is used.
 * @param {number} now context time @param {number} latency
 * @param {{contextTime?: number, performanceTime?: number} | undefined} stamp @param {number} clock performance.now() */
export function heard(now, latency, stamp, clock) {
  const plain = now - (Number.isFinite(latency) ? latency : 0);
  if (!stamp?.contextTime || !stamp.performanceTime) return plain;
  const told = stamp.contextTime + (clock - stamp.performanceTime) / 1000;
  return Math.abs(told - plain) < 0.3 ? told : plain;
}
