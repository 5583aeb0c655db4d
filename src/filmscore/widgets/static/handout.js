// @ts-check
// What the desk hands out: the line of code that makes the same, the cue list, and where the marks are kept.
import { make } from "./dom.js";
import { code, csv } from "./core/cuelist.js";

/** @param {import("./core/marks.js").Film} film @param {import("./scene.d.ts").DeskData} data
 * @param {{say: (text: string) => void, restart: () => void, bring: (copy: import("./core/keeping.js").Doc) => void, drop: (copy: import("./core/keeping.js").Doc) => void}} acts */
export function handout(film, data, acts) {
  /** @type {import("./core/marks.js").Mark[]} */ let marks = [];
  const lines = make("code");
  const box = make("pre", { class: "fsp-code", tabindex: 0, role: "region", "aria-label": "The code that makes these marks" }, [lines]);
  const button = (/** @type {string} */ name, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-plain", onclick: act }, [name]);
  const copy = async () => {
    const text = code(marks, film, data.code);
    lines.textContent = text;
    try {
      await navigator.clipboard.writeText(text);
      acts.say("The code is on the clipboard.");
    } catch {
      details.open = true;
      getSelection()?.selectAllChildren(box);
      acts.say("This browser lets no page write to the clipboard. The code is selected: press Ctrl+C.");
    }
  };
  const download = () => {
    const url = URL.createObjectURL(new Blob([csv(marks, film)], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: url, download: `${data.name}-cues.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    acts.say(`${data.name}-cues.csv is among your downloads.`);
  };
  const details = make("details", { class: "fsp-words fsp-as-code", open: true, ontoggle: () => details.open && show(marks) }, [make("summary", {}, ["The same as code"]), box]);
  const kept = make("p", { class: "fsp-kept" });
  const aside = make("div", { class: "fsp-aside", hidden: true });
  const element = make("div", { class: "fsp-handout" }, [
    kept,
    aside,
    make("div", { class: "fsp-handout-row", role: "group", "aria-label": "Hand out" }, [button("Copy the code", copy), button("Download the cue list (CSV)", download), button("Start again", acts.restart)]),
    details,
  ]);
  /** @param {import("./core/marks.js").Mark[]} now */
  const show = (now) => {
    marks = now;
    if (details.open) lines.textContent = code(marks, film, data.code);
  };
  /** @param {string} where @param {import("./core/keeping.js").Doc[]} copies put aside */
  const keep = (where, copies) => {
    if (kept.textContent !== where) kept.textContent = where;
    aside.hidden = !copies.length;
    aside.replaceChildren(...copies.map((one) => {
      const number = (/** @type {string} */ what, /** @type {string} */ name) => {
        const many = one.marks.filter((mark) => mark.what === what).length;
        return many ? [`${many} ${name}${many === 1 ? "" : "s"}`] : [];
      };
      const what = [...number("cue", "cue"), ...number("hit", "hit"), ...number("silence", "silence")].join(", ");
      const when = one.saved ? `, of ${new Date(one.saved).toLocaleString()}` : "";
      return make("div", { class: "fsp-aside-one" }, [make("span", {}, [`Put aside: ${what}${when}.`]), button("Bring back", () => acts.bring(one)), button("Let go", () => acts.drop(one))]);
    }));
  };
  return { element, show, keep };
}
