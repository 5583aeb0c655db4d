// @ts-check
// What is done to the notes of the open motif: written, rested, moved, split, typed; each step can be undone.
import { BenchSteps } from "./bench_steps.js";
import { noteAt, put, read, toggled } from "./core/motif.js";
import { fits, withNotes } from "./core/motifs.js";
import { HIGHEST, LOWEST, midiOf, nearestOf, spell, stepped } from "./core/pitch.js";

/** @typedef {import("./core/motif.js").Note} Note */

export class BenchNotes extends BenchSteps {
  /** @param {Partial<Pick<BenchSteps, "step" | "part" | "black" | "tool" | "base" | "dotted" | "triple">>} change what is seen, not kept */
  view(change) {
    Object.assign(this, change);
    this.refresh();
  }

  /** @param {number} index @param {number} tick */
  choose(index, tick) {
    this.chosen = index;
    this.cursor = tick;
    this.steps.apart();
    this.refresh();
  }

  /** @param {string} letter */
  write(letter) {
    const { notes, cursor, length } = this;
    const before = [...notes].reverse().find((note) => note.start < cursor) ?? notes.find((note) => note.start >= cursor);
    const name = nearestOf(letter, this.key, before ? midiOf(before.name) : 67);
    if (cursor + length > this.edge && this.mark.bars >= 8) return this.say("The grid is full.");
    const note = { start: cursor, beats: length, name };
    const next = put(notes, note);
    if (!this.setNotes(next, next.indexOf(note))) return;
    this.cursor = cursor + length;
    this.sound.try(midiOf(name));
    this.refresh();
  }

  rest() {
    const { notes, cursor, length } = this;
    if (cursor + length > this.edge) return this.say("The grid ends here.");
    const hole = { start: cursor, beats: length, name: "C4" };
    const next = put(notes, hole).filter((note) => note !== hole);
    this.cursor = cursor + length;
    if (next.length === notes.length && next.every((note, i) => note.beats === notes[i].beats && note.start === notes[i].start)) return this.choose(-1, this.cursor);
    this.setNotes(next, -1);
  }

  backspace() {
    const { notes } = this;
    const last = notes.map((note) => note.start < this.cursor).lastIndexOf(true);
    if (last < 0) return this.say("No note before the cursor.");
    this.cursor = notes[last].start;
    this.setNotes(notes.filter((_, i) => i !== last), -1);
  }

  /** @param {number} index */
  remove(index) {
    const { notes } = this;
    if (!notes[index]) return this.say("Choose a note first: click it, or press N.");
    this.cursor = notes[index].start;
    this.setNotes(notes.filter((_, i) => i !== index), -1);
  }

  /** @param {number} steps */
  goTo(steps) {
    const to = Math.max(0, Math.min((steps > 0 ? Math.floor(this.cursor / this.step) : Math.ceil(this.cursor / this.step)) * this.step + steps * this.step, this.edge));
    this.choose(noteAt(this.notes, to), to);
  }

  /** @param {1 | -1} direction */
  next(direction) {
    const { notes, chosen, cursor } = this;
    if (!notes.length) return this.say("There are no notes yet.");
    const to = notes[chosen] ? chosen + direction : direction > 0 ? notes.findIndex((note) => note.start >= cursor) : notes.map((note) => note.start < cursor).lastIndexOf(true);
    if (!notes[to]) return this.say(direction > 0 ? "No note after this." : "No note before this.");
    this.choose(to, notes[to].start);
    this.sound.try(midiOf(notes[to].name));
  }

  /** The chosen note, changed. @param {(note: Note) => Note} how @param {string} tag */
  alter(how, tag) {
    const { notes, chosen } = this;
    const note = notes[chosen];
    if (!note) return this.say("Choose a note first: click it, or press N.");
    const changed = how(note);
    if (changed.beats <= 0 || changed.start < 0) return;
    const next = put(notes.filter((one) => one !== note), changed);
    if (!this.setNotes(next, next.indexOf(changed), tag)) return;
    this.cursor = changed.start;
    if (changed.name !== note.name) this.sound.try(midiOf(changed.name));
    this.refresh();
  }

  /** @param {number} rows @param {boolean} octave */
  pitch(rows, octave) {
    this.alter((note) => {
      const to = octave ? midiOf(note.name) + 12 * rows : stepped(midiOf(note.name), this.key, this.all, rows);
      return to < LOWEST || to > HIGHEST ? note : { ...note, name: spell(to, this.key) };
    }, "pitch");
  }

  /** @param {number} tick */
  split(tick) {
    const { notes } = this;
    const next = toggled(notes, tick, this.step, this.edge, (i) => (notes[Math.max(i, 0)] ?? { name: spell(67, this.key) }).name);
    const at = next.findIndex((note) => note.start >= tick && note.start < tick + this.step);
    this.cursor = tick;
    if (!this.setNotes(next, at)) return;
    if (at >= 0) this.sound.try(midiOf(next[at].name));
  }

  /** @param {string} text @returns {import("./core/motif.js").Wrong[]} */
  typed(text) {
    const { mark, notes } = this;
    const first = notes[0]?.start ?? 0;
    const found = read(text, first);
    if (!found.wrong.length && !fits(found.notes, mark.meter, mark.pickup)) found.wrong.push({ from: 0, to: text.length, why: "this is more than sixteen bars. A motif is two at most." });
    if (found.wrong.length) return found.wrong;
    const last = found.notes[found.notes.length - 1];
    const fresh = last && (found.notes.length !== notes.length || found.notes.some((note, i) => note.name !== notes[i].name));
    this.chosen = -1;
    this.change(withNotes(mark, found.notes), "text");
    this.sound.again();
    this.refresh();
    if (fresh && !this.sound.running) this.sound.try(midiOf((found.notes.find((note, i) => note.name !== notes[i]?.name) ?? last).name));
    return [];
  }
}
