// @ts-check
// The Spotting desk: the cue player, with marks made while watching. The page holds the marks and their undo, so that marking
// goes on while the kernel is busy or gone.
import { code, csv } from "./core/cuelist.js";
import { addHit, cleaned, edgeOf, find, move, musicIn, musicOut, nextMark, numbered, ordered, pointOf, remove, setField, toggleSilence } from "./core/marks.js";
import { handout } from "./handout.js";
import { MARKS } from "./keeper.js";
import { KeptPlayer } from "./kept_player.js";
import { keptActs } from "./kept_steps.js";
import { pressDesk } from "./keys.js";
import { takeGifts } from "./library.js";
import { KEYS, marking } from "./marking.js";
import { MarkList } from "./marklist.js";

const DRAWN = 400; // marks the timeline draws of each kind: more could not be told apart

/** @typedef {import("./core/marks.js").Mark} Mark */
/** @typedef {import("./core/marks.js").Edge} Edge */
/** @typedef {import("./core/marks.js").Edit} Edit */

/** Rows for spans that lie over each other, so that each can be taken hold of. @param {{start: number, end: number}[]} spans in order */
function rowsOf(spans) {
  /** @type {number[]} */ const ends = [];
  return spans.map(({ start, end }) => {
    const free = ends.findIndex((last) => last <= start);
    const row = free >= 0 ? free : Math.min(ends.length, 2);
    ends[row] = Math.max(ends[row] ?? 0, end);
    return row;
  });
}

/** How many marks there are, in words. @param {{what: string}[]} marks */
function inNumbers(marks) {
  return [["cue", "cue"], ["hit", "hit"], ["silence", "silence"]].flatMap(([what, name]) => {
    const many = marks.filter((mark) => mark.what === what).length;
    return many ? [`${many} ${name}${many === 1 ? "" : "s"}`] : [];
  }).join(", ");
}

/** @param {import("./scene.d.ts").Model} model @returns {import("./core/facts.js").Script} */
function filmOf(model) {
  const scene = model.get("scene");
  const { reel, events } = model.get("desk");
  return { frames: scene.frames, origin: scene.origin, rate: scene.rate, reel, title: scene.film, shots: scene.shots, lines: scene.lines, events };
}

class SpottingDesk extends KeptPlayer {
  /** @param {import("./scene.d.ts").Model} model @param {AbortSignal} signal */
  constructor(model, signal) {
    const film = filmOf(model);
    super(model, signal, { ...MARKS, clean: (raw) => cleaned(raw, film).marks });
    const { data } = this;
    this.film = film;
    /** @type {{key: string | null, edge: Edge}} */ this.picked = { key: null, edge: "whole" };
    this.tools = marking((name, event) => this.mark(name, event), () => this.timeline.slider.focus({ preventScroll: true }));
    this.sheet = new MarkList(this.film, {
      choose: (key) => this.choose_(key),
      write: (key, field, value) => {
        const edit = setField(this.steps.now, key, field, value, this.film);
        this.apply({ ...edit, said: "" }, typeof value === "string" && field !== "id" && field !== "start" && field !== "end" && field !== "frame" ? `${key} ${field}` : "");
        return edit;
      },
      nudge: (key, edge, frames) => {
        this.picked = { key, edge };
        this.nudge(frames, false);
      },
      here: (key, edge) => this.apply(move(this.steps.now, key, edge, this.now(), this.film)),
      remove: (key) => this.apply(remove(this.steps.now, key, this.film)),
    });
    this.out = handout({
      code: (marks) => code(marks, this.film, data.code),
      label: "The code that makes these marks",
      file: { name: `${data.name}-cues.csv`, button: "Download the cue list (CSV)", type: "text/csv;charset=utf-8", text: (marks) => csv(marks, this.film) },
      count: (marks) => inNumbers(marks),
    }, {
      restart: () => this.replace(cleaned(data.given, this.film).marks, "The marks are gone; Undo brings them back."),
      ...keptActs(this, (marks, said) => this.replace(marks, said)),
    });
    this.view.boxes.streamers.checked = false; // while marks are made, they would only be in the way
    const labels = { hitBack: "Previous mark", hitForward: "Next mark" };
    for (const [old, name] of [["Previous hit", labels.hitBack], ["Next hit", labels.hitForward]]) {
      const button = this.transport.element.querySelector(`[aria-label="${old}"]`);
      button.setAttribute("aria-label", name);
      button.title = name;
    }
    this.grips({
      take: (key, edge) => {
        this.pick(key, edge);
        const frame = this.edgeFrame();
        if (!this.desk.running) this.seek(frame);
        return frame;
      },
      drag: (frame) => {
        const { key, edge } = this.picked;
        this.apply(move(this.steps.now, key, edge, frame, this.film), "drag", true);
        this.watch(this.edgeFrame());
      },
    });
  }

