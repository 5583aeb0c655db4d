// @ts-check
// The Motif bench: motifs drawn on a grid, typed or tapped, heard at once, with the map of how far they are from each other. The page holds
// them with their undo, so that the work goes on while the kernel is busy or gone.
import { Grid } from "./bench_grid.js";
import { pressBench } from "./bench_keys.js";
import { motifMap } from "./bench_map.js";
import { BenchNotes } from "./bench_notes.js";
import { BenchSound } from "./bench_sound.js";
import { noteText } from "./bench_text.js";
import { LENGTHS, WORDS, controls, tabs } from "./bench_tools.js";
import { nearness, pairsOf, remarks, shapeOf } from "./core/ear.js";
import { TICKS, fraction, lengthName, meterOf, noteAt, placed, quantised, rhythmed } from "./core/motif.js";
import { cleaned, code, notesOf } from "./core/motifs.js";
import { HIGHEST, LOWEST, midiOf, printed, spell } from "./core/pitch.js";
import { make } from "./dom.js";
import { handout } from "./handout.js";
import { keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { whenNear } from "./place.js";

/** @typedef {import("./core/motif.js").Note} Note */

const NARROW = 504; // px: below it the settings would push the grid off the screen

class MotifBench extends BenchNotes {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    const panel = `fsp-mb-panel-${Math.random().toString(36).slice(2)}`;
    this.tabs = tabs({ open: (key) => this.open(key), fresh: () => this.add(), copy: () => this.copy(), remove: () => this.removeMotif() }, panel);
    this.tools = this.buildTools();
    this.grid = this.buildGrid(signal);
    this.text = noteText({ typed: (text) => this.typed(text) });
    this.map = motifMap();
    this.out = this.buildOut();
    this.build(panel);
    this.watchWidth(signal);
    this.sound = new BenchSound(model, {
      bank: this.data.bank, velocity: this.data.velocity, score: () => this.score(), say: (text) => this.say(text), named: (id) => this.player(id).name,
      turned: (on) => this.turned(on), moved: (at) => this.grid.play(this.part === "line" ? (this.notes[Math.floor(at)]?.start ?? 0) : at * TICKS),
    }, signal);
    this.refresh(true);
    whenNear(this.root, signal, () => this.sound.load(this.mark.player).then((ready) => ready && (this.root.dataset.ready = "")));
    const heard = () => this.showRemarks();
    model.on("change:kept", heard);
    signal.addEventListener("abort", () => model.off("change:kept", heard));
  }

  // ---- what it is made of

  buildTools() {
    return controls(this.data, {
      set: (field, value, tag) => this.set(field, value, tag), rename: (name) => this.rename(name), left: () => this.refresh(), play: () => this.play(),
      loop: (on) => {
        this.loop = on;
        this.sound.again();
      },
      part: (part) => {
        this.view({ part });
        this.sound.again();
      },
      step: (ticks) => this.view({ step: ticks }), black: (on) => this.view({ black: on }), tool: (tool) => this.view({ tool }), length: (ticks) => this.view({ base: ticks }),
      dot: () => this.view({ dotted: !this.dotted }), triplet: () => this.view({ triple: !this.triple }), rest: () => this.rest(), remove: () => this.remove(this.chosen), rows: (by) => this.grid.scroll(by),
      undo: () => this.steps.undo(), redo: () => this.steps.redo(),
    });
  }

  /** @param {AbortSignal} signal */
  buildGrid(signal) {
    return new Grid({
      take: () => this.steps.begin(),
      change: (notes, chosen, pitch) => {
        this.setNotes(notes, chosen, "drag", true);
        if (pitch !== undefined) this.sound.try(pitch);
      },
      choose: (index, tick) => this.choose(index, tick),
      drop: (cancelled) => this.letGo(cancelled),
      remove: (index) => this.remove(index),
      toggle: (tick) => this.split(tick),
      hear: (pitch) => void this.sound.try(pitch),
    }, signal);
  }

  buildOut() {
    return handout({ code, label: "The code that makes these motifs", count: (marks) => `${marks.length} motif${marks.length === 1 ? "" : "s"}` }, {
      restart: () => this.replace(cleaned(this.data.given) ?? [], "The bench is as it was at first; Undo brings your motifs back."),
      ...keptActs(this, (marks, said) => this.replace(marks, said)),
    });
  }

  /** @param {string} panel its id */
  build(panel) {
    this.heard = make("ul", { class: "fsp-mb-remarks" });
    this.waits = make("p", { class: "fsp-mb-quiet" });
    const listener = make("section", { class: "fsp-mb-side", "aria-label": "A listener's remarks" }, [make("p", { class: "fsp-mb-title" }, ["A listener says"]), this.heard, this.waits]);
    this.tapping = make("button", { type: "button", class: "fsp-button fsp-mb-button fsp-mb-tap", title: "Tap the rhythm in time; the pitches stay (key T)", "aria-keyshortcuts": "T", onclick: () => this.taps || this.tap() }, [make("span", {}, ["Tap the rhythm"]), make("kbd", { "aria-hidden": "true" }, ["T"])]);
    this.tapping.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.taps && this.struck(event, true));
    for (const name of ["pointerup", "pointercancel"]) this.tapping.addEventListener(name, (/** @type {PointerEvent} */ event) => this.taps && this.struck(event, false));
    this.said = make("p", { class: "fsp-mb-said", role: "status" });
    this.where = make("p", { class: "fsp-mb-here" });
    const cells = (/** @type {(string | number)[]} */ row) => make("tr", {}, row.map((cell) => make("td", {}, [String(cell)])));
    this.words = make("tbody");
    this.caption = make("caption");
    const details = make("details", { class: "fsp-words" }, [
      make("summary", {}, ["The notes and the keys in words"]),
      make("table", {}, [this.caption, make("thead", {}, [make("tr", {}, ["Where", "Pitch", "Length"].map((head) => make("th", { scope: "col" }, [head])))]), this.words]),
      make("table", {}, [make("caption", {}, ["Keys, while the bench has the focus"]), make("tbody", {}, WORDS.map(cells))]),
    ]);
    const { about, transport, frame, hand, rows } = this.tools;
    this.root = make("div", { class: "fsp-root fsp-mb", role: "group", "aria-label": this.data.title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event), onkeyup: (/** @type {KeyboardEvent} */ event) => event.key === " " && this.taps && this.struck(event, false) }, [
      make("p", { class: "fsp-title" }, [this.data.title]),
      this.tabs.element,
      make("div", { class: "fsp-mb-panel", role: "tabpanel", id: panel, "aria-label": "The open motif" }, [
        about,
        frame,
        hand,
        transport,
        make("div", { class: "fsp-mb-columns" }, [
          make("div", { class: "fsp-mb-main" }, [this.grid.element, make("div", { class: "fsp-mb-under-grid" }, [this.tapping, this.where, rows]), this.said, this.text.element]),
          make("div", { class: "fsp-mb-sides" }, [listener, this.map.element]),
        ]),
      ]),
      this.out.element,
      details,
    ]);
    // the keys go on working on the notes after the pointer was used: else Space would press the button again
    this.root.querySelector(".fsp-mb-panel").addEventListener("click", (/** @type {MouseEvent} */ event) => {
      if (event.detail > 0 && /** @type {HTMLElement} */ (event.target).closest("button, .fsp-choice, .fsp-mb-check")) this.grid.board.focus({ preventScroll: true });
    });
    this.root.fsp = this;
  }

  /** @param {AbortSignal} signal */
  watchWidth(signal) {
    let narrow = false;
    const width = new ResizeObserver(() => {
      const now = this.root.clientWidth ? this.root.clientWidth <= NARROW : narrow; // hidden: as it was
      if (now === narrow) return; // what a hand has opened stays open
      narrow = now;
      this.root.classList.toggle("fsp-mb-narrow", now);
      this.tools.fold(now);
    });
    width.observe(this.root);
    signal.addEventListener("abort", () => width.disconnect());
  }

  // ---- sound

  play() {
    if (this.sound.running) return this.sound.stop();
    if (!this.notes.length) return this.say("There is nothing to play yet: draw a note, or press a letter from A to G.");
    this.sound.start(0);
  }

  /** @param {boolean} on */
  turned(on) {
    this.tools.turned(on);
    if (on) return;
    this.grid.play(null);
    if (this.taps) this.tapped();
  }

  /** A bar counted in, then the rhythm is tapped. */
  async tap() {
    if (this.taps) return this.sound.stop();
    this.sound.stop();
    const { bar, pulse } = meterOf(this.mark.meter);
    const [beats, long] = [bar / TICKS, pulse / TICKS];
    this.record([]);
    this.tapping.classList.add("fsp-mb-tapping");
    this.tapping.firstElementChild.textContent = "Tap here, or Space";
    this.tapping.focus({ preventScroll: true });
    const clicks = [];
    for (let at = -beats; at < this.edge / TICKS - 1e-6; at += long) clicks.push(at);
    this.say("One bar is counted in. Then tap each note with Space, or on the button.");
    const began = await this.sound.start(0, { clicks, early: beats });
    if (!began) this.tapped();
  }

  /** @param {Event} event @param {boolean} down */
  struck(event, down) {
    if (!this.taps || !this.sound.running) return;
    const late = Math.min(Math.max((performance.now() - event.timeStamp) / 1000, 0), 0.5);
    const tick = (this.sound.position() - (late * this.mark.bpm) / 60) * TICKS;
    if (down && tick > -this.step / 2) {
      this.taps.push({ down: tick, up: tick });
      const note = this.notes[Math.min(this.taps.length, this.notes.length) - 1];
      this.sound.try(note ? midiOf(note.name) : 67);
    } else if (!down && this.taps.length) this.taps[this.taps.length - 1].up = tick;
  }

  /** What was tapped becomes the rhythm; the pitches stay, in their order. */
  tapped() {
    const taps = this.taps ?? [];
    this.record(null);
    this.tapping.classList.remove("fsp-mb-tapping");
    this.tapping.firstElementChild.textContent = "Tap the rhythm";
    if (!taps.length) return this.say("Nothing was tapped: the rhythm is as it was.");
    const { notes } = this;
    const next = rhythmed(notes, quantised(taps, this.step, this.edge), spell(67, this.key));
    this.setNotes(next, -1);
    const [had, has] = [notes.length, next.length];
    this.say(`${has} note${has === 1 ? "" : "s"} tapped.${had && has < had ? ` The last ${had - has} of your pitches had no tap; Undo brings them back.` : had && has > had ? " The last pitch is repeated for the notes beyond yours." : ""}`);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (this.taps && (event.key === " " || event.key === "Escape")) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") this.sound.stop();
      else if (!event.repeat) this.struck(event, true);
      return;
    }
    pressBench(event, {
      play: () => this.play(), letter: (letter) => this.write(letter), rest: () => this.rest(), length: (i) => this.view({ base: LENGTHS[i][0] }), dot: () => this.view({ dotted: !this.dotted }),
      triplet: () => this.view({ triple: !this.triple }), back: () => this.backspace(), cursor: (steps) => this.goTo(steps), next: (way) => this.next(way), pitch: (rows, octave) => this.pitch(rows, octave),
      half: (way) => this.alter((note) => ({ ...note, name: spell(Math.min(Math.max(midiOf(note.name) + way, LOWEST), HIGHEST), this.key) }), "pitch"),
      nudge: (steps) => this.alter((note) => ({ ...note, start: Math.min(note.start + steps * this.step, this.edge - note.beats) }), "nudge"),
      stretch: (steps) => this.alter((note) => ({ ...note, beats: Math.min(note.beats + steps * this.step, this.edge - note.start) }), "stretch"),
      split: () => this.split(Math.floor(this.cursor / this.step) * this.step), remove: () => this.remove(this.chosen), tap: () => this.tap(), home: () => this.choose(noteAt(this.notes, 0), 0),
      end: () => {
        const last = this.notes[this.notes.length - 1];
        this.choose(-1, last ? last.start + last.beats : 0);
      },
      undo: () => this.steps.undo(), redo: () => this.steps.redo(),
    });
  }

  // ---- what is seen

  /** @param {string} words */
  say(words) {
    if (this.said && this.said.textContent !== words) this.said.textContent = words;
  }

  /** @param {boolean} [text] also what is being typed gives way */
  refresh(text = false) {
    if (!this.sound) return; // while we are being made
    this.settle();
    const { mark, notes, key } = this;
    this.tabs.show(this.marks, mark.key);
    this.tools.show(mark, { loop: this.loop, step: this.step, part: this.part, black: this.black, tool: this.tool, base: this.base, dotted: this.dotted, triple: this.triple, past: this.steps.canUndo, future: this.steps.canRedo, chosen: this.chosen >= 0 });
    this.grid.show({ notes, key, all: this.all, meter: mark.meter, bars: mark.bars, pickup: mark.pickup, step: this.step, length: this.length, chosen: this.chosen, cursor: this.cursor, tool: this.tool, family: this.player(mark.player).family });
    this.text.show(mark.notes, text);
    const told = (/** @type {Note} */ note) => `${printed(note.name)}, ${placed(note.start, mark.meter, mark.pickup)}, ${lengthName(note.beats)}`;
    const chosen = notes[this.chosen];
    this.where.textContent = chosen ? told(chosen) : `Cursor: ${placed(Math.min(this.cursor, this.edge), mark.meter, mark.pickup)}`;
    this.grid.board.setAttribute("aria-label", `${mark.name}: ${notes.length ? `${notes.length} notes, ${shapeOf(notes)}, ${notes.map((note) => printed(note.name)).join(" ")}. ` : "no notes. "}${chosen ? `Chosen: ${told(chosen)}` : this.where.textContent}`);
    this.caption.textContent = notes.length ? `${mark.name}: ${shapeOf(notes)}, ${notes.length} notes` : `${mark.name}: no notes yet`;
    this.words.replaceChildren(...notes.map((note) => make("tr", {}, [placed(note.start, mark.meter, mark.pickup), printed(note.name), `${lengthName(note.beats)} (${fraction(note.beats)})`].map((cell) => make("td", {}, [cell])))));
    this.out.show(this.marks);
    this.showRemarks();
    this.showKept();
  }

  showRemarks() {
    if (!this.sound) return;
    const { mark } = this;
    const tunes = this.marks.map((one) => ({ key: one.key, name: one.name, meter: one.meter, notes: notesOf(one) }));
    const pairs = pairsOf(tunes, this.data.limits);
    const named = (/** @type {string} */ key) => tunes.find((tune) => tune.key === key)?.name ?? "";
    const near = pairs.filter((pair) => pair.verdict !== "apart" && (pair.a === mark.key || pair.b === mark.key)).map((pair) => nearness(pair, named(pair.a === mark.key ? pair.b : pair.a)));
    const { heard = {} } = this.model.get("kept");
    const mine = tunes.find((tune) => tune.key === mark.key) ?? tunes[0];
    const said = [...near, ...remarks(mine), ...((heard[mark.key]?.notes === mark.notes ? heard[mark.key].said : []) ?? [])];
    const waiting = mark.notes && heard[mark.key]?.notes !== mark.notes;
    const praise = mine.notes.length > 1 && !said.length;
    this.heard.replaceChildren(...(praise ? ["I could tell this one again."] : mine.notes.length ? said : ["Nothing to hear yet."]).map((text) => make("li", { class: said.length ? "fsp-mb-warn" : "" }, [text])));
    this.waits.textContent = waiting ? "What it reminds a listener of: that waits for the kernel." : "";
    this.map.show(tunes.filter((tune) => tune.notes.length > 1), pairs, mark);
  }

  showKept() {
    this.out?.keep(this.steps.keeper.where, this.steps.keeper.aside);
  }
}

export default mounted(MotifBench);

