// @ts-check
// Where the prediction puts each version on dark to bright, and on calm to awake: a middle and a range, with their numbers. No face, no name of a feeling.
import { SCALES } from "./core/affect.js";
import { numberOf } from "./core/mood.js";
import { capital } from "./core/words.js";
import { make } from "./dom.js";

/** @typedef {import("./core/affect.js").Placed} Placed */
/** @typedef {{key: string, open: boolean, silent: boolean}} Row   `silent`: something has to be said before it shows */

const REACH = 3.2; // of the scale, to either side
const ENDS = /** @type {const} */ ({ valence: ["dark", "bright"], arousal: ["calm", "awake"] });
/** @type {Record<string, string>} */ const CALLED = { mode: "mode", register: "register", dissonance: "roughness" };

/** @param {number} value */
const signed = (value) => `${value < -0.05 ? "−" : value > 0.05 ? "+" : ""}${Math.abs(value).toFixed(1)}`;
const share = (/** @type {number} */ value) => ((Math.min(Math.max(value, -REACH), REACH) + REACH) / (2 * REACH)) * 100;

export class MoodBars {
  constructor() {
    this.panels = SCALES.map((scale) => {
      const rows = make("div", { class: "fsp-mh-rows", role: "img" });
      const element = make("div", { class: "fsp-mh-scale" }, [
        make("p", { class: "fsp-mh-scale-name", "aria-hidden": "true" }, [make("span", {}, [ENDS[scale][0]]), make("strong", {}, [capital(scale)]), make("span", {}, [ENDS[scale][1]])]),
        rows,
      ]);
      return { scale, rows, element };
    });
    this.table = make("tbody");
    const heads = ["Version", "Scale", "Middle", "Mode", "Register", "Roughness"];
    this.parts = make("details", { class: "fsp-words fsp-mh-parts" }, [
      make("summary", {}, ["What is counted, and how much it weighs"]),
      make("p", { class: "fsp-note" }, ["High and low degrees of the scale, how high it lies, and how rough it is; against the mean of the versions shown. Who plays, how loud and how fast are alike, so they are not counted."]),
      make("div", { class: "fsp-mh-table", tabindex: 0, role: "region", "aria-label": "What is counted" }, [make("table", {}, [make("thead", {}, [make("tr", {}, heads.map((head) => make("th", { scope: "col" }, [head])))]), this.table])]),
    ]);
    this.element = make("section", { class: "fsp-mh-bars", "aria-label": "Predicted" }, [
      make("p", { class: "fsp-list-title" }, ["Predicted"]), ...this.panels.map((panel) => panel.element),
      make("p", { class: "fsp-note" }, ["An order only. What a listener will call it, the picture decides."]), this.parts,
    ]);
  }

  /** @param {Row[]} rows the versions there are @param {{on: (scale: import("./core/affect.js").Scale) => Placed[]} | null} order of those that may be shown */
  show(rows, order) {
    const alone = rows.filter((row) => !row.silent).length < 2; // of one version nothing is predicted: it is above and below nobody
    const wait = (/** @type {boolean} */ silent) => (silent ? "say first" : "nothing to compare with yet");
    for (const { scale, rows: place } of this.panels) {
      const placed = order?.on(scale) ?? [];
      place.replaceChildren(make("i", { class: "fsp-mh-mean" }), ...rows.map(({ key, open, silent }) => {
        const one = placed.find(({ name }) => name === key);
        const number = numberOf(key);
        if (!one || silent || alone) return make("div", { class: `fsp-mh-row${open ? " fsp-mh-open" : ""}` }, [make("span", { class: "fsp-mh-number" }, [number]), make("span", { class: "fsp-mh-wait" }, [wait(!one || silent)])]);
        return make("div", { class: `fsp-mh-row${open ? " fsp-mh-open" : ""}`, title: Object.entries(one.parts).map(([cue, part]) => `${CALLED[cue]} ${signed(part)}`).join(", ") }, [
          make("span", { class: "fsp-mh-number" }, [number]),
          make("i", { class: "fsp-mh-range", style: { left: `${share(one.low)}%`, width: `${Math.max(share(one.high) - share(one.low), 1)}%` } }),
          make("i", { class: "fsp-mh-middle", style: { left: `${share(one.middle)}%` } }),
          make("span", { class: `fsp-mh-value${one.middle > 2 ? " fsp-mh-before" : ""}`, style: { left: `${share(one.middle)}%` } }, [signed(one.middle)]),
        ]);
      }));
      const words = rows.map(({ key, silent }) => {
        const one = placed.find(({ name }) => name === key);
        return one && !silent && !alone ? `version ${numberOf(key)} ${signed(one.middle)}, from ${signed(one.low)} to ${signed(one.high)}` : `version ${numberOf(key)}: ${wait(!one || silent)}`;
      });
      place.setAttribute("aria-label", `${capital(scale)}, ${ENDS[scale].join(" to ")}: ${words.join("; ")}.`);
    }
    this.table.replaceChildren(...rows.filter((row) => !row.silent && !alone).flatMap(({ key }) => SCALES.flatMap((scale) => {
      const one = order?.on(scale).find(({ name }) => name === key);
      return one ? [make("tr", {}, [numberOf(key), scale, signed(one.middle), ...Object.values(one.parts).map(signed)].map((cell) => make("td", {}, [cell])))] : [];
    })));
  }
}
