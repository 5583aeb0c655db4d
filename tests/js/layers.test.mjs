// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { cleaned, code, crowd, decibels, effect, fullness, mean, missed, nothing, over, quiet, rolesIn, saidIn, seen, sentence, sounding, spans, without } from "../../src/filmscore/widgets/static/core/layers.js";

const LANES = [["sub", 25, 60], ["bass", 60, 150], ["low middle", 150, 400], ["middle", 400, 1000], ["speech", 1000, 4000], ["bright", 4000, 10000], ["air", 10000, 20000]]
  .map(([name, low, high]) => ({ name: String(name), low: Number(low), high: Number(high), told: `${name} (…)` }));
const empty = [-75, -75, -75, -75, -75, -75, -75];
const row = (/** @type {Record<number, number>} */ there) => empty.map((level, lane) => there[lane] ?? level);
const pair = (/** @type {Partial<import("../../src/filmscore/widgets/static/core/layers.js").Collision>} */ more = {}) => ({ covered: "motion", by: "pad", lane: 1, both: false, share: { 3: 0.83, 7: 0.61 }, ...more });
const told = /** @type {any} */ ({
  level: { low: [row({ 0: -12, 1: -30 }), row({ 0: -12 })], pad: [row({ 2: -20 }), row({ 2: -24, 3: -40 })], line: [row({ 3: -18 }), row({ 3: -18 })] },
  collisions: [{ covered: "line", by: "low", lane: 1, both: false, share: { 1: 0.7 } }, { covered: "pad", by: "low", lane: 2, both: true, share: { 1: 0.9, 2: 0.6 } }],
});
const ALL = ["low", "pad", "line"];

test("mute is stronger than solo, and a solo silences the others", () => {
  assert.deepEqual(sounding(ALL, [], []), ALL);
  assert.deepEqual(sounding(ALL, ["low"], []), ["pad", "line"]);
  assert.deepEqual(sounding(ALL, [], ["line"]), ["line"]);
  assert.deepEqual(sounding(ALL, ["line"], ["line", "pad"]), ["pad"]);
});

test("a collision counts while both sound, and in the bars looked at only", () => {
  const bars = [1, 2, 3, 4, 5, 6, 7, 8];
  assert.deepEqual(seen([pair()], ["pad", "motion"], bars).map((one) => [one.bars, one.worst]), [[[3, 7], 0.83]]);
  assert.deepEqual(seen([pair()], ["motion"], bars), []);
  assert.deepEqual(seen([pair()], ["pad", "motion"], [7, 8]).map((one) => [one.bars, one.worst]), [[[7], 0.61]], "the worst of these bars, not of all");
  assert.deepEqual(seen([pair()], ["pad", "motion"], [4]), []);
  const [first] = seen([pair({ share: { 1: 0.9 } }), pair({ by: "line", share: { 1: 0.5, 2: 0.5 } })], ["pad", "motion", "line"], bars);
  assert.equal(first.by, "line", "the longest first");
  assert.deepEqual(crowd(seen([pair(), pair({ lane: 2, share: { 3: 0.5 } })], ["pad", "motion"], bars), bars), [0, 0, 2, 0, 0, 0, 1, 0]);
});

test("who is over a cell is told of that bar, and of both where neither is heard well", () => {
  const list = seen([pair(), pair({ covered: "line", by: "motion", both: true, share: { 3: 0.5 } })], ["pad", "motion", "line"], [3, 7]);
  assert.deepEqual(over(list, "motion", 1, 7), [{ by: "pad", share: 0.61, both: false }]);
  assert.deepEqual(over(list, "motion", 1, 3).map(({ by }) => by), ["pad", "line"]);
  assert.deepEqual(over(list, "pad", 1, 3), []);
  assert.deepEqual(over(list, "motion", 2, 3), []);
});

test("sixty decibels lie between empty and full, and a mean is of power", () => {
  assert.deepEqual([-75, -60, -30, 0, 3].map(fullness), [0, 0, 0.5, 1, 1]);
  assert.ok(Math.abs(mean([row({ 0: -10 }), row({})], [0, 1], 0) - -13.01) < 0.01);
  assert.equal(mean([row({ 0: -10 }), row({ 0: -40 })], [1], 0).toFixed(1), "-40.0", "of the bar chosen, not of all");
  assert.deepEqual([-54.6, -0.2].map(decibels), ["−55 dB", "0 dB"]);
});

test("a collision in words", () => {
  const [one] = seen([pair()], ["pad", "motion"], [3, 7]);
  assert.equal(sentence(one, LANES, "bar", (id) => id), "Bars 3, 7, bass (…): pad covers motion, 83% at worst.");
  assert.equal(sentence({ ...one, bars: [3], both: true }, LANES, "row", (id) => id.toUpperCase()), "Row 3, bass (…): MOTION and PAD are in each other's way, 83% at worst.");
  assert.equal(spans([1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
  assert.deepEqual([quiet(0, 5), quiet(1, 5), quiet(1, 1)].map((text) => text.slice(0, 9)), ["Nobody so", "One layer", "One layer"]);
});

test("without a layer: what is left empty, who is free, and how many collisions less", () => {
  const bars = [1, 2];
  const gone = without(told, LANES, bars, ALL, ["pad", "line"]);
  assert.deepEqual(gone, { nothing: "nothing below 150 Hz", freed: ["pad", "line"], fewer: 2 });
  assert.equal(effect("Low muted.", gone), "Low muted. Two collisions less. There is nothing below 150 Hz.");
  assert.equal(missed("low", gone, (id) => id), "You said low. Without it the cue has nothing below 150 Hz; two layers are no longer covered: pad, line.");
  const pad = without(told, LANES, bars, ALL, ["low", "line"]);
  assert.deepEqual(pad, { nothing: "nothing in the low middle", freed: ["low"], fewer: 1 }, "each was in the other's way, so the low one is free");
});

test("what lies empty is told from its ends", () => {
  const bare = (/** @type {number[]} */ ...there) => LANES.map((_, lane) => !there.includes(lane));
  assert.equal(nothing([5, 6], LANES, bare(1, 2)), "nothing above 400 Hz");
  assert.equal(nothing([0], LANES, bare()), "nothing at all");
  assert.equal(nothing([], LANES, bare(3)), "");
  assert.equal(effect("Line muted.", { nothing: "nothing at all", fewer: 0 }), "Line muted. Nobody sounds.");
  assert.equal(effect("Line sounds again.", { nothing: "", fewer: -1 }), "Line sounds again. One collision more.");
});

test("marks are looked at as the kernel looks at them", () => {
  const given = [{ what: /** @type {const} */ ("role"), key: "k1", layer: "pad", role: "pad" }, { what: /** @type {const} */ ("said"), key: "k2", layer: "" }];
  assert.equal(cleaned("no", given), null);
  assert.deepEqual(cleaned([{ what: "role", layer: "pad", role: "tuba" }, { what: "said", layer: "nobody" }, 3], given), given);
  const marks = /** @type {any} */ (cleaned([{ what: "said", layer: "pad" }, { what: "role", layer: "pad", role: "" }], given));
  assert.deepEqual([rolesIn(marks), saidIn(marks), saidIn(given)], [{}, "pad", ""]);
  assert.equal(code(given, { of: "stems", tempo: true }, false), 'fs.layers(stems, {"pad": "pad"}, tempo=tempo)');
  assert.equal(code(marks, { of: "stems", tempo: false }, false), "fs.layers(stems)");
  assert.equal(code(marks, { of: "", tempo: false }, true), 'jobs = {"pad": ""}');
});
