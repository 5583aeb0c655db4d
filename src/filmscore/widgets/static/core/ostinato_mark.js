// @ts-check
// The cell as it is kept, looked at as the kernel looks at it, and the Python that makes the same. Pure.
import { read, textOf } from "./ostinato.js";
import { midiOf } from "./pitch.js";

/** `lanes`: moves, bar and value; `room`: boxes by the names of their notes; `origin`: the cell it was begun with.
 * @typedef {{what: "ostinato", key: string, copy: string, cell: string, meter: string, step: string, rotate: number, rows: string, origin: string, lanes: Record<string, [number, number][]>, players: [string, string][],
 *   room: {start: number, end: number, low: string, high: string, why: string, on: boolean, given: boolean}[]}} Mark */
/** @typedef {{bars: number, params: Record<string, {low: number, high: number, plain: number, whole: boolean}>, reach: Record<string, any>, dynamics: string[], tempo: string}} Told */

const SHARES = ["all", "accents", "weak", "gaps"];
const [PLAYERS, BOXES] = [12, 24]; // at most
export const COPIES = ["A", "B"];

/** Marks that make sense, the one that is edited first, or null if there is none. @param {unknown[]} raw @param {Told} told @returns {Mark[] | null} */
export function cleaned(raw, told) {
  if (!Array.isArray(raw)) return null;
  const marks = raw.flatMap((one) => mark(one, told) ?? []).filter((one, i, all) => all.findIndex(({ copy }) => copy === one.copy) === i);
  return marks.some(({ copy }) => !copy) ? marks.sort((a, b) => (a.copy < b.copy ? -1 : 1)) : null;
}

/** @param {any} one @param {Told} told @returns {Mark | null} */
function mark(one, { bars, params, reach }) {
  if (one?.what !== "ostinato" || !["", ...COPIES].includes(one.copy)) return null;
  const text = (/** @type {string} */ name) => (typeof one[name] === "string" ? one[name] : "");
  const cell = /^\d+\/\d+$/.test(text("meter")) && /^\d+(\/\d+)?$/.test(text("step")) ? read(text("cell"), text("step"), text("meter")) : null;
  if (!cell) return null;
  /** @type {Mark["lanes"]} */ const lanes = {};
  for (const [name, param] of Object.entries(params)) {
    const rows = (Array.isArray(one.lanes?.[name]) ? one.lanes[name] : []).filter((/** @type {any} */ row) => Array.isArray(row) && Number.isInteger(row[0]) && row[0] >= 1 && row[0] <= bars && row[1] >= param.low && row[1] <= param.high);
    const moves = rows.sort((/** @type {any} */ a, /** @type {any} */ b) => a[0] - b[0]).filter((/** @type {any} */ row, /** @type {number} */ i, /** @type {any[]} */ all) => !i || row[1] !== all[i - 1][1]);
    if (moves.length && moves[0][0] === 1 && (moves.length > 1 || moves[0][1] !== param.plain)) lanes[name] = moves;
  }
  const players = (Array.isArray(one.players) ? one.players : []).filter((/** @type {any} */ row) => reach[row?.[0]] && SHARES.includes(row[1])).slice(0, PLAYERS);
  if (!players.length) return null;
  const room = (Array.isArray(one.room) ? one.room : []).slice(0, BOXES).filter((/** @type {any} */ box) => Number.isInteger(box?.start) && Number.isInteger(box.end) && box.end > box.start && midiOf(String(box.low)) <= midiOf(String(box.high)));
  return {
    what: "ostinato", key: text("key") || "k1", copy: one.copy, cell: textOf(cell), meter: cell.meter, step: text("step"), rotate: Number.isInteger(one.rotate) ? one.rotate : 0, rows: one.rows === "all" ? "all" : "scale", origin: text("origin"),
    lanes, players, room: room.map((/** @type {any} */ { start, end, low, high, why, on, given }) => ({ start, end, low, high, why: String(why ?? ""), on: on !== false, given: given === true })),
  };
}

/** What is worked with. @param {Mark} mark @param {number} bars @returns {import("./ostinato_page.js").Made} */
export function madeOf({ cell, step, meter, rotate, lanes, players, room }, bars) {
  const read_ = /** @type {import("./ostinato.js").Cell} */ (read(cell, step, meter));
  return { cell: read_, turn: rotate, bars, lanes, players, boxes: room.map((box) => ({ ...box, low: midiOf(box.low), high: midiOf(box.high) })) };
}

const number = (/** @type {number} */ value) => String(Number(value.toFixed(6)));

/** The Python that makes the same cell and the same page. @param {Mark} mark @param {Told} told */
export function code(mark, { bars, dynamics, tempo }) {
  const quoted = (/** @type {string} */ text) => JSON.stringify(text);
  const more = [mark.meter === "4/4" ? "" : quoted(mark.meter), mark.step === "1/2" ? "" : `step=${quoted(mark.step)}`];
  let made = `fs.Ostinato(${[quoted(mark.cell), ...more].filter(Boolean).join(", ")})${mark.rotate ? `.rotate(${mark.rotate})` : ""}`;
  for (const [name, lane] of Object.entries(mark.lanes)) {
    const said = (/** @type {number} */ value) => (name === "dynamics" ? quoted(dynamics[Math.round(value)]) : number(value));
    if (lane.length === 1) made += `.evolve(${quoted(name)}, (${said(lane[0][1])}, ${said(lane[0][1])}))`;
    lane.slice(1).forEach(([bar, to], i) => (made += `.evolve(${quoted(name)}, (${said(lane[i][1])}, ${said(to)}), bars=(${bar}, ${bar}))`));
  }
  const room = mark.room.filter(({ on }) => on).map(({ start, end, low, high, why }) => `(${start}, ${end}, ${[low, high, why].map(quoted).join(", ")})`);
  if (room.length) made += `.leave(${room.join(", ")})`;
  return `tempo = ${tempo}\ncell = ${made}\npage = cell.build(${bars}, {${mark.players.map((row) => row.map(quoted).join(": ")).join(", ")}}, tempo=tempo)`;
}
