// @ts-check
// The Mood harmoniser: one tune that stays, other chords under it, heard with the picture after one has said which way the prediction will go. The
// page holds the versions with their undo; sound, differences and prediction are its own work, so that nothing waits for a busy kernel.
import { measure, order } from "./core/affect.js";
import { PEDALS, borrow, choicesAt, choose, cleaned, code, differences, differs, hold, mustSay, newest, numberOf, paint, signature, sounding, spread, stillSaid, strangers, verdict } from "./core/mood.js";
import { many } from "./core/words.js";
import { icon, make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { MoodBars } from "./mood_bars.js";
import { MoodCards, sayFirst } from "./mood_cards.js";
import { controls } from "./mood_controls.js";
import { KEYS, pressMood } from "./mood_keys.js";
import { MoodPlay } from "./mood_play.js";
import { MoodBoxes, MoodRoll } from "./mood_roll.js";
import { MoodSound } from "./mood_sound.js";
import { whenNear } from "./place.js";

/** @typedef {import("./core/mood.js").Version} Version */

const MOST_KNOWN = 200; // versions of which is remembered what was counted and told

class MoodHarmoniser extends MoodPlay {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    /** @type {Record<string, {remarks: string[], stop: string}>} */ this.told = {};
    /** @type {Record<string, import("./core/affect.js").Cues>} */ this.measured = {};
    const { data } = this;
    this.sound = new MoodSound(model, {
      bank: data.bank, velocity: data.velocity, loudness: data.loudness, peak: data.peak, say: (text) => this.say(text, true), named: (id) => this.player(id)?.name ?? id,
      slow: (text) => this.wait(text), moved: (seconds) => this.follow(seconds), turned: (on) => this.turned(on),
    }, signal);
    this.roll = new MoodRoll(data, signal);
    this.boxes = new MoodBoxes(data, { choose: (box, way) => this.step(choose(this.version, box, way, data)) });
    this.bars = new MoodBars();
    this.tools = controls(data, {
      colour: (id) => this.step(paint(this.version, id, data)), borrow: (id) => this.step(borrow(this.version, id, data)), pedal: (pedal) => this.step(hold(this.version, pedal, data)),
      spread: (how) => this.step(spread(this.version, how, data)), scene: (fields) => this.setScene(fields),
    });
    this.cards = new MoodCards(data, { open: (key) => this.open(key), against: (key) => this.setScene({ against: key }), reset: (key) => this.resetByHand(key) });
    this.before = sayFirst({ say: (said) => this.sayAndPlay(said), skip: () => this.sayAndPlay("skipped") });
    this.out = handout({ code: () => code(this.version, data), label: "The code that puts these chords under the tune", title: "The chords only, as code", count: (marks) => many(marks.filter((mark) => mark.filled).length, "version") }, {
      restart: () => this.steps.replace(cleaned(data.given, data.given, data) ?? [], "Back at the beginning; Undo brings your versions back."),
      ...keptActs(this, (marks, said) => this.steps.replace(marks, said)),
    });
    this.build();
    const kind = { are: "The versions are kept", will: "The versions will be kept", apart: "The versions were changed in two places. The newer are shown; the others were put aside, see below.", clean: (/** @type {any[]} */ raw) => cleaned(raw, data.given, data) };
    this.steps = new KeptSteps(model, { frames: 0, kind, say: (text) => this.say(text), refresh: () => this.afterwards(), showKept: () => this.showKept(), before: () => this.sound.stop() }, signal);
    const kept = () => this.hearPython();
    model.on("change:kept", kept);
    signal.addEventListener("abort", () => model.off("change:kept", kept));
    this.hearPython();
    this.say(model.get("kept").said ?? "");
    this.tell();
    whenNear(this.root, signal, () => this.nearby());
  }

  /** What the keys do. @returns {import("./mood_keys.js").MoodActs} */
  get acts() {
    const { boxes, data } = this;
    return {
      play: () => this.toggle(), stop: () => this.stop(), open: (key) => this.open(key), swap: () => this.compare.hidden || this.swap(), undo: () => this.buttons.undo.click(), redo: () => this.buttons.redo.click(),
      pedal: () => this.step(hold(this.version, PEDALS[(PEDALS.indexOf(this.version.pedal) + 1) % PEDALS.length], data)), loop: () => this.loop.click(),
      box: (by) => boxes.go(boxes.at + by, true), chord: (way) => this.step(choose(this.version, boxes.at, way, data)),
    };
  }

  // ---- what it is made of

  build() {
    const button = (/** @type {string} */ text, /** @type {string} */ key, /** @type {() => void} */ go) => make("button", { type: "button", class: "fsp-button fsp-mark-button", title: `${text} (key ${key})`, onclick: go }, [make("span", {}, [text]), make("kbd", { "aria-hidden": "true" }, [key.replace("Shift ", "⇧")])]);
    this.play = make("button", { type: "button", class: "fsp-button fsp-play fsp-mh-play", onclick: () => this.toggle() });
    this.compare = button("Hear version 1", "C", () => this.swap());
    this.loop = make("input", { type: "checkbox", checked: true, onchange: () => (this.sound.loop = this.loop.checked) });
    this.guide = make("input", { type: "checkbox", checked: true, onchange: () => this.sound.setGuide(this.guide.checked) });
    const tick = (/** @type {any} */ input, /** @type {string} */ text) => make("label", { class: "fsp-mh-tick" }, [input, make("span", {}, [text])]);
    this.transport = make("div", { class: "fsp-mh-transport", role: "group", "aria-label": "Play" }, [
      this.play, this.compare, tick(this.loop, "Round and round"), tick(this.guide, "The film's own sound"), this.place,
    ]);
    this.making = make("p", { class: "fsp-note fsp-mh-coming", hidden: true });
    this.status = make("p", { class: "fsp-status fsp-mh-status", role: "status" });
    this.verdict = make("p", { class: "fsp-mh-verdict" });
    this.differing = make("p", { class: "fsp-mh-differing" });
    this.ends = make("p", { class: "fsp-mh-ends" });
    this.rubs = make("p", { class: "fsp-mh-rubs" });
    this.style = make("details", { class: "fsp-words fsp-mh-style" }, [make("summary", {}, ["A style note, no fault"]), (this.remarks = make("ul", { class: "fsp-mh-remarks" }))]);
    /** @type {Record<string, any>} */ this.buttons = { undo: button("Undo", "Z", () => this.steps.undo()), redo: button("Redo", "Shift Z", () => this.steps.redo()) };
    this.root = make("div", { class: "fsp-root fsp-mh", role: "group", "aria-label": this.data.title, onkeydown: (/** @type {KeyboardEvent} */ event) => pressMood(event, this.acts) }, [
      make("div", { class: "fsp-head" }, [make("div", { class: "fsp-heading" }, [make("p", { class: "fsp-title" }, [this.data.title])]), make("div", { class: "fsp-mh-steps", role: "group", "aria-label": "Steps" }, Object.values(this.buttons))]),
      // in the order of the keyboard; where there is room, the prediction is seen beside the picture
      make("div", { class: "fsp-mh-body" }, [
        make("div", { class: "fsp-mh-film" }, [this.tools.shot, this.screen, this.coming, this.making, this.transport, make("p", { class: "fsp-note" }, ["Versions are played equally loud."])]),
        make("div", { class: "fsp-mh-telling" }, [this.before.element, this.verdict, this.status]),
        make("section", { class: "fsp-mh-score", "aria-label": "The tune and its chords" }, [this.roll.element, this.boxes.element, this.differing, this.ends, this.rubs, this.style]),
        this.tools.element,
        this.bars.element,
        this.cards.element,
      ]),
      this.out.element,
      make("details", { class: "fsp-words" }, [make("summary", {}, ["Keys"]), make("table", {}, [make("caption", {}, ["While the focus is inside, and in no menu"]), make("tbody", {}, KEYS.map(([keys, what]) => make("tr", {}, [make("th", { scope: "row" }, [keys]), make("td", {}, [what])])))])]),
    ]);
    this.root.fsp = this;
    this.turned(false);
  }

  // ---- what Python tells, and what is near

  hearPython() {
    const kept = this.model.get("kept");
    this.told = newest(this.told, kept.told, MOST_KNOWN);
    this.refresh();
  }

  nearby() {
    this.showFilm();
    this.root.dataset.ready = "";
    for (const id of new Set([this.scene.tune_by, this.scene.chords_by])) this.sound.bank.fetch(id).then(() => this.warm(), () => {}); // who presses Play is told why not
  }

  /** @param {boolean} on */
  turned(on) {
    this.play.replaceChildren(icon(on ? "pause" : "play"), make("span", {}, [on ? "Stop" : "Play"]));
    this.play.title = `${on ? "Stop" : "Play"} (key Space)`;
    this.root.classList.toggle("fsp-mh-playing", on);
    if (!on) this.other = false;
    if (this.steps) this.showCompare();
    if (on || !this.film) return;
    this.film.show(this.film.seconds(this.shot.at));
    this.showPlace(this.film.seconds(this.shot.at));
    this.moved(null);
  }

  /** @param {number | null} beat */
  moved(beat) {
    this.roll.play(beat);
    this.boxes.play(beat);
  }

  /** @param {string} said */
  sayAndPlay(said) {
    this.predicted(said);
    this.play.focus({ preventScroll: true }); // the button that was pressed is gone
  }

  /** @param {string} key */
  resetByHand(key) {
    this.reset(key);
    this.cards.focus(key); // an empty card has no button to reset it
  }

  askFirst() {
    this.before.show(true, numberOf(this.scene.against));
    this.before.focus();
    this.say("First say which way the prediction will go; or play without saying.");
  }

  // ---- what is seen

  /** What is still being made; it covers nothing else that is told. @param {string} words */
  wait(words) {
    this.making.textContent = words;
    this.making.hidden = !words;
  }

  /** Nothing is told while music sounds, unless it went wrong. @param {string} words @param {boolean} [always] */
  say(words, always = false) {
    if (this.sound?.running && !always) return;
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  /** What is counted of a version. @param {Version} version */
  cues(version) {
    const name = signature(version);
    const found = this.measured[name] ?? measure(sounding(version, this.data), this.data.tonic);
    if (!(name in this.measured)) this.measured = newest(this.measured, { [name]: found }, MOST_KNOWN);
    return found;
  }

  /** Whether a version's bar may be seen: something was said, or there is nothing to say. @param {Version} version */
  mayShow(version) {
    return version.filled && !mustSay(version, this.against);
  }

  /** What is predicted of a version against the one it is compared with. @param {Version} version */
  predictedOf(version) {
    const { against } = this;
    if (version.key === against.key || signature(version) === signature(against)) return "";
    if (!stillSaid(version, against)) return "Say first which way it will go.";
    const found = order({ mine: this.cues(version), other: this.cues(against) }, this.data.model);
    return verdict(version.said, found.chance("mine", "other"), this.data.model.sure, numberOf(against.key));
  }

  refresh() {
    if (!this.steps || !this.out) return; // while we are being made
    const { version, against, scene, data } = this;
    this.tools.show(version, scene);
    this.boxes.show(version, (box) => choicesAt(version, box, data));
    this.roll.show(version, against, [this.player(scene.tune_by).family, this.player(scene.chords_by).family]);
    const filled = this.versions.filter((one) => one.filled);
    const shown = filled.filter((one) => this.mayShow(one));
    const found = order(Object.fromEntries(shown.map((one) => [one.key, this.cues(one)])), data.model);
    this.bars.show(filled.map((one) => ({ key: one.key, open: one.key === this.opened, silent: !this.mayShow(one) })), found);
    this.before.show(this.waiting, numberOf(against.key));
    this.cards.show(this.versions, this.opened, against.key, (one) => this.predictedOf(one));
    const set = (/** @type {HTMLElement} */ place, /** @type {string} */ text) => {
      if (place.textContent !== text) place.textContent = text;
      place.hidden = !text;
    };
    const same = version.key !== against.key && !differences(version, against, data).length;
    set(this.verdict, this.waiting ? "" : this.predictedOf(version));
    set(this.differing, version.key === against.key ? "" : same && signature(version) !== signature(against) ? "The same notes, under other names." : differs(version, against, data));
    const python = this.told[signature(version)];
    set(this.ends, `How it ends: ${python ? python.stop : "that waits for the kernel."}`);
    set(this.rubs, [strangers(version, data), this.outside()].filter(Boolean).join(" "));
    this.style.hidden = !python?.remarks.length;
    this.remarks.replaceChildren(...(python?.remarks ?? []).map((text) => make("li", {}, [text])));
    const off = (/** @type {HTMLElement} */ button, /** @type {boolean} */ on) => button.setAttribute("aria-disabled", String(!on));
    off(this.buttons.undo, this.steps.canUndo);
    off(this.buttons.redo, this.steps.canRedo);
    this.out.show(/** @type {any} */ (this.now));
    this.showCompare();
    this.showKept();
    this.warm();
  }

  /** Notes that lie badly for who plays them. */
  outside() {
    const { version, scene, data } = this;
    const count = data.tune.notes.length;
    const all = sounding(version, data).map((note) => note.midi);
    return /** @type {[string, number[], string][]} */ ([["tune", all.slice(0, count), scene.tune_by], ["chords", all.slice(count), scene.chords_by]]).flatMap(([what, pitches, id]) => {
      const who = this.player(id);
      const strange = new Set(pitches.filter((pitch) => pitch < who.low || pitch > who.high)).size;
      return strange ? [`${strange === 1 ? "One note" : `${strange} notes`} of the ${what} ${strange === 1 ? "lies" : "lie"} outside the comfortable range of the ${who.name.toLowerCase()}.`] : [];
    }).join(" ");
  }

  showCompare() {
    const { version, against } = this;
    const number = numberOf(this.other ? version.key : against.key);
    this.compare.firstElementChild.textContent = `Hear version ${number}`;
    this.compare.title = `Hear version ${number} (key C)`;
    this.compare.hidden = version.key === against.key;
    this.compare.setAttribute("aria-pressed", String(this.other));
  }

  showKept() {
    this.out.keep(this.steps.keeper.where, this.steps.keeper.aside);
  }

}

export default mounted(MoodHarmoniser);
