// @ts-check
// The three versions, and what is said of one before it is heard.
import { VERSIONS, numberOf, registerName, shownRow } from "./core/mood.js";
import { make } from "./dom.js";

/** @typedef {import("./core/mood.js").Version} Version */
/** @typedef {import("./core/mood.js").Tables} Tables */

export class MoodCards {
  /** @param {Tables} data @param {{open: (key: string) => void, against: (key: string) => void, reset: (key: string) => void}} acts */
  constructor(data, acts) {
    this.data = data;
    const group = `fsp-mh-against-${Math.random().toString(36).slice(2)}`;
    this.cards = VERSIONS.map((key) => {
      const number = numberOf(key);
      const open = make("button", { type: "button", class: "fsp-button fsp-plain fsp-mh-card-open", "aria-keyshortcuts": number, title: `Open version ${number} (key ${number})`, onclick: () => acts.open(key) }, [make("span", {}, [`Version ${number}`]), make("kbd", { "aria-hidden": "true" }, [number])]);
      const against = make("input", { type: "radio", name: group, value: key, onchange: () => acts.against(key) });
      const reset = make("button", { type: "button", class: "fsp-button fsp-plain", "aria-label": `Reset version ${number}`, onclick: () => acts.reset(key) }, ["Reset"]);
      const [chords, facts, said] = [make("p", { class: "fsp-mh-card-chords" }), make("p", { class: "fsp-note" }), make("p", { class: "fsp-note fsp-mh-card-said" })];
      const label = make("label", { class: "fsp-mh-against" }, [against, make("span", {}, ["compare with"])]);
      const element = make("section", { class: "fsp-mh-card", "aria-label": `Version ${number}` }, [open, chords, facts, said, make("div", { class: "fsp-mh-card-foot" }, [label, reset])]);
      return { key, element, open, against, label, reset, chords, facts, said };
    });
    this.element = make("div", { class: "fsp-mh-cards", role: "group", "aria-label": "Versions" }, this.cards.map((card) => card.element));
  }

  /** @param {Version[]} versions @param {string} opened @param {string} against @param {(version: Version) => string} told what is predicted of it */
  show(versions, opened, against, told) {
    const { data } = this;
    for (const card of this.cards) {
      const version = /** @type {Version} */ (versions.find((one) => one.key === card.key));
      card.element.classList.toggle("fsp-mh-card-now", card.key === opened);
      card.open.setAttribute("aria-pressed", String(card.key === opened));
      card.chords.textContent = version.filled ? shownRow(version, data) : "empty";
      const pedal = version.pedal === "none" ? "" : `${data.pedals[version.pedal].note} held`;
      const facts = [data.colours[version.colour].name, pedal, version.spacing, version.register ? registerName(version.register) : ""].filter(Boolean).join(", ");
      card.facts.textContent = version.filled ? facts : `Open it, and it begins as version ${numberOf(against)}.`;
      card.said.textContent = version.filled ? told(version) : "";
      card.against.checked = card.key === against;
      // no version is compared with itself: what is open would be played with nothing said of it
      const mine = card.key === opened;
      if (mine && document.activeElement === card.against) card.open.focus({ preventScroll: true });
      card.against.disabled = mine;
      card.label.hidden = !version.filled;
      card.reset.hidden = !version.filled;
    }
  }

  /** The hand is on a card. @param {string} key */
  focus(key) {
    this.cards.find((card) => card.key === key)?.open.focus({ preventScroll: true });
  }
}

/** Three words to choose from before a version is heard. @param {{say: (said: string) => void, skip: () => void}} acts */
export function sayFirst(acts) {
  const question = make("p", { class: "fsp-mh-question" });
  const words = ["darker", "brighter", "no telling"].map((word) => make("button", { type: "button", class: "fsp-button fsp-mh-word", onclick: () => acts.say(word) }, [word]));
  const skip = make("button", { type: "button", class: "fsp-button fsp-plain fsp-mh-skip", onclick: () => acts.skip() }, ["Play without saying"]);
  const element = make("div", { class: "fsp-mh-say", role: "group", "aria-label": "Say first", hidden: true }, [question, make("div", { class: "fsp-mh-words" }, [...words, skip])]);
  return {
    element,
    /** @param {boolean} on @param {string} against number of the version it is compared with */
    show(on, against) {
      element.hidden = !on;
      question.textContent = `Against version ${against}: which way will the prediction go?`;
    },
    focus: () => words[0].focus(),
  };
}
