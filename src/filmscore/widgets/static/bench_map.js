// @ts-check
// The motif map: the motifs of a film as places, near where they are alike; and how far the open one is from each other, in three numbers.
import { mapOf } from "./core/ear.js";
import { make } from "./dom.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/ear.js").Pair} Pair */

const [WIDE, TALL] = [264, 176];
const MANY = 4; // motifs: of more, only the ways worth a look are drawn

export function motifMap() {
  const svg = drawn("svg", { class: "fsp-mb-map", viewBox: `0 0 ${WIDE} ${TALL}`, role: "img" });
  const empty = make("p", { class: "fsp-mb-quiet" });
  const body = make("tbody");
  const caption = make("caption");
  const table = make("table", { class: "fsp-mb-table" }, [caption, make("thead", {}, [make("tr", {}, ["From", "Notes", "Line", "Rhythm", ""].map((head) => (head ? make("th", { scope: "col" }, [head]) : make("td"))))]), body]);
  const element = make("section", { class: "fsp-mb-side", "aria-label": "Motif map" }, [make("p", { class: "fsp-mb-title" }, ["Motif map"]), svg, empty, table]);

  /** @param {{key: string, name: string}[]} motifs that have two notes or more @param {Pair[]} pairs @param {{key: string, name: string}} open */
  const show = (motifs, pairs, open) => {
    const enough = motifs.length > 1;
    svg.style.display = enough ? "" : "none";
    empty.textContent = enough ? "" : "Two motifs with two notes each, and the map shows how far apart they are.";
    const mine = pairs.filter((pair) => pair.a === open.key || pair.b === open.key);
    table.hidden = !mine.length;
    if (!enough) return;
    const places = mapOf(motifs.map((motif) => motif.key), pairs);
    const reach = Math.max(0.25, ...[...places.values()].map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y) / 0.6)));
    const at = (/** @type {string} */ key) => {
      const { x, y } = /** @type {{x: number, y: number}} */ (places.get(key));
      return { x: WIDE / 2 + (x / reach) * (WIDE / 2 - 32), y: TALL / 2 + (y / reach) * (WIDE / 2 - 32) };
    };
    const parts = [];
    /** What is taken already. @type {{left: number, right: number, top: number, bottom: number}[]} */
    const taken = motifs.map(({ key }) => at(key)).map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }));
    /** A place for words where nothing lies yet: the first of several that is free. @param {string} words @param {{x: number, y: number}[]} places their middles */
    const room = (words, places) => {
      const wide = words.length * 3.5 + 3;
      const boxes = places.map(({ x, y }) => {
        const middle = Math.min(Math.max(x, wide), WIDE - wide);
        return { x: middle, y, left: middle - wide, right: middle + wide, top: y - 8, bottom: y + 8 };
      }).filter((box) => box.top > 0 && box.bottom < TALL);
      const found = boxes.find((box) => taken.every((other) => box.right <= other.left || box.left >= other.right || box.bottom <= other.top || box.top >= other.bottom));
      if (found) taken.push(found);
      return found ?? null;
    };
    for (const pair of pairs) {
      if (motifs.length > MANY && pair.verdict === "apart" && pair.a !== open.key && pair.b !== open.key) continue;
      const [a, b] = [at(pair.a), at(pair.b)];
      parts.push(drawn("line", { class: `fsp-mb-way ${pair.verdict !== "apart" ? "fsp-mb-close" : ""}`, x1: a.x, y1: a.y, x2: b.x, y2: b.y }));
    }
    for (const { key, name } of motifs) {
      const { x, y } = at(key);
      const short = name.length > 16 ? `${name.slice(0, 15)}…` : name;
      const half = short.length * 3.5 + 12;
      const place = room(short, [{ x, y: y + 17 }, { x, y: y - 17 }, { x: x - half, y }, { x: x + half, y }, { x, y: y + 33 }, { x, y: y - 33 }]) ?? { x, y: y + 17 };
      parts.push(drawn("circle", { class: `fsp-mb-place ${key === open.key ? "fsp-mb-mine" : ""}`, cx: x, cy: y, r: key === open.key ? 7 : 5 }));
      parts.push(drawn("text", { class: `fsp-mb-place-name ${key === open.key ? "fsp-mb-mine" : ""}`, x: place.x, y: place.y + 4, "text-anchor": "middle" }, [short]));
    }
    for (const pair of pairs) {
      if (pair.verdict === "apart") continue;
      const [a, b] = [at(pair.a), at(pair.b)];
      const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
      const place = room(pair.verdict, [{ x, y: y - 10 }, { x, y: y + 12 }, { x: x + 44, y }, { x: x - 44, y }, { x, y: y - 26 }, { x, y: y + 28 }]);
      if (place) parts.push(drawn("text", { class: "fsp-mb-way-name", x: place.x, y: place.y + 4, "text-anchor": "middle" }, [pair.verdict]));
    }
    svg.replaceChildren(...parts);
    const named = (/** @type {string} */ key) => motifs.find((motif) => motif.key === key)?.name ?? "";
    svg.setAttribute("aria-label", `Map of ${motifs.length} motifs. ${pairs.map((pair) => `${named(pair.a)} and ${named(pair.b)}: ${pair.verdict}, ${Math.round(pair.apart * 100)} of 100`).join("; ")}.`);
    caption.textContent = `How far ${open.name} is, from 0 to 100`;
    body.replaceChildren(...mine.map((pair) => {
      const number = (/** @type {number} */ share) => {
        const rounded = Math.round(Math.min(share, 1) * 100);
        const bar = make("i", { class: "fsp-mb-much", "aria-hidden": "true", style: { width: `${Math.max(rounded, 2)}%` } });
        return make("td", {}, [String(rounded), make("span", { class: "fsp-mb-gauge", "aria-hidden": "true" }, [bar])]);
      };
      return make("tr", { "data-verdict": pair.verdict }, [make("th", { scope: "row" }, [named(pair.a === open.key ? pair.b : pair.a)]), number(pair.pitch), number(pair.contour), number(pair.rhythm), make("td", { class: "fsp-mb-verdict" }, [pair.verdict])]);
    }));
  };
  return { element, show };
}