  get title() {
    return `Spotting desk: ${this.scene.title}`;
  }

  get keys() {
    return KEYS;
  }

  parts() {
    const [head, picture, bar, second, timeline, mixer, status, words] = super.parts();
    if (!this.scene.cues.some((cue) => cue.grid)) this.clock.bar.hidden = true;
    this.refresh();
    return [head, picture, bar, second, this.tools.element, timeline, status, this.sheet.element, this.out.element, mixer, words];
  }

  get signs() {
    return this.list; // one's own marks, with music or without: does the flash fall where it was meant to?
  }

  /** The chosen music, with the learner's marks in place of its own. */
  get drawn() {
    const marks = ordered(this.steps.now);
    const ids = numbered(marks, this.film);
    const held = (/** @type {Mark} */ mark, row = 0) => ({ key: mark.key, chosen: mark.key === this.picked.key, open: mark.what !== "hit" && mark.end === null, edge: mark.key === this.picked.key ? this.picked.edge : "whole", row });
    const told = (/** @type {Mark[]} */ list) => {
      const every = Math.ceil(list.length / DRAWN);
      return list.filter((mark, i) => i % every === 0 || mark.key === this.picked.key);
    };
    const spans = /** @type {Exclude<Mark, {what: "hit"}>[]} */ (told(marks.filter((mark) => mark.what !== "hit")));
    const ends = spans.map((mark) => ({ start: mark.start, end: mark.end ?? this.film.frames }));
    const rows = rowsOf(ends);
    this.timeline.element.style.setProperty("--fsp-rows", String(Math.max(1, ...rows.map((row) => row + 1))));
    const placed = spans.map((mark, i) => ({ mark, ...ends[i], held: held(mark, rows[i]) }));
    return {
      ...this.cue,
      hits: told(marks.filter((mark) => mark.what === "hit")).map((mark) => {
        const hit = /** @type {import("./core/marks.js").HitMark} */ (mark);
        return { frame: hit.frame, label: hit.label || String(hit.frame), must: hit.must, mark: held(hit) };
      }),
      entries: placed.filter((one) => one.mark.what === "cue").map((one) => ({ id: ids.get(one.mark.key) ?? "", start: one.start, end: one.end, warning: null, mark: one.held })),
      silences: placed.filter((one) => one.mark.what === "silence").map((one) => ({ start: one.start, end: one.end, reason: one.mark.reason, mark: one.held })),
    };
  }

  // ---- marking

  /** @param {import("./marking.js").Act} name @param {Event} event */
  mark(name, event) {
    const { film } = this;
    const marks = this.steps.now;
    const { key } = this.picked;
    const frame = this.frameOf(event);
    if (name === "in") this.apply(musicIn(marks, frame, film));
    else if (name === "out") this.apply(musicOut(marks, frame, film, key));
    else if (name === "must" || name === "may") this.apply(addHit(marks, frame, name === "must", film));
    else if (name === "silence") this.apply(toggleSilence(marks, frame, film));
    else if (name === "remove") this.apply(remove(marks, key, film));
    else if (name === "undo") this.steps.undo();
    else if (name === "redo") this.steps.redo();
    else if (name === "edge") this.otherEdge();
    else this.nudge(name === "back" ? -1 : 1, false);
  }

  /** @param {Edit} edit @param {string} [tag] steps with one tag are one step @param {boolean} [held] still under the hand */
  apply(edit, tag = "", held = false) {
    if (edit.said) this.say(edit.said);
    if (edit.chosen !== this.picked.key || edit.edge) this.picked = { key: edit.chosen, edge: edit.edge ?? this.firstEdge(edit.marks, edit.chosen) };
    if (edit.done) this.steps.keep(edit.marks, tag, held);
    this.refresh();
  }

