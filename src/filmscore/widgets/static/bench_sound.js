// @ts-check
// What the bench lets be heard: the motif once or round and round, a single note under the hand, and a click to tap to.
import { Clicker } from "./clicks.js";
import { due, headroom, sounding } from "./core/roll.js";
import { NoteBank } from "./note_bank.js";
import { strike } from "./note_voice.js";
import { SmallSound } from "./small_sound.js";

/** @typedef {import("./core/roll.js").Note} Note */
/** @typedef {import("./note_voice.js").Player} Instrument */
/** What is played. @typedef {{notes: Note[], length: number, loop: boolean, bpm: number, who: string}} Score */

const AHEAD = 0.03; // s between a press and the first note
const WINDOW = 0.6; // s of notes handed over beforehand; a page in the background wakes once a second
const WINDOW_HIDDEN = 2.2;
const TICK = 40; // ms
const TRIED = 0.55; // s a note sounds that is under the hand
const LEAST = 0.005; // s: what is nearer than this cannot be taken back

export class BenchSound extends SmallSound {
  /** @param {any} model @param {{bank: string, velocity: number, score: () => Score, say: (text: string) => void, named: (id: string) => string, turned: (on: boolean) => void, moved: (at: number) => void}} part
   * @param {AbortSignal} signal */
  constructor(model, part, signal) {
    super(model, part.say, 400, signal);
    this.part = part;
    this.bank = new NoteBank(this.library, this, { ...part, made: () => {} });
    this.players = this.bank.players;
    /** @type {{voice: import("./note_voice.js").Voice, at: number, key: string}[]} */ this.voices = [];
    /** @type {import("./note_voice.js").Voice | null} */ this.tried = null;
    /** @type {AudioBufferSourceNode[]} */ this.clicks = [];
    this.running = false;
    /** @type {Score} */ this.score = { notes: [], length: 1, loop: false, bpm: 96, who: "piano" }; // what is sounding
    this.struck = 0; // notes tried so far
    this.at = 0; // beat it stood on when it was started, loops counted on
    this.zero = 0; // clock time at which `at` is heard
    this.done = 0;
    this.timer = 0;
  }

  get sounds() {
    return this.running;
  }

  /** The notes of an instrument. @param {string} id @returns {Promise<boolean>} */
  async load(id) {
    try {
      await this.bank.fetch(id);
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    }
  }

  /** A note under the hand, at once. @param {number} pitch */
  async try(pitch) {
    const { who } = this.part.score();
    this.struck += 1;
    const mine = this.struck;
    if (!this.players.has(who) || !this.desk.master || this.desk.context.state !== "running") {
      const [open, loaded] = await Promise.all([this.desk.open(), this.load(who)]);
      if (!open || !loaded || this.closed || mine !== this.struck) return;
    }
    const { desk } = this;
    const now = desk.clock();
    this.tried?.release(now, 0.05);
    if (!this.running) /** @type {GainNode} */ (desk.master).gain.setValueAtTime(1.2, now);
    const player = /** @type {Instrument} */ (this.players.get(who));
    this.tried = strike(desk.context, desk.channel("notes").level, player, { when: now, pitch, velocity: 84, seconds: TRIED + player.lead, sampled: this.part.velocity });
  }

  // ---- playing

  /** Beat that is heard now; before the first one it is below where it began. */
  position() {
    if (!this.running) return this.at;
    return this.at + ((this.hearing - this.zero) * this.score.bpm) / 60;
  }

  /** The same within one round. */
  inside() {
    const { length, loop } = this.score;
    const at = Math.max(0, this.position());
    return loop ? at % length : Math.min(at, length);
  }

  /** @param {number} from beat @param {{clicks?: number[], early?: number}} [more] beats to click on, and how many are counted in before */
  async start(from, { clicks = [], early = 0 } = {}) {
    if (this.starting) return false;
    this.starting = true;
    this.score = this.part.score();
    try {
      const [open, loaded] = await Promise.all([this.desk.open(), this.load(this.score.who)]);
      if (!open) this.part.say("This browser gives no sound.");
      if (!open || !loaded || this.closed) return false;
    } finally {
      this.starting = false;
    }
    this.takeTurn();
    this.score = this.part.score();
    const { desk } = this;
    this.tried?.release(desk.clock(), 0.05);
    this.running = true;
    this.at = this.done = from;
    this.zero = desk.clock() + AHEAD + this.lead() + (early * 60) / this.score.bpm;
    /** @type {GainNode} */ (desk.master).gain.setValueAtTime(this.score.notes.length ? headroom(this.score.notes) : 1.2, desk.clock());
    for (const index of sounding(this.score.notes, from - 1e-6, this.longest())) {
      const note = this.score.notes[index];
      if (note.beat < from - 1e-6) this.sound(note, from, this.zero, note.beat + note.beats - from);
    }
    this.lay(clicks);
    this.timer = setInterval(() => this.tick(), TICK);
    this.tick();
    this.part.turned(true);
    this.drawing.start(() => this.part.moved(this.inside()));
    return true;
  }

