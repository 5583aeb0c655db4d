// @ts-check
// The grid: notes on the rows of a key, the line through them, the rhythm below; drawn, moved, lengthened and redrawn with the pointer.
import { MOST_NOTES, drawnAlong, meterOf, noteAt, put, roomAt } from "./core/motif.js";
import { HIGHEST, LOWEST, midiOf, printed, rowsOf, spell } from "./core/pitch.js";
import { isBlack } from "./core/roll.js";
import { make } from "./dom.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/motif.js").Note} Note */
/** What the grid shows. @typedef {{notes: Note[], key: import("./core/pitch.js").Key | null, all: boolean, meter: string, bars: number, pickup: boolean,
 *   step: number, length: number, chosen: number, cursor: number, tool: "draw" | "contour", family: string}} Sight */
/** @typedef {{take: () => void, change: (notes: Note[], chosen: number, pitch?: number) => void, choose: (index: number, tick: number) => void,
 *   drop: (cancelled: boolean) => void, remove: (index: number) => void, toggle: (tick: number) => void, hear: (pitch: number) => void}} Acts */

const GUTTER = 52; // px for the names of the rows
const RULER = 22; // px for bars and beats
const LANE = 44; // px for the rhythm
const END = 9; // px at a note's ends that take hold of the end
const STILL = 3; // px a hand moves without meaning to
const JUST = 800; // ms: a note drawn with the first half of a double click stays
const LEAST = 26; // px of a quarter note
const WINDOW = { low: 57, high: 81 }; // A3 to A5, where one hums and whistles

export class Grid {
  /** @param {Acts} acts @param {AbortSignal} signal */
  constructor(acts, signal) {
    this.acts = acts;
    this.signal = signal;
    this.shift = 0; // semitones the rows were moved by hand
    /** @type {number[] | null} */ this.held = null; // the rows, while a hand holds something
    this.made = 0; // when the last note was drawn
    this.now = -1; // the note that sounds
    this.svg = drawn("svg", { class: "fsp-mb-svg", "aria-hidden": "true", focusable: "false" });
    this.lane = drawn("svg", { class: "fsp-mb-svg fsp-mb-lane", "aria-hidden": "true", focusable: "false" });
    this.head = make("div", { class: "fsp-mb-playhead", "aria-hidden": "true", hidden: true });
    this.board = make("div", { class: "fsp-mb-board", tabindex: 0, role: "application", "aria-roledescription": "note grid" }, [this.svg, this.lane, this.head]);
    this.element = make("div", { class: "fsp-mb-scroll" }, [this.board]);
    const sizes = new ResizeObserver(() => this.sight && this.draw());
    sizes.observe(this.element);
    signal.addEventListener("abort", () => sizes.disconnect());
    this.pointer();
  }

  // ---- measures

  /** @param {Sight} sight */
  show(sight) {
    this.sight = sight;
    this.draw();
  }

  get edge() {
    const { meter, bars, pickup } = /** @type {Sight} */ (this.sight);
    return meterOf(meter).bar * (bars + (pickup ? 1 : 0));
  }

  rows() {
    if (this.held) return this.held;
    const { notes, key, all } = /** @type {Sight} */ (this.sight);
    const used = notes.map((note) => midiOf(note.name));
    let { low, high } = WINDOW;
    if (used.length) {
      const [least, most] = [Math.min(...used) - 2, Math.max(...used) + 2];
      const middle = Math.round((least + most) / 2);
      if (least < low || most > high) [low, high] = [middle - 12, middle + 12];
      low = Math.min(low + this.shift, least);
      high = Math.max(high + this.shift, most);
    } else [low, high] = [low + this.shift, high + this.shift];
    return rowsOf(key, all, Math.max(low, LOWEST), Math.min(high, HIGHEST), used);
  }

  /** Rows higher or lower. @param {number} semitones */
  scroll(semitones) {
    this.shift = Math.max(LOWEST - WINDOW.low, Math.min(HIGHEST - WINDOW.high, this.shift + semitones));
    this.draw();
  }

  measure() {
    const rows = this.rows();
    const { edge } = this;
    const quarters = edge / 10080;
    const width = Math.max(this.element.clientWidth - 2, GUTTER + quarters * LEAST);
    const coarse = matchMedia("(pointer: coarse)").matches;
    const row = rows.length > 22 ? (coarse ? 20 : 15) : coarse ? 26 : 20;
    return { rows, width, row, scale: (width - GUTTER - 1) / edge, tall: rows.length * row };
  }

  // ---- drawing

