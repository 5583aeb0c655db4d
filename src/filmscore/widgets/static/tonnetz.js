// @ts-check
// The Tonnetz with picture: a walk through the net of triads, under the finger or by keys, heard with what is held, beside a shot.
// The page holds the walk with its undo, and knows all that is told of it, so that it goes on while the kernel is busy or gone.
import { MOVES, beside, heldOf, moveOf, placed, printed, relationOf, triadOf } from "./core/net.js";
import { BEATS, cleaned, code, namesOf, numberOf } from "./core/walk.js";
import { make } from "./dom.js";
import { handout } from "./handout.js";
import { KeptSteps, keptActs } from "./kept_steps.js";
import { mounted } from "./mounting.js";
import { NetDrawing } from "./net_draw.js";
import { Hearing } from "./net_hearing.js";
import { KEYS, pressNet } from "./net_keys.js";
import { NetPicture } from "./net_picture.js";
import { NetSound } from "./net_sound.js";
import { BLANK } from "./net_steps.js";
import { Told, inWords, row, stepSentence, ways } from "./net_told.js";
import { tools } from "./net_tools.js";
import { follow } from "./net_touch.js";
import { whenNear } from "./place.js";

/** @typedef {import("./core/net.js").Net} Net */
/** What Python tells at the beginning (tonnetz.py). @typedef {{title: string, frames: number, net: Net, conventions: any[], shot: import("./net_picture.js").Shot | null, bank: string, velocity: number,
 *   call: import("./core/walk.js").Given, given: any[]}} Data */

const WORDS = { are: "The path is kept", will: "The path will be kept", apart: "The path was changed in two places. The newer is shown; the other was put aside, see below." };

