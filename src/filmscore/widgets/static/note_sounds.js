// @ts-check
// What a small player needs to sound: whose notes, from where, and how far they have come.
import { headroom } from "./core/roll.js";
import { Library } from "./library.js";
import { Desk, decode, hub } from "./sound.js";

/** @typedef {import("./core/roll.js").Note} Note */
/** @typedef {import("./note_voice.js").Player} Instrument */
/** @typedef {{id: string, name: string, family: string, low: number, high: number}} Choice */

/** Who plays a score in which each part has its own player. */
export const WRITTEN = "written";

export class Sounds {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    this.plan = model.get("plan");
    this.notes = /** @type {Note[]} */ ((this.plan.notes ?? []).map((/** @type {any[]} */ [beat, beats, pitch, velocity, until, part, name]) => ({ beat, beats, pitch, velocity, until, part, name })));
    this.isSound = this.plan.kind === "sound";
    this.closed = false;
    this.desk = new Desk();
    this.library = new Library(model, this);
    /** @type {Map<string, Instrument>} */ this.players = new Map();
    /** @type {Map<string, Promise<Instrument>>} */ this.coming = new Map();
    /** @type {AudioBuffer | null} */ this.buffer = null;
    this.room = 0; // gain of the whole, once it is known
    const instruments = new Set((this.plan.parts ?? []).map((/** @type {any} */ part) => part.instrument));
    this.chosen = this.isSound ? "" : instruments.size > 1 || this.plan.parts.length > 1 ? WRITTEN : this.plan.parts[0].instrument;
  }

  /** Tell the listener something. @param {string} _words */
  say(_words) {}

  /** What is to be played is here. */
  loaded() {}

  /** Who plays a part now. @param {number} part */
  who(part) {
    return this.chosen === WRITTEN ? this.plan.parts[part].instrument : this.chosen;
  }

  wanted() {
    return this.chosen === WRITTEN ? [...new Set(this.plan.parts.map((/** @type {any} */ part) => part.instrument))] : [this.chosen];
  }

  /** @param {string} id */
  named(id) {
    return this.plan.menu.find((/** @type {Choice} */ one) => one.id === id)?.name ?? id;
  }

  /** @param {string} id @returns {Promise<Instrument>} */
  fetch(id) {
    let coming = this.coming.get(id);
    if (!coming) {
      const name = `notes/${this.plan.bank}/${id}`;
      coming = this.library.bytes(name, { what: id }).then(async ([part]) => {
        const buffer = await hub().sounds.take(name, this, () => decode(part.data));
        const player = { ...(/** @type {any} */ (part).index), buffer };
        this.players.set(id, player);
        return player;
      });
      this.coming.set(id, coming);
      coming.catch(() => this.coming.delete(id));
    }
    return coming;
  }

  /** What is needed to play as chosen. @returns {Promise<boolean>} */
  async load() {
    try {
      if (this.isSound) await this.loadTape();
      else await this.loadPlayers();
    } catch (error) {
      if (!this.closed) this.say(`There is no sound: ${/** @type {Error} */ (error).message}. Run the cell again.`);
      return false;
    }
    if (this.closed) return false;
    this.loaded();
    return true;
  }

  async loadTape() {
    if (this.buffer) return;
    const [part] = await this.library.bytes(this.plan.key, { what: "sound" });
    this.buffer = await hub().sounds.take(this.plan.key, this, () => decode(part.data));
  }

  async loadPlayers() {
    const missing = this.wanted().filter((id) => !this.players.has(id));
    const slow = setTimeout(() => missing.length && this.say(`The notes of ${missing.map((id) => this.named(id)).join(", ")} are being made. This is done once.`), 400);
    try {
      await Promise.all(missing.map((id) => this.fetch(id)));
    } finally {
      clearTimeout(slow);
    }
  }

  /** The gain of all notes together. */
  loudness() {
    return this.isSound ? 1 : (this.room ||= headroom(this.notes));
  }

  dispose() {
    this.closed = true;
    this.desk.dispose();
    this.library.dispose();
  }
}
