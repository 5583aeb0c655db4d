// @ts-check
// Time in a small player: notes handed to the sound system a moment before they are due, or the tape of a recording.
import { due, sounding } from "./core/roll.js";
import { heard } from "./core/sync.js";
import { Sounds } from "./note_sounds.js";
import { strike } from "./note_voice.js";
import { hub, leaveTurn, takeTurn } from "./sound.js";

/** @typedef {import("./core/roll.js").Note} Note */

const AHEAD = 0.03; // s between a click and the first note
const WINDOW = 0.6; // s of notes handed to the sound system beforehand, for a page may be busy; in the background it wakes once a second
const WINDOW_HIDDEN = 2.2;
const TICK = 40; // ms

export class Transport extends Sounds {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    this.longest = Math.max(0, ...this.notes.map((note) => note.beats));
    /** beats of notes, seconds of a recording */
    this.length = /** @type {number} */ (this.isSound ? this.plan.seconds : this.plan.beats);
    this.bpm = this.plan.bpm ?? 60;
    this.shift = 0;
    this.loop = this.plan.loop;
    this.at = 0; // where it stands, or stood when it was started, loops counted on
    this.zero = 0; // clock time at which `at` is heard
    this.done = 0; // notes are handed over up to here
    this.running = false;
    /** @type {{voice: import("./note_voice.js").Voice, index: number, at: number}[]} */ this.voices = [];
    /** @type {AudioBufferSourceNode | null} */ this.tape = null;
    this.timer = 0;
    this.frame = 0;
    this.me = { sleep: () => {}, pause: () => this.pause(), playing: () => this.running };
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** It plays or stands. */
  look() {}

  /** Time has passed. @param {boolean} [_all] also what does not move has changed */
  show(_all = false) {}

  /** Beats, or seconds of a recording, in a second of the clock. */
  get speed() {
    return this.isSound ? 1 : this.bpm / 60;
  }

  /** What is heard now, loops counted on. */
  position() {
    if (!this.running) return this.at;
    const { desk } = this;
    const now = desk.silent ? desk.clock() : heard(desk.context.currentTime, desk.latency(), desk.context.getOutputTimestamp?.(), performance.now());
    return this.at + Math.max(0, now - this.zero) * this.speed;
  }

  /** The same within one round. */
  shownAt() {
    const at = this.position();
    return this.loop ? at % this.length : Math.min(at, this.length);
  }

  toggle() {
    if (this.running) this.pause();
    else this.start();
  }

  async start() {
    if (this.starting) return;
    this.starting = true;
    try {
      const [open, loaded] = await Promise.all([this.desk.open(), this.load()]);
      if (!open && !this.closed) this.say("This browser gives no sound.");
      if (!open || !loaded) return;
    } finally {
      this.starting = false;
    }
    takeTurn(this.me);
    if (this.at >= this.length - 1e-6) this.at = 0;
    this.running = true;
    this.begin(this.at, this.desk.clock() + AHEAD + this.lead());
    this.look();
    const draw = (/** @type {number} */ time) => {
      if (!this.running) return;
      if (!this.calm.matches || time - (this.drawn ?? 0) > 500) {
        this.drawn = time;
        this.show();
      }
      this.frame = requestAnimationFrame(draw);
    };
    this.frame = requestAnimationFrame(draw);
    this.timer = setInterval(() => this.tick(), TICK);
  }

  lead() {
    return this.isSound ? 0 : Math.max(0, ...this.wanted().map((id) => this.players.get(id)?.lead ?? 0));
  }

  /** Let a position be heard at a moment of the clock. @param {number} at @param {number} when */
  begin(at, when) {
    this.at = at;
    this.zero = when;
    const { desk } = this;
    /** @type {GainNode} */ (desk.master).gain.setValueAtTime(this.loudness(), desk.clock());
    if (this.isSound) return this.roll();
    // what sounds here already is taken up in the middle
    const inside = this.loop ? at % this.length : at;
    for (const index of sounding(this.notes, inside - 1e-6, this.longest)) {
      const note = this.notes[index];
      if (note.beat < inside - 1e-6) this.sound(note, index, at, when, note.beat + note.beats - inside);
    }
    this.done = at;
    this.tick();
  }

