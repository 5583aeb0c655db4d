// @ts-check
// The lanes in which a cell grows: each a line of steps over the bars, drawn by hand or by keys, with what is too near or not heard said beside it.
import { moved, valueAt } from "./core/ostinato_page.js";
import { make } from "./dom.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/ostinato_page.js").Lane} Lane */
/** @typedef {{low: number, high: number, step: number, words: (value: number) => string}} Scale */

const TALL = 72; // px
const PAD = 17; // px over and under the line: words stand there
const GRIP = 9; // px beside a move that take hold of it

export const NAMES = /** @type {Record<string, string>} */ ({ density: "density", players: "players", dynamics: "loudness", register: "register", length: "length", pitch: "pitch", accents: "accents", rotation: "rotation" });
export const USUAL = ["density", "players", "dynamics", "register", "length"];

/** A value as it is read. @param {string} name @param {string[]} dynamics @returns {(value: number) => string} */
export const words = (name, dynamics) => (value) => (name === "dynamics" ? dynamics[Math.round(value)] : name === "register" && value > 0 ? `+${value}` : String(Number(value.toFixed(2))));

export class OstinatoLane {
  /** @param {string} name @param {{plain: number, low: number, high: number, whole: boolean, told: string}} param @param {string[]} dynamics
   * @param {{change: (name: string, lane: Lane | null, said: string, held?: boolean) => void, begin: () => void, letGo: (cancelled: boolean) => void, x: (bar: number) => number, barAt: (x: number) => number, bars: number}} acts @param {AbortSignal} signal */
  constructor(name, param, dynamics, acts, signal) {
    this.name = name;
    this.param = param;
    this.acts = acts;
    this.words = words(name, dynamics);
    /** @type {Lane} */ this.lane = [[1, param.plain]];
    this.bar = 1;
    this.low = param.low;
    this.high = param.high;
    /** @type {any} */ this.drag = null;
    this.svg = drawn("svg", { class: "fsp-ot-lane", height: TALL, tabindex: "0", role: "slider", "aria-label": `${NAMES[name]}: ${param.told}`, "aria-orientation": "vertical" });
    this.element = this.svg;
    const on = (/** @type {string} */ event, /** @type {(event: any) => void} */ act) => this.svg.addEventListener(event, act, { signal });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", () => this.up(false));
    on("pointercancel", () => this.up(true));
    on("keydown", (event) => this.press(event));
    on("focus", () => this.draw());
    on("blur", () => this.draw());
  }

  /** One step of its value under the keys. */
  get step() {
    return this.param.whole ? 1 : this.name === "length" ? 0.1 : 0.05;
  }

  /** @param {number} value */
  y(value) {
    return PAD + ((this.high - value) / Math.max(this.high - this.low, 1e-6)) * (TALL - 2 * PAD);
  }

  /** @param {number} value */
  snapped(value) {
    const { low, high } = this.param;
    const near = Math.round(value / this.step) * this.step;
    return Number(Math.min(Math.max(near, low), high).toFixed(6));
  }

  /** @param {Lane | undefined} lane @param {number} named how many players there are @param {{unheard: Map<string, string>, crowded: number[], close: [number, number][]}} told */
  show(lane, named, told) {
    this.told = told;
    const plain = this.name === "players" ? named : this.param.plain;
    this.lane = lane ?? [[1, plain]];
    this.low = this.name === "players" ? 1 : this.name === "density" ? 0 : Math.max(this.param.low, -24);
    const most = Math.max(...this.lane.map(([, value]) => value));
    this.high = this.name === "players" ? Math.max(named, 2, most) : Math.min(this.param.high, 24);
    this.draw();
  }

  draw() {
    const { svg, lane, acts } = this;
    const { bars } = acts;
    const x = (/** @type {number} */ bar) => acts.x(bar);
    const points = lane.flatMap(([bar, value], i) => {
      const until = lane[i + 1]?.[0] ?? bars + 1;
      return [`${x(bar).toFixed(1)} ${this.y(value).toFixed(1)}`, `${x(until).toFixed(1)} ${this.y(value).toFixed(1)}`];
    });
    const parts = [drawn("path", { class: "fsp-ot-lane-line", d: `M${points.join("L")}` })];
    for (let bar = 1; bar <= bars + 1; bar++) parts.unshift(drawn("line", { class: "fsp-ot-bar-line", x1: x(bar), x2: x(bar), y1: 2, y2: TALL - 2 }));
    if (document.activeElement === svg) parts.push(drawn("rect", { class: "fsp-ot-cursor", x: x(this.bar) + 1, y: 2, width: Math.max(2, x(this.bar + 1) - x(this.bar) - 2), height: TALL - 4 }));
    lane.forEach(([bar, value], i) => {
      const first = i === 0;
      const why = first ? "" : (this.told?.unheard.get(`${bar} ${this.name}`) ?? "");
      const crowded = !first && !why && this.told?.crowded.includes(bar);
      const close = first || why ? null : this.told?.close.find(([, later]) => later === bar);
      if (!first) parts.push(drawn("circle", { class: why ? "fsp-ot-move fsp-ot-hollow" : "fsp-ot-move", cx: x(bar), cy: this.y(value), r: 5 }));
      const text = [this.words(value), why, crowded ? "two at once" : ""].filter(Boolean).join(" · ");
      const above = this.y(value) > PAD + 8;
      parts.push(drawn("text", { class: crowded || why ? "fsp-ot-lane-word fsp-ot-warn" : "fsp-ot-lane-word", x: x(bar) + (first ? 4 : 8), y: this.y(value) + (above ? -5 : 13) }, [text]));
      if (close) {
        const [from, to] = close;
        parts.push(drawn("path", { class: "fsp-ot-close", d: `M${x(from)} ${TALL - 9}v5H${x(to)}v-5` }));
        parts.push(drawn("text", { class: "fsp-ot-lane-word fsp-ot-warn", x: x(to) + 4, y: TALL - 3 }, [`${to - from} bar${to - from === 1 ? "" : "s"}: house rule, four`]));
      }
    });
    svg.replaceChildren(...parts);
    const now = valueAt(lane, this.bar, this.param.plain);
    const here = lane.find(([bar]) => bar === this.bar);
    svg.setAttribute("aria-valuemin", String(this.low));
    svg.setAttribute("aria-valuemax", String(this.high));
    svg.setAttribute("aria-valuenow", String(now));
    svg.setAttribute("aria-valuetext", `bar ${this.bar}: ${this.words(now)}${here && this.bar > 1 ? ", it moves here" : ""}`);
  }

