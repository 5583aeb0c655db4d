// @ts-check
// What is heard of the map: a note under the finger, everybody in turn on one note, the chord as it is given out, the picture with it.
import { midiOf } from "./core/pitch.js";
import { pitchName } from "./core/roll.js";
import { tunesOf } from "./core/seats.js";
import { icon, make } from "./dom.js";
import { placeWords } from "./orchestra_card.js";
import { strength } from "./orchestra_sound.js";
import { MapSteps } from "./orchestra_steps.js";

const SUNG = 4; // beats a chord sounds, at 60
const PRESSED = 20000; // ms a note sounds at most while it is pressed
const LIFTED = 700; // ms it rings when the finger has left
const RUNG = 900; // ms a note sounds that no finger is on
const BEFORE = 2; // beats the tune has alone

export class MapHearing extends MapSteps {
  /** @param {any} data what the kernel tells (orchestra_map.py) */
  constructor(data) {
    super(data.orchestra);
    this.data = data;
    this.looping = false;
    this.pressed = false; // a finger is on a row
    this.playing = ""; // what plays, also in the moment in which it begins again
    /** @type {import("./orchestra_axis.js").Axis} */ this.axis = /** @type {any} */ (null); // comes with those who show the map
    /** @type {import("./orchestra_axis.js").Line} */ this.line = /** @type {any} */ (null); // the row in focus
    /** @type {import("./net_picture.js").NetPicture | null} */ this.picture = null;
    /** @type {any} */ this.readout = null;
    /** @type {any} */ this.playChord = null;
    /** @type {any} */ this.playTune = null;
  }

  /** Put a row in focus. @param {any} _line @param {boolean} [_take] */
  goTo(_line, _take) {}

  describe() {}

  showCard() {}

  /** A note under the finger. @param {any} line @param {number} midi @param {string} dynamic @param {boolean} gliding */
  hear(line, midi, dynamic, gliding) {
    if (line.row.unpitched) return this.drum(line.row, line.row.sounds[0][0]);
    if (this.sound.going) this.sound.stop();
    const at = Math.min(Math.max(midi, line.row.least), line.row.most);
    line.at = at;
    this.axis.sounds(line.row.name);
    this.axis.hover(line, at);
    if (!gliding) {
      this.describe();
      this.showCard();
    }
    this.showPoint(line, at, dynamic);
    if (at !== midi && gliding) return; // beyond its end the last note sounds on
    void this.sound.touch(line.row.name, at, dynamic).then((/** @type {boolean} */ sounds) => sounds && this.pressed && this.sound.linger(PRESSED));
  }

  /** The finger has left. */
  lift() {
    this.pressed = false;
    this.sound.linger(LIFTED);
    this.axis.sounds("");
    this.describe();
    this.showCard();
  }

  /** The note its pointer stands on, by keys. @param {import("./orchestra_axis.js").Line} line */
  ring(line) {
    this.hear(line, line.at, this.dynamic, false);
    setTimeout(() => this.lift(), RUNG);
  }

  /** A sound without pitch. @param {any} row @param {number | null} key */
  drum(row, key) {
    this.goTo(this.axis.line(row.name), false);
    const at = key ?? 60;
    this.axis.sounds(row.name);
    void this.sound.touch(row.name, at, this.dynamic, key === null).then(() => setTimeout(() => this.axis.sounds(""), RUNG));
  }

  /** @param {any} line @param {number} midi @param {string} strong */
  hover(line, midi, strong) {
    if (!line || midi < line.row.least || midi > line.row.most) {
      this.readout.textContent = "";
      return this.axis.hover(this.line.row.unpitched ? null : this.line, this.line.at);
    }
    this.axis.hover(line, midi, ` ${strong}`);
    this.showPoint(line, midi, strong);
  }

  /** @param {any} line @param {number} midi @param {string} strong */
  showPoint(line, midi, strong) {
    this.readout.textContent = `${line.row.name}: ${placeWords(line.row, midi, pitchName(midi))} · ${strong}`;
  }

  /** Everybody who is shown and has the note. @param {number} midi */
  everybody(midi) {
    const names = this.axis.seen.filter(({ row }) => !row.unpitched && row.least <= midi && midi <= row.most).map(({ row }) => row.name);
    if (!names.length) return this.say(`Nobody shown has ${pitchName(midi)}.`);
    this.say(`${pitchName(midi)}, from ${names.length}: ${names.join(", ")}.`);
    return this.sound.everybody(names, midi, this.dynamic, (/** @type {string} */ name) => {
      this.axis.sounds(name);
      if (name) this.axis.reveal(this.axis.line(name));
    });
  }

  /** The chord as it is given out; `tune`: the tune alone first. @param {boolean} tune */
  hearChord(tune) {
    const what = tune ? "tune" : "chord";
    if (this.sound.what === what) return this.sound.stop();
    const seats = this.seats.filter(({ dots }) => dots.some(({ note }) => note));
    if (!seats.length) return this.say("Nobody plays yet: pull a note of the chord onto a row.");
    const lead = tunesOf(seats);
    if (tune && !lead.length) return this.say("Nobody has the tune: choose a row that plays, and press “tune” in its card.");
    const velocity = strength(this.data.layers[this.dynamic].db);
    const note = (/** @type {any} */ row, /** @type {any} */ dot, /** @type {number} */ beat, /** @type {number} */ beats) => ({ who: this.sound.idOf(row.name, this.dynamic), pitch: midiOf(dot.note), beat, beats, velocity, until: velocity });
    const from = tune ? BEFORE + 1 : 0;
    const all = seats.flatMap(({ row, dots }) => dots.filter((dot) => dot.note).map((dot) => note(row, dot, from, SUNG)));
    const first = tune ? seats.filter(({ said }) => lead.includes(said)).flatMap(({ row, dots }) => dots.filter((dot) => dot.tune).map((dot) => note(row, dot, 0, BEFORE))) : [];
    const least = this.picture && !tune ? this.picture.beats : 0;
    return this.sound.start({ notes: [...first, ...all], starts: [], length: Math.max(from + SUNG + 1, least) }, 60, what);
  }

  follow() {
    if (this.sound?.what) this.picture?.follow(this.sound.position());
  }

  /** It plays, or has stopped. @param {string} what */
  turned(what) {
    for (const [one, name, text] of /** @type {[any, string, string][]} */ ([[this.playChord, "chord", this.picture ? "The chord, with the picture" : "The chord"], [this.playTune, "tune", "The tune, then all"]])) {
      const on = what === name;
      one.replaceChildren(icon(on ? "pause" : "play"), make("span", {}, [on ? "Stop" : text]));
    }
    if (what) this.picture?.run(-this.sound.position());
    else this.picture?.rest();
    if (what) this.playing = what;
    else if (this.looping && this.playing && this.sound.over) this.hearChord(this.playing === "tune");
    if (!what && !(this.looping && this.sound?.over)) this.playing = "";
  }
}
