// @ts-check
// The tune on its roll with what lies under it, and the boxes of the chords. The tune is only looked at; a chord is changed in its box.
import { make } from "./dom.js";
import { chordsOf, differences, held, loansOf, placeOf, yoursOf } from "./core/mood.js";
import { capital } from "./core/words.js";
import { midiOf } from "./core/pitch.js";
import { pitchName } from "./core/roll.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/mood.js").Version} Version */
/** @typedef {import("./core/mood.js").Tables} Tables */

const GUTTER = 40;
const TALL = 210; // px, about
const HEAD = 14;
const IN_LINE = 12; // so many boxes stand in one row under their notes

export class MoodRoll {
  /** @param {Tables} data @param {AbortSignal} signal */
  constructor(data, signal) {
    this.data = data;
    this.sheet = make("div", { class: "fsp-mh-sheet" });
    this.head = make("div", { class: "fsp-mh-playhead", hidden: true });
    this.words = make("p", { class: "fsp-note fsp-mh-told" });
    this.element = make("div", { class: "fsp-mh-roll" }, [make("div", { class: "fsp-mh-paper" }, [this.sheet, this.head]), this.words]);
    /** @type {{version: Version, against: Version, families: [string, string]} | null} */ this.shown = null;
    this.drawn = "";
    const sizes = new ResizeObserver(() => this.paint());
    sizes.observe(this.sheet);
    signal.addEventListener("abort", () => sizes.disconnect());
  }

  /** @param {Version} version @param {Version} against @param {[string, string]} families of who plays the tune and the chords */
  show(version, against, families) {
    this.shown = { version, against, families };
    const other = version.key !== against.key && differences(version, against, this.data).length > 0;
    const words = `${this.data.tune.name}: ${this.data.tune.text}.${other ? ` Outlined below it: what version ${against.key.slice(1)} does not have. Dashed: what only that has.` : ""}`;
    if (this.words.textContent !== words) this.words.textContent = capital(words);
    this.paint();
  }

  paint() {
    const width = this.sheet.clientWidth;
    if (!this.shown || !width) return;
    const name = JSON.stringify([width, this.shown]);
    if (name === this.drawn) return;
    this.drawn = name;
    const { version, against, families } = this.shown;
    const { data } = this;
    const rows = held(version, data);
    const apart = version.key === against.key ? [] : differences(version, against, data);
    const ghosts = apart.flatMap(({ gone, box }) => (gone ? [{ name: gone, box }] : []));
    const fresh = new Set(apart.flatMap(({ came, box }) => (came ? [`${came} ${box}`] : [])));
    const all = [...data.tune.notes.map((note) => note[2]), ...rows.flatMap(({ names }) => names.map(midiOf)), ...ghosts.map(({ name: one }) => midiOf(one))];
    const [low, high] = [Math.min(...all) - 1, Math.max(...all) + 1];
    const row = Math.max(3, Math.min(9, TALL / (high - low + 1)));
    const floor = HEAD + row * (high - low + 1);
    const { beats, bar, lead } = data.tune;
    const scale = (width - GUTTER) / beats;
    const x = (/** @type {number} */ beat) => GUTTER + beat * scale;
    const y = (/** @type {number} */ pitch) => HEAD + (high - pitch) * row;
    /** @type {Node[]} */ const parts = [];
    for (let pitch = low; pitch <= high; pitch++)
      if (pitch % 12 === data.tonic) {
        parts.push(drawn("rect", { class: "fsp-mh-home", x: GUTTER, y: y(pitch), width: width - GUTTER, height: row }));
        parts.push(drawn("text", { class: "fsp-mh-axis", x: GUTTER - 6, y: y(pitch) + row / 2 + 4, "text-anchor": "end" }, [`${data.home}${pitchName(pitch).slice(-1)}`]));
      }
    for (let at = -lead, number = 1; at < beats - 1e-6; at += bar, number++) {
      const left = Math.max(at, 0);
      parts.push(drawn("path", { class: "fsp-mh-bar", d: `M${x(left) + 0.5} 0V${floor}` }), drawn("text", { class: "fsp-mh-axis", x: x(left) + 4, y: 11 }, [`bar ${number}`]));
    }
    for (const [start] of data.slots.slice(1)) parts.push(drawn("path", { class: "fsp-mh-slot", d: `M${x(start) + 0.5} ${HEAD}V${floor}` }));
    const box = (/** @type {number} */ start, /** @type {number} */ long, /** @type {number} */ pitch, /** @type {string} */ kind, /** @type {number} */ inset) =>
      drawn("rect", { class: kind, x: x(start) + inset + 0.5, y: y(pitch) + inset, width: Math.max(long * scale - 2 - 2 * inset, 2), height: Math.max(row - 2 * inset, 1.5) });
    for (const { name: gone, box: at } of ghosts) parts.push(box(data.slots[at][0], this.long(at), midiOf(gone), "fsp-mh-gone", 0.5));
    for (const { names, start, beats: long, from, to } of rows)
      for (const one of names) {
        const note = box(start, long, midiOf(one), "fsp-mh-under", row / 5);
        note.style.fill = `var(--fsp-${families[1]})`;
        parts.push(note);
        for (let at = from; at <= to; at++) if (fresh.has(`${one} ${at}`)) parts.push(box(data.slots[at][0], this.long(at), midiOf(one), "fsp-mh-came", 0));
      }
    for (const [start, long, pitch] of data.tune.notes) {
      const note = box(start, long, pitch, "fsp-mh-tune", 0);
      note.style.fill = `var(--fsp-${families[0]})`;
      parts.push(note);
    }
    this.sheet.replaceChildren(drawn("svg", { class: "fsp-mh-svg", width, height: floor + 4, viewBox: `0 0 ${width} ${floor + 4}`, "aria-hidden": "true" }, parts));
    this.scale = scale;
    this.head.style.height = `${floor}px`;
  }

