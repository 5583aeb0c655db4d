// @ts-check
// What is played: the picture, the guide track, and the music that is chosen; got when wanted, let go when told to.
import { secondsOf } from "./core/time.js";
import { admit } from "./core/shelf.js";
import { Library } from "./library.js";
import { thumbnails } from "./picture.js";
import { GUIDE } from "./mixer.js";
import { hub } from "./sound.js";

const KEPT_MUSICS = 2; // decoded at a time: the one heard, and the one before, for comparing
const KINDS = /** @type {const} */ ([["mp4", 'video/mp4; codecs="avc1.64001f"'], ["webm", 'video/webm; codecs="vp9"']]);

/** @typedef {import("./sound.js").Track} Track */

export class Reel {
  /** @param {import("./scene.d.ts").Model} model @param {import("./picture.js").Picture} picture
   * @param {import("./sound.js").Player} user @param {AbortSignal} signal */
  constructor(model, picture, user, signal) {
    this.scene = model.get("scene");
    this.media = model.get("media");
    this.library = new Library(model, user);
    this.picture = picture;
    this.user = user;
    this.signal = signal;
    this.name = `player-${Math.random().toString(36).slice(2)}`; // among all of the page
    this.blind = !this.media.mp4 && !this.media.webm; // there is no picture, or this browser cannot show it
    /** @type {Track[] | null} */ this.guide = null;
    /** @type {Track[] | null} */ this.music = null;
    this.font = ""; // with whose instruments the music was made
    /** @type {string[]} */ this.decoded = [];
    /** @type {import("./scene.d.ts").Cue | null} */ this.wanted = null;
  }

  /** Everything there is to play now. */
  get tracks() {
    return [...(this.guide ?? []), ...(this.music ?? [])];
  }

  get complete() {
    return Boolean(this.guide && this.music && (this.picture.ready || this.blind));
  }

  /** @param {number} frame to show first */
  async loadPicture(frame) {
    if (this.picture.ready || this.blind) return;
    const [kind] = KINDS.find(([name, mime]) => this.media[name] && this.picture.video.canPlayType(mime)) ?? KINDS.find(([name]) => this.media[name]) ?? KINDS[0];
    const [part] = await this.library.bytes(String(this.media[kind]), { what: kind });
    if (this.signal.aborted) return;
    try {
      await this.picture.load(part.data, part.mime, secondsOf(frame, this.scene.rate));
    } catch (error) {
      this.blind = true;
      throw error;
    }
  }

  /** A small still of each of these frames; they cost a little, so they wait until nothing else is to do.
   * @param {number[]} frames @param {(stills: string[]) => void} use */
  illustrate(frames, use) {
    const name = `${this.media.mp4}/${frames.join()}`;
    const seconds = frames.map((frame) => secondsOf(frame + 0.5, this.scene.rate));
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 500));
    idle(() => {
      if (this.signal.aborted) return;
      hub()
        .stills.take(name, this.user, () => thumbnails(this.picture.url, seconds, () => !this.signal.aborted))
        .then((stills) => this.signal.aborted || use(stills))
        .catch(() => {}); // the strip does without
    });
  }

  async loadGuide() {
    if (this.guide) return;
    if (!this.media.guide) this.guide = [];
    else {
      const [{ buffer }] = await this.library.sounds(this.media.guide, { what: "guide" });
      this.guide = [{ channel: GUIDE, start: 0, buffer }];
    }
  }

  /** @param {import("./scene.d.ts").Cue} cue @returns {Promise<boolean>} false if another was wanted in the meantime */
  async loadMusic(cue) {
    this.wanted = cue;
    const name = cue.key ?? `${this.name}/${cue.label}`;
    const sounds = cue.heard ? await this.library.sounds(name, { what: "music", cue: cue.label }) : [];
    if (cue !== this.wanted || this.signal.aborted) return false;
    const { order, evicted } = admit(this.decoded, name, KEPT_MUSICS, () => false);
    this.decoded = order;
    for (const old of evicted) this.library.forget(old);
    const start = secondsOf(cue.start, this.scene.rate);
    this.font = sounds[0]?.font ?? "";
    this.music = sounds.map((stem) => ({ channel: `${cue.label}/${stem.name}`, start, buffer: stem.buffer }));
    return true;
  }

  /** Let go of all decoded sound; its bytes stay. */
  sleep() {
    this.library.forget();
    this.decoded = [];
    this.guide = this.music = null;
  }

  dispose() {
    this.library.dispose();
  }
}
