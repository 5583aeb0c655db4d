// @ts-check
// The Orchestra map: everybody on one axis of pitch, under the finger or by keys, and a chord that is given to them, weighed as it is laid.
// The page holds what is laid with its undo, and weighs it by itself, so that it goes on while the kernel is busy or gone.
import { midiOf, printed } from "./core/pitch.js";
import { meant, names, partOf } from "./core/phrases.js";
import { cleaned, code, dotsOf, headOf, headsOf, phraseOf, tunesOf } from "./core/seats.js";
import { make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { NetPicture } from "./net_picture.js";
import { Axis } from "./orchestra_axis.js";
import { card } from "./orchestra_card.js";
import { tray } from "./orchestra_chord.js";
import { MapHands } from "./orchestra_hands.js";
import { KEYS } from "./orchestra_keys.js";
import { scales } from "./orchestra_scales.js";
import { MapSound } from "./orchestra_sound.js";
import { tabs } from "./orchestra_tabs.js";
import { play, pull } from "./orchestra_touch.js";
import { whenNear } from "./place.js";

const WORDS = { are: "The map is kept", will: "The map will be kept", apart: "The map was changed in two places. The newer is shown; the other was put aside, see below." };
const NARROW = 560; // px of the widget: one instrument at a time

/** @param {import("./core/seats.js").Marks} marks */
const counted = (marks) => {
  const all = names(marks);
  const notes = all.reduce((sum, name) => sum + dotsOf(marks, name).filter(({ note }) => note).length, 0);
  return `${notes} ${notes === 1 ? "note" : "notes"}${all.length > 1 ? ` in ${all.length} phrases` : ""}`;
};

class OrchestraMap extends MapHands {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    const data = model.get("desk");
    super(data);
    this.axis = new Axis(this.rows, data.orchestra.families, data.orchestra.speech, { sound: (row, key) => this.drum(row, key) });
    this.line = this.axis.lines[0];
    this.scale = scales();
    this.tabs = tabs({ open: (name) => this.open(name), another: () => this.another(), remove: () => this.remove() });
    this.tray = tray(data.moments, { take: (note) => this.take(note), away: (note) => this.strike(note), write: (text, add) => void this.written(text, add), idle: ({ row }) => this.goTo(this.axis.line(row.name)), moment: ({ bar, beat, notes }) => this.lay(notes, `Bar ${bar}, beat ${beat}: ${notes.map(printed).join(" ")}, from below.`) });
    this.card = card({
      more: () => this.more(this.line.row), fewer: () => this.less(this.line.row), octave: (key, by) => this.octave(key, by), tune: (key) => this.crown(key), away: (key) => this.away(key),
      jump: (name) => this.goTo(this.axis.line(name)), beside: (by) => this.goBy(by, false), everybody: () => void this.everybody(this.line.at),
    });
    this.picture = data.shot ? new NetPicture(model, data.shot, signal) : null;
    this.sound = new MapSound(model, {
      bank: data.bank, velocity: 0, layers: data.layers, say: (text) => this.say(text), made: (said) => this.status.textContent === said && this.say(""), named: (id) => id.split("/")[0],
      moved: () => this.follow(), turned: (what) => this.turned(what),
    }, signal);
    this.build(signal);
    this.out = this.buildOut();
    this.root.append(this.out.element, this.words());
    this.steps = new KeptSteps(model, { frames: data.frames, kind: { ...WORDS, clean: (raw) => cleaned(raw, this.rows) }, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept(), before: () => this.sound.stop(), meant: (before, after) => meant(before, after), after: (how) => `${how === "undo" ? "Undone." : "Done again."} ${names(this.marks).length > 1 ? `Phrase ${this.phrase}: ` : ""}${this.finding}` }, signal);
    this.asks = model.get("kept").found ? this.notHere() : []; // what the cell asks for, where something else was kept
    const first = this.seats[0];
    if (first) this.line = this.axis.line(first.row.name);
    this.fold();
    this.filter();
    this.refresh();
    this.goTo(this.line, false);
    whenNear(this.root, signal, () => this.nearby());
  }

  // ---- what it is made of

  buildOut() {
    return handout({ code: (marks) => code(this.rows, marks, this.data.call), label: "The code that weighs this chord", count: (marks) => counted(/** @type {any} */ (marks)) }, {
      restart: () => this.steps.replace(cleaned(this.data.given, this.rows) ?? [], "The map is as it was at first; Undo brings yours back."),
      ...keptActs(this, (marks, said) => this.steps.replace(marks, said)),
    });
  }

  words() {
    const cells = (/** @type {string[]} */ row) => make("tr", {}, [make("th", { scope: "row" }, [row[0]]), make("td", {}, [row[1]])]);
    return make("details", { class: "fsp-words" }, [make("summary", {}, ["Keys"]), make("table", {}, [make("caption", {}, ["Keys, while the focus is inside, and in no field"]), make("tbody", {}, KEYS.map(cells))])]);
  }

  /** @param {AbortSignal} signal */
  build(signal) {
    const { families } = this.data.orchestra;
    const chip = (/** @type {string} */ group, /** @type {string} */ value, /** @type {string} */ text, /** @type {() => void} */ act) => make("label", { class: "fsp-choice" }, [make("input", { type: "radio", name: `${group}-${this.me}`, value, onchange: act }), make("span", {}, [text])]);
    this.families = make("div", { class: "fsp-om-chips fsp-om-families", role: "radiogroup", "aria-label": "Families" }, [["", "All"], ...families.map((/** @type {any} */ { id, name }) => [id, name])].map(([id, name]) => chip("family", id, name, () => this.choose(id))));
    this.levels = make("div", { class: "fsp-om-chips fsp-om-levels", role: "radiogroup", "aria-label": "Dynamic" }, this.dynamics.map((one) => chip("dynamic", one, one, () => this.setDynamic(one))));
    this.search = make("input", { class: "fsp-input fsp-om-search", type: "search", "aria-label": "Search for an instrument", placeholder: "Search", oninput: () => this.find(this.search.value), onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && this.found() && this.goTo(this.found()) });
    this.whole = make("button", { type: "button", class: "fsp-button fsp-om-button fsp-om-whole", "aria-pressed": "false", onclick: () => this.look(!this.overview) }, ["All of them"]);
    this.readout = make("p", { class: "fsp-om-readout", "aria-hidden": "true" });
    const button = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-om-button", title: key ? `${name} (key ${key})` : "Everybody leaves", onclick: act }, [name]);
    this.playChord = make("button", { type: "button", class: "fsp-button fsp-play fsp-om-hear", onclick: () => this.hearChord(false) });
    this.playTune = make("button", { type: "button", class: "fsp-button fsp-om-hear fsp-om-second", onclick: () => this.hearChord(true) });
    this.loop = make("input", { type: "checkbox", onchange: () => (this.looping = this.loop.checked) });
    this.back = button("Undo", "Ctrl Z", () => this.steps.undo());
    this.again = button("Redo", "Ctrl Shift Z", () => this.steps.redo());
    this.status = make("p", { class: "fsp-status fsp-om-status", role: "status" });
    const main = make("div", { class: "fsp-om-main" }, [
      make("div", { class: "fsp-om-top" }, [this.search, this.levels, this.families, this.whole]),
      this.readout, this.axis.element, this.tabs.element, this.tray.element,
      make("div", { class: "fsp-om-tools" }, [make("div", { class: "fsp-om-hears" }, [this.playChord, this.playTune, make("label", { class: "fsp-om-check" }, [this.loop, make("span", {}, ["loop"])])]), make("div", { class: "fsp-om-edit" }, [this.back, this.again, button("Clear", "", () => this.clear())])]),
      this.status, this.card.element,
    ]);
    this.side = make("div", { class: "fsp-om-side" }, [this.scale.element, ...(this.picture ? [this.picture.element] : [])]);
    this.root = make("div", { class: "fsp-root fsp-om", role: "group", "aria-label": this.data.title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event) }, [make("p", { class: "fsp-title" }, [this.data.title]), make("div", { class: "fsp-om-desk" }, [main, this.side])]);
    this.root.fsp = this;
    /** @type {any} */ (this.families.querySelector("input")).checked = true;
    play(this.axis, {
      hear: (line, midi, strong, gliding) => {
        this.pressed = true;
        this.hear(line, midi, strong, gliding);
      },
      leave: () => this.lift(), tap: (line, midi) => this.put(line, midi), everybody: (midi) => void this.everybody(midi),
      choose: (line) => this.chooseRow(line), hover: (line, midi, strong) => this.hover(line, midi, strong),
    }, signal);
    pull(this.axis, this.root, {
      pulled: (element) => this.pulled(element), over: (what, place) => this.over(what, place), drop: (what, place) => this.drop(what, place), cancel: () => this.axis.offer(null, []),
      tap: (what) => (what.key === null ? this.take(what.note) : this.touchDot(what.key)),
    }, signal);
    this.turned("");
  }

  me = Math.random().toString(36).slice(2);

  nearby() {
    this.root.dataset.ready = "";
    for (const { row } of this.seats) this.sound.fetch(this.sound.idOf(row.name, this.dynamic)).catch(() => {}); // who presses Play is told why not
    if (this.picture) {
      this.picture.strip.setAttribute("aria-label", `The picture, from frame ${this.data.shot.first} to ${this.data.shot.last}`);
      void this.picture.load();
    }
    new ResizeObserver(() => this.fold()).observe(this.root);
    this.axis.reveal(this.line);
  }

  /** Narrow, one instrument at a time, and the scales as one line. */
  fold() {
    if (this.root.clientWidth) {
      const narrow = this.root.clientWidth <= NARROW;
      if (this.turnNarrow(narrow)) this.scale.element.open = !narrow;
    }
    this.root.classList.toggle("fsp-om-narrow", this.narrow);
    this.axis.zoom(this.narrow && !this.overview ? this.line.row : null);
    this.whole.setAttribute("aria-pressed", String(this.overview));
  }

  /** @param {boolean} overview */
  look(overview) {
    this.overview = overview;
    this.fold();
    this.axis.reveal(this.line);
  }

  // ---- what is seen

  showCard() {
    if (!this.steps) return;
    const { row, at } = this.line;
    this.card.show(row, this.seats.filter((seat) => seat.row === row), this.dynamic, at, row.unpitched ? "" : this.nameOf(at));
  }

  refresh() {
    if (!this.steps) return; // while we are being made
    const { seats, marks, dynamic } = this;
    this.axis.show(seats, dynamic, this.chord);
    /** @type {Map<number, number>} */ const counts = new Map();
    for (const { note } of dotsOf(marks)) if (note) counts.set(midiOf(note) % 12, (counts.get(midiOf(note) % 12) ?? 0) + 1);
    this.tabs.show(marks);
    this.tray.show(marks, seats, this.taken, counts, (note) => midiOf(note) % 12);
    for (const one of this.levels.querySelectorAll("input")) one.checked = one.value === dynamic;
    const { weighed, wrong } = this.scales;
    this.scale.show(weighed, wrong);
    this.playTune.hidden = !tunesOf(seats).length;
    this.back.setAttribute("aria-disabled", String(!this.steps.canUndo));
    this.again.setAttribute("aria-disabled", String(!this.steps.canRedo));
    this.describe();
    this.showCard();
    this.out.show(marks);
    this.showKept();
  }

  /** Phrases the cell asks for whose chord no phrase here has. @returns {import("./core/seats.js").Marks} */
  notHere() {
    const given = cleaned(this.data.given, this.rows) ?? [];
    const here = new Set(headsOf(this.marks).map(({ chord }) => chord));
    return headsOf(given).filter(({ chord }) => chord && !here.has(chord)).flatMap((head) => partOf(given, phraseOf(head)));
  }

  showKept() {
    if (!this.steps) return;
    const asks = this.asks?.length ? this.notHere() : [];
    const leave = () => {
      this.asks = [];
      this.showKept();
    };
    const both = () => {
      if (this.keepBoth(asks)) leave();
    };
    const chord = headOf(asks).chord.split(" ").map(printed).join(" ");
    this.out.keep(this.steps.keeper.where, this.steps.keeper.aside, asks.length ? { said: `What is kept here belongs to another chord. The cell asks for ${chord}${headsOf(asks).length > 1 ? " and more" : ""}.`, both, leave } : null);
  }
}

export default mounted(OrchestraMap);
