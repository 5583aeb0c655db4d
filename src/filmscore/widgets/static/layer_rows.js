// @ts-check
// The rows of the Layer painter: of each layer its name, role, mute and solo, and its spectrum over the bars. A mixer without faders.
import { ROLES, decibels, inItsWay, mean, over, percent, spoken } from "./core/layers.js";
import { capital, listed } from "./core/words.js";
import { make } from "./dom.js";
import { Cells } from "./layer_cells.js";
import { timed } from "./layer_strip.js";
import { GUIDE, Mixer } from "./mixer.js";

/** @typedef {import("./core/layers.js").Lane} Lane */
/** @typedef {import("./core/layers.js").Seen} Seen */
/** @typedef {import("./core/layers.js").Told} Told */
/** @typedef {import("./layer_cells.js").Bar} Bar */
/** @typedef {import("./mixer.js").Strip} Strip */
/** What the rows show. @typedef {{told: Told | null, found: Seen[], roles: Record<string, string>, selected: boolean[], chosen: boolean, heard: string[], named: (id: string) => string, blind: boolean}} Now */
/** @typedef {{id: string, strip: Strip, cells: Cells, element: HTMLElement, name: HTMLElement, select: HTMLSelectElement, open: HTMLElement, facts: HTMLElement, sum: HTMLElement, solo: HTMLElement, controls: HTMLElement[]}} Row */

const EDGES = [0, 2, 4, 5]; // lanes whose lower edge is written
const SHORT = /** @type {Record<string, string>} */ ({ "low middle": "low", middle: "mid", bright: "bri" });

export class LayerRows extends Mixer {
  /** @param {{lanes: Lane[], bars: Bar[], unit: string, first: number, last: number, lines: {start: number, end: number, who: string, text: string}[]}} span
   * @param {{role: (id: string, role: string) => void, look: (id: string, cell: [number, number] | null) => void, press: (id: string, row: number, lane: number) => void}} acts @param {(strips: Strip[], master: number) => void} changed */
  constructor(span, acts, changed) {
    super(changed);
    this.span = span;
    this.acts = acts;
    /** @type {Row[]} */ this.layers = [];
    this.at = 0; // the row that has, or last had, the focus
    /** @type {Now | null} */ this.now = null;
    this.element.className = "fsp-lp-rows";
    this.element.setAttribute("aria-label", "Layers");
  }

  rows() {
    this.layers = [];
    return this.strips.map((strip) => (strip.name === GUIDE ? this.guide(strip) : this.layer(strip)));
  }

  /** Dialogue and effects: they can be muted, and are measured against nothing. @param {Strip} strip */
  guide(strip) {
    const { first, last, lines } = this.span;
    const share = (/** @type {number} */ frame) => ((Math.min(Math.max(frame, first), last) - first) / (last - first)) * 100;
    const said = lines.filter(({ start, end }) => end > first && start < last).map(({ start, end, who, text }) =>
      make("span", { class: "fsp-lp-line", title: `${who}: “${text}” (frames ${start}–${end})`, style: { left: `${share(start)}%`, width: `${share(end) - share(start)}%` } }, [make("span", {}, [who])]));
    return make("div", { class: "fsp-lp-row fsp-lp-guide", role: "group", "aria-label": "Dialogue and effects", style: { "--fsp-mine": this.colour(strip) } }, [
      make("div", { class: "fsp-lp-who" }, [make("span", { class: "fsp-name", title: "Dialogue and effects: the guide track" }, [strip.label]), make("span", { class: "fsp-lp-buttons" }, [this.toggle(strip, "mute")]), this.meter(strip)]),
      make("span", { class: "fsp-lp-names" }),
      timed(make("div", { class: "fsp-lp-lines" }, said)),
    ]);
  }

  /** @param {Strip} strip */
  layer(strip) {
    const id = strip.label;
    const number = this.layers.length;
    const { lanes, first, last, bars, unit } = this.span;
    const name = make("span", { class: "fsp-name" }, [id]);
    const open = make("option", { value: "" }, ["?"]);
    const select = make("select", { class: "fsp-input fsp-lp-role", "aria-label": `Role of ${id}`, onchange: () => this.acts.role(id, select.value) }, [open, ...ROLES.map((role) => make("option", { value: role }, [role]))]);
    const [mute, solo] = [this.toggle(strip, "mute"), this.toggle(strip, "solo")];
    const facts = make("p", { class: "fsp-note fsp-lp-facts" });
    const sum = make("div", { class: "fsp-lp-sum", hidden: true }, lanes.map(() => make("i")));
    const cells = new Cells({ lanes, bars, unit, first, last }, {
      look: (row, lane) => this.acts.look(id, [row, lane]), leave: () => this.acts.look(id, null), press: (row, lane) => this.acts.press(id, row, lane), focus: () => this.focus(number),
    });
    // the lanes are named once, at the first; the others have their edges
    const names = make("span", { class: "fsp-lp-names", "aria-hidden": "true" }, number
      ? EDGES.map((lane) => make("span", { class: "fsp-lp-edge", style: { "--fsp-lane": lane } }, [spoken(lanes[lane].low)]))
      : lanes.map((lane, at) => make("span", { class: lane.name === "speech" ? "fsp-lp-speech" : "", title: lane.told, style: { "--fsp-lane": at } }, [make("b", {}, [lane.name]), make("i", {}, [SHORT[lane.name] ?? lane.name])])));
    const element = make("div", { class: "fsp-lp-row", role: "group", "aria-label": id, style: { "--fsp-mine": this.colour(strip) } }, [
      make("div", { class: "fsp-lp-who" }, [name, make("span", { class: "fsp-lp-buttons" }, [mute, solo]), select, this.meter(strip), facts]),
      names,
      timed(cells.element),
      sum,
    ]);
    this.layers.push({ id, strip, cells, element, name, select, open, facts, sum, solo, controls: [cells.element, select, mute, solo] });
    return element;
  }

