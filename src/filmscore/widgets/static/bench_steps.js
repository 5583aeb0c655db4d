// @ts-check
// The motifs on the bench and their undo, step by step; without a word about how they look. What is done to notes: bench_notes.js.
import { TICKS, heardAs, lineAlone, meterOf, rhythmAlone } from "./core/motif.js";
import { MOST_MOTIFS, cleaned, fits, free, freeKey, notesOf, withNotes } from "./core/motifs.js";
import { keyOf, midiOf, spell } from "./core/pitch.js";
import { KeptSteps } from "./kept_steps.js";

/** @typedef {import("./core/motifs.js").Mark} Mark */
/** @typedef {import("./core/motif.js").Note} Note */

const MOTIFS = { are: "The motifs are kept", will: "The motifs will be kept", apart: "Motifs were made in two places. The newer are shown; the others were put aside, see below." };

export class BenchSteps {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.data = model.get("desk");
    this.steps = new KeptSteps(model, {
      frames: this.data.frames, kind: { ...MOTIFS, clean: /** @type {any} */ (cleaned) }, say: (text) => this.say(text), showKept: () => this.showKept(),
      refresh: () => {
        this.sound?.again();
        this.refresh(true);
      },
    }, signal);
    this.open_ = this.data.open;
    this.chosen = -1;
    this.cursor = 0;
    this.step = TICKS / 2;
    this.base = TICKS / 2;
    this.dotted = this.triple = this.black = this.loop = false;
    /** @type {"all" | "rhythm" | "line"} */ this.part = "all"; // what is heard
    /** @type {"draw" | "contour"} */ this.tool = "draw";
    /** @type {{down: number, up: number}[] | null} */ this.taps = null;
    /** @type {import("./bench_sound.js").BenchSound} */ this.sound = /** @type {any} */ (null); // comes last
  }

  // ---- what there is

  /** @returns {Mark[]} */
  get marks() {
    return this.steps.now.length ? this.steps.now : [this.fresh("Motif 1", "k1")];
  }

  /** @returns {Mark} */
  get mark() {
    return this.marks.find((mark) => mark.key === this.open_) ?? this.marks[0];
  }

  get notes() {
    return notesOf(this.mark);
  }

  get key() {
    return keyOf(this.mark.tonality);
  }

  get all() {
    return this.black || !this.key;
  }

  get edge() {
    const { meter, bars, pickup } = this.mark;
    return meterOf(meter).bar * (bars + (pickup ? 1 : 0));
  }

  /** Ticks of the note to write. */
  get length() {
    return (this.base * (this.dotted ? 3 : 1) * (this.triple ? 2 : 1)) / ((this.dotted ? 2 : 1) * (this.triple ? 3 : 1));
  }

  /** @param {string} id */
  player(id) {
    return this.data.menu.find((/** @type {any} */ one) => one.id === id) ?? this.data.menu[0];
  }

  /** @param {string} name @param {string} key @returns {Mark} */
  fresh(name, key) {
    const { meter, bars, tonality } = this.data.fresh;
    const like = this.steps?.now.find((/** @type {Mark} */ mark) => mark.key === this.open_);
    return { what: "motif", key, name, stands: "", notes: "", at: "0", pickup: false, bars, meter: like?.meter ?? meter, tonality: like?.tonality ?? tonality, player: like?.player ?? "piano", bpm: like?.bpm ?? 96 };
  }

  score() {
    const { bpm, player, meter } = this.mark;
    const length = this.edge / TICKS;
    if (this.taps) return { notes: [], length: length + meterOf(meter).beat / TICKS / 2, loop: false, bpm, who: player };
    const { notes } = this;
    if (this.part === "line") return { notes: lineAlone(notes), length: Math.max(notes.length, 1), loop: this.loop, bpm, who: player };
    return { notes: this.part === "rhythm" ? rhythmAlone(notes) : heardAs(notes), length, loop: this.loop, bpm, who: player };
  }

  // ---- steps

  /** @param {Mark} mark @param {string} [tag] @param {boolean} [held] */
  change(mark, tag = "", held = false) {
    this.steps.keep(this.marks.map((one) => (one.key === mark.key ? mark : one)), tag && `${tag} ${mark.key}`, held);
  }

  /** @param {Note[]} notes @param {number} chosen @param {string} [tag] @param {boolean} [held] @returns {boolean} */
  setNotes(notes, chosen, tag = "", held = false) {
    if (!fits(notes, this.mark.meter, this.mark.pickup)) {
      this.say("That is more than sixteen bars. A motif is two at most.");
      return false;
    }
    this.chosen = chosen;
    this.change(withNotes(this.mark, notes), tag, held);
    this.sound.again();
    this.refresh(!held);
    return true;
  }

  /** @param {boolean} cancelled */
  letGo(cancelled) {
    this.steps.letGo(cancelled);
    this.refresh(true);
  }

  /** @param {Mark[]} marks @param {string} said */
  replace(marks, said) {
    this.chosen = -1;
    this.steps.replace(marks, said);
  }

  // ---- motifs

  /** @param {string} key */
  open(key) {
    if (key === this.mark.key) return;
    this.sound.stop();
    this.open_ = key;
    this.chosen = -1;
    this.cursor = 0;
    this.steps.keeper.tell({ type: "open", key });
    this.steps.apart();
    this.sound.load(this.mark.player);
    this.refresh(true);
  }

  /** @param {Mark} mark @param {string} said */
  put(mark, said) {
    if (this.marks.length >= MOST_MOTIFS) return this.say(`${MOST_MOTIFS} motifs are more than a listener keeps apart: remove one first.`);
    this.steps.keep([...this.marks, mark]);
    this.open(mark.key);
    this.say(said);
  }

  add() {
    const { marks } = this;
    this.put(this.fresh(free(marks, `Motif ${marks.length + 1}`), freeKey(marks)), "A new motif. Give it a name, and say what it stands for.");
  }

  copy() {
    const { marks, mark } = this;
    this.put({ ...mark, key: freeKey(marks), name: free(marks, mark.name) }, `A copy of ${mark.name}.`);
  }

  removeMotif() {
    const { marks, mark } = this;
    const at = marks.indexOf(mark);
    const rest = marks.filter((one) => one !== mark);
    this.steps.keep(rest.length ? rest : [this.fresh("Motif 1", mark.key)]);
    this.open_ = "";
    this.open((rest[Math.min(at, rest.length - 1)] ?? this.marks[0]).key);
    this.chosen = -1;
    this.say(`${mark.name} is off the bench; Undo brings it back.`);
    this.refresh(true);
  }

  /** @param {string} name */
  rename(name) {
    const wanted = name.trim();
    const taken = this.marks.some((mark) => mark.key !== this.mark.key && mark.name === wanted);
    if (!wanted || taken) return this.say(taken ? `There is a motif called ${wanted} already.` : "A motif needs a name: the film will call it by it.");
    this.change({ ...this.mark, name: wanted }, "name");
    this.say("");
    this.refresh();
  }

  /** @param {keyof Mark} field @param {any} value @param {string} [tag] */
  set(field, value, tag = "") {
    const { mark, notes } = this;
    /** @type {Mark} */ let next = { ...mark, [field]: value };
    if (field === "tonality") {
      const key = keyOf(value);
      next = withNotes(next, notes.map((note) => (key?.steps.includes(midiOf(note.name) % 12) ? { ...note, name: spell(midiOf(note.name), key) } : note)));
    }
    if (field === "pickup") {
      const { bar } = meterOf(mark.meter);
      const way = value ? bar : -bar;
      if (!value && notes.some((note) => note.start < bar)) {
        this.say("There are notes in the pickup: move them into bar 1 first.");
        return this.refresh();
      }
      next = withNotes(next, notes.map((note) => ({ ...note, start: note.start + way })));
    } else if (field === "meter" || field === "bars") {
      if (!fits(notes, next.meter, next.pickup)) return this.refresh();
      next = withNotes(next, notes);
      if (field === "bars" && next.bars !== value) this.say(`The notes need ${next.bars} bars.`);
    }
    this.change(next, tag);
    if (field === "player") this.sound.load(value).then(() => this.sound.again());
    else if (field !== "stands") this.sound.again();
    this.refresh(field !== "stands" && field !== "bpm");
  }

  /** What is open and chosen, after motifs or notes have gone. */
  settle() {
    this.open_ = this.mark.key;
    if (!this.notes[this.chosen]) this.chosen = -1;
  }

  /** @param {{down: number, up: number}[] | null} taps */
  record(taps) {
    this.taps = taps;
  }

  // ---- what those who extend this show

  /** @param {string} _words */
  say(_words) {}

  /** @param {boolean} [_text] also what is being typed gives way */
  refresh(_text) {}

  showKept() {}
}