  draw() {
    if (!this.sight || !this.element.clientWidth) return;
    const { notes, key, all, meter, bars, pickup, step, chosen, cursor, tool, family } = this.sight;
    const { rows, width, row, scale, tall } = this.measure();
    const { bar, beat } = meterOf(meter);
    const x = (/** @type {number} */ tick) => GUTTER + tick * scale;
    const y = (/** @type {number} */ midi) => RULER + rows.indexOf(midi) * row;
    const count = bars + (pickup ? 1 : 0);
    const box = (/** @type {string} */ name, /** @type {number} */ left, /** @type {number} */ top, /** @type {number} */ wide, /** @type {number} */ high, more = {}) => drawn("rect", { class: name, x: left, y: top, width: Math.max(wide, 0), height: Math.max(high, 0), ...more });
    const text = (/** @type {string} */ name, /** @type {number} */ left, /** @type {number} */ base, /** @type {string} */ words, anchor = "start") => drawn("text", { class: name, x: left, y: base, "text-anchor": anchor }, [words]);
    const parts = [];
    // rows: the key's first note is marked, the black notes shaded
    rows.forEach((midi, i) => {
      const tonic = key && midi % 12 === key.steps[0];
      const outside = key && !key.steps.includes(midi % 12);
      const dark = all || !key ? isBlack(midi) : outside;
      if (tonic) parts.push(box("fsp-mb-tonic", GUTTER, RULER + i * row, width - GUTTER, row));
      else if (dark) parts.push(box("fsp-mb-dark", GUTTER, RULER + i * row, width - GUTTER, row));
      parts.push(box("fsp-mb-rule", GUTTER, RULER + (i + 1) * row - 0.5, width - GUTTER, 1));
      parts.push(text(`fsp-mb-name ${tonic ? "fsp-mb-name-tonic" : ""}`, GUTTER - 8, RULER + i * row + row / 2 + 4, printed(spell(midi, key)), "end"));
    });
    if (pickup) parts.push(box("fsp-mb-pickup", GUTTER, 0, bar * scale, RULER + tall));
    for (let tick = 0; tick < this.edge; tick += step) if (tick % beat && step * scale >= 6) parts.push(box("fsp-mb-fine", x(tick), RULER, 1, tall));
    for (let number = 0; number < count; number++) {
      parts.push(box("fsp-mb-bar", x(number * bar) - 0.5, 0, 1.5, RULER + tall));
      const named = pickup ? number : number + 1;
      parts.push(text("fsp-mb-count fsp-mb-count-bar", x(number * bar) + 5, 15, pickup && !number ? (bar * scale > 60 ? "Pickup" : "P") : bar * scale > 64 ? `Bar ${named}` : String(named)));
      for (let tick = beat, i = 2; tick < bar; tick += beat, i++) {
        parts.push(box("fsp-mb-beat", x(number * bar + tick), RULER - 6, 1, tall + 6));
        if (beat * scale > 24 && !(i === 2 && beat * scale < 44)) parts.push(text("fsp-mb-count", x(number * bar + tick) + 4, 15, String(i)));
      }
    }
    parts.push(box("fsp-mb-bar", x(this.edge) - 1, 0, 1.5, RULER + tall));
    // the cursor of step entry
    const here = x(Math.min(cursor, this.edge));
    parts.push(drawn("path", { class: "fsp-mb-cursor", d: `M${here - 5} ${RULER - 8}h10l-5 7z` }), box("fsp-mb-cursor", here - 0.75, RULER - 2, 1.5, tall + 2));
    // notes, and the line through them
    notes.forEach((note, i) => {
      const [left, top] = [x(note.start), y(midiOf(note.name))];
      const wide = Math.max(note.beats * scale - 1.5, 4);
      const about = drawn("g", { class: `fsp-mb-note ${i === chosen ? "fsp-mb-chosen" : ""} ${tool === "contour" ? "fsp-mb-faint" : ""}`, "data-note": i, style: `--fsp-mb-colour: var(--fsp-${family})` }, [box("fsp-mb-body", left + 0.5, top + 1.5, wide, row - 3, { rx: 4 })]);
      if (i === chosen && wide > 22) about.append(box("fsp-mb-handle", left + 4, top + row / 2 - 4, 2, 8), box("fsp-mb-handle", left + wide - 5, top + row / 2 - 4, 2, 8));
      parts.push(about);
    });
    const points = notes.map((note) => `${(x(note.start + note.beats / 2)).toFixed(1)},${y(midiOf(note.name)) + row / 2}`);
    if (points.length > 1) parts.push(drawn("polyline", { class: `fsp-mb-line ${tool === "contour" ? "fsp-mb-strong" : ""}`, points: points.join(" ") }));
    for (const point of points) parts.push(drawn("circle", { class: "fsp-mb-dot", cx: point.split(",")[0], cy: point.split(",")[1], r: tool === "contour" ? 4 : 2.5 }));
    if (!notes.length) parts.push(text("fsp-mb-hint", GUTTER + (width - GUTTER) / 2, RULER + tall / 2 - 10, width > 560 ? "Draw here: press where a note begins, drag to its end." : "Draw here: press, then drag.", "middle"));
    this.svg.replaceChildren(...parts);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${RULER + tall + 1}`);
    this.svg.setAttribute("width", String(width));
    this.svg.setAttribute("height", String(RULER + tall + 1));
    this.drawLane(width, scale, bar, beat, step);
    this.head.style.height = `${RULER + tall + LANE + 1}px`;
    this.board.style.width = `${width}px`;
    this.mark();
  }

  /** @param {number} width @param {number} scale @param {number} bar @param {number} beat @param {number} step */
  drawLane(width, scale, bar, beat, step) {
    const { notes, family } = /** @type {Sight} */ (this.sight);
    const x = (/** @type {number} */ tick) => GUTTER + tick * scale;
    const parts = [drawn("text", { class: "fsp-mb-name", x: GUTTER - 8, y: LANE / 2 + 4, "text-anchor": "end" }, ["Rhythm"])];
    for (let tick = 0; tick < this.edge; tick += step) parts.push(drawn("rect", { class: `fsp-mb-cell ${tick % beat ? "" : "fsp-mb-on-beat"}`, "data-tick": tick, x: x(tick) + 1, y: 6, width: Math.max(step * scale - 2, 2), height: LANE - 12, rx: 3 }));
    for (let tick = 0; tick <= this.edge; tick += bar) parts.push(drawn("rect", { class: "fsp-mb-bar", x: x(tick) - 0.75, y: 0, width: 1.5, height: LANE }));
    for (const note of notes) {
      const wide = Math.max(note.beats * scale - 3, 5);
      parts.push(drawn("g", { class: "fsp-mb-hit", style: `--fsp-mb-colour: var(--fsp-${family})` }, [
        drawn("rect", { class: "fsp-mb-last", x: x(note.start) + 1.5, y: LANE / 2 - 4, width: wide, height: 8, rx: 2 }),
        drawn("rect", { class: "fsp-mb-start", x: x(note.start) + 1.5, y: 8, width: Math.min(7, wide), height: LANE - 16, rx: 2 }),
      ]));
    }
    this.lane.replaceChildren(...parts);
    this.lane.setAttribute("viewBox", `0 0 ${width} ${LANE}`);
    this.lane.setAttribute("width", String(width));
    this.lane.setAttribute("height", String(LANE));
  }

  /** Where the music is. @param {number | null} tick null: nowhere */
  play(tick) {
    this.head.hidden = tick === null;
    const { scale } = this.measure();
    if (tick !== null) this.head.style.transform = `translateX(${GUTTER + tick * scale}px)`;
    const now = tick === null ? -1 : noteAt(/** @type {Sight} */ (this.sight).notes, tick);
    if (now === this.now) return;
    this.now = now;
    this.mark();
  }

  mark() {
    this.svg.querySelectorAll(".fsp-mb-note").forEach((element, i) => element.classList.toggle("fsp-mb-now", i === this.now));
  }

  // ---- the pointer

  /** @param {PointerEvent | MouseEvent} event */
  at(event) {
    const { rows, row, scale } = this.measure();
    const box = this.svg.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const place = Math.min(Math.max(Math.floor((top - RULER) / row), 0), rows.length - 1);
    return { left, top, tick: (left - GUTTER) / scale, midi: rows[place], scale };
  }

  pointer() {
    const { svg, lane, signal, acts } = this;
    /** @type {{pointer: number, x: number, y: number, what: "new" | "move" | "start" | "end" | "line", note: Note, others: Note[], tick: number, midi: number, moved: boolean, line: {tick: number, midi: number}[], first: Note[]} | null} */
    let held = null;
    const snap = (/** @type {number} */ tick, /** @type {number} */ step) => Math.round(tick / step) * step;
    svg.addEventListener("pointerdown", (event) => {
      const down = /** @type {PointerEvent} */ (event);
      if (down.button !== 0 || held || !this.sight) return;
      const { left, top, tick, midi, scale } = this.at(down);
      if (left < GUTTER) return top > RULER ? acts.hear(midi) : undefined;
      if (top < RULER) return acts.choose(-1, Math.max(0, Math.floor(tick / this.sight.step) * this.sight.step));
      this.board.focus({ preventScroll: true });
      down.preventDefault();
      const { notes, step, length, key, tool } = this.sight;
      const base = { pointer: down.pointerId, x: down.clientX, y: down.clientY, tick, midi, moved: false, line: [], first: notes };
      svg.setPointerCapture(down.pointerId);
      this.held = this.rows();
      acts.take();
      if (tool === "contour") {
        held = { ...base, what: "line", note: notes[0], others: notes };
        return trace(tick, midi);
      }
      const over = notes.findIndex((note) => midiOf(note.name) === midi && note.start <= tick && tick < note.start + note.beats);
      if (over >= 0) {
        const note = notes[over];
        const end = Math.min(END, (note.beats * scale) / 3);
        const what = (note.start + note.beats - tick) * scale <= end ? "end" : (tick - note.start) * scale <= end / 2 && over === this.sight.chosen ? "start" : "move";
        held = { ...base, what, note, others: notes.filter((_, i) => i !== over) };
        acts.choose(over, note.start);
        acts.hear(midi);
        return;
      }
      if (notes.length >= MOST_NOTES) return;
      const start = Math.min(Math.floor(tick / step) * step, this.edge - step);
      this.made = performance.now();
      const note = { start, beats: roomAt(notes, start, length, this.edge) || step, name: spell(midi, key) };
      const others = notes;
      held = { ...base, what: "new", note, others };
      const next = put(others, note);
      acts.change(next, next.indexOf(note), midi);
    }, { signal });

    /** @param {number} tick @param {number} midi */
    const trace = (tick, midi) => {
      if (!held || !this.sight) return;
      held.line = [...held.line.filter((point) => Math.abs(point.tick - tick) > 1), { tick, midi }].sort((a, b) => a.tick - b.tick);
      const next = drawnAlong(held.first, held.line, this.rows(), this.sight.key);
      const now = this.sight.notes;
      const changed = next.findIndex((note, i) => note.name !== now[i]?.name);
      if (changed >= 0) acts.change(next, changed, midiOf(next[changed].name));
    };

    svg.addEventListener("pointermove", (event) => {
      const move = /** @type {PointerEvent} */ (event);
      if (!this.sight) return;
      const { left, top, tick, midi, scale } = this.at(move);
      if (!held) {
        const over = left >= GUTTER && top >= RULER ? this.sight.notes.find((note) => midiOf(note.name) === midi && note.start <= tick && tick < note.start + note.beats) : undefined;
        const end = over && (over.start + over.beats - tick) * scale <= Math.min(END, (over.beats * scale) / 3);
        svg.style.cursor = left < GUTTER ? "pointer" : this.sight.tool === "contour" ? "crosshair" : end ? "ew-resize" : over ? "grab" : "cell";
        return;
      }
      if (held.pointer !== move.pointerId) return;
      const far = Math.hypot(move.clientX - held.x, move.clientY - held.y);
      if (!held.moved && far < STILL) return;
      held.moved = true;
      if (held.what === "line") return trace(tick, midi);
      const { step, key, notes, chosen } = this.sight;
      const { note, others } = held;
      let next = note;
      const pitched = midi === midiOf(note.name) ? note.name : spell(midi, key);
      if (held.what === "new") {
        const way = Math.abs(move.clientX - held.x) > STILL * 2;
        const to = way ? Math.max(note.start + step, Math.min(Math.ceil(tick / step) * step, this.edge)) : note.start + note.beats;
        next = { ...note, beats: to - note.start, name: pitched };
      } else if (held.what === "end") next = { ...note, beats: Math.max(step, Math.min(snap(tick, step), this.edge) - note.start) };
      else if (held.what === "start") {
        const start = Math.max(0, Math.min(snap(tick, step), note.start + note.beats - step));
        next = { ...note, start, beats: note.start + note.beats - start };
      } else {
        const start = Math.max(0, Math.min(note.start + snap(tick - held.tick, step), this.edge - note.beats));
        next = { ...note, start, name: pitched };
      }
      const now = notes[chosen];
      if (now && now.start === next.start && now.beats === next.beats && now.name === next.name) return;
      const all = put(others, next);
      acts.change(all, all.indexOf(next), now?.name === next.name ? undefined : midiOf(next.name));
    }, { signal });

    const drop = (/** @type {boolean} */ cancelled) => (/** @type {Event} */ event) => {
      if (held?.pointer !== /** @type {PointerEvent} */ (event).pointerId) return;
      held = null;
      this.held = null;
      acts.drop(cancelled);
    };
    svg.addEventListener("pointerup", drop(false), { signal });
    svg.addEventListener("pointercancel", drop(true), { signal });
    svg.addEventListener("dblclick", (event) => {
      if (!this.sight || this.sight.tool !== "draw" || performance.now() - this.made < JUST) return;
      const { tick, midi } = this.at(/** @type {MouseEvent} */ (event));
      const over = this.sight.notes.findIndex((note) => midiOf(note.name) === midi && note.start <= tick && tick < note.start + note.beats);
      if (over >= 0) acts.remove(over);
    }, { signal });
    lane.addEventListener("click", (event) => {
      if (!this.sight) return;
      const { tick, left } = this.at(/** @type {MouseEvent} */ (event));
      if (left < GUTTER || tick >= this.edge) return;
      this.board.focus({ preventScroll: true });
      acts.toggle(Math.floor(tick / this.sight.step) * this.sight.step);
    }, { signal });
  }
}