  /** @param {Mark[]} marks @param {string} said */
  replace(marks, said) {
    this.apply({ marks, chosen: null, said, done: true });
  }

  // ---- the chosen mark

  /** @param {Mark[]} marks @param {string | null} key @returns {Edge} */
  firstEdge(marks, key) {
    const mark = find(marks, key);
    return !mark || mark.what === "hit" ? "whole" : "start";
  }

  edgeFrame() {
    const mark = find(this.steps.now, this.picked.key);
    return mark ? edgeOf(mark, this.picked.edge, this.film) : this.frame;
  }

  /** @param {string | null} key @param {Edge} edge */
  pick(key, edge) {
    this.picked = { key, edge };
    this.steps.apart();
    this.refresh();
  }

  /** From the list: open it, or close it again. @param {string} key */
  choose_(key) {
    if (this.picked.key === key) return this.pick(null, "whole");
    this.pick(key, this.firstEdge(this.steps.now, key));
    if (!this.desk.running) this.seek(this.edgeFrame());
  }

  /** @param {number} frames @param {boolean} again the key is held down: one step for all of it */
  nudge(frames, again) {
    const { key, edge } = this.picked;
    const mark = find(this.steps.now, key);
    if (!mark) return this.say("Choose a mark first: click it, or press N.");
    if (!again) this.steps.apart();
    this.apply(move(this.steps.now, key, edge, edgeOf(mark, edge, this.film) + frames, this.film), `nudge ${key} ${edge}`);
    this.watch(this.edgeFrame());
  }

  otherEdge() {
    const mark = find(this.steps.now, this.picked.key);
    if (!mark || mark.what === "hit") return this.say("Choose a cue or a silence first: it has two ends.");
    this.pick(mark.key, this.picked.edge === "end" ? "start" : "end");
    this.watch(this.edgeFrame());
    this.say(`${this.picked.edge === "end" ? "Out" : "In"} point, frame ${this.edgeFrame()}.`);
  }

  /** Where the player goes from hit to hit, the desk goes from mark to mark. @param {1 | -1} direction */
  toHit(direction) {
    const mark = nextMark(this.steps.now, this.picked.key, this.now(), direction);
    if (!mark) return this.say(direction > 0 ? "No mark after this." : "No mark before this.");
    this.pick(mark.key, this.firstEdge(this.steps.now, mark.key));
    this.seek(pointOf(mark));
    const name = mark.what === "cue" ? numbered(this.steps.now, this.film).get(mark.key) : mark.what === "silence" ? "silence" : mark.must ? "must-hit" : "may-hit";
    this.say(`Frame ${pointOf(mark)}: ${name}${mark.what === "hit" && mark.label ? `, ${mark.label}` : ""}.`);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.acts) return;
    pressDesk(event, this.acts, {
      mark: (name, key) => this.mark(name, key),
      nudge: (frames, again) => this.nudge(frames, again),
      go: (direction) => this.toHit(direction),
      write: () => (find(this.steps.now, this.picked.key) ? this.sheet.write() : this.say("Choose a mark first: click it, or press N.")),
    });
  }

  // ---- showing

  refresh() {
    if (!this.sheet) return; // while we are being made
    const marks = this.steps.now;
    const mark = find(marks, this.picked.key);
    if (!mark) this.picked = { key: null, edge: "whole" };
    this.sheet.show(marks, this.picked.key, this.picked.edge);
    this.out.show(marks);
    const chosen = Boolean(mark);
    this.tools.show(
      { back: chosen, on: chosen, remove: chosen, edge: chosen && mark?.what !== "hit", undo: this.steps.canUndo, redo: this.steps.canRedo },
      marks.some((/** @type {Mark} */ one) => one.what === "silence" && one.end === null),
    );
    this.showKept();
    this.showMarks();
    this.words.show(this.drawn);
  }

  showKept() {
    this.out?.keep(this.steps.keeper.where, this.steps.keeper.aside);
  }
}

export default {
  /** @param {{model: import("./scene.d.ts").Model}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: import("./scene.d.ts").Model, el: HTMLElement, signal: AbortSignal}} context */
  render({ model, el, signal }) {
    new SpottingDesk(model, signal).open(el);
  },
};
