// @ts-check
// The small player: notes on a roll or a recording as a strip, played in the page; and a row of keys to try notes on.
import { counted, due, firstC, headroom, keyboard, outside, pitchName, sounding, tidy } from "./core/roll.js";
import { heard } from "./core/sync.js";
import { icon, iconButton, make } from "./dom.js";
import { Library, leaveGifts, takeGifts } from "./library.js";
import { strike } from "./note_voice.js";
import { whenNear } from "./place.js";
import { Roll, Strip } from "./roll_view.js";
import { Desk, decode, hub } from "./sound.js";

/** @typedef {import("./core/roll.js").Note} Note */
/** @typedef {import("./note_voice.js").Player} Instrument */
/** @typedef {{id: string, name: string, family: string, low: number, high: number}} Choice */
/** @typedef {{input: HTMLInputElement, said: HTMLElement, label: HTMLElement}} Dial */

const AHEAD = 0.03; // s between a click and the first note
const WINDOW = 0.6; // s of notes handed to the sound system beforehand, for a page may be busy; in the background it wakes once a second
const WINDOW_HIDDEN = 2.2;
const TICK = 40; // ms
const WRITTEN = "written";
const SHORT = 0.6; // s a key sounds that was pressed by a screen reader or Enter
const ROWS = 200; // notes named in the table

