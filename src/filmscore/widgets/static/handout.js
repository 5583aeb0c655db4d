// @ts-check
// What a desk hands out: the line of code that makes the same, a file of it, and where the marks are kept.
import { make } from "./dom.js";

/** @typedef {import("./core/keeping.js").Mark} Mark */
/** What is handed out: the code, a file to download if there is one, and marks in numbers.
 * @typedef {{code: (marks: any[]) => string, label: string, title?: string, file?: {name: string, button: string, type: string, text: (marks: any[]) => string}, count: (marks: Mark[]) => string}} Goods */

/** @param {Goods} goods
 * @param {{say: (text: string) => void, restart: () => void, bring: (copy: import("./core/keeping.js").Doc) => void, drop: (copy: import("./core/keeping.js").Doc) => void, both?: (copy: import("./core/keeping.js").Doc) => void}} acts */
export function handout(goods, acts) {
  /** @type {Mark[]} */ let marks = [];
  const lines = make("code");
  const box = make("pre", { class: "fsp-code", tabindex: 0, role: "region", "aria-label": goods.label }, [lines]);
  const button = (/** @type {string} */ name, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-plain", onclick: act }, [name]);
  const copy = async () => {
    const text = goods.code(marks);
    put(text);
    try {
      await navigator.clipboard.writeText(text);
      acts.say("The code is on the clipboard.");
    } catch {
      details.open = true;
      getSelection()?.selectAllChildren(box);
      acts.say("This browser lets no page write to the clipboard. The code is selected: press Ctrl+C.");
    }
  };
  /** A long line may break before a call, and nowhere inside one. @param {string} text */
  const put = (text) => lines.replaceChildren(...text.split(/(?=\.\w+\()/).flatMap((part, i) => (i ? [make("wbr"), part] : [part])));
  const { file } = goods;
  const download = () => {
    if (!file) return;
    const url = URL.createObjectURL(new Blob([file.text(marks)], { type: file.type }));
    const link = make("a", { href: url, download: file.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    acts.say(`${file.name} is among your downloads.`);
  };
  const details = make("details", { class: "fsp-words fsp-as-code", open: true, ontoggle: () => details.open && show(marks) }, [make("summary", {}, [goods.title ?? "The same as code"]), box]);
  const kept = make("p", { class: "fsp-kept" });
  const aside = make("div", { class: "fsp-aside", hidden: true });
  const element = make("div", { class: "fsp-handout" }, [
    kept,
    aside,
    make("div", { class: "fsp-handout-row", role: "group", "aria-label": "Hand out" }, [button("Copy the code", copy), ...(file ? [button(file.button, download)] : []), button("Start again", acts.restart)]),
    details,
  ]);
  /** @param {any[]} now */
  const show = (now) => {
    marks = now;
    if (details.open) put(goods.code(marks));
  };
  /** @param {string} where @param {import("./core/keeping.js").Doc[]} copies put aside @param {{said: string, both: () => void, leave: () => void} | null} [offer] what the cell asks for and is not here */
  const keep = (where, copies, offer = null) => {
    if (kept.textContent !== where) kept.textContent = where;
    aside.hidden = !copies.length && !offer;
    const asked = offer ? [make("div", { class: "fsp-aside-one" }, [make("span", {}, [offer.said]), button("Keep both", offer.both), button("Leave it", offer.leave)])] : [];
    aside.replaceChildren(...asked, ...copies.map((one) => {
      const when = one.saved ? `, of ${new Date(one.saved).toLocaleString()}` : "";
      return make("div", { class: "fsp-aside-one" }, [make("span", {}, [`Put aside: ${goods.count(one.marks)}${when}.`]), ...(acts.both ? [button("Keep both", () => acts.both?.(one))] : []), button("Bring back", () => acts.bring(one)), button("Let go", () => acts.drop(one))]);
    }));
  };
  return { element, show, keep };
}
