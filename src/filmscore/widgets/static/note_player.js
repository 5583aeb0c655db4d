// @ts-check
// The small player: notes on a roll or a page, or a recording as a strip, played in the page; and a row of keys to try notes on.
import { counted, nameOf, outside, pitchName, sounding, tidy } from "./core/roll.js";
import { icon, iconButton, make } from "./dom.js";
import { leaveGifts } from "./library.js";
import { mounted } from "./mounting.js";
import { KeyRow } from "./note_keys.js";
import { Score } from "./note_score.js";
import { WRITTEN } from "./note_sounds.js";
import { Transport } from "./note_transport.js";
import { Words } from "./note_words.js";
import { whenNear } from "./place.js";
import { Roll, Strip } from "./roll_view.js";
import { hub } from "./sound.js";

/** @typedef {import("./note_sounds.js").Choice} Choice */
/** @typedef {{input: HTMLInputElement, said: HTMLElement, label: HTMLElement}} Dial */

class NotePlayer extends Transport {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    this.row = this.isSound ? null : new KeyRow(this, () => (this.chosen === WRITTEN ? this.plan.parts[0].instrument : this.chosen));
    this.words = this.isSound ? null : new Words(this.plan, this.notes);
    this.flat = this.isSound ? new Strip(this.plan, (at) => this.seek(at), signal) : new Roll(this.plan, this.notes, (at) => this.seek(at), signal);
    /** @type {Roll | Strip | Score} */ this.view = this.flat;
    this.build();
    hub().players.add(this.me);
    signal.addEventListener("abort", () => this.dispose());
    whenNear(this.root, signal, () => this.load());
    this.show();
  }

  // ---- what it is made of

  build() {
    const { plan, signal } = this;
    this.playing = iconButton("play", "Play", () => this.toggle());
    this.playing.classList.add("fsp-play");
    this.looping = make("input", { type: "checkbox", checked: this.loop, onchange: () => this.setLoop(this.looping.checked) });
    this.place = make("input", { type: "range", class: `fsp-np-place ${this.isSound ? "" : "fsp-np-under"}`, min: 0, max: this.length, step: this.isSound ? 0.01 : 0.25, value: 0, "aria-label": "Position", oninput: () => this.seek(Number(this.place.value)) });
    this.now = make("span", { class: "fsp-np-now" });
    this.sounds = make("span", { class: "fsp-np-sounds" });
    this.flat.element.style.setProperty("cursor", "pointer");
    this.said = make("p", { class: "fsp-np-said", role: "status" });
    this.font = make("p", { class: "fsp-np-note" });
    const parts = this.isSound || plan.parts.length < 2 ? [] : [make("ul", { class: "fsp-np-parts", "aria-label": "Parts" }, plan.parts.map((/** @type {any} */ part) => make("li", {}, [make("i", { style: { background: `var(--fsp-${part.family})` } }), part.name])))];
    const dials = this.isSound ? [] : this.buildDials();
    const views = plan.score ? this.buildViews() : [];
    this.root = make("div", { class: "fsp-root fsp-np", role: "group", "aria-label": `Player: ${plan.title}`, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event), onkeyup: (/** @type {KeyboardEvent} */ event) => this.row?.letGo(event.code) }, [
      make("div", { class: "fsp-np-head" }, [make("span", { class: "fsp-np-title", title: plan.title }, [plan.title]), make("span", { class: "fsp-np-facts" }, [plan.facts ?? ""]), ...views]),
      this.flat.element,
      ...(this.score ? [this.score.element] : []),
      this.place,
      make("div", { class: "fsp-np-line" }, [this.now, this.sounds]),
      make("div", { class: "fsp-np-bar" }, [
        make("div", { class: "fsp-np-buttons", role: "group", "aria-label": "Transport" }, [iconButton("start", "Back to start", () => this.seek(0)), this.playing, make("label", { class: "fsp-np-loop" }, [this.looping, "Loop"])]),
        ...dials,
      ]),
      this.said,
      ...parts,
      ...(this.row && this.words ? [this.row.element, this.font, this.words.element] : []),
    ]);
    this.root.addEventListener("focusout", (/** @type {FocusEvent} */ event) => this.root.contains(/** @type {Node} */ (event.relatedTarget)) || this.row?.letAllGo(), { signal });
    /** @type {any} */ (this.root).fsp = this;
    if (this.score) this.see(plan.view === "score");
  }

  buildDials() {
    const slider = (/** @type {string} */ name, /** @type {number} */ min, /** @type {number} */ max, /** @type {number} */ value, /** @type {(value: number) => void} */ act) => {
      const said = make("output", { class: "fsp-np-value" });
      const input = make("input", { type: "range", min, max, step: 1, value, oninput: () => act(Number(input.value)) });
      return { input, said, label: make("label", { class: "fsp-np-dial" }, [make("span", {}, [name]), input, said]) };
    };
    this.tempo = slider("Tempo", Math.min(30, Math.floor(this.bpm)), Math.max(240, Math.ceil(this.bpm)), Math.round(this.bpm), (bpm) => this.setTempo(bpm));
    this.key = slider("Transpose", -12, 12, 0, (shift) => this.transpose(shift));
    const option = (/** @type {string} */ value, /** @type {string} */ text) => make("option", { value, selected: value === this.chosen }, [text]);
    const written = this.chosen === WRITTEN ? [option(WRITTEN, "As in the score")] : [];
    this.menu = make("select", { class: "fsp-np-select", onchange: () => this.choose(this.menu.value) }, [...written, ...this.plan.menu.map((/** @type {Choice} */ one) => option(one.id, one.name))]);
    return [make("label", { class: "fsp-np-dial fsp-np-who" }, [make("span", {}, ["Played by"]), this.menu]), this.tempo.label, this.key.label];
  }

  /** The roll or the page: two buttons, one of them pressed. */
  buildViews() {
    const told = () => [this.now.textContent, this.sounds.textContent].filter(Boolean).join(": ");
    this.score = new Score({ plan: this.plan, library: this.library, calm: this.calm, seek: (at) => this.seek(at), told }, this.signal);
    const button = (/** @type {string} */ name, /** @type {boolean} */ page) => make("button", { type: "button", class: "fsp-button fsp-np-plain", onclick: () => this.see(page) }, [name]);
    this.choices = [button("Roll", false), button("Score", true)];
    return [make("div", { class: "fsp-np-views", role: "group", "aria-label": "View" }, this.choices)];
  }

  /** @param {boolean} page the engraved page, or else the roll */
  see(page) {
    const { score } = this;
    if (!score) return;
    this.view = page ? score : this.flat;
    score.element.hidden = !page;
    this.flat.element.hidden = page;
    this.place.classList.toggle("fsp-np-under", !page);
    this.choices?.forEach((/** @type {HTMLElement} */ one, /** @type {number} */ i) => one.setAttribute("aria-pressed", String(page === (i === 1))));
    if (page) score.get();
    this.show(true);
  }

  // ---- what is done with it

  /** @param {string} words */
  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  loaded() {
    this.score?.keep();
    leaveGifts(); // what was given is taken
    if (!this.isSound) this.font.textContent = `Sounds: ${[...new Set([...this.players.values()].map((player) => player.font))].join(", ")}.`;
    this.root.dataset.ready = "";
    this.warn();
  }

  /** Notes the chosen instrument does not like. */
  warn() {
    if (this.isSound || this.chosen === WRITTEN) return this.say("");
    const range = /** @type {Choice} */ (this.plan.menu.find((/** @type {Choice} */ one) => one.id === this.chosen));
    const count = outside(this.notes, this.shift, range);
    this.say(count ? `${count === 1 ? "1 note lies" : `${count} notes lie`} outside the comfortable range of the ${range.name.toLowerCase()}, ${pitchName(range.low)} to ${pitchName(range.high)}.` : "");
  }

  /** @param {number} shift */
  transpose(shift) {
    this.again(() => (this.shift = shift));
    this.words?.fill(shift);
    this.flat.shift = shift;
    if (this.score) this.score.shift = shift;
    this.warn();
    this.show(true);
  }

  /** @param {string} id */
  async choose(id) {
    this.row?.letAllGo();
    const before = this.chosen;
    this.chosen = id;
    const ready = this.wanted().every((one) => this.players.has(one));
    if (!ready && this.running) {
      this.chosen = before; // it plays on until the other's notes are here
      try {
        await this.fetch(id);
      } catch (error) {
        this.say(`There is no sound: ${/** @type {Error} */ (error).message}. Run the cell again.`);
        return;
      }
    }
    this.again(() => (this.chosen = id));
    this.row?.follow();
    await this.load();
    this.show(true);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || event.key === "Escape") return;
    event.stopPropagation(); // else a letter pressed here would be a command to the notebook
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("select")) return; // letters choose there
    const range = target.matches("input[type=range]");
    const beat = 1; // of notes; of a recording, a second
    /** @type {Record<string, () => void>} */ const acts = {};
    if (!target.matches("button, input[type=checkbox], summary")) acts[" "] = () => event.repeat || this.toggle();
    if (!range && !target.matches(".fsp-np-scroll")) Object.assign(acts, { ArrowLeft: () => this.seek(this.shownAt() - beat), ArrowRight: () => this.seek(this.shownAt() + beat), Home: () => this.seek(0) });
    const { row } = this;
    const pitch = event.shiftKey ? undefined : row?.pitchOf(event.code);
    const act = acts[event.key] ?? (row && { KeyZ: () => row.octaveBy(-12), KeyX: () => row.octaveBy(12) }[event.code]);
    if (!act && pitch === undefined) return;
    event.preventDefault();
    if (act) act();
    else if (row && pitch !== undefined && !event.repeat) row.strike(event.code, pitch);
  }

  // ---- what is seen

  /** The play button. */
  look() {
    const name = this.running ? "Pause" : "Play";
    this.playing.replaceChildren(icon(this.running ? "pause" : "play"));
    this.playing.setAttribute("aria-label", name);
    this.playing.title = name;
  }

  /** @param {boolean} [all] also what does not move */
  show(all = false) {
    const at = this.shownAt();
    this.place.value = String(at);
    if (this.isSound) {
      const words = `${at.toFixed(1)} of ${this.length.toFixed(1)} s`;
      text(this.now, words);
      this.place.setAttribute("aria-valuetext", words);
      this.view.draw(at, all);
      return;
    }
    const now = this.running ? sounding(this.notes, at, this.longest) : [];
    const { bars, firstBar } = this.plan;
    const last = this.length - 0.001;
    const beat = `${counted(Math.min(at, last), bars, firstBar)} of ${bars.length ? bars.length + firstBar - 1 : tidy(this.length, 2)}`;
    text(this.now, beat);
    this.place.setAttribute("aria-valuetext", beat);
    const names = [...new Set(now.map((index) => this.notes[index]).sort((a, b) => a.pitch - b.pitch).map((note) => nameOf(note, this.shift)))];
    text(this.sounds, names.slice(0, 8).join(" ") + (names.length > 8 ? " …" : ""));
    const { tempo, key } = /** @type {{tempo: Dial, key: Dial}} */ (/** @type {unknown} */ (this));
    text(tempo.said, `${tidy(this.bpm, 1)} BPM`);
    tempo.input.setAttribute("aria-valuetext", `${tidy(this.bpm, 1)} beats a minute`);
    const shift = this.shift === 0 ? "as written" : `${this.shift > 0 ? "+" : "−"}${Math.abs(this.shift)}`;
    text(key.said, shift);
    key.input.setAttribute("aria-valuetext", this.shift === 0 ? "as written" : `${Math.abs(this.shift)} semitone${Math.abs(this.shift) === 1 ? "" : "s"} ${this.shift > 0 ? "higher" : "lower"}`);
    this.view.draw(at, all, new Set(now));
  }

  dispose() {
    this.row?.letAllGo();
    super.dispose();
  }
}

/** @param {HTMLElement} element @param {string} words */
const text = (element, words) => element.textContent === words || (element.textContent = words);

export default mounted(NotePlayer);
