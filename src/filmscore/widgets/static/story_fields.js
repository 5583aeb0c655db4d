// @ts-check
// What is written of one statement: its scene, its motif, who plays it, where in a film it is, why, and whether it is meant as irony.
import { LONGEST } from "./core/story.js";
import { make } from "./dom.js";

/** @typedef {import("./core/story.js").Mark} Mark */
/** @typedef {{name: string, title: string, frames: number}} FilmName */

let count = 0;

export class Fields {
  /** @param {{motifs: string[], players: {id: string, name: string}[], films: FilmName[]}} known @param {(fields: Partial<Mark>, tag: string) => void} write */
  constructor(known, write) {
    this.known = known;
    /** @type {((mark: Mark) => void)[]} */ this.shows = [];
    const options = (/** @type {[string, string][]} */ rows) => rows.map(([value, text]) => make("option", { value }, [text]));
    const labelled = (/** @type {string} */ name, /** @type {any} */ input, /** @type {string} */ kind = "") => make("div", { class: `fsp-field ${kind}` }, [make("label", { for: input.id, class: "fsp-field-name" }, [name]), input]);
    const id = () => `fsp-st-write-${++count}`;
    const text = (/** @type {"scene" | "reason"} */ field, /** @type {string} */ tag, /** @type {Record<string, any>} */ more) => {
      const input = make(tag, { id: id(), class: "fsp-input", maxlength: LONGEST, "data-field": field, oninput: () => write({ [field]: input.value }, field), ...more });
      this.shows.push((mark) => document.activeElement === input && input.value.trim() === mark[field].trim() ? undefined : input.value === mark[field] || (input.value = mark[field]));
      return input;
    };
    const choice = (/** @type {"motif" | "played_by"} */ field, /** @type {[string, string][]} */ rows) => {
      const input = make("select", { id: id(), class: "fsp-input", "data-field": field, onchange: () => write({ [field]: input.value }, "") }, options(rows));
      this.shows.push((mark) => {
        const value = field === "played_by" ? this.playerOf(mark.played_by) : mark[field];
        if (![...input.options].some((option) => option.value === value)) input.append(make("option", { value }, [`${value} (not in this page)`]));
        input.value = value;
      });
      return input;
    };
    this.scene = text("scene", "input", { type: "text", placeholder: "what happens in it", autocomplete: "off" });
    const motif = choice("motif", known.motifs.map((name) => [name, name]));
    const player = choice("played_by", [["", "nobody yet (piano)"], ...known.players.map((one) => /** @type {[string, string]} */ ([one.id, one.name]))]);
    const film = make("select", { id: id(), class: "fsp-input", "data-field": "film", onchange: () => write({ film: film.value, frame: film.value ? 0 : null }, "") }, options([["", "no film"], ...known.films.map((one) => /** @type {[string, string]} */ ([one.name, one.title]))]));
    const why = make("p", { class: "fsp-wrong", id: id(), role: "alert", hidden: true });
    const frame = make("input", { id: id(), class: "fsp-input fsp-st-number", type: "text", inputmode: "numeric", autocomplete: "off", "aria-describedby": why.id, "data-field": "frame", onchange: () => place() });
    const frames = () => known.films.find((one) => one.name === film.value)?.frames ?? 1;
    const complain = (/** @type {string} */ words) => {
      why.textContent = words;
      why.hidden = !words;
      frame.setAttribute("aria-invalid", String(Boolean(words)));
    };
    const place = () => {
      const value = Number(frame.value.trim());
      if (!frame.value.trim() || !Number.isInteger(value) || value < 0 || value >= frames()) return complain(`A frame from 0 to ${frames() - 1} is wanted, not ${frame.value.trim() || "nothing"}.`);
      complain("");
      write({ frame: value }, "");
    };
    this.shows.push((mark) => {
      film.value = mark.film;
      frame.disabled = !mark.film;
      if (document.activeElement !== frame) {
        frame.value = mark.frame === null ? "" : String(mark.frame);
        complain("");
      }
    });
    const irony = make("input", { type: "checkbox", id: id(), "data-field": "irony", onchange: () => write({ irony: irony.checked }, "") });
    this.shows.push((mark) => (irony.checked = mark.irony));
    const reason = text("reason", "textarea", { rows: 3, placeholder: "What would the scene lose without it? What does the change tell?" });
    this.reason = reason;
    this.element = make("div", { class: "fsp-form fsp-st-form", role: "group", "aria-label": "The chosen statement" }, [
      labelled("Scene", this.scene), labelled("Motif", motif), labelled("Played by", player),
      labelled("Film", film), make("div", { class: "fsp-field" }, [make("label", { for: frame.id, class: "fsp-field-name" }, ["Frame"]), frame, why]),
      make("div", { class: "fsp-field" }, [make("span", { class: "fsp-field-name" }, ["Meant against its scene?"]), make("div", { class: "fsp-tick-field" }, [irony, make("label", { for: irony.id, class: "fsp-field-name" }, ["Irony: the music contradicts what we see"])])]),
      labelled("Why here, and why like this?", reason, "fsp-field-long"),
    ]);
  }

  /** The player of the menu that a name means. @param {string} name */
  playerOf(name) {
    const word = name.trim().toLowerCase();
    return this.known.players.find((one) => one.id === word || one.name.toLowerCase() === word)?.id ?? name;
  }

  /** @param {Mark} mark */
  show(mark) {
    for (const show of this.shows) show(mark);
  }
}