class NotePlayer {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    this.plan = model.get("plan");
    this.notes = /** @type {Note[]} */ ((this.plan.notes ?? []).map((/** @type {any[]} */ [beat, beats, pitch, velocity, until, part, name]) => ({ beat, beats, pitch, velocity, until, part, name })));
    this.longest = Math.max(0, ...this.notes.map((note) => note.beats));
    this.isSound = this.plan.kind === "sound";
    /** beats of notes, seconds of a recording */
    this.length = /** @type {number} */ (this.isSound ? this.plan.seconds : this.plan.beats);
    this.bpm = this.plan.bpm ?? 60;
    this.shift = 0;
    this.loop = this.plan.loop;
    this.at = 0; // where it stands, or stood when it was started, loops counted on
    this.zero = 0; // clock time at which `at` is heard
    this.done = 0; // notes are handed over up to here
    this.running = false;
    this.closed = false;
    this.desk = new Desk();
    this.library = new Library(model, this);
    /** @type {Map<string, Instrument>} */ this.players = new Map();
    /** @type {Map<string, Promise<Instrument>>} */ this.coming = new Map();
    /** @type {{voice: import("./note_voice.js").Voice, index: number, at: number}[]} */ this.voices = [];
    /** @type {Map<string, import("./note_voice.js").Voice>} */ this.held = new Map();
    /** @type {AudioBufferSourceNode | null} */ this.tape = null;
    /** @type {AudioBuffer | null} */ this.buffer = null;
    this.timer = 0;
    this.frame = 0;
    this.room = 0; // gain of the whole, once it is known
    const instruments = new Set((this.plan.parts ?? []).map((/** @type {any} */ part) => part.instrument));
    this.chosen = this.isSound ? "" : instruments.size > 1 || this.plan.parts.length > 1 ? WRITTEN : this.plan.parts[0].instrument;
    this.c = this.isSound ? 60 : this.bestC();
    this.me = { sleep: () => {}, pause: () => this.pause(), playing: () => this.running };
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.build();
    hub().players.add(this.me);
    signal.addEventListener("abort", () => this.dispose());
    whenNear(this.root, signal, () => this.load());
    this.show();
  }

  // ---- what it is made of

  build() {
    const { plan } = this;
    this.playing = iconButton("play", "Play", () => this.toggle());
    this.playing.classList.add("fsp-play");
    this.looping = make("input", { type: "checkbox", checked: this.loop, onchange: () => this.setLoop(this.looping.checked) });
    const slider = (/** @type {string} */ name, /** @type {number} */ min, /** @type {number} */ max, /** @type {number} */ step, /** @type {number} */ value, /** @type {(value: number) => void} */ act) => {
      const said = make("output", { class: "fsp-np-value" });
      const input = make("input", { type: "range", min, max, step, value, oninput: () => act(Number(input.value)) });
      return { input, said, label: make("label", { class: "fsp-np-dial" }, [make("span", {}, [name]), input, said]) };
    };
    this.tempo = slider("Tempo", Math.min(30, Math.floor(this.bpm)), Math.max(240, Math.ceil(this.bpm)), 1, Math.round(this.bpm), (bpm) => this.setTempo(bpm));
    this.key = slider("Transpose", -12, 12, 1, 0, (shift) => this.transpose(shift));
    const option = (/** @type {string} */ value, /** @type {string} */ text) => make("option", { value, selected: value === this.chosen }, [text]);
    const written = !this.isSound && this.chosen === WRITTEN ? [option(WRITTEN, "As in the score")] : [];
    this.menu = make("select", { class: "fsp-np-select", onchange: () => this.choose(this.menu.value) }, [...written, ...(plan.menu ?? []).map((/** @type {Choice} */ one) => option(one.id, one.name))]);
    const dials = this.isSound ? [] : [make("label", { class: "fsp-np-dial fsp-np-who" }, [make("span", {}, ["Played by"]), this.menu]), this.tempo.label, this.key.label];
    this.place = make("input", { type: "range", class: `fsp-np-place ${this.isSound ? "" : "fsp-np-under"}`, min: 0, max: this.length, step: this.isSound ? 0.01 : 0.25, value: 0, "aria-label": "Position", oninput: () => this.seek(Number(this.place.value)) });
    this.now = make("span", { class: "fsp-np-now" });
    this.sounds = make("span", { class: "fsp-np-sounds" });
    this.view = this.isSound ? new Strip(plan, (at) => this.seek(at), this.signal) : new Roll(plan, this.notes, (at) => this.seek(at), this.signal);
    this.view.element.style.setProperty("cursor", "pointer");
    this.said = make("p", { class: "fsp-np-said", role: "status" });
    this.font = make("p", { class: "fsp-np-note" });
    const parts = this.isSound || plan.parts.length < 2 ? [] : [make("ul", { class: "fsp-np-parts", "aria-label": "Parts" }, plan.parts.map((/** @type {any} */ part) => make("li", {}, [make("i", { style: { background: `var(--fsp-${part.family})` } }), part.name])))];
    this.root = make("div", { class: "fsp-root fsp-np", role: "group", "aria-label": `Player: ${plan.title}`, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event), onkeyup: (/** @type {KeyboardEvent} */ event) => this.letGo(event.code) }, [
      make("div", { class: "fsp-np-head" }, [make("span", { class: "fsp-np-title", title: plan.title }, [plan.title]), make("span", { class: "fsp-np-facts" }, [plan.facts ?? ""])]),
      this.view.element,
      this.place,
      make("div", { class: "fsp-np-line" }, [this.now, this.sounds]),
      make("div", { class: "fsp-np-bar" }, [
        make("div", { class: "fsp-np-buttons", role: "group", "aria-label": "Transport" }, [iconButton("start", "Back to start", () => this.seek(0)), this.playing, make("label", { class: "fsp-np-loop" }, [this.looping, "Loop"])]),
        ...dials,
      ]),
      this.said,
      ...parts,
      ...(this.isSound ? [] : [this.buildKeys(), this.font, this.inWords()]),
    ]);
    this.root.addEventListener("focusout", (/** @type {FocusEvent} */ event) => this.root.contains(/** @type {Node} */ (event.relatedTarget)) || this.letAllGo(), { signal: this.signal });
    /** @type {any} */ (this.root).fsp = this;
  }

  buildKeys() {
    this.keys = make("div", { class: "fsp-np-keys", role: "group", "aria-label": "Keys to try notes on" });
    this.octave = make("span", { class: "fsp-np-octave" });
    const step = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ by) => make("button", { type: "button", class: "fsp-button fsp-np-plain", "aria-label": name, title: name, onclick: () => this.octaveBy(by) }, [sign]);
    this.drawKeys();
    return make("div", { class: "fsp-np-board" }, [
      make("div", { class: "fsp-np-octaves", role: "group", "aria-label": "Octave of the keys" }, [step("An octave lower (Z)", "−8", -12), this.octave, step("An octave higher (X)", "+8", 12)]),
      this.keys,
    ]);
  }

  drawKeys() {
    this.letAllGo();
    const row = keyboard(this.c);
    const key = (/** @type {ReturnType<typeof keyboard>[0]} */ { code, letter, pitch, black }) => {
      const id = `pointer ${code}`;
      const down = (/** @type {PointerEvent} */ event) => {
        if (event.button) return;
        button.setPointerCapture(event.pointerId);
        this.strikeKey(id, pitch);
      };
      const button = make("button", {
        type: "button", class: `fsp-np-key ${black ? "fsp-np-black" : "fsp-np-white"}`, "data-pitch": pitch, "data-code": code, "aria-label": `${pitchName(pitch)}, key ${letter}`,
        onpointerdown: down, onpointerup: () => this.letGo(id), onpointercancel: () => this.letGo(id),
        onclick: (/** @type {MouseEvent} */ event) => event.detail || this.tap(id, pitch), // Enter, Space, a screen reader
      }, [make("span", { "aria-hidden": "true" }, [letter]), make("small", { "aria-hidden": "true" }, [black ? "" : pitchName(pitch)])]);
      return button;
    };
    const rows = [true, false].map((black) => make("div", { class: `fsp-np-row ${black ? "fsp-np-upper" : ""}` }, row.filter((one) => one.black === black).map((one) => {
      const element = key(one);
      if (black) element.style.setProperty("--fsp-np-after", String(row.filter((other) => !other.black && other.pitch < one.pitch).length));
      return element;
    })));
    const focused = this.keys.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.code : undefined;
    this.keys.replaceChildren(...rows);
    if (focused) this.keys.querySelector(`[data-code="${focused}"]`)?.focus(); // the hand stays where it is
    this.octave.textContent = `from ${pitchName(this.c)}`;
  }

  inWords() {
    const shown = this.notes.slice(0, ROWS);
    const cells = (/** @type {(string | number)[]} */ row) => make("tr", {}, row.map((cell) => make("td", {}, [String(cell)])));
    this.table = make("tbody");
    this.fill = () => this.table.replaceChildren(...shown.map((note) => cells([tidy(note.beat + 1, 2), this.shift ? pitchName(note.pitch + this.shift) : note.name, tidy(note.beats / this.plan.held, 2), this.plan.parts[note.part].name])));
    const rest = this.notes.length - shown.length;
    const keys = [["Space", "play, pause"], ["Left, Right", "a beat back, a beat on"], ["Home", "to the start"], ["A S D F … and W E T …", "notes, as on a piano"], ["Z, X", "the keys an octave lower, higher"]];
    const details = make("details", { class: "fsp-np-words", ontoggle: () => details.open && this.fill?.() }, [
      make("summary", {}, ["The notes and the keys in words"]),
      make("div", { class: "fsp-np-scroll", tabindex: 0, role: "region", "aria-label": "Notes" }, [make("table", {}, [
        make("caption", {}, [rest > 0 ? `The first ${ROWS} of ${this.notes.length} notes` : "Notes"]),
        make("thead", {}, [make("tr", {}, ["Beat", "Pitch", "Beats", "Part"].map((head) => make("th", { scope: "col" }, [head])))]),
        this.table,
      ])]),
      make("table", {}, [make("caption", {}, ["Keys, while the player has the focus"]), make("tbody", {}, keys.map(cells))]),
      ...this.plan.remarks.map((/** @type {string} */ text) => make("p", {}, [text])),
    ]);
    this.details = details;
    return details;
  }

  // ---- sounds

  /** Who plays a part now. @param {number} part */
  who(part) {
    return this.chosen === WRITTEN ? this.plan.parts[part].instrument : this.chosen;
  }

  wanted() {
    return this.chosen === WRITTEN ? [...new Set(this.plan.parts.map((/** @type {any} */ part) => part.instrument))] : [this.chosen];
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
      if (this.isSound) {
        if (!this.buffer) {
          const [part] = await this.library.bytes(this.plan.key, { what: "sound" });
          this.buffer = await hub().sounds.take(this.plan.key, this, () => decode(part.data));
        }
      } else {
        const missing = this.wanted().filter((id) => !this.players.has(id));
        const slow = setTimeout(() => missing.length && this.say(`The notes of ${missing.map((id) => this.named(id)).join(", ")} are being made. This is done once.`), 400);
        try {
          await Promise.all(missing.map((id) => this.fetch(id)));
        } finally {
          clearTimeout(slow);
        }
        this.font.textContent = `Sounds: ${[...new Set([...this.players.values()].map((player) => player.font))].join(", ")}.`;
      }
    } catch (error) {
      if (!this.closed) this.say(`There is no sound: ${/** @type {Error} */ (error).message}. Run the cell again.`);
      return false;
    }
    if (this.closed) return false;
    leaveGifts(); // what was given is taken
    this.root.dataset.ready = "";
    this.warn();
    return true;
  }

  /** @param {string} id */
  named(id) {
    return this.plan.menu.find((/** @type {Choice} */ one) => one.id === id)?.name ?? id;
  }

  /** @param {string} words */
  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  /** Notes the chosen instrument does not like. */
  warn() {
    if (this.isSound || this.chosen === WRITTEN) return this.say("");
    const range = /** @type {Choice} */ (this.plan.menu.find((/** @type {Choice} */ one) => one.id === this.chosen));
    const count = outside(this.notes, this.shift, range);
    this.say(count ? `${count === 1 ? "1 note lies" : `${count} notes lie`} outside the comfortable range of the ${range.name.toLowerCase()}, ${pitchName(range.low)} to ${pitchName(range.high)}.` : "");
  }

  // ---- time

  /** Beats, or seconds of a recording, in a second of the clock. */
  get speed() {
    return this.isSound ? 1 : this.bpm / 60;
  }

  /** What is heard now, loops counted on. */
  position() {
    if (!this.running) return this.at;
    const { desk } = this;
    const now = desk.silent ? desk.clock() : heard(desk.context.currentTime, desk.latency(), desk.context.getOutputTimestamp?.(), performance.now());
    return this.at + Math.max(0, now - this.zero) * this.speed;
  }

  /** The same within one round. */
  shownAt() {
    const at = this.position();
    return this.loop ? at % this.length : Math.min(at, this.length);
  }

  toggle() {
    if (this.running) this.pause();
    else this.start();
  }

  async start() {
    if (this.starting) return;
    this.starting = true;
    try {
      const [open, loaded] = await Promise.all([this.desk.open(), this.load()]);
      if (!open && !this.closed) this.say("This browser gives no sound.");
      if (!open || !loaded) return;
    } finally {
      this.starting = false;
    }
    const other = hub().sounding;
    if (other && other !== this.me) other.pause();
    hub().sounding = this.me;
    if (this.at >= this.length - 1e-6) this.at = 0;
    this.running = true;
    this.begin(this.at, this.desk.clock() + AHEAD + this.lead());
    this.look();
    const draw = (/** @type {number} */ time) => {
      if (!this.running) return;
      if (!this.calm.matches || time - (this.drawn ?? 0) > 500) {
        this.drawn = time;
        this.show();
      }
      this.frame = requestAnimationFrame(draw);
    };
    this.frame = requestAnimationFrame(draw);
    this.timer = setInterval(() => this.tick(), TICK);
  }

  lead() {
    return this.isSound ? 0 : Math.max(0, ...this.wanted().map((id) => this.players.get(id)?.lead ?? 0));
  }

  /** Let a position be heard at a moment of the clock. @param {number} at @param {number} when */
  begin(at, when) {
    this.at = at;
    this.zero = when;
    const { desk } = this;
    /** @type {GainNode} */ (desk.master).gain.setValueAtTime(this.isSound ? 1 : (this.room ||= headroom(this.notes)), desk.clock());
    if (this.isSound) return this.roll();
    // what sounds here already is taken up in the middle
    const inside = this.loop ? at % this.length : at;
    for (const index of sounding(this.notes, inside - 1e-6, this.longest)) {
      const note = this.notes[index];
      if (note.beat < inside - 1e-6) this.sound(note, index, at, when, note.beat + note.beats - inside);
    }
    this.done = at;
    this.tick();
  }

  /** @param {Note} note @param {number} index @param {number} at @param {number} when @param {number} beats */
  sound(note, index, at, when, beats) {
    const player = this.players.get(this.who(note.part));
    if (!player) return;
    const { desk } = this;
    const voice = strike(desk.context, desk.channel("notes").level, player, {
      when: Math.max(when - player.lead, desk.clock()), pitch: note.pitch + this.shift, velocity: note.velocity, until: note.until,
      seconds: beats / this.speed + player.lead, pan: this.plan.parts.length > 1 ? this.plan.parts[note.part].pan : 0, sampled: this.plan.velocity,
    });
    const entry = { voice, index, at };
    this.voices.push(entry);
    voice.source.addEventListener("ended", () => {
      const place = this.voices.indexOf(entry);
      if (place >= 0) this.voices.splice(place, 1);
    }, { once: true });
  }

  /** Hand over the notes of the next moment. */
  tick() {
    if (!this.running) return;
    const now = this.desk.clock();
    const beyond = this.at + (now + (document.hidden ? WINDOW_HIDDEN : WINDOW) - this.zero + this.lead()) * this.speed;
    if (!this.isSound && beyond > this.done) {
      for (const { note, index, at } of due(this.notes, this.length, this.loop, this.done, beyond))
        if (!this.kept?.has(`${index} ${at.toFixed(4)}`)) this.sound(note, index, at, this.zero + (at - this.at) / this.speed, note.beats);
      this.done = beyond;
    }
    if (!this.loop && this.position() >= this.length) this.finish();
  }

  /** Something changes while it plays: what is not heard yet is taken back and handed over anew. @param {() => void} change */
  again(change) {
    if (!this.running || this.isSound) return change();
    const now = this.desk.clock();
    const begun = now >= this.zero;
    let at = begun ? this.at + (now - this.zero) * this.speed : this.at;
    for (const { voice } of [...this.voices]) if (voice.start > now + 0.005) voice.release(now);
    this.voices = this.voices.filter(({ voice }) => voice.start <= now + 0.005);
    change();
    // rounds counted on mean nothing where there are none
    const rounds = this.loop ? 0 : Math.floor(at / this.length) * this.length;
    at -= rounds;
    for (const entry of this.voices) entry.at -= rounds;
    // a slow sound has begun before its beat: it is there already
    this.kept = new Set(this.voices.filter((entry) => entry.at >= at - 1e-6).map((entry) => `${entry.index} ${entry.at.toFixed(4)}`));
    this.at = at;
    if (begun) this.zero = now;
    this.done = at;
    this.tick();
  }

  /** The tape of a recording. */
  roll() {
    this.tape?.stop();
    const { desk } = this;
    const source = desk.context.createBufferSource();
    const { buffer } = this;
    if (!buffer) return;
    source.buffer = buffer;
    source.loop = this.loop;
    source.connect(desk.channel("sound").level);
    source.start(this.zero, this.at % buffer.duration);
    source.addEventListener("ended", () => source.disconnect(), { once: true });
    this.tape = source;
  }

  hush() {
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    this.running = false;
    this.kept = undefined;
    const now = this.desk.silent ? 0 : this.desk.clock();
    for (const { voice } of [...this.voices]) voice.release(now, 0.03);
    this.voices = [];
    this.tape?.stop();
    this.tape = null;
    if (hub().sounding === this.me) hub().sounding = null;
  }

  pause() {
    if (!this.running) return;
    this.at = this.shownAt();
    this.hush();
    this.look();
    this.show();
  }

  /** The end: what rings may ring. */
  finish() {
    clearInterval(this.timer);
    this.running = false;
    cancelAnimationFrame(this.frame);
    this.voices = [];
    this.tape = null;
    this.at = 0;
    if (hub().sounding === this.me) hub().sounding = null;
    this.look();
    this.show();
  }

  /** @param {number} at */
  seek(at) {
    const to = Math.max(0, Math.min(at, this.length));
    if (this.running) {
      const now = this.desk.clock();
      for (const { voice } of [...this.voices]) voice.release(now, 0.03);
      this.voices = [];
      this.kept = undefined;
      this.begin(to >= this.length ? 0 : to, now + AHEAD + this.lead());
    } else this.at = to;
    this.show();
  }

  /** @param {boolean} on */
  setLoop(on) {
    const at = this.shownAt();
    const was = this.running;
    if (was && this.isSound && this.tape) {
      this.at = at;
      this.zero = this.desk.clock();
      this.tape.loop = on;
      this.loop = on;
    } else {
      if (!was) this.at = at;
      this.again(() => (this.loop = on));
    }
  }

  /** @param {number} bpm */
  setTempo(bpm) {
    this.again(() => (this.bpm = bpm));
    this.show();
  }

  /** @param {number} shift */
  transpose(shift) {
    this.again(() => (this.shift = shift));
    if (this.details?.open) this.fill?.();
    /** @type {Roll | Strip} */ (this.view).shift = shift;
    this.warn();
    this.show(true);
  }

  /** @param {string} id */
  async choose(id) {
    this.letAllGo();
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
    const c = this.bestC();
    if (c !== this.c) {
      this.c = c;
      this.drawKeys();
    }
    await this.load();
    this.show(true);
  }

  /** From where the keys lie best for who plays, near the notes. */
  bestC() {
    const id = this.chosen === WRITTEN ? this.plan.parts[0].instrument : this.chosen;
    const range = this.plan.menu.find((/** @type {Choice} */ one) => one.id === id);
    const middle = this.notes.reduce((sum, note) => sum + note.pitch, 0) / this.notes.length;
    return firstC(Math.max(range.low, middle - 12), Math.min(range.high, middle + 12));
  }

  /** @param {number} by */
  octaveBy(by) {
    this.c = Math.max(12, Math.min(96, this.c + by));
    this.drawKeys();
  }

  // ---- keys

  /** @param {string} id @param {number} pitch */
  strikeKey(id, pitch) {
    const who = this.chosen === WRITTEN ? this.plan.parts[0].instrument : this.chosen;
    const player = this.players.get(who);
    const { desk } = this;
    if (this.held.has(id)) return;
    this.light(pitch, true);
    const now = () => {
      /** @type {GainNode} */ (desk.master).gain.setValueAtTime(this.room ||= headroom(this.notes), desk.clock());
      const at = /** @type {Instrument} */ (this.players.get(who));
      this.held.set(id, Object.assign(strike(desk.context, desk.channel("notes").level, at, { when: desk.clock(), pitch, velocity: 84, sampled: this.plan.velocity }), { pitch }));
    };
    if (player && desk.master && desk.context.state === "running") return now(); // at once
    let gone = false;
    this.waiting = { id, cancel: () => (gone = true) };
    Promise.all([desk.open(), this.load()]).then(([open, loaded]) => {
      if (!open || !loaded || gone || this.closed) return this.light(pitch, false);
      now();
    });
  }

  /** @param {string} id */
  letGo(id) {
    const voice = /** @type {any} */ (this.held.get(id));
    if (this.waiting?.id === id) this.waiting.cancel();
    if (!voice) return;
    this.held.delete(id);
    voice.release(this.desk.clock());
    this.light(voice.pitch, false);
  }

  letAllGo() {
    this.waiting?.cancel();
    for (const id of [...this.held.keys()]) this.letGo(id);
  }

  /** @param {string} id @param {number} pitch */
  tap(id, pitch) {
    this.strikeKey(id, pitch);
    setTimeout(() => this.letGo(id), SHORT * 1000);
  }

  /** @param {number} pitch @param {boolean} on */
  light(pitch, on) {
    this.keys?.querySelector(`[data-pitch="${pitch}"]`)?.classList.toggle("fsp-np-down", on);
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
    const key = this.isSound || event.shiftKey ? undefined : keyboard(this.c).find((one) => one.code === event.code);
    const act = acts[event.key] ?? (this.isSound ? undefined : { KeyZ: () => this.octaveBy(-12), KeyX: () => this.octaveBy(12) }[event.code]);
    if (!act && !key) return;
    event.preventDefault();
    if (act) act();
    else if (key && !event.repeat) this.strikeKey(event.code, key.pitch);
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
    const { view, tempo, key } = /** @type {{view: Roll | Strip, tempo: Dial, key: Dial}} */ (/** @type {unknown} */ (this));
    const text = (/** @type {HTMLElement} */ element, /** @type {string} */ words) => element.textContent === words || (element.textContent = words);
    this.place.value = String(at);
    if (this.isSound) {
      const words = `${at.toFixed(1)} of ${this.length.toFixed(1)} s`;
      text(this.now, words);
      this.place.setAttribute("aria-valuetext", words);
      view.draw(at, all);
      return;
    }
    const now = this.running ? sounding(this.notes, at, this.longest) : [];
    const { bars, firstBar } = this.plan;
    const last = this.length - 0.001;
    const beat = `${counted(Math.min(at, last), bars, firstBar)} of ${bars.length ? bars.length + firstBar - 1 : tidy(this.length, 2)}`;
    text(this.now, beat);
    this.place.setAttribute("aria-valuetext", beat);
    const names = [...new Set(now.map((index) => Math.round(this.notes[index].pitch + this.shift)))].sort((a, b) => a - b);
    text(this.sounds, names.length ? names.slice(0, 8).map(pitchName).join(" ") + (names.length > 8 ? " …" : "") : "");
    text(tempo.said, `${tidy(this.bpm, 1)} BPM`);
    tempo.input.setAttribute("aria-valuetext", `${tidy(this.bpm, 1)} beats a minute`);
    const shift = this.shift === 0 ? "as written" : `${this.shift > 0 ? "+" : "−"}${Math.abs(this.shift)}`;
    text(key.said, shift);
    key.input.setAttribute("aria-valuetext", this.shift === 0 ? "as written" : `${Math.abs(this.shift)} semitone${Math.abs(this.shift) === 1 ? "" : "s"} ${this.shift > 0 ? "higher" : "lower"}`);
    view.draw(at, all, new Set(now));
  }

  dispose() {
    if (this.closed) return;
    this.closed = true;
    this.letAllGo();
    this.hush();
    this.desk.dispose();
    this.library.dispose();
    hub().players.delete(this.me);
  }
}

export default {
  /** @param {{model: any}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: any, el: HTMLElement, signal?: AbortSignal}} context */
  render({ model, el, signal }) {
    const leaving = new AbortController();
    signal?.addEventListener("abort", () => leaving.abort());
    const player = new NotePlayer(model, leaving.signal);
    el.append(player.root);
    return () => leaving.abort();
  },
};
