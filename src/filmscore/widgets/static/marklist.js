// @ts-check
// The marks as a list under the timeline, in the order of the film; the chosen one is open to be written in. Whatever a learner
// writes goes into the page as text, never as markup.
import { make } from "./dom.js";
import { KINDS, LONGEST_ID, LONGEST_TEXT, find, numbered, ordered } from "./core/marks.js";
import { facts } from "./core/facts.js";
import { timecode } from "./core/time.js";

/** @typedef {import("./core/marks.js").Mark} Mark */
/** @typedef {import("./core/marks.js").Edge} Edge */
/** @typedef {{choose: (key: string) => void, write: (key: string, field: string, value: string | boolean) => {done: boolean, said: string},
 *   nudge: (key: string, edge: Edge, frames: number) => void, here: (key: string, edge: Edge) => void, remove: (key: string) => void}} Acts */

const PAGE = 40; // marks shown at a time
const WHY = "What changes if it is removed?";

/** What can be written, kind by kind: field, label, hint, how. @type {Record<string, [string, string, string, "point" | "text" | "long" | "tick" | "kind" | "must"][]>} */
const FIELDS = {
  cue: [
    ["start", "In", "", "point"],
    ["end", "Out", "not yet", "point"],
    ["reason", WHY, "", "long"],
    ["enters_on", "Enters on", "what in the picture it comes in on", "text"],
    ["leaves_on", "Leaves on", "what it goes out on", "text"],
    ["id", "Number", "", "text"],
    ["kind", "Kind", "", "kind"],
    ["over_line", "Enters over a line, and is meant to", "", "tick"],
  ],
  hit: [
    ["frame", "Frame", "", "point"],
    ["label", "Label", "what the music meets here", "text"],
    ["must", "Must it be met?", "", "must"],
  ],
  silence: [
    ["start", "From", "", "point"],
    ["end", "To", "not yet", "point"],
    ["reason", "Why is it silent?", "", "long"],
  ],
};
let count = 0; // for ids that are one of a kind in the page

export class MarkList {
  /** @param {import("./core/facts.js").Script} film @param {Acts} acts */
  constructor(film, acts) {
    this.film = film;
    this.acts = acts;
    /** @type {Map<string, ReturnType<MarkList["row"]>>} */ this.rows = new Map();
    /** @type {Mark[]} */ this.marks = [];
    /** @type {string | null} */ this.chosen = null;
    /** @type {Edge} */ this.edge = "whole";
    this.from = 0; // the first mark shown
    /** @type {{key: string, element: HTMLElement, show: (mark: Mark) => void} | null} */ this.form = null;
    this.heading = make("h3", { class: "fsp-list-title" }, ["Marks"]);
    this.empty = make("p", { class: "fsp-empty" }, ["Play the film. Press I where music comes in, O where it goes out, H on what it must meet. A mark made live lies a few frames late, because a hand follows the eye: move it back with the comma key and watch the picture."]);
    this.list = make("ol", { class: "fsp-marks" });
    this.pages = make("div", { class: "fsp-pages", hidden: true });
    this.element = make("section", { class: "fsp-marklist", "aria-label": "Marks" }, [this.heading, this.empty, this.list, this.pages]);
  }

  /** @param {number} frame */
  label(frame) {
    return timecode(this.film.origin + frame, this.film.rate);
  }

  /** @param {Mark[]} marks @param {string | null} chosen @param {Edge} edge of it that is held */
  show(marks, chosen, edge = this.edge) {
    const order = ordered(marks);
    const at = chosen === this.chosen ? -1 : order.findIndex((mark) => mark.key === chosen);
    this.marks = order;
    this.edge = edge;
    this.chosen = chosen;
    if (at >= 0 && (at < this.from || at >= this.from + PAGE)) this.from = Math.floor(at / PAGE) * PAGE;
    if (this.from >= order.length) this.from = Math.max(0, Math.floor((order.length - 1) / PAGE) * PAGE);
    this.empty.hidden = order.length > 0;
    const shown = order.slice(this.from, this.from + PAGE);
    const ids = numbered(marks, this.film);
    const rows = shown.map((mark) => {
      const row = this.rows.get(mark.key) ?? this.row(mark.key);
      this.rows.set(mark.key, row);
      row.show(mark, ids.get(mark.key) ?? "", facts(mark, marks, this.film), mark.key === chosen);
      return row;
    });
    const there = new Set(shown.map((mark) => mark.key));
    for (const key of [...this.rows.keys()]) if (!there.has(key)) this.rows.delete(key);
    const wanted = rows.map((row) => row.element);
    if (wanted.length !== this.list.children.length || wanted.some((element, i) => element !== this.list.children[i])) {
      const focused = this.list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
      this.list.replaceChildren(...wanted);
      if (focused?.isConnected) focused.focus({ preventScroll: true }); // moving an element takes the focus from it
    }
    this.openForm(find(shown, chosen) ?? null);
    this.page(order.length);
  }

