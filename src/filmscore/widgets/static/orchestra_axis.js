// @ts-check
// Everybody on one axis of pitch: a row each, cut into registers, with the notes they have been given.
import { DYNAMICS, beyond } from "./core/orchestra.js";
import { midiOf, printed } from "./core/pitch.js";
import { pitchName } from "./core/roll.js";
import { make } from "./dom.js";

/** @typedef {import("./core/orchestra.js").Row} Row */
/** @typedef {import("./core/seats.js").Seat} Seat */
/** @typedef {{row: Row, element: HTMLElement, lane: HTMLElement, dots: HTMLElement, registers: HTMLElement[], at: number}} Line */

export const LOWEST = 21;
export const HIGHEST = 108;
const HATCHES = 4;
const HEADING = 24; // px of a family's heading, which stays above its rows
const BESIDE = 2; // semitones of room at the right of the axis, for its last name
const AROUND = 5; // semitones shown beside the extremes of one instrument alone

const CROWN = '<svg viewBox="0 0 12 8" aria-hidden="true"><path d="M1 7.500V1l2.700 2.500L6 .500l2.300 3L11 1v6.500z"/></svg>';

export class Axis {
  /** @param {Row[]} rows @param {{id: string, name: string}[]} families @param {{low: number, high: number}} speech @param {{sound: (row: Row, key: number | null) => void}} acts */
  constructor(rows, families, speech, acts) {
    /** @type {Line[]} */ this.lines = rows.map((row, i) => this.build(row, i, acts));
    this.headings = families.map(({ id, name }) => ({ id, element: make("div", { class: "fsp-om-family", role: "presentation" }, [make("span", {}, [name])]) }));
    const octaves = Array.from({ length: 8 }, (_, i) => 24 + 12 * i);
    this.grid = make("div", { class: "fsp-om-grid", "aria-hidden": "true" }, [
      make("span", { class: "fsp-om-speech", style: { "--a": speech.low + 0.5, "--b": speech.high + 0.5 } }),
      ...octaves.map((midi) => make("span", { class: `fsp-om-octave${midi === 60 ? " fsp-om-middle" : ""}`, style: { "--a": midi + 0.5 } })),
    ]);
    this.head = make("div", { class: "fsp-om-head", "aria-hidden": "true" }, [make("div", { class: "fsp-om-ticks" }, [
      ...octaves.map((midi) => make("span", { style: { "--a": midi + 0.5 } }, [`C${midi / 12 - 1}`, ...(midi === 60 ? [make("i", {}, [", middle C"])] : [])])),
      make("span", { class: "fsp-om-voices", style: { "--a": (speech.low + speech.high) / 2 + 0.5 } }, ["where people’s voices lie"]),
    ])]);
    this.keyboard = make("div", { class: "fsp-om-keyboard", "aria-hidden": "true" }, [make("div", { class: "fsp-om-ticks" })]);
    const order = families.flatMap(({ id }, i) => [this.headings[i].element, ...this.lines.filter(({ row }) => row.family === id).map(({ element }) => element)]);
    this.none = make("p", { class: "fsp-om-nobody", hidden: true });
    this.body = make("div", { class: "fsp-om-body" }, [this.grid, ...order, this.none]);
    this.element = make("div", { class: "fsp-om-scroller", role: "group", "aria-label": "The map: a row an instrument. Up and down go from row to row, left and right from note to note, Space sounds" }, [this.head, this.body, this.keyboard]);
    this.point = make("span", { class: "fsp-om-point" }, [make("b")]);
    this.alone = false;
  }

