// @ts-check
// A player in which something is made and kept: the page holds it with its undo, so that the work goes on while the kernel is busy
// or gone. What is made is the business of those who extend this.
import { act, begin, hear, undo } from "./core/keeping.js";
import { Player } from "./cue_player.js";
import { Keeper } from "./keeper.js";
import { dragging } from "./marking.js";

/** @typedef {import("./core/keeping.js").How} How */
/** @typedef {import("./core/marks.js").Edge} Edge */

export class KeptPlayer extends Player {
  /** @param {import("./scene.d.ts").Model} model @param {AbortSignal} signal @param {import("./keeper.js").Kind} kind */
  constructor(model, signal, kind) {
    super(model, signal);
    this.data = model.get("desk");
    this.keeper = new Keeper(model, { frames: this.scene.frames }, kind, {
      adopt: (marks, how) => this.adopt(marks, how),
      changed: () => this.showKept(),
      say: (text) => this.say(text),
    }, signal);
    /** @type {any} */ this.history = begin(this.keeper.copy.marks);
    this.before = this.history; // as it was when a drag began
  }

  /** A step was taken. @param {any[]} marks @param {string} tag steps with one tag are one step @param {boolean} held still under the hand */
  keep(marks, tag = "", held = false) {
    const step = act(this.history, marks, tag);
    this.history = step.history;
    this.keeper.commit(marks, step.how, held);
  }

  /** @param {(history: any) => any} step @param {"undo" | "redo"} how @param {string} otherwise */
  walk(step, how, otherwise) {
    const next = step(this.history);
    if (next.now === this.history.now) return this.say(otherwise);
    this.history = next;
    this.keeper.commit(next.now, how);
    this.say(how === "undo" ? "Undone." : "Done again.");
    this.refresh();
  }

  /** Marks that came from elsewhere: the kernel, another window. @param {any[]} marks @param {How} how */
  adopt(marks, how) {
    if (!this.history) return; // while we are being made, there is nothing to go on from
    this.history = hear(this.history, marks, how);
    this.refresh();
  }

  /** What lies on the timeline can be dragged; a whole drag is one step.
   * @param {{take: (key: string, edge: Edge) => number, drag: (frame: number) => void}} acts */
  grips({ take, drag }) {
    const { scene } = this;
    dragging(this.timeline.element, {
      frames: (pixels) => Math.round((pixels * (scene.last - scene.first)) / this.timeline.slider.clientWidth),
      take: (key, edge) => {
        this.before = this.history;
        return take(key, edge);
      },
      drag: (frame, first) => {
        if (first) this.history = { ...this.history, tag: "" };
        drag(frame);
      },
      drop: (moved, cancelled) => {
        if (!moved) return;
        this.letGo(cancelled);
        this.timeline.slider.focus({ preventScroll: true });
      },
    }, this.signal);
  }

  /** The hand lets go of what it held. @param {boolean} cancelled */
  letGo(cancelled) {
    if (cancelled && this.history !== this.before) {
      this.history = undo(this.history);
      this.keeper.commit(this.history.now, "undo");
      this.refresh();
    }
    this.history = { ...this.history, tag: "" };
    this.keeper.release();
  }

  /** A frame, on the screen. @param {number} frame */
  watch(frame) {
    if (this.desk.running) this.pause();
    this.seek(frame);
  }

  /** The frame that sounds as a key goes down: not the one a busy page comes to it on. @param {Event} event */
  frameOf(event) {
    if (!this.desk.running) return this.frame;
    const late = Math.min(Math.max((performance.now() - event.timeStamp) / 1000, 0), 0.5);
    return Math.min(Math.max(Math.floor((this.desk.position() - late) * this.second + 1e-4), this.scene.first), this.scene.last);
  }

  refresh() {}

  showKept() {}
}
