// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { against, held, homes, leaning, read, rotated, sized, strength, strike, textOf, thinned, without } from "../../src/filmscore/widgets/static/core/ostinato.js";
import { cleaned, code } from "../../src/filmscore/widgets/static/core/ostinato_mark.js";
import { beatAt, frameAt, hurried, moved, moves, valueAt, verdict } from "../../src/filmscore/widgets/static/core/ostinato_page.js";

const WALKS = "D3> A3 D3 Eb3> D3 A3";
const cell = (/** @type {string} */ text, step = "1/2", meter = "4/4") => /** @type {import("../../src/filmscore/widgets/static/core/ostinato.js").Cell} */ (read(text, step, meter));

test("a cell is read as it is typed, and typed as it is read", () => {
  for (const text of [WALKS, "D3:1 R A3^", "D3+A3:3/2> R R", "D3 R R R R R"]) assert.equal(textOf(cell(text)), text);
  assert.equal(textOf(cell("E-3 . r F♯4", "1/4")), "Eb3 R R F#4");
  assert.deepEqual(["H3", "D3:1/3", "R R", "", "D3>>"].map((text) => read(text, "1/2", "4/4")), [null, null, null, null, null]);
  const seven = cell("D3 A3:1", "1/2", "7/8");
  assert.deepEqual([seven.step, seven.bar, seven.ticks, seven.size], [1, 7, 2, 3]);
});

test("what is done to a cell leaves the old one as it was", () => {
  const old = cell(WALKS);
  assert.equal(textOf(strike(old, 1, "C4")), "D3> C4 D3 Eb3> D3 A3");
  assert.equal(textOf(strike(cell("D3:3/2 R"), 1, "F3")), "D3 F3 R R", "what was held ends there");
  assert.equal(textOf(leaning(old, 1, 2)), "D3> A3^ D3 Eb3> D3 A3");
  assert.equal(without(cell("D3 R R"), 0), null);
  assert.equal(textOf(held(cell("D3 R R A3"), 0, 9)), "D3:3/2 A3", "as far as the next note");
  assert.equal(textOf(/** @type {any} */ (sized(cell("D3 A3:1"), 2))), "D3 A3");
  assert.equal(sized(cell("R R D3"), 2), null);
  assert.equal(textOf(rotated(old, -2)), "D3 A3 D3> A3 D3 Eb3>");
  assert.equal(textOf(thinned(cell("D3> D3 A3 D3 C4> D3 A3 D3"), 0.5)), "D3> R A3 R C4> R A3 R");
  for (const share of [2 / 3, 0.666667]) assert.equal(thinned(old, share).strokes.length, 4, "two thirds of six are four");
  assert.equal(textOf(old), WALKS);
});

test("home is where its first step meets a bar line", () => {
  const walks = cell(WALKS);
  assert.deepEqual([homes(walks, 0, 15), homes(walks, -2, 15)], [[1, 4, 7, 10, 13], [2, 5, 8, 11, 14]]);
  assert.deepEqual(homes(cell("D3 A3 D3 A3 D3 A3 D3 A3"), 1, 15), []);
  assert.deepEqual([WALKS, "D3 A3 D3 A3", "D3 R R R R R R R R R R R R R R R"].map((text) => against(cell(text)).walks), [true, false, false], "two bars long is no walk");
  assert.deepEqual([0, 1, 2, 3, 4].map((n) => strength("4/4", n / 2)), [0, 3, 2, 3, 1]);
});

test("a lane is its moves, and a move that stays is none", () => {
  const lane = /** @type {[number, number][]} */ ([[1, 0.5], [5, 1]]);
  assert.deepEqual([valueAt(lane, 4, 1), valueAt(lane, 5, 1), valueAt(undefined, 9, 4)], [0.5, 1, 4]);
  assert.deepEqual([moved(lane, 3, 0.5), moved(lane, 5, null), moved(lane, 1, 1)], [lane, [[1, 0.5]], [[1, 1]]]);
  assert.deepEqual(moves({ density: lane, players: [[1, 1], [3, 2]] }).map(({ bar, name }) => `${bar} ${name}`), ["3 players", "5 density"]);
  assert.deepEqual(hurried([{ bar: 5 }, { bar: 5 }, { bar: 7 }, { bar: 11 }]), { crowded: [5], close: [[5, 7]] });
  assert.deepEqual([1, -1, 2, 3, 3.1].map((off) => verdict(off, 1)), ["hit", "hit", "near", "near", "miss"]);
});

test("frames lie between those of the map, and on after its end", () => {
  const times = /** @type {[number, number][]} */ ([[0, 96], [4, 136], [8, 216]]);
  assert.deepEqual([frameAt(times, 2), frameAt(times, 6), frameAt(times, 9), beatAt(times, 116)], [116, 176, 236, 2]);
});

test("only what makes sense of a mark is read, and the code says the rest", () => {
  const told = { bars: 15, params: { density: { low: 0.05, high: 1, plain: 1, whole: false }, dynamics: { low: 0, high: 7, plain: 4, whole: true } }, reach: { cello: {} }, dynamics: ["ppp", "pp", "p", "mp", "mf", "f", "ff", "fff"], tempo: "fs.TempoMap(start=96)" };
  const mark = { what: "ostinato", key: "k1", copy: "", cell: WALKS, meter: "4/4", step: "1/2", rotate: -2, rows: "scale", origin: WALKS, lanes: { density: [[1, 0.333333], [5, 1]], dynamics: [[1, 2]] }, players: [["cello", "all"]], room: [] };
  assert.deepEqual(cleaned([mark], told), [mark]);
  assert.deepEqual([cleaned([{ ...mark, copy: "A" }], told), cleaned([{ ...mark, cell: "Q" }], told), cleaned([{ ...mark, players: [["kazoo", "all"]] }], told)], [null, null, null]);
  assert.deepEqual(/** @type {any} */ (cleaned([{ ...mark, lanes: { density: [[1, 9]], tempo: [[1, 2]] }, rotate: 0.5 }], told))[0].lanes, {});
  assert.equal(code(/** @type {any} */ (mark), told), [
    "tempo = fs.TempoMap(start=96)",
    `cell = fs.Ostinato("${WALKS}").rotate(-2).evolve("density", (0.333333, 1), bars=(5, 5)).evolve("dynamics", ("p", "p"))`,
    'page = cell.build(15, {"cello": "all"}, tempo=tempo)',
  ].join("\n"));
});