  /** @param {Row} row @param {number} i @param {{sound: (row: Row, key: number | null) => void}} acts @returns {Line} */
  build(row, i, acts) {
    const style = { "--mine": `var(--fsp-${row.family})` };
    const name = make("span", { class: "fsp-om-name" }, [row.name]);
    if (row.unpitched) {
      const lane = make("div", { class: "fsp-om-lane fsp-om-unpitched", role: "group", "aria-label": `${row.name}: ${row.unpitched}`, tabindex: -1 }, [
        ...row.sounds.map(([key, called]) => make("button", { type: "button", class: "fsp-om-drum", tabindex: -1, "aria-label": `${row.name}, ${called}`, onclick: () => acts.sound(row, key) }, [called])),
        make("span", { class: "fsp-om-which" }, ["no pitch: its staff says which sound"]),
      ]);
      return { row, element: make("div", { class: "fsp-om-row", "data-row": i, style }, [name, lane]), lane, dots: make("div"), registers: [], at: 60 };
    }
    const registers = row.registers.map((one, place) => {
      const [low, high] = [Math.max(one.low, row.low), Math.min(one.high, row.high)];
      const never = one.soft !== "ppp" && DYNAMICS.indexOf(one.soft) > DYNAMICS.indexOf("p");
      const weak = DYNAMICS.indexOf(one.loud) < DYNAMICS.indexOf("f");
      return make("span", { class: `fsp-om-register fsp-om-hatch-${place % HATCHES}`, style: { "--a": low, "--b": high + 1 }, hidden: low > high }, [
        make("i", {}, [one.name]), ...(never ? [make("span", { class: "fsp-om-never fsp-om-soft", title: "never soft" })] : []), ...(weak ? [make("span", { class: "fsp-om-never fsp-om-loud", title: "never loud" })] : []),
      ]);
    });
    const at = Math.min(Math.max(60, row.low), Math.max(row.low, Math.round((row.low + row.high) / 2))); // middle C, where it lies well
    const lane = make("div", { class: "fsp-om-lane", role: "slider", "aria-orientation": "horizontal", "aria-valuemin": row.least, "aria-valuemax": row.most, "aria-valuenow": at, tabindex: -1, "aria-label": `${row.name}, ${row.family}, comfortable ${row.comfortable.join(" to ")}` }, [
      make("span", { class: "fsp-om-extreme", style: { "--a": row.least, "--b": row.most + 1 } }), ...registers,
    ]);
    const dots = make("div", { class: "fsp-om-dots", "aria-hidden": "true" });
    return { row, element: make("div", { class: "fsp-om-row", "data-row": i, style }, [name, make("div", { class: "fsp-om-track" }, [lane, dots])]), lane, dots, registers, at };
  }

  /** @param {string} name @returns {Line} */
  line(name) {
    return this.lines.find(({ row }) => row.name === name) ?? this.lines[0];
  }

  /** Which rows are seen. @param {(row: Row) => boolean} seen @param {string} asked what was searched for */
  filter(seen, asked) {
    for (const { row, element } of this.lines) element.hidden = !seen(row);
    for (const { id, element } of this.headings) element.hidden = !this.lines.some((line) => line.row.family === id && !line.element.hidden);
    const empty = this.lines.every(({ element }) => element.hidden);
    this.none.hidden = !empty;
    this.none.textContent = empty ? `Nobody here is called “${asked}”. Esc shows everybody again.` : "";
  }

  get seen() {
    return this.lines.filter(({ element }) => !element.hidden);
  }

  /** One instrument across the whole width, or all on the whole axis. @param {Row | null} row */
  zoom(row) {
    const [low, high] = row && !row.unpitched ? [Math.max(0, row.least - AROUND), Math.min(127, row.most + AROUND)] : [LOWEST, HIGHEST + BESIDE];
    this.element.style.setProperty("--lo", String(low));
    this.element.style.setProperty("--span", String(high - low + 1));
    this.range = { low, high };
    this.element.classList.toggle("fsp-om-alone", Boolean(row));
    for (const { row: one, element } of this.lines) element.classList.toggle("fsp-om-away", Boolean(row) && one !== row);
    for (const { element } of this.headings) element.classList.toggle("fsp-om-away", Boolean(row));
  }

  range = { low: LOWEST, high: HIGHEST };

  /** The pitch under a place of a row. @param {Line} line @param {number} x px of the window */
  pitchAt(line, x) {
    const box = line.lane.getBoundingClientRect();
    return Math.floor(this.range.low + ((x - box.left) / box.width) * (this.range.high - this.range.low + 1));
  }

  /** The row under a place, or none. @param {number} x @param {number} y @returns {Line | null} */
  lineAt(x, y) {
    const element = document.elementFromPoint(x, y)?.closest(".fsp-om-row");
    return element && this.element.contains(element) ? this.lines[Number(/** @type {HTMLElement} */ (element).dataset.row)] : null;
  }