  // ---- changed

  /** @param {number} bar @param {number | null} value @param {boolean} [held] @param {Lane} [from] */
  set(bar, value, held = false, from = this.lane) {
    const lane = moved(from, bar, value);
    const said = value === null ? `${NAMES[this.name]}: no move in bar ${bar}.` : `${NAMES[this.name]}: ${this.words(value)} from bar ${bar} on.`;
    this.bar = bar;
    this.acts.change(this.name, this.name === "players" || lane.length > 1 || lane[0][1] !== this.param.plain ? lane : null, said, held);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const now = valueAt(this.lane, this.bar, this.param.plain);
    /** @type {Record<string, () => void>} */ const table = {
      ArrowLeft: () => (this.bar = Math.max(1, this.bar - 1)), ArrowRight: () => (this.bar = Math.min(this.acts.bars, this.bar + 1)), Home: () => (this.bar = 1), End: () => (this.bar = this.acts.bars),
      ArrowUp: () => this.set(this.bar, this.snapped(Math.min(this.high, now + this.step))), ArrowDown: () => this.set(this.bar, this.snapped(Math.max(this.low, now - this.step))),
      Enter: () => this.set(this.bar, this.snapped(now + this.step > this.high ? now - this.step : now + this.step)), Delete: () => this.bar > 1 && this.set(this.bar, null), Backspace: () => this.bar > 1 && this.set(this.bar, null),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : table[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    this.draw();
  }

  /** @param {PointerEvent} event */
  place(event) {
    const box = this.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, bar: Math.min(Math.max(this.acts.barAt(x), 1), this.acts.bars), value: this.snapped(this.high - ((y - PAD) / (TALL - 2 * PAD)) * (this.high - this.low)) };
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button) return;
    event.preventDefault();
    this.svg.focus({ preventScroll: true });
    const at = this.place(event);
    const grip = this.lane.slice(1).find(([bar]) => Math.abs(this.acts.x(bar) - at.x) <= GRIP);
    this.bar = grip ? grip[0] : at.bar;
    this.svg.setPointerCapture(event.pointerId);
    this.acts.begin();
    const before = grip ? moved(this.lane, grip[0], null) : this.lane;
    this.drag = { before, grip, start: [event.clientX, event.clientY], moved: false };
    if (!grip) this.pull(at);
    else this.draw();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.drag) return;
    const [x, y] = this.drag.start;
    if (!this.drag.moved && Math.hypot(event.clientX - x, event.clientY - y) < 4) return;
    this.drag.moved = true;
    this.pull(this.place(event));
  }

  /** @param {{x: number, bar: number, value: number}} at */
  pull({ x, bar, value }) {
    const near = this.drag.grip ? Math.min(Math.max(this.acts.barAt(x + (this.acts.x(2) - this.acts.x(1)) / 2), 2), this.acts.bars) : bar;
    this.set(this.drag.grip ? near : this.drag.bar ?? (this.drag.bar = bar), value, true, this.drag.before);
  }

  /** @param {boolean} cancelled */
  up(cancelled) {
    if (!this.drag) return;
    this.drag = null;
    this.acts.letGo(cancelled);
  }
}

/** Buttons that choose one lane, where there is room for one. @param {string[]} names @param {(name: string) => void} choose */
export function laneNames(names, choose) {
  const buttons = names.map((name) => make("button", { type: "button", class: "fsp-button fsp-mark-button", "aria-pressed": "false", onclick: () => choose(name) }, [NAMES[name]]));
  const show = (/** @type {string} */ open) => buttons.forEach((one, i) => one.setAttribute("aria-pressed", String(names[i] === open)));
  return { element: make("div", { class: "fsp-ot-lane-names", role: "group", "aria-label": "Lanes" }, buttons), show };
}
