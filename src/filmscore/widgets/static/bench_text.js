// @ts-check
// The notes as text: what is typed sounds and is drawn at once; what makes no sense is marked at its place.
import { make } from "./dom.js";

/** @typedef {import("./core/motif.js").Wrong} Wrong */

/** @param {{typed: (text: string) => Wrong[]}} acts */
export function noteText(acts) {
  const id = `fsp-mb-${Math.random().toString(36).slice(2)}`;
  const under = make("div", { class: "fsp-mb-under", "aria-hidden": "true" });
  const area = make("textarea", { class: "fsp-input fsp-mb-text", rows: 1, spellcheck: "false", autocapitalize: "off", autocomplete: "off", id, "aria-describedby": `${id}-wrong`, placeholder: "D4 A4:1/2 F#4:1/2 E5:2" });
  const wrong = make("ul", { class: "fsp-mb-wrong" });
  let dirty = false;

  /** @param {Wrong[]} list */
  const marked = (list) => {
    const text = area.value;
    area.setAttribute("aria-invalid", String(list.length > 0));
    /** @type {(Node | string)[]} */ const parts = [];
    let at = 0;
    for (const { from, to } of list) {
      parts.push(text.slice(at, from), make("mark", {}, [text.slice(from, to) || " "]));
      at = to;
    }
    under.replaceChildren(...parts, text.slice(at), "\n");
    wrong.hidden = !list.length; // an empty list is no list
    wrong.replaceChildren(...list.slice(0, 3).map(({ from, to, why }) => make("li", {}, [make("code", {}, [text.slice(from, Math.min(to, from + 24))]), ` at character ${from + 1}: ${why}`])), ...(list.length > 3 ? [make("li", {}, [`And ${list.length - 3} more.`])] : []));
    fit();
  };
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 160)}px`;
    under.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", () => {
    const list = acts.typed(area.value);
    dirty = list.length > 0;
    marked(list);
  });
  area.addEventListener("scroll", () => (under.scrollTop = area.scrollTop));

  /** @param {string} text @param {boolean} fresh whatever was typed gives way: another motif, or a step back */
  const show = (text, fresh) => {
    if (!fresh && (dirty || document.activeElement === area)) return; // what is being typed is the learner's
    dirty = false;
    if (area.value !== text) area.value = text;
    marked([]);
  };
  const help = make("p", { class: "fsp-mb-quiet" }, ["A letter, # or b, an octave; then, after a colon, beats: D4, F#4:1/2, Eb5:3/2. R is a rest; a third of a beat is 1/3."]);
  const element = make("div", { class: "fsp-mb-as-text" }, [make("label", { class: "fsp-mb-caption", for: id }, ["The notes as text"]), make("div", { class: "fsp-mb-typing" }, [under, area]), make("div", { id: `${id}-wrong`, role: "status" }, [wrong]), help]);
  return { element, show, area };
}
