// @ts-check
// The map under the hand: who has what, and every step that changes it, with undo and a sentence for each.
import { units, weigh } from "./core/balance.js";
import { reachOf } from "./core/orchestra.js";
import { midiOf, plain, printed } from "./core/pitch.js";
import { beside, copied, names, opened, removed, unknown } from "./core/phrases.js";
import { MOST_NOTES, chordOf, crowned, dotsOf, fewer, given, givenOf, headOf, joined, landing, moved, notesIn, nowhere, phraseOf, seatsOf, tunesOf, without } from "./core/seats.js";
import { bestOctave, octavesOf, shifted } from "./core/orchestra.js";
import { capital } from "./core/words.js";

/** @typedef {import("./core/orchestra.js").Row} Row */
/** @typedef {import("./core/seats.js").Marks} Marks */


/** What can be seen and heard of it is the business of those who extend it. */
export class MapSteps {
  /** @param {any} orchestra as the kernel tells it (orchestra_page.py) */
  constructor(orchestra) {
    /** @type {Row[]} */ this.rows = orchestra.rows;
    this.tables = orchestra.tables;
    /** @type {string[]} */ this.dynamics = orchestra.dynamics;
    /** @type {any} */ this.steps = null;
    /** @type {any} */ this.sound = null;
    /** @type {string} */ this.taken = ""; // a note of the chord that was taken up, to be put down on a row
  }

  /** Tell the reader something. @param {string} _words */
  say(_words) {}

  refresh() {}

  /** What a chord's symbol means, asked of the kernel. @param {string} _text @returns {Promise<string[]>} */
  async ask(_text) {
    return [];
  }

  // ---- what there is

  /** @returns {Marks} */
  get marks() {
    return this.steps?.now.length ? this.steps.now : [{ what: "map", key: "k1", chord: "", dynamic: "mf" }];
  }

  get dynamic() {
    return headOf(this.marks).dynamic;
  }

  get seats() {
    return seatsOf(this.rows, this.marks);
  }

  /** The notes of the chord from the top down. */
  get chord() {
    return chordOf(this.marks).reverse();
  }

  /** The chord on the scales, or why not; nothing while nobody plays. @returns {{weighed: import("./core/balance.js").Weighed | null, wrong: string}} */
  get scales() {
    const seats = this.seats;
    const who = givenOf(seats);
    if (!who.length) return { weighed: null, wrong: "" };
    const tunes = tunesOf(seats);
    const weighed = weigh(who, this.dynamic, this.tables, tunes);
    const why = tunes.length && !weighed.tunes.length ? weighed.unweighed.find(([said]) => said === tunes[0]) : undefined;
    return { weighed, wrong: why ? `The tune cannot be weighed: ${why[1]}` : "" };
  }

  /** The finding, short. */
  get finding() {
    const { weighed, wrong } = this.scales;
    return wrong || (weighed ? `${weighed.finding.split(/\.(?= [A-Zm])/)[0].replace(/\.$/, "")}.` : "Nobody plays yet.");
  }

  /** How somebody is called. @param {string} key of a note of theirs */
  whose(key) {
    return this.seats.find(({ dots }) => dots.some((dot) => dot.key === key))?.said ?? "";
  }

  /** The notes of a row, from below. @param {Row} row */
  dotsAt(row) {
    return dotsOf(this.marks).filter(({ who, note }) => who === row.name && note).sort((a, b) => midiOf(a.note) - midiOf(b.note));
  }

  // ---- steps

  /** @param {Marks} marks @param {string} said @param {string} [tag] */
  set(marks, said, tag = "") {
    if (this.sound?.what) this.sound.stop();
    this.steps.keep(marks, tag);
    this.refresh();
    this.say(said);
  }

  /** Something of the phrase that is shown, changed. @param {{chord?: string, dynamic?: string}} change */
  setHead(change) {
    const { marks } = this;
    const head = headOf(marks);
    this.set(marks.map((one) => (one === head ? { ...head, ...change } : one)), "");
  }

  // ---- phrases side by side

  /** What the phrase that is shown is called. */
  get phrase() {
    return phraseOf(headOf(this.marks));
  }

  /** Another phrase shown: to look is no step, and undo does not go through it. @param {string} name */
  open(name) {
    if (name === this.phrase || !names(this.marks).includes(name)) return;
    if (this.sound?.what) this.sound.stop();
    this.taken = "";
    this.steps.amend(opened(this.marks, name));
    this.refresh();
    this.say(this.toldPhrase());
  }

