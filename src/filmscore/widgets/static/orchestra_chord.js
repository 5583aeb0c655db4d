// @ts-check
// The chord as a row of beads, from the top down: each is pulled to players, or taken up and put down on a row.
import { printed } from "./core/pitch.js";
import { chordOf, headOf, phraseOf } from "./core/seats.js";
import { make } from "./dom.js";

/** @typedef {import("./core/seats.js").Seat} Seat */

/** A moment of music whose chord can be laid. @typedef {{bar: number, beat: string, notes: string[], phrase?: string}} Moment */

/** @param {Moment[]} moments @param {{take: (note: string) => void, away: (note: string) => void, write: (text: string, add: boolean) => void, idle: (seat: Seat) => void, moment: (moment: Moment) => void}} acts */
export function tray(moments, acts) {
  const beads = make("div", { class: "fsp-om-beads" });
  const field = make("input", {
    class: "fsp-input fsp-om-write", type: "text", "aria-label": "A chord or notes", placeholder: "Dm, or Eb3 Bb3 G4 D5", spellcheck: false, autocomplete: "off",
    onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && (event.preventDefault(), acts.write(field.value, false)),
  });
  const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {boolean} */ add) => make("button", { type: "button", class: "fsp-button fsp-om-button", title, onclick: () => acts.write(field.value, add) }, [text]);
  const wrong = make("p", { class: "fsp-note fsp-om-wrong", id: `fsp-om-wrong-${Math.random().toString(36).slice(2)}` });
  const idle = make("div", { class: "fsp-om-idle", role: "group", "aria-label": "Who has no note yet" });
  const menu = make("select", { class: "fsp-input fsp-om-menu", "aria-label": "Moment", onchange: () => menu.value && acts.moment(moments[Number(menu.value)]) }, [
    make("option", { value: "" }, ["another chord"]), ...moments.map(({ bar, beat, notes, phrase }, i) => make("option", { value: i }, [`${phrase === undefined ? "" : `${phrase}, `}bar ${bar}, beat ${beat}: ${notes.map(printed).join(" ")}`])),
  ]);
  const go = (/** @type {number} */ by) => {
    const at = Math.min(Math.max((menu.value === "" ? -1 : Number(menu.value)) + by, 0), moments.length - 1);
    menu.value = String(at);
    acts.moment(moments[at]);
  };
  const step = (/** @type {string} */ text, /** @type {string} */ label, /** @type {number} */ by) => make("button", { type: "button", class: "fsp-button fsp-om-button", "aria-label": label, title: label, onclick: () => go(by) }, [text]);
  const when = make("div", { class: "fsp-om-moment", role: "group", "aria-label": "The moment", hidden: !moments.length }, [step("◂", "The moment before", -1), menu, step("▸", "The next moment", 1)]);
  const element = make("section", { class: "fsp-om-tray", "aria-label": "The chord" }, [
    when,
    make("div", { class: "fsp-om-tray-row" }, [beads, make("div", { class: "fsp-om-writing" }, [field, button("Lay", "This chord in the place of the one that is there", false), button("+ note", "These notes beside those that are there", true)])]),
    wrong, idle,
  ]);
  /** @param {import("./core/seats.js").Marks} marks @param {Seat[]} seats @param {string} taken the bead that was taken up @param {Map<number, number>} counts by pitch class: how many have it @param {(note: string) => number} classOf */
  const show = (marks, seats, taken, counts, classOf) => {
    const held = document.activeElement?.closest?.(".fsp-om-bead, .fsp-om-out")?.getAttribute("aria-label");
    const chord = chordOf(marks).reverse();
    const here = moments.map(({ notes }) => notes.join(" "));
    const head = headOf(marks);
    const mine = (/** @type {number} */ i) => here[i] === head.chord && (moments[i].phrase === undefined || moments[i].phrase === phraseOf(head));
    if (menu.value === "" || !mine(Number(menu.value))) {
      const own = here.findIndex((_, i) => mine(i));
      menu.value = String(own >= 0 ? own : here.includes(head.chord) ? here.indexOf(head.chord) : "");
    }
    beads.replaceChildren(...(chord.length ? chord.map((note, i) => {
      const count = counts.get(classOf(note)) ?? 0;
      return make("span", { class: "fsp-om-held" }, [
        make("button", { type: "button", class: `fsp-om-bead${count ? "" : " fsp-om-open"}`, "data-note": note, "aria-pressed": String(taken === note), "aria-label": `${note}, number ${i + 1}, ${count ? `${count} ${count === 1 ? "has" : "have"} it` : "nobody has it"}`, title: `Pull ${note} to a row, or click it and then the row`, onclick: (/** @type {MouseEvent} */ event) => event.detail === 0 && acts.take(note) }, [make("small", { "aria-hidden": "true" }, [String(i + 1)]), note, make("i", { "aria-hidden": "true" }, [count ? `·${count}` : ""])]),
        make("button", { type: "button", class: "fsp-om-out", "aria-label": `Take ${note} out of the chord`, title: `Take ${note} out of the chord`, onclick: () => acts.away(note) }, ["×"]),
      ]);
    }) : [make("p", { class: "fsp-note" }, ["Touch any row to hear it. Or write a chord: Dm, or its notes."])]));
    if (held) /** @type {any} */ ([...beads.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === held))?.focus({ preventScroll: true });
    const waiting = seats.filter(({ dots }) => dots.every(({ note }) => !note));
    idle.hidden = !waiting.length;
    idle.replaceChildren(make("span", { class: "fsp-om-caption" }, ["No note yet:"]), ...waiting.map((seat) => make("button", { type: "button", class: "fsp-button fsp-om-button", onclick: () => acts.idle(seat) }, [seat.said])));
  };
  const refuse = (/** @type {string} */ text) => {
    wrong.textContent = text;
    field.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) field.setAttribute("aria-describedby", wrong.id);
    else field.removeAttribute("aria-describedby");
    if (!text) field.value = "";
  };
  return { element, show, refuse, field };
}
