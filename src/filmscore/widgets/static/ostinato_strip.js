// @ts-check
// The bars on the film's own time: hits over them, strokes and brackets of the cell in them, boxes and notes by register under them. One playhead crosses all.
import { turns } from "./core/ostinato.js";
import { frameAt } from "./core/ostinato_page.js";
import { clamp } from "./core/time.js";
import { make } from "./dom.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/ostinato_page.js").Made} Made */
/** @typedef {import("./core/ostinato_page.js").Box} Box */

export const SIGNS = { hit: "✓", near: "~", miss: "✗" };
const NARROWEST = 880; // px of the bars where they scroll
const GUTTER = 72; // px of the names at the left, where there is room
const [HITS, BARS, ROOM] = [46, 96, 148]; // px
const [LOWEST, HIGHEST] = [24, 98]; // MIDI of the room

export class OstinatoStrip {
  /** @param {any} data @param {{drawBox: (box: {start: number, end: number, low: number, high: number}) => void, seek: (frame: number) => void}} acts @param {AbortSignal} signal */
  constructor(data, acts, signal) {
    this.data = data;
    this.acts = acts;
    this.width = 640;
    this.frame = data.shot.first;
    /** @type {Made | null} */ this.made = null;
    /** @type {any} */ this.told = null;
    /** @type {any} */ this.drag = null;
    const svg = (/** @type {string} */ name, /** @type {number} */ height) => drawn("svg", { class: `fsp-ot-svg fsp-ot-${name}`, height, role: "img" });
    this.hits = svg("hits", HITS);
    this.bars = svg("bars", BARS);
    this.room = svg("room", ROOM);
    this.head = make("div", { class: "fsp-ot-playhead", "aria-hidden": "true" });
    this.silence = make("div", { class: "fsp-ot-silence", "aria-hidden": "true", hidden: data.silence === null });
    this.body = make("div", { class: "fsp-ot-time" }, [this.silence, this.row("hits", this.hits), this.row("bars", this.bars), this.row("room", this.room), this.head]);
    this.element = make("div", { class: "fsp-ot-scroll", role: "region", tabindex: 0, "aria-label": "The bars on the film" }, [this.body]);
    for (const one of [this.hits, this.bars]) one.addEventListener("click", (/** @type {MouseEvent} */ event) => this.acts.seek(Math.round(this.frameOf(this.inside(event)[0]))), { signal });
    this.room.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.down(event), { signal });
    this.room.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.drag && this.stretch(event), { signal });
    this.room.addEventListener("pointerup", () => this.up(false), { signal });
    this.room.addEventListener("pointercancel", () => this.up(true), { signal });
  }

  /** @param {string} name @param {any} drawing */
  row(name, drawing) {
    return make("div", { class: `fsp-ot-row fsp-ot-row-${name.replace(" ", "-")}` }, [make("span", { class: "fsp-ot-name" }, [name]), drawing]);
  }

  // ---- where things lie

  /** @param {number} frame */
  x(frame) {
    const { first, last } = this.data.shot;
    return ((frame - first) / (last - first)) * this.width;
  }

  /** @param {number} x */
  frameOf(x) {
    const { first, last } = this.data.shot;
    return clamp(first + (x / this.width) * (last - first), first, last);
  }

  /** @param {number} bar from 1 */
  barX(bar) {
    const { cell } = /** @type {Made} */ (this.made);
    return this.x(frameAt(this.data.times, ((bar - 1) * cell.bar) / cell.ticks));
  }

  /** @param {number} x */
  barAt(x) {
    let bar = 1;
    while (bar < this.data.bars && this.barX(bar + 1) <= x) bar += 1;
    return bar;
  }

  /** @param {number} midi */
  y(midi) {
    return ((HIGHEST - midi) / (HIGHEST - LOWEST)) * (ROOM - 8) + 4;
  }

  /** @param {MouseEvent} event @returns {[number, number]} */
  inside(event) {
    const box = /** @type {Element} */ (event.currentTarget ?? this.room).getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  // ---- drawn

  /** How wide it is now; whether that is new. @param {number} outer px @param {boolean} narrow */
  fit(outer, narrow) {
    const width = Math.max(200, Math.floor(narrow ? Math.max(NARROWEST, outer) : outer - GUTTER));
    if (width === this.width) return false;
    this.width = width;
    this.body.style.setProperty("--fsp-ot-width", `${width}px`);
    return true;
  }

  /** @param {Made} made @param {any} told what is judged */
  show(made, told) {
    [this.made, this.told] = [made, told];
    for (const one of [this.hits, this.bars, this.room]) one.setAttribute("width", String(this.width));
    this.drawHits();
    this.drawBars();
    this.drawRoom();
    if (this.data.silence !== null) this.silence.style.setProperty("--fsp-ot-from", `${this.x(this.data.silence)}px`);
    this.go(this.frame);
  }

  drawHits() {
    const { rows } = this.told.meeting;
    let free = [-1, -1]; // px up to which each line of words is taken
    const parts = rows.flatMap((/** @type {any} */ row, /** @type {number} */ i) => {
      const x = this.x(row.frame);
      const hit = this.data.hits[i];
      const off = row.verdict === "hit" || Number.isNaN(row.off) ? "" : ` ${row.off > 0 ? "+" : "−"}${Math.abs(row.off).toFixed(0)}`;
      const text = `${SIGNS[/** @type {"hit"} */ (row.verdict)]}${off} ${(row.label || String(row.frame)).split(/[:(]/)[0].trim()}`;
      const wide = text.length * 6.4 + 14;
      const line = x > free[0] ? 0 : x > free[1] ? 1 : 0;
      const back = x + wide > this.width;
      free[line] = x + wide;
      free = [...free];
      return [
        drawn("line", { class: "fsp-ot-hit-line", x1: x, x2: x, y1: 10, y2: HITS }),
        drawn("path", { class: hit.must ? "fsp-ot-hit" : "fsp-ot-hit fsp-ot-may", d: `M${x} 3l6 7-6 7-6-7z` }),
        drawn("text", { class: `fsp-ot-word fsp-ot-${row.verdict}`, x: back ? x - 9 : x + 9, y: line ? 32 : 15, "text-anchor": back ? "end" : "start" }, [text]),
      ];
    });
    if (!rows.length) parts.push(drawn("text", { class: "fsp-ot-word", x: 4, y: 16 }, ["No hits in these bars."]));
    this.hits.replaceChildren(...parts);
    const said = rows.map((/** @type {any} */ row) => `${row.frame} ${row.label}: ${{ hit: "met", near: "near", miss: "missed" }[/** @type {"hit"} */ (row.verdict)]}${row.lost ? `, ${row.lost}` : ""}`);
    this.hits.setAttribute("aria-label", rows.length ? `Hits. ${said.join("; ")}.` : "No hits in these bars.");
  }

  drawBars() {
    const { cell, turn, bars } = /** @type {Made} */ (this.made);
    const at = (/** @type {number} */ ticks) => this.x(frameAt(this.data.times, ticks / cell.ticks));
    const parts = [];
    for (let bar = 1; bar <= bars + 1; bar++) {
      const x = this.barX(bar);
      const home = this.told.home.includes(bar);
      parts.push(drawn("line", { class: home ? "fsp-ot-bar-line fsp-ot-home-line" : "fsp-ot-bar-line", x1: x, x2: x, y1: 0, y2: BARS }));
      if (bar <= bars) parts.push(drawn("text", { class: home ? "fsp-ot-word fsp-ot-home-word" : "fsp-ot-word", x: x + 4, y: 12 }, [String(bar)]));
      if (home && bar <= bars) parts.push(drawn("text", { class: "fsp-ot-word fsp-ot-home-word", x: x + 3, y: BARS - 5 }, ["home"]));
    }
    /** @type {Map<number, {x: number, end: number, accent: number}>} */ const strokes = new Map();
    for (const note of this.told.page) {
      const now = strokes.get(note.frame);
      strokes.set(note.frame, { x: this.x(note.frame), end: this.x(note.end), accent: Math.max(note.accent, now?.accent ?? 0) });
    }
    for (const { x, end, accent } of strokes.values()) {
      const tall = [11, 26, 34][accent];
      parts.push(drawn("line", { class: "fsp-ot-sounds", x1: x, x2: Math.max(x + 2, end - 2), y1: 57, y2: 57 }));
      parts.push(drawn("rect", { class: accent ? "fsp-ot-stroke fsp-ot-accent" : "fsp-ot-stroke", x: x - (accent ? 2.5 : 1), y: 58 - tall, width: accent ? 5 : 2, height: tall }));
      if (accent === 2) parts.push(drawn("path", { class: "fsp-ot-accent", d: `M${x - 5} ${58 - tall}h10l-5-6z` }));
    }
    const brackets = turns(cell, turn, bars).map((tick) => {
      const [from, to] = [Math.max(0, at(Math.max(0, tick))), at(Math.min(tick + cell.size * cell.step, bars * cell.bar))];
      const home = tick >= 0 && tick % cell.bar === 0;
      return drawn("path", { class: home ? "fsp-ot-turn fsp-ot-turn-home" : "fsp-ot-turn", d: `${tick >= 0 ? `M${from + 1} 66v9` : `M${from} 75`}H${to - 2}${tick + cell.size * cell.step <= bars * cell.bar ? "v-9" : ""}` });
    });
    parts.push(drawn("g", { class: "fsp-ot-turns" }, brackets));
    this.bars.replaceChildren(...parts);
    this.bars.setAttribute("aria-label", `Bars 1 to ${bars}. ${this.told.home.length ? `The cell is home in ${this.told.home.join(", ")}` : "The cell is never home"}. ${strokes.size} strokes.`);
  }

  drawRoom() {
    const { boxes } = /** @type {Made} */ (this.made);
    const parts = [];
    for (const octave of [36, 48, 60, 72, 84, 96]) {
      parts.push(drawn("line", { class: "fsp-ot-octave", x1: 0, x2: this.width, y1: this.y(octave), y2: this.y(octave) }));
    }
    const inside = new Set(this.told.inside.flat());
    const { first, last } = this.data.shot;
    for (const line of this.data.shot.lines) {
      if (line.end <= first || line.start >= last || boxes.some((box) => box.start === line.start)) continue;
      parts.push(...this.box({ start: line.start, end: Math.min(line.end, last), low: 60, high: 84, why: `${line.who}: ${line.text}`, on: false, given: true }, -1, "fsp-ot-line-box"));
    }
    boxes.forEach((box, i) => box.end > first && box.start < last && parts.push(...this.box(box, this.told.inside[i].length)));
    for (const note of this.told.page)
      for (const midi of note.midi) {
        const wide = Math.max(2.5, this.x(note.end) - this.x(note.frame) - 1);
        parts.push(drawn("rect", { class: inside.has(note) ? "fsp-ot-note fsp-ot-intruder" : "fsp-ot-note", x: this.x(note.frame), y: this.y(midi) - 2, width: wide, height: 4 }));
        if (inside.has(note)) parts.push(drawn("text", { class: "fsp-ot-bang", x: this.x(note.frame), y: this.y(midi) - 4 }, ["!"]));
      }
    for (const octave of [36, 48, 60, 72, 84]) parts.push(drawn("text", { class: "fsp-ot-axis", x: 2, y: this.y(octave) - 2 }, [`C${octave / 12 - 1}`]));
    if (this.drag?.box) {
      const { start, end, low, high } = this.drag.box;
      parts.push(drawn("rect", { class: "fsp-ot-box fsp-ot-drawn", x: this.x(start), y: this.y(high), width: this.x(end) - this.x(start), height: this.y(low) - this.y(high) }));
    }
    this.room.replaceChildren(...parts);
    const said = boxes.map((box, i) => `${box.why || "a box"}, frames ${box.start} to ${box.end}: ${this.told.inside[i].length} notes${box.on ? ", left free" : ""}`);
    this.room.setAttribute("aria-label", boxes.length ? `Room. ${said.join("; ")}.` : "Room: no boxes.");
  }

  /** @param {Box} box @param {number} count of notes in it; below 0 it is not counted @param {string} [kind] */
  box(box, count, kind = "") {
    const [x, top] = [Math.max(0, this.x(box.start)), this.y(Math.min(box.high, HIGHEST)) - 2];
    const [wide, tall] = [this.x(Math.min(box.end, this.data.shot.last)) - x, this.y(Math.max(box.low, LOWEST)) + 2 - top];
    const text = `${box.why || `${box.start}–${box.end}`}${count > 0 ? ` · ${count} !` : ""}`;
    const back = x + text.length * 6.4 > this.width;
    return [
      drawn("rect", { class: `fsp-ot-box ${box.on ? "fsp-ot-free" : "fsp-ot-off"} ${kind}`, x, y: top, width: Math.max(2, wide), height: tall, rx: 3 }),
      drawn("text", { class: count > 0 ? "fsp-ot-word fsp-ot-miss" : "fsp-ot-word", x: back ? this.width - 4 : x + 4, y: top + 12, "text-anchor": back ? "end" : "start" }, [text]),
    ];
  }

  // ---- a box under the hand

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button || event.pointerType === "touch") return; // a finger scrolls; boxes are made by the button
    event.preventDefault();
    const at = this.inside(event);
    this.room.setPointerCapture(event.pointerId);
    this.drag = { at, box: null };
    this.stretch(event);
  }

  /** @param {PointerEvent} event */
  stretch(event) {
    const [x, y] = this.inside(event);
    const [from, above] = this.drag.at;
    const midi = (/** @type {number} */ one) => Math.round(clamp(HIGHEST - ((one - 4) / (ROOM - 8)) * (HIGHEST - LOWEST), LOWEST, HIGHEST));
    this.drag.box = {
      start: Math.round(this.frameOf(Math.min(from, x))), end: Math.round(this.frameOf(Math.max(from, x))), low: midi(Math.max(above, y)), high: midi(Math.min(above, y)),
    };
    this.drag.large = Math.abs(x - from) > 6;
    this.drawRoom();
  }

  /** @param {boolean} cancelled */
  up(cancelled) {
    const { drag } = this;
    this.drag = null;
    if (!drag) return;
    if (!cancelled && drag.large && drag.box.end > drag.box.start) this.acts.drawBox(drag.box);
    else {
      this.drawRoom();
      if (!cancelled) this.acts.seek(drag.box.start);
    }
  }

  /** The playhead. @param {number} frame @param {boolean} [follow] scroll with it */
  go(frame, follow = false) {
    this.frame = frame;
    const x = this.x(clamp(frame, this.data.shot.first, this.data.shot.last));
    this.head.style.setProperty("--fsp-ot-at", `${x}px`);
    const { element } = this;
    if (follow && element.scrollWidth > element.clientWidth && (x < element.scrollLeft + 24 || x > element.scrollLeft + element.clientWidth - 48)) element.scrollLeft = x - element.clientWidth / 3;
  }
}
