// @ts-check
// A row of keys to try notes on: with the pointer, with the computer's keys, and by a screen reader.
import { firstC, keyboard, pitchName } from "./core/roll.js";
import { make } from "./dom.js";
import { strike } from "./note_voice.js";

/** @typedef {import("./note_sounds.js").Choice} Choice */
/** @typedef {{pitch: number, release: (when: number, over?: number) => void}} Held */

const SHORT = 0.6; // s a key sounds that was pressed by a screen reader or Enter
const VELOCITY = 84;

export class KeyRow {
  /** @param {import("./note_sounds.js").Sounds} player whose sounds the keys play @param {() => string} who plays now */
  constructor(player, who) {
    this.player = player;
    this.who = who;
    /** @type {Map<string, Held>} */ this.held = new Map();
    this.c = this.bestC();
    this.keys = make("div", { class: "fsp-np-keys", role: "group", "aria-label": "Keys to try notes on" });
    this.octave = make("span", { class: "fsp-np-octave" });
    const step = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ by) => make("button", { type: "button", class: "fsp-button fsp-np-plain", "aria-label": name, title: name, onclick: () => this.octaveBy(by) }, [sign]);
    this.draw();
    this.element = make("div", { class: "fsp-np-board" }, [
      make("div", { class: "fsp-np-octaves", role: "group", "aria-label": "Octave of the keys" }, [step("An octave lower (Z)", "−8", -12), this.octave, step("An octave higher (X)", "+8", 12)]),
      this.keys,
    ]);
  }

  draw() {
    this.letAllGo();
    const row = keyboard(this.c);
    const rows = [true, false].map((black) => make("div", { class: `fsp-np-row ${black ? "fsp-np-upper" : ""}` }, row.filter((one) => one.black === black).map((one) => {
      const element = this.key(one);
      if (black) element.style.setProperty("--fsp-np-after", String(row.filter((other) => !other.black && other.pitch < one.pitch).length));
      return element;
    })));
    const focused = this.keys.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.code : undefined;
    this.keys.replaceChildren(...rows);
    if (focused) this.keys.querySelector(`[data-code="${focused}"]`)?.focus(); // the hand stays where it is
    this.octave.textContent = `from ${pitchName(this.c)}`;
  }

  /** @param {ReturnType<typeof keyboard>[0]} one @returns {HTMLElement} */
  key({ code, letter, pitch, black }) {
    const id = `pointer ${code}`;
    const down = (/** @type {PointerEvent} */ event) => {
      if (event.button) return;
      button.setPointerCapture(event.pointerId);
      this.strike(id, pitch);
    };
    const button = make("button", {
      type: "button", class: `fsp-np-key ${black ? "fsp-np-black" : "fsp-np-white"}`, "data-pitch": pitch, "data-code": code, "aria-label": `${pitchName(pitch)}, key ${letter}`,
      onpointerdown: down, onpointerup: () => this.letGo(id), onpointercancel: () => this.letGo(id),
      onclick: (/** @type {MouseEvent} */ event) => event.detail || this.tap(id, pitch), // Enter, Space, a screen reader
    }, [make("span", { "aria-hidden": "true" }, [letter]), make("small", { "aria-hidden": "true" }, [black ? "" : pitchName(pitch)])]);
    return button;
  }

  /** From where the keys lie best for who plays, near the notes. */
  bestC() {
    const { plan, notes } = this.player;
    const range = plan.menu.find((/** @type {Choice} */ one) => one.id === this.who());
    const middle = notes.reduce((sum, note) => sum + note.pitch, 0) / notes.length;
    return firstC(Math.max(range.low, middle - 12), Math.min(range.high, middle + 12));
  }

  /** Somebody else plays. */
  follow() {
    const c = this.bestC();
    if (c === this.c) return;
    this.c = c;
    this.draw();
  }

  /** @param {number} by */
  octaveBy(by) {
    this.c = Math.max(12, Math.min(96, this.c + by));
    this.draw();
  }

  /** A key of the computer. @param {string} code @returns {number | undefined} its pitch, if it is one of the row */
  pitchOf(code) {
    return keyboard(this.c).find((one) => one.code === code)?.pitch;
  }

  /** @param {string} id @param {number} pitch */
  strike(id, pitch) {
    const { player } = this;
    const { desk } = player;
    const who = this.who();
    if (this.held.has(id)) return;
    this.light(pitch, true);
    const now = () => {
      /** @type {GainNode} */ (desk.master).gain.setValueAtTime(player.loudness(), desk.clock());
      const by = /** @type {import("./note_voice.js").Player} */ (player.players.get(who));
      this.held.set(id, Object.assign(strike(desk.context, desk.channel("notes").level, by, { when: desk.clock(), pitch, velocity: VELOCITY, sampled: player.plan.velocity }), { pitch }));
    };
    if (player.players.get(who) && desk.master && desk.context.state === "running") return now(); // at once
    let gone = false;
    this.waiting = { id, cancel: () => (gone = true) };
    Promise.all([desk.open(), player.load()]).then(([open, loaded]) => {
      if (!open || !loaded || gone || player.closed) return this.light(pitch, false);
      now();
    });
  }

  /** @param {string} id */
  letGo(id) {
    const voice = this.held.get(id);
    if (this.waiting?.id === id) this.waiting.cancel();
    if (!voice) return;
    this.held.delete(id);
    voice.release(this.player.desk.clock());
    this.light(voice.pitch, false);
  }

  letAllGo() {
    this.waiting?.cancel();
    for (const id of [...this.held.keys()]) this.letGo(id);
  }

  /** @param {string} id @param {number} pitch */
  tap(id, pitch) {
    this.strike(id, pitch);
    setTimeout(() => this.letGo(id), SHORT * 1000);
  }

  /** @param {number} pitch @param {boolean} on */
  light(pitch, on) {
    this.keys.querySelector(`[data-pitch="${pitch}"]`)?.classList.toggle("fsp-np-down", on);
  }
}
