// @ts-check
// What the net lets be heard: a walk, as a row of notes that are struck once and held, and a triad under the finger, which
// takes over what sounds of the one before.
import { PLAYER } from "./core/net_voices.js";
import { strike } from "./note_voice.js";
import { StorySound } from "./story_sound.js";

const HOLD = 2600; // ms a triad sounds that was touched
const LEVEL = 1.15; // gain of three voices
const VELOCITY = 84;
const LEAVING = 0.22; // s a voice takes to go where the triad changes

export class NetSound extends StorySound {
  /** @param {any} model @param {ConstructorParameters<typeof StorySound>[1]} part @param {(pitches: number[]) => void} held told which pitches a touch lets sound
   * @param {AbortSignal} signal */
  constructor(model, part, held, signal) {
    super(model, part, signal);
    this.told = held;
    /** @type {Map<number, import("./note_voice.js").Voice>} */ this.under = new Map(); // what sounds under the finger
    this.rest = 0;
  }

  /** Let pitches sound: those that sound already go on, without being struck. @param {number[]} pitches @returns {Promise<void>} */
  async touch(pitches) {
    if (this.what) super.stop();
    if (this.players.has(PLAYER) && this.desk.master && this.desk.context.state === "running") this.asked += 1;
    else {
      const ready = await this.ready(() => this.fetch(PLAYER));
      if (!ready) return;
      if (!ready.open) return this.say("This browser gives no sound.");
    }
    this.takeTurn();
    const { desk } = this;
    const now = desk.clock();
    if (!this.under.size) /** @type {GainNode} */ (desk.master).gain.setValueAtTime(LEVEL, now);
    for (const [pitch, voice] of this.under)
      if (!pitches.includes(pitch)) {
        voice.release(now, LEAVING);
        this.under.delete(pitch);
      }
    const player = /** @type {import("./note_voice.js").Player} */ (this.players.get(PLAYER));
    for (const pitch of pitches) if (!this.under.has(pitch)) this.under.set(pitch, this.struck(player, pitch, now));
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.letGo(), HOLD);
    this.told(pitches);
  }

  /** A voice that begins under the finger. @param {import("./note_voice.js").Player} player @param {number} pitch @param {number} when */
  struck(player, pitch, when) {
    return strike(this.desk.context, this.desk.channel("notes").level, player, { when, pitch, velocity: VELOCITY, sampled: this.part.velocity });
  }

  /** The finger has left, and it has rung. */
  letGo() {
    clearTimeout(this.rest);
    if (!this.under.size) return;
    const now = this.desk.clock();
    for (const voice of this.under.values()) voice.release(now);
    this.under.clear();
    if (!this.what) this.leaveTurn();
    this.told([]);
  }

  stop() {
    this.letGo();
    super.stop();
  }
}
