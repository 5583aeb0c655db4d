// @ts-check
// The net of triads: what lies under a finger, what two triads share, how a walk through it sounds, and the Python that makes it. Pure.
// Places are told by Python (net_page.py), in lengths of one edge; y grows downwards.

/** @typedef {{name: string, plain: string, root: number, minor: boolean, notes: string[], classes: number[]}} Triad   `plain` as code writes it; notes: root, third, fifth */
/** A triangle: its corners are nodes, root, third and fifth; `over` leads to the triangle beyond an edge or, S, beyond a point.
 * @typedef {{triad: number, up: boolean, corners: number[], over: Record<string, number>}} Cell */
/** @typedef {{x: number, y: number, names: string[], pitch: number}} Knot */
/** What is known of two triads that lie so to each other: the letter of the move, if it has one; the shortest rows; semitones in all.
 * @typedef {{move: string, rows: string[], semitones: number}} Relation */
/** @typedef {{nodes: Knot[], cells: Cell[], triads: Triad[], relations: Record<string, Relation>}} Net */

/** Triads in a walk. */
export const MOST = 16;
/** What each letter is made of, and called. @type {Record<string, [string, string]>} */
export const MOVES = { P: ["P", "parallel"], L: ["L", "leading-tone exchange"], R: ["R", "relative"], S: ["LPR", "slide"], N: ["RLP", "near fifth"], F: ["LRP", "far fifth"], H: ["PLP", "hexatonic pole"] };

const LETTERS = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** As it is printed: F♯m, B♭. @param {string} plain */
export const printed = (plain) => plain.replace(/#/g, "♯").replace(/^(.)bb/, "$1♭♭").replace(/^(.)b/, "$1♭");

/** Which of the 24 a name means, or -1. Root and, for minor, 12 more. @param {string} plain */
export function triadOf(plain) {
  const match = /^([A-G])(##|#|bb|b|)(m?)$/.exec(plain);
  if (!match) return -1;
  const root = LETTERS[/** @type {"C"} */ (match[1])] + (match[2][0] === "#" ? 1 : -1) * match[2].length;
  return ((root + 24) % 12) + (match[3] ? 12 : 0);
}

// ---- what two triads are to each other

/** Murphy's label, counted from the first: M8M. @param {Triad} one @param {Triad} other */
export const labelOf = (one, other) => `${one.minor ? "m" : "M"}${(other.root - one.root + 12) % 12}${other.minor ? "m" : "M"}`;

/** @param {Net} net @param {Triad} one @param {Triad} other */
export const relationOf = (net, one, other) => net.relations[labelOf(one, other)];

/** The notes they share, as the first spells them. @param {Triad} one @param {Triad} other */
export const heldOf = (one, other) => one.notes.filter((_, i) => other.classes.includes(one.classes[i]));

/** The move as its letter, else its first shortest row. @param {Net} net @param {Triad} one @param {Triad} other */
export const moveOf = (net, one, other) => relationOf(net, one, other).move || relationOf(net, one, other).rows[0];

/** Where a letter leads. @param {Net} net @param {Triad} from @param {string} letter @returns {number} */
export const ledBy = (net, from, letter) => net.triads.findIndex((to) => to.minor !== from.minor && relationOf(net, from, to).move === letter);

/** "D is held", "D and F are held", "no note is held". @param {string[]} held */
export const heldWords = (held) => (held.length ? `${held.join(" and ")} ${held.length > 1 ? "are" : "is"} held` : "no note is held");

/** "LRP = F; 4 semitones in all". @param {Relation} relation */
export function moveWords({ move, rows, semitones }) {
  const made = move ? MOVES[move][0] : "";
  const ways = move ? [made === move ? move : `${made} = ${move}`, ...rows.filter((row) => made.length > 1 && row !== made && row.length <= made.length)] : rows;
  return `${ways.join(", or ")}; ${semitones} semitone${semitones === 1 ? "" : "s"} in all`;
}

// ---- places

/** @param {Net} net @param {number} cell @returns {[number, number]} */
export function centre({ nodes, cells }, cell) {
  const corners = cells[cell].corners.map((at) => nodes[at]);
  return [corners.reduce((sum, one) => sum + one.x, 0) / 3, corners.reduce((sum, one) => sum + one.y, 0) / 3];
}

/** The triangles of a triad: one or two. @param {Net} net @param {number} triad */
export const cellsOf = ({ cells }, triad) => cells.flatMap((cell, at) => (cell.triad === triad ? [at] : []));

/** The triangle of a triad that lies nearest to another triangle. @param {Net} net @param {number} triad @param {number} from */
export function near(net, triad, from) {
  const [x, y] = centre(net, from);
  const far = (/** @type {number} */ cell) => Math.hypot(centre(net, cell)[0] - x, centre(net, cell)[1] - y);
  return cellsOf(net, triad).reduce((best, one) => (far(one) < far(best) - 1e-9 ? one : best));
}

/** The triangle in the middle of the net, of a triad. @param {Net} net @param {number} triad */
export function middle(net, triad) {
  const [xs, ys] = [net.nodes.map((one) => one.x), net.nodes.map((one) => one.y)];
  const [x, y] = [xs, ys].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
  const far = (/** @type {number} */ cell) => Math.hypot(centre(net, cell)[0] - x, centre(net, cell)[1] - y);
  return cellsOf(net, triad).reduce((best, one) => (far(one) < far(best) - 1e-9 ? one : best));
}

/** Triangles for a row of triads, each near the one before; those that are known stay. @param {Net} net @param {number[]} triads @param {number[]} [known] */
export function placed(net, triads, known = []) {
  /** @type {number[]} */ const cells = [];
  triads.forEach((triad, i) => cells.push(net.cells[known[i]]?.triad === triad ? known[i] : i ? near(net, triad, cells[i - 1]) : middle(net, triad)));
  return cells;
}

/** The triangle at a place, clear of edges and of the circles; -1 for none. @param {Net} net @param {number} x @param {number} y
 * @param {{circle: number, edge: number}} clear how far from each */
export function cellAt(net, x, y, { circle, edge }) {
  if (net.nodes.some((node) => Math.hypot(node.x - x, node.y - y) < circle)) return -1;
  return net.cells.findIndex(({ corners }) => {
    const points = corners.map((at) => net.nodes[at]);
    const sides = points.map((a, i) => {
      const b = points[(i + 1) % 3];
      return ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / Math.hypot(b.x - a.x, b.y - a.y);
    });
    return sides.every((side) => side >= edge) || sides.every((side) => -side >= edge);
  });
}

/** The triangles that a stroke passes, in order; over a point it passes from one to the other without those beside it.
 * @param {Net} net @param {[number, number]} from @param {[number, number]} to @param {{circle: number, edge: number}} clear @returns {number[]} */
export function passed(net, from, to, clear) {
  /** @type {number[]} */ const cells = [];
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 0.05));
  for (let i = 1; i <= steps; i++) {
    const cell = cellAt(net, from[0] + ((to[0] - from[0]) * i) / steps, from[1] + ((to[1] - from[1]) * i) / steps, clear);
    if (cell >= 0 && cell !== cells[cells.length - 1]) cells.push(cell);
  }
  return cells;
}

/** Where an arrow leads: along an edge, or over a point. @param {Net} net @param {number} cell @param {string} key */
export function beside({ cells }, cell, key) {
  const { up, over } = cells[cell];
  return over[{ ArrowLeft: up ? "R" : "L", ArrowRight: up ? "L" : "R", ArrowDown: up ? "P" : "S", ArrowUp: up ? "S" : "P" }[key] ?? "P"];
}