  /** The phrase before, or the next. @param {number} by */
  openBy(by) {
    const all = names(this.marks);
    const at = all.indexOf(this.phrase) + by;
    if (all[at] !== undefined) this.open(all[at]);
    else this.say(all.length > 1 ? `${this.phrase} is the ${by < 0 ? "first" : "last"} phrase.` : "There is one phrase: “+ phrase” lays a copy beside it.");
  }

  toldPhrase() {
    return `Phrase ${this.phrase}, ${this.dynamic}. ${this.finding}`;
  }

  /** A copy of the phrase that is shown, beside it. */
  another() {
    const was = this.phrase;
    const made = copied(this.marks);
    if ("said" in made) return this.say(made.said);
    this.taken = "";
    this.set(made.marks, `Phrase ${made.names[0]}, a copy of ${was}: change it, and ${was} stays as it is.`);
  }

  /** The phrase that is shown, gone. */
  remove() {
    const was = this.phrase;
    const marks = removed(this.marks, was);
    if (marks === this.marks) return this.say("The last phrase stays; Clear empties it.");
    this.taken = "";
    this.set(marks, `Phrase ${was} is gone; Undo brings it back. Shown is ${phraseOf(headOf(marks))}.`);
  }

  /** Phrases from elsewhere beside those that are here: nothing is given up for them. @param {Marks} other @returns {boolean} whether they are here now */
  keepBoth(other) {
    const made = beside(this.marks, unknown(this.marks, other));
    if ("said" in made) {
      this.say(made.said);
      return false;
    }
    this.taken = "";
    if (!made.names.length) this.say("It lies here already.");
    else this.set(made.marks, `Both are kept: beside what was here ${made.names.length > 1 ? `lie phrases ${made.names.join(", ")}` : `lies phrase ${made.names[0]}`} now.`);
    return true;
  }

  /** A note of the chord given to a row. @param {Row} row @param {string} note @param {number | null} at MIDI: where on the axis, or none: where it lies best @returns {boolean} whether they have it */
  give(row, note, at) {
    const there = landing(row, note, at);
    if (!there || there.reach.word === "out") {
      this.say(there ? there.reach.told : nowhere(row, note));
      return false;
    }
    const made = given(this.marks, row, there.name);
    if ("said" in made) {
      this.say(made.said);
      return false;
    }
    this.set(made.marks, "");
    this.say(this.told(made.dot.key));
    return true;
  }

  /** Who has what now, and how it weighs. @param {string} key */
  told(key) {
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    const row = this.rows.find(({ name }) => name === dot?.who);
    if (!dot || !row) return "";
    const note = printed(dot.note);
    const said = this.whose(key);
    const { weighed } = this.scales;
    const here = weighed?.notes.find(({ midi }) => midi === midiOf(note));
    const reach = reachOf(row, midiOf(note), note);
    const strained = reach.word === "extreme" ? ` Extreme: ${reach.told}` : "";
    const verb = row.sections.length ? "have" : "has";
    return `${capital(said)} ${verb} ${note}${here?.units ? `, which weighs ${units(here.units)}` : ""}.${strained} ${this.finding}`;
  }

  /** Somebody's note on another row or at another height. @param {string} key @param {Row} row @param {number | null} at */
  carry(key, row, at) {
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    if (!dot) return false;
    const note = printed(dot.note);
    const there = landing(row, note, at);
    if (!there || there.reach.word === "out") {
      this.say(there ? there.reach.told : nowhere(row, note));
      return false;
    }
    if (dot.who === row.name) {
      if (plain(there.name) === dot.note) return true;
      this.set(moved(this.marks, key, there.name), "");
    } else {
      const made = given(without(this.marks, key), row, there.name);
      if ("said" in made) {
        this.say(made.said);
        return false;
      }
      this.set(made.marks, "");
      key = made.dot.key;
    }
    this.say(this.told(key));
    return true;
  }

  /** @param {string} key @param {number} by octaves @returns {number | null} where it stands then */
  octave(key, by) {
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    const row = this.rows.find(({ name }) => name === dot?.who);
    if (!dot || !row) return null;
    const wanted = shifted(printed(dot.note), by);
    const reach = reachOf(row, midiOf(wanted), wanted);
    if (!(midiOf(wanted) >= 0) || reach.word === "out") {
      this.say(reach.told);
      return null;
    }
    this.set(moved(this.marks, key, wanted), "");
    this.say(this.told(key));
    return midiOf(wanted);
  }

  /** @param {string} key */
  away(key) {
    const dot = dotsOf(this.marks).find((one) => one.key === key);
    if (!dot) return;
    const said = this.whose(key);
    this.set(without(this.marks, key), "");
    this.say(dot.note ? `${printed(dot.note)} is taken from ${said}. ${this.finding}` : `${capital(said)} has left.`);
  }