  /** How long a note that differs is heard from a box on: until one of the two goes elsewhere. @param {number} box */
  long(box) {
    const { data } = this;
    const ends = (/** @type {Version} */ version) => {
      const one = held(version, data).find(({ from, to }) => from <= box && box <= to);
      return one ? one.start + one.beats : data.slots[box][0] + data.slots[box][1];
    };
    const { version, against } = /** @type {{version: Version, against: Version}} */ (this.shown);
    return Math.min(ends(version), ends(against)) - data.slots[box][0];
  }

  /** @param {number | null} beat that is heard */
  play(beat) {
    this.head.hidden = beat === null || beat < 0 || beat > this.data.tune.beats;
    if (beat !== null && this.scale) this.head.style.transform = `translateX(${GUTTER + beat * this.scale}px)`;
  }
}

/** A sign that no font has to know. @param {"up" | "down"} way */
const arrow = (way) => drawn("svg", { viewBox: "0 0 24 12", width: 20, height: 10, "aria-hidden": "true", focusable: "false" }, [drawn("path", { class: "fsp-mh-arrow", d: way === "up" ? "M4 10L12 2l8 8" : "M4 2l8 8 8-8" })]);

export class MoodBoxes {
  /** @param {Tables} data @param {{choose: (box: number, way: 1 | -1) => void}} acts */
  constructor(data, acts) {
    this.data = data;
    this.acts = acts;
    this.at = 0;
    this.list = data.slots.map((_, box) => this.box(box));
    const inLine = data.slots.length <= IN_LINE;
    this.element = make("div", {
      class: `fsp-mh-boxes${inLine ? " fsp-mh-in-line" : ""}`, role: "group", "aria-label": "Chords",
      style: { "--fsp-mh-columns": inLine ? data.slots.map((slot) => `minmax(0, ${slot[1]}fr)`).join(" ") : "", "--fsp-mh-half": Math.max(2, Math.ceil(data.slots.length / 2 > 6 ? 4 : data.slots.length / 2)) },
    }, this.list.map((one) => one.element));
  }

  /** @param {number} box */
  box(box) {
    const { data, acts } = this;
    const where = placeOf(box, data);
    const key = (/** @type {"up" | "down"} */ way) => {
      const button = make("button", { type: "button", class: "fsp-button fsp-mh-step", tabindex: -1, "aria-label": `${capital(where)}: ${way === "up" ? "next chord up" : "next chord down"}`, onclick: () => (this.go(box, false), acts.choose(box, way === "up" ? 1 : -1)) });
      button.append(arrow(way));
      return button;
    };
    const [symbol, numeral, mine] = [make("span", { class: "fsp-mh-symbol" }), make("span", { class: "fsp-mh-numeral" }), make("span", { class: "fsp-mh-mine" })];
    const value = make("div", { class: "fsp-mh-chord", role: "spinbutton", tabindex: box ? -1 : 0, "aria-label": `Chord in ${where}`, onfocus: () => this.go(box, false) }, [symbol, numeral, mine]);
    const element = make("div", { class: "fsp-mh-box" }, [key("up"), value, key("down")]);
    return { element, value, symbol, numeral, mine };
  }

  /** @param {number} box @param {boolean} focus */
  go(box, focus) {
    this.at = Math.min(Math.max(box, 0), this.list.length - 1);
    this.list.forEach(({ value }, i) => value.setAttribute("tabindex", i === this.at ? "0" : "-1"));
    if (focus) this.list[this.at].value.focus();
  }

  /** @param {Version} version @param {(box: number) => string[]} choices */
  show(version, choices) {
    const { data } = this;
    const { numerals } = data.colours[version.colour];
    const [chords, yours, loans] = [chordsOf(version), yoursOf(version), new Map(loansOf(version).map(([id, box]) => [box, id]))];
    this.list.forEach(({ element, value, symbol, numeral, mine }, box) => {
      const chord = chords[box];
      const goesOn = box > 0 && chords[box - 1] === chord;
      const row = choices(box);
      const whose = yours.has(box) ? "yours" : loans.has(box) ? "borrowed" : "";
      symbol.textContent = data.chords[chord].over[version.pedal];
      numeral.textContent = goesOn ? "held" : numerals[chord];
      mine.textContent = whose;
      mine.classList.toggle("fsp-mh-dot", whose === "yours");
      element.classList.toggle("fsp-mh-held", goesOn);
      value.setAttribute("aria-valuemin", "1");
      value.setAttribute("aria-valuemax", String(row.length));
      value.setAttribute("aria-valuenow", String(row.indexOf(chord) + 1));
      const over = version.pedal === "none" ? "" : ` over ${data.pedals[version.pedal].note}`;
      value.setAttribute("aria-valuetext", `${data.chords[chord].said}${over}, ${numerals[chord]}${whose ? `, ${whose}` : ""}${goesOn ? ", held" : ""}`);
    });
  }

  /** @param {number | null} beat that is heard */
  play(beat) {
    this.list.forEach(({ element }, box) => {
      const [start, beats] = this.data.slots[box];
      element.classList.toggle("fsp-mh-now", beat !== null && beat >= start && beat < start + beats);
    });
  }
}
