// @ts-check
// The card of the row in focus: its registers in words, how it is written, breath and bow, who sounds well with it, and who of them plays here.
import { bestOctave, refusal, writtenAs } from "./core/orchestra.js";
import { midiOf, printed } from "./core/pitch.js";
import { make } from "./dom.js";

/** @typedef {import("./core/orchestra.js").Row} Row */
/** @typedef {import("./core/seats.js").Seat} Seat */

const HATCHES = ["dotted", "plain", "slanted", "crossed"];

/** @param {{more: () => void, fewer: () => void, octave: (key: string, by: number) => void, tune: (key: string) => void, away: (key: string) => void, jump: (name: string) => void, beside: (by: number) => void, everybody: () => void}} acts */
export function card(acts) {
  const element = make("section", { class: "fsp-om-card", "aria-label": "The instrument in focus" });
  let shown = "";
  const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ act, more = {}) => make("button", { type: "button", class: "fsp-button fsp-om-button", "aria-label": label, title: label, onclick: act, ...more }, [text]);

  /** @param {Row} row @param {Seat[]} seats of this row @param {string} dynamic @param {number} at where its pointer stands @param {string} name of that note */
  const show = (row, seats, dynamic, at, name) => {
    const key = JSON.stringify([row.name, seats.map(({ said, dots }) => [said, dots]), dynamic, at]);
    if (key === shown) return;
    shown = key;
    const held = element.contains(document.activeElement) ? document.activeElement?.getAttribute("aria-label") : null;
    const folded = !element.querySelector("details")?.open;
    const players = seats.flatMap(({ said, dots }) => dots.map((dot) => make("li", {}, [
      make("b", {}, [said]), make("span", {}, [dot.note ? printed(dot.note) : "no note yet"]),
      ...(dot.note ? [
        button("−8", `${said}: an octave lower`, () => acts.octave(dot.key, -1)), button("+8", `${said}: an octave higher`, () => acts.octave(dot.key, 1)),
        button("tune", `${said} has the tune`, () => acts.tune(dot.key), { "aria-pressed": String(dot.tune) }),
      ] : []),
      button("×", `Take ${dot.note ? printed(dot.note) : "the place"} from ${said}`, () => acts.away(dot.key)),
    ])));
    const many = seats.length;
    const example = bestOctave(row, "C4")?.name ?? "C4";
    const head = make("div", { class: "fsp-om-card-head" }, [
      make("h3", { class: "fsp-list-title" }, [row.name]),
      ...(row.unpitched ? [] : [make("div", { class: "fsp-om-count", role: "group", "aria-label": "Players" }, [button("−", `One ${row.said} less`, acts.fewer, { "aria-disabled": String(!many) }), make("span", {}, [row.sections.length ? row.sections.slice(0, Math.max(many, 1)).join(", ") : `${many} ${many === 1 ? "player" : "players"}`]), button("+", `One ${row.said} more`, acts.more)])]),
      make("div", { class: "fsp-om-beside" }, [button("◂", "The row above", () => acts.beside(-1)), button("▸", "The row below", () => acts.beside(1))]),
      ...(row.unpitched ? [] : [button("Everybody here", `Everybody shown who has ${name}, one after another (key E)`, acts.everybody)]),
    ]);
    if (row.unpitched) element.replaceChildren(head, make("p", {}, [`${row.unpitched[0].toUpperCase()}${row.unpitched.slice(1)}. ${row.agility}`]));
    else element.replaceChildren(
      head, ...(players.length ? [make("ul", { class: "fsp-om-players" }, players)] : []),
      ...(refusal(row, at, name, dynamic) ? [make("p", { class: "fsp-om-refusal" }, [refusal(row, at, name, dynamic)])] : []),
      make("ul", { class: "fsp-om-registers" }, row.registers.map((one, i) => make("li", { class: one.low <= at && at <= one.high ? "fsp-om-here" : "" }, [
        make("span", { class: `fsp-om-swatch fsp-om-hatch-${i % 4}`, style: { "--mine": `var(--fsp-${row.family})` }, title: HATCHES[i % 4] }), make("b", {}, [one.name]), make("span", {}, [`${one.from} to ${one.to}`]), make("span", {}, [`${one.soft}–${one.loud}`]), make("span", {}, [one.character]),
      ]))),
      make("p", {}, [`Written ${row.reads} (${row.clefs.join(", ")} clef)${row.steps || row.semitones ? `: to hear ${example}, print ${writtenAs(row, example)}` : ""}. ${row.breath ? `One breath lasts about ${row.breath} s. ` : ""}${row.bow ? `One bow lasts about ${row.bow[0]} s softly, ${row.bow[1]} s loudly. ` : ""}${row.agility}`]),
      ...(row.doubles.length ? [make("p", { class: "fsp-om-doubles" }, ["Doubles well with ", ...row.doubles.map(([text, there]) => (there ? make("button", { type: "button", class: "fsp-button fsp-om-button", onclick: () => acts.jump(there) }, [text]) : make("span", {}, [text])))])] : []),
      make("details", { class: "fsp-words" }, [make("summary", {}, ["Source"]), make("p", { class: "fsp-note" }, [row.source])]),
    );
    const details = element.querySelector("details");
    if (details) details.open = !folded;
    if (held) /** @type {any} */ ([...element.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === held))?.focus({ preventScroll: true });
  };
  return { element, show };
}

/** Where a note lies for those who hear the page. @param {Row} row @param {number} midi @param {string} name */
export function placeWords(row, midi, name) {
  const register = row.registers.find(({ low, high }) => low <= midi && midi <= high);
  const written = writtenAs(row, name);
  const edge = midi < row.low || midi > row.high ? ", extreme" : "";
  return `${name}${register ? `, ${register.name} register, ${register.soft} to ${register.loud}` : ""}${edge}${midiOf(written) === midi ? "" : `; written ${written}`}`;
}