class Tonnetz extends Hearing {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    const data = /** @type {Data} */ (model.get("desk"));
    super(data.net);
    this.data = data;
    this.narrow = false;
    this.drawing = new NetDrawing(this.net, "The net: arrows go from triad to triad, Enter lets one be heard, Space puts it on the path");
    this.told = new Told(this.net, this.data.conventions, {
      home: (name) => {
        this.setHome(triadOf(this.plainOf(name)));
        this.goTo(this.focus); // the button that was pressed is gone
      },
    });
    this.row = row(this.net);
    this.ways = ways(this.net, {
      from: () => this.walk.at(-1) ?? null, say: (text) => this.say(text), walk: (triads) => {
        this.goOn(triads);
        this.goTo(this.focus);
      },
      show: (triads) => this.preview(placed(this.net, [this.net.cells[this.cells.at(-1) ?? 0].triad, ...triads], [this.cells.at(-1) ?? 0]).slice(1)),
    });
    this.picture = this.data.shot ? new NetPicture(model, this.data.shot, signal) : null;
    this.out = this.buildOut();
    this.tools = tools({
      move: (letter) => this.move(letter), preview: (letter) => this.previewMove(letter), home: () => this.home(), undo: () => this.steps.undo(), redo: () => this.steps.redo(),
      clear: () => this.clear(), path: () => this.hearPath("path"), picture: () => this.hearPath("picture"), bass: (on) => this.setBass(on), beats: (beats) => this.set({ beats }, ""),
      scroll: (by) => this.scroller.scrollBy({ left: by * 160, behavior: this.sound.drawing.calm.matches ? "auto" : "smooth" }),
    }, { picture: Boolean(this.picture), beats: BEATS, to: this.ways.menu });
    this.build(signal);
    this.sound = new NetSound(model, {
      bank: this.data.bank, velocity: this.data.velocity, say: (text) => this.say(text), made: (said) => this.status.textContent === said && this.say(""), named: () => "Strings",
      moved: (key) => this.follow(key), turned: (what) => this.turned(what),
    }, (pitches) => this.touched(pitches), signal);
    this.steps = new KeptSteps(model, {
      frames: this.data.frames, kind: { ...WORDS, clean: (raw) => cleaned(raw) }, say: (text) => this.say(text), refresh: () => this.refresh(), showKept: () => this.showKept(), before: () => this.sound.stop(),
      after: (how) => `${how === "undo" ? "Undone." : "Done again."} ${stepSentence(this.net, this.walk, this.names.map(printed))}`,
    }, signal);
    this.focus = this.cells.at(-1) ?? placed(this.net, [triadOf(this.mark.home || "D")])[0];
    this.refresh();
    whenNear(this.root, signal, () => this.nearby());
  }

  // ---- what it is made of

  buildOut() {
    return handout({ code: (marks) => code(marks.length ? marks : [BLANK], this.data.call), label: "The code that makes this net", count: ([mark]) => (mark?.path ? namesOf(mark.path).map(printed).join(" ") : "an empty path") }, {
      restart: () => this.steps.replace(cleaned(this.data.given) ?? [BLANK], "The path is as it was at first; Undo brings yours back."),
      ...keptActs(this, (marks, said) => this.steps.replace(marks, said)),
    });
  }

  /** @param {AbortSignal} signal */
  build(signal) {
    this.scroller = make("div", { class: "fsp-tn-scroller" }, [this.drawing.element]);
    follow(this.drawing, this.net, { down: (cell) => this.hearCell(cell), tap: (cell) => this.add(cell, ""), join: (cell, stroke, first) => this.join(cell, stroke, first), hold: (cell) => this.setHome(this.net.cells[cell].triad, true), focus: (cell) => this.goTo(cell, false) }, signal);
    this.status = make("p", { class: "fsp-status fsp-tn-status", role: "status" });
    this.words = make("tbody");
    const cells = (/** @type {string[]} */ line) => make("tr", {}, [make("th", { scope: "row" }, [line[0]]), ...line.slice(1).map((text) => make("td", {}, [text]))]);
    const heads = ["", "Triad", "Notes", "Moves from the one before", "Held", "Labels, from the one before"];
    const { moves, listen, edit, nudge } = this.tools;
    this.root = make("div", { class: "fsp-root fsp-tn", role: "group", "aria-label": this.data.title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.press(event) }, [
      make("p", { class: "fsp-title" }, [this.data.title]),
      make("div", { class: `fsp-tn-top${this.picture ? "" : " fsp-tn-alone"}` }, [
        make("div", { class: "fsp-tn-net" }, [this.scroller, make("div", { class: "fsp-tn-under" }, [make("p", { class: "fsp-note" }, ["To the right a fifth, up to the right a major third. What leaves at an edge stands again elsewhere on the map."]), nudge])]),
        ...(this.picture ? [this.picture.element] : []),
      ]),
      make("div", { class: "fsp-tn-tools" }, [listen, moves, edit]),
      this.ways.list, this.row.element, this.status, this.told.element, this.out.element,
      make("details", { class: "fsp-words" }, [
        make("summary", {}, ["The path and the keys in words"]),
        make("div", { class: "fsp-tn-table", tabindex: 0, role: "region", "aria-label": "The path in words" }, [make("table", {}, [make("caption", {}, ["The path"]), make("thead", {}, [make("tr", {}, heads.map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, [head])))]), this.words])]),
        make("table", {}, [make("caption", {}, ["Keys, while the focus is inside, and in no field"]), make("tbody", {}, KEYS.map(cells))]),
      ]),
    ]);
    this.root.fsp = this;
    this.tools.turned("");
  }

  nearby() {
    this.root.dataset.ready = "";
    this.sound.fetch("strings").catch(() => {}); // who presses Play is told why not
    void this.picture?.load();
    this.reveal(this.focus);
    const fold = new ResizeObserver(() => this.fold());
    fold.observe(this.root);
  }

  /** Narrow, the words lie folded; what a hand has opened stays open. */
  fold() {
    if (!this.root.clientWidth) return; // hidden: as it was
    const narrow = this.root.clientWidth <= 480;
    if (narrow === this.narrow) return;
    this.narrow = narrow;
    this.told.element.open = this.out.element.querySelector("details").open = !narrow;
    this.reveal(this.focus);
  }

  // ---- going about

  /** @param {string} words */
  say(words) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
  }

  /** @param {number} cell @param {boolean} [take] the focus too */
  goTo(cell, take = true) {
    this.focus = cell;
    this.drawing.faces.forEach(({ element }, at) => element.setAttribute("tabindex", at === cell ? "0" : "-1"));
    if (take) /** @type {any} */ (this.drawing.faces[cell].element).focus({ preventScroll: true });
    this.reveal(cell);
  }

  /** Bring a triangle within what is seen of the net; the page itself stays where it is. @param {number} cell */
  reveal(cell) {
    const { scroller, drawing } = this;
    const scale = drawing.element.getBoundingClientRect().width / drawing.width;
    const x = drawing.middle(cell)[0] * scale;
    const room = Math.min(96, scroller.clientWidth / 3);
    if (x - room < scroller.scrollLeft || x + room > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = x - scroller.clientWidth / 2;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const inside = this.drawing.element.contains(/** @type {Node} */ (event.target));
    pressNet(event, inside, {
      arrow: (key) => this.goTo(beside(this.net, this.focus, key)), hear: () => this.hearCell(this.focus), add: () => this.add(this.focus, "") && this.hearCell(this.focus, true), move: (letter) => this.move(letter),
      path: () => this.hearPath("path"), picture: () => this.hearPath(this.picture ? "picture" : "path"), stop: () => (this.sound.what || this.sound.under.size ? (this.sound.stop(), true) : false), home: () => this.home(), to: () => this.ways.menu.focus(),
      undo: () => this.steps.undo(), redo: () => this.steps.redo(), clear: () => this.clear(), back: () => this.back(),
    });
  }

  get within() {
    return this.drawing.element.contains(document.activeElement);
  }

  // ---- what is seen

  /** A triangle for those who hear the page. @param {number} cell */
  label(cell) {
    const triad = this.triadAt(cell);
    const last = this.walk.at(-1);
    const parts = [`${triad.name.replace(/m$/, "")} ${triad.minor ? "minor" : "major"}.`];
    if (!last || last === triad) parts.push(`${triad.notes.join(", ")}.`);
    else {
      const held = heldOf(last, triad);
      parts.push(held.length ? `Shares ${held.join(" and ")} with ${last.name.replace(/m$/, "")} ${last.minor ? "minor" : "major"}.` : `Shares no note with ${last.name.replace(/m$/, "")} ${last.minor ? "minor" : "major"}.`);
      const { move, rows } = relationOf(this.net, last, triad);
      parts.push(move ? `${move}${MOVES[move][0] === move ? "" : `, ${MOVES[move][0]}`}.` : `${rows[0]}.`);
    }
    const places = this.walk.flatMap((one, i) => (one === triad ? [i + 1] : []));
    if (places.length) parts.push(`On the path: ${places.join(", ")}.`);
    if (triad === this.homeTriad) parts.push("Home.");
    return parts.join(" ");
  }

  showNet() {
    if (!this.steps) return;
    const { walk, cells } = this;
    const step = walk.length > 1 ? heldOf(walk[walk.length - 2], walk[walk.length - 1]) : [];
    const last = walk.at(-1);
    const stays = last && walk.length > 1 ? walk[walk.length - 2].classes.filter((pitch) => last.classes.includes(pitch)) : [];
    const sounding = this.pitches.length > 0;
    this.drawing.show({
      path: cells, moves: walk.slice(1).map((triad, i) => moveOf(this.net, walk[i], triad)), home: this.mark.home ? triadOf(this.mark.home) : -1, last: cells.at(-1) ?? -1, heard: this.heard, following: this.following,
      pitches: this.pitches.map((pitch) => pitch % 12), held: sounding ? this.held : step.length ? stays : [], ghost: this.ghost, label: (cell) => this.label(cell),
    });
  }

  refresh() {
    if (!this.steps || !this.sound) return; // while we are being made
    const { walk, mark } = this;
    const names = this.names.map(printed);
    if (!this.drawing.faces[this.focus]) this.focus = this.cells.at(-1) ?? 0;
    this.goTo(this.focus, false);
    this.showNet();
    this.showTold();
    this.row.show(walk, names, this.homeTriad);
    this.picture?.show(names, this.beats);
    this.words.replaceChildren(...inWords(this.net, walk, names));
    this.tools.show(mark, { past: this.steps.canUndo, future: this.steps.canRedo, last: names.at(-1) ?? "", home: mark.home ? printed(mark.home) : "", frames: this.data.shot ? numberOf(mark.beats) * (this.data.shot.rate.num / this.data.shot.rate.den) : 0 });
    this.ways.clear();
    this.out.show(this.steps.now);
    this.showKept();
  }

  showKept() {
    this.out.keep(this.steps.keeper.where, this.steps.keeper.aside);
  }
}

export default mounted(Tonnetz);
