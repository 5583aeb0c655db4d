// @ts-check
// The player itself: puts picture, sound, timeline and mixer on one clock, and does what mouse and keys ask.
import { make } from "./dom.js";
import { clamp, frameOf, secondsOf, spanAt, timecode } from "./core/time.js";
import { barBeat, stepBeat } from "./core/beats.js";
import { flashAllowed, neighbour, signals } from "./core/signals.js";
import { Clicker } from "./clicks.js";
import { Desk, hub, leaveTurn, takeTurn, wake } from "./sound.js";
import { Picture } from "./picture.js";
import { Reel } from "./reel.js";
import { leaveGifts } from "./library.js";
import { Timeline } from "./timeline.js";
import { GUIDE, Mixer } from "./mixer.js";
import { chooser, clock, inWords, switches, transport } from "./controls.js";
import { press } from "./keys.js";
import { whenNear } from "./place.js";

const SLOW = 3000; // ms before we say that the kernel is slow
const REPORT = 200; // ms of rest before the kernel is told where we are

export class Player {
  /** @param {import("./scene.d.ts").Model} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    const scene = (this.scene = model.get("scene"));
    this.second = scene.rate.num / scene.rate.den; // frames
    this.chosen = Math.max(0, scene.cues.findIndex((cue) => cue.label === model.get("chosen")));
    /** @type {import("./core/signals.js").Signal[]} */ this.list = [];
    /** @type {boolean[]} */ this.flashes = [];
    this.frame = clamp(model.get("frame"), scene.first, scene.last); // where it stands while it does not play
    this.starting = false; // Play was pressed, the sound is still being got
    this.dragged = false; // it played when the playhead was taken hold of
    this.told = ""; // shot last told to a screen reader
    this.measured = 0;
    this.grainFrame = 0;
    this.request = 0;
    this.report = 0;
    /** @type {import("./keys.js").Acts | null} */ this.acts = null;
    /** @type {Promise<void> | undefined} */ this.loading = undefined;
    this.marks = { made: performance.now(), ready: 0, click: 0, begun: 0 };

