// @ts-check
// The scales: for each sounding note a bar of units, who brings them, and what is to be said of the whole.
import { units } from "./core/balance.js";
import { icon, make } from "./dom.js";

const TABLES = { p: "The table for piano", f: "The table for forte", m: "mf: halfway between the two tables" };
const APPROXIMATE = "By Rimsky-Korsakov’s figures, which he calls approximate. Register, hall and microphone are not in them.";

export function scales() {
  const title = make("h3", { class: "fsp-list-title fsp-om-finding" });
  const table = make("p", { class: "fsp-om-caption" });
  const bars = make("ol", { class: "fsp-om-bars" });
  const more = make("ul", { class: "fsp-om-remarks" });
  const sums = make("ul", { class: "fsp-om-sums" });
  const arithmetic = make("details", { class: "fsp-words" }, [make("summary", {}, ["The arithmetic"]), sums]);
  const approximate = make("p", { class: "fsp-note" }, [APPROXIMATE]);
  const short = make("summary", { class: "fsp-om-short" });
  const element = make("details", { class: "fsp-om-scales", open: true, "aria-label": "The scales" }, [short, title, table, bars, more, approximate, arithmetic]);

  /** @param {import("./core/balance.js").Weighed | null} weighed @param {string} wrong what keeps the tune from being weighed */
  const show = (weighed, wrong = "") => {
    const rows = weighed?.notes ?? [];
    const empty = !weighed || !rows.length;
    arithmetic.hidden = approximate.hidden = empty;
    if (empty) {
      title.textContent = short.textContent = "Nobody plays yet.";
      table.textContent = "Pull a note of the chord onto a row: here it is weighed.";
      bars.replaceChildren();
      more.replaceChildren();
      return;
    }
    const [finding, ...says] = weighed.finding.split(/(?<=\.) (?=(?:Forte:|Piano:|mf lies))/);
    title.textContent = wrong || finding;
    short.textContent = `${weighed.verdict}: ${[...rows].reverse().map((one) => `${one.note} ${one.units ? units(one.units) : "–"}`).join(", ")}`;
    table.textContent = `${/** @type {any} */ (TABLES)[weighed.table]}. One unit is one woodwind.`;
    bars.replaceChildren(...beams(weighed));
    more.replaceChildren(...weighed.unweighed.map(([who, why]) => make("li", {}, [make("b", {}, [`${who}: not counted. `]), why])), ...weighed.remarks.map((text) => make("li", {}, [text])));
    sums.replaceChildren(...[...rows].reverse().filter((one) => one.units).map((one) => make("li", {}, [`${one.note}: ${one.texts.join(" + ")} = ${units(one.units)}`])), ...says.map((text) => make("li", {}, [text])));
  };
  return { element, show };
}

/** A bar a note, from the top down, the tune's first. @param {import("./core/balance.js").Weighed} weighed */
function beams({ notes, own, weighs, verdict }) {
  const strong = Math.max(...notes.map((one) => one.units));
  const share = (/** @type {number} */ value) => `${(value / Math.max(strong, weighs, 1)) * 100}%`;
  const tune = own.length > 0;
  const shown = [...notes].reverse().sort((a, b) => Number(own.includes(b)) - Number(own.includes(a)));
  return shown.map((one) => {
    const mine = own.includes(one);
    const over = tune && !mine && one.units > weighs + 1e-9;
    const heavy = !tune && verdict === "uneven" && one.units > strong - 1e-9;
    const word = over ? " · above the tune" : mine ? " · the tune" : "";
    return make("li", { class: `fsp-om-scale${over || heavy ? " fsp-om-over" : ""}${mine ? " fsp-om-tune" : ""}${one.units ? "" : " fsp-om-uncounted"}` }, [
      make("b", { class: "fsp-om-note" }, [one.note]),
      make("span", { class: "fsp-om-beam" }, [make("i", { style: { "inline-size": one.units ? share(one.units) : "24%" } }), ...(tune ? [make("u", { style: { "inset-inline-start": share(weighs) } })] : [])]),
      make("span", { class: "fsp-om-units" }, [one.units ? units(one.units) : "–"]),
      make("span", { class: "fsp-om-people" }, [...(over ? [icon("off")] : []), `${one.players.join(", ")}${word}`]),
    ]);
  });
}
