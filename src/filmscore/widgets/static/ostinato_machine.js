// @ts-check
// The Ostinato machine: a cell on a grid, where it comes to lie on the film, how it grows, whose room it leaves; heard alone and with the picture.
// The page works out what the meters say, as the kernel would, so that it goes on while that is busy or gone.
import { COPIES, cleaned, code } from "./core/ostinato_mark.js";
import { against, textOf } from "./core/ostinato.js";
import { judged, moves } from "./core/ostinato_page.js";
import { make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { OstinatoGrid } from "./ostinato_grid.js";
import { OstinatoHearing } from "./ostinato_hearing.js";
import { KEYS, press } from "./ostinato_keys.js";
import { NAMES, OstinatoLane, USUAL, laneNames } from "./ostinato_lanes.js";
import { OstinatoStrip } from "./ostinato_strip.js";
import { button, meterRows, meters, players, roomList } from "./ostinato_tools.js";
import { whenNear } from "./place.js";

/** @typedef {import("./core/ostinato_mark.js").Mark} Mark */

const WORDS = { are: "The ostinato is kept", will: "The ostinato will be kept", apart: "The ostinato was changed in two places. The newer is shown; the other was put aside, see below." };
const NARROW = 720; // px below which the bars scroll and one lane is shown

class OstinatoMachine extends OstinatoHearing {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(model, signal);
    this.narrow = false;
    this.open = "density"; // the lane that is shown where there is room for one
    /** @type {any[]} */ this.keeps = [];
    /** @type {any[]} */ this.laneRows = [];
    const { data } = this;
    const hand = { begin: () => this.steps.begin(), letGo: (/** @type {boolean} */ cancelled) => this.letGo(cancelled) };
    this.grid = new OstinatoGrid({ ...hand, change: (cell, said, tag, held) => this.set({ cell: textOf(cell) }, said, tag, held), say: (text) => this.say(text), heard: (name) => this.note(name) }, signal);
    this.strip = new OstinatoStrip(data, { drawBox: (box) => this.addBox(box), seek: (frame) => this.seek(frame) }, signal);
    const x = { x: (/** @type {number} */ bar) => this.strip.barX(bar), barAt: (/** @type {number} */ at) => this.strip.barAt(at), bars: data.bars };
    this.lanes = Object.keys(NAMES).map((name) => new OstinatoLane(name, data.params[name], data.dynamics, { ...hand, ...x, change: (one, lane, said, held) => this.setLane(one, lane, said, held) }, signal));
    this.names = laneNames(Object.keys(NAMES), (name) => this.choose(name));
    this.who = players(data.menu, (rows, said) => this.set({ players: rows }, said));
    this.room = roomList({ change: (boxes, said, tag) => this.setRoom(boxes, said, tag), fresh: () => this.newBox(), beat: () => this.beat });
    this.out = this.buildOut();
    this.build();
    this.steps = new KeptSteps(model, {
      frames: data.frames, kind: { ...WORDS, clean: (raw) => cleaned(raw, data) }, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept(), after: (how) => `${how === "undo" ? "Undone." : "Done again."} ${this.short()}`,
    }, signal);
    if (!data.keeps) this.steps.keeper.write = () => {}; // without a name nothing is kept, here neither
    this.ask(model.get("kept"));
    this.refresh();
    this.turned();
    whenNear(this.root, signal, () => this.nearby());
  }

  // ---- what it is made of

  buildOut() {
    const { data } = this;
    return handout({ code: (/** @type {Mark[]} */ [mark]) => (mark ? code(mark, data) : ""), label: "The code that makes this ostinato", count: (marks) => /** @type {any} */ (marks[0])?.cell ?? "nothing" }, {
      restart: () => this.steps.replace([...(cleaned(data.given, data) ?? []), ...this.copies], "It is as it was at first; Undo brings yours back."),
      ...keptActs(/** @type {any} */ (this), (marks, said) => this.steps.replace(marks, said)),
    });
  }

  build() {
    const { data } = this;
    this.meter = make("dl", { class: "fsp-ot-meters" });
    this.begins = make("span", { class: "fsp-ot-turned" });
    this.guide = make("input", { type: "checkbox", onchange: () => this.sound.setGuide(this.guide.checked) });
    this.guide.checked = true;
    this.film.picture.element.addEventListener("click", () => this.play());
    const hold = button("◂ turn", ",", () => this.turn(-1), "Begin a step earlier in the cell");
    const on = button("turn ▸", ".", () => this.turn(1), "Begin a step later in the cell");
    this.rows = make("select", { class: "fsp-input fsp-ot-rows", "aria-label": "Rows of the grid", title: "Rows of the grid (key R)", onchange: () => this.set({ rows: this.rows.value }, "") }, [make("option", { value: "scale" }, ["a minor scale"]), make("option", { value: "all" }, ["every semitone"])]);
    this.count = make("span", { class: "fsp-ot-count" });
    this.buttons = {
      play: make("button", { type: "button", class: "fsp-button fsp-play fsp-ot-play", onclick: () => this.play() }), cell: button("Cell alone", "C", () => this.cellAlone()),
      swap: button("Compare", "X", () => this.swap(), "Hear what is on the grid, A and B in turn, at the same bar"), undo: button("Undo", "", () => this.steps.undo(), "Undo (Ctrl + Z)"), redo: button("Redo", "", () => this.steps.redo(), "Redo (Ctrl + Shift + Z)"),
    };
    this.keeps = COPIES.map((copy, i) => button(`Keep as ${copy}`, String(i + 1), () => this.keepCopy(copy)));
    const { play, cell, swap, undo, redo } = this.buttons;
    this.laneRows = this.lanes.map((lane) => this.strip.row(NAMES[lane.name], lane.element));
    this.laneBox = make("div", { class: "fsp-ot-lanes" }, this.laneRows);
    this.strip.body.append(this.laneBox);
    this.plan = make("div", { class: "fsp-ot-words" });
    this.root = make("div", { class: "fsp-root fsp-ot", role: "group", "aria-label": data.title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event) }, [
      make("p", { class: "fsp-title" }, [data.title]), this.asked,
      make("div", { class: "fsp-ot-top" }, [
        make("figure", { class: "fsp-ot-film" }, [this.film.picture.element, make("figcaption", {}, [this.place, make("label", { class: "fsp-ot-tick" }, [this.streamers, "streamers"]), make("label", { class: "fsp-ot-tick" }, [this.guide, "the film's own sound"])])]),
        make("div", { class: "fsp-ot-cell" }, [
          make("div", { class: "fsp-ot-cell-tools", role: "group", "aria-label": "The cell" }, [
            hold, on, this.begins, make("span", { class: "fsp-ot-sizes" }, [button("−", "", () => this.size(-1), "A step fewer (key −)"), this.count, button("+", "", () => this.size(1), "A step more (key +)")]), this.rows,
          ]),
          this.grid.element, this.grid.note,
        ]),
      ]),
      make("div", { class: "fsp-ot-hear", role: "group", "aria-label": "Hear" }, [play, cell, ...this.keeps, swap, undo, redo]),
      this.status, this.tuned, this.meter, this.names.element, this.strip.element,
      make("div", { class: "fsp-ot-below" }, [this.who.element, this.room.element]),
      this.out.element,
      make("details", { class: "fsp-words" }, [make("summary", {}, ["The plan and the keys in words"]), this.plan, make("table", {}, [make("caption", {}, ["Keys, while the focus is inside, and in no field"]), make("tbody", {}, KEYS.map(([name, what]) => make("tr", {}, [make("th", { scope: "row" }, [name]), make("td", {}, [what])])))])]),
    ]);
    this.root.fsp = this;
  }

  nearby() {
    this.root.dataset.ready = "";
    this.cellSound.fetch(this.firstWho).catch(() => {}); // who presses Play is told why not
    this.film.load(this.frame).then(() => this.root.setAttribute("data-picture", ""), (error) => this.tuning(`The picture does not show: ${error.message}.`));
    new ResizeObserver(() => this.fold()).observe(this.root);
  }

  fold() {
    const outer = this.strip.element.clientWidth;
    if (!outer) return; // hidden: as it was
    const narrow = this.root.clientWidth < NARROW;
    if (!this.strip.fit(outer, narrow) && narrow === this.narrow) return;
    this.narrow = narrow;
    this.showPage();
  }

  // ---- shown

  /** @param {string} name */
  choose(name) {
    this.open = name;
    this.showPage();
  }

  refresh() {
    if (!this.steps?.made) return; // while we are being made
    const { mark, made, data } = this;
    this.told = { ...judged(made, data.ground ??= { plain: Object.fromEntries(Object.entries(data.params).map(([name, one]) => [name, one.plain])), reach: data.reach, times: data.times, ring: data.ring, second: this.second }, data.hits, data.tolerance), against: against(made.cell), moves: moves(made.lanes).length };
    this.grid.show(made.cell, made.turn, mark.rows === "all");
    this.begins.textContent = this.begun(made.turn, made.cell.size);
    this.count.textContent = `${made.cell.size} steps`;
    this.rows.value = mark.rows;
    this.meter.replaceChildren(...meterRows(meters(this.told, made, data.hits)));
    this.who.show(mark.players);
    this.room.show(made.boxes, this.told.inside.map((/** @type {any[]} */ one) => one.length));
    const off = (/** @type {HTMLElement} */ one, /** @type {boolean} */ on) => one.setAttribute("aria-disabled", String(!on));
    off(this.buttons.undo, this.steps.canUndo);
    off(this.buttons.redo, this.steps.canRedo);
    off(this.buttons.swap, this.copies.length > 0);
    this.keeps.forEach((one, i) => (one.firstChild.textContent = this.copies.some(({ copy }) => copy === COPIES[i]) ? `Keep as ${COPIES[i]} again` : `Keep as ${COPIES[i]}`));
    this.showPage();
    this.showWords();
    this.showPlace();
    this.out.show(this.steps.now);
    this.showKept();
    this.replayed();
  }

  showPage() {
    if (!this.told) return;
    const { mark, made, told } = this;
    this.strip.show(made, told);
    this.names.show(this.open);
    this.lanes.forEach((lane, i) => {
      const shown = this.narrow ? lane.name === this.open : USUAL.includes(lane.name) || Boolean(mark.lanes[lane.name]);
      this.laneRows[i].hidden = !shown;
      lane.svg.setAttribute("width", String(this.strip.width));
      if (shown) lane.show(mark.lanes[lane.name], mark.players.length, told);
    });
    this.names.element.hidden = !this.narrow;
  }

  showWords() {
    const rows = moves(this.made.lanes);
    const cell = (/** @type {string} */ text) => make("td", {}, [text]);
    this.plan.replaceChildren(rows.length ? make("table", {}, [make("caption", {}, ["The plan"]), make("thead", {}, [make("tr", {}, ["Bar", "What moves", "From", "To", ""].map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, [head])))]), make("tbody", {}, rows.map(({ bar, name, from, to }) => {
      const lane = this.lanes.find((one) => one.name === name);
      return make("tr", {}, [make("th", { scope: "row" }, [String(bar)]), cell(NAMES[name]), cell(lane?.words(from) ?? ""), cell(lane?.words(to) ?? ""), cell(this.told.unheard.get(`${bar} ${name}`) ?? "")]);
    }))]) : make("p", {}, ["Nothing grows yet."]));
  }

  showKept() {
    if (!this.steps?.made) return;
    this.out.keep(this.data.keeps ? this.steps.keeper.where : "Nothing is kept: for that the machine wants a name, name=\"…\".", this.steps.keeper.aside);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    press(event, this.grid, {
      undo: () => this.steps.undo(), redo: () => this.steps.redo(), earlier: () => this.turn(-1), later: () => this.turn(1), more: () => this.size(1), fewer: () => this.size(-1), rows: () => this.toggleRows(), box: () => this.newBox(),
      play: () => void this.play(), cell: () => this.cellAlone(), keepA: () => this.keepCopy("A"), keepB: () => this.keepCopy("B"), swap: () => this.swap(), stop: () => (this.sound.running || this.cellSound.what ? (this.sound.stop(), this.cellSound.stop(), true) : false),
    });
  }
}

export default mounted(OstinatoMachine);
