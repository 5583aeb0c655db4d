// @ts-check
// What is made by hand, step by step, with undo: kept in the browser and by the kernel. What the marks mean is the business of who shows them.
import { act, begin, hear, redo, undo } from "./core/keeping.js";
import { Keeper } from "./keeper.js";

/** @typedef {import("./core/keeping.js").Doc} Doc */
/** @typedef {import("./core/keeping.js").History} History */
/** @typedef {import("./core/keeping.js").How} How */
/** @typedef {import("./core/keeping.js").Mark} Mark */
/** Of whom the steps are.
 * `say` tells the reader something; `refresh` shows the marks anew, after a step that was not taken here; `showKept` shows where they are kept;
 * `meant`: how marks are shown that an undo brought, if otherwise than they were kept; `before` is called ahead of such a step (sound that plays stops); `after` are the words on an undo, if other than "Undone."
 * @typedef {{frames: number, kind: import("./keeper.js").Kind, say: (text: string) => void, refresh: () => void, showKept: () => void,
 *   before?: () => void, after?: (how: "undo" | "redo") => string, meant?: (before: any[], after: any[]) => any[]}} Owner */

const DONE = { undo: "Undone.", redo: "Done again." };

export class KeptSteps {
  /** @param {any} model @param {Owner} owner @param {AbortSignal} signal */
  constructor(model, owner, signal) {
    this.owner = owner;
    /** @type {History | null} */ this.made = null; // while the keeper is being made there is nothing to go on from
    this.keeper = new Keeper(model, { frames: owner.frames }, owner.kind, {
      adopt: (marks, how) => this.adopt(marks, how),
      changed: () => this.made && owner.showKept(),
      say: owner.say,
    }, signal);
    this.made = begin(this.keeper.copy.marks);
    this.taken = this.made; // as it was when a drag began
  }

  get history() {
    return /** @type {History} */ (this.made);
  }

  /** The marks as they are, of the owner's kind. @returns {any[]} */
  get now() {
    return this.history.now;
  }

  get canUndo() {
    return this.history.past.length > 0;
  }

  get canRedo() {
    return this.history.future.length > 0;
  }

  /** A step was taken. @param {any[]} marks @param {string} [tag] steps with one tag are one step @param {boolean} [held] still under the hand */
  keep(marks, tag = "", held = false) {
    const step = act(this.history, marks, tag);
    this.made = step.history;
    this.keeper.commit(marks, step.how, held);
  }

  /** What is no step, such as where one looks: kept, and undo knows nothing of it. @param {any[]} marks */
  amend(marks) {
    this.made = { ...this.history, now: marks, tag: "" };
    this.keeper.commit(marks, "again");
  }

  /** The next step is one of its own, whatever its tag. */
  apart() {
    this.made = { ...this.history, tag: "" };
  }

  undo() {
    this.walk(undo, "undo");
  }

  redo() {
    this.walk(redo, "redo");
  }

  /** @param {(history: History) => History} step @param {"undo" | "redo"} how */
  walk(step, how) {
    const next = step(this.history);
    if (next.now === this.history.now) return this.owner.say(`Nothing to ${how}.`);
    this.owner.before?.();
    const now = this.owner.meant?.(this.history.now, next.now) ?? next.now;
    this.made = { ...next, now };
    this.keeper.commit(now, how);
    this.owner.refresh();
    this.owner.say(this.owner.after?.(how) ?? DONE[how]);
  }

  /** Marks that came from elsewhere: the kernel, another window. @param {Mark[]} marks @param {How} how */
  adopt(marks, how) {
    if (!this.made) return;
    this.owner.before?.();
    this.made = hear(this.made, marks, how);
    this.owner.refresh();
  }

  /** Other marks in the place of these. @param {any[]} marks @param {string} said */
  replace(marks, said) {
    this.owner.before?.();
    this.keep(marks);
    this.owner.refresh();
    this.owner.say(said);
  }

  // ---- a hand that holds something: a whole drag is one step

  begin() {
    this.apart();
    this.taken = this.history;
  }

  /** @param {boolean} cancelled as if nothing had been taken */
  letGo(cancelled) {
    if (cancelled && this.now !== this.taken.now) {
      this.made = this.taken;
      this.keeper.commit(this.now, "undo");
      this.owner.refresh();
    }
    this.apart();
    this.keeper.release();
  }
}

/** What the handout asks of what is kept. @param {{steps: KeptSteps, say: (text: string) => void, keepBoth?: (marks: any[]) => boolean}} widget @param {(marks: any[], said: string) => void} replace how marks take the place of others there */
export const keptActs = (widget, replace) => ({
  /** What was put aside lies beside what is shown, where a widget can hold both. @param {Doc} copy */
  both: widget.keepBoth && ((/** @type {Doc} */ copy) => void (widget.keepBoth?.(copy.marks) && widget.steps.keeper.letGo(copy))),
  say: (/** @type {string} */ text) => widget.say(text),
  /** What was put aside is shown again; what was shown takes its place. @param {Doc} copy */
  bring: (copy) => {
    const { keeper } = widget.steps;
    const now = keeper.copy;
    keeper.letGo(copy);
    keeper.putAside(now);
    replace(copy.marks, "Brought back; what was shown before is put aside in its place.");
  },
  /** @param {Doc} copy */
  drop: (copy) => widget.steps.keeper.letGo(copy),
});
