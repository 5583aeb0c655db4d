// @ts-check
// The page's one sound system, and the desk of each player. The context's clock is the master of everything.
import { heard, schedule } from "./core/sync.js";
import { gains } from "./core/mix.js";
import { Shelf, admit } from "./core/shelf.js";

const SAMPLE_RATE = 48000;
const AHEAD = 0.02; // s between a click and the first sample: room to start all sources together
const FADE = 0.024; // s: how fast one music gives way to another
const SOFT = 0.003; // s: a start in the middle of a note, without a click
const PATIENCE = 1500; // ms to wait for a sound system that may never answer
const DECODED_PLAYERS = 2; // decoded sound is 23 MB a stereo minute

/**
 * @typedef {{sleep: () => void, pause: () => void, playing: () => boolean}} Player
 * @typedef {{
 *   context: AudioContext | null, contexts: number, sources: number, sounding: Player | null,
 *   players: Set<Player>, awake: Player[], pictureLag: number,
 *   bytes: Shelf<{name: string, family: string, mime: string, font?: string, data: ArrayBuffer}[]>, sounds: Shelf<AudioBuffer>,
 *   stills: Shelf<string[]>,
 * }} Hub
 * @typedef {{channel: string, start: number, buffer: AudioBuffer}} Track   start: seconds in the film
 * @typedef {{source: AudioBufferSourceNode, fade: GainNode, channel: string, begins: number}} Voice   begins: by the clock
 * @typedef {{level: GainNode, meter: AnalyserNode}} Channel
 */

/** What all players of the page share. It hangs on the page: each widget imports a copy of this module.
 * @returns {Hub} */
export function hub() {
  const page = /** @type {any} */ (globalThis);
  return (page[Symbol.for("filmscore.hub.1")] ??= {
    context: null,
    contexts: 0,
    sources: 0,
    sounding: null,
    players: new Set(),
    awake: [],
    pictureLag: 0.05,
    bytes: new Shelf(),
    sounds: new Shelf(),
    stills: new Shelf(),
  });
}

/** From here on this player alone is heard. @param {Player} player */
export function takeTurn(player) {
  const shared = hub();
  if (shared.sounding && shared.sounding !== player) shared.sounding.pause();
  shared.sounding = player;
}

/** @param {Player} player */
export function leaveTurn(player) {
  const shared = hub();
  if (shared.sounding === player) shared.sounding = null;
}

/** Decode without a context: that needs no gesture. @param {ArrayBuffer} data */
export const decode = (data) => new OfflineAudioContext(2, 1, SAMPLE_RATE).decodeAudioData(data.slice(0));

/** This player holds decoded sound now; the one that has held it longest lets go. @param {Player} player */
export function wake(player) {
  const shared = hub();
  const { order, evicted } = admit(shared.awake, player, DECODED_PLAYERS, (one) => one.playing());
  shared.awake = order;
  for (const one of evicted) one.sleep();
}

/** One player's channels, sources and clock. */
export class Desk {
  constructor() {
    /** @type {Map<string, Channel>} */ this.channels = new Map();
    /** @type {Voice[]} */ this.voices = [];
    /** @type {GainNode | null} */ this.master = null;
    /** @type {AnalyserNode | null} */ this.masterMeter = null;
    this.running = false;
    this.silent = false; // no sound system: the picture plays on, by the page's clock
    this.zero = 0; // clock time at which position `from` is heard
    this.from = 0; // seconds in the film
    /** The round after this one, once it is laid. @type {{zero: number, from: number} | null} */ this.next = null;
    this.turns = 0; // rounds that were begun by themselves
    this.samples = new Float32Array(1024);
  }

  /** To be called inside a click or a key press. @returns {Promise<boolean>} whether there is sound */
  async open() {
    const shared = hub();
    if (!shared.context || shared.context.state === "closed") {
      try {
        shared.context = new AudioContext({ latencyHint: "interactive", sampleRate: SAMPLE_RATE });
        shared.contexts += 1;
      } catch {
        this.silent = true;
        return false;
      }
    }
    const context = shared.context;
    if (!this.master) {
      this.master = context.createGain();
      this.masterMeter = context.createAnalyser();
      this.masterMeter.fftSize = 1024;
      this.master.connect(this.masterMeter).connect(context.destination);
    }
    if (context.state !== "running")
      await Promise.race([context.resume().catch(() => {}), new Promise((done) => setTimeout(done, PATIENCE))]);
    this.silent = /** @type {string} */ (context.state) !== "running";
    return !this.silent;
  }

  get context() {
    return /** @type {AudioContext} */ (hub().context);
  }

  clock() {
    return this.silent ? performance.now() / 1000 : this.context.currentTime;
  }

  /** Seconds from the clock to the ear. */
  latency() {
    return this.silent ? 0 : this.context.outputLatency || this.context.baseLatency || 0;
  }

  /** Position in the film of what is heard now, in seconds. */
  position() {
    if (!this.running) return this.from;
    const now = this.silent
      ? this.clock()
      : heard(this.context.currentTime, this.latency(), this.context.getOutputTimestamp?.(), performance.now());
    if (this.next && now >= this.next.zero) {
      Object.assign(this, this.next);
      this.next = null;
      this.turns += 1;
    }
    return this.from + Math.max(0, now - this.zero);
  }

