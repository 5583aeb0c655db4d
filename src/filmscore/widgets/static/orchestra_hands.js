// @ts-check
// Going about the map, by hand and by keys: which row is in focus and where its pointer stands, who is searched for, and what is pulled to whom.
import { octavesOf } from "./core/orchestra.js";
import { midiOf, printed } from "./core/pitch.js";
import { pitchName } from "./core/roll.js";
import { dotsOf, landing } from "./core/seats.js";
import { placeWords } from "./orchestra_card.js";
import { MapHearing } from "./orchestra_hearing.js";
import { pressMap } from "./orchestra_keys.js";

const PATIENCE = 4000; // ms for the kernel to say what a chord's symbol means

export class MapHands extends MapHearing {
  /** @param {any} data */
  constructor(data) {
    super(data);
    /** @type {boolean} */ this.narrow = false;
    this.overview = false; // narrow, all rows are shown in place of one
    this.waits = false; // for the number of a note of the chord
    this.family = "";
    this.asked = ""; // what is searched for
    /** @type {any} */ this.status = null;
    /** @type {any} */ this.search = null;
    /** @type {any} */ this.families = null;
    /** @type {any} */ this.tray = null;
  }

  /** Narrow, one instrument at a time. */
  fold() {}

  /** @param {boolean} narrow @returns {boolean} whether it was otherwise before */
  turnNarrow(narrow) {
    const turned = narrow !== this.narrow;
    this.narrow = narrow;
    return turned;
  }

  /** @param {string} words */
  say(words) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  /** @param {any} line @param {boolean} [take] the focus too */
  goTo(line, take = true) {
    if (line.element.hidden) {
      this.choose("");
      this.find("");
    }
    this.line = line;
    for (const one of this.axis.lines) {
      one.lane.tabIndex = one === line ? 0 : -1;
      one.element.classList.toggle("fsp-om-focus", one === line);
      for (const drum of one.lane.querySelectorAll("button")) drum.tabIndex = one === line ? 0 : -1;
    }
    if (this.narrow) this.fold();
    this.describe();
    if (take) line.lane.focus({ preventScroll: true });
    this.axis.reveal(line);
    this.showCard();
  }

  /** @param {number} by @param {boolean} [take] */
  goBy(by, take = true) {
    const { seen } = this.axis;
    const at = seen.indexOf(this.line) + by;
    if (seen[at]) this.goTo(seen[at], take);
  }

  /** A row is pressed. @param {any} line */
  chooseRow(line) {
    if (this.narrow && this.overview) this.overview = false;
    this.goTo(line, !line.row.unpitched || document.activeElement?.closest(".fsp-om-row") !== line.element);
  }

  /** What the pointer of the row in focus stands on, for those who hear the page. */
  describe() {
    const { row, lane, at } = this.line;
    if (row.unpitched) return;
    lane.setAttribute("aria-valuenow", String(at));
    const mine = this.dotsAt(row).map(({ key, note }) => `${this.whose(key)} ${row.sections.length ? "have" : "has"} ${printed(note)}`);
    lane.setAttribute("aria-valuetext", `${placeWords(row, at, this.nameOf(at))}${mine.length ? `. ${mine.join(", ")}` : ""}`);
    this.axis.hover(this.line, at);
  }

  /** A pitch by the name it has in the chord, else the usual one. @param {number} midi */
  nameOf(midi) {
    const own = this.chord.find((note) => (midiOf(note) - midi) % 12 === 0);
    return own ? (octavesOf(this.line.row, own).find((one) => one.midi === midi)?.name ?? pitchName(midi)) : pitchName(midi);
  }

  /** @param {string} family */
  choose(family) {
    this.family = family;
    for (const one of this.families.querySelectorAll("input")) one.checked = one.value === family;
    this.filter();
  }

  /** @param {string} asked */
  find(asked) {
    this.asked = asked.trim().toLowerCase();
    if (this.search.value.trim().toLowerCase() !== this.asked) this.search.value = asked;
    this.filter();
  }

  /** Who is meant by what was searched for: of that very name, else the first that begins with it, else the first that has it. */
  found() {
    const { seen } = this.axis;
    const name = (/** @type {any} */ { row }) => row.name.toLowerCase();
    return seen.find((line) => name(line) === this.asked) ?? seen.find((line) => name(line).startsWith(this.asked)) ?? seen[0];
  }

  filter() {
    const named = (/** @type {any} */ row) => [row.name, ...row.also, ...row.sections].some((one) => one.toLowerCase().includes(this.asked));
    this.axis.filter((row) => (!this.family || row.family === this.family) && (!this.asked || named(row)), this.search.value.trim());
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const inside = /** @type {HTMLElement} */ (event.target).closest(".fsp-om-lane") !== null;
    const waited = this.waits;
    pressMap(event, inside, {
      row: (by) => this.goBy(by), jump: (letter) => this.jump(letter), step: (by, octave) => this.move(by, octave), sound: () => this.ring(this.line),
      waits: () => this.waits, give: () => this.askNumber(), numbered: (number) => this.numbered(number), dynamic: (number) => this.setDynamic(this.dynamics[number - 1]),
      more: () => this.more(this.line.row), fewer: () => this.less(this.line.row), tune: () => this.tuneHere(), away: () => this.awayHere(), chord: (tune) => this.hearChord(tune), everybody: () => void this.everybody(this.line.at),
      search: () => this.search.focus(), phrase: (by) => this.openBy(by), escape: () => this.escape(), undo: () => this.steps.undo(), redo: () => this.steps.redo(),
    });
    if (waited && !["Shift", "Control"].includes(event.key)) this.waits = false;
  }

