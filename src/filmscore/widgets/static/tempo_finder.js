// @ts-check
// The Tempo finder: the cue player, with a tempo that is sought by hand, eye and ear. Errors are worked out here while a hand drags;
// only the proof that no steady tempo does better comes from the kernel.
import { curve, fit } from "./core/fits.js";
import { holdAt, join, lock, meterAt, plain, rampFrom, read, setEnd, setStart, setTempo, steady, stepAt, stretchOf, told, unlock, write } from "./core/plan.js";
import { beatOfBar, frameOfBar, gridOf, tempoAt, tempoMap } from "./core/tempo.js";
import { finderTools } from "./finder_tools.js";
import { handout } from "./handout.js";
import { Heat } from "./heat.js";
import { HitTable, off } from "./hit_table.js";
import { KeptPlayer } from "./kept_player.js";
import { keptActs } from "./kept_steps.js";
import { pressFinder } from "./keys.js";
import { takeGifts } from "./library.js";

const FINE = 0.2; // beats a minute between points of the curve
const MOST_POINTS = 1201;
const PATIENCE = 60000; // ms for the kernel to find the best

/** @typedef {import("./core/plan.js").Plan} Plan */
/** @typedef {import("./core/plan.js").Edit} Edit */

const KEYS = [
  ["Space", "play, pause"],
  ["+ and −", "the tempo of the chosen bar, one beat a minute faster, slower (underscore: a tenth slower)"],
  ["Left, Right on the strip of tempi", "one beat a minute; with Shift a tenth; Page Up, Page Down: five"],
  ["T", "write the tempo"],
  ["B", "the best steady tempo, with proof"],
  ["C", "clicks on, off"],
  ["I", "the music starts on this frame"],
  ["N, Shift + N", "choose the next bar, the bar before"],
  ["L", "lock the chosen bar on this frame"],
  [", and .", "the chosen bar a frame earlier, later, and lock it there (Shift: ten frames)"],
  ["Delete", "free the chosen bar"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Y)", "undo, redo"],
  ["H, Shift + H", "next hit, previous hit"],
  ["Left, Right", "a beat back, a beat on"],
  ["Shift + Left, Right", "a frame back, a frame on"],
  ["Page Up, Page Down", "a bar on, a bar back"],
  ["Home, End", "to the start, to the end"],
];

/** @param {import("./scene.d.ts").Model} model */
function filmOf(model) {
  const scene = model.get("scene");
  return { frames: scene.frames, fps: scene.rate.num / scene.rate.den };
}

class TempoFinder extends KeptPlayer {
  /** @param {import("./scene.d.ts").Model} model @param {AbortSignal} signal */
  constructor(model, signal) {
    const film = filmOf(model);
    super(model, signal, {
      clean: (raw) => {
        const plan = read(raw, film);
        return plan && write(plan);
      },
      are: "The tempo is kept",
      will: "The tempo will be kept",
      apart: "The tempo was changed in two places. The newer is shown; the other was put aside, see below.",
    });
    this.film = film;
    const { low, high, hits } = this.data;
    this.hits = hits;
    this.holding = false; // the tempo is under the hand
    this.planOf = this.steps.now;
    this.planNow = /** @type {Plan} */ (read(this.planOf, film));
    this.map = tempoMap(this.planNow, film.fps);
    this.fit = fit(this.map, hits, this.planNow.end, false);
    /** @type {import("./core/beats.js").Grid | null} */ this.beats = null;
    this.bar = 1; // the chosen one
    this.ending = false; // the end of the music is under the hand
    this.question = 0;
    this.waiting = 0;
    /** @type {number[]} */ this.best = [];
    this.curveOf = { of: "", points: /** @type {import("./heat.js").Point[]} */ ([]) };
    this.heat = new Heat(low, high, {
      set: (bpm, held) => {
        if (held && !this.holding) {
          this.holding = true;
          this.steps.begin();
        }
        this.apply(setTempo(this.plan, this.stretch, bpm, film), "tempo", held);
      },
      drop: (cancelled) => {
        this.holding = false;
        this.steps.letGo(cancelled);
        this.tellFit();
      },
    }, signal);
    this.tools = finderTools({
      tempo: (bpm, end) => (end ? this.apply(this.endOfRamp(bpm)) : this.setTempo(bpm)),
      step: (steps) => this.stepTempo(steps, false),
      start: (frame) => this.apply(setStart(this.plan, frame ?? this.now(), film)),
      end: (frame) => this.apply(setEnd(this.plan, frame, film)),
      best: (criterion) => this.askBest(criterion),
      undo: () => this.steps.undo(),
      redo: () => this.steps.redo(),
      bar: (direction) => this.chooseBar(this.bar + direction),
      toBar: (bar) => this.chooseBar(bar),
      nudge: (frames) => this.nudge(frames, false),
      lock: (frame) => this.lock(frame ?? this.now()),
      lockHit: () => this.lockHit(),
      unlock: () => this.apply(unlock(this.plan, this.bar, film)),
      add: (what, values) => this.add(what, values),
      join: (index) => this.apply(join(this.plan, index, film)),
      take: (bpm) => this.take(bpm),
    });
    this.table = new HitTable(hits, (frame) => this.seek(frame));
    this.out = handout({
      code: () => this.code(),
      label: "The code that makes this tempo map",
      count: (marks) => {
        const plan = read(marks, film);
        return plan ? plan.stretches.map((_, i) => told(plan, i).text).join("; ") : "a tempo";
      },
    }, {
      restart: () => this.replace(this.data.given, "Back at the beginning; Undo brings the tempo back."),
      ...keptActs(this, (marks, said) => this.replace(marks, said)),
    });
    this.grips({
      take: (key, edge) => {
        this.ending = key === "music" && edge === "end";
        if (!this.ending) this.chooseBar(key === "music" ? 1 : Number(key.slice(4)), false);
        return this.ending ? this.plan.end : Math.round(frameOfBar(this.map, this.bar));
      },
      drag: (frame) => {
        if (this.ending) return this.apply(setEnd(this.plan, frame, film), "drag", true);
        this.apply(lock(this.plan, this.bar, frame, film), "drag", true);
        this.watch(Math.round(frameOfBar(this.map, this.bar)));
      },
    });
    const listen = (/** @type {any} */ message) => this.hearFound(message);
    model.on("msg:custom", listen);
    const fresh = () => this.showKept();
    model.on("change:kept", fresh);
    signal.addEventListener("abort", () => {
      model.off("msg:custom", listen);
      model.off("change:kept", fresh);
      clearTimeout(this.waiting);
    });
    this.root.classList.add("fsp-tempo");
    this.view.boxes.clicks.checked = true; // a tempo is for the ear
    this.clicks.turn(true);
    this.work();
  }

