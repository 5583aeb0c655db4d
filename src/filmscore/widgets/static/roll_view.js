// @ts-check
// The roll and the strip: canvases that show what is played. What they show is said in words beside them.
import { every, isBlack, page, pitchName, reach } from "./core/roll.js";
import { make } from "./dom.js";

/** @typedef {import("./core/roll.js").Note} Note */

const GUTTER = 36; // px for the names of pitches
const FOOT = 18; // px for the numbers of bars or beats
const STRIP = 96; // px

/** A canvas that follows its width and the theme; a click seeks. */
class Sheet {
  /** @param {number} height @param {(x: number) => void} click @param {AbortSignal} signal */
  constructor(height, click, signal) {
    this.height = height;
    this.canvas = make("canvas", { class: "fsp-np-canvas", "aria-hidden": "true" });
    this.quiet = make("span", { class: "fsp-np-quiet", "aria-hidden": "true" });
    this.panel = make("span", { class: "fsp-np-panel", "aria-hidden": "true" });
    this.line = make("span", { class: "fsp-np-rule", "aria-hidden": "true" });
    this.element = make("div", { class: "fsp-np-sheet" }, [this.canvas, this.quiet, this.panel, this.line]);
    this.canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => event.button || click(event.clientX - this.canvas.getBoundingClientRect().left), { signal });
    const redraw = () => this.draw(this.at, true, this.now);
    const sizes = new ResizeObserver(redraw);
    sizes.observe(this.element);
    const themes = new MutationObserver(redraw);
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light", "class"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      themes.disconnect();
    });
    this.at = 0;
    /** @type {Set<number>} */ this.now = new Set();
    this.drawn = "";
  }

  /** @param {number} at @param {boolean} [all] @param {Set<number>} [now] */
  draw(at, all = false, now = new Set()) {
    this.at = at;
    this.now = now;
    const width = this.element.clientWidth;
    if (!width) return;
    const mark = `${Math.round(this.x(at) * 2)} ${[...now].join()} ${width}`; // nothing moved by half a pixel: leave it
    if (!all && mark === this.drawn) return;
    this.drawn = mark;
    const ratio = devicePixelRatio || 1;
    const { canvas, height } = this;
    canvas.style.height = `${height}px`;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (all || !this.colours) {
      const style = getComputedStyle(this.element);
      const own = (/** @type {HTMLElement} */ element) => getComputedStyle(element).color;
      this.colours = { ink: style.color, quiet: own(this.quiet), panel: own(this.panel), line: own(this.line), font: style.fontFamily, of: (/** @type {string} */ name) => style.getPropertyValue(`--fsp-${name}`).trim() };
    }
    pen.font = `11px ${this.colours.font}`;
    this.paint(pen, width, this.colours);
    // the playhead crosses all
    const x = this.x(at);
    pen.fillStyle = this.colours.ink;
    pen.fillRect(Math.min(x, width - 2) - 1, 0, 2, height - FOOT);
  }

  /** @param {number} at @returns {number} */
  x(at) {
    return at;
  }

  /** @param {CanvasRenderingContext2D} _pen @param {number} _width @param {any} _colours */
  paint(_pen, _width, _colours) {}
}

export class Roll extends Sheet {
  /** @param {any} plan @param {Note[]} notes @param {(at: number) => void} seek @param {AbortSignal} signal */
  constructor(plan, notes, seek, signal) {
    const { low, high } = reach(notes, 0);
    const row = Math.max(3, Math.min(11, 220 / (high - low + 1)));
    super(Math.round(row * (high - low + 1)) + FOOT, (x) => seek(this.beatOf(x)), signal);
    this.row = row;
    this.plan = plan;
    this.notes = notes;
    this.length = plan.beats;
    this.shift = 0;
  }

  view() {
    const width = Math.max(this.element.clientWidth - GUTTER - 2, 1);
    const seen = page(this.length, width, this.at);
    return { ...seen, scale: width / seen.span };
  }

  /** @param {number} at */
  x(at) {
    const { first, scale } = this.view();
    return GUTTER + (at - first) * scale;
  }

