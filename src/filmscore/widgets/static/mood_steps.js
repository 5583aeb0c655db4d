// @ts-check
// The versions under the hand: each step of a learner's, its undo, and what comes from elsewhere.
import { mustSay, numberOf, say, signature, told } from "./core/mood.js";

/** @typedef {import("./core/mood.js").Version} Version */
/** @typedef {import("./core/mood.js").Scene} Scene */
/** @typedef {import("./core/mood.js").Step} Step */
/** What Python tells at the beginning (mood_harmoniser.py, mood_tables.py).
 * @typedef {import("./core/mood.js").Tables & {title: string, given: any[], bpm: number, shots: {id: string, film: string, at: number, label: string, seen: string}[], films: Record<string, import("./mood_film.js").Film>,
 *   menu: {id: string, name: string, family: string, low: number, high: number}[], bank: string, velocity: number, loudness: number, peak: number}} Data */

export class MoodSteps {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    this.data = /** @type {Data} */ (model.get("desk"));
    this.opened = "k1";
    this.filmAt = 0; // frame on which the tune begins in the shot that is seen
    /** @type {import("./kept_steps.js").KeptSteps} */ this.steps = /** @type {any} */ (null); // comes with those who show the versions
    /** @type {import("./mood_film.js").MoodFilm | null} */ this.film = null;
    /** @type {import("./mood_sound.js").MoodSound} */ this.sound = /** @type {any} */ (null);
  }

  // ---- what those who extend it show and play

  refresh() {}

  /** @param {string} _words @param {boolean} [_always] */
  say(_words, _always) {}

  showFilm() {}

  /** @param {boolean} _other */
  async start(_other) {}

  /** What sounds is played by somebody else from here on. */
  replayed() {}

  // ---- what there is

  /** @returns {(Version | Scene)[]} */
  get now() {
    return this.steps.now;
  }

  /** @returns {Version[]} */
  get versions() {
    return /** @type {Version[]} */ (this.now.filter((mark) => mark.what === "version"));
  }

  /** @param {string} key */
  find(key) {
    return /** @type {Version} */ (this.versions.find((one) => one.key === key));
  }

  get version() {
    return this.find(this.opened);
  }

  get scene() {
    return /** @type {Scene} */ (this.now[this.now.length - 1]);
  }

  get against() {
    return this.find(this.scene.against);
  }

  get shot() {
    return this.data.shots.find((one) => one.id === this.scene.shot) ?? this.data.shots[0];
  }

  /** @param {string} id */
  player(id) {
    return this.data.menu.find((one) => one.id === id) ?? this.data.menu[0];
  }

  /** Whether something is to be said before this is played. */
  get waiting() {
    return mustSay(this.version, this.against);
  }

  // ---- steps

  /** What was done to the open version. @param {Step} step */
  step({ version, said }) {
    const before = this.version;
    if (version === before) {
      this.refresh();
      return this.say(said);
    }
    const heardOther = signature(version) !== signature(before);
    if (heardOther) this.sound.stop();
    this.steps.keep(this.now.map((mark) => (mark === before ? version : mark)));
    this.refresh();
    this.say(told(this.version, this.against, said, this.data));
  }

  /** The scene: its shot, who plays, what is compared with. The bars do not move for the first two. @param {Partial<Scene>} fields */
  setScene(fields) {
    if (fields.shot || fields.against) this.sound.stop();
    this.steps.keep(this.now.map((mark) => (mark.what === "scene" ? { ...mark, ...fields } : mark)));
    this.refresh();
    if (fields.shot) {
      this.showFilm();
      this.say("Another picture. The notes are the same, and so is the prediction.");
    } else if (fields.against) this.say(`Compared with version ${numberOf(fields.against)}.`);
    else {
      this.replayed();
      this.say(`${fields.tune_by ? "The tune" : "The chords"}: ${this.player(/** @type {string} */ (fields.tune_by ?? fields.chords_by)).name.toLowerCase()}. Who plays is not counted.`);
    }
  }

  /** @param {string} key */
  open(key) {
    this.sound.stop();
    const version = this.find(key);
    if (!version.filled) {
      const { what: _what, key: _key, said: _said, said_of: _of, ...rest } = this.against;
      this.steps.keep(this.now.map((mark) => (mark.key === key ? { ...version, ...rest, filled: true } : mark)));
    }
    this.opened = key;
    this.tell();
    this.refresh();
    this.say(version.filled ? `Version ${numberOf(key)}.` : `Version ${numberOf(key)} begins as version ${numberOf(this.scene.against)}. Change one thing.`);
  }

  /** @param {string} key */
  reset(key) {
    this.sound.stop();
    const first = this.data.given.find((mark) => mark.key === key);
    const scene = this.scene.against === key && key !== "k1" ? { ...this.scene, against: "k1" } : this.scene;
    this.steps.keep(this.now.map((mark) => (mark.key === key ? { ...first } : mark.what === "scene" ? scene : mark)));
    if (this.opened === key && !first.filled) {
      this.opened = "k1";
      this.tell();
    }
    this.refresh();
    this.say(`Version ${numberOf(key)} is ${first.filled ? "plain" : "empty"} again; Undo brings it back.`);
  }

  /** @param {string} said */
  predicted(said) {
    const { version, against } = this;
    this.steps.keep(this.now.map((mark) => (mark === version ? say(version, against, said) : mark)));
    this.refresh();
    void this.start(false);
  }

  /** All may be other than before. */
  afterwards() {
    if (!this.version.filled) {
      this.opened = "k1";
      this.tell();
    }
    this.refresh();
    if (this.film?.name !== this.shot.film || this.filmAt !== this.shot.at) this.showFilm();
  }

  /** Python gives the open version when asked for it. */
  tell() {
    try {
      this.model.send({ type: "open", key: this.opened });
    } catch {
      // the kernel of this page is gone
    }
  }
}
