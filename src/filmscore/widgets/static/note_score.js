// @ts-check
// The engraved score of a small player: the notes that sound are marked, a click on a note goes there.
import { beginnings, gap, lit, meant, pageOf, playhead, standing } from "./core/page.js";
import { make } from "./dom.js";
import { hub } from "./sound.js";

/** @typedef {import("./core/page.js").Page} Page */
/** @typedef {{plan: any, library: import("./library.js").Library, calm: MediaQueryList, seek: (at: number) => void, told: () => string}} Host */

const SVG = "http://www.w3.org/2000/svg";
const PATIENCE = 500; // ms before it is said that a page is waited for
const SETTLE = 180; // ms a slider rests before a page in another key is asked for
const HEAD = 9; // px around the middle of a note's head

export class Score {
  /** @param {Host} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.at = 0;
    this.now = /** @type {Set<number>} */ (new Set());
    this.heard = 0; // semitones higher than written, as it sounds
    /** @type {Page | null} */ this.page = null;
    /** @type {Map<string, Page>} */ this.pages = new Map();
    this.wanted = "";
    this.marked = ""; // ids of the notes that have a mark
    this.seen = -1; // the line of music the playhead is on
    this.length = host.plan.beats;
    this.paper = make("div", {
      class: "fsp-np-paper", tabindex: 0, role: "slider", "aria-label": "Score", "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": this.length, "aria-valuenow": 0,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.step(event),
      onpointerdown: (/** @type {PointerEvent} */ event) => event.button || this.point(event),
    });
    this.note = make("p", { class: "fsp-np-gap", role: "status" });
    this.element = make("div", { class: "fsp-np-score" }, [this.paper, this.note]);
    const sizes = new ResizeObserver(() => this.get());
    sizes.observe(this.element);
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      clearTimeout(this.waiting);
      clearTimeout(this.settling);
    });
  }

  /** @param {number} shift */
  set shift(shift) {
    this.heard = shift;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.get(), SETTLE);
    this.tell();
  }

  get shift() {
    return this.heard;
  }

  /** Keep the pages that came before they were asked for. */
  keep() {
    const { plan, library } = this.host;
    for (const [name, what] of plan.first) if (name.startsWith(plan.score) && hub().bytes.things.has(name)) library.bytes(name, { what });
  }

  /** Ask for the page that fits the width and the key, unless it is here. */
  async get() {
    const room = this.element.clientWidth;
    if (!room) return;
    const { plan, library } = this.host;
    const [wide, narrow] = plan.widths;
    const what = `${room < (wide + narrow) / 2 - 40 ? narrow : wide}/${this.heard}`;
    if (what === this.wanted) return;
    this.wanted = what;
    let page = this.pages.get(what);
    clearTimeout(this.waiting);
    if (!page) {
      this.waiting = setTimeout(() => this.tell(true), PATIENCE);
      try {
        const [part] = await library.bytes(`${plan.score}/${what}`, { what: `score/${what}` });
        page = pageOf(JSON.parse(new TextDecoder().decode(part.data)));
        this.pages.set(what, page);
      } catch (error) {
        clearTimeout(this.waiting);
        if (!library.closed && this.wanted === what) {
          this.wanted = "";
          this.tell(false, /** @type {Error} */ (error).message);
        }
        return;
      }
    }
    if (this.wanted !== what) return; // meanwhile another was asked for
    clearTimeout(this.waiting);
    this.lay(page);
  }

  /** @param {Page} page */
  lay(page) {
    this.page = page;
    const drawing = new DOMParser().parseFromString(page.svg, "image/svg+xml").documentElement;
    drawing.removeAttribute("role");
    drawing.removeAttribute("aria-label");
    drawing.setAttribute("aria-hidden", "true");
    this.marks = document.createElementNS(SVG, "g");
    this.marks.setAttribute("class", "fsp-np-marks");
    this.line = document.createElementNS(SVG, "rect");
    this.line.setAttribute("class", "fsp-np-playhead");
    drawing.prepend(this.line, this.marks);
    this.svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.importNode(drawing, true)));
    [this.line, this.marks] = /** @type {any} */ ([...this.svg.children].slice(0, 2));
    this.paper.replaceChildren(this.svg);
    this.tell();
    this.draw(this.at, true, this.now);
  }

  /** What the page is to what is heard, or that it is waited for. @param {boolean} [late] @param {string} [why] */
  tell(late = false, why = "") {
    const differs = this.page ? gap(this.page.shift, this.heard) : "";
    const wait = why ? `There is no page: ${why}` : late ? (this.page ? "The new page comes when the kernel is free." : "The score comes when the kernel is free.") : "";
    const words = [differs, wait].filter(Boolean).join(" ");
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  /** @param {number} at @param {boolean} [all] @param {Set<number>} [now] notes that sound */
  draw(at, all = false, now = new Set()) {
    this.at = at;
    this.now = now;
    const { page, line, marks } = this;
    if (!page || !line || !marks || !this.element.clientWidth) return;
    const place = playhead(page, at);
    const [top, bottom] = page.systems[place.line] ?? [0, 0];
    for (const [name, value] of Object.entries({ x: place.x - 1, y: top - 12, width: 2, height: bottom - top + 24 })) line.setAttribute(name, value.toFixed(1));
    const sounding = now.size ? lit(page.heads, at) : [];
    const mark = sounding.map(({ id }) => id).join(" ");
    if (all || mark !== this.marked) {
      for (const one of this.svg?.querySelectorAll(".fsp-np-on") ?? []) one.classList.remove("fsp-np-on");
      marks.replaceChildren(...sounding.map(({ id, x, y }) => {
        this.svg?.querySelector(`[id="${id}"]`)?.classList.add("fsp-np-on");
        const box = document.createElementNS(SVG, "rect");
        for (const [name, value] of Object.entries({ x: x - HEAD, y: y - HEAD, width: 2 * HEAD, height: 2 * HEAD, rx: HEAD })) box.setAttribute(name, String(value));
        return box;
      }));
      this.marked = mark;
      this.paper.setAttribute("aria-valuenow", String(Number(at.toFixed(2))));
      this.paper.setAttribute("aria-valuetext", this.host.told());
    }
    if (place.line !== this.seen) {
      this.seen = place.line;
      this.follow(top, bottom);
    }
  }

  /** The line of music that is played is seen. @param {number} top @param {number} bottom px of the page */
  follow(top, bottom) {
    const { paper, page } = this;
    if (!page || !this.svg) return;
    const scale = this.svg.clientWidth / page.width || 1;
    const [from, to] = [(top - 28) * scale, (bottom + 28) * scale];
    if (from >= paper.scrollTop && to <= paper.scrollTop + paper.clientHeight) return;
    paper.scrollTo({ top: Math.max(0, from - 8), behavior: this.host.calm.matches ? "auto" : "smooth" });
  }

  /** @param {PointerEvent} event */
  point(event) {
    const { page, svg } = this;
    if (!page || !svg) return;
    const box = svg.getBoundingClientRect();
    if (event.clientX > box.right || event.clientY > box.bottom) return; // the scroll bar
    const scale = page.width / box.width;
    const head = meant(page, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
    if (head) this.host.seek(head.from);
  }

  /** With the arrows from note to note. @param {KeyboardEvent} event */
  step(event) {
    const { page } = this;
    const by = { ArrowRight: 1, ArrowLeft: -1, End: Infinity }[event.key];
    if (!by || !page?.heads.length || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const starts = beginnings(page.heads);
    const here = starts.indexOf(standing(page.heads, this.at).from);
    this.host.seek(starts[Math.max(0, Math.min(here + by, starts.length - 1))]);
  }
}
