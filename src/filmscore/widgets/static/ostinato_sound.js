// @ts-check
// What the Ostinato machine lets be heard: the cell alone, looped; and its page with the picture, by the note bank at once, by the players when they are ready.
import { frameAt } from "./core/ostinato_page.js";
import { MoodSound } from "./mood_sound.js";
import { strike } from "./note_voice.js";
import { StorySound } from "./story_sound.js";

/** @typedef {import("./core/ostinato_page.js").Note} Note */
/** @typedef {import("./mood_sound.js").Score & {over: number | null}} Page   `over`: seconds from its beginning after which nothing sounds */

const RATE = 48000;
const FADE = 0.2; // s of the hall after the last note, where a silence begins
const DRUM = 43; // who stands in for a drum plays this
const ROUNDS = 48; // of the cell, before it stops by itself

/** How hard a note is struck, by its dynamic and accent. @param {{level: number, accent: number}} note */
export const velocity = ({ level, accent }) => Math.min(120, 44 + 9 * level + 14 * accent);

/** A page as the note bank plays it, in seconds from its beginning. @param {string} key @param {Note[]} page @param {any} data @param {[string, string][]} players @returns {Page} */
export function pageScore(key, page, data, players) {
  const { rate, first } = data.shot;
  const seconds = (/** @type {number} */ frame) => ((frame - first) * rate.den) / rate.num;
  /** @type {Map<string, import("./mood_sound.js").Line>} */ const lines = new Map();
  for (const note of page) {
    const { who, pitched } = data.reach[players[note.part][0]];
    const hard = velocity(note);
    /** @type {import("./mood_sound.js").Line} */ const line = lines.get(`${note.part} ${hard}`) ?? { who, velocity: hard, notes: [] };
    const long = (seconds(note.end) - seconds(note.frame)) * [0.5, 0.85, 1][note.accent ? 1 : note.held + 1];
    for (const midi of note.midi) line.notes.push({ start: seconds(note.frame), beats: long, midi: pitched ? midi : DRUM });
    lines.set(`${note.part} ${hard}`, line);
  }
  const last = Math.max(0, ...page.map(({ end }) => seconds(end)));
  return { key, lines: [...lines.values()], beats: last, bpm: 60, over: data.silence === null ? null : seconds(data.silence) };
}

/** With the picture; its own sound is part of it. */
export class PageSound extends MoodSound {
  /** @param {any} model @param {ConstructorParameters<typeof MoodSound>[1] & {last: number, tuning: (text: string) => void}} part `last`: seconds in the film where it stops @param {AbortSignal} signal */
  constructor(model, part, signal) {
    super(model, part, signal);
    this.last = part.last;
    this.tuning = part.tuning;
    this.position = 0; // seconds in the film where it is begun
    this.loop = false;
    this.playing = ""; // the page that is heard
    /** @type {Set<string>} */ this.real = new Set(); // pages of which the players' own sound has come
    this.refused = false;
  }

  /** @param {Page} score */
  async record(score) {
    const take = await super.record(score);
    if (score.over === null) return take;
    const from = Math.round((take.early + score.over) * RATE);
    for (let channel = 0; channel < 2; channel++) {
      const samples = take.buffer.getChannelData(channel);
      for (let i = from; i < samples.length; i++) samples[i] *= Math.max(0, 1 - (i - from) / (FADE * RATE));
    }
    return take;
  }

  /** @param {Page} score @param {number} zero seconds in the film where the page begins @param {number} at where it is begun @param {() => import("./sound.js").Track[]} guide @param {(seconds: number, wait: number) => void} picture */
  play(score, zero, at, guide, picture) {
    this.position = at;
    this.playing = score.key;
    return this.start(score, zero, guide, picture);
  }

  begin() {
    const { desk } = this;
    if (!desk.silent) this.setGuide(this.guideOn);
    desk.start(this.tracks, this.position);
    this.again(this.position, desk.zero - desk.clock() + desk.latency());
    this.drawing.start(() => {
      const at = desk.position();
      if (at < this.last) this.part.moved(at);
      else this.stop();
    });
  }

  /** Another page at the same place. @param {Page} score */
  async exchange(score) {
    this.playing = score.key;
    await super.exchange(score);
  }

  /** Ask the players; until they are ready the note bank plays. @param {Page} score @param {string} copy */
  async tune(score, copy) {
    if (this.real.has(score.key) || this.refused) return;
    this.tuning("The players are tuning. Until they are ready, the page plays its own notes.");
    try {
      const [{ buffer }] = await this.library.sounds(`ostinato ${score.key}`, { what: `music ${copy}` });
      this.real.add(score.key);
      this.takes.set(score.key, Promise.resolve({ buffer, early: 0 }));
      if (this.closed) return;
      this.tuning("");
      if (this.running && this.playing === score.key) await this.exchange(score);
    } catch (error) {
      if (this.closed) return;
      this.refused = true;
      this.tuning(`The players cannot be heard: ${/** @type {Error} */ (error).message}. The page plays its own notes.`);
    }
  }
}

/** The cell by itself, from its beginning, until it is stopped. */
export class CellSound extends StorySound {
  /** @param {import("./core/ostinato.js").Cell} cell as it begins @param {string} who @param {any} data */
  loop(cell, who, data) {
    const { rate } = data.shot;
    const bpm = (60 * rate.num) / rate.den / (frameAt(data.times, 1) - frameAt(data.times, 0));
    const quarters = (/** @type {number} */ steps) => (steps * cell.step) / cell.ticks;
    const long = quarters(cell.size);
    const notes = [];
    const starts = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const stroke of cell.strokes)
        for (const pitch of stroke.midi) notes.push({ who, beat: round * long + quarters(stroke.at), beats: quarters(stroke.steps) * 0.85, pitch, hard: velocity({ level: 4, accent: stroke.accent }) });
      for (let step = 0; step < cell.size; step++) starts.push({ key: String(step), beat: round * long + quarters(step) });
    }
    return this.start(/** @type {any} */ ({ notes, starts, length: ROUNDS * long }), bpm, "cell");
  }

  /** @param {any} note */
  sound(note) {
    const player = this.players.get(note.who);
    if (!player) return;
    const { desk } = this;
    const voice = strike(desk.context, desk.channel("notes").level, player, {
      when: Math.max(this.zero + (note.beat * 60) / this.bpm - player.lead, desk.clock()), pitch: note.pitch, velocity: note.hard, seconds: (note.beats * 60) / this.bpm + player.lead, sampled: this.part.velocity,
    });
    this.voices.add(voice);
    voice.source.addEventListener("ended", () => this.voices.delete(voice), { once: true });
  }
}
