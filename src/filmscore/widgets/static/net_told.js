// @ts-check
// What is said of a walk: its last step, both labels of it, what is reported of the pair and what speaks against that, and ways to go on.
import { heldOf, heldWords, labelOf, moveOf, moveWords, relationOf } from "./core/net.js";
import { make } from "./dom.js";

/** @typedef {import("./core/net.js").Net} Net */
/** @typedef {import("./core/net.js").Triad} Triad */
/** @typedef {{label: string, reported: string, films: string, source: string, counter: string, counterSource: string, certainty: string, caution: string}} Convention */

const NOTHING = "Nothing is reported of this pair here. That is room for you.";
const WAYS = 4; // shortest ways that are offered

/** The last step of a walk, as a sentence to be heard. @param {Net} net @param {Triad[]} walk @param {string[]} names */
export function stepSentence(net, walk, names) {
  const at = walk.length - 1;
  if (at < 0) return "The path is empty.";
  if (!at) return `1: ${names[0]}. ${walk[0].notes.join(" ")}.`;
  const relation = relationOf(net, walk[at - 1], walk[at]);
  const held = heldWords(heldOf(walk[at - 1], walk[at]));
  return `${at + 1}: ${names[at]}. From ${names[at - 1]}, ${moveWords(relation)}; ${held}.`;
}

export class Told {
  /** @param {Net} net @param {Convention[]} conventions @param {{home: (name: string) => void}} acts */
  constructor(net, conventions, acts) {
    this.net = net;
    this.acts = acts;
    this.reports = new Map(conventions.map((one) => [one.label, one]));
    this.title = make("h3", { class: "fsp-list-title" });
    this.held = make("p", { class: "fsp-tn-fact" });
    this.moves = make("p", { class: "fsp-tn-fact" });
    this.labels = make("ul", { class: "fsp-tn-labels" });
    this.asked = make("div", { class: "fsp-tn-asked" });
    this.step = make("section", { class: "fsp-tn-step", "aria-label": "The step" }, [this.title, this.held, this.moves, this.labels, this.asked]);
    this.said = make("div", { class: "fsp-tn-said" });
    this.convention = make("section", { class: "fsp-tn-convention", "aria-label": "What is reported" }, [make("h3", { class: "fsp-list-title" }, ["What is reported of the pair"]), this.said]);
    this.summary = make("summary", {}, ["The step, and what is reported of it"]);
    this.element = make("details", { class: "fsp-tn-told", open: true }, [this.summary, make("div", { class: "fsp-tn-halves" }, [this.step, this.convention])]);
    this.shown = "";
  }

  /** @param {Triad[]} walk @param {string[]} names as they are printed @param {Triad | null} home @param {string} homeName */
  show(walk, names, home, homeName) {
    const key = JSON.stringify([names.slice(-2), walk.length, homeName]);
    if (key === this.shown) return;
    this.shown = key;
    const at = walk.length - 1;
    const [one, other] = [walk[at - 1], walk[at]];
    const [oneName, otherName] = [names[at - 1], names[at]];
    this.title.textContent = at > 0 ? `The step from ${oneName} to ${otherName}` : "The step";
    this.labels.hidden = this.asked.hidden = at < 1;
    if (at < 1) {
      this.held.textContent = at ? "Choose a triad: click it, or move there with the arrows and press Space." : `${names[0]} is ${walk[0].notes.join(", ")}. Choose where to go from there.`;
      this.moves.textContent = "";
      this.said.replaceChildren(make("p", {}, ["Two triads make a pair: what is reported of it stands here, with what speaks against it."]));
      return;
    }
    const held = heldWords(heldOf(one, other));
    this.held.textContent = `${held[0].toUpperCase()}${held.slice(1)}.`;
    this.moves.textContent = `${moveWords(relationOf(this.net, one, other))}.`;
    const isHome = (/** @type {Triad} */ triad) => Boolean(home && home.root === triad.root && home.minor === triad.minor);
    const ends = [
      { from: oneName, label: labelOf(one, other), home: isHome(one), time: "first in the order of time" },
      { from: otherName, label: labelOf(other, one), home: isHome(other), time: "second in the order of time" },
    ];
    if (ends[1].home) ends.reverse(); // the order that applies is said first
    const lookedUp = ends.some((end) => end.home) ? ends.slice(0, 1) : ends;
    this.labels.replaceChildren(...ends.map((end, i) => make("li", { class: i ? "" : "fsp-tn-applies" }, [
      make("b", { class: "fsp-tn-label" }, [end.label]),
      make("span", {}, [`from ${end.from}, ${end.home ? "heard as home" : end.time}${end.home ? `; ${end.time}` : ""}`]),
    ])));
    this.ask(ends, homeName);
    this.report(lookedUp);
  }

  /** Which of the two is home, if nobody has said. @param {{from: string, home: boolean}[]} ends @param {string} homeName */
  ask(ends, homeName) {
    if (ends.some((end) => end.home)) return this.asked.replaceChildren();
    const button = (/** @type {string} */ name) => make("button", { type: "button", class: "fsp-button fsp-plain", onclick: () => this.acts.home(name) }, [`${name} is home`]);
    const question = homeName ? `Home is ${homeName}, and neither of these two. Or is one of them?` : "Which of the two is home?";
    this.asked.replaceChildren(make("span", {}, [question]), ...ends.map(({ from }) => button(from)));
  }

