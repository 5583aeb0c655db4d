// @ts-check
// The spectrum of one layer over the bars: a cell for each bar and lane, the fuller the louder; hatched where another is in its way.
import { make } from "./dom.js";
import { fullness } from "./core/layers.js";

/** @typedef {import("./core/layers.js").Lane} Lane */
/** @typedef {{bar: number, from: number, to: number}} Bar   frames */

const INTO = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], PageUp: [0, 1], PageDown: [0, -1] });

export class Cells {
  /** @param {{lanes: Lane[], bars: Bar[], unit: string, first: number, last: number}} span
   * @param {{look: (row: number, lane: number) => void, leave: () => void, press: (row: number, lane: number) => void, focus: () => void}} acts what a hand does; `row` counts the bars shown */
  constructor(span, acts) {
    this.span = span;
    this.row = 0; // of the cell looked at
    this.lane = 0;
    /** @type {HTMLElement[][]} */ this.faces = span.bars.map((bar, row) => span.lanes.map((_, lane) => {
      const left = ((bar.from - span.first) / (span.last - span.first)) * 100;
      const width = ((bar.to - bar.from) / (span.last - span.first)) * 100;
      return make("i", { class: "fsp-lp-cell", "data-row": row, "data-lane": lane, style: { left: `${left}%`, width: `${width}%`, "--fsp-lane": lane } });
    }));
    this.brackets = make("span", { class: "fsp-lp-homes", "aria-hidden": "true" });
    // beside the bars nothing is measured: the music has not begun there, or rings on
    const share = (/** @type {number} */ frame) => ((frame - span.first) / (span.last - span.first)) * 100;
    const sides = /** @type {const} */ ([[0, share(span.bars[0].from), "before the first"], [share(span.bars[span.bars.length - 1].to), 100, "after the last"]]);
    const bare = sides.filter(([from, to]) => to - from > 0.01).map(([from, to, when]) => make("i", { class: "fsp-lp-bare", title: `${when} ${span.unit}`, style: { left: `${from}%`, width: `${to - from}%` } }));
    this.element = make("div", { class: "fsp-lp-block", role: "slider", tabindex: -1, "aria-valuemin": 0, "aria-valuemax": span.bars.length * span.lanes.length - 1, "aria-valuenow": 0 }, [this.brackets, ...bare, ...this.faces.flat()]);
    const at = (/** @type {Event} */ event) => {
      const cell = /** @type {HTMLElement} */ (event.target).closest(".fsp-lp-cell");
      return cell instanceof HTMLElement ? /** @type {[number, number]} */ ([Number(cell.dataset.row), Number(cell.dataset.lane)]) : null;
    };
    this.element.addEventListener("pointerover", (/** @type {PointerEvent} */ event) => {
      const cell = at(event);
      if (cell) acts.look(...cell);
    });
    this.element.addEventListener("pointerleave", () => acts.leave());
    this.element.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const cell = at(event);
      if (!cell) return;
      [this.row, this.lane] = cell;
      this.element.focus({ preventScroll: true });
      acts.press(...cell);
    });
    this.element.addEventListener("focus", () => acts.focus());
    this.element.addEventListener("blur", () => acts.leave());
  }

  /** On to another cell by a key; false if it is no such key. @param {string} key */
  go(key) {
    const by = INTO[key];
    if (!by) return false;
    this.row = Math.min(Math.max(this.row + by[0], 0), this.span.bars.length - 1);
    this.lane = Math.min(Math.max(this.lane + by[1], 0), this.span.lanes.length - 1);
    return true;
  }

  /** How loud, what home, what is covered. @param {{level: number[][] | null, home: number[], under: (row: number, lane: number) => string, dim: (row: number) => boolean}} now */
  show({ level, home, under, dim }) {
    this.element.classList.toggle("fsp-lp-waiting", !level);
    this.faces.forEach((lanes, row) => lanes.forEach((cell, lane) => {
      cell.style.setProperty("--fsp-full", level ? fullness(level[row][lane]).toFixed(3) : "0");
      const title = level ? under(row, lane) : "";
      cell.classList.toggle("fsp-lp-under", Boolean(title));
      cell.title = title;
      cell.classList.toggle("fsp-lp-beside", dim(row));
    }));
    /** @type {number[][]} */ const runs = [];
    for (const lane of home) {
      const last = runs[runs.length - 1];
      if (last && last[last.length - 1] === lane - 1) last.push(lane);
      else runs.push([lane]);
    }
    this.brackets.replaceChildren(...runs.map((run) => make("i", { class: "fsp-lp-home", style: { "--fsp-lane": run[0], "--fsp-lanes": run.length } })));
  }

  /** The cell looked at has a ring. @param {[number, number] | null} cell */
  ring(cell) {
    this.faces.forEach((lanes, row) => lanes.forEach((one, lane) => one.classList.toggle("fsp-lp-looked", Boolean(cell && cell[0] === row && cell[1] === lane))));
  }

  /** To a screen reader. @param {string} label @param {string} words of the cell in focus */
  tell(label, words) {
    this.element.setAttribute("aria-label", label);
    this.element.setAttribute("aria-valuenow", String(this.row * this.span.lanes.length + this.lane));
    this.element.setAttribute("aria-valuetext", words);
  }
}
