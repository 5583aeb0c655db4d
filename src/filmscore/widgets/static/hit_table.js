// @ts-check
// The hits, each with the beat nearest to it, the error in frames and the verdict: colour, sign and word.
import { icon, make } from "./dom.js";
import { plain } from "./core/plan.js";

const WORDS = { hit: "hit", near: "near", miss: "miss", outside: "no music" };
const SIGNS = /** @type {const} */ ({ hit: "good", near: "near", miss: "off", outside: "" });

/** How far off, in words. @param {number} error frames, above zero late */
export function off(error) {
  const frames = Math.round(Math.abs(error) * 10) / 10;
  return frames ? `${plain(frames, 1)} ${error > 0 ? "late" : "early"}` : "on it";
}

export class HitTable {
  /** @param {import("./core/fits.js").Hit[]} hits @param {(frame: number) => void} go */
  constructor(hits, go) {
    const head = ["Hit", "Frame", "Weight", "May be", "Nearest beat", "Frames off", ""];
    this.rows = hits.map((hit) => {
      const cell = (/** @type {string} */ name, /** @type {(Node | string)[]} */ inside = []) => make("td", { role: "cell", class: `fsp-hit-${name}` }, inside);
      const name = make("button", { type: "button", class: "fsp-hit-go", title: `Show frame ${hit.frame}`, onclick: () => go(hit.frame) }, [
        make("i", { class: `fsp-sign fsp-diamond${hit.must ? "" : " fsp-may"}`, "aria-hidden": "true" }),
        make("span", {}, [hit.label || "hit"]),
        make("span", { class: "fsp-hidden" }, [hit.must ? ", must" : ", may"]),
      ]);
      const cells = { beat: cell("beat"), off: cell("off"), verdict: cell("verdict") };
      const row = make("tr", { role: "row" }, [
        make("th", { role: "rowheader", scope: "row" }, [name]),
        cell("frame", [String(hit.frame)]),
        cell("weight", [plain(hit.weight)]),
        cell("range", [`${hit.early} early, ${hit.late} late`]),
        cells.beat,
        cells.off,
        cells.verdict,
      ]);
      return { row, cells, told: "" };
    });
    this.element = make("table", { class: "fsp-hits", role: "table", "aria-label": "Hits" }, [
      make("thead", { role: "rowgroup" }, [make("tr", { role: "row" }, head.map((text) => make("th", { role: "columnheader", scope: "col" }, [text || make("span", { class: "fsp-hidden" }, ["Verdict"])])))]),
      make("tbody", { role: "rowgroup" }, this.rows.map(({ row }) => row)),
    ]);
  }

  /** @param {import("./core/fits.js").Met[]} met */
  show(met) {
    met.forEach(({ error, bar, count, verdict }, index) => {
      const one = this.rows[index];
      const outside = verdict === "outside";
      const place = outside ? "–" : `${bar}|${plain(count, 2)}`;
      const told = `${place} ${outside ? "" : off(error)} ${verdict}`;
      if (told === one.told) return;
      one.told = told;
      one.cells.beat.textContent = place;
      one.cells.off.textContent = outside ? "–" : off(error);
      one.row.dataset.verdict = verdict;
      const sign = SIGNS[verdict];
      one.cells.verdict.replaceChildren(...(sign ? [icon(sign)] : []), WORDS[verdict]);
    });
  }
}
