// @ts-check
// The mixer: guide track, stems, master. Name, mute, solo, level, meter.
import { make } from "./dom.js";
import { FADER_HIGH, FADER_LOW, gainOf, levelText, meterOf, peakText } from "./core/mix.js";

export const GUIDE = "guide"; // the channel of dialogue and effects

/** @typedef {{name: string, label: string, family: string, level: number, mute: boolean, solo: boolean, safe?: boolean}} Strip */

/** Where on the fader a level lies. @param {number} level */
const along = (level) => `${((level - FADER_LOW) / (FADER_HIGH - FADER_LOW)) * 100}%`;

export class Mixer {
  /** @param {(strips: Strip[], master: number) => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Strip[]} */ this.strips = [];
    /** @type {Map<string, Strip>} */ this.remembered = new Map();
    /** @type {Strip} */ this.master = { name: "", label: "Master", family: "", level: 0, mute: false, solo: false };
    /** @type {{name: string | undefined, bar: HTMLElement, number: HTMLElement, shown: number}[]} */ this.meters = [];
    /** @type {{strip: Strip, what: "mute" | "solo", button: HTMLElement}[]} */ this.toggles = [];
    this.element = make("div", { class: "fsp-mixer", role: "group", "aria-label": "Mixer" });
  }

  /** The strips of a music; what was set for it before comes back.
   * @param {string} cue @param {{name: string, family: string, label?: string}[]} stems @param {boolean} guide */
  show(cue, stems, guide) {
    const strip = (/** @type {string} */ key, /** @type {Strip} */ fresh) => {
      const old = this.remembered.get(key);
      if (!old) this.remembered.set(key, fresh);
      return old ?? fresh;
    };
    const plain = { level: 0, mute: false, solo: false };
    this.strips = stems.map((stem) => strip(`${cue}/${stem.name}`, { ...plain, name: `${cue}/${stem.name}`, label: stem.label ?? stem.name, family: stem.family }));
    // the guide is safe from solo: a stem is judged under the words, not without them
    if (guide) this.strips.unshift(strip(GUIDE, { ...plain, name: GUIDE, label: "Dialogue", family: "dialogue", safe: true }));
    this.meters = [];
    this.toggles = [];
    this.element.replaceChildren(...this.rows());
    this.apply();
  }

  /** Top to bottom. @returns {HTMLElement[]} */
  rows() {
    return [...this.strips, this.master].map((strip) => this.row(strip));
  }

  apply() {
    this.changed(this.strips, gainOf(this.master.level));
  }

  /** @param {Strip} strip @param {"mute" | "solo"} what */
  toggle(strip, what) {
    const name = `${what === "mute" ? "Mute" : "Solo"} ${strip.label}`;
    const button = make("button", { type: "button", class: `fsp-button fsp-toggle fsp-${what}`, "aria-label": name, title: name, "aria-pressed": String(strip[what]) }, [name[0]]);
    button.addEventListener("click", () => this.turn(strip, what, !strip[what]));
    this.toggles.push({ strip, what, button });
    return button;
  }

  /** @param {Strip} strip @param {"mute" | "solo"} what @param {boolean} on */
  turn(strip, what, on) {
    strip[what] = on;
    this.press();
    this.apply();
  }

  /** The buttons as the strips are. */
  press() {
    for (const { strip, what, button } of this.toggles) button.setAttribute("aria-pressed", String(strip[what]));
  }

  /** @param {Strip} strip */
  meter(strip) {
    const bar = make("i");
    const number = make("span", { class: "fsp-peak" });
    this.meters.push({ name: strip === this.master ? undefined : strip.name, bar, number, shown: 0 });
    return make("span", { class: "fsp-meter", "aria-hidden": "true" }, [bar, number]);
  }

  /** @param {Strip} strip */
  colour(strip) {
    return strip.family ? `var(--fsp-${strip.family}, var(--fsp-quiet))` : "var(--fsp-quiet)";
  }

  /** @param {Strip} strip */
  row(strip) {
    const master = strip === this.master;
    const value = make("span", { class: "fsp-level", "aria-hidden": "true" }, [levelText(strip.level)]);
    const fader = make("input", { type: "range", class: "fsp-fader", min: FADER_LOW, max: FADER_HIGH, step: 1, value: strip.level, "aria-label": `Level of ${strip.label}`, "aria-valuetext": levelText(strip.level), title: "Double click for 0 dB", style: { "--fsp-at": along(strip.level) } });
    const set = (/** @type {number} */ level) => {
      strip.level = level;
      fader.value = String(level);
      fader.style.setProperty("--fsp-at", along(level));
      value.textContent = levelText(level);
      fader.setAttribute("aria-valuetext", levelText(level));
      this.apply();
    };
    fader.addEventListener("input", () => set(Number(fader.value)));
    fader.addEventListener("dblclick", () => set(0));
    const buttons = master ? [] : strip.safe ? [this.toggle(strip, "mute")] : [this.toggle(strip, "mute"), this.toggle(strip, "solo")];
    return make("div", { class: master ? "fsp-strip fsp-master" : "fsp-strip", role: "group", "aria-label": strip.label, style: { "--fsp-mine": this.colour(strip) } }, [
      make("span", { class: "fsp-name", title: strip.safe ? "Dialogue and effects: the guide track" : strip.label }, [strip.label]),
      make("span", { class: "fsp-buttons" }, buttons),
      fader,
      value,
      this.meter(strip),
    ]);
  }

  /** @param {(name?: string) => number} peak of a channel @param {boolean} numbers say it rather than move */
  measure(peak, numbers) {
    for (const meter of this.meters) {
      const now = peak(meter.name);
      if (numbers) {
        const text = peakText(now);
        if (meter.number.textContent !== text) meter.number.textContent = text;
        continue;
      }
      // up at once, down at 20 dB or so a second, as meters fall
      const length = Math.max(meterOf(now), meter.shown - 0.006);
      if (length !== meter.shown) meter.bar.style.transform = `scaleX(${length.toFixed(3)})`;
      meter.shown = length;
    }
  }

  rest() {
    for (const meter of this.meters) {
      meter.shown = 0;
      meter.bar.style.transform = "scaleX(0)";
      meter.number.textContent = "";
    }
  }
}
