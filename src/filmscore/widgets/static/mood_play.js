// @ts-check
// A version with its picture: what is played, from where, and the version beside it at the same place.
import { numberOf, signature, sounding } from "./core/mood.js";
import { make } from "./dom.js";
import { MoodFilm } from "./mood_film.js";
import { MoodSteps } from "./mood_steps.js";

/** @typedef {import("./core/mood.js").Version} Version */

const LEADS = 88; // velocity of the tune
const FOLLOWS = 70; // and of what lies under it
const REST = 300; // ms

export class MoodPlay extends MoodSteps {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    /** @type {MoodFilm | null} */ this.film = null;
    this.resting = 0;
    this.other = false; // the version it is compared with is heard instead
    this.place = make("span", { class: "fsp-mh-place" });
    this.screen = make("div", { class: "fsp-mh-screen" });
    this.coming = make("p", { class: "fsp-note fsp-mh-coming", hidden: true });
  }

  /** Make the recording of the open version beforehand, when the hand rests: it is there when Play is pressed. */
  warm() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      const { players } = this.sound.bank;
      const { tune_by: tune, chords_by: chords } = this.scene;
      if (!this.signal.aborted && !this.sound.running && players.has(tune) && players.has(chords)) this.sound.take(this.score(this.version)).catch(() => {}); // who presses Play is told
    }, REST);
  }

  /** @param {boolean} _on */
  turned(_on) {}

  /** Where in the tune it is heard; null: nowhere. @param {number | null} _beat */
  moved(_beat) {}

  askFirst() {}

  showFilm() {
    const { film: name, at } = this.shot;
    this.filmAt = at;
    if (this.film?.name !== name) {
      this.film?.dispose();
      const film = (this.film = new MoodFilm(this.model, name, this.data.films[name], this.signal));
      film.picture.element.addEventListener("click", () => this.toggle());
      this.screen.replaceChildren(film.picture.element);
      this.coming.hidden = false;
      this.coming.textContent = "The picture is on its way. The music can be heard already.";
      film.load(at).then(() => (this.coming.hidden = true), (error) => {
        if (film === this.film) this.coming.textContent = `The picture does not show: ${error.message}.`;
      });
    } else this.film.show(this.film.seconds(at));
    this.showPlace(/** @type {MoodFilm} */ (this.film).seconds(at));
  }

  /** @param {Version} version @returns {import("./mood_sound.js").Score} */
  score(version) {
    const { data, scene } = this;
    const tune = data.tune.notes.map(([start, beats, midi]) => ({ start, beats, midi }));
    const under = sounding(version, data).slice(tune.length);
    return {
      key: [signature(version), scene.tune_by, scene.chords_by].join(" "), beats: data.tune.beats, bpm: data.bpm,
      lines: [{ who: this.player(scene.tune_by).id, velocity: LEADS, notes: tune }, { who: this.player(scene.chords_by).id, velocity: FOLLOWS, notes: under }],
    };
  }

  toggle() {
    if (this.sound.running) return this.sound.stop();
    if (!this.waiting) return void this.start(false);
    this.askFirst();
  }

  /** Whether there was anything to stop. */
  stop() {
    const { running } = this.sound;
    this.sound.stop();
    return running;
  }

  /** @param {boolean} other whether the version it is compared with is heard */
  async start(other) {
    if (!this.film) this.showFilm();
    const film = /** @type {MoodFilm} */ (this.film);
    this.other = other;
    this.say("", true);
    await this.sound.start(this.score(other ? this.against : this.version), film.seconds(this.shot.at), () => film.guide, (seconds, wait) => this.film?.run(seconds, wait));
  }

  /** The version it is compared with, or this one, at the same place. */
  swap() {
    const other = !(this.sound.running && this.other);
    if (!other && this.waiting) return this.sound.stop(); // this one waits for a word
    if (!this.sound.running) return void this.start(true);
    this.other = other;
    void this.sound.exchange(this.score(other ? this.against : this.version));
    this.turned(true);
  }

  /** @param {number} seconds */
  follow(seconds) {
    const film = /** @type {MoodFilm} */ (this.film);
    film.follow(seconds);
    this.showPlace(seconds);
    const beat = ((seconds - film.seconds(this.shot.at)) * this.data.bpm) / 60;
    this.moved(beat);
  }

  /** @param {number} seconds */
  showPlace(seconds) {
    const text = /** @type {MoodFilm} */ (this.film).place(seconds);
    if (this.place.textContent !== text) this.place.textContent = text;
  }

  replayed() {
    if (this.sound.running) void this.sound.exchange(this.score(this.other ? this.against : this.version));
  }
}
