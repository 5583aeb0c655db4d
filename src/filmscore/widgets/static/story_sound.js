// @ts-check
// What *Motif through the story* lets be heard: one statement, the plain form, or all of them in order, each by its own player.
import { due, headroom } from "./core/roll.js";
import { NoteBank } from "./note_bank.js";
import { strike } from "./note_voice.js";
import { SmallSound } from "./small_sound.js";

/** @typedef {import("./core/story.js").Sounding} Sounding */
/** @typedef {{notes: Sounding[], starts: {key: string, beat: number}[], length: number}} Score */

const AHEAD = 0.03; // s between a press and the first note
const WINDOW = 0.6; // s of notes handed over beforehand; a page in the background wakes once a second
const WINDOW_HIDDEN = 2.2;
const TICK = 40; // ms
const VELOCITY = 84;

export class StorySound extends SmallSound {
  /** @param {any} model @param {{bank: string, velocity: number, say: (text: string) => void, made: (said: string) => void, named: (id: string) => string, moved: (key: string | null, inside: number) => void, turned: (what: string) => void}} part
   * @param {AbortSignal} signal */
  constructor(model, part, signal) {
    super(model, part.say, 300, signal);
    this.part = part;
    this.bank = new NoteBank(this.library, this, part);
    this.players = this.bank.players;
    /** @type {Set<import("./note_voice.js").Voice>} */ this.voices = new Set();
    /** @type {Score} */ this.score = { notes: [], starts: [], length: 0 };
    this.bpm = 96;
    this.what = ""; // that sounds: a word of those who asked for it, empty while nothing does
    this.zero = 0; // clock time of the first beat
    this.done = 0; // notes are handed over up to here
    this.timer = 0;
  }

  get sounds() {
    return this.what !== "";
  }

  /** The notes of an instrument. @param {string} id @returns {Promise<void>} */
  fetch(id) {
    return this.bank.fetch(id);
  }

  /** Let it be heard. @param {Score} score @param {number} bpm @param {string} what */
  async start(score, bpm, what) {
    this.stop();
    const ready = await this.ready(() => Promise.all([...new Set(score.notes.map((note) => note.who))].map((id) => this.fetch(id))));
    if (!ready) return;
    if (!ready.open) return this.say("This browser gives no sound.");
    this.takeTurn();
    this.score = score;
    this.bpm = bpm;
    this.what = what;
    this.done = 0;
    this.zero = this.desk.clock() + AHEAD + this.lead();
    /** @type {GainNode} */ (this.desk.master).gain.setValueAtTime(this.loudness(score), this.desk.clock());
    this.timer = setInterval(() => this.tick(), TICK);
    this.tick();
    this.part.turned(what);
    this.drawing.start(() => this.follow());
  }

  /** The gain of all notes together. @param {Score} score */
  loudness(score) {
    return headroom(score.notes.map((note) => ({ ...note, velocity: VELOCITY, until: VELOCITY, part: 0, name: "" })));
  }

  lead() {
    return Math.max(0, ...this.score.notes.map((note) => this.players.get(note.who)?.lead ?? 0));
  }

  /** Beat that is heard now. */
  position() {
    if (!this.what) return 0;
    return ((this.hearing - this.zero) * this.bpm) / 60;
  }

  /** Tell which statement is heard, and how far into it. */
  follow() {
    const at = this.position();
    let now = null;
    for (const start of this.score.starts) if (start.beat <= at + 1e-6) now = start;
    this.part.moved(now?.key ?? null, now ? at - now.beat : 0);
  }

  /** Hand over the notes of the next moment. */
  tick() {
    if (!this.what) return;
    const { desk, score, bpm } = this;
    const beyond = ((desk.clock() + (document.hidden ? WINDOW_HIDDEN : WINDOW) - this.zero + this.lead()) * bpm) / 60;
    if (beyond > this.done) {
      for (const { note } of due(/** @type {any[]} */ (score.notes), score.length, false, this.done, beyond)) this.sound(/** @type {any} */ (note));
      this.done = beyond;
    }
    if (this.position() >= score.length) this.finish();
  }

  /** @param {Sounding} note */
  sound(note) {
    const player = this.players.get(note.who);
    if (!player) return;
    const { desk } = this;
    const when = this.zero + (note.beat * 60) / this.bpm;
    const voice = strike(desk.context, desk.channel("notes").level, player, {
      when: Math.max(when - player.lead, desk.clock()), pitch: note.pitch, velocity: VELOCITY, seconds: (note.beats * 60) / this.bpm + player.lead, sampled: this.part.velocity,
    });
    this.voices.add(voice);
    voice.source.addEventListener("ended", () => this.voices.delete(voice), { once: true });
  }

  stop() {
    this.asked += 1; // what is still on its way is not wanted any more
    if (!this.what) return;
    const now = this.desk.clock();
    for (const voice of [...this.voices]) voice.release(now, 0.03);
    this.finish();
  }

  /** The end: what rings may ring. */
  finish() {
    clearInterval(this.timer);
    this.drawing.stop();
    this.what = "";
    this.voices.clear();
    this.leaveTurn();
    this.part.moved(null, 0);
    this.part.turned("");
  }
}