  /** @param {Note} note @param {number} index @param {number} at @param {number} when @param {number} beats */
  sound(note, index, at, when, beats) {
    const player = this.players.get(this.who(note.part));
    if (!player) return;
    const { desk } = this;
    const voice = strike(desk.context, desk.channel("notes").level, player, {
      when: Math.max(when - player.lead, desk.clock()), pitch: note.pitch + this.shift, velocity: note.velocity, until: note.until,
      seconds: beats / this.speed + player.lead, pan: this.plan.parts.length > 1 ? this.plan.parts[note.part].pan : 0, sampled: this.plan.velocity,
    });
    const entry = { voice, index, at };
    this.voices.push(entry);
    voice.source.addEventListener("ended", () => {
      const place = this.voices.indexOf(entry);
      if (place >= 0) this.voices.splice(place, 1);
    }, { once: true });
  }

  /** Hand over the notes of the next moment. */
  tick() {
    if (!this.running) return;
    const now = this.desk.clock();
    const beyond = this.at + (now + (document.hidden ? WINDOW_HIDDEN : WINDOW) - this.zero + this.lead()) * this.speed;
    if (!this.isSound && beyond > this.done) {
      for (const { note, index, at } of due(this.notes, this.length, this.loop, this.done, beyond))
        if (!this.kept?.has(`${index} ${at.toFixed(4)}`)) this.sound(note, index, at, this.zero + (at - this.at) / this.speed, note.beats);
      this.done = beyond;
    }
    if (!this.loop && this.position() >= this.length) this.finish();
  }

  /** Something changes while it plays: what is not heard yet is taken back and handed over anew. @param {() => void} change */
  again(change) {
    if (!this.running || this.isSound) return change();
    const now = this.desk.clock();
    const begun = now >= this.zero;
    let at = begun ? this.at + (now - this.zero) * this.speed : this.at;
    for (const { voice } of [...this.voices]) if (voice.start > now + 0.005) voice.release(now);
    this.voices = this.voices.filter(({ voice }) => voice.start <= now + 0.005);
    change();
    // rounds counted on mean nothing where there are none
    const rounds = this.loop ? 0 : Math.floor(at / this.length) * this.length;
    at -= rounds;
    for (const entry of this.voices) entry.at -= rounds;
    // a slow sound has begun before its beat: it is there already
    this.kept = new Set(this.voices.filter((entry) => entry.at >= at - 1e-6).map((entry) => `${entry.index} ${entry.at.toFixed(4)}`));
    this.at = at;
    if (begun) this.zero = now;
    this.done = at;
    this.tick();
  }

  /** The tape of a recording. */
  roll() {
    this.tape?.stop();
    const { desk } = this;
    const source = desk.context.createBufferSource();
    const { buffer } = this;
    if (!buffer) return;
    source.buffer = buffer;
    source.loop = this.loop;
    source.connect(desk.channel("sound").level);
    source.start(this.zero, this.at % buffer.duration);
    source.addEventListener("ended", () => source.disconnect(), { once: true });
    this.tape = source;
  }

  hush() {
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    this.running = false;
    this.kept = undefined;
    const now = this.desk.silent ? 0 : this.desk.clock();
    for (const { voice } of [...this.voices]) voice.release(now, 0.03);
    this.voices = [];
    this.tape?.stop();
    this.tape = null;
    leaveTurn(this.me);
  }

  pause() {
    if (!this.running) return;
    this.at = this.shownAt();
    this.hush();
    this.look();
    this.show();
  }

  /** The end: what rings may ring. */
  finish() {
    clearInterval(this.timer);
    this.running = false;
    cancelAnimationFrame(this.frame);
    this.voices = [];
    this.tape = null;
    this.at = 0;
    leaveTurn(this.me);
    this.look();
    this.show();
  }

  /** @param {number} at */
  seek(at) {
    const to = Math.max(0, Math.min(at, this.length));
    if (this.running) {
      const now = this.desk.clock();
      for (const { voice } of [...this.voices]) voice.release(now, 0.03);
      this.voices = [];
      this.kept = undefined;
      this.begin(to >= this.length ? 0 : to, now + AHEAD + this.lead());
    } else this.at = to;
    this.show();
  }

  /** @param {boolean} on */
  setLoop(on) {
    const at = this.shownAt();
    const was = this.running;
    if (was && this.isSound && this.tape) {
      this.at = at;
      this.zero = this.desk.clock();
      this.tape.loop = on;
      this.loop = on;
    } else {
      if (!was) this.at = at;
      this.again(() => (this.loop = on));
    }
  }

  /** @param {number} bpm */
  setTempo(bpm) {
    this.again(() => (this.bpm = bpm));
    this.show();
  }

  dispose() {
    if (this.closed) return;
    this.hush();
    super.dispose();
    hub().players.delete(this.me);
  }
}
