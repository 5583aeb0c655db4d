// @ts-check
// The shot beside the net: its picture, kept with the sound, and a strip on which the changes of the walk stand.
import { clamp, frameOf, secondsOf, timecode } from "./core/time.js";
import { make } from "./dom.js";
import { Picture } from "./picture.js";
import { Reel } from "./reel.js";

/** @typedef {{title: string, rate: import("./core/time.js").Rate, origin: number, first: number, last: number, media: Record<string, string | null>, shots: {name: string, start: number, end: number}[]}} Shot */

export class NetPicture {
  /** @param {any} model @param {Shot} shot @param {AbortSignal} signal */
  constructor(model, shot, signal) {
    this.shot = shot;
    this.picture = new Picture();
    const scene = { rate: shot.rate };
    const source = {
      get: (/** @type {string} */ name) => (name === "scene" ? scene : name === "media" ? shot.media : model.get(name)),
      on: (/** @type {string} */ name, /** @type {any} */ act) => model.on(name, act), off: (/** @type {string} */ name, /** @type {any} */ act) => model.off(name, act),
      send: (/** @type {any} */ message) => model.send(message),
    };
    this.reel = new Reel(/** @type {any} */ (source), this.picture, /** @type {any} */ (this), signal);
    this.frame = shot.first;
    this.running = false;
    this.place = make("p", { class: "fsp-tn-frame" });
    this.segments = make("div", { class: "fsp-tn-segments" });
    this.head = make("div", { class: "fsp-tn-head" });
    this.strip = make("div", { class: "fsp-tn-strip", role: "img" }, [this.segments, this.head]);
    this.note = make("p", { class: "fsp-note" });
    this.element = make("figure", { class: "fsp-tn-picture" }, [this.picture.element, make("figcaption", {}, [this.place, this.strip, this.note])]);
    this.draw(shot.first);
    signal.addEventListener("abort", () => {
      this.picture.dispose();
      this.reel.dispose();
    });
  }

  /** @returns {Promise<void>} */
  async load() {
    try {
      await this.reel.loadPicture(this.frame);
      this.element.dataset.ready = "";
    } catch (error) {
      this.note.textContent = `The picture does not show: ${/** @type {Error} */ (error).message}.`;
    }
  }

  /** Frames a beat lasts, at 60. */
  get beat() {
    return this.shot.rate.num / this.shot.rate.den;
  }

  /** Beats the shot lasts. */
  get beats() {
    return (this.shot.last - this.shot.first) / this.beat;
  }

  /** The walk under the picture. @param {string[]} names @param {number} beats of each */
  show(names, beats) {
    const { first, last } = this.shot;
    const long = last - first;
    const frames = names.map((_, i) => first + Math.round(i * beats * this.beat));
    const end = first + Math.round(names.length * beats * this.beat);
    const share = (/** @type {number} */ frame) => ((clamp(frame, first, last) - first) / long) * 100;
    this.segments.replaceChildren(...names.flatMap((name, i) => {
      if (frames[i] >= last) return [];
      const until = Math.min(frames[i + 1] ?? end, last);
      return [make("span", { class: "fsp-tn-segment", title: `${name} on frame ${frames[i]}`, style: { left: `${share(frames[i])}%`, width: `${share(until) - share(frames[i])}%` } }, [name])];
    }));
    const over = end - last;
    const told = names.map((name, i) => `${name} on ${frames[i]}`);
    this.strip.setAttribute("aria-label", names.length ? `Under the picture, frames ${first} to ${last}: ${told.join(", ")}.` : `Under the picture, frames ${first} to ${last}: nothing yet.`);
    this.note.textContent = !names.length ? "" : over > 0 ? `Changes on ${frames.join(", ")}. The path goes on ${over} frame${over === 1 ? "" : "s"} after this shot.` : `Changes on ${frames.join(", ")}; it ends on ${end}.`;
  }

  /** Seconds in the film where so many beats are heard. @param {number} beats */
  seconds(beats) {
    return secondsOf(this.shot.first, this.shot.rate) + beats;
  }

  /** @param {number} wait s until the first beat is heard */
  run(wait) {
    this.running = true;
    this.picture.run(this.seconds(0), wait);
  }

  /** @param {number} beats that have been heard */
  follow(beats) {
    if (!this.running) return;
    const at = this.seconds(Math.max(0, beats));
    if (frameOf(at, this.shot.rate) >= this.shot.last) return this.rest(this.shot.last - 1);
    this.picture.follow(at, performance.now());
    this.draw(frameOf(at, this.shot.rate));
  }

  /** Stand on a frame. @param {number} [frame] */
  rest(frame = this.shot.first) {
    if (this.running || frame !== this.frame) this.picture.halt(secondsOf(frame, this.shot.rate));
    this.running = false;
    this.draw(frame);
  }

  /** @param {number} frame */
  draw(frame) {
    const { first, last, origin, rate, shots } = this.shot;
    this.frame = frame;
    this.head.style.left = `${((frame - first) / (last - first)) * 100}%`;
    const shot = shots.find(({ start, end }) => frame >= start && frame < end);
    const text = `Frame ${frame} · ${timecode(origin + frame, rate)}${shot ? ` · ${shot.name}` : ""}`;
    if (this.place.textContent !== text) this.place.textContent = text;
  }
}
