// @ts-check
// The cell on its grid: steps to the right, pitches upwards; struck, leant on, moved and held by the pointer or by keys.
import { MOST, held, leaning, mod, strike, strokeOn, without } from "./core/ostinato.js";
import { HIGHEST, LOWEST, keyOf, midiOf, plain, printed, rowsOf, spell } from "./core/pitch.js";
import { make } from "./dom.js";

/** @typedef {import("./core/ostinato.js").Cell} Cell */

const EDGE = 9; // px at the right of a note that hold it longer
const ACCENTS = ["plain", "accent", "heavy accent"];
const SIGNS = ["", ">", "^"];

export class OstinatoGrid {
  /** @param {{change: (cell: Cell, said: string, tag?: string, held?: boolean) => void, begin: () => void, letGo: (cancelled: boolean) => void, say: (text: string) => void, heard: (name: string) => void}} acts @param {AbortSignal} signal */
  constructor(acts, signal) {
    this.acts = acts;
    /** @type {Cell} */ this.cell = /** @type {any} */ (null);
    this.turn = 0;
    this.all = false; // a row for every semitone
    this.kind = ""; // the scale of the rows, and how far they go
    this.span = [0, 0];
    /** @type {number[]} */ this.rows = [];
    this.row = this.step = 0; // where the keys are
    /** @type {any} */ this.drag = null;
    this.body = make("div", { class: "fsp-ot-grid", role: "grid", "aria-label": "The cell: steps to the right, notes upwards. Space strikes, A leans on it, Delete clears" });
    this.element = make("div", { class: "fsp-ot-grid-scroll" }, [this.body]);
    this.note = make("p", { class: "fsp-note" });
    this.body.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.down(event), { signal });
    this.body.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.move(event), { signal });
    this.body.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => this.up(event), { signal });
    this.body.addEventListener("pointercancel", () => this.drop(true), { signal });
  }

  /** Steps that are shown. */
  get shown() {
    return Math.min(this.cell.size, MOST);
  }

  /** The scale on the cell's first note, in minor. */
  get key() {
    return keyOf(plain(this.cell.strokes[0].pitches[0]).slice(0, -1).toLowerCase());
  }

  // ---- drawn

  /** @param {Cell} cell @param {number} turn @param {boolean} all */
  show(cell, turn, all) {
    const heights = cell.strokes.flatMap(({ midi }) => midi);
    [this.cell, this.turn, this.all] = [cell, turn, all];
    const names = new Map(cell.strokes.flatMap(({ midi, pitches }) => midi.map((one, i) => /** @type {[number, string]} */ ([one, pitches[i]]))));
    const at = this.rows[this.row];
    const rows = this.rowsFor(heights);
    this.rows = rows;
    this.names = rows.map((midi) => names.get(midi) ?? spell(midi, this.key));
    this.row = rows.includes(at) ? rows.indexOf(at) : Math.max(0, rows.indexOf(cell.strokes[0].midi[0]));
    this.step = Math.min(this.step, this.shown - 1);
    this.draw();
    this.note.textContent = cell.size > MOST ? `This cell has ${cell.size} steps; the grid shows ${MOST}. It plays whole and is edited in code.` : "";
  }

  /** The pitches that have a row: those there were, as long as they will do, for nothing should move away under a hand. @param {number[]} heights */
  rowsFor(heights) {
    const { all, key } = this;
    if (this.drag && heights.every((one) => this.rows.includes(one))) return this.rows;
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const kind = `${all} ${key?.name}`;
    if (kind !== this.kind || low < this.span[0] || high > this.span[1]) {
      const around = Math.max(2, Math.ceil(((all ? 24 : 16) - (high - low)) / 2));
      this.kind = kind;
      this.span = [Math.max(LOWEST, low - around), Math.min(HIGHEST, high + around)];
    }
    return rowsOf(key, all, this.span[0], this.span[1], heights);
  }

  draw() {
    const { cell, rows, shown } = this;
    const inside = this.body.contains(document.activeElement);
    const begins = mod(this.turn, cell.size);
    const head = make("div", { role: "row", class: "fsp-ot-head" }, [make("span", { role: "columnheader", class: "fsp-ot-pitch" }, ["step"]), ...Array.from({ length: shown }, (_, i) =>
      make("span", { role: "columnheader", class: `fsp-ot-number${i === begins ? " fsp-ot-begins" : ""}`, title: i === begins ? "It begins here" : null, "aria-label": i === begins ? `step ${i + 1}, it begins here` : `step ${i + 1}` }, [i === begins ? `▸${i + 1}` : String(i + 1)]))]);
    const leans = make("div", { role: "row", class: "fsp-ot-leans" }, [make("span", { role: "rowheader", class: "fsp-ot-pitch" }, ["accent"]), ...Array.from({ length: shown }, (_, i) => {
      const accent = cell.strokes.find(({ at }) => at === i)?.accent ?? 0;
      return make("span", { role: "gridcell", class: "fsp-ot-lean", "aria-label": `step ${i + 1}, ${accent ? ACCENTS[accent] : "no accent"}` }, [SIGNS[accent]]);
    })]);
    const lines = rows.map((midi, row) => make("div", { role: "row", class: `fsp-ot-line${[1, 3, 6, 8, 10].includes(midi % 12) ? " fsp-ot-dark" : ""}` }, [
      make("span", { role: "rowheader", class: "fsp-ot-pitch" }, [printed(this.names?.[row] ?? "")]),
      ...Array.from({ length: shown }, (_, i) => this.spot(row, i)),
    ]));
    this.body.style.setProperty("--fsp-ot-steps", String(shown));
    this.body.classList.toggle("fsp-ot-fine", this.all);
    this.body.replaceChildren(head, leans, ...lines);
    if (inside) this.here()?.focus({ preventScroll: true });
  }

  /** @param {number} row @param {number} step */
  spot(row, step) {
    const stroke = strokeOn(this.cell, step);
    const mine = stroke?.midi.includes(this.rows[row]) ? stroke : null;
    const kind = !mine ? "" : mine.at === step ? ` fsp-ot-struck fsp-ot-lean-${mine.accent}` : " fsp-ot-held";
    const last = mine && mine.at + mine.steps - 1 === step ? " fsp-ot-last" : "";
    const what = !mine ? "empty" : mine.at === step ? `${ACCENTS[mine.accent]}${mine.steps > 1 ? `, held ${mine.steps} steps` : ""}` : "held";
    return make("span", {
      role: "gridcell", class: `fsp-ot-spot${kind}${last}`, "data-row": row, "data-step": step, tabindex: row === this.row && step === this.step ? 0 : -1,
      "aria-label": `step ${step + 1}, ${printed(this.names?.[row] ?? "")}, ${what}`,
    }, [mine?.at === step ? make("i", { "aria-hidden": "true" }, [SIGNS[mine.accent]]) : ""]);
  }

  here() {
    return /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-row="${this.row}"][data-step="${this.step}"]`));
  }

  /** @param {number} row @param {number} step */
  goTo(row, step) {
    this.here()?.setAttribute("tabindex", "-1");
    this.row = Math.min(Math.max(row, 0), this.rows.length - 1);
    this.step = Math.min(Math.max(step, 0), this.shown - 1);
    const spot = this.here();
    spot?.setAttribute("tabindex", "0");
    spot?.focus({ preventScroll: true });
    spot?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  // ---- changed

  /** Whether the cell can be changed here. */
  get open() {
    if (this.cell.size <= MOST) return true;
    this.acts.say(this.note.textContent ?? "");
    return false;
  }

  /** Plain, accent, heavy, empty, and again. @param {number} row @param {number} step */
  turnOn(row, step) {
    if (!this.open) return;
    const stroke = this.cell.strokes.find(({ at }) => at === step);
    const name = plain(this.names?.[row] ?? "D3");
    if (!stroke?.midi.includes(this.rows[row])) return this.set(strike(this.cell, step, name), `Step ${step + 1}: ${printed(name)}.`, name);
    if (stroke.accent === 2) return this.clear(step);
    this.lean(step, stroke.accent + 1);
  }

  /** @param {number} step @param {number} [accent] one more if left out, and none after a heavy one */
  lean(step, accent) {
    const stroke = this.cell.strokes.find(({ at }) => at === step);
    if (!this.open) return;
    if (!stroke) return this.acts.say(`Nothing is struck on step ${step + 1}: an accent leans on a note.`);
    const next = accent ?? (stroke.accent + 1) % 3;
    this.set(leaning(this.cell, step, next), `Step ${step + 1}: ${printed(stroke.pitches[0])}, ${ACCENTS[next]}.`, stroke.pitches[0]);
  }

  /** @param {number} step */
  clear(step) {
    if (!this.open) return;
    if (!this.cell.strokes.some(({ at }) => at === step)) return this.acts.say(`Step ${step + 1} is empty.`);
    const rest = without(this.cell, step);
    if (!rest) return this.acts.say("This is the last note: a cell has one at least.");
    this.set(rest, `Step ${step + 1} is empty.`);
  }

  /** @param {number} step @param {number} by rows, upwards above 0 */
  raise(step, by) {
    const stroke = strokeOn(this.cell, step);
    if (!this.open || !stroke) return;
    const row = this.rows.indexOf(stroke.midi[0]) - by;
    if (row < 0 || row >= this.rows.length) return this.acts.say("The grid ends here.");
    const name = plain(this.names?.[row] ?? "");
    this.row = row;
    this.set(strike(this.cell, stroke.at, name), `Step ${stroke.at + 1}: ${printed(name)}.`, name);
  }

  /** @param {number} step @param {number} by steps longer */
  hold(step, by) {
    const stroke = strokeOn(this.cell, step);
    if (!this.open || !stroke) return;
    const next = held(this.cell, stroke.at, stroke.steps + by);
    const steps = next.strokes.find(({ at }) => at === stroke.at)?.steps ?? 1;
    if (steps === stroke.steps) return this.acts.say(by > 0 ? "The next note, or the end, is in the way." : "It lasts one step.");
    this.set(next, `Step ${stroke.at + 1}: held ${steps} step${steps === 1 ? "" : "s"}.`);
  }

  /** @param {Cell} cell @param {string} said @param {string} [name] to be heard */
  set(cell, said, name) {
    this.acts.change(cell, said);
    if (name) this.acts.heard(name);
  }

  // ---- under the pointer

  /** @param {PointerEvent} event */
  spotAt(event) {
    const spot = /** @type {HTMLElement | null} */ (document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".fsp-ot-spot") ?? null);
    return spot && this.body.contains(spot) ? { spot, row: Number(spot.dataset.row), step: Number(spot.dataset.step) } : null;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const at = this.spotAt(event);
    if (!at || event.button) return;
    event.preventDefault();
    this.goTo(at.row, at.step);
    const stroke = strokeOn(this.cell, at.step);
    const mine = stroke?.midi.includes(this.rows[at.row]) ? stroke : null;
    const edge = mine && mine.at + mine.steps - 1 === at.step && at.spot.getBoundingClientRect().right - event.clientX < EDGE;
    this.drag = { ...at, stroke: mine, edge, cell: this.cell, moved: false };
    if (mine && this.cell.size <= MOST) {
      this.body.setPointerCapture(event.pointerId);
      this.acts.begin();
    }
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { drag } = this;
    const at = drag?.stroke && this.cell.size <= MOST ? this.spotAt(event) : null;
    if (!at) return;
    let next = null;
    if (drag.edge || at.step !== drag.step) next = drag.edge ? held(drag.cell, drag.stroke.at, at.step - drag.stroke.at + 1) : null;
    else if (at.row !== drag.row || drag.moved) next = strike(drag.cell, drag.stroke.at, plain(this.names?.[at.row] ?? "D3"));
    if (!next || JSON.stringify(next) === JSON.stringify(this.cell)) return;
    drag.moved = true;
    const now = next.strokes.find(({ at: place }) => place === drag.stroke.at);
    if (!drag.edge && now?.pitches[0] !== strokeOn(this.cell, drag.stroke.at)?.pitches[0]) this.acts.heard(now?.pitches[0] ?? "");
    if (!drag.edge) this.row = at.row;
    this.acts.change(next, `Step ${drag.stroke.at + 1}: ${printed(now?.pitches[0] ?? "")}${(now?.steps ?? 1) > 1 ? `, held ${now?.steps} steps` : ""}.`, "drag", true);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { drag } = this;
    if (!drag) return;
    const { moved, edge, row, step } = drag;
    this.drop(false);
    if (moved || event.type !== "pointerup") return;
    if (!edge || drag.stroke.at === step) this.turnOn(row, step);
  }

  /** @param {boolean} cancelled */
  drop(cancelled) {
    const { drag } = this;
    this.drag = null;
    if (drag?.stroke && this.cell.size <= MOST) this.acts.letGo(cancelled);
  }

  /** The note of a row by its name. @param {number} row */
  nameOf(row) {
    return midiOf(this.names?.[row] ?? "");
  }
}
