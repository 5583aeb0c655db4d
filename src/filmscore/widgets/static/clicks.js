// @ts-check
// The click: short ticks on the beats of a tempo map, laid on the sound's own clock a little ahead of time. No message goes to the
// kernel, so that a tempo under the hand is heard at once.
import { accents } from "./core/beats.js";

export const CLICKS = "clicks"; // their channel
const AHEAD = 1.2; // s laid out in advance: a page in the background is called once a second
const EVERY = 100; // ms between looks
const LEAST = 0.004; // s: what is nearer than this cannot be taken back
const LEVEL = 0.25; // -12 dB
/** Pitch (Hz) of each kind: the first beat of a bar higher, the bar counted in before the music lower and wooden. */
const PITCH = { down: 1760, beat: 1175, warning: 880 };

/** @typedef {keyof typeof PITCH} Kind */

export class Clicker {
  /** @param {import("./sound.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.on = false;
    /** @type {{seconds: number, kind: Kind}[]} */ this.list = []; // in the film, in order
    /** @type {Map<number, AudioBufferSourceNode>} */ this.laid = new Map(); // context time (µs) -> what sounds then
    /** @type {Partial<Record<Kind, AudioBuffer>>} */ this.ticks = {};
    this.timer = 0;
  }

  /** One tick: it begins at full strength, and has died away after 40 ms. @param {BaseAudioContext} context @param {Kind} kind */
  tick(context, kind) {
    const rate = context.sampleRate;
    const buffer = context.createBuffer(1, Math.round(0.04 * rate), rate);
    const samples = buffer.getChannelData(0);
    const level = kind === "beat" ? LEVEL * 0.7 : LEVEL;
    for (let i = 0; i < samples.length; i++) {
      const t = i / rate;
      samples[i] = level * Math.cos(2 * Math.PI * PITCH[kind] * t) * Math.exp(-t / 0.007) * (1 - i / samples.length);
    }
    return buffer;
  }

  /** Other beats. @param {import("./core/beats.js").Grid | null} grid @param {number} second frames */
  show(grid, second) {
    this.list = grid ? accents(grid).map(({ frame, kind }) => ({ seconds: frame / second, kind })) : [];
    if (this.timer) this.lay(true);
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    if (!on) this.takeBack();
    else if (this.timer) this.lay(false);
  }

  /** The film runs. */
  run() {
    clearInterval(this.timer);
    this.laid.clear();
    this.timer = setInterval(() => this.lay(false), EVERY);
    this.lay(false);
  }

  /** The film stands. */
  rest() {
    clearInterval(this.timer);
    this.timer = 0;
    this.takeBack();
  }

  /** What was laid out and has not sounded. */
  takeBack() {
    if (!this.laid.size) return; // before the first Play there is no clock either
    const from = this.desk.silent ? 0 : this.desk.clock() + LEAST;
    for (const [when, source] of this.laid) {
      if (when / 1e6 < from) continue;
      source.stop();
      source.disconnect();
      this.laid.delete(when);
    }
  }

  /** @param {boolean} anew the beats have moved */
  lay(anew) {
    const { desk } = this;
    if (!this.on || !desk.running || desk.silent || !desk.context) return;
    const now = desk.clock();
    const offset = desk.zero - desk.from; // from a place in the film to a time of the clock
    const first = Math.max(now + LEAST, desk.zero);
    if (anew) this.takeBack();
    for (const when of this.laid.keys()) if (when / 1e6 < now - 1) this.laid.delete(when);
    for (const { seconds, kind } of this.list) {
      const when = seconds + offset;
      const key = Math.round(when * 1e6);
      if (when < first - 1e-9 || when > now + AHEAD || this.laid.has(key)) continue;
      const source = desk.context.createBufferSource();
      source.buffer = this.ticks[kind] ??= this.tick(desk.context, kind);
      source.connect(desk.channel(CLICKS).level);
      source.start(when);
      source.addEventListener("ended", () => source.disconnect(), { once: true });
      this.laid.set(key, source);
    }
  }
}