  get title() {
    return `Tempo finder: ${this.scene.title}`;
  }

  get keys() {
    return KEYS;
  }

  parts() {
    const [head, picture, bar, second, timeline, mixer, status, words] = super.parts();
    this.refresh();
    return [head, picture, bar, second, this.tools.top, this.heat.element, this.tools.summary, this.tools.best, this.tools.found, timeline, status, this.table.element, this.tools.bars, this.out.element, mixer, words];
  }

  get signs() {
    return this.list; // clicks are heard without music: streamers go with them
  }

  get grid() {
    return this.beats;
  }

  /** The timeline with the hits, and the music as it is planned. */
  get drawn() {
    const { start, end } = this.plan;
    const warning = this.beats?.warning?.[0];
    return {
      ...this.cue,
      grid: this.grid,
      hits: this.hits.map((hit) => ({ frame: hit.frame, label: hit.label || String(hit.frame), must: hit.must })),
      entries: [{ id: "music", start, end, warning: warning === undefined ? null : warning, mark: { key: "music", chosen: false, open: false, edge: /** @type {const} */ ("whole") } }],
      silences: [],
    };
  }

  // ---- what is kept

  /** @returns {Plan} */
  get plan() {
    if (this.planOf !== this.steps.now) {
      this.planOf = this.steps.now;
      this.planNow = /** @type {Plan} */ (read(this.steps.now, this.film));
    }
    return this.planNow;
  }

  /** The stretch of the chosen bar. */
  get stretch() {
    return stretchOf(this.plan, this.bar);
  }

  /** Map, beats and errors as they are now. */
  work() {
    const { plan, film } = this;
    this.map = tempoMap(plan, film.fps);
    this.bar = Math.min(this.bar, this.map.bars);
    this.fit = fit(this.map, this.hits, plan.end, false);
    const locked = new Set(plan.locks.map((one) => one.bar));
    this.beats = { ...gridOf(this.map), held: (/** @type {number} */ bar) => ({ key: `bar ${bar}`, chosen: bar === this.bar, open: !locked.has(bar), edge: /** @type {const} */ ("whole") }) };
  }

  /** @param {Edit} edit @param {string} [tag] @param {boolean} [held] */
  apply(edit, tag = "", held = false) {
    if (edit.done) {
      this.steps.keep(write(edit.plan), tag, held);
      this.refresh();
    }
    if (edit.said) this.say(edit.done && !held ? `${edit.said} ${this.inShort()}` : edit.said);
    else if (edit.done && !held) this.say(this.inShort());
  }

