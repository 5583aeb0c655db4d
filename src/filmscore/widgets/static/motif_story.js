// @ts-check
// Motif through the story: statements side by side, the arc over them, and the chosen one's stack of transformations. The page holds
// the plan and its undo; how a transformed motif sounds is worked out in Python, and what was asked for waits until it answers.
import { add, cleaned, code, find, laidOut, lineOf, nameOf, remove, set, shift, written } from "./core/story.js";
import { icon, make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { whenNear } from "./place.js";
import { roll } from "./story_draw.js";
import { Fields } from "./story_fields.js";
import { StorySound } from "./story_sound.js";
import { Stack } from "./story_stack.js";
import { Evidence, Strip } from "./story_strip.js";

/** @typedef {import("./core/story.js").Mark} Mark */
/** @typedef {import("./core/story.js").Edit} Edit */
/** @typedef {import("./story_strip.js").Line} Line */
/** What Python tells at the beginning (motif_story.py). @typedef {{title: string, given: any[], motifs: Record<string, {notes: any[], beats: number, pitches: string, code: string}>, tools: import("./core/story.js").Tool[],
 *   players: {id: string, name: string, family: string}[], films: {name: string, title: string, frames: number, cuts: number[]}[], bank: string, velocity: number, first: string}} Data */

const PAUSE = 1; // beats between two statements of the arc
const KEYS = [
  ["Left, Right", "the scene before, the scene after"],
  ["Shift + Left, Shift + Right", "move the statement"],
  ["Space", "hear the statement; again: stop"],
  ["P", "hear the plain form"],
  ["A", "hear the whole arc"],
  ["N", "a new statement after this one"],
  ["T", "to the transformations"],
  ["R", "to the reason"],
  ["Delete", "remove the statement"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Y)", "undo, redo"],
];

class MotifStory {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    this.data = /** @type {Data} */ (model.get("desk"));
    this.names = Object.keys(this.data.motifs);
    this.tools = new Map(this.data.tools.map((tool) => [tool.name, tool]));
    /** @type {any} */ this.kept = null; // what Python told last
    /** @type {string | null} */ this.following = null; // the statement that is heard
    this.drawn = ""; // what the roll shows
    /** @type {Record<string, Line>} */ this.lines = {};
    /** @type {Map<string, Promise<string>>} */ this.stills = new Map();
    /** @type {string | null} */ this.chosen = null;
    this.bpm = 96;
    this.sound = new StorySound(model, {
      bank: this.data.bank, velocity: this.data.velocity, say: (text) => this.say(text), named: (id) => this.named(id), made: (said) => this.status.textContent === said && this.say(""),
      moved: (key, inside) => this.follow(key, inside), turned: (what) => this.turned(what),
    }, signal);
    const { data } = this;
    this.strip = new Strip(this.tools, { choose: (key) => this.choose(key), still: (film, frame) => this.still(film, frame), named: (player) => this.named(player) }, this.signal);
    this.stack = new Stack(data.tools, (steps, said) => this.write({ steps: written(steps) }, "", said));
    this.fields = new Fields({ motifs: this.names, players: data.players, films: data.films }, (fields, tag) => this.write(fields, tag, ""));
    this.evidence = new Evidence();
    this.out = handout({
      code: (marks) => code(marks, data.motifs, data.title),
      label: "The code that makes this plan",
      count: (marks) => `${marks.length} statement${marks.length === 1 ? "" : "s"}`,
    }, {
      restart: () => this.replace(cleaned(data.given, data.motifs) ?? [], "Back at the beginning; Undo brings your plan back."),
      ...keptActs(this, (marks, said) => this.replace(marks, said)),
    });
    this.build();
    const kind = { are: "The plan is kept", will: "The plan will be kept", apart: "The plan was changed in two places. The newer is shown; the other was put aside, see below.", clean: (/** @type {any[]} */ raw) => cleaned(raw, this.data.motifs) };
    this.steps = new KeptSteps(model, { frames: 0, kind, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept() }, signal);
    this.chosen = this.now[0]?.key ?? null;
    const told = () => this.hearPython();
    model.on("change:kept", told);
    signal.addEventListener("abort", () => {
      model.off("change:kept", told);
      for (const url of this.stills.values()) url.then((one) => URL.revokeObjectURL(one), () => {});
    });
    const sizes = new ResizeObserver(() => this.drawRoll());
    sizes.observe(this.sheet);
    signal.addEventListener("abort", () => sizes.disconnect());
    whenNear(this.root, signal, () => this.nearby());
    this.hearPython();
  }

  // ---- what it is made of

  build() {
    const { data } = this;
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {string} */ key, /** @type {() => void} */ go) =>
      make("button", { type: "button", class: "fsp-button fsp-mark-button", title: `${title} (key ${key})`, onclick: go }, [make("span", {}, [text]), ...(/[←→]/.test(key) ? [] : [make("kbd", { "aria-hidden": "true" }, [key.replace("Shift ", "⇧").replace("Delete", "Del")])])]);
    this.whole = make("button", { type: "button", class: "fsp-button fsp-play fsp-st-hear", onclick: () => this.hearArc() });
    this.here = make("button", { type: "button", class: "fsp-button fsp-plain fsp-st-hear", onclick: () => this.hearOne() });
    this.plain = make("button", { type: "button", class: "fsp-button fsp-plain fsp-st-hear", onclick: () => this.hearPlain() });
    this.tempoSaid = make("output", { class: "fsp-st-bpm" });
    this.tempo = make("input", { type: "range", min: 40, max: 200, step: 1, value: this.bpm, "aria-label": "Tempo, beats a minute", oninput: () => this.setTempo(Number(this.tempo.value)) });
    /** @type {Record<string, any>} */ this.buttons = {
      undo: button("Undo", "Take back the last step", "U", () => this.steps.undo()),
      redo: button("Redo", "Take the undone step again", "Shift U", () => this.steps.redo()),
      add: button("New statement", "A statement after the chosen one", "N", () => this.edit(add(this.now, this.chosen, this.names[0]), "", true)),
      back: button("Earlier", "Move the statement to before the one before it", "Shift ←", () => this.move(-1)),
      on: button("Later", "Move the statement to after the one after it", "Shift →", () => this.move(1)),
      remove: button("Remove", "Remove the statement", "Delete", () => this.remove()),
    };
    this.heading = make("h3", { class: "fsp-list-title fsp-st-which" });
    this.sheet = make("div", { class: "fsp-st-sheet" });
    this.told = make("p", { class: "fsp-st-told" });
    this.waiting = make("p", { class: "fsp-wrong fsp-st-waiting", role: "status" });
    this.panel = make("section", { class: "fsp-st-panel", "aria-label": "The chosen statement" }, [
      this.heading,
      make("div", { class: "fsp-st-halves" }, [
        make("div", { class: "fsp-st-half" }, [this.sheet, this.told, this.waiting, make("div", { class: "fsp-st-hears", role: "group", "aria-label": "Hear" }, [this.here, this.plain])]),
        this.stack.element,
      ]),
      this.fields.element,
    ]);
    this.status = make("p", { class: "fsp-status", role: "status" });
    const title = `Motif through the story${data.title ? `: ${data.title}` : ""}`;
    this.root = make("div", { class: "fsp-root fsp-st", role: "group", "aria-label": title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event) }, [
      make("div", { class: "fsp-head" }, [make("div", { class: "fsp-heading" }, [make("div", { class: "fsp-title" }, [title])])]),
      make("div", { class: "fsp-st-transport", role: "group", "aria-label": "Transport" }, [this.whole, make("label", { class: "fsp-st-tempo" }, [make("span", { "aria-hidden": "true" }, ["Tempo"]), this.tempo, this.tempoSaid])]),
      this.strip.element,
      make("div", { class: "fsp-marking", role: "group", "aria-label": "Statements" }, Object.values(this.buttons)),
      this.status,
      this.panel,
      this.evidence.element,
      this.out.element,
      make("details", { class: "fsp-words" }, [make("summary", {}, ["Keys"]), make("table", {}, [make("caption", {}, ["While the focus is inside, and in no field"]), make("tbody", {}, KEYS.map(([keys, what]) => make("tr", {}, [make("th", { scope: "row" }, [keys]), make("td", {}, [what])])))])]),
    ]);
    this.root.fsp = this;
    this.setTempo(this.bpm);
    this.turned("");
  }

  /** @returns {Mark[]} */
  get now() {
    return this.steps.now;
  }

  get mark() {
    return find(this.now, this.chosen);
  }

  /** @param {string} id */
  named(id) {
    return this.data.players.find((one) => one.id === this.fields.playerOf(id))?.name ?? id;
  }

  /** Who plays a statement in the page. @param {Mark} mark */
  who(mark) {
    const id = this.fields.playerOf(mark.played_by);
    return this.data.players.some((one) => one.id === id) ? id : this.data.first;
  }

  /** @param {string} words */
  say(words) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  /** Seen by the reader: now the notes are worth fetching. */
  nearby() {
    this.root.dataset.ready = "";
    for (const id of new Set(this.now.map((mark) => this.who(mark)))) this.sound.fetch(id).catch(() => {}); // who presses Play is told why not
  }

  /** The picture of a moment: one for each shot. @param {string} film @param {number} frame @returns {Promise<string>} */
  still(film, frame) {
    const cuts = this.data.films.find((one) => one.name === film)?.cuts ?? [0];
    const start = cuts.filter((cut) => cut <= frame).at(-1) ?? 0;
    const name = `still/${film}/${start}`;
    let url = this.stills.get(name);
    if (!url) {
      url = this.sound.library.bytes(name, { what: `still ${film} ${start}` }).then(([part]) => URL.createObjectURL(new Blob([part.data], { type: part.mime })));
      url.catch(() => this.stills.delete(name));
      this.stills.set(name, url);
    }
    return url;
  }

  // ---- steps

  /** @param {Edit} edit @param {string} [tag] steps with one tag are one step @param {boolean} [chosen] whether it chooses */
  edit(edit, tag = "", chosen = false) {
    if (edit.done) {
      this.steps.keep(edit.marks, tag);
      if (chosen) this.chosen = edit.key;
      this.refresh();
    }
    if (edit.said) this.say(edit.said);
    return edit.done;
  }

  /** @param {Partial<Mark>} fields @param {string} tag @param {string} said */
  write(fields, tag, said) {
    const { mark } = this;
    if (mark) this.edit({ ...set(this.now, mark.key, fields), said }, tag && `${mark.key} ${tag}`);
  }

  /** @param {1 | -1} by */
  move(by) {
    if (!this.mark) return this.say("Choose a statement first.");
    if (this.edit(shift(this.now, this.mark.key, by))) this.strip.reveal();
  }

  remove() {
    if (!this.mark) return this.say("Choose a statement first.");
    const within = this.strip.element.contains(document.activeElement);
    this.edit(remove(this.now, this.mark.key), "", true);
    if (within) (this.mark ? this.strip : { focus: () => this.buttons.add.focus() }).focus();
  }

  /** @param {Mark[]} marks @param {string} said */
  replace(marks, said) {
    this.edit({ done: true, marks, key: marks[0]?.key ?? null, said }, "", true);
  }

  /** @param {string} key */
  choose(key) {
    if (key === this.chosen) return;
    this.chosen = key;
    this.steps.apart();
    this.refresh();
  }

  /** @param {1 | -1} by */
  next(by) {
    const at = this.now.findIndex((mark) => mark.key === this.chosen);
    const to = this.now[at < 0 ? 0 : at + by];
    if (!to) return this.say(by > 0 ? "That is the last." : "That is the first.");
    this.choose(to.key);
    if (this.strip.list.contains(document.activeElement)) this.strip.focus();
  }

  // ---- what Python tells

  hearPython() {
    const kept = this.model.get("kept");
    this.lines = { ...this.lines, ...kept.lines };
    this.kept = kept;
    this.refresh();
  }

  /** Whether Python has not seen the last step yet. */
  get late() {
    const { writer, counter } = this.steps.keeper.copy;
    const [who, number] = this.kept?.of ?? ["", -1];
    return counter > 0 && (who !== writer || number !== counter);
  }

  // ---- hearing

  /** What is needed to hear a statement, if Python has told it. @param {Mark} mark */
  soundOf(mark) {
    const line = this.lines[lineOf(mark)];
    return line?.notes ? { key: mark.key, who: this.who(mark), notes: [...line.notes, ...(line.beside ?? [])], beats: line.beats ?? 0 } : null;
  }

  hearOne() {
    const { mark } = this;
    if (!mark) return this.say("Choose a statement first.");
    if (this.sound.what === "here") return this.sound.stop();
    const one = this.soundOf(mark);
    if (!one) return this.say(this.lines[lineOf(mark)]?.wrong || "Python has not worked this line out yet: it will be heard as soon as it has.");
    return this.sound.start(laidOut([one], 0), this.bpm, "here");
  }

  hearPlain() {
    const { mark } = this;
    const motif = mark?.motif ?? this.names[0];
    if (this.sound.what === "plain") return this.sound.stop();
    const { notes, beats } = this.data.motifs[motif];
    return this.sound.start(laidOut([{ key: "plain", who: mark ? this.who(mark) : this.data.first, notes, beats }], 0), this.bpm, "plain");
  }

  hearArc() {
    if (this.sound.what === "arc") return this.sound.stop();
    const all = this.now.map((mark) => this.soundOf(mark));
    const there = all.flatMap((one) => one ?? []);
    if (!there.length) return this.say(this.now.length ? "Python has not worked these lines out yet." : "Nothing is stated yet.");
    if (there.length < all.length) this.say(`${all.length - there.length} of ${all.length} statements cannot be heard yet and are left out.`);
    return this.sound.start(laidOut(there, PAUSE), this.bpm, "arc");
  }

  /** @param {number} bpm */
  setTempo(bpm) {
    this.bpm = bpm;
    this.tempoSaid.textContent = `${bpm} BPM`;
    this.tempo.setAttribute("aria-valuetext", `${bpm} beats a minute`);
    if (this.sound.what) this.sound.stop();
  }

  /** What sounds, on the buttons. @param {string} what */
  turned(what) {
    const rows = /** @type {[any, string, string, string][]} */ ([[this.whole, "arc", "Hear the whole arc", "A"], [this.here, "here", "Hear it here", "Space"], [this.plain, "plain", "Hear it plain", "P"]]);
    for (const [button, name, text, key] of rows) {
      const words = what === name ? "Stop" : text;
      button.replaceChildren(icon(what === name ? "pause" : "play"), make("span", {}, [words]));
      button.title = `${words} (key ${key})`;
    }
  }

  /** @param {string | null} key @param {number} inside beats into it */
  follow(key, inside) {
    if (this.following !== key) {
      this.following = key;
      this.strip.sounds(key);
    }
    for (const box of this.sheet.querySelectorAll("rect[data-from]")) {
      const mine = box.classList.contains("fsp-st-plain") ? key === "plain" : key !== null && key === this.chosen;
      box.classList.toggle("fsp-st-now", mine && Number(box.dataset.from) <= inside && inside < Number(box.dataset.to));
    }
  }

  // ---- what is seen

  refresh() {
    if (!this.steps || !this.kept) return; // while we are being made
    if (!this.mark) this.chosen = this.now[0]?.key ?? null;
    const { mark, now, kept, late } = this;
    this.strip.show(now, this.chosen, this.lines, kept.remarks ?? {});
    this.panel.hidden = !mark;
    const off = (/** @type {HTMLElement} */ button, /** @type {boolean} */ on) => button.setAttribute("aria-disabled", String(!on));
    off(this.buttons.undo, this.steps.canUndo);
    off(this.buttons.redo, this.steps.canRedo);
    const at = now.indexOf(/** @type {Mark} */ (mark));
    off(this.buttons.back, at > 0);
    off(this.buttons.on, at >= 0 && at < now.length - 1);
    off(this.buttons.remove, Boolean(mark));
    const motif = mark?.motif ?? this.names[0];
    this.evidence.show(motif, kept.criteria?.[motif], kept.problems ?? [], late);
    this.out.show(now);
    if (mark) this.showMark(mark);
    this.showKept();
  }

  /** @param {Mark} mark */
  showMark(mark) {
    const line = this.lines[lineOf(mark)];
    this.heading.textContent = `${nameOf(this.now, mark.key)}: ${mark.motif}`;
    this.fields.show(mark);
    this.stack.show(mark.steps, line?.steps ?? [], line?.wrong ?? "");
    const range = this.late ? "" : this.kept.remarks?.[mark.key]?.range ?? "";
    const parts = line?.distance?.map((value, i) => `${["pitch", "contour", "rhythm"][i]} ${value.toFixed(2)}`).join(", ");
    const plain = `Plain (hollow): ${this.data.motifs[mark.motif].pitches}.`;
    const words = line?.notes ? `${plain} Here (filled): ${line.pitches}.${parts ? ` Away from the plain form, 0 alike to 1 unlike: ${parts}.` : ""}` : plain;
    if (this.told.textContent !== words) this.told.textContent = words;
    const wait = this.steps.keeper.silent
      ? "The kernel is busy or gone. What you asked for is kept; this line follows as soon as it answers."
      : "Python is working this line out.";
    const said = !line ? wait : line.wrong || range;
    if (this.waiting.textContent !== said) this.waiting.textContent = said;
    this.drawRoll();
  }

  drawRoll() {
    const { mark } = this;
    const width = this.sheet.clientWidth;
    if (!mark || !width) return;
    const line = this.lines[lineOf(mark)];
    const family = this.data.players.find((one) => one.id === this.who(mark))?.family ?? "keys";
    const here = line?.notes ? { notes: line.notes, beside: line.beside ?? [], beats: line.beats ?? 0 } : null;
    const drawn = JSON.stringify([here, width, family, mark.motif]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.sheet.replaceChildren(roll(this.data.motifs[mark.motif], here, width, family));
  }

  showKept() {
    this.out.keep(this.steps.keeper.where, this.steps.keeper.aside);
    const { mark } = this;
    if (mark && this.kept && !this.lines[lineOf(mark)]) this.showMark(mark); // the kernel may have fallen silent
  }

  // ---- keys

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (target.matches("input:not([type=checkbox], [type=range]), textarea, select, pre")) {
      if (key !== "Tab" && !(key === "s" && (event.ctrlKey || event.metaKey))) event.stopPropagation(); // a letter typed is a letter
      return;
    }
    /** @type {(() => void) | undefined} */ let go;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      if (key === "z") go = () => (event.shiftKey ? this.buttons.redo : this.buttons.undo).click();
      else if (key === "y") go = () => this.buttons.redo.click();
    } else if (!event.altKey) {
      const range = target.matches("input[type=range]");
      const native = range || target.matches("button:not(.fsp-st-scene), summary, input[type=checkbox]");
      go = {
        u: () => (event.shiftKey ? this.buttons.redo : this.buttons.undo).click(),
        p: () => void this.hearPlain(),
        a: () => void this.hearArc(),
        n: () => this.buttons.add.click(),
        t: () => this.stack.menu.focus(),
        r: () => this.fields.reason.focus(),
        Delete: () => this.remove(),
        ...(native ? {} : { " ": () => void this.hearOne() }),
        ...(range ? {} : { ArrowLeft: () => (event.shiftKey ? this.move(-1) : this.next(-1)), ArrowRight: () => (event.shiftKey ? this.move(1) : this.next(1)) }),
      }[key];
    }
    if (!go) {
      if (key.length === 1 || key === "Enter") event.stopPropagation(); // no command of the notebook either
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat || key.startsWith("Arrow")) go();
  }
}

export default mounted(MotifStory);