  /** @param {number} x */
  beatOf(x) {
    const { first, scale } = this.view();
    return Math.max(0, Math.min(first + (x - GUTTER) / scale, this.length));
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} width @param {any} colours */
  paint(pen, width, colours) {
    const { row, plan } = this;
    const { low, high } = reach(this.notes, this.shift);
    const { first, span, scale } = this.view();
    const floor = this.height - FOOT;
    const right = Math.min(width, GUTTER + (this.length - first) * scale);
    const y = (/** @type {number} */ pitch) => (high - pitch) * row;
    pen.textBaseline = "middle";
    for (let pitch = low; pitch <= high; pitch++) {
      if (isBlack(pitch)) {
        pen.fillStyle = colours.panel;
        pen.fillRect(GUTTER, y(pitch), right - GUTTER, row);
      }
      if (pitch % 12) continue;
      pen.fillStyle = colours.line;
      pen.fillRect(GUTTER, y(pitch) + row - 1, right - GUTTER, 1);
      pen.fillStyle = colours.quiet;
      pen.textAlign = "right";
      pen.fillText(pitchName(pitch), GUTTER - 6, Math.max(7, Math.min(y(pitch) + row / 2, floor - 7)));
    }
    // bars, or beats where there are none
    const bars = plan.bars.length ? plan.bars : Array.from({ length: Math.floor(this.length) + 1 }, (_, i) => i);
    const near = bars.length > 1 ? ((bars[bars.length - 1] - bars[0]) / (bars.length - 1)) * scale : width;
    const step = every(near, 26);
    pen.textAlign = "left";
    bars.forEach((/** @type {number} */ beat, /** @type {number} */ i) => {
      const x = GUTTER + (beat - first) * scale;
      if (i % step || x < GUTTER - 1 || x > right + 1) return;
      pen.fillStyle = colours.line;
      pen.fillRect(Math.round(x), 0, 1, floor);
      pen.fillStyle = colours.quiet;
      if (x < width - 14 && beat < this.length) pen.fillText(String(i + plan.firstBar), x + 3, floor + 9);
    });
    pen.fillStyle = colours.quiet;
    pen.textAlign = "right";
    pen.fillText(plan.bars.length ? "Bar" : "Beat", GUTTER - 6, floor + 9);
    pen.save();
    pen.beginPath();
    pen.rect(GUTTER, 0, width - GUTTER, floor);
    pen.clip();
    this.notes.forEach((note, index) => {
      if (note.beat >= first + span || note.beat + note.beats <= first) return;
      const x = GUTTER + (note.beat - first) * scale;
      const wide = Math.max(note.beats * scale - 1, 2);
      const top = y(Math.round(note.pitch + this.shift));
      pen.fillStyle = colours.of(plan.parts[note.part].family);
      pen.fillRect(x, top + 1, wide, row - 1);
      if (!this.now.has(index)) return;
      // a note that sounds is taller and edged: told by shape, not by colour
      pen.fillRect(x, top - 1, wide, row + 3);
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 2;
      pen.strokeRect(x, top - 1, wide, row + 3);
    });
    pen.restore();
  }
}

export class Strip extends Sheet {
  /** @param {any} plan @param {(at: number) => void} seek @param {AbortSignal} signal */
  constructor(plan, seek, signal) {
    super(STRIP + FOOT, (x) => seek(Math.max(0, (x / Math.max(this.element.clientWidth, 1)) * plan.seconds)), signal);
    this.plan = plan;
    this.shift = 0;
    this.top = Math.max(...plan.peaks.flat().map(Math.abs)) || 1;
  }

  /** @param {number} at */
  x(at) {
    return (at / this.plan.seconds) * this.element.clientWidth;
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} width @param {any} colours */
  paint(pen, width, colours) {
    const { peaks, seconds } = this.plan;
    pen.fillStyle = colours.panel;
    pen.fillRect(0, 0, width, STRIP);
    const half = STRIP / 2 - 6;
    pen.fillStyle = colours.of("cue");
    const wide = width / peaks.length;
    peaks.forEach((/** @type {number[]} */ [low, high], /** @type {number} */ i) => pen.fillRect(i * wide, STRIP / 2 - (high / this.top) * half - 0.5, Math.max(wide - 0.3, 0.7), ((high - low) / this.top) * half + 1));
    const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120].find((s) => (s / seconds) * width >= 60) ?? 300;
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    pen.fillStyle = colours.quiet;
    for (let i = 0; i * step < seconds; i++) {
      const x = ((i * step) / seconds) * width;
      pen.fillRect(Math.round(x), STRIP, 1, 6);
      if (width - x > 34) pen.fillText(`${Number((i * step).toFixed(1))} s`, x + 4, STRIP + 9);
    }
  }
}