    const reduced = matchMedia("(prefers-reduced-motion: reduce)");
    this.calm = reduced.matches;
    this.me = { sleep: () => this.sleep(), pause: () => this.pause(), playing: () => this.desk.running || this.starting };
    this.desk = new Desk();
    this.picture = new Picture();
    this.reel = new Reel(model, this.picture, this.me, signal);
    this.timeline = new Timeline(scene, (frame, held) => this.drag(frame, held), signal);
    this.mixer = new Mixer((strips, master) => this.desk.mix(strips, master));
    this.transport = transport({
      play: () => this.toggle(),
      start: () => this.seek(scene.first),
      frameBack: () => this.step(-1),
      frameForward: () => this.step(1),
      hitBack: () => this.toHit(-1),
      hitForward: () => this.toHit(1),
    });
    this.clock = clock();
    this.view = switches(
      [
        ["streamers", "Streamers", "Lines that reach the right edge on the frame of a hit", !this.calm],
        ["flash", "Flash", "Fill the disc on a hit; without it, a ring", !this.calm],
        ["flutter", "Flutter", "A run of small marks in the last second before a hit", false],
        ["captions", "Captions", "What is said, as text", true],
        ["grain", "Grain", "Film grain over the picture", !this.calm],
        ...(scene.counting || scene.cues.some((cue) => cue.grid) ? [/** @type {[string, string, string, boolean]} */ (["clicks", "Clicks", "A click on every beat, and a bar counted in before the first", false])] : []),
      ],
      () => this.draw(),
    );
    this.clicks = new Clicker(this.desk);
    this.view.boxes.clicks?.addEventListener("change", () => this.clicks.turn(this.view.boxes.clicks.checked));
    this.words = inWords(scene, this.keys);
    this.note = make("p", { class: "fsp-note" });
    this.heading = make("div", { class: "fsp-heading" }, [make("p", { class: "fsp-title" }, [scene.title]), this.note]);
    this.status = make("div", { class: "fsp-status", role: "status" });
    /** @type {HTMLElement} */ this.root = make("section", { class: "fsp-root" });
    this.reduced = reduced;
  }

  /** Into the page. @param {HTMLElement} place */
  open(place) {
    const { root, signal } = this;
    root.setAttribute("aria-label", this.title);
    root.append(...this.parts());
    /** @type {any} */ (root).fsp = this; // what tests and benchmarks look at
    root.classList.toggle("fsp-calm", this.calm);
    this.showCue();
    place.append(root);
    this.listen(this.reduced);
    hub().players.add(this.me);
    signal.addEventListener("abort", () => this.dispose());
  }

  /** The table of keys, where it is not the player's own. @returns {string[][] | undefined} */
  get keys() {
    return undefined;
  }

  get title() {
    return `Cue player: ${this.scene.title}`;
  }

  /** Top to bottom. @returns {HTMLElement[]} */
  parts() {
    const { scene } = this;
    const choice = scene.cues.length > 1 ? [chooser(scene.cues, this.chosen, (index) => this.choose(index))] : [];
    return [
      make("div", { class: "fsp-head" }, [this.heading, ...choice]),
      this.picture.element,
      make("div", { class: "fsp-bar" }, [this.transport.element, this.clock.element]),
      make("div", { class: "fsp-bar fsp-second" }, [this.clock.next, this.view.element]),
      this.timeline.element,
      this.mixer.element,
      this.status,
      this.words.element,
    ];
  }

  /** The chosen music with what is drawn for it on the timeline. @returns {import("./scene.d.ts").Cue} */
  get drawn() {
    return this.cue;
  }

  /** What streams and flashes over the picture. Nobody conducts silence: a film without music is left alone. */
  get signs() {
    return this.cue.heard ? this.list : [];
  }

  get cue() {
    return this.scene.cues[this.chosen];
  }

  /** The bars and beats that are counted and clicked. @returns {import("./core/beats.js").Grid | null} */
  get grid() {
    return this.cue.grid;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (this.acts) press(event, this.acts);
  }

  /** @param {MediaQueryList} reduced */
  listen(reduced) {
    const { signal } = this;
    this.acts = {
      toggle: () => this.toggle(),
      beat: (/** @type {1 | -1} */ direction, /** @type {boolean} */ bars) => this.seek(stepBeat(this.grid, this.now(), direction, bars, this.second)),
      frame: (/** @type {1 | -1} */ direction) => this.step(direction),
      first: () => this.seek(this.scene.first),
      last: () => this.seek(this.scene.last),
      hit: (/** @type {1 | -1} */ direction) => this.toHit(direction),
    };
    this.root.addEventListener("keydown", (event) => this.press(event), { signal });
    this.picture.element.addEventListener("click", () => {
      this.timeline.slider.focus({ preventScroll: true });
      this.toggle();
    }, { signal });
    reduced.addEventListener("change", () => {
      this.calm = reduced.matches;
      this.root.classList.toggle("fsp-calm", this.calm);
      if (this.calm) for (const name of ["streamers", "flash", "flutter", "grain"]) this.view.boxes[name].checked = false;
      this.draw();
    }, { signal });
    whenNear(this.root, signal, () => void this.ready());
  }

  // ---- what is played

  /** Everything needed to play; once it has come, later calls cost nothing. */
  ready() {
    if (this.reel.complete) return Promise.resolve();
    return (this.loading ??= this.load().finally(() => (this.loading = undefined)));
  }

  async load() {
    const slow = setTimeout(() => this.say("Waiting for the kernel to send picture and sound…"), SLOW);
    this.say("Loading…");
    wake(this.me);
    /** @type {string[]} */ const missing = [];
    const attempt = (/** @type {Promise<unknown>} */ what, /** @type {string} */ name) =>
      what.catch((error) => void missing.push(`${name} could not be loaded: ${error.message}.`));
    await Promise.all([
      attempt(this.reel.loadPicture(this.shown()).then(() => this.illustrate()), "The picture"),
      attempt(this.reel.loadGuide(), "Dialogue"),
      attempt(this.reel.loadMusic(this.cue), "The music"),
    ]);
    clearTimeout(slow);
    leaveGifts();
    if (this.signal.aborted) return;
    this.marks.ready = performance.now();
    this.root.dataset.ready = "";
    const count = this.reel.music?.length ?? 0;
    const music = `${this.cue.label}, ${count} ${count === 1 ? "stem" : "stems"}${this.playedWith()}`;
    this.say(missing.join(" ") || (count ? `Ready: ${music}.` : "Ready."));
  }

  /** Which instruments are heard: those on this machine are not always those the film's own cues were made with. */
  playedWith() {
    const { font } = this.reel;
    return font ? `, played with ${font}` : "";
  }

  illustrate() {
    if (!this.picture.ready) return;
    this.draw();
    const middles = this.timeline.shots.map((shot) => Number(shot.dataset.middle));
    this.reel.illustrate(middles, (stills) => this.timeline.illustrate(stills));
  }

  /** Another player needs the memory. */
  sleep() {
    this.reel.sleep();
    delete this.root.dataset.ready;
    this.say("Asleep: Play loads the sound again.");
  }

  /** @param {number} index */
  async choose(index) {
    this.chosen = index;
    const cue = this.cue;
    this.showCue();
    this.tell();
    this.tellKernel();
    this.say(`Loading ${cue.label}…`);
    wake(this.me);
    try {
      if (!(await this.reel.loadMusic(cue))) return;
      this.say(cue.heard ? `${cue.label}${this.playedWith()}.` : "No music.");
    } catch (error) {
      if (cue !== this.cue || this.signal.aborted) return;
      this.reel.music = [];
      this.say(`${cue.label} could not be loaded: ${/** @type {Error} */ (error).message}.`);
    }
    this.desk.exchange(this.reel.music ?? [], (channel) => channel !== GUIDE);
  }

  showCue() {
    const { cue } = this;
    this.mixer.show(cue.label, cue.stems, Boolean(this.reel.media.guide));
    this.note.textContent = cue.note;
    this.showMarks();
    this.words.show(this.drawn);
  }

  showMarks() {
    const { drawn } = this;
    // nothing runs over the picture for a sketch that meets nothing: its notes are ticks in the music
    this.list = signals(drawn.notes?.length && !drawn.hits.length ? [] : drawn.entries, drawn.hits);
    this.flashes = flashAllowed(this.list, this.second);
    this.timeline.show(drawn);
    this.clicks.show(this.grid, this.second);
    this.draw();
  }

  // ---- playing

  toggle() {
    if (this.desk.running || this.starting) this.pause();
    else this.play();
  }

  async play() {
    if (this.desk.running || this.starting) return;
    this.starting = true;
    this.marks.click = performance.now();
    this.transport.show(true);
    const opened = this.desk.open(); // now, while the browser still counts this as the learner's own act
    takeTurn(this.me);
    await Promise.all([opened, this.ready()]);
    if (!this.starting || this.signal.aborted) return;
    this.starting = false;
    if (this.frame >= this.scene.last) this.frame = this.scene.first;
    this.begin();
    if (this.desk.silent) this.say("No sound: this browser has no sound output. The picture plays on.");
    else if (this.reel.complete) this.say("");
  }

  begin() {
    const at = secondsOf(this.frame, this.scene.rate);
    this.mixer.apply();
    this.desk.start(this.reel.tracks, at);
    this.clicks.run();
    this.picture.run(at, this.desk.zero - this.desk.clock() + this.desk.latency());
    this.marks.begun = performance.now();
    this.tick();
  }

  /** Stop sound and picture on the frame they have reached. */
  halt() {
    if (!this.desk.running) return;
    this.clicks.rest();
    this.desk.stop();
    this.frame = clamp(frameOf(this.desk.from, this.scene.rate), this.scene.first, this.scene.last);
    this.picture.halt(secondsOf(this.shown(), this.scene.rate));
    this.mixer.rest();
    cancelAnimationFrame(this.request);
  }

  pause() {
    this.starting = false;
    this.halt();
    leaveTurn(this.me);
    this.transport.show(false);
    this.draw();
    this.tell();
    this.tellKernel();
  }

  /** @param {number} frame */
  seek(frame) {
    const playing = this.desk.running;
    this.halt();
    this.frame = clamp(Math.round(frame), this.scene.first, this.scene.last);
    if (playing && this.frame < this.scene.last) this.begin();
    else {
      if (playing) this.pause();
      this.picture.show(secondsOf(this.shown(), this.scene.rate));
    }
    this.draw();
    this.tell();
    this.tellKernel();
  }

  /** The playhead under the hand: silent until it is let go. @param {number} frame @param {boolean} held */
  drag(frame, held) {
    if (this.desk.running) {
      this.dragged = true;
      this.halt();
    }
    this.seek(frame);
    if (held || !this.dragged) return;
    this.dragged = false;
    this.begin();
  }

  /** @param {number} frames */
  step(frames) {
    if (this.desk.running) this.pause();
    this.seek(this.now() + frames);
  }

  /** @param {1 | -1} direction */
  toHit(direction) {
    const inside = this.drawn.hits.filter((hit) => hit.frame >= this.scene.first && hit.frame < this.scene.last);
    const hit = neighbour(inside, this.now(), direction, this.desk.running ? this.second / 2 : 0);
    if (hit) {
      this.seek(hit.frame);
      this.say(`Frame ${hit.frame}: ${hit.label || "hit"}.`);
    } else this.say(direction > 0 ? "No hit after this." : "No hit before this.");
  }

  // ---- where we are

  /** Position as a fractional frame. */
  exact() {
    return this.desk.running ? this.desk.position() * this.second : this.frame;
  }

  now() {
    return this.desk.running ? clamp(frameOf(this.desk.position(), this.scene.rate), this.scene.first, this.scene.last) : this.frame;
  }

  /** The frame on screen: at the very end still the last one. */
  shown() {
    return Math.min(this.now(), this.scene.last - 1);
  }

  tick() {
    this.request = 0;
    if (!this.desk.running) return;
    const position = this.desk.position();
    if (position * this.second >= this.scene.last) {
      this.halt();
      this.frame = this.scene.last;
      this.pause();
      return;
    }
    this.picture.follow(position, performance.now());
    this.draw();
    this.request = requestAnimationFrame(() => this.tick());
  }

  draw() {
    const exact = this.exact();
    const frame = this.shown();
    const { scene, second } = this;
    const { boxes } = this.view;
    this.timeline.move(exact);
    this.picture.overlay(this.signs, this.flashes, exact, second, { streamers: boxes.streamers.checked, flash: boxes.flash.checked, flutter: boxes.flutter.checked && !this.calm });
    const line = spanAt(scene.lines, frame);
    this.picture.say(boxes.captions.checked && line ? `${line.who}: ${line.text}` : "");
    const grainFrame = Math.floor(exact / 2);
    this.picture.showGrain(boxes.grain.checked, this.desk.running && grainFrame !== this.grainFrame);
    this.grainFrame = grainFrame;
    const next = neighbour(this.list, exact, 1);
    const wait = next ? ((next.frame - exact) / second).toFixed(1) : "";
    this.clock.show({
      timecode: timecode(scene.origin + frame, scene.rate),
      frame: String(frame),
      bar: barBeat(this.grid, frame).text,
      next: next && next.frame <= scene.last ? `Next: ${next.label || "hit"}, ${wait} s` : "",
    });
    if (!this.desk.running) return;
    const half = Math.floor((2 * exact) / second);
    if (!this.calm || half !== this.measured) this.mixer.measure((name) => this.desk.peak(name), this.calm);
    this.measured = half;
    if (spanAt(scene.shots, frame)?.name !== this.told) this.tell();
  }

  // ---- saying it

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** To a screen reader: when the learner moves, and when the shot changes; not on every frame. */
  tell() {
    const frame = this.shown();
    const { bar, beat } = barBeat(this.grid, frame);
    this.told = spanAt(this.scene.shots, frame)?.name ?? "";
    const music = bar ? `, bar ${bar} beat ${beat}` : "";
    this.timeline.tell(this.now(), `Frame ${frame}, ${timecode(this.scene.origin + frame, this.scene.rate)}${music}, shot: ${this.told}`);
  }

  tellKernel() {
    clearTimeout(this.report);
    this.report = setTimeout(() => {
      if (!this.signal.aborted && !this.desk.running) this.model.send({ type: "position", frame: this.frame, cue: this.cue.label });
    }, REPORT);
  }

  dispose() {
    this.starting = false;
    cancelAnimationFrame(this.request);
    clearTimeout(this.report);
    this.clicks.rest();
    this.desk.dispose();
    this.picture.dispose();
    this.reel.dispose();
    const shared = hub();
    shared.players.delete(this.me);
    shared.awake = shared.awake.filter((one) => one !== this.me);
    if (shared.sounding === this.me) shared.sounding = null;
    this.root.remove();
  }
}