  /** @param {Mark | null} mark */
  openForm(mark) {
    if (!mark) {
      this.form?.element.remove();
      this.form = null;
      return;
    }
    if (this.form?.key !== `${mark.key} ${mark.what}`) {
      this.form?.element.remove();
      this.form = this.makeForm(mark);
    }
    const row = this.rows.get(mark.key)?.element;
    if (row && this.form.element.parentElement !== row) row.append(this.form.element);
    this.form.show(mark);
  }

  /** @param {number} total */
  page(total) {
    this.pages.hidden = total <= PAGE;
    if (total <= PAGE) return;
    const turn = (/** @type {string} */ name, /** @type {number} */ from) => make("button", { type: "button", class: "fsp-button fsp-plain", "aria-disabled": String(from < 0 || from >= total), onclick: () => {
      if (from < 0 || from >= total) return;
      this.from = from;
      const all = this.marks;
      this.show(all, this.chosen);
    } }, [name]);
    this.pages.replaceChildren(turn("Earlier marks", this.from - PAGE), make("span", {}, [`${this.from + 1} to ${Math.min(total, this.from + PAGE)} of ${total}`]), turn("Later marks", this.from + PAGE));
  }

  /** One mark in the list. @param {string} key */
  row(key) {
    const part = (/** @type {string} */ name) => make("span", { class: `fsp-mark-${name}` });
    const parts = { sign: make("i", { class: "fsp-sign", "aria-hidden": "true" }), name: part("name"), time: part("time"), note: part("note") };
    const id = `fsp-facts-${++count}`;
    const told = make("p", { class: "fsp-facts", id });
    const head = make("button", { type: "button", class: "fsp-mark-head", "aria-expanded": "false", "aria-describedby": id, onclick: () => this.acts.choose(key) }, Object.values(parts));
    const element = make("li", { class: "fsp-mark", "data-row": key }, [head, told]);
    const put = (/** @type {HTMLElement} */ where, /** @type {string} */ text) => {
      if (where.textContent !== text) where.textContent = text;
    };
    /** @param {Mark} mark @param {string} name @param {string[]} said @param {boolean} chosen */
    const show = (mark, name, said, chosen) => {
      parts.sign.className = `fsp-sign ${mark.what === "cue" ? "fsp-sign-cue" : mark.what === "silence" ? "fsp-sign-silence" : mark.must ? "fsp-diamond" : "fsp-diamond fsp-may"}`;
      put(parts.name, mark.what === "cue" ? name : mark.what === "silence" ? "Silence" : mark.must ? "Must-hit" : "May-hit");
      const end = mark.what === "hit" ? mark.frame : (mark.end ?? this.film.frames);
      put(parts.time, mark.what === "hit" ? `${mark.frame} · ${this.label(mark.frame)}` : `${mark.start} to ${mark.end ?? "…"} · ${this.label(mark.start)}${mark.end === null ? "" : ` · ${((end - mark.start) * this.film.rate.den / this.film.rate.num).toFixed(1)} s`}`);
      const note = mark.what === "hit" ? mark.label : mark.reason;
      put(parts.note, note || (mark.what === "hit" ? "" : mark.what === "cue" ? WHY : "Why is it silent?"));
      parts.note.classList.toggle("fsp-unsaid", !note);
      put(told, said.join(" "));
      head.setAttribute("aria-expanded", String(chosen));
      element.classList.toggle("fsp-chosen", chosen);
    };
    return { element, head, show };
  }