  /** @param {any[]} marks @param {string} said */
  replace(marks, said) {
    const plan = read(marks, this.film);
    if (plan) this.apply({ plan, said, done: true });
  }

  // ---- the tempo

  /** @param {number} bpm */
  setTempo(bpm) {
    this.steps.apart();
    this.apply(setTempo(this.plan, this.stretch, bpm, this.film));
    this.tools.settle();
  }

  /** @param {number} steps @param {boolean} again the key is held down */
  stepTempo(steps, again) {
    if (!again) this.steps.apart();
    const { bpm } = this.plan.stretches[this.stretch];
    this.apply(setTempo(this.plan, this.stretch, Math.round((bpm + steps) * 1000) / 1000, this.film), "tempo");
  }

  /** @param {number} bpm @returns {Edit} */
  endOfRamp(bpm) {
    const { plan, stretch } = this;
    const first = plan.stretches.slice(0, stretch).reduce((bar, one) => bar + one.bars, 1);
    const { bars, curve: shape } = plan.stretches[stretch];
    return rampFrom(plan, first, first + bars, bpm, shape, this.film);
  }

  /** One tempo for all of it. @param {number} bpm */
  take(bpm) {
    this.bar = 1;
    this.apply(steady(this.plan, bpm, this.film));
  }

  /** @param {string} criterion */
  askBest(criterion) {
    this.question = Math.floor(Math.random() * 1e9);
    this.say("Asking the kernel for the best steady tempo…");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.say("The kernel does not answer: run the cell again, then ask once more."), this.steps.keeper.silent ? 3000 : PATIENCE);
    this.steps.keeper.flush();
    this.steps.keeper.tell({ type: "find", id: this.question, criterion });
  }

  /** @param {any} message */
  hearFound(message) {
    if (message?.type !== "found" || message.id !== this.question) return;
    clearTimeout(this.waiting);
    this.question = 0;
    const { fits, proof, why } = message;
    if (!fits.length) return this.say(`No tempo was found: ${why}`);
    this.best = fits.map((/** @type {{bpm: number}} */ one) => one.bpm);
    this.take(fits[0].bpm);
    this.tools.showFound(fits, proof);
    this.refresh();
  }

  // ---- bars

  /** @param {number} bar @param {boolean} [go] */
  chooseBar(bar, go = true) {
    if (!Number.isFinite(bar)) return;
    this.bar = Math.min(Math.max(bar, 1), this.map.bars);
    this.steps.apart();
    this.refresh();
    this.tools.settle();
    if (!go) return;
    const frame = frameOfBar(this.map, this.bar);
    if (!this.desk.running) this.seek(frame);
    this.say(`Bar ${this.bar}, frame ${plain(frame, 1)}${this.isLocked ? ", locked" : ""}.`);
  }

  get isLocked() {
    return this.plan.locks.some((one) => one.bar === this.bar);
  }

  /** @param {number} frame */
  lock(frame) {
    if (!Number.isFinite(frame)) return this.say("A lock needs a frame.");
    this.apply(lock(this.plan, this.bar, frame, this.film));
  }

  lockHit() {
    const at = frameOfBar(this.map, this.bar);
    const hit = this.hits.reduce((best, one) => (Math.abs(one.frame - at) < Math.abs(best.frame - at) ? one : best));
    this.lock(hit.frame);
  }

  /** @param {number} frames @param {boolean} again the key is held down: one step for all of it */
  nudge(frames, again) {
    if (!again) this.steps.apart();
    const at = Math.round(frameOfBar(this.map, this.bar)) + frames;
    this.apply(lock(this.plan, this.bar, at, this.film), `nudge ${this.bar}`);
    this.watch(Math.round(frameOfBar(this.map, this.bar)));
  }

  /** @param {string} what @param {Record<string, any>} values */
  add(what, { bpm, until, curve: shape, meter, on, seconds }) {
    const { plan, bar, film } = this;
    if (what === "step") this.apply(stepAt(plan, bar, bpm, film));
    else if (what === "ramp") this.apply(rampFrom(plan, bar, until, bpm, shape, film));
    else if (what === "meter") this.apply(meterAt(plan, bar, meter, on, film));
    else this.apply(holdAt(plan, bar, seconds, film));
  }

  // ---- keys

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!this.acts) return;
    pressFinder(event, this.acts, {
      undo: () => this.steps.undo(),
      redo: () => this.steps.redo(),
      bar: (direction) => this.chooseBar(this.bar + direction),
      nudge: (frames, again) => this.nudge(frames, again),
      tempo: (steps, again) => this.stepTempo(steps, again),
      lock: (key) => this.lock(this.frameOf(key)),
      unlock: () => this.apply(unlock(this.plan, this.bar, this.film)),
      start: (key) => this.apply(setStart(this.plan, this.frameOf(key), this.film)),
      clicks: () => this.view.boxes.clicks.click(),
      best: () => this.askBest(this.tools.criterion()),
      write: () => this.tools.write(),
    });
  }

  // ---- showing

  refresh() {
    if (!this.table) return; // while we are being made
    this.work();
    const { plan, map, fit: now, stretch } = this;
    const one = plan.stretches[stretch];
    const locked = this.isLocked;
    this.tools.show({
      bpm: one.bpm,
      to: one.to,
      start: plan.start,
      end: plan.end,
      bar: this.bar,
      barFrame: frameOfBar(map, this.bar),
      barBpm: tempoAt(map, beatOfBar(map, this.bar)),
      locked,
      bars: map.bars,
      undo: this.steps.canUndo,
      redo: this.steps.canRedo,
      stretches: plan.stretches.map((_, i) => ({ ...told(plan, i), bar: plan.stretches.slice(0, i).reduce((bar, s) => bar + s.bars, 1), chosen: i === stretch })),
    });
    this.table.show(now.met);
    this.heat.show(one.bpm, this.points(), this.best, `${plain(one.bpm)} beats a minute: ${this.inShort()}`);
    this.tools.summary.textContent = this.summary();
    this.out.show(this.steps.now);
    this.showKept();
    this.showMarks();
    this.words.show(this.drawn);
  }

  /** The curve, worked out anew only when something else than the tempo under the hand has changed. */
  points() {
    const { plan, stretch, data } = this;
    const of = JSON.stringify([{ ...plan, stretches: plan.stretches.map((one, i) => (i === stretch ? { ...one, bpm: 0 } : one)) }, stretch]);
    if (of !== this.curveOf.of) this.curveOf = { of, points: curve(plan, stretch, this.film.fps, this.hits, data.low, data.high, Math.min(MOST_POINTS, Math.round((data.high - data.low) / FINE) + 1), false) };
    return this.curveOf.points;
  }

  inShort() {
    const { max, counts } = this.fit;
    const heard = counts.hit + counts.near + counts.miss;
    if (!heard) return "No hit lies in the music.";
    return `Largest error ${plain(max, 1)} ${plain(max, 1) === "1" ? "frame" : "frames"}; ${counts.hit} hit, ${counts.near} near, ${counts.miss} missed.`;
  }

  summary() {
    const { max, rms, chance, share, counts } = this.fit;
    if (counts.hit + counts.near + counts.miss === 0) return "No hit lies in the music.";
    const odds = share >= 0.995 ? "any hits at all do as well" : share >= 0.1 ? `${plain(100 * share, 0)} of 100 random sets of hits do as well` : `1 in ${plain(Number((1 / Math.max(share, 1e-12)).toPrecision(2)), 0)} random sets of hits does as well`;
    const outside = counts.outside ? `, ${counts.outside} outside the music` : "";
    return `${counts.hit} hit, ${counts.near} near, ${counts.miss} missed${outside}. Largest error ${plain(max, 2)} frames, RMS ${plain(rms, 2)}; chance ${plain(chance, 2)}: ${odds}.`;
  }

  /** After a drag, in words. */
  tellFit() {
    this.say(`${plain(this.plan.stretches[this.stretch].bpm)} beats a minute. ${this.inShort()}`);
  }

  /** The kernel's line; while it has not seen the last step, that is said instead. */
  code() {
    const kept = this.model.get("kept");
    const { counter, writer } = /** @type {any} */ (kept.copy);
    const mine = this.steps.keeper.copy;
    if (counter === mine.counter && writer === mine.writer) return kept.code ?? "";
    return this.steps.keeper.silent ? "# the kernel does not answer: run the cell again for the code" : "# …";
  }

  showKept() {
    this.out?.keep(this.steps.keeper.where, this.steps.keeper.aside);
    this.out?.show(this.steps.now);
  }

  toHit(/** @type {1 | -1} */ direction) {
    super.toHit(direction);
    const met = this.fit.met.find((one) => one.hit.frame === this.frame);
    if (met && met.verdict !== "outside") this.say(`Frame ${met.hit.frame}: ${met.hit.label || "hit"}. Bar ${met.bar} beat ${plain(met.count, 2)}, ${off(met.error)}: ${met.verdict}.`);
  }
}

export default {
  /** @param {{model: import("./scene.d.ts").Model}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: import("./scene.d.ts").Model, el: HTMLElement, signal: AbortSignal}} context */
  render({ model, el, signal }) {
    new TempoFinder(model, signal).open(el);
  },
};
