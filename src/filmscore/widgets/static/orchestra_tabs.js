// @ts-check
// The phrases of the map, side by side: which one is shown, a copy beside it, one taken away.
import { dotsOf, headOf, headsOf, phraseOf } from "./core/seats.js";
import { make } from "./dom.js";

/** @param {{open: (name: string) => void, another: () => void, remove: () => void}} acts */
export function tabs(acts) {
  const group = `phrase-${Math.random().toString(36).slice(2)}`;
  const chips = make("div", { class: "fsp-om-chips fsp-om-tabs", role: "radiogroup", "aria-label": "Phrases" });
  const away = make("button", { type: "button", class: "fsp-button fsp-om-button fsp-om-remove", onclick: acts.remove }, ["×"]);
  const element = make("div", { class: "fsp-om-phrases" }, [chips, make("button", { type: "button", class: "fsp-button fsp-om-button", title: "A copy of this phrase beside it", onclick: acts.another }, ["+ phrase"]), away]);
  let drawn = "";
  /** @param {import("./core/seats.js").Marks} marks */
  const show = (marks) => {
    const heads = headsOf(marks);
    const shown = phraseOf(headOf(marks));
    const rows = heads.map((head) => [phraseOf(head), head.dynamic, dotsOf(marks, phraseOf(head)).filter(({ note }) => note).length]);
    const now = JSON.stringify([rows, shown]);
    if (now === drawn) return; // the focus stays where it is
    drawn = now;
    const held = chips.contains(document.activeElement);
    chips.replaceChildren(...rows.map(([name, dynamic, count]) => make("label", { class: "fsp-choice", title: `Phrase ${name} (keys Page Up, Page Down)` }, [
      make("input", { type: "radio", name: group, value: name, checked: name === shown, "aria-label": `Phrase ${name}, ${dynamic}, ${count} ${count === 1 ? "note" : "notes"}`, onchange: () => acts.open(String(name)) }),
      make("span", {}, [make("b", {}, [String(name)]), make("small", { "aria-hidden": "true" }, [make("i", {}, [String(dynamic)]), ` ${count}`])]),
    ])));
    for (const one of chips.querySelectorAll("input")) one.checked = one.value === shown;
    if (held) chips.querySelector("input:checked")?.focus({ preventScroll: true });
    away.hidden = heads.length < 2;
    away.setAttribute("aria-label", `Remove phrase ${shown}`);
    away.title = `Remove phrase ${shown}`;
  };
  return { element, show };
}