  longest() {
    return Math.max(0, ...this.score.notes.map((note) => note.beats));
  }

  lead() {
    return this.players.get(this.score.who)?.lead ?? 0;
  }

  /** Clicks at beats. @param {number[]} beats */
  lay(beats) {
    if (!beats.length) return;
    const { desk } = this;
    const clicker = new Clicker(desk);
    const [down, beat] = [clicker.tick(desk.context, "down"), clicker.tick(desk.context, "beat")];
    this.clicks = beats.map((at, i) => {
      const source = desk.context.createBufferSource();
      source.buffer = i ? beat : down;
      source.connect(desk.channel("clicks").level);
      source.start(Math.max(desk.clock(), this.zero + ((at - this.at) * 60) / this.score.bpm));
      source.addEventListener("ended", () => source.disconnect(), { once: true });
      return source;
    });
  }

  /** @param {Note} note @param {number} at @param {number} when @param {number} beats */
  sound(note, at, when, beats) {
    const player = this.players.get(this.score.who);
    if (!player) return;
    const { desk } = this;
    const voice = strike(desk.context, desk.channel("notes").level, player, {
      when: Math.max(when - player.lead, desk.clock()), pitch: note.pitch, velocity: note.velocity, seconds: (beats * 60) / this.score.bpm + player.lead, sampled: this.part.velocity,
    });
    const entry = { voice, at, key: `${at.toFixed(4)} ${note.pitch}` };
    this.voices.push(entry);
    voice.source.addEventListener("ended", () => {
      const place = this.voices.indexOf(entry);
      if (place >= 0) this.voices.splice(place, 1);
    }, { once: true });
  }

  /** Hand over the notes of the next moment. */
  tick() {
    if (!this.running) return;
    const { notes, length, loop, bpm } = this.score;
    const beyond = this.at + ((this.desk.clock() + (document.hidden ? WINDOW_HIDDEN : WINDOW) - this.zero + this.lead()) * bpm) / 60;
    if (beyond > this.done) {
      for (const { note, at } of due(notes, length, loop, this.done, beyond)) {
        const key = `${at.toFixed(4)} ${note.pitch}`;
        if (!this.voices.some((entry) => entry.key === key)) this.sound(note, at, this.zero + ((at - this.at) * 60) / bpm, note.beats);
      }
      this.done = beyond;
    }
    if (!loop && this.position() >= length) this.finish();
  }

  /** The score is another while it plays: what is not heard yet is taken back and handed over anew. */
  again() {
    if (!this.running) return;
    const now = this.desk.clock();
    let at = this.at + ((now - this.zero) * this.score.bpm) / 60;
    for (const { voice } of [...this.voices]) if (voice.start > now + LEAST) voice.release(now);
    this.voices = this.voices.filter(({ voice }) => voice.start <= now + LEAST);
    const before = this.score;
    this.score = this.part.score();
    const rounds = before.loop ? Math.floor(Math.max(at, 0) / before.length) * before.length : 0;
    at -= rounds; // rounds counted on mean nothing where one has another length
    for (const entry of this.voices) {
      entry.at -= rounds;
      entry.key = `${entry.at.toFixed(4)} ${entry.key.split(" ")[1]}`;
    }
    this.at = at;
    this.zero = now;
    this.done = Math.max(at, 0);
    this.tick();
  }

  /** The end: what rings may ring. */
  finish() {
    this.quiet();
    this.voices = [];
    this.part.turned(false);
  }

  stop() {
    if (!this.running) return;
    const now = this.desk.clock();
    for (const { voice } of [...this.voices]) voice.release(now, 0.03);
    for (const source of this.clicks) source.stop();
    this.finish();
  }

  quiet() {
    clearInterval(this.timer);
    this.drawing.stop();
    this.running = false;
    this.clicks = [];
    this.at = 0;
    this.leaveTurn();
  }
}
