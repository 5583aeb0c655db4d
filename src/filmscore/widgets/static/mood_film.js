// @ts-check
// The picture of one film, and what is heard in it, for the Mood harmoniser: from the frame on which the tune begins.
import { frameOf, secondsOf, spanAt, timecode } from "./core/time.js";
import { Picture } from "./picture.js";
import { Reel } from "./reel.js";

/** @typedef {{title: string, rate: import("./core/time.js").Rate, origin: number, frames: number, lines: {start: number, end: number, who: string, text: string}[], media: Record<string, string | null>}} Film */

export class MoodFilm {
  /** @param {any} model @param {string} name @param {Film} film @param {AbortSignal} signal */
  constructor(model, name, film, signal) {
    this.name = name;
    this.film = film;
    this.leaving = new AbortController();
    signal.addEventListener("abort", () => this.dispose(), { signal: this.leaving.signal });
    this.picture = new Picture();
    // a reel speaks of one film; the widget behind it knows several
    const source = {
      get: (/** @type {string} */ what) => (what === "scene" ? { rate: film.rate } : what === "media" ? film.media : model.get(what)),
      on: (/** @type {string} */ event, /** @type {any} */ act) => model.on(event, act),
      off: (/** @type {string} */ event, /** @type {any} */ act) => model.off(event, act),
      send: (/** @type {any} */ message) => model.send({ ...message, what: `${message.what} ${name}` }),
    };
    this.reel = new Reel(/** @type {any} */ (source), this.picture, /** @type {any} */ (this), this.leaving.signal);
  }

  /** @param {number} frame to show first */
  async load(frame) {
    this.show(this.seconds(frame));
    await Promise.all([this.reel.loadPicture(this.inside(frame)), this.reel.loadGuide()]);
  }

  /** @param {number} frame */
  seconds(frame) {
    return secondsOf(frame, this.film.rate);
  }

  /** A frame that there is: music may go on after the film has ended. @param {number} frame */
  inside(frame) {
    return Math.min(Math.max(frame, 0), this.film.frames - 1);
  }

  /** What is heard in the film itself. */
  get guide() {
    return this.reel.guide ?? [];
  }

  /** @param {number} seconds @param {number} wait s until they are heard */
  run(seconds, wait) {
    this.picture.run(seconds, wait);
  }

  /** @param {number} seconds */
  follow(seconds) {
    const last = this.seconds(this.film.frames - 1);
    if (seconds >= last) return this.picture.halt(last);
    this.picture.follow(seconds, performance.now());
    this.caption(seconds);
  }

  /** Stand still. @param {number} seconds */
  show(seconds) {
    this.picture.halt(Math.min(seconds, this.seconds(this.film.frames - 1)));
    this.caption(seconds);
  }

  /** @param {number} seconds */
  caption(seconds) {
    const line = spanAt(this.film.lines, frameOf(seconds, this.film.rate));
    this.picture.say(line ? `${line.who}: ${line.text}` : "");
  }

  /** @param {number} seconds */
  place(seconds) {
    const frame = this.inside(frameOf(seconds, this.film.rate));
    return `Frame ${frame} · ${timecode(this.film.origin + frame, this.film.rate)}`;
  }

  dispose() {
    this.leaving.abort();
    this.picture.dispose();
    this.reel.dispose();
  }
}

