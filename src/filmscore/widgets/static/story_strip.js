// @ts-check
// The scenes side by side, and the arc over them.
import { icon, make } from "./dom.js";
import { lineOf, stack, titleOf } from "./core/story.js";
import { MEASURES, arc, keyTo } from "./story_draw.js";

/** @typedef {import("./core/story.js").Mark} Mark */
/** @typedef {import("./core/story.js").Tool} Tool */
/** @typedef {{form: string, wrong: string, distance: number[] | null, notes?: [number, number, number, string][], beside?: [number, number, number, string][], beats?: number, pitches?: string, steps: Record<string, string>[]}} Line */

const ARC = 116; // px

/** @type {Record<string, string>} */ const FORMS = { plain: "plain", moved: "at another pitch", varied: "varied", broken: "cannot be made" };

export class Strip {
  /** @param {Map<string, Tool>} tools @param {{choose: (key: string) => void, still: (film: string, frame: number) => Promise<string>, named: (player: string) => string}} acts @param {AbortSignal} signal */
  constructor(tools, acts, signal) {
    this.tools = tools;
    this.acts = acts;
    /** @type {Map<string, ReturnType<Strip["column"]>>} */ this.columns = new Map();
    this.title = make("h3", { class: "fsp-list-title" });
    this.keys = make("div", { class: "fsp-st-keys", "aria-hidden": "true" }, [...MEASURES.map((name, i) => make("span", {}, [keyTo(i), name])), make("span", { class: "fsp-st-ends" }, ["below: like the plain form; above: unlike"])]);
    this.curve = make("div", { class: "fsp-st-arc" });
    this.list = make("ol", { class: "fsp-st-scenes" });
    this.inner = make("div", { class: "fsp-st-inner" }, [this.curve, this.list]);
    this.scroller = make("div", { class: "fsp-st-scroller", role: "region", "aria-label": "Scenes", tabindex: 0 }, [this.inner]);
    this.empty = make("p", { class: "fsp-empty" }, ["Nothing is stated yet. Begin with the scene in which the motif is heard for the first time, plain: press New statement."]);
    this.rows = make("tbody");
    this.words = make("details", { class: "fsp-words", ontoggle: () => this.fill() }, [make("summary", {}, ["The arc in numbers"]), make("div", { class: "fsp-st-table", tabindex: 0, role: "region", "aria-label": "The arc in numbers" }, [make("table", {}, [
      make("caption", {}, ["From 0, like the plain form, to 1, unlike"]),
      make("thead", {}, [make("tr", {}, ["", "Scene", "Motif", "Form", "Pitch", "Contour", "Rhythm"].map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, [head])))]),
      this.rows,
    ])])]);
    this.element = make("section", { class: "fsp-st-strip", "aria-label": "The arc" }, [make("div", { class: "fsp-st-top" }, [this.title, this.keys]), this.empty, this.scroller, this.words]);
    /** @type {Mark[]} */ this.marks = [];
    /** @type {string | null} */ this.chosen = null;
    /** @type {Record<string, Line>} */ this.lines = {};
    const sizes = new ResizeObserver(() => this.drawArc());
    sizes.observe(this.inner);
    signal.addEventListener("abort", () => sizes.disconnect());
  }

  /** @param {Mark[]} marks @param {string | null} chosen @param {Record<string, Line>} lines as Python has told them @param {Record<string, {at: string, range: string}>} remarks */
  show(marks, chosen, lines, remarks) {
    const turned = chosen !== this.chosen;
    [this.marks, this.chosen, this.lines] = [marks, chosen, lines];
    this.empty.hidden = marks.length > 0;
    for (const part of [this.scroller, this.keys, this.words]) part.hidden = !marks.length;
    if (!marks.length) this.title.textContent = "The arc";
    this.inner.style.setProperty("--fsp-st-n", String(Math.max(marks.length, 1)));
    const columns = marks.map((mark, i) => {
      const column = this.columns.get(mark.key) ?? this.column(mark.key);
      this.columns.set(mark.key, column);
      column.show(mark, i, lines[lineOf(mark)], remarks[mark.key]?.at ?? "", mark.key === chosen);
      return column.element;
    });
    const there = new Set(marks.map((mark) => mark.key));
    for (const key of [...this.columns.keys()]) if (!there.has(key)) this.columns.delete(key);
    if (columns.length !== this.list.children.length || columns.some((element, i) => element !== this.list.children[i])) {
      const focused = this.list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
      this.list.replaceChildren(...columns);
      if (focused?.isConnected) focused.focus({ preventScroll: true }); // moving an element takes the focus from it
    }
    if (turned) this.reveal();
    this.drawArc();
    this.fill();
  }

  /** The same as the arc, for those who read it. */
  fill() {
    if (!this.words.open) return;
    const cells = (/** @type {Mark} */ mark, /** @type {number} */ i) => {
      const line = this.lines[lineOf(mark)];
      const steps = line?.steps.map((step) => step.told).join(", then ");
      const form = line ? (line.form === "broken" ? FORMS.broken : steps || "plain") : "not worked out yet";
      return [String(i + 1), mark.scene.trim() || "no name", mark.motif, form, ...MEASURES.map((_, measure) => line?.distance?.[measure].toFixed(2) ?? "–")];
    };
    this.rows.replaceChildren(...this.marks.map((mark, i) => make("tr", {}, cells(mark, i).map((text) => make("td", {}, [text])))));
  }

  /** The chosen column, within what is seen; the page itself stays where it is. */
  reveal() {
    const column = this.columns.get(this.chosen ?? "")?.element;
    if (!column?.isConnected) return;
    const { offsetLeft: left, offsetWidth: wide } = column;
    const { scrollLeft, clientWidth } = this.scroller;
    if (left < scrollLeft) this.scroller.scrollLeft = left - 8;
    else if (left + wide > scrollLeft + clientWidth) this.scroller.scrollLeft = left + wide - clientWidth + 8;
  }

  focus() {
    this.columns.get(this.chosen ?? "")?.head.focus({ preventScroll: true });
  }

  drawArc() {
    const mine = this.marks.find((mark) => mark.key === this.chosen) ?? this.marks[0];
    const width = this.inner.clientWidth;
    if (!mine || !width) return;
    const wide = width / this.marks.length;
    const middle = (/** @type {number} */ i) => (i + 0.5) * wide;
    const points = this.marks.flatMap((mark, i) => (mark.motif === mine.motif ? [{ x: middle(i), values: this.lines[lineOf(mark)]?.distance ?? null }] : []));
    this.title.textContent = `How far ${mine.motif} is from its plain form`;
    this.curve.replaceChildren(arc(points, width, ARC, this.chosen ? middle(this.marks.indexOf(mine)) : null));
  }

  /** The statement that is heard now. @param {string | null} key */
  sounds(key) {
    for (const [one, { element }] of this.columns) element.classList.toggle("fsp-st-sounding", one === key);
  }

  /** @param {string} key */
  column(key) {
    const part = (/** @type {string} */ name) => make("span", { class: `fsp-st-${name}` });
    const parts = { picture: part("picture"), name: part("name"), motif: part("motif"), steps: part("stepline"), who: part("who") };
    const head = make("button", { type: "button", class: "fsp-st-scene", onclick: () => this.acts.choose(key) }, Object.values(parts));
    const element = make("li", { class: "fsp-st-column" }, [head]);
    let seen = "";
    /** @param {Mark} mark @param {number} index @param {Line | undefined} line @param {string} at @param {boolean} chosen */
    const show = (mark, index, line, at, chosen) => {
      const text = (/** @type {HTMLElement} */ where, /** @type {string} */ words) => where.textContent === words || (where.textContent = words);
      text(parts.name, `${index + 1}. ${mark.scene.trim() || "A scene without a name"}`);
      text(parts.motif, `${mark.motif}: ${line ? FORMS[line.form] : "not worked out yet"}`);
      parts.motif.classList.toggle("fsp-st-bad", line?.form === "broken");
      text(parts.steps, stack(mark.steps).map((step) => titleOf(step, this.tools.get(step[0]))).join(" → "));
      const who = [mark.played_by ? this.acts.named(mark.played_by) : "", mark.irony ? "irony" : "", mark.reason.trim() ? "" : "no reason yet"].filter(Boolean).join(" · ");
      text(parts.who, who);
      head.title = [mark.scene, at].filter(Boolean).join(", ");
      if (chosen) head.setAttribute("aria-current", "true");
      else head.removeAttribute("aria-current");
      element.classList.toggle("fsp-st-chosen", chosen);
      const place = mark.film ? `${mark.film} ${mark.frame ?? 0}` : "";
      if (place === seen) return;
      seen = place;
      parts.picture.style.backgroundImage = "";
      if (mark.film) this.acts.still(mark.film, mark.frame ?? 0).then((url) => {
        if (seen === place) parts.picture.style.backgroundImage = `url(${url})`;
      }, () => {}); // without its picture the scene still has its name
    };
    return { element, head, show };
  }
}

