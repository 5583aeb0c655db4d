// @ts-check
// The net as it is drawn: notes in circles, triads as triangles, the walk over them.
import { MOVES, centre } from "./core/net.js";
import { drawn } from "./drawn.js";

/** @typedef {import("./core/net.js").Net} Net */
/** What is to be seen. `heard`: the triad that sounds, `following`: its number on the path that plays, or -1; `pitches`: classes that sound, `held`: those kept from the triad before.
 * @typedef {{path: number[], moves: string[], home: number, last: number, heard: number, following: number, pitches: number[], held: number[], ghost: number[], label: (cell: number) => string}} Seen */

export const EDGE = 88; // px of the drawing
const PAD = 0.5; // edges around the nodes
const CIRCLE = 18; // px, radius of a node
const FEW = 5; // lines of a long walk that are drawn unasked: with more of them nobody reads any
const ROOM = 4; // letters of a number: wider, it covers the sign of the move beside it
const GAP = 1.6; // px from an edge to the face of a triangle
const BENDS = [0.25, -0.25, 0.4, -0.4, 0.55, -0.55, 0.75, -0.75, 1, -1]; // of a line's length, to its side

/** A triangle with round corners, some way inside its edges. @param {[number, number][]} corners @param {number} inset @param {number} round */
function rounded(corners, inset, round) {
  const [cx, cy] = [0, 1].map((axis) => (corners[0][axis] + corners[1][axis] + corners[2][axis]) / 3);
  const share = 1 - inset / (EDGE * 0.288675);
  const inner = corners.map(([x, y]) => [cx + (x - cx) * share, cy + (y - cy) * share]);
  return inner.map(([x, y], i) => {
    const toward = (/** @type {number[]} */ other) => {
      const far = Math.hypot(other[0] - x, other[1] - y);
      return `${(x + ((other[0] - x) * round) / far).toFixed(1)} ${(y + ((other[1] - y) * round) / far).toFixed(1)}`;
    };
    return `${i ? "L" : "M"}${toward(inner[(i + 2) % 3])}Q${x.toFixed(1)} ${y.toFixed(1)} ${toward(inner[(i + 1) % 3])}`;
  }).join("") + "Z";
}

export class NetDrawing {
  /** @param {Net} net @param {string} title */
  constructor(net, title) {
    this.net = net;
    const [xs, ys] = [net.nodes.map(({ x }) => x), net.nodes.map(({ y }) => y)];
    this.left = Math.min(...xs) - PAD;
    this.top = Math.min(...ys) - PAD;
    this.walkShown = "";
    this.width = (Math.max(...xs) + PAD - this.left) * EDGE;
    this.height = (Math.max(...ys) + PAD - this.top) * EDGE;
    this.light = `fsp-tn-light-${Math.random().toString(36).slice(2)}`;
    this.faces = net.cells.map((_, at) => this.face(at));
    this.knots = net.nodes.map((node) => this.knot(node));
    this.ways = drawn("g", { class: "fsp-tn-ways", "aria-hidden": "true" });
    this.signs = drawn("g", { class: "fsp-tn-ways", "aria-hidden": "true" });
    /** Lines of the walk: between which triangles, and what is drawn of each. @type {{a: number, b: number, parts: Element[]}[]} */ this.lines = [];
    /** @type {number[]} */ this.path = [];
    this.upTo = 0; // the triad of the walk that sounds, or its last
    this.near = -1; // the triangle a hand or the focus is on
    this.element = drawn("svg", { class: "fsp-tn-svg", viewBox: `0 0 ${this.width.toFixed(1)} ${this.height.toFixed(1)}`, role: "group", "aria-label": title }, [
      drawn("defs", {}, [drawn("linearGradient", { id: this.light, x1: 0, y1: 0, x2: 0, y2: 1 }, [drawn("stop", { class: "fsp-tn-lit", offset: "0" }), drawn("stop", { class: "fsp-tn-dim", offset: "1" })])]),
      drawn("g", { class: "fsp-tn-strings", "aria-hidden": "true" }, this.strings()),
      drawn("g", {}, this.faces.map(({ element }) => element)),
      this.ways,
      drawn("g", { class: "fsp-tn-names", "aria-hidden": "true" }, this.faces.map(({ name }) => name)), // over the lines of the walk
      drawn("g", { class: "fsp-tn-rings", "aria-hidden": "true" }, this.faces.map(({ ring }) => ring)), // and over the triangles beside
      drawn("g", { class: "fsp-tn-knots", "aria-hidden": "true" }, this.knots.map(({ element }) => element)),
      this.signs,
      drawn("g", { class: "fsp-tn-tags", "aria-hidden": "true" }, this.faces.map(({ tag }) => tag)), // nothing covers a number
    ]);
  }

