// @ts-check
// The bars under the layers: a box for each, as high as there are collisions that sound; frames above, numbers below. Bars are chosen here.
import { many } from "./core/words.js";
import { make } from "./dom.js";

const ROOM = 44; // px a number needs

/** @typedef {import("./layer_cells.js").Bar} Bar */

/** What lies on the axis of time, with the playhead over it; where there is too little room it is moved sideways.
 * @param {HTMLElement} element @param {string} [more] a class of this playhead */
export const timed = (element, more = "") => make("div", { class: "fsp-lp-scroll" }, [make("div", { class: "fsp-lp-inner" }, [element, make("i", { class: `fsp-lp-playhead ${more}` })])]);

export class Strip {
  /** @param {{bars: Bar[], unit: string, first: number, last: number, second: number, film: boolean}} span @param {{choose: (from: number, to: number) => void, seek: (frame: number, held: boolean) => void}} acts @param {AbortSignal} signal */
  constructor(span, acts, signal) {
    this.span = span;
    const share = (/** @type {number} */ frame) => ((frame - span.first) / (span.last - span.first)) * 100;
    const { bars } = span;
    const place = (/** @type {Bar} */ { from, to }) => ({ left: `${share(from)}%`, width: `${share(to) - share(from)}%` });
    this.ticks = bars.map((bar) => make("span", { class: "fsp-lp-tick", style: { left: `${share(bar.from)}%` } }, [span.film ? String(Math.round(bar.from)) : `${Number((bar.from / span.second).toFixed(1))} s`]));
    this.frames = make("div", { class: "fsp-lp-frames", title: span.film ? "Frames" : "Seconds" }, this.ticks);
    this.boxes = bars.map((bar, row) => make("span", { class: "fsp-lp-bar", "data-row": row, style: place(bar) }, [make("i"), make("span", {}, [String(bar.bar)])]));
    this.element = make("div", { class: "fsp-lp-bars", role: "img" }, this.boxes);
    this.chosen = make("div", { class: "fsp-lp-chosen", hidden: true });
    this.element.append(this.chosen);

    const rowAt = (/** @type {PointerEvent} */ event) => {
      const box = this.element.getBoundingClientRect();
      const frame = span.first + ((event.clientX - box.left) / box.width) * (span.last - span.first);
      const row = bars.findIndex(({ to }) => frame < to);
      return row < 0 ? bars.length - 1 : row;
    };
    let from = -1;
    this.element.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      this.element.setPointerCapture(event.pointerId);
      from = rowAt(event);
      acts.choose(from, from);
    }, { signal });
    this.element.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (from >= 0 && event.buttons & 1) acts.choose(from, rowAt(event));
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) this.element.addEventListener(end, () => (from = -1), { signal });

    const frameAt = (/** @type {PointerEvent} */ event) => {
      const box = this.frames.getBoundingClientRect();
      return span.first + ((event.clientX - box.left) / box.width) * (span.last - span.first);
    };
    this.frames.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      this.frames.setPointerCapture(event.pointerId);
      acts.seek(frameAt(event), true);
    }, { signal });
    this.frames.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (this.frames.hasPointerCapture(event.pointerId)) acts.seek(frameAt(event), true);
    }, { signal });
    this.frames.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => acts.seek(frameAt(event), false), { signal });
    const watcher = new ResizeObserver(() => this.layOut());
    watcher.observe(this.element);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  /** Numbers have room, or every second of them stays away. */
  layOut() {
    const width = this.element.clientWidth;
    if (!width || !this.ticks.length) return;
    const each = (width * (this.span.bars[0].to - this.span.bars[0].from)) / (this.span.last - this.span.first);
    let every = 1;
    while (each * every < ROOM && every < 64) every *= 2;
    this.ticks.forEach((tick, row) => (tick.hidden = row % every !== 0));
    this.boxes.forEach((box, row) => (/** @type {HTMLElement} */ (box.lastElementChild).hidden = each < 20 && row % every !== 0));
  }

  /** @param {number[]} crowd collisions in each bar @param {[number, number] | null} chosen */
  show(crowd, chosen) {
    const { bars, unit, first, last } = this.span;
    const most = Math.max(4, ...crowd);
    this.boxes.forEach((box, row) => {
      box.style.setProperty("--fsp-crowd", (crowd[row] / most).toFixed(3));
      box.title = `${unit} ${bars[row].bar}: ${many(crowd[row], "collision")}`;
    });
    this.element.setAttribute("aria-label", `Collisions that sound: ${bars.map(({ bar }, row) => `${unit} ${bar} ${crowd[row] || "none"}`).join(", ")}.`);
    this.chosen.hidden = !chosen;
    if (!chosen) return;
    const [from, to] = [bars[chosen[0]].from, bars[chosen[1]].to];
    this.chosen.style.left = `${((from - first) / (last - first)) * 100}%`;
    this.chosen.style.width = `${((to - from) / (last - first)) * 100}%`;
  }
}
