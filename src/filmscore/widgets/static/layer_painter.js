// @ts-check
// The Layer painter: a cue taken apart layer by layer. Each is heard or not, seen in its lanes over the bars, and has a role by hand.
// The page knows who covers whom as long as both sound, so that it goes on while the kernel is busy or gone.
import { ROLES, cleaned, code, crowd, over, rolesIn, saidIn } from "./core/layers.js";
import { capital, counted } from "./core/words.js";
import { icon, iconButton, make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { LayerHearing } from "./layer_hearing.js";
import { KEYS, pressPainter } from "./layer_keys.js";
import { LayerRows } from "./layer_rows.js";
import { Strip, timed } from "./layer_strip.js";
import { chips, names, question, told } from "./layer_words.js";
import { takeGifts } from "./library.js";

const HELD = 350; // ms: a press on All that lasts longer compares
const MOST_BARS = 8; // that a narrow page shows at once
const OFFERED = 2500; // ms for which the solo of who covers is offered

/** @typedef {import("./core/layers.js").Mark} Mark */

const WORDS = { are: "The roles are kept", will: "The roles will be kept", apart: "The roles were changed in two places. The newer are shown; the others were put aside, see below." };

class LayerPainter extends LayerHearing {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    const { data } = this;
    /** @type {{id: string, cell: [number, number]} | null} */ this.looked = null;
    /** @type {[string, string]} */ this.jumped = ["", ""]; // from whom, to whom
    this.offering = 0;
    this.keyHeld = false; // all layers are compared with these by a key
    const span = { lanes: data.lanes, bars: data.bars, unit: data.unit, first: this.scene.first, last: this.scene.last };
    this.mixer = this.rows = new LayerRows({ ...span, lines: this.scene.lines }, {
      role: (id, role) => this.setRole(id, role), look: (id, cell) => this.look(id, cell), press: (id, row, lane) => this.offer(id, row, lane),
    }, (strips, master) => this.mixed(strips, master));
    this.strip = new Strip({ ...span, second: this.second, film: Boolean(this.scene.film) }, { choose: (from, to) => this.chooseBars(from, to), seek: (frame, held) => this.drag(frame, held) }, signal);
    this.buttons = this.buildButtons();
    this.transport = { element: this.buttons.element, show: (/** @type {boolean} */ playing) => this.buttons.show(playing) };
    this.question = question(this.ids, (layer) => this.sayMissed(layer));
    this.toldWords = told(data.lanes, data.unit);
    this.chips = chips();
    this.cellWords = make("p", { class: "fsp-note fsp-lp-cellwords" });
    this.arrow = make("div", { class: "fsp-lp-arrows", "aria-hidden": "true" });
    this.consent = data.blind ? names(() => this.showNames()) : null;
    const given = data.given;
    const steps = (this.steps = new KeptSteps(model, {
      frames: data.frames, kind: { ...WORDS, clean: (raw) => cleaned(raw, given) }, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept(),
    }, signal));
    const replace = (/** @type {Mark[]} */ marks, /** @type {string} */ text) => steps.replace(marks, text);
    this.out = handout({
      code: (marks) => code(marks, data.call, data.blind), label: data.blind ? "The roles as code" : "The code that declares these roles", count: (marks) => Object.entries(rolesIn(/** @type {Mark[]} */ (marks))).map(([id, role]) => `${id} ${role}`).join(", ") || "no roles",
    }, { ...keptActs(this, replace), restart: () => replace(given, "The roles are as they were at first; Undo brings yours back.") });
    const hear = () => this.hearTold();
    model.on("change:kept", hear);
    signal.addEventListener("abort", () => {
      model.off("change:kept", hear);
      clearTimeout(this.offering);
    });
  }

  get title() {
    return this.data.title;
  }

  /** Nothing runs over the picture: here one listens. */
  get signs() {
    return [];
  }

  // ---- what it is made of

  buildButtons() {
    const play = iconButton("play", "Play", () => this.toggle());
    play.classList.add("fsp-play");
    const loop = make("button", { type: "button", class: "fsp-button fsp-plain", "aria-pressed": "false", title: "Round and round, or once", onclick: () => this.loop() }, ["Loop"]);
    const all = make("button", { type: "button", class: "fsp-button fsp-plain", title: "All on; held: all against these" }, ["All"]);
    const undo = make("button", { type: "button", class: "fsp-button fsp-plain", onclick: () => this.steps.undo() }, ["Undo"]);
    const redo = make("button", { type: "button", class: "fsp-button fsp-plain", onclick: () => this.steps.redo() }, ["Redo"]);
    let pressed = 0;
    all.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      pressed = performance.now();
      all.setPointerCapture(event.pointerId);
      this.compare(true);
    });
    const up = () => this.compare(false);
    all.addEventListener("pointerup", up);
    all.addEventListener("pointercancel", up);
    all.addEventListener("click", () => {
      const held = pressed && performance.now() - pressed > HELD;
      pressed = 0; // a click by a key has no press before it
      if (!held) this.allOn();
    });
    const heard = this.data.heard ? [iconButton("start", "Back to start", () => this.seek(this.range[0])), play, loop, all] : [all];
    const element = make("div", { class: "fsp-transport", role: "group", "aria-label": "Transport" }, [...heard, undo, redo]);
    const show = (/** @type {boolean} */ playing) => {
      const name = playing ? "Pause" : "Play";
      play.replaceChildren(icon(playing ? "pause" : "play"));
      play.setAttribute("aria-label", name);
      play.title = name;
    };
    return { element, show, loop, undo, redo };
  }

  parts() {
    const { data } = this;
    const film = Boolean(this.scene.film);
    this.root.classList.add("fsp-lp");
    this.root.setAttribute("role", "group");
    this.stage = make("div", { class: "fsp-lp-stage" }, [
      make("div", { class: "fsp-lp-row fsp-lp-axis" }, [make("span", { class: "fsp-lp-who fsp-note" }, [film ? "Frames" : "Seconds"]), make("span", { class: "fsp-lp-names" }), timed(this.strip.frames, "fsp-lp-handle")]),
      this.rows.element,
      make("div", { class: "fsp-lp-row fsp-lp-axis" }, [make("span", { class: "fsp-lp-who fsp-note" }, [data.unit === "bar" ? "Bars, and collisions" : "Rows of two seconds"]), make("span", { class: "fsp-lp-names" }), timed(this.strip.element)]),
      this.arrow,
    ]);
    this.stage.style.setProperty("--fsp-bars", String(data.bars.length));
    this.stage.classList.toggle("fsp-lp-long", data.bars.length > MOST_BARS);
    this.follow();
    const side = make("div", { class: "fsp-lp-side" }, [this.question.element, make("div", { class: "fsp-bar" }, [this.buttons.element, this.clock.element]), this.cellWords]);
    const cells = (/** @type {string[]} */ line) => make("tr", {}, line.map((text) => make("td", {}, [text])));
    const left = data.left ? [make("p", { class: "fsp-note" }, [`${capital(counted(data.left))} more, softer, are not shown: give those you want to see.`])] : [];
    return [
      make("div", { class: "fsp-head" }, [make("div", { class: "fsp-heading" }, [make("p", { class: "fsp-title" }, [data.title]), make("p", { class: "fsp-note" }, [data.heard ? "Levels are as delivered." : "Measured only: give the stems to hear them."])])]),
      make("div", { class: film ? "fsp-lp-top" : "fsp-lp-top fsp-lp-alone" }, [...(film ? [this.picture.element] : []), side]),
      this.stage, ...left,
      this.status,
      this.toldWords.element, this.chips.element,
      ...(this.consent ? [this.consent] : []),
      this.out.element,
      make("details", { class: "fsp-words" }, [make("summary", {}, ["Keys"]), make("table", {}, [make("caption", {}, ["Keys, while the focus is inside, and in no field"]), make("tbody", {}, KEYS.map(cells))])]),
    ];
  }

  /** @param {HTMLElement} place */
  open(place) {
    super.open(place);
    this.rows.focus(0);
    this.look(this.ids[0], null);
    this.refresh();
  }

  // ---- what is seen

  refresh() {
    if (!this.steps?.made || !this.stage) return; // while we are being made
    const { lanesTold, roles, found } = this;
    const { bars } = this.data;
    const named = (/** @type {string} */ id) => this.named(id);
    const [from, to] = this.barsChosen ?? [0, bars.length - 1];
    this.rows.draw({
      told: lanesTold, found, roles, chosen: Boolean(this.barsChosen), selected: bars.map((/** @type {unknown} */ _, /** @type {number} */ row) => row >= from && row <= to), heard: this.heardNow, named, blind: this.data.blind,
    });
    this.stage.classList.toggle("fsp-lp-summing", Boolean(this.barsChosen && lanesTold));
    this.strip.show(crowd(found, bars.map((/** @type {any} */ one) => one.bar)), this.barsChosen);
    const stale = Boolean(lanesTold && this.steps.keeper.silent && JSON.stringify(lanesTold.of) !== JSON.stringify(roles));
    this.toldWords.show(lanesTold ? found : null, this.heardNow.length, this.ids.length, lanesTold?.remarks ?? [], stale, named);
    this.chips.show(roles, this.ids, named);
    this.question.show(saidIn(this.painted), this.missedText, named);
    this.buttons.undo.setAttribute("aria-disabled", String(!this.steps.canUndo));
    this.buttons.redo.setAttribute("aria-disabled", String(!this.steps.canRedo));
    this.out.show(this.painted);
    this.showLooked();
    this.showKept();
    this.root.toggleAttribute("data-measured", Boolean(lanesTold));
  }

  showKept() {
    this.out?.keep(this.steps.keeper.where, this.steps.keeper.aside);
  }

  /** What the kernel has measured, or measured anew for other roles. */
  hearTold() {
    /** @type {{told: import("./core/layers.js").Told | null}} */ const { told: now } = this.kernel.get("kept");
    if (!now) return;
    this.lanesTold = now;
    if (now.names) {
      if (this.consent) this.consent.hidden = true;
      for (const { id, element } of this.rows.layers) element.style.setProperty("--fsp-mine", `var(--fsp-${now.names[id].family}, var(--fsp-quiet))`);
    }
    this.refresh();
  }

  showNames() {
    this.say("Asking for the names…");
    this.steps.keeper.tell({ type: "names" });
  }

  draw() {
    super.draw();
    if (!this.stage) return;
    const at = (this.exact() - this.scene.first) / (this.scene.last - this.scene.first);
    this.stage.style.setProperty("--fsp-at", `${(Math.min(Math.max(at, 0), 1) * 100).toFixed(3)}%`);
    if (this.desk.running) {
      this.keepInView(at);
      this.countMissing();
    }
  }

  /** Blocks that are wider than the page scroll together. */
  follow() {
    const all = /** @type {HTMLElement[]} */ ([...this.stage.querySelectorAll(":scope > .fsp-lp-axis .fsp-lp-scroll")]);
    const every = () => [...all, .../** @type {HTMLElement[]} */ ([...this.rows.element.querySelectorAll(".fsp-lp-scroll")])];
    this.stage.addEventListener("scroll", (/** @type {Event} */ event) => {
      const { scrollLeft } = /** @type {HTMLElement} */ (event.target);
      for (const one of every()) if (Math.abs(one.scrollLeft - scrollLeft) > 1) one.scrollLeft = scrollLeft;
    }, { capture: true, signal: this.signal });
  }

  /** @param {number} at 0 to 1 */
  keepInView(at) {
    const one = /** @type {HTMLElement | null} */ (this.strip.frames.closest(".fsp-lp-scroll"));
    if (!one || one.scrollWidth <= one.clientWidth + 1) return;
    const x = at * one.scrollWidth;
    if (x < one.scrollLeft || x > one.scrollLeft + one.clientWidth - 24) one.scrollLeft = x - 24;
  }

  // ---- a cell under the eye

  /** @param {string} id @param {[number, number] | null} cell */
  look(id, cell) {
    const { current } = this.rows; // where the pointer has left, what has the focus is looked at again
    if (cell) this.looked = { id, cell };
    else this.looked = current?.cells.element === document.activeElement ? { id: current.id, cell: [current.cells.row, current.cells.lane] } : null;
    this.showLooked();
  }

  showLooked() {
    if (!this.stage || !this.rows.now) return;
    const { looked, rows } = this;
    for (const row of rows.layers) row.cells.ring(looked?.id === row.id ? looked.cell : null);
    this.cellWords.textContent = looked ? `${capital(rows.words(looked.id, ...looked.cell))}.` : "Point at a cell, or go there with the arrows: it says how loud it is, and who is in its way. Hatched: under another layer, or sharing its place.";
    this.arrow.replaceChildren(...(looked ? this.arrows(looked.id, ...looked.cell) : []));
  }

  /** Thin arrows from who covers to who is covered, at one cell. @param {string} id @param {number} row @param {number} lane */
  arrows(id, row, lane) {
    const { bar } = this.data.bars[row];
    const here = this.found.filter((one) => one.lane === lane && bar in one.share && (one.covered === id || one.by === id));
    const box = this.stage.getBoundingClientRect();
    const middle = (/** @type {string} */ of) => {
      const cell = this.rows.of(of)?.cells.faces[row][lane].getBoundingClientRect();
      return cell ? [cell.left + cell.width / 2 - box.left, cell.top + cell.height / 2 - box.top] : [0, 0];
    };
    return here.map(({ by, covered, both }) => {
      const [[x, from], [, to]] = [middle(by), middle(covered)];
      return make("i", { class: `fsp-lp-arrow ${to > from ? "fsp-lp-down" : "fsp-lp-up"}${both ? " fsp-lp-both" : ""}`, style: { left: `${x + 8}px`, top: `${Math.min(from, to)}px`, height: `${Math.abs(to - from)}px` } });
    });
  }

  /** Who covers here? The solo of that layer is offered. @param {string} id @param {number} row @param {number} lane */
  offer(id, row, lane) {
    const [first] = over(this.found, id, lane, this.data.bars[row].bar);
    if (!first) return;
    const other = this.rows.of(first.by);
    if (!other) return;
    for (const one of this.rows.layers) one.solo.classList.toggle("fsp-lp-offered", one === other);
    clearTimeout(this.offering);
    this.offering = setTimeout(() => other.solo.classList.remove("fsp-lp-offered"), OFFERED);
    this.say(`${capital(this.named(first.by))} ${first.both ? "shares its place" : "covers it"} there. C goes to it and back.`);
  }

  jump() {
    const { current } = this.rows;
    const [from, to] = this.jumped;
    const { row, lane } = current.cells;
    const found = over(this.found, current.id, lane, this.data.bars[row].bar);
    const next = current.id === to && from ? from : found[0]?.by;
    if (!next) return this.say("Nobody is in its way there.");
    this.jumped = current.id === to && from ? ["", ""] : [current.id, next];
    const other = /** @type {import("./layer_rows.js").Row} */ (this.rows.of(next));
    other.cells.row = row;
    other.cells.lane = lane;
    this.goTo(this.rows.layers.indexOf(other));
  }

  /** @param {number} number */
  goTo(number) {
    this.rows.focus(number, true);
    this.refresh();
  }

  // ---- roles

  /** @param {string} id @param {string} role */
  setRole(id, role) {
    if ((this.roles[id] ?? "") === role) return;
    this.steps.keep(this.painted.map((mark) => (mark.what === "role" && mark.layer === id ? { ...mark, role } : mark)));
    this.refresh();
    this.say(role ? `${capital(this.named(id))}: ${role}.` : `${capital(this.named(id))} has no role by hand.`);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const inside = this.rows.layers.some(({ cells }) => cells.element === event.target);
    const { rows } = this;
    pressPainter(event, inside, {
      row: (by) => this.goTo(rows.at + by),
      cell: (key) => {
        const { cells, id } = rows.current;
        this.anchor = null;
        cells.go(key);
        this.refresh();
        this.look(id, [cells.row, cells.lane]);
      },
      mute: () => this.turn("mute"), solo: () => this.turn("solo"), only: () => this.only(), all: () => this.allOn(), role: (number) => this.setRole(rows.current.id, ROLES[number - 1] ?? ""), jump: () => this.jump(),
      play: () => this.data.heard && this.toggle(), from: () => this.data.heard && this.playFrom(), loop: () => this.loop(), choose: (by) => this.grow(by), unchoose: () => this.unchoose(),
      compare: (on) => this.holdKey(on), undo: () => this.steps.undo(), redo: () => this.steps.redo(),
    });
  }

  /** @param {MediaQueryList} reduced */
  listen(reduced) {
    super.listen(reduced);
    this.root.addEventListener("keyup", (event) => event.key.toLowerCase() === "q" && this.holdKey(false), { signal: this.signal });
    this.root.addEventListener("focusout", () => this.holdKey(false), { signal: this.signal }); // its end would not be heard
  }

  /** @param {boolean} on */
  holdKey(on) {
    if (on === this.keyHeld) return;
    this.keyHeld = on;
    this.compare(on);
  }
}

export default {
  /** @param {{model: any}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: any, el: HTMLElement, signal: AbortSignal}} context */
  render({ model, el, signal }) {
    new LayerPainter(model, signal).open(el);
  },
};
