// @ts-check
// The strip of tempi: the largest error at each, as a curve and as a band, under a hand that drags. It is a slider to the keyboard.
import { make } from "./dom.js";
import { clamp } from "./core/time.js";

const HEIGHT = 108; // px
const FOOT = 20; // px: the numbers
const BAND = 10; // px: how well each tempo does
const ROOM = 44; // px a number needs

/** @typedef {{bpm: number, max: number, chance: number, verdict: string}} Point */

export class Heat {
  /** @param {number} low @param {number} high @param {{set: (bpm: number, held: boolean) => void, drop: (cancelled: boolean) => void}} acts @param {AbortSignal} signal */
  constructor(low, high, acts, signal) {
    this.low = low;
    this.high = high;
    this.bpm = low;
    /** @type {Point[]} */ this.points = [];
    /** @type {number[]} */ this.best = [];
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "fsp-heat-canvas", "aria-hidden": "true" }));
    this.slider = make("div", { class: "fsp-heat", role: "slider", tabindex: 0, "aria-label": "Tempo, beats a minute", "aria-orientation": "horizontal", "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": low }, [this.canvas]);
    const key = (/** @type {string} */ name) => make("span", { class: `fsp-heat-key fsp-heat-${name}` }, [make("i", { "aria-hidden": "true" })]);
    this.element = make("div", { class: "fsp-heat-box" }, [
      this.slider,
      make("p", { class: "fsp-heat-keys" }, [
        "Curve: the largest error, in frames. Below it, ",
        key("good"), " every hit met, ", key("near"), " a frame beside, ", key("off"), " some missed; dashes: what chance would do.",
      ]),
    ]);
    const at = (/** @type {PointerEvent} */ event) => {
      const box = this.slider.getBoundingClientRect();
      return clamp(Math.round(10 * (low + ((event.clientX - box.left) / box.width) * (high - low))) / 10, low, high);
    };
    let held = false;
    this.slider.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      held = true;
      this.slider.setPointerCapture(event.pointerId);
      acts.set(at(event), true);
    }, { signal });
    this.slider.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => held && acts.set(at(event), true), { signal });
    const drop = (/** @type {PointerEvent} */ event) => {
      if (!held) return;
      held = false;
      acts.drop(event.type === "pointercancel");
    };
    this.slider.addEventListener("pointerup", drop, { signal });
    this.slider.addEventListener("pointercancel", drop, { signal });
    this.slider.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 0.1 : 1;
      /** @type {Record<string, number>} */ const to = { ArrowRight: this.bpm + step, ArrowUp: this.bpm + step, ArrowLeft: this.bpm - step, ArrowDown: this.bpm - step, PageUp: this.bpm + 5, PageDown: this.bpm - 5, Home: low, End: high };
      if (!(event.key in to)) return;
      event.preventDefault();
      event.stopPropagation(); // the player would seek
      acts.set(clamp(Math.round(1000 * to[event.key]) / 1000, low, high), false);
    }, { signal });
    const watcher = new ResizeObserver(() => this.draw());
    watcher.observe(this.slider);
    const themes = new MutationObserver(() => {
      this.draw();
      setTimeout(() => this.draw(), 500);
    });
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light", "class"] });
    document.addEventListener("load", (event) => event.target instanceof HTMLLinkElement && this.draw(), { signal, capture: true }); // a theme's colours come after its name
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw(), { signal });
    signal.addEventListener("abort", () => {
      watcher.disconnect();
      themes.disconnect();
    });
  }

  /** @param {number} bpm @param {Point[]} points @param {number[]} best tempi that were asked for @param {string} words */
  show(bpm, points, best, words) {
    this.bpm = bpm;
    this.points = points;
    this.best = best;
    this.slider.setAttribute("aria-valuenow", String(clamp(bpm, this.low, this.high)));
    this.slider.setAttribute("aria-valuetext", words);
    this.draw();
  }

  draw() {
    const width = this.slider.clientWidth;
    const { points, low, high } = this;
    if (!width || points.length < 2) return;
    const ratio = devicePixelRatio || 1;
    const { canvas } = this;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(HEIGHT * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(HEIGHT * ratio);
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const style = getComputedStyle(this.slider);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(`--fsp-${name}`).trim();
    const ink = style.color;
    // grounds come from the theme by way of other variables: the browser works them out on an element
    const quiet = getComputedStyle(/** @type {Element} */ (this.element.lastElementChild)).color;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, HEIGHT);
    const floor = HEIGHT - FOOT - BAND - 4;
    const most = Math.max(...points.map((p) => p.max), ...points.map((p) => p.chance), 1) * 1.08;
    const x = (/** @type {number} */ bpm) => ((bpm - low) / (high - low)) * width;
    const y = (/** @type {number} */ frames) => floor - (frames / most) * (floor - 6);
    const line = (/** @type {"max" | "chance"} */ what) => {
      pen.beginPath();
      points.forEach((p, i) => (i ? pen.lineTo(x(p.bpm), y(p[what])) : pen.moveTo(x(p.bpm), y(p[what]))));
    };
    // frames, where they are read off
    pen.font = `11px ${style.fontFamily}`;
    pen.textBaseline = "middle";
    const every = [1, 2, 5, 10, 20, 50, 100].find((n) => (n / most) * (floor - 6) >= 22) ?? 200;
    for (let n = every; n < most; n += every) {
      pen.globalAlpha = 0.35;
      pen.fillStyle = quiet;
      pen.fillRect(0, Math.round(y(n)), width, 1);
      pen.globalAlpha = 1;
      pen.fillText(String(n), 4, y(n) - 7);
    }
    // the band: height and pattern say what the colour says
    const step = width / (points.length - 1);
    for (const p of points) {
      const left = x(p.bpm) - step / 2;
      const kind = p.verdict === "hit" ? "good" : p.verdict === "near" ? "near" : "off";
      const tall = kind === "good" ? BAND : kind === "near" ? BAND * 0.6 : 3;
      pen.fillStyle = colour(kind);
      pen.fillRect(left, floor + 2 + BAND - tall, step + 0.5, tall);
    }
    line("max");
    pen.strokeStyle = ink;
    pen.lineWidth = 1.75;
    pen.lineJoin = "round";
    pen.stroke();
    line("chance");
    pen.setLineDash([4, 4]);
    pen.lineWidth = 1;
    pen.strokeStyle = quiet;
    pen.stroke();
    pen.setLineDash([]);
    // tempi along the foot
    const far = [1, 2, 5, 10, 20, 50, 100].find((n) => (n / (high - low)) * width >= ROOM) ?? 200;
    pen.fillStyle = quiet;
    pen.textAlign = "center";
    for (let n = Math.ceil(low / far) * far; n <= high; n += far) {
      const at = x(n);
      pen.fillRect(Math.round(at), HEIGHT - FOOT, 1, 4);
      const half = pen.measureText(String(n)).width / 2;
      pen.fillText(String(n), clamp(at, half + 2, width - half - 2), HEIGHT - FOOT + 11);
    }
    pen.textAlign = "left";
    for (const bpm of this.best) {
      if (bpm < low || bpm > high) continue;
      pen.fillStyle = colour("good");
      pen.beginPath();
      pen.moveTo(x(bpm) - 6, 0);
      pen.lineTo(x(bpm) + 6, 0);
      pen.lineTo(x(bpm), 9);
      pen.fill();
    }
    if (this.bpm >= low && this.bpm <= high) {
      const at = x(this.bpm);
      pen.fillStyle = colour("cue");
      pen.fillRect(at - 1.5, 0, 3, HEIGHT - FOOT);
      const here = points[Math.round(((this.bpm - low) / (high - low)) * (points.length - 1))];
      pen.beginPath();
      pen.arc(at, y(here.max), 6, 0, 7);
      pen.fill();
      pen.strokeStyle = style.backgroundColor;
      pen.lineWidth = 2;
      pen.stroke();
    }
  }
}
