// @ts-check
// A small player in words: a table of its notes, and its keys.
import { nameOf, tidy } from "./core/roll.js";
import { make } from "./dom.js";

const ROWS = 200; // notes named in the table
const KEYS = [["Space", "play, pause"], ["Left, Right", "a beat back, a beat on; in the score, a note"], ["Home", "to the start"], ["A S D F … and W E T …", "notes, as on a piano"], ["Z, X", "the keys an octave lower, higher"]];

export class Words {
  /** @param {any} plan @param {import("./core/roll.js").Note[]} notes */
  constructor(plan, notes) {
    this.plan = plan;
    this.notes = notes.slice(0, ROWS);
    this.shift = 0;
    this.table = make("tbody");
    const rest = notes.length - this.notes.length;
    this.element = make("details", { class: "fsp-np-words", ontoggle: () => this.fill() }, [
      make("summary", {}, ["The notes and the keys in words"]),
      make("div", { class: "fsp-np-scroll", tabindex: 0, role: "region", "aria-label": "Notes" }, [make("table", {}, [
        make("caption", {}, [rest > 0 ? `The first ${ROWS} of ${notes.length} notes` : "Notes"]),
        make("thead", {}, [make("tr", {}, ["Beat", "Pitch", "Beats", "Part"].map((head) => make("th", { scope: "col" }, [head])))]),
        this.table,
      ])]),
      make("table", {}, [make("caption", {}, ["Keys, while the player has the focus"]), make("tbody", {}, KEYS.map(cells))]),
      ...plan.remarks.map((/** @type {string} */ text) => make("p", {}, [text])),
    ]);
  }

  /** @param {number} [shift] semitones the notes are played higher */
  fill(shift = this.shift) {
    this.shift = shift;
    if (!this.element.open) return;
    const { parts, gap } = this.plan;
    this.table.replaceChildren(...this.notes.map((note) => cells([tidy(note.beat + 1, 2), nameOf(note, shift), tidy(note.beats + Math.min(gap, note.beats), 2), parts[note.part].name])));
  }
}

/** @param {(string | number)[]} row */
const cells = (row) => make("tr", {}, row.map((cell) => make("td", {}, [String(cell)])));