  /** @param {string} key */
  crown(key) {
    this.set(crowned(this.marks, key), "");
    const tunes = tunesOf(this.seats);
    this.say(tunes.length ? `The tune: ${tunes.join(", ")}. ${this.finding}` : `Nobody has the tune. ${this.finding}`);
  }

  /** @param {Row} row */
  more(row) {
    if (row.unpitched) return this.say(nowhere(row, "C4"));
    const made = joined(this.marks, row);
    if ("said" in made) return this.say(made.said);
    this.set(made.marks, "");
    this.say(`${capital(this.whose(made.marks[made.marks.length - 1].key))}: no note yet.`);
  }

  /** @param {Row} row */
  less(row) {
    const marks = fewer(this.marks, row);
    if (marks === this.marks) return this.say(`No ${row.said} plays here.`);
    this.set(marks, "");
    this.say(this.finding);
  }

  /** @param {string} dynamic */
  setDynamic(dynamic) {
    if (dynamic === this.dynamic) return;
    this.setHead({ dynamic });
    this.say(`${dynamic}. ${this.finding}`);
  }

  clear() {
    if (!dotsOf(this.marks).length) return this.say("Nobody plays here.");
    const dots = dotsOf(this.marks);
    this.set(this.marks.filter((one) => !dots.includes(/** @type {any} */ (one))), "Everybody has left; Undo brings them back.");
  }

  // ---- the chord

  /** @param {string[]} notes as code writes them @param {string} said */
  lay(notes, said) {
    this.taken = "";
    this.setHead({ chord: notes.join(" ") });
    this.say(said);
  }

  /** A chord that was written: its notes, or its symbol. @param {string} text @param {boolean} add to what is there @returns {Promise<string>} what is wrong with it; empty if nothing */
  async write(text, add) {
    const words = text.trim();
    if (!words) return "Write a chord: Dm, or its notes, Eb3 Bb3 G4 D5.";
    const read = notesIn(words);
    let notes = "notes" in read ? read.notes : [];
    const symbol = !add && !/[\s,]/.test(words); // C7 by itself is the chord
    if ("wrong" in read || symbol) {
      if ("wrong" in read && !symbol && /\d$/.test(read.wrong) && midiOf(read.wrong) >= 0) return `${printed(plain(read.wrong))} lies outside the map, which goes from A0 to C8: choose another octave.`;
      try {
        notes = await this.ask(words);
      } catch (error) {
        if (!notes.length) return /** @type {Error} */ (error).message;
      }
    }
    const before = add ? headOf(this.marks).chord : "";
    const all = notesIn(`${before} ${notes.join(" ")}`);
    if (!("notes" in all)) return "";
    if (new Set(`${before} ${notes.join(" ")}`.split(" ").filter(Boolean).map(midiOf)).size > MOST_NOTES) return `A chord of more than ${MOST_NOTES} different notes is too much for one map.`;
    this.lay(all.notes, `The chord is ${all.notes.map(printed).join(" ")}, from below.`);
    return "";
  }

  /** A note out of the chord; whoever has it, at whatever height, has none then. @param {string} note */
  strike(note) {
    const left = chordOf(this.marks).filter((one) => one !== note);
    const still = new Set(left.map((one) => midiOf(one) % 12));
    const gone = midiOf(note) % 12;
    const mine = phraseOf(headOf(this.marks));
    const marks = this.marks.map((one) => {
      if (phraseOf(one) !== mine) return one;
      if (one.what === "map") return { ...one, chord: left.map(plain).join(" ") };
      return one.note && midiOf(one.note) % 12 === gone && !still.has(gone) ? { ...one, note: "", tune: false } : one;
    });
    this.taken = "";
    this.set(marks, `${note} is out of the chord. ${this.finding}`);
  }

  /** Take a note up, to put it down on a row; again: put it back. @param {string} note */
  take(note) {
    this.taken = this.taken === note ? "" : note;
    this.refresh();
    this.say(this.taken ? `${note}: click the row it is for, where it is to sound.` : `${note} is back.`);
  }

  /** What was taken up has been put down. */
  putDown() {
    this.taken = "";
    this.refresh();
  }

  /** Where a note could go on a row, for those who pull it. @param {Row} row @param {string} note */
  places(row, note) {
    return octavesOf(row, note).filter(({ reach }) => reach.word === "comfortable");
  }

  /** @param {Row} row @param {string} note */
  best(row, note) {
    return bestOctave(row, note);
  }
}