/** What is counted for a motif: the criteria and the order. */
export class Evidence {
  constructor() {
    this.title = make("h3", { class: "fsp-list-title" });
    this.rows = make("ul", { class: "fsp-st-evidence" });
    this.problems = make("ul", { class: "fsp-st-problems" });
    this.open = make("p", { class: "fsp-st-none" });
    this.element = make("section", { class: "fsp-st-counted", "aria-label": "What can be counted" }, [
      make("div", {}, [this.title, make("p", { class: "fsp-note" }, ["Lehman’s criteria, counted. Whether it moves anybody is yours to judge."]), this.rows]),
      make("div", {}, [make("h3", { class: "fsp-list-title" }, ["Still open"]), this.open, this.problems]),
    ]);
    this.shown = "";
  }

  /** @param {string} motif @param {{rows: {name: string, met: boolean, told: string}[], order: {kept: boolean, told: string}} | undefined} found @param {string[]} problems @param {boolean} late Python has not seen the last step */
  show(motif, found, problems, late) {
    const mark = JSON.stringify([motif, found, problems, late]);
    if (mark === this.shown) return;
    this.shown = mark;
    this.title.textContent = `${motif} as a leitmotif${late ? " (before your last step)" : ""}`;
    const row = (/** @type {boolean} */ met, /** @type {string} */ name, /** @type {string} */ told) =>
      make("li", { class: met ? "fsp-st-met" : "fsp-st-unmet" }, [icon(met ? "good" : "off"), make("span", {}, [make("b", {}, [`${name[0].toUpperCase()}${name.slice(1)}: ${met ? "yes" : "not yet"}. `]), told])]);
    this.rows.replaceChildren(...(found ? [...found.rows.map((one) => row(one.met, one.name, one.told)), row(found.order.kept, "plain before bent", found.order.told)] : []));
    this.open.textContent = problems.length ? "" : "Nothing stands in the way of playing this plan.";
    const shown = problems.slice(0, 12);
    this.problems.replaceChildren(...shown.map((text) => make("li", {}, [text])), ...(problems.length > shown.length ? [make("li", {}, [`And ${problems.length - shown.length} more.`])] : []));
  }
}
