// @ts-check
// What is heard of the net: a triad under the finger, the walk, the walk with the picture; and what of it lights up.
import { printed, triadOf } from "./core/net.js";
import { basses, led, sung, voiced } from "./core/net_voices.js";
import { Steps } from "./net_steps.js";

const BPM = 60;

export class Hearing extends Steps {
  /** @param {import("./core/net.js").Net} net */
  constructor(net) {
    super(net);
    /** @type {number[]} */ this.pitches = []; // that sound
    /** @type {number[]} */ this.held = []; // of them, classes kept from the triad before
    this.heard = -1; // the triad that sounds
    this.following = -1; // its number on the path
    /** @type {number[][]} */ this.chords = []; // of the walk that plays
    /** @type {number[]} */ this.roots = [];
    /** @type {import("./net_picture.js").NetPicture | null} */ this.picture = null;
    /** @type {any} */ this.drawing = null;
    /** @type {any} */ this.tools = null;
    /** @type {any} */ this.row = null;
    /** @type {any} */ this.told = null;
  }

  /** The step that sounds; while nothing does, the last. */
  showTold() {
    const until = this.following < 0 ? undefined : Math.max(this.following, 1) + 1; // of the first triad, the step it goes on with
    this.told.show(this.walk.slice(0, until), this.names.slice(0, until).map(printed), this.homeTriad, this.mark.home ? printed(this.mark.home) : "");
  }

  /** A triad alone; what sounds of the one before goes on. @param {number} cell @param {boolean} [last] it is the path's last */
  hearCell(cell, last = false) {
    const triad = this.triadAt(cell);
    const walk = this.walk;
    const chords = voiced(walk);
    const whole = last ? chords : walk.at(-1) === triad ? chords : null;
    const before = this.pitches.length >= 3 ? this.pitches.slice(-3) : (chords.at(-1) ?? []);
    const pitches = whole?.at(-1) ?? (before.length === 3 ? led(before, triad) : voiced([triad])[0]);
    const bass = this.mark.bass ? [basses(whole ? walk : [...walk, triad]).at(-1) ?? 43] : [];
    this.heard = this.net.cells[cell].triad;
    void this.sound.touch([...bass, ...pitches]);
  }

  /** What sounds under the finger. @param {number[]} pitches */
  touched(pitches) {
    this.sounds(pitches);
    if (!pitches.length) this.heard = -1;
    this.showNet();
  }

  /** @param {number[]} pitches */
  sounds(pitches) {
    const kept = pitches.filter((pitch) => this.pitches.includes(pitch));
    this.held = kept.map((pitch) => pitch % 12);
    const fresh = pitches.filter((pitch) => !kept.includes(pitch));
    this.pitches = pitches;
    if (fresh.length && !this.sound.drawing.calm.matches) this.drawing.wave(fresh.map((pitch) => pitch % 12));
  }

  /** The whole path; with the picture, to the end of the shot. @param {"path" | "picture"} what @param {number} [from] the triad to begin with */
  hearPath(what, from = 0) {
    if (this.sound.what === what && !from) return this.sound.stop();
    const walk = this.walk;
    if (!walk.length) return this.say("There is no path yet: click a triad, or move to one with the arrows and press Space.");
    const score = sung(walk, this.beats, this.mark.bass);
    if (what === "picture" && this.picture) score.length = Math.max(score.length, this.picture.beats);
    this.chords = voiced(walk);
    this.roots = this.mark.bass ? basses(walk) : [];
    if (from > 0) {
      const start = from * this.beats;
      score.notes = score.notes.flatMap((note) => (note.beat + note.beats > start + 1e-9 ? [{ ...note, beat: Math.max(0, note.beat - start), beats: note.beats + Math.min(0, note.beat - start) }] : []));
      score.starts = score.starts.slice(from).map(({ key, beat }) => ({ key, beat: beat - start }));
      score.length -= start;
    }
    return this.sound.start(score, BPM, what);
  }

  /** It plays, or has stopped. @param {string} what */
  turned(what) {
    this.tools.turned(what);
    if (!this.picture) return;
    if (what === "picture") this.picture.run(-this.sound.position());
    else this.picture.rest();
  }

  /** @param {string | null} key which triad of the path is heard */
  follow(key) {
    const at = key === null ? -1 : Number(key);
    const over = at >= 0 && this.sound.position() >= this.walk.length * this.beats; // the picture goes on by itself
    if (this.sound.what === "picture") this.picture?.follow(this.sound.position());
    const now = over ? -1 : at;
    if (now === this.following) return;
    this.following = now;
    this.row.sounds(now);
    this.heard = now < 0 ? -1 : triadOf(this.names[now]);
    this.sounds(now < 0 ? [] : [...(this.roots.length ? [this.roots[now]] : []), ...(this.chords[now] ?? [])]);
    this.showNet();
    if (!this.told.asked.contains(document.activeElement)) this.showTold(); // no button goes from under a hand
  }
}
