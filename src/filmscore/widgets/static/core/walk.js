// @ts-check
// A walk through the net as it is kept, with what can be done to it, and the Python that makes it. Looked at as the kernel looks at it. Pure.
import { MOST, printed, triadOf } from "./net.js";

/** `path`: triads as code writes them; `places`: their triangles; `beats` of each, as a fraction.
 * @typedef {{what: "walk", key: string, path: string, places: string, home: string, beats: string, bass: boolean}} Mark */
/** @typedef {{film: string, start: number | null, end: number | null, name: string}} Given   what the call says besides */

/** Lengths of a triad that the page offers. */
export const BEATS = ["1/2", "1", "3/2", "2", "3", "4", "6", "8"];

/** @param {string} text */
export const namesOf = (text) => text.split(/\s+/).filter(Boolean);

/** @param {string} text a fraction */
export const numberOf = (text) => text.split("/").map(Number).reduce((over, under) => over / under);

/** Marks that make sense, or null if they are none. @param {unknown[]} raw @returns {Mark[] | null} */
export function cleaned(raw) {
  if (!Array.isArray(raw)) return null;
  const one = /** @type {any} */ (raw.find((mark) => /** @type {any} */ (mark)?.what === "walk"));
  if (!one) return null;
  const path = namesOf(String(one.path ?? "")).filter((name) => triadOf(name) >= 0).filter((name, i, all) => !i || triadOf(name) !== triadOf(all[i - 1])).slice(0, MOST);
  const places = namesOf(String(one.places ?? "")).filter((place) => /^\d{1,2}$/.test(place));
  const beats = String(one.beats);
  return [{
    what: "walk", key: "k1", path: path.join(" "), places: places.length === path.length ? places.join(" ") : "", home: triadOf(String(one.home)) >= 0 ? String(one.home) : "",
    beats: /^\d{1,2}(\/\d{1,2})?$/.test(beats) && numberOf(beats) > 0 && numberOf(beats) <= 16 ? beats : "2", bass: one.bass === true,
  }];
}

/** A triad at the end of a walk: what it is then, or why not. @param {Mark} mark @param {string} name @param {number[]} places of the walk so far @param {number} place
 * @returns {{path: string, places: string} | {said: string}} */
export function added(mark, name, places, place) {
  const names = namesOf(mark.path);
  const last = names[names.length - 1];
  if (last && triadOf(last) === triadOf(name)) return { said: `${printed(name)} again: hold it longer with beats.` };
  if (names.length >= MOST) return { said: `A path has ${MOST} triads at most; ${printed(name)} would be the ${MOST + 1}th. Take one back, or clear the path.` };
  return { path: [...names, name].join(" "), places: [...places, place].join(" ") };
}

/** The Python that makes the same net. @param {Mark[]} marks @param {Given} given */
export function code([mark], { film, start, end, name }) {
  const parts = [
    film ? JSON.stringify(film) : "",
    mark.path ? `path=${JSON.stringify(mark.path)}` : "",
    film && start !== null ? `start=${start}` : "",
    film && end !== null ? `end=${end}` : "",
    mark.beats === "2" ? "" : `beats=${mark.beats.includes("/") ? JSON.stringify(mark.beats) : mark.beats}`,
    mark.home ? `home=${JSON.stringify(mark.home)}` : "",
    `name=${JSON.stringify(name)}`,
  ];
  return `fs.tonnetz(${parts.filter(Boolean).join(", ")})`;
}