  /** @param {string} id */
  of(id) {
    return this.layers.find((row) => row.id === id);
  }

  get current() {
    return this.layers[this.at];
  }

  /** One row is in the order of the Tab key: the one that had the focus last. @param {number} number @param {boolean} [take] the focus too */
  focus(number, take = false) {
    this.at = Math.min(Math.max(number, 0), this.layers.length - 1);
    this.layers.forEach(({ controls }, row) => controls.forEach((one) => one.setAttribute("tabindex", row === this.at ? "0" : "-1")));
    const { cells, id } = this.current;
    if (take) cells.element.focus({ preventScroll: true });
    this.acts.look(id, document.activeElement === cells.element ? [cells.row, cells.lane] : null);
  }

  get muted() {
    return this.layers.filter(({ strip }) => strip.mute).map(({ id }) => id);
  }

  get soloed() {
    return this.layers.filter(({ strip }) => strip.solo).map(({ id }) => id);
  }

  /** Mute and solo as they are given; the guide keeps its own. @param {string[]} muted @param {string[]} soloed */
  set(muted, soloed) {
    for (const { id, strip } of this.layers) {
      strip.mute = muted.includes(id);
      strip.solo = soloed.includes(id);
    }
    this.press();
    this.apply();
  }

  /** What a cell is, in words. @param {string} id @param {number} row @param {number} lane */
  words(id, row, lane) {
    const { told, found, named } = /** @type {Now} */ (this.now);
    const bar = this.span.bars[row].bar;
    const head = `${named(id)}, ${this.span.lanes[lane].name}, ${this.span.unit} ${bar}`;
    if (!told) return `${head}, not measured yet`;
    const who = inItsWay(over(found, id, lane, bar), named) || "nobody in its way";
    const covers = found.filter((one) => one.by === id && !one.both && one.lane === lane && bar in one.share).map((one) => named(one.covered));
    const level = told.level[id][row][lane];
    return `${head}, ${level <= told.floor ? "empty" : decibels(level)}, ${who}${covers.length ? `, covers ${listed(covers)}` : ""}`;
  }

  /** Everything as it is now. @param {Now} now */
  draw(now) {
    this.now = now;
    const { told, found, roles, selected, chosen, heard, named, blind } = now;
    const { lanes, bars } = this.span;
    this.layers.forEach(({ id, cells, element, name, select, open, facts, sum, strip }, number) => {
      const label = named(id);
      const silent = Boolean(told?.silent.includes(id));
      if (name.textContent !== label) name.textContent = name.title = label;
      element.classList.toggle("fsp-lp-off", !heard.includes(id));
      cells.show({
        level: told ? told.level[id] : null, home: told?.home[id] ?? [], dim: (row) => chosen && !selected[row],
        under: (row, lane) => inItsWay(over(found, id, lane, bars[row].bar), named),
      });
      const guess = told?.guess[id];
      open.textContent = guess && !silent ? `? (${guess})` : "?";
      select.value = roles[id] ?? "";
      const doubt = roles[id] ? (told?.doubts[id]?.[roles[id]] ?? "") : "";
      const figures = told && blind && !silent ? `${told.begins[id].toFixed(1)} attacks a second, ${percent(told.lasts[id])} of the time, ${told.lives[id]}` : "";
      facts.textContent = silent ? "silent" : [figures, doubt && `declared ${roles[id]}: ${doubt}`].filter(Boolean).join(". ");
      const rows = [...bars.keys()].filter((row) => selected[row]);
      sum.hidden = !chosen || !told;
      if (told && chosen)
        [...sum.children].forEach((one, lane) => {
          const level = mean(told.level[id], rows, lane);
          /** @type {HTMLElement} */ (one).style.setProperty("--fsp-full", Math.max(0, 1 + level / 60).toFixed(3));
          /** @type {HTMLElement} */ (one).style.setProperty("--fsp-lane", String(lane));
          /** @type {HTMLElement} */ (one).title = `${lanes[lane].name}: ${level <= told.floor ? "empty" : decibels(level)} on the mean of the bars chosen`;
        });
      const states = [silent ? "Silent." : told ? `Lives in ${told.lives[id] || "no lane"}.` : "The lanes are being measured.", strip.mute ? "Muted." : "", strip.solo ? "Soloed." : ""];
      cells.tell([`${capital(label)}, layer ${number + 1} of ${this.layers.length}.`, ...states].filter(Boolean).join(" "), this.words(id, cells.row, cells.lane));
    });
  }
}
