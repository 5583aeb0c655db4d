// @ts-check
// What the Mood harmoniser lets be heard: each version played by the note bank as one recording, made in a moment and brought to one loudness, so
// that no version wins by shouting; on one clock with the picture.
import { gainTo } from "./core/loudness.js";
import { GUIDE } from "./mixer.js";
import { NoteBank } from "./note_bank.js";
import { strike } from "./note_voice.js";
import { SmallSound } from "./small_sound.js";

/** @typedef {{who: string, velocity: number, notes: {start: number, beats: number, midi: number}[]}} Line */
/** What is played: lines of notes, in beats. @typedef {{key: string, lines: Line[], beats: number, bpm: number}} Score */
/** A recording, and the seconds in it before the first beat. @typedef {{buffer: AudioBuffer, early: number}} Take */

const RATE = 48000;
const RINGS = 1.6; // s after the last beat
const KEPT = 4; // recordings: eight bars take 13 MB each
const MUSIC = "music";

export class MoodSound extends SmallSound {
  /** @param {any} model @param {{bank: string, velocity: number, loudness: number, peak: number, say: (text: string) => void, slow: (text: string) => void, named: (id: string) => string, moved: (seconds: number) => void, turned: (on: boolean) => void}} part
   * @param {AbortSignal} signal */
  constructor(model, part, signal) {
    super(model, part.say, 100, signal);
    this.part = part;
    this.bank = new NoteBank(this.library, this, { bank: part.bank, named: part.named, say: part.slow, made: () => part.slow("") });
    /** @type {Map<string, Promise<Take>>} */ this.takes = new Map();
    this.running = false;
    this.from = this.until = 0; // seconds in the film: where the tune begins, and where it has ended
    this.loop = true;
    this.guideOn = true;
    /** @type {import("./sound.js").Track[]} */ this.tracks = [];
    /** @type {(seconds: number, wait: number) => void} */ this.again = () => {};
  }

  get sounds() {
    return this.running;
  }

  /** A version as a recording. @param {Score} score @returns {Promise<Take>} */
  take(score) {
    let take = this.takes.get(score.key);
    if (take) this.takes.delete(score.key); // the one that was asked for last is let go last
    else {
      take = this.record(score);
      take.catch(() => this.takes.delete(score.key));
    }
    this.takes.set(score.key, take);
    for (const old of [...this.takes.keys()].slice(0, -KEPT)) this.takes.delete(old);
    return take;
  }

  /** @param {Score} score @returns {Promise<Take>} */
  async record({ lines, beats, bpm }) {
    await Promise.all([...new Set(lines.map((line) => line.who))].map((who) => this.bank.fetch(who)));
    const beat = 60 / bpm;
    const players = lines.map((line) => /** @type {import("./note_voice.js").Player} */ (this.bank.players.get(line.who)));
    const early = Math.max(...players.map((player) => player.lead)) + 0.02;
    const room = new OfflineAudioContext(2, Math.ceil((early + beats * beat + RINGS) * RATE), RATE);
    lines.forEach(({ velocity, notes }, i) => {
      for (const { start, beats: long, midi } of notes)
        strike(room, room.destination, players[i], { when: early + start * beat - players[i].lead, pitch: midi, velocity, seconds: long * beat + players[i].lead, sampled: this.part.velocity });
    });
    const buffer = await room.startRendering();
    const channels = [0, 1].map((channel) => buffer.getChannelData(channel));
    const gain = gainTo(channels, this.part.loudness, this.part.peak);
    for (const channel of channels) for (let i = 0; i < channel.length; i++) channel[i] *= gain;
    return { buffer, early };
  }

  /** Begin at the beginning of the tune. @param {Score} score @param {number} at seconds in the film @param {() => import("./sound.js").Track[]} guide
   * @param {(seconds: number, wait: number) => void} picture let it run from there @returns {Promise<boolean>} */
  async start(score, at, guide, picture) {
    this.stop();
    const ready = await this.ready(() => this.take(score));
    if (!ready) return false;
    if (!ready.open) this.say("This browser gives no sound. The picture plays on.");
    const take = ready.got;
    this.takeTurn();
    this.from = at;
    this.until = at + (score.beats * 60) / score.bpm + RINGS / 2;
    this.tracks = [{ channel: MUSIC, start: at - take.early, buffer: take.buffer }, ...guide()];
    this.again = picture;
    this.running = true;
    this.begin();
    this.part.turned(true);
    return true;
  }

  begin() {
    const { desk } = this;
    if (!desk.silent) this.setGuide(this.guideOn);
    desk.start(this.tracks, this.from);
    this.again(this.from, desk.zero - desk.clock() + desk.latency());
    this.drawing.start(() => {
      const at = desk.position();
      if (at < this.until) this.part.moved(at);
      else if (this.loop) this.begin();
      else this.stop();
    });
  }

  /** Another version from here on, at the same place. @param {Score} score */
  async exchange(score) {
    const mine = ++this.asked;
    try {
      const take = await this.take(score);
      if (mine !== this.asked || this.closed || !this.running) return;
      const track = { channel: MUSIC, start: this.from - take.early, buffer: take.buffer };
      this.tracks = [track, ...this.tracks.slice(1)];
      this.desk.exchange([track], (channel) => channel === MUSIC);
    } catch (error) {
      this.complain(error);
    }
  }

  /** The film's own sound. @param {boolean} on */
  setGuide(on) {
    this.guideOn = on;
    if (this.desk.master) this.desk.channel(GUIDE).level.gain.setTargetAtTime(on ? 1 : 0, this.desk.clock(), 0.01);
  }

  stop() {
    this.asked += 1; // what is still on its way is not wanted any more
    if (!this.running) return;
    this.running = false;
    this.drawing.stop();
    this.desk.stop();
    this.leaveTurn();
    this.part.turned(false);
  }
}
