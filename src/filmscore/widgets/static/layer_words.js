// @ts-check
// What is said of the layers: the question before they are heard, who covers whom, what is asked about it, and the five roles.
import { MOST_TOLD, ROLES, SKIPPED, quiet, sentence } from "./core/layers.js";
import { make } from "./dom.js";

/** @typedef {import("./core/layers.js").Lane} Lane */
/** @typedef {import("./core/layers.js").Seen} Seen */

const button = (/** @type {string} */ name, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-plain", onclick: act }, [name]);

/** Which layer one would miss first: asked before it can be known. @param {string[]} ids @param {(layer: string) => void} say */
export function question(ids, say) {
  const ask = make("p", { class: "fsp-lp-ask" }, ["Which one would you miss first?"]);
  const buttons = ids.map((id) => button(id, () => say(id)));
  const skip = button("Listen without saying", () => say(SKIPPED));
  const choice = make("div", { class: "fsp-lp-choice", role: "group", "aria-label": "Which one would you miss first?" }, [...buttons, skip]);
  const answer = make("p", { class: "fsp-lp-missed" });
  const element = make("div", { class: "fsp-lp-question" }, [ask, choice, answer]);
  /** @param {string} said @param {string} told what became of it @param {(id: string) => string} named */
  const show = (said, told, named) => {
    element.hidden = said === SKIPPED || ids.length < 2;
    ask.hidden = choice.hidden = Boolean(said);
    buttons.forEach((one, i) => (one.textContent = named(ids[i])));
    answer.textContent = told || (said && said !== SKIPPED ? `You said ${named(said)}. Play, and mute it for a bar.` : "");
  };
  return { element, show };
}

/** Who covers whom, and what is asked about it. @param {Lane[]} lanes @param {string} unit */
export function told(lanes, unit) {
  const list = make("ul", { class: "fsp-lp-list" });
  const more = button("", () => {
    open = true;
    show(last.found, last.heard, last.all, last.remarks, last.stale, last.named);
  });
  const asked = make("ul", { class: "fsp-lp-list" });
  const old = make("p", { class: "fsp-note" }, ["As of the last measuring; the kernel does not answer."]);
  const heading = make("p", { class: "fsp-list-title" }, ["Did you mean that?"]);
  const element = make("div", { class: "fsp-lp-told" }, [make("p", { class: "fsp-list-title" }, ["Who covers whom"]), list, more, heading, asked, old]);
  let open = false;
  /** @type {any} */ let last = {};
  /** @param {Seen[] | null} found null while it is being measured @param {number} heard how many layers sound @param {number} all @param {string[]} remarks @param {boolean} stale @param {(id: string) => string} named */
  const show = (found, heard, all, remarks, stale, named) => {
    last = { found, heard, all, remarks, stale, named };
    const said = found ? (found.length ? found.map((one) => sentence(one, lanes, unit, named)) : [quiet(heard, all)]) : ["The lanes are being measured; the sound can be played."];
    const shown = open ? said : said.slice(0, MOST_TOLD);
    list.replaceChildren(...shown.map((text) => make("li", {}, [text])));
    more.hidden = shown.length === said.length;
    more.textContent = `and ${said.length - shown.length} more`;
    heading.hidden = asked.hidden = !remarks.length;
    asked.replaceChildren(...remarks.map((text) => make("li", {}, [text])));
    asked.classList.toggle("fsp-lp-stale", stale);
    old.hidden = !stale || !remarks.length;
  };
  return { element, show };
}

/** Five roles, filled where somebody has one. */
export function chips() {
  const all = ROLES.map((role) => make("li", { class: "fsp-lp-chip", "data-role": role }));
  const element = make("ul", { class: "fsp-lp-chips", "aria-label": "The five roles" }, all);
  /** @param {Record<string, string>} roles @param {string[]} ids @param {(id: string) => string} named */
  const show = (roles, ids, named) =>
    ROLES.forEach((role, i) => {
      const who = ids.filter((id) => roles[id] === role).map(named);
      all[i].classList.toggle("fsp-lp-filled", who.length > 0);
      const others = who.filter((name) => name !== role); // a layer that is called by its role says it once
      all[i].textContent = !who.length ? `nobody is ${role}` : others.length ? `${role}: ${who.join(", ")}` : role;
    });
  return { element, show };
}

/** The names of layers that are shown without: asked once, and then they are known. @param {() => void} reveal */
export function names(reveal) {
  const ask = button("Show the names", () => turn(true));
  const sure = make("span", {}, ["Once seen, they cannot be hidden again. "]);
  const yes = button("Show them", () => {
    turn(false);
    reveal();
  });
  const no = button("Not yet", () => turn(false));
  const element = make("div", { class: "fsp-lp-consent", role: "group", "aria-label": "Names of the layers" }, [ask, sure, yes, no]);
  const turn = (/** @type {boolean} */ asking) => {
    ask.hidden = asking;
    sure.hidden = yes.hidden = no.hidden = !asking;
    if (asking) no.focus();
  };
  turn(false);
  return element;
}