  /** The fields of the chosen mark. @param {Mark} mark */
  makeForm(mark) {
    const { key } = mark;
    /** @type {((mark: any) => void)[]} */ const shows = [];
    const fields = FIELDS[mark.what].map(([field, label, hint, how]) => {
      const id = `fsp-field-${++count}`;
      const why = make("p", { class: "fsp-wrong", id: `${id}-why`, hidden: true, role: "alert" });
      const caption = make("label", { for: id, class: "fsp-field-name" }, [label]);
      const write = (/** @type {string | boolean} */ value) => {
        const { done, said } = this.acts.write(key, field, value);
        const wrong = !done && said !== "" && (how === "point" || field === "id");
        why.hidden = !wrong;
        why.textContent = wrong ? said : "";
        input.setAttribute("aria-invalid", String(wrong));
        return wrong;
      };
      /** @type {any} */ let input;
      /** @type {(Node | string)[]} */ let inside;
      if (how === "tick") {
        input = make("input", { type: "checkbox", id, onchange: () => write(input.checked) });
        inside = [make("div", { class: "fsp-tick-field" }, [input, caption])];
        shows.push((one) => (input.checked = one[field]));
      } else if (how === "kind" || how === "must") {
        const options = how === "kind" ? KINDS.map((kind) => [kind, kind]) : [["must", "must: it would be missed"], ["may", "may: a gift"]];
        input = make("select", { id, class: "fsp-input", onchange: () => write(how === "kind" ? input.value : input.value === "must") }, options.map(([value, text]) => make("option", { value }, [text])));
        inside = [caption, input];
        shows.push((one) => (input.value = how === "kind" ? one.kind : one.must ? "must" : "may"));
      } else if (how === "point") {
        /** @type {Edge} */ const edge = field === "start" || field === "end" ? field : "whole";
        input = make("input", { type: "text", id, class: "fsp-input fsp-point", inputmode: "text", autocomplete: "off", spellcheck: "false", placeholder: hint, "aria-describedby": `${id}-why`, "data-field": field, onchange: () => {
          if (write(input.value)) this.form?.show(/** @type {Mark} */ (find(this.marks, key))); // the point stays where it was
        } });
        const code = make("span", { class: "fsp-point-code" });
        const keys = make("span", { class: "fsp-point-keys", "aria-hidden": "true", hidden: true }, [make("kbd", {}, [","]), make("kbd", {}, ["."]), "move it"]);
        const name = make("div", { class: "fsp-point-name" }, [caption, keys]);
        const button = (/** @type {string} */ text, /** @type {string} */ name, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-plain fsp-small", "aria-label": `${label}: ${name}`, title: name, onclick: act }, [text]);
        inside = [name, make("div", { class: "fsp-point-row" }, [
          input,
          button("−1", "a frame earlier", () => this.acts.nudge(key, edge, -1)),
          button("+1", "a frame later", () => this.acts.nudge(key, edge, 1)),
          button("Here", "on the frame that is on the screen", () => this.acts.here(key, edge)),
          code,
        ])];
        shows.push((one) => {
          input.value = one[field] === null ? "" : String(one[field]);
          code.textContent = one[field] === null ? "" : this.label(one[field]);
          const held = this.edge === edge || (this.edge === "whole" && edge === "start");
          input.classList.toggle("fsp-held-point", held);
          keys.hidden = !held;
        });
      } else {
        const long = how === "long";
        input = make(long ? "textarea" : "input", { ...(long ? { rows: 2 } : { type: "text" }), id, class: "fsp-input", placeholder: hint, maxlength: field === "id" ? LONGEST_ID : LONGEST_TEXT, "aria-describedby": `${id}-why`, "data-field": field, oninput: () => write(input.value) });
        if (field === "id") { // a number half written is no name yet
          input.addEventListener("change", () => write(input.value));
          input.addEventListener("input", (/** @type {Event} */ event) => event.stopImmediatePropagation(), { capture: true });
        }
        inside = [caption, input];
        shows.push((one) => {
          if (document.activeElement !== input && input.value !== one[field]) input.value = one[field];
          if (field === "id") input.placeholder = `${numbered(this.marks, this.film).get(key)}, by itself`;
        });
      }
      return make("div", { class: `fsp-field fsp-field-${how}` }, [...inside, why]);
    });
    const remove = make("button", { type: "button", class: "fsp-button fsp-plain", onclick: () => this.acts.remove(key) }, ["Remove this mark"]);
    const element = make("div", { class: "fsp-form", role: "group", "aria-label": "The chosen mark" }, [...fields, remove]);
    return { key: `${key} ${mark.what}`, element, show: (/** @type {Mark} */ one) => shows.forEach((show) => show(one)) };
  }

  /** To where a reason, or a label, is written. */
  write() {
    const field = /** @type {HTMLElement | null} */ (this.form?.element.querySelector("[data-field=reason], [data-field=label]") ?? null);
    field?.focus();
  }
}