  /** @param {{from: string, label: string, home: boolean}[]} ends that are looked up */
  report(ends) {
    const found = ends.flatMap((end) => {
      const one = this.reports.get(end.label);
      return one ? [{ ...end, one }] : [];
    });
    if (!found.length) return this.said.replaceChildren(make("p", {}, [NOTHING]));
    const alike = found.length === 2 && found[0].label === found[1].label; // the same from both ends, so it is told once
    const told = alike ? found.slice(0, 1) : found;
    const whence = (/** @type {{from: string, home: boolean}} */ { from, home }) => (alike ? `from ${found[0].from} and from ${found[1].from} alike` : home ? `from ${from}, your home` : `if ${from} is home`);
    this.said.replaceChildren(...told.flatMap(({ one, ...end }) => [
      make("p", { class: "fsp-tn-end" }, [make("b", { class: "fsp-tn-label" }, [end.label]), `${whence(end)}: ${one.certainty}`]),
      make("p", { class: "fsp-tn-reported" }, [make("b", {}, ["Reported for "]), `${one.reported}. For example: ${one.films}. `, make("cite", {}, [`By ${one.source}.`])]),
      make("p", { class: "fsp-tn-but" }, [make("b", {}, ["But: "]), `${one.counter} `, make("cite", {}, [`${one.counterSource[0].toUpperCase()}${one.counterSource.slice(1)}.`])]),
      ...(one.caution ? [make("p", { class: "fsp-tn-caution" }, [one.caution])] : []),
    ]));
  }
}

/** Shortest ways to a triad. @param {Net} net @param {{walk: (triads: number[]) => void, show: (triads: number[]) => void, from: () => Triad | null, say: (text: string) => void}} acts */
export function ways(net, acts) {
  const menu = make("select", { class: "fsp-input fsp-tn-to", "aria-label": "Shortest way to" }, [
    make("option", { value: "" }, ["…"]),
    ...net.triads.map((triad, at) => make("option", { value: at }, [triad.name])),
  ]);
  const list = make("div", { class: "fsp-tn-rows", role: "group", "aria-label": "Shortest ways" });
  /** Every triad on a row of moves, the first left out. @param {Triad} from @param {string} row */
  const along = (from, row) => {
    let at = from;
    return [...row].map((move) => {
      const to = net.triads.findIndex((one) => one.minor !== at.minor && relationOf(net, at, one).move === move);
      at = net.triads[to];
      return to;
    });
  };
  const show = () => {
    const from = acts.from();
    const to = menu.value === "" ? null : net.triads[Number(menu.value)];
    list.replaceChildren();
    if (!to) return;
    if (!from) return acts.say("Choose where to begin first: click a triad.");
    if (from === to) return acts.say(`You are at ${to.name}.`);
    const { rows, semitones } = relationOf(net, from, to);
    const edges = rows[0].length;
    list.append(make("span", {}, [`${from.name} to ${to.name}: ${edges} edge${edges > 1 ? "s" : ""}, ${semitones} semitone${semitones > 1 ? "s" : ""} in all; ${heldWords(heldOf(from, to))}.`]), ...rows.slice(0, WAYS).map((row) => {
      const there = along(from, row);
      const look = (/** @type {boolean} */ on) => acts.show(on ? there : []);
      return make("button", {
        type: "button", class: "fsp-button fsp-plain", title: there.map((one) => net.triads[one].name).join(", "), onmouseenter: () => look(true), onmouseleave: () => look(false), onfocus: () => look(true), onblur: () => look(false),
        onclick: () => {
          look(false);
          menu.value = "";
          list.replaceChildren();
          acts.walk(there);
        },
      }, [`Walk ${[...row].join(" ")}`]);
    }), ...(rows.length > WAYS ? [make("span", {}, [`and ${rows.length - WAYS} more`])] : []));
  };
  menu.addEventListener("change", show);
  return { menu, list, clear: () => {
    menu.value = "";
    list.replaceChildren();
  } };
}

/** The walk as a row of triads and moves. @param {Net} net */
export function row(net) {
  const list = make("ol", { class: "fsp-tn-row", "aria-label": "The path" });
  const element = make("div", { class: "fsp-tn-path" }, [list]);
  /** @param {Triad[]} walk @param {string[]} names @param {Triad | null} home */
  const show = (walk, names, home) => {
    list.replaceChildren(...walk.map((triad, i) => make("li", { class: `fsp-tn-one${triad === home ? " fsp-tn-chip-home" : ""}` }, [
      ...(i ? [make("span", { class: "fsp-tn-by" }, [moveOf(net, walk[i - 1], triad)])] : []),
      make("span", { class: "fsp-tn-chip" }, [make("i", { "aria-hidden": "true" }, [String(i + 1)]), names[i], ...(triad === home ? [make("small", {}, ["home"])] : [])]),
    ])));
    element.hidden = !walk.length;
  };
  /** @param {number} at the triad that sounds, or -1 */
  const sounds = (at) => [...list.children].forEach((one, i) => one.classList.toggle("fsp-tn-now", i === at));
  return { element, show, sounds };
}

/** The walk in words, for those who read it. @param {Net} net @param {Triad[]} walk @param {string[]} names */
export function inWords(net, walk, names) {
  const cells = walk.map((triad, i) => {
    if (!i) return ["1", names[0], triad.notes.join(" "), "", "", ""];
    const before = walk[i - 1];
    return [String(i + 1), names[i], triad.notes.join(" "), moveWords(relationOf(net, before, triad)), heldOf(before, triad).join(" ") || "none", `${labelOf(before, triad)}; from ${names[i]}: ${labelOf(triad, before)}`];
  });
  return cells.map((row) => make("tr", {}, row.map((text) => make("td", {}, [text]))));
}