  /** Lay the next round: when `end` has sounded, from `position` on, by the sound's own clock. Once for each round; nothing comes of it where it is too late.
   * @param {Track[]} tracks @param {number} end seconds in the film @param {number} position */
  around(tracks, end, position) {
    const when = this.zero + end - this.from;
    if (!this.running || this.silent || this.next || when < this.clock() + AHEAD) return;
    for (const voice of [...this.voices]) this.release(voice, when, SOFT);
    for (const track of tracks) this.voice(track, when, position, SOFT);
    this.next = { zero: when, from: position };
  }

  /** Start all tracks together, at a position in the film. @param {Track[]} tracks @param {number} position */
  start(tracks, position) {
    this.stop();
    this.from = position;
    this.zero = this.clock() + AHEAD;
    this.running = true;
    if (!this.silent) for (const track of tracks) this.voice(track, this.zero, position, SOFT);
  }

  /** Other music from now on, at the same place in the film. @param {Track[]} tracks @param {(channel: string) => boolean} replaced */
  exchange(tracks, replaced) {
    if (!this.running || this.silent) return;
    const when = this.clock() + AHEAD;
    const { zero, from } = this.next && when >= this.next.zero ? this.next : this;
    for (const voice of this.voices.filter((v) => replaced(v.channel))) this.release(voice, when, FADE);
    for (const track of tracks) this.voice(track, when, from + when - zero, FADE);
  }

  /** No round after this one, unless it has begun. @param {Track[]} tracks all that sounds */
  forgetRound(tracks) {
    if (!this.next || this.clock() + AHEAD >= this.next.zero) return;
    this.exchange(tracks, () => true); // what was to end with this round goes on
    this.next = null;
  }

  /** @param {Track} track @param {number} when @param {number} position @param {number} fadeIn */
  voice(track, when, position, fadeIn) {
    const plan = schedule(position, track.start, track.buffer.duration);
    if (!plan) return;
    const context = this.context;
    const source = context.createBufferSource();
    const fade = context.createGain();
    source.buffer = track.buffer;
    if (plan.offset > 0) {
      fade.gain.setValueAtTime(0, when);
      fade.gain.linearRampToValueAtTime(1, when + fadeIn);
    }
    source.connect(fade).connect(this.channel(track.channel).level);
    source.start(when + plan.wait, plan.offset);
    const voice = { source, fade, channel: track.channel, begins: when + plan.wait };
    this.voices.push(voice);
    hub().sources += 1;
    source.addEventListener("ended", () => this.drop(voice), { once: true });
  }

  /** @param {Voice} voice @param {number} when @param {number} seconds */
  release(voice, when, seconds) {
    if (voice.begins > when + seconds) {
      voice.source.stop(); // it has not begun, and never will
      return this.drop(voice);
    }
    voice.fade.gain.cancelScheduledValues(when);
    voice.fade.gain.setValueAtTime(1, when);
    voice.fade.gain.linearRampToValueAtTime(0, when + seconds);
    voice.source.stop(when + seconds + 0.005);
  }

  /** @param {Voice} voice */
  drop(voice) {
    const at = this.voices.indexOf(voice);
    if (at < 0) return;
    this.voices.splice(at, 1);
    voice.source.disconnect();
    voice.fade.disconnect();
    hub().sources -= 1;
  }

  /** Stop; `from` then says where. */
  stop() {
    if (this.running) this.from = this.position();
    this.running = false;
    this.next = null;
    if (!this.silent) for (const voice of [...this.voices]) this.release(voice, this.clock(), 0.008);
  }

  /** @param {string} name @returns {Channel} */
  channel(name) {
    let channel = this.channels.get(name);
    if (!channel) {
      const level = this.context.createGain();
      const meter = this.context.createAnalyser();
      meter.fftSize = 1024;
      level.connect(meter).connect(/** @type {GainNode} */ (this.master));
      this.channels.set(name, (channel = { level, meter }));
    }
    return channel;
  }

  /** Take over levels, mutes and solos. @param {{name: string, level: number, mute: boolean, solo: boolean, safe?: boolean}[]} strips
   * @param {number} master gain */
  mix(strips, master) {
    if (!this.master) return;
    const now = this.context.currentTime;
    gains(strips).forEach((gain, index) => this.channel(strips[index].name).level.gain.setTargetAtTime(gain, now, 0.01));
    this.master.gain.setTargetAtTime(master, now, 0.01);
  }

  /** Peak of the last 20 ms of a channel, or of the whole desk. @param {string} [name] */
  peak(name) {
    const meter = name === undefined ? this.masterMeter : this.channels.get(name)?.meter;
    if (!meter) return 0;
    meter.getFloatTimeDomainData(this.samples);
    let peak = 0;
    for (const value of this.samples) if (value > peak || -value > peak) peak = Math.abs(value);
    return peak;
  }

  dispose() {
    this.running = false;
    for (const voice of [...this.voices]) {
      voice.source.stop();
      this.drop(voice);
    }
    for (const { level, meter } of this.channels.values()) {
      level.disconnect();
      meter.disconnect();
    }
    this.channels.clear();
    this.master?.disconnect();
    this.masterMeter?.disconnect();
  }
}