  /** @returns {boolean} whether there was anything to let go of */
  escape() {
    if (this.sound.sounds) return this.sound.stop(), this.axis.sounds(""), true;
    if (this.taken) return this.take(this.taken), true;
    if (this.asked || this.family) return this.find(""), this.choose(""), this.goTo(this.line, document.activeElement !== this.search), true;
    return false;
  }

  /** @param {string} letter */
  jump(letter) {
    const { seen } = this.axis;
    const from = seen.indexOf(this.line) + 1;
    const next = [...seen.slice(from), ...seen.slice(0, from)].find(({ row }) => row.name.toLowerCase().startsWith(letter));
    if (next) this.goTo(next);
    return Boolean(next);
  }

  // ---- given

  /** A note that was taken up is put down. @param {any} line @param {number} midi @returns {boolean} whether one was */
  put(line, midi) {
    if (!this.taken) return false;
    const note = this.taken;
    if (this.give(line.row, note, this.narrow ? null : midi)) this.putDown();
    return true;
  }

  /** @param {HTMLElement} element a bead, or a note of somebody */
  pulled({ dataset: { note, key } }) {
    if (note) return { note, key: null };
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    return dot ? { note: printed(dot.note), key: dot.key } : null;
  }

  /** Pulled over a place. @param {import("./orchestra_touch.js").Pulled} what @param {import("./orchestra_touch.js").Place} place */
  over({ note }, { line, at }) {
    if (!line) return this.axis.offer(null, []);
    const there = landing(line.row, note, at);
    this.axis.offer(line, line.row.unpitched ? [] : this.places(line.row, note).map(({ midi }) => midi), there);
  }

  /** @param {import("./orchestra_touch.js").Pulled} what @param {import("./orchestra_touch.js").Place} place */
  drop({ note, key }, { line, at, inside }) {
    this.axis.offer(null, []);
    if (line) {
      this.goTo(line, false);
      if (key === null) this.give(line.row, note, at);
      else this.carry(key, line.row, at);
    } else if (key !== null && !inside) this.away(key);
    else if (!inside) this.say(`${note} is back: let it go over a row.`);
  }

  /** @param {string} key of a note that is pressed and not pulled */
  touchDot(key) {
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    if (!dot) return;
    const line = this.axis.line(dot.who);
    line.at = midiOf(dot.note);
    this.goTo(line);
    this.ring(line);
  }

  askNumber() {
    if (!this.chord.length) return this.say("There is no chord yet: write one below the map.");
    this.waits = true;
    this.say(`Which note? ${this.chord.map((note, i) => `${i + 1} ${note}`).join(", ")}.`);
  }

  /** @param {number} number */
  numbered(number) {
    this.waits = false;
    const note = this.chord[number - 1];
    if (!note) return this.say(`The chord has no note ${number}.`);
    const { row } = this.line;
    const there = this.best(row, note);
    if (this.give(row, note, null) && there) this.line.at = there.midi;
    this.describe();
  }

  /** The pointer goes a semitone or an octave; a note that stands there goes along over the octave. @param {number} by @param {boolean} octave */
  move(by, octave) {
    const { line } = this;
    if (line.row.unpitched) return;
    const here = octave && this.dotsAt(line.row).find(({ note }) => midiOf(note) === line.at);
    if (here) {
      line.at = this.octave(here.key, by) ?? line.at;
    } else line.at = Math.min(Math.max(line.at + by * (octave ? 12 : 1), line.row.least), line.row.most);
    this.describe();
    this.showPoint(line, line.at, this.dynamic);
    this.showCard();
  }

  /** The note under the pointer, else the row's highest. */
  here() {
    const mine = this.dotsAt(this.line.row);
    return mine.find(({ note }) => midiOf(note) === this.line.at) ?? mine[mine.length - 1];
  }

  tuneHere() {
    const dot = this.here();
    if (dot) this.crown(dot.key);
    else this.say(`${this.line.row.name}: no note yet, so it has no tune.`);
  }

  awayHere() {
    const dot = this.here();
    if (dot) this.away(dot.key);
    else this.less(this.line.row);
  }

  /** @param {string} text @param {boolean} add */
  async written(text, add) {
    const wrong = await this.write(text, add);
    this.tray.refuse(wrong);
    if (wrong) this.say(wrong);
  }

  /** @param {string} text @returns {Promise<string[]>} */
  async ask(text) {
    const asked = this.sound.library.ask({ what: `chord/${text}` });
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error("What a chord’s symbol means is known while the notebook runs: write its notes, or run the cell again.")), PATIENCE));
    const [part] = /** @type {any} */ (await Promise.race([asked, late]));
    return JSON.parse(new TextDecoder().decode(part.data));
  }
}
