// @ts-check
// What the Orchestra map lets be heard: a note under the finger, one at a time; everybody in turn; and a chord as it is given out.
// Nothing is made equally loud: who is soft is soft.
import { strike } from "./note_voice.js";
import { StorySound } from "./story_sound.js";

const HOLD = 2200; // ms a note sounds that was touched
const LEAVING = 0.06; // s a note takes to go where the finger has gone on
const LEVEL = 2; // gain of one player: what is soft can be heard, and a full orchestra does not clip
const FULL = 8; // players at once that may have it
const SAMPLED = 100; // what the strength of a sampled note is called
const EACH = 1100; // ms, where everybody plays in turn

/** Of each dynamic: the sampled one it is made of, and how much louder it is, dB. @typedef {Record<string, {layer: string, db: number}>} Layers */
/** @typedef {import("./core/story.js").Sounding & {velocity: number}} Note */

/** The strength of a dynamic beside the sampled one it is made of. @param {number} db */
export const strength = (db) => SAMPLED * 10 ** (db / 40);

export class MapSound extends StorySound {
  /** @param {any} model @param {ConstructorParameters<typeof StorySound>[1] & {layers: Layers}} part @param {AbortSignal} signal */
  constructor(model, part, signal) {
    super(model, part, signal);
    this.layers = part.layers;
    /** @type {import("./note_voice.js").Voice | null} */ this.under = null; // what sounds under the finger
    this.rest = 0;
    this.turn = 0; // counts how often everybody was asked to play in turn, and was stopped
    this.going = false; // they do so now
    this.stopped = this.over = false;
  }

  /** The notes of a player at a dynamic, by the name they are asked for. @param {string} name @param {string} dynamic */
  idOf(name, dynamic) {
    return `${name}/${this.layers[dynamic].layer}`;
  }

  get sounds() {
    return super.sounds || this.going || this.under !== null;
  }

  /** Let one note sound; the one before goes. @param {string} name @param {number} pitch @param {string} dynamic @param {boolean} [only] the one sound of who has no pitch @returns {Promise<boolean>} whether it sounds */
  async touch(name, pitch, dynamic, only = false) {
    if (this.what) super.stop();
    const id = this.idOf(name, dynamic);
    const ready = await this.ready(() => this.fetch(id));
    if (!ready) return false;
    if (!ready.open) this.say("This browser gives no sound.");
    if (!ready.open) return false;
    this.takeTurn();
    const { desk } = this;
    const now = desk.clock();
    /** @type {GainNode} */ (desk.master).gain.setValueAtTime(LEVEL, now);
    this.under?.release(now, LEAVING);
    this.under = this.struck(id, only ? this.players.get(id)?.samples[0].pitch ?? pitch : pitch, now, strength(this.layers[dynamic].db));
    this.linger(HOLD);
    return true;
  }

  /** What sounds under the finger goes on so long. @param {number} [time] ms */
  linger(time = HOLD) {
    clearTimeout(this.rest);
    if (this.under) this.rest = setTimeout(() => this.letGo(), time);
  }

  /** @param {string} id @param {number} pitch @param {number} when @param {number} velocity @param {number} [seconds] */
  struck(id, pitch, when, velocity, seconds) {
    const player = /** @type {import("./note_voice.js").Player} */ (this.players.get(id));
    return strike(this.desk.context, this.desk.channel("notes").level, player, { when, pitch, velocity, seconds, sampled: SAMPLED });
  }

  /** It has rung. */
  letGo() {
    clearTimeout(this.rest);
    if (!this.under) return;
    this.under.release(this.desk.clock());
    this.under = null;
    if (!this.what) this.leaveTurn();
  }

  /** Players one after another on one note; whose notes are not here yet are waited for.
   * @param {string[]} names @param {number} pitch @param {string} dynamic @param {(name: string) => void} now told who plays, at the end nobody */
  async everybody(names, pitch, dynamic, now) {
    this.stop();
    const mine = this.turn;
    this.going = true;
    for (const [i, name] of names.entries()) {
      const next = names[i + 1];
      if (next) this.fetch(this.idOf(next, dynamic)).catch(() => {}); // asked meanwhile; if it fails it says so in its turn
      if (!(await this.touch(name, pitch, dynamic)) || mine !== this.turn) break;
      now(name);
      await new Promise((done) => setTimeout(done, EACH));
      if (mine !== this.turn) break;
    }
    if (mine !== this.turn) return;
    this.going = false;
    this.letGo();
    now("");
  }

  /** @param {import("./story_sound.js").Score} score */
  loudness(score) {
    const first = score.notes.filter(({ beat }) => beat === Math.max(...score.notes.map((note) => note.beat))).length;
    return LEVEL * Math.min(1, FULL / Math.max(first, 1));
  }

  /** @param {any} note */
  sound(note) {
    const player = this.players.get(note.who);
    if (!player) return;
    const when = this.zero + (note.beat * 60) / this.bpm;
    const voice = this.struck(note.who, note.pitch, Math.max(when - player.lead, this.desk.clock()), note.velocity, (note.beats * 60) / this.bpm + player.lead);
    this.voices.add(voice);
    voice.source.addEventListener("ended", () => this.voices.delete(voice), { once: true });
  }

  stop() {
    this.turn += 1;
    this.going = false;
    this.letGo();
    this.stopped = true;
    super.stop();
    this.stopped = false;
  }

  finish() {
    this.over = !this.stopped; // it has come to its end, and was not stopped
    super.finish();
  }
}