  /** @param {number} x @param {number} y @returns {[number, number]} px of the drawing */
  at(x, y) {
    return [(x - this.left) * EDGE, (y - this.top) * EDGE];
  }

  /** A place on the page, in edges. @param {{clientX: number, clientY: number}} event @returns {[number, number]} */
  where({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * (this.width / EDGE) + this.left, ((clientY - box.top) / box.height) * (this.height / EDGE) + this.top];
  }

  /** @param {number} cell */
  middle(cell) {
    return this.at(...centre(this.net, cell));
  }

  /** Beyond its border the net goes on: each node there has lines that fade. @returns {Element[]} */
  strings() {
    const { nodes } = this.net;
    const high = Math.sqrt(0.75);
    const ways = [[1, 0], [-1, 0], [0.5, -high], [-0.5, -high], [0.5, high], [-0.5, high]];
    return nodes.flatMap(({ x, y }) => ways.filter(([dx, dy]) => !nodes.some((one) => Math.hypot(one.x - x - dx, one.y - y - dy) < 0.01)).flatMap(([dx, dy]) =>
      [[0.22, 0.31, 0.9], [0.34, 0.4, 0.6], [0.43, 0.47, 0.3]].map(([from, to, opacity]) => {
        const [[x1, y1], [x2, y2]] = [this.at(x + dx * from, y + dy * from), this.at(x + dx * to, y + dy * to)];
        return drawn("line", { class: "fsp-tn-string", x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1), opacity });
      })));
  }

  /** @param {number} at */
  face(at) {
    const cell = this.net.cells[at];
    const triad = this.net.triads[cell.triad];
    const corners = cell.corners.map((one) => this.at(this.net.nodes[one].x, this.net.nodes[one].y));
    const [x, y] = this.middle(at);
    const shape = (/** @type {string} */ name, /** @type {number} */ inset, round = 9) => drawn("path", { class: `fsp-tn-${name}`, d: rounded(corners, inset, round), fill: name === "light" ? `url(#${this.light})` : null });
    const number = drawn("text", { class: "fsp-tn-number", x, y: y + (cell.up ? -21 : 21) });
    const badge = drawn("rect", { class: "fsp-tn-badge", rx: 9, height: 18, y: y + (cell.up ? -30 : 12) });
    const element = drawn("g", { class: `fsp-tn-cell ${triad.minor ? "fsp-tn-minor" : "fsp-tn-major"}`, role: "button", tabindex: -1, "data-cell": at }, [
      shape("face", GAP), shape("light", GAP), shape("home", 6, 7), shape("home", 9.5, 6), shape("rim", 3),
    ]);
    const tag = drawn("g", {}, [badge, number]);
    const name = drawn("text", { class: `fsp-tn-name fsp-tn-${triad.minor ? "minor" : "major"}-name`, x, y: y + (cell.up ? 3 : -2) }, [triad.name]);
    const ring = shape("ring", -1, 10);
    const seen = () => this.look(at, ring.classList.toggle("fsp-tn-focus", element.matches(":focus-visible")));
    for (const kind of ["focus", "blur", "keydown"]) element.addEventListener(kind, seen);
    element.addEventListener("pointerenter", () => this.look(at, true));
    element.addEventListener("pointerleave", () => this.look(at, false));
    return { element, tag, badge, number, name, ring, x };
  }

  /** @param {import("./core/net.js").Knot} node */
  knot(node) {
    const [x, y] = this.at(node.x, node.y);
    const two = node.names.length > 1;
    const names = node.names.map((name, i) => drawn("text", { class: two ? "fsp-tn-two" : "fsp-tn-one", x, y: two ? y + (i ? 7.5 : -6) : y + 0.5 }, [name]));
    const element = drawn("g", { class: "fsp-tn-knot" }, [drawn("circle", { class: "fsp-tn-wave", cx: x, cy: y, r: CIRCLE }), drawn("circle", { class: "fsp-tn-circle", cx: x, cy: y, r: CIRCLE }), ...names]);
    return { element, pitch: node.pitch };
  }

  /** @param {Seen} seen */
  show(seen) {
    const { net } = this;
    const { path, home, last, heard, pitches, held } = seen;
    /** @type {Map<number, number[]>} */ const numbers = new Map();
    path.forEach((cell, i) => numbers.set(cell, [...(numbers.get(cell) ?? []), i + 1]));
    const walked = new Set(path.map((cell) => net.cells[cell].triad));
    this.faces.forEach(({ element, tag, badge, number, name, x }, at) => {
      const { triad } = net.cells[at];
      const set = (/** @type {string} */ name, /** @type {boolean} */ on) => element.classList.toggle(`fsp-tn-${name}`, on);
      set("walked", walked.has(triad));
      set("here", at === last);
      set("twin", last >= 0 && at !== last && net.cells[last].triad === triad);
      set("at-home", triad === home);
      set("heard", triad === heard);
      name.classList.toggle("fsp-tn-name-heard", triad === heard);
      tag.classList.toggle("fsp-tn-tag-heard", triad === heard);
      set("ghost", seen.ghost.includes(at));
      element.setAttribute("aria-label", seen.label(at));
      const here = numbers.get(at) ?? [];
      const all = here.join(" ");
      const text = all.length > ROOM ? `${here[0]} …` : all; // its label has them all
      if (number.textContent === text) return;
      number.textContent = text;
      const wide = Math.max(18, text.length * 7.2 + 9);
      badge.setAttribute("x", String(x - wide / 2));
      badge.setAttribute("width", String(text ? wide : 0));
    });
    for (const { element, pitch } of this.knots) {
      element.classList.toggle("fsp-tn-sounds", pitches.includes(pitch));
      element.classList.toggle("fsp-tn-held", held.includes(pitch));
    }
    this.showWays(path, seen.moves);
    this.upTo = seen.following < 0 ? path.length - 1 : Math.max(seen.following, 1);
    this.showFew();
  }

  /** The lines of the walk, one for each pair of triangles, with an arrow at each end that is reached. @param {number[]} path @param {string[]} moves */
  showWays(path, moves) {
    const key = `${path} ${moves}`;
    if (key === this.walkShown) return;
    this.walkShown = key;
    /** @type {Map<string, {a: number, b: number, move: string, to: boolean, back: boolean}>} */ const ways = new Map();
    path.slice(1).forEach((to, i) => {
      const [a, b] = [Math.min(path[i], to), Math.max(path[i], to)];
      const way = ways.get(`${a} ${b}`) ?? { a, b, move: moves[i], to: false, back: false };
      ways.set(`${a} ${b}`, { ...way, to: way.to || to === b, back: way.back || to === a });
    });
    const made = [...ways.values()].map((way) => ({ ...way, ...this.way(way) }));
    this.ways.replaceChildren(...made.flatMap(({ line }) => line));
    this.signs.replaceChildren(...made.flatMap(({ sign }) => sign));
    this.lines = made.map(({ a, b, line, sign }) => ({ a, b, parts: [...line, ...sign] }));
    this.path = path;
  }

  /** Of a long walk only the lines that lead to where it is, and those of the triangle that is looked at. */
  showFew() {
    const { path, lines, near } = this;
    /** @type {Set<string>} */ const shown = new Set();
    for (let i = Math.min(this.upTo, path.length - 1); i > 0 && shown.size < FEW; i -= 1) shown.add(`${Math.min(path[i - 1], path[i])} ${Math.max(path[i - 1], path[i])}`);
    for (const { a, b, parts } of lines) {
      const away = lines.length > FEW && !shown.has(`${a} ${b}`) && a !== near && b !== near;
      for (const part of parts) part.toggleAttribute("hidden", away);
    }
  }

  /** A hand or the focus comes to a triangle, or leaves it. @param {number} cell @param {boolean} on */
  look(cell, on) {
    if (!on && cell !== this.near) return;
    this.near = on ? cell : -1;
    this.showFew();
  }

  /** @param {{a: number, b: number, move: string, to: boolean, back: boolean}} way @returns {{line: Element[], sign: Element[]}} */
  way({ a, b, move, to, back }) {
    const [from, until] = [this.middle(a), this.middle(b)];
    const far = Math.hypot(until[0] - from[0], until[1] - from[1]);
    const beside = far < EDGE * 0.6; // over an edge: straight
    const wide = 18 + (move.length - 1) * 8.5;
    const bends = beside ? [0] : BENDS.map((bend) => bend * (0.6 * far + 0.4 * EDGE));
    const badges = [a, b].map((cell, i) => [[from, until][i][0], [from, until][i][1] + (this.net.cells[cell].up ? -21 : 21)]);
    const curves = bends.map((bend) => this.curve(from, until, bend, beside ? 13 : 19, beside ? [] : badges));
    const lies = curves.map((curve) => this.lie(curve, wide, a, b));
    const best = lies.reduce((best, one, i) => (one.clear > lies[best].clear + 1 ? i : best), 0);
    const curve = curves[best];
    const d = `M${curve.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
    const round = far > EDGE * 3 ? " fsp-tn-round" : ""; // from one edge of the net to the other
    const line = [drawn("path", { class: "fsp-tn-way-under", d }), drawn("path", { class: `fsp-tn-way${round}`, d })];
    const end = curve.length - 1;
    if (to) line.push(this.arrow(curve[end], curve[end - 2]));
    if (back) line.push(this.arrow(curve[0], curve[2]));
    const [x, y] = curve[beside ? end / 2 : lies[best].sign];
    const name = MOVES[move]?.[1] ?? "";
    const sign = [
      drawn("rect", { class: "fsp-tn-pill", x: (x - wide / 2).toFixed(1), y: (y - 9).toFixed(1), width: wide, height: 18, rx: 9 }, name ? [drawn("title", {}, [name])] : []),
      drawn("text", { class: "fsp-tn-move", x: x.toFixed(1), y: (y + 0.5).toFixed(1) }, [move]),
    ];
    return { line, sign };
  }

  /** Points of a curve from one triangle to another, clear of their names and numbers.
   * @param {[number, number]} from @param {[number, number]} to @param {number} bend px to its side @param {number} clear px @param {number[][]} badges */
  curve([ax, ay], [bx, by], bend, clear, badges) {
    const far = Math.hypot(bx - ax, by - ay);
    const [mx, my] = [(ax + bx) / 2 - ((by - ay) / far) * bend, (ay + by) / 2 + ((bx - ax) / far) * bend];
    const at = (/** @type {number} */ t) => [ax * (1 - t) ** 2 + 2 * mx * t * (1 - t) + bx * t * t, ay * (1 - t) ** 2 + 2 * my * t * (1 - t) + by * t * t];
    const apart = (/** @type {number[]} */ [x, y], /** @type {number[]} */ [px, py]) => Math.hypot(x - px, y - py);
    const free = (/** @type {number} */ t, /** @type {number[]} */ end) => apart(at(t), end) >= clear && badges.every((badge) => apart(at(t), badge) >= 15);
    const times = Array.from({ length: 45 }, (_, i) => i / 100);
    const first = times.find((t) => free(t, [ax, ay])) ?? 0.2;
    const last = 1 - (times.find((t) => free(1 - t, [bx, by])) ?? 0.2);
    return Array.from({ length: 25 }, (_, i) => at(first + ((last - first) * i) / 24));
  }

  /** How well a curve lies, away from circles and names, and where on it its sign does. @param {number[][]} curve @param {number} wide px of the sign @param {number} a @param {number} b */
  lie(curve, wide, a, b) {
    const knots = this.net.nodes.map((node) => this.at(node.x, node.y));
    const names = this.net.cells.map((_, cell) => this.middle(cell));
    const others = names.filter((_, cell) => cell !== a && cell !== b);
    const far = (/** @type {number[]} */ [x, y], /** @type {number[][]} */ places, half = 0) => Math.min(...places.map(([px, py]) => Math.hypot(Math.max(Math.abs(px - x) - half, 0), py - y)));
    const half = (wide - 18) / 2;
    const signs = curve.map((point, i) => {
      const inside = point[0] > wide / 2 && point[0] < this.width - wide / 2 && point[1] > 10 && point[1] < this.height - 10;
      return i < 7 || i > 17 ? -1e9 : Math.min(far(point, knots, half), 31) + Math.min(far(point, names, half), 26) - Math.abs(i - 12) * 0.4 - (inside ? 0 : 100);
    });
    const sign = signs.indexOf(Math.max(...signs));
    const line = Math.min(...curve.map((point) => far(point, knots)));
    const past = Math.min(...curve.map((point) => far(point, others)));
    const out = curve.some(([x, y]) => x < 4 || x > this.width - 4 || y < 4 || y > this.height - 4);
    return { sign, clear: signs[sign] + Math.min(line, 22) + 1.5 * Math.min(past, 20) - (out ? 100 : 0) };
  }

  /** @param {number[]} at @param {number[]} before */
  arrow([x, y], [px, py]) {
    const [dx, dy] = [x - px, y - py];
    return drawn("path", { class: "fsp-tn-arrow", d: "M4 0L-5 -5.5L-2.5 0L-5 5.5Z", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((Math.atan2(dy, dx) * 180) / Math.PI).toFixed(1)})` });
  }

  /** A wave from each note that is struck anew. @param {number[]} pitches classes */
  wave(pitches) {
    for (const { element, pitch } of this.knots) {
      if (!pitches.includes(pitch)) continue;
      element.classList.remove("fsp-tn-struck");
      void (/** @type {SVGGElement} */ (element).getBoundingClientRect()); // begin anew where it is under way
      element.classList.add("fsp-tn-struck");
    }
  }
}
