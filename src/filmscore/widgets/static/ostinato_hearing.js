// @ts-check
// What is heard and seen of the ostinato: a note under the finger, the cell alone, its page and the copies with the picture.
import { code, madeOf } from "./core/ostinato_mark.js";
import { rotated } from "./core/ostinato.js";
import { beatAt, built } from "./core/ostinato_page.js";
import { midiOf } from "./core/pitch.js";
import { flashAllowed, signals } from "./core/signals.js";
import { clamp, frameOf } from "./core/time.js";
import { make } from "./dom.js";
import { MoodFilm } from "./mood_film.js";
import { OstinatoHands } from "./ostinato_hands.js";
import { CellSound, PageSound, pageScore } from "./ostinato_sound.js";

const REST = 350; // ms after the last change until what plays is played anew

export class OstinatoHearing extends OstinatoHands {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    const { data } = this;
    this.heard = ""; // the copy that is heard; empty: what is on the grid
    this.waiting = 0;
    this.tuned = make("p", { class: "fsp-note fsp-ot-tuned" });
    this.place = make("p", { class: "fsp-ot-place" });
    this.streamers = make("input", { type: "checkbox", onchange: () => this.overlay(this.frame) });
    this.streamers.checked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.film = new MoodFilm(model, "", { ...data.shot, frames: data.frames }, signal);
    this.signals = signals([], data.hits);
    this.flashes = flashAllowed(this.signals, this.second);
    /** @type {any} */ this.grid = null;
    /** @type {any} */ this.strip = null;
    /** @type {Record<string, any>} */ this.buttons = {};
    const sound = { bank: data.bank, velocity: data.velocity, say: (/** @type {string} */ text) => this.say(text), named: (/** @type {string} */ id) => id };
    this.cellSound = new CellSound(model, { ...sound, made: (said) => this.status.textContent === said && this.say(""), moved: (key) => this.step(key), turned: () => this.turned() }, signal);
    this.sound = new PageSound(model, {
      ...sound, loudness: data.loudness, peak: data.peak, slow: (text) => this.tuning(text), moved: (seconds) => this.follow(seconds), turned: (on) => this.turned(on), last: this.film.seconds(data.shot.last - 1), tuning: (text) => this.tuning(text),
    }, signal);
  }

  /** @param {string} words */
  tuning(words) {
    this.tuned.textContent = words;
  }

  /** A note under the finger. @param {string} name */
  note(name) {
    if (!name || this.sound.running || this.cellSound.what === "cell") return;
    const who = this.firstWho;
    if (!this.cellSound.players.has(who)) return; // silence is better than a note that comes late
    void this.cellSound.start(/** @type {any} */ ({ notes: [{ who, beat: 0, beats: 0.4, pitch: midiOf(name), hard: 84 }], starts: [], length: 0.6 }), 96, "note");
  }

  cellAlone() {
    if (this.cellSound.what === "cell") return this.cellSound.stop();
    const { cell, turn } = this.made;
    void this.cellSound.loop(rotated(cell, turn), this.firstWho, this.data);
  }

  /** What is heard, as a page. @param {string} copy */
  score(copy) {
    const mark = this.steps.now.find((one) => one.copy === copy) ?? this.mark;
    const made = madeOf(mark, this.data.bars);
    return pageScore(code(mark, this.data), mark === this.mark && this.told ? this.told.page : built(made, this.data.ground), this.data, mark.players);
  }

  play() {
    if (this.sound.running) return this.sound.stop();
    return this.start("");
  }

  /** @param {string} copy */
  async start(copy) {
    this.heard = copy;
    const { shot } = this.data;
    const from = this.frame >= shot.last - 2 ? shot.first : this.frame;
    const score = this.score(copy);
    const began = await this.sound.play(score, this.film.seconds(shot.first), this.film.seconds(from), () => this.film.guide, (seconds, wait) => this.film.run(seconds, wait));
    if (began) void this.sound.tune(score, copy);
  }

  /** What is on the grid, and the copies, in turn, at the same place. */
  swap() {
    const all = this.steps.now.map(({ copy }) => copy);
    if (all.length < 2) return this.say("There is no copy to compare with: keep one as A, then change something.");
    const next = all[(all.indexOf(this.heard) + 1) % all.length];
    if (!this.sound.running) return void this.start(this.heard ? "" : next);
    this.heard = next;
    const score = this.score(next);
    void this.sound.exchange(score).then(() => this.sound.tune(score, next));
    this.turned(true);
  }

  /** It was changed while it plays. */
  replayed() {
    clearTimeout(this.waiting);
    if (!this.sound?.running || this.heard) return;
    this.waiting = setTimeout(() => {
      if (!this.sound.running || this.heard || this.signal.aborted) return;
      const score = this.score("");
      void this.sound.exchange(score).then(() => this.sound.tune(score, ""));
    }, REST);
  }

  /** @param {boolean} [on] */
  turned(on = this.sound.running) {
    this.buttons.play.textContent = on ? "■ Stop" : "▶ Play with picture";
    this.buttons.play.title = `${on ? "Stop" : "Play with picture"} (key K)`;
    this.buttons.cell.firstChild.textContent = this.cellSound.what === "cell" ? "Stop the cell" : "Cell alone";
    const what = this.heard ? `hearing ${this.heard}` : "hearing the grid";
    this.buttons.swap.firstChild.textContent = on && this.copies.length ? `Compare: ${what}` : "Compare";
    if (!on) {
      if (this.frame >= this.data.shot.last - 2) this.frame = this.data.shot.first;
      this.seek(this.frame);
    }
  }

  /** The step of the cell that is heard. @param {string | null} key counted from where it begins */
  step(key) {
    this.grid.body.querySelectorAll(".fsp-ot-sounding").forEach((/** @type {Element} */ one) => one.classList.remove("fsp-ot-sounding"));
    if (key === null || this.cellSound.what !== "cell") return;
    const { cell, turn } = this.made;
    const at = (((Number(key) + turn) % cell.size) + cell.size) % cell.size;
    this.grid.body.querySelectorAll(`[data-step="${at}"]`).forEach((/** @type {Element} */ one) => one.classList.add("fsp-ot-sounding"));
  }

  // ---- the picture

  /** @param {number} seconds */
  follow(seconds) {
    this.film.follow(seconds);
    this.frame = frameOf(seconds, this.data.shot.rate);
    this.showPlace();
    this.overlay(seconds * this.second);
    this.strip.go(this.frame, true);
  }

  /** @param {number} frame */
  overlay(frame) {
    this.film.picture.overlay(this.signals, this.flashes, frame, this.second, { streamers: this.streamers.checked, flash: true, flutter: false });
  }

  /** @param {number} frame */
  seek(frame) {
    const { first, last } = this.data.shot;
    this.frame = clamp(Math.round(frame), first, last - 1);
    if (this.sound.running) return void this.start(this.heard);
    this.film.show(this.film.seconds(this.frame));
    this.overlay(this.frame);
    this.strip.go(this.frame);
    this.showPlace();
  }

  showPlace() {
    const { cell } = this.made;
    const beat = beatAt(this.data.times, this.frame);
    const bar = Math.floor((beat * cell.ticks) / cell.bar + 1e-6);
    const inside = beat - (bar * cell.bar) / cell.ticks + 1;
    const text = `${this.film.place(this.film.seconds(this.frame))} · ${bar < this.data.bars ? `bar ${bar + 1} | ${Math.floor(inside + 1e-6)}` : "after the last bar"}`;
    if (this.place.textContent !== text) this.place.textContent = text;
  }
}
