// @ts-check
// A player in which something is made and kept: the page holds it with its undo, so that the work goes on while the kernel is busy
// or gone. What is made is the business of those who extend this.
import { Player } from "./cue_player.js";
import { KeptSteps } from "./kept_steps.js";
import { dragging } from "./marking.js";

/** @typedef {import("./core/marks.js").Edge} Edge */

export class KeptPlayer extends Player {
  /** @param {import("./scene.d.ts").Model} model @param {AbortSignal} signal @param {import("./keeper.js").Kind} kind */
  constructor(model, signal, kind) {
    super(model, signal);
    this.data = model.get("desk");
    this.steps = new KeptSteps(model, { frames: this.scene.frames, kind, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept() }, signal);
  }

  /** What lies on the timeline can be dragged; a whole drag is one step.
   * @param {{take: (key: string, edge: Edge) => number, drag: (frame: number) => void}} acts */
  grips({ take, drag }) {
    const { scene } = this;
    dragging(this.timeline.element, {
      frames: (pixels) => Math.round((pixels * (scene.last - scene.first)) / this.timeline.slider.clientWidth),
      take: (key, edge) => {
        this.steps.begin();
        return take(key, edge);
      },
      drag,
      drop: (moved, cancelled) => {
        if (!moved) return;
        this.steps.letGo(cancelled);
        this.timeline.slider.focus({ preventScroll: true });
      },
    }, this.signal);
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
