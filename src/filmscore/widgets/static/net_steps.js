// @ts-check
// The walk of the net under the hand: its triads, its home, and every step that changes it, with undo.
import { MOST, ledBy, near, placed, printed, triadOf } from "./core/net.js";
import { basses } from "./core/net_voices.js";
import { added, namesOf, numberOf } from "./core/walk.js";
import { stepSentence } from "./net_told.js";

/** @typedef {import("./core/net.js").Net} Net */
/** @typedef {import("./core/walk.js").Mark} Mark */

/** @type {Mark} */
export const BLANK = { what: "walk", key: "k1", path: "", places: "", home: "", beats: "2", bass: false };

/** What can be seen and heard of it is the business of those who extend it. */
export class Steps {
  /** @param {Net} net */
  constructor(net) {
    this.net = net;
    /** @type {import("./kept_steps.js").KeptSteps} */ this.steps = /** @type {any} */ (null); // comes with those who show the walk
    /** @type {any} */ this.sound = null;
    this.focus = 0; // the triangle that has, or last had, the focus
    /** @type {number[]} */ this.ghost = []; // triangles a move would lead to
  }

  /** Tell the reader something. @param {string} _words */
  say(_words) {}

  /** Everything may have changed. */
  refresh() {}

  showNet() {}

  /** @param {number} _cell @param {boolean} [_take] */
  goTo(_cell, _take) {}

  /** @param {number} _cell @param {boolean} [_last] */
  hearCell(_cell, _last) {}

  /** @param {"path" | "picture"} _what @param {number} [_from] */
  hearPath(_what, _from) {}

  /** Whether the keys go to the net now. */
  get within() {
    return false;
  }

  // ---- what there is

  /** @returns {Mark} */
  get mark() {
    return this.steps?.now[0] ?? BLANK;
  }

  get names() {
    return namesOf(this.mark.path);
  }

  get walk() {
    return this.names.map((name) => this.net.triads[triadOf(name)]);
  }

  /** The triangles of the walk. @returns {number[]} */
  get cells() {
    return placed(this.net, this.names.map(triadOf), namesOf(this.mark.places).map(Number));
  }

  get homeTriad() {
    return this.mark.home ? this.net.triads[triadOf(this.mark.home)] : null;
  }

  get beats() {
    return numberOf(this.mark.beats);
  }

  /** A name as code writes it. @param {string} name */
  plainOf(name) {
    return name.replace(/♯/g, "#").replace(/♭/g, "b");
  }

  /** @param {number} cell */
  triadAt(cell) {
    return this.net.triads[this.net.cells[cell].triad];
  }

  // ---- steps

  /** @param {Partial<Mark>} fields @param {string} tag steps with one tag are one step */
  set(fields, tag) {
    if (this.sound.what) this.sound.stop();
    this.steps.keep([{ ...this.mark, ...fields }], tag);
    this.refresh();
  }

  /** Put a triangle's triad at the end of the path. @param {number} cell @param {string} tag @param {boolean} [quiet] say nothing if it is there already */
  add(cell, tag, quiet = false) {
    const name = this.triadAt(cell).plain;
    const made = added(this.mark, name, this.cells, cell);
    if ("said" in made) {
      if (!quiet || this.names.length >= MOST) this.say(made.said);
      return false;
    }
    this.set(made, tag);
    this.goTo(cell, false);
    this.say(stepSentence(this.net, this.walk, this.names.map(printed)));
    return true;
  }

  /** A stroke has come to a triangle. @param {number} cell @param {string} stroke @param {boolean} first it began there */
  join(cell, stroke, first) {
    if (this.add(cell, stroke, first) && !first) this.hearCell(cell);
  }

  /** Go on along a row of triads. @param {number[]} triads */
  goOn(triads) {
    const tag = `way ${this.steps.keeper.copy.counter}`;
    let done = 0;
    for (const triad of triads) {
      if (!this.add(near(this.net, triad, this.cells.at(-1) ?? this.focus), tag)) break;
      done += 1;
    }
    if (done === triads.length) this.hearPath("path", this.walk.length - 1 - done);
  }

  /** @param {string} letter */
  target(letter) {
    const from = this.walk.at(-1);
    if (!from) return -1;
    const [last] = this.cells.slice(-1);
    const over = this.net.cells[last].over[letter];
    return over ?? near(this.net, ledBy(this.net, from, letter), last);
  }

  /** @param {string} letter */
  move(letter) {
    const cell = this.target(letter);
    if (cell < 0) return this.say("Choose a triad first: click it, or press Space; the moves lead on from there.");
    if (this.add(cell, "")) this.hearCell(cell, true);
  }

  /** @param {string} letter empty: none */
  previewMove(letter) {
    const cell = letter ? this.target(letter) : -1;
    this.preview(cell < 0 ? [] : [cell]);
  }

  /** @param {number[]} cells */
  preview(cells) {
    this.ghost = cells;
    this.showNet();
  }

  /** @param {number} triad @param {boolean} [turn] taken back if it is home already */
  setHome(triad, turn = false) {
    const name = this.net.triads[triad];
    const away = turn && this.homeTriad === name;
    this.set({ home: away ? "" : name.plain }, "");
    this.say(away ? "No home is chosen." : `${name.name} is home: labels are told from it.`);
  }

  home() {
    this.setHome(this.net.cells[this.within ? this.focus : (this.cells.at(-1) ?? this.focus)].triad, true);
  }

  /** @param {boolean} bass */
  setBass(bass) {
    this.set({ bass }, "");
    const roots = basses(this.walk);
    const far = roots.slice(1).reduce((sum, pitch, i) => sum + Math.abs(pitch - roots[i]), 0);
    this.say(bass ? `The cello adds the roots. It leaps: ${far} semitones in all, and what it does is no part of the moves.` : "Three voices, each to its nearest note.");
  }

  clear() {
    if (!this.names.length) return this.say("The path is empty already.");
    this.set({ path: "", places: "" }, "");
    this.say("The path is empty; Undo brings it back.");
  }

  back() {
    if (!this.names.length) return this.say("The path is empty already.");
    this.set({ path: this.names.slice(0, -1).join(" "), places: this.cells.slice(0, -1).join(" ") }, "");
    this.say(this.names.length ? `Taken back. ${stepSentence(this.net, this.walk, this.names.map(printed))}` : "The path is empty.");
  }
}
