// @ts-check
// The ostinato under the hand: every step that changes its cell, lanes, players, boxes and copies, with undo.
import { COPIES, cleaned, madeOf } from "./core/ostinato_mark.js";
import { MOST, sized, textOf } from "./core/ostinato.js";
import { beatAt, frameAt } from "./core/ostinato_page.js";
import { spell } from "./core/pitch.js";
import { clamp } from "./core/time.js";
import { make } from "./dom.js";
import { button } from "./ostinato_tools.js";

/** @typedef {import("./core/ostinato_mark.js").Mark} Mark */

const COUNTS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/** What can be seen and heard of it is the business of those who extend it. */
export class OstinatoHands {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.data = model.get("desk");
    this.signal = signal;
    this.frame = this.data.shot.first;
    /** @type {import("./kept_steps.js").KeptSteps} */ this.steps = /** @type {any} */ (null); // comes with those who show it
    /** @type {any} */ this.told = null; // what is judged of it
    /** @type {any} */ this.room = null;
    this.status = make("p", { class: "fsp-status fsp-ot-status", role: "status" });
    this.asked = make("div", { class: "fsp-ot-asked", hidden: true, role: "group", "aria-label": "Which ostinato" });
  }

  /** Everything may have changed. */
  refresh() {}

  /** @param {string} words */
  say(words) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  /** What a change has come to, in short. */
  short() {
    const { told } = this;
    const { met, rows } = told.meeting;
    const bars = told.home.length === this.data.bars ? "Home in every bar." : `Home in bar${told.home.length > 1 ? "s" : ""} ${told.home.join(", ")}.`;
    const home = told.home.length ? bars : "Never home.";
    return rows.length ? `${home} ${met} of ${rows.length} met.` : home;
  }

  // ---- what there is

  /** @returns {Mark} */
  get mark() {
    return this.steps.now[0];
  }

  /** @returns {Mark[]} */
  get copies() {
    return this.steps.now.slice(1);
  }

  get made() {
    return madeOf(this.mark, this.data.bars);
  }

  get firstWho() {
    return this.data.reach[(this.steps?.now[0] ?? this.data.given[0]).players[0][0]].who;
  }

  /** Frames in a second. */
  get second() {
    return this.data.shot.rate.num / this.data.shot.rate.den;
  }

  /** Frames a beat lasts, where the playhead is. */
  get beat() {
    const at = beatAt(this.data.times, this.frame);
    return frameAt(this.data.times, at + 1) - frameAt(this.data.times, at);
  }

  // ---- changed

  /** @param {Partial<Mark>} fields @param {string} said @param {string} [tag] @param {boolean} [held] */
  set(fields, said, tag = "", held = false) {
    this.steps.keep([{ ...this.mark, ...fields }, ...this.copies], tag, held);
    this.refresh();
    if (said) this.say(`${said} ${this.short()}`);
  }

  /** @param {boolean} cancelled */
  letGo(cancelled) {
    this.steps.letGo(cancelled);
    this.refresh();
  }

  /** @param {string} name @param {any} lane @param {string} said @param {boolean} [held] */
  setLane(name, lane, said, held) {
    const { [name]: _, ...rest } = this.mark.lanes;
    const lanes = Object.fromEntries(Object.keys(this.data.params).flatMap((one) => (one === name ? (lane ? [[one, lane]] : []) : rest[one] ? [[one, rest[one]]] : [])));
    this.set({ lanes }, said, held ? `lane ${name}` : "", held);
  }

  /** @param {import("./core/ostinato_page.js").Box[]} boxes @param {string} said @param {string} [tag] */
  setRoom(boxes, said, tag) {
    this.set({ room: boxes.map((box) => ({ ...box, low: spell(box.low, null), high: spell(box.high, null) })) }, said, tag);
  }

  /** @param {{start: number, end: number, low: number, high: number}} box */
  addBox(box) {
    if (this.made.boxes.length >= 24) return this.say("There are 24 boxes: take one away first.");
    this.setRoom([...this.made.boxes, { ...box, why: "", on: true, given: false }], `A box from frame ${box.start} to ${box.end}.`);
  }

  newBox() {
    const start = Math.round(clamp(this.frame, this.data.shot.first, this.data.shot.last - 2));
    this.addBox({ start, end: start + Math.max(2, Math.round(this.beat * 4)), low: 36, high: 57 });
    this.room.last();
  }

  /** @param {1 | -1} by */
  turn(by) {
    const { cell, turn } = this.made;
    const next = (turn + by) % cell.size;
    this.set({ rotate: next }, `Rotated: ${this.begun(next, cell.size)}.`, "turn");
  }

  /** @param {number} turn @param {number} size */
  begun(turn, size) {
    if (!turn) return "begins on step 1";
    const step = (((turn % size) + size) % size) + 1;
    const count = COUNTS[Math.abs(turn)] ?? Math.abs(turn);
    return `begins on step ${step}: ${count} ${turn < 0 ? "before" : "after"} its beginning`;
  }

  /** @param {1 | -1} by */
  size(by) {
    const { cell, turn } = this.made;
    if (by > 0 && cell.size >= MOST) return this.say(`${MOST} steps are the most the grid shows.`);
    const next = cell.size + by < 1 ? null : sized(cell, cell.size + by);
    if (!next) return this.say("No note would be left: move one first.");
    this.set({ cell: textOf(next), rotate: turn % next.size }, `${next.size} steps.`);
  }

  toggleRows() {
    this.set({ rows: this.mark.rows === "all" ? "scale" : "all" }, "");
    this.say(this.mark.rows === "all" ? "A row for every semitone." : "Rows of a minor scale on its first note.");
  }

  /** @param {string} copy */
  keepCopy(copy) {
    const now = { ...this.mark, copy, key: `k${COPIES.indexOf(copy) + 2}` };
    const marks = [this.mark, ...this.copies.filter((one) => one.copy !== copy), now].sort((a, b) => (a.copy < b.copy ? -1 : 1));
    this.steps.keep(marks);
    this.refresh();
    this.say(`Kept as ${copy}. Change something, then compare.`);
  }

  // ---- two cells under one name

  /** What is kept was begun with another cell than the one that is given now: whoever is here decides. @param {any} kept */
  ask(kept) {
    const given = (cleaned(this.data.given, this.data) ?? [])[0];
    if (!kept.found || !given || this.mark.origin === given.origin) return;
    const done = (/** @type {Mark[]} */ marks, /** @type {string} */ said) => {
      this.asked.hidden = true;
      this.steps.replace(marks, said);
    };
    const free = COPIES.find((copy) => !this.copies.some((one) => one.copy === copy)) ?? "B";
    this.asked.replaceChildren(make("p", {}, [`Kept under this name is another cell: ${this.mark.cell}. The one given here is ${given.cell}.`]), make("div", { class: "fsp-ot-hear" }, [
      button("Go on with the kept one", "", () => done([{ ...this.mark, origin: given.origin }, ...this.copies], "The kept one.")),
      button("Begin with the given one", "", () => done([given, ...this.copies], "The given one; Undo brings the other back.")),
      button("Keep both", "", () => done([given, ...this.copies.filter(({ copy }) => copy !== free), { ...this.mark, copy: free, key: `k${COPIES.indexOf(free) + 2}` }].sort((a, b) => (a.copy < b.copy ? -1 : 1)), `The given one; the other is copy ${free}.`)),
    ]));
    this.asked.hidden = false;
  }
}