  /** How strong a touch is at a height of a row. @param {Line} line @param {number} y */
  strengthAt(line, y) {
    const box = line.lane.getBoundingClientRect();
    const share = (y - box.top) / box.height;
    return share < 1 / 3 ? "f" : share < 2 / 3 ? "mf" : "p";
  }

  /** The notes everybody has. @param {Seat[]} seats @param {string} dynamic @param {string[]} chord as it is printed */
  show(seats, dynamic, chord) {
    for (const { row, dots, registers, element } of this.lines) {
      registers.forEach((one, i) => one.classList.toggle("fsp-om-lacks", beyond(row.registers[i], dynamic) !== 0));
      const mine = seats.filter((seat) => seat.row === row);
      element.classList.toggle("fsp-om-plays", mine.length > 0);
      const notes = new Map();
      for (const { dots: some } of mine) for (const dot of some) if (dot.note) notes.set(dot.note, [...(notes.get(dot.note) ?? []), dot]);
      dots.replaceChildren(...[...notes].map(([note, some]) => {
        const midi = midiOf(note);
        const extreme = midi < row.low || midi > row.high;
        const tune = some.some((/** @type {any} */ one) => one.tune);
        const dot = make("span", { class: `fsp-om-dot${extreme ? " fsp-om-strained" : ""}`, "data-key": some[some.length - 1].key, style: { "--a": midi + 0.5 } }, [`${printed(note)}${some.length > 1 ? ` ×${some.length}` : ""}`]);
        if (tune) dot.insertAdjacentHTML("afterbegin", CROWN);
        return dot;
      }));
    }
    const keys = /** @type {HTMLElement} */ (this.keyboard.firstChild);
    keys.replaceChildren(...chord.map((note) => make("span", { class: "fsp-om-key", style: { "--a": midiOf(note) + 0.5 } }, [note])));
  }

  /** Where the hand is: an upright line with the note's name; none to put it away. @param {Line | null} line @param {number} [midi] @param {string} [more] */
  hover(line, midi = 0, more = "") {
    if (!line) return this.point.remove();
    this.point.style.setProperty("--a", String(midi + 0.5));
    /** @type {HTMLElement} */ (this.point.firstChild).textContent = `${pitchName(midi)}${more}`;
    this.point.classList.toggle("fsp-om-left", midi > (this.range.low + this.range.high) / 2);
    const there = line.lane.parentElement;
    if (there && this.point.parentElement !== there) there.append(this.point);
  }

  /** What is pulled over a row: where it would go, and where else it would lie well; no row: put that away.
   * @param {Line | null} line @param {number[]} well MIDI @param {{name: string, midi: number, reach: import("./core/orchestra.js").Reach} | null} [there] */
  offer(line, well, there = null) {
    for (const one of this.offered) one.remove();
    this.offered = [];
    for (const one of this.lines) one.element.classList.toggle("fsp-om-target", one === line);
    if (!line || line.row.unpitched) return;
    this.offered = well.filter((midi) => midi !== there?.midi).map((midi) => make("span", { class: "fsp-om-well", style: { "--a": midi + 0.5 } }));
    if (there) this.offered.push(make("span", { class: `fsp-om-ghost fsp-om-${there.reach.word}`, style: { "--a": Math.min(Math.max(there.midi, this.range.low), this.range.high) + 0.5 } }, [there.reach.word === "comfortable" ? there.name : `${there.name} ${there.reach.word}`]));
    line.dots.parentElement?.append(...this.offered);
  }

  /** @type {HTMLElement[]} */ offered = [];

  /** @param {string} name whose row sounds; empty: nobody's */
  sounds(name) {
    for (const { row, element } of this.lines) element.classList.toggle("fsp-om-sounds", row.name === name);
  }

  /** Bring a row within what is seen of the map; the page itself stays where it is. @param {Line} line */
  reveal({ element }) {
    const { element: scroller } = this;
    const top = this.body.offsetTop + element.offsetTop;
    const bottom = top + element.offsetHeight;
    const [head, foot] = [this.head.offsetHeight + HEADING, this.keyboard.offsetHeight];
    if (top - head < scroller.scrollTop) scroller.scrollTop = top - head;
    else if (bottom + foot > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom + foot - scroller.clientHeight;
  }
}
