// @ts-check
// What can be turned at a version: its colour, what it borrows, the pedal, spacing and register; and the scene it is heard with.
import { DEGREES, PEDALS, REGISTERS, SPACINGS, loansOf, registerName } from "./core/mood.js";
import { capital } from "./core/words.js";
import { make } from "./dom.js";

/** @typedef {import("./core/mood.js").Version} Version */
/** @typedef {import("./core/mood.js").Scene} Scene */
/** @typedef {import("./core/mood.js").Tables} Tables */
/** @typedef {{colour: (id: string) => void, borrow: (id: string) => void, pedal: (pedal: import("./core/mood.js").Pedal) => void, spread: (how: {spacing?: import("./core/mood.js").Spacing, register?: number}) => void, scene: (fields: Partial<Scene>) => void}} Acts */

/** As it is read aloud. @param {string} note */
export const spoken = (note) => note.replace("♯", " sharp").replace("♭♭", " double flat").replace("♭", " flat");

let made = 0;
const fresh = () => `fsp-mh-${++made}-${Math.random().toString(36).slice(2)}`;

/** @param {string} name @param {Node[]} parts @param {string} [kind] */
const field = (name, parts, kind = "") => make("fieldset", { class: `fsp-mh-field ${kind}` }, [make("legend", {}, [name]), ...parts]);

/** One of a few, as radio buttons. @template {string} T @param {readonly T[]} values @param {(value: T) => string} called @param {(value: T) => void} chosen */
function choice(values, called, chosen) {
  const group = fresh();
  const radios = values.map((value) => make("input", { type: "radio", name: group, value, onchange: () => chosen(value) }));
  const element = make("div", { class: "fsp-chooser fsp-mh-choice" }, values.map((value, i) => make("label", { class: "fsp-choice" }, [radios[i], make("span", {}, [called(value)])])));
  return { element, show: (/** @type {string} */ now) => radios.forEach((radio) => (radio.checked = radio.value === now)) };
}

/** @param {[string, string][]} rows @param {string} label @param {(value: string) => void} chosen */
function menu(rows, label, chosen) {
  const input = make("select", { id: fresh(), class: "fsp-input", onchange: () => chosen(input.value) }, rows.map(([value, text]) => make("option", { value }, [text])));
  return { input, element: make("div", { class: "fsp-mh-menu" }, [make("label", { for: input.id, class: "fsp-field-name" }, [label]), input]) };
}

/** @param {Tables & {menu: {id: string, name: string}[], shots: {id: string, label: string}[]}} data @param {Acts} acts */
export function controls(data, acts) {
  const stops = Object.keys(data.colours);
  const colourSaid = make("p", { class: "fsp-note", id: fresh() });
  const colour = make("input", { type: "range", class: "fsp-mh-range-input", min: 0, max: stops.length - 1, step: 1, "aria-label": "Colour", "aria-describedby": colourSaid.id, oninput: () => acts.colour(stops[Number(colour.value)]) });
  const names = stops.map((id) => make("span", { "data-colour": id }, [data.colours[id].name]));
  const loans = data.loans.map((loan) => make("button", { type: "button", class: "fsp-button fsp-mh-toggle", "aria-pressed": "false", title: `${loan.sounds}. It has ${loan.changed.join(" and ")}.`, onclick: () => acts.borrow(loan.id) }, [loan.id]));
  const loansSaid = make("p", { class: "fsp-note" });
  const pedal = choice(PEDALS, (value) => (value === "none" ? "none" : `${value} (${data.pedals[value].note})`), acts.pedal);
  const spacing = choice(SPACINGS, (value) => value, (value) => acts.spread({ spacing: value }));
  const registerSaid = make("output", { class: "fsp-mh-output" });
  const register = make("input", { type: "range", class: "fsp-mh-range-input", min: 0, max: REGISTERS.length - 1, step: 1, "aria-label": "Register of the chords", oninput: () => acts.spread({ register: REGISTERS[Number(register.value)] }) });
  const players = /** @type {[string, string][]} */ (data.menu.map(({ id, name }) => [id, name]));
  const tuneBy = menu(players, "Tune played by", (value) => acts.scene({ tune_by: value }));
  const chordsBy = menu(players, "Chords played by", (value) => acts.scene({ chords_by: value }));
  const playersSaid = make("p", { class: "fsp-note" }, ["Who plays is not counted in the bars."]);
  const shot = menu(data.shots.map(({ id, label }) => [id, label]), "Shot", (value) => acts.scene({ shot: value }));

  /** What sets a colour apart from its neighbour. @param {number} stop */
  const apart = (stop) => {
    if (!stop) return `The brightest scale here: its ${DEGREES[data.lowered[0].degree - 1]} degree is ${data.lowered[0].high}. Over a home that stays, that note looks up.`;
    const { degree, high, low } = data.lowered[stop - 1];
    return `One degree lower than ${data.colours[stops[stop - 1]].name}, the ${DEGREES[degree - 1]}: ${high} → ${low}.`;
  };
  /** @param {number} stop */
  const aloud = (stop) => {
    const { degree, high, low } = data.lowered[Math.max(stop - 1, 0)];
    return `${capital(data.colours[stops[stop]].name)}: ${DEGREES[degree - 1]} degree ${spoken(stop ? low : high)}`;
  };

  const element = make("div", { class: "fsp-mh-controls", role: "group", "aria-label": "Controls" }, [
    field("Colour", [make("div", { class: "fsp-mh-slider" }, [colour, make("div", { class: "fsp-mh-stops", "aria-hidden": "true" }, names)]), colourSaid], "fsp-mh-wide"),
    field("Borrow from the minor", [make("div", { class: "fsp-mh-loans" }, loans), loansSaid]),
    field("Pedal", [pedal.element]),
    field("Spacing", [spacing.element]),
    field("Register", [make("div", { class: "fsp-mh-register" }, [register, registerSaid])]),
    field("Players", [make("div", { class: "fsp-mh-menus" }, [tuneBy.element, chordsBy.element]), playersSaid]),
  ]);

  /** @param {Version} version @param {Scene} scene */
  const show = (version, scene) => {
    const stop = stops.indexOf(version.colour);
    colour.value = String(stop);
    colour.setAttribute("aria-valuetext", aloud(stop));
    names.forEach((name) => name.classList.toggle("fsp-mh-on", name.dataset.colour === version.colour));
    const needs = version.colour === "lydian" && version.pedal !== "home" ? " Try the pedal on home." : "";
    colourSaid.textContent = apart(stop) + needs;
    const has = new Map(loansOf(version));
    const may = version.colour === "major";
    loans.forEach((button, i) => {
      const on = has.has(data.loans[i].id);
      button.setAttribute("aria-pressed", String(on));
      button.setAttribute("aria-disabled", String(!may && !on));
    });
    loansSaid.textContent = may ? "Each goes where it costs the tune least." : "Only major borrows here. Minor at home has these already.";
    pedal.show(version.pedal);
    spacing.show(version.spacing);
    register.value = String(REGISTERS.indexOf(version.register));
    registerSaid.textContent = registerName(version.register);
    register.setAttribute("aria-valuetext", registerName(version.register));
    tuneBy.input.value = scene.tune_by;
    chordsBy.input.value = scene.chords_by;
    shot.input.value = scene.shot;
  };
  return { element, shot: shot.element, show };
}
