// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { add, cleaned, code, laidOut, lineOf, remove, set, shift, stepOf, titleOf, written } from "../../src/filmscore/widgets/static/core/story.js";

const motifs = { Jon: { code: "fs.Motif('D4')" } };
const mark = (/** @type {string} */ key, more = {}) => ({ what: /** @type {const} */ ("statement"), key, scene: key, motif: "Jon", steps: "[]", reason: "", played_by: "", film: "", frame: null, irony: false, ...more });
const three = [mark("k1"), mark("k2"), mark("k3")];
const keys = (/** @type {{marks: {key: string}[]}} */ edit) => edit.marks.map((one) => one.key);

test("statements are added after the chosen one, moved, and taken away; nothing is changed in place", () => {
  assert.deepEqual(keys(add(three, "k1", "Jon")), ["k1", "k4", "k2", "k3"]);
  assert.deepEqual(keys(add([], null, "Jon")), ["k1"]);
  assert.deepEqual(keys(shift(three, "k1", 1)), ["k2", "k1", "k3"]);
  assert.equal(shift(three, "k1", -1).done, false);
  assert.equal(shift(three, "k3", 1).done, false);
  assert.deepEqual([remove(three, "k3").key, remove(three, "k1").key, remove([mark("k1")], "k1").key], ["k2", "k2", null]);
  assert.equal(set(three, "k1", { scene: "k1" }).done, false, "what changes nothing is no step");
  assert.deepEqual(keys({ marks: three }), ["k1", "k2", "k3"]);
});

test("only marks that make sense are read, and of a stack only steps", () => {
  const read = cleaned([mark("k1", { steps: '[["invert"],3,[4]]', frame: 5 }), mark("k2", { motif: "Ann" }), null, { what: "cue" }, mark("k3", { film: "x", frame: 5.5 })], motifs);
  assert.deepEqual(read?.map((one) => [one.key, one.steps, one.frame]), [["k1", '[["invert"]]', null], ["k3", "[]", null]]);
  assert.equal(lineOf(mark("k1", { steps: written([["augment", 2]]) })), 'Jon|[["augment",2]]');
});

const tool = (/** @type {any} */ more) => ({ name: "sequence", title: "sequence", told: "", keeps: "", gives_up: "", reading: "", recognised: "", bare: ["times", "step"], fields: [], ...more });
const fields = [
  { name: "times", label: "Times", kind: "number", value: 3, low: 2, high: 8 },
  { name: "step", label: "Each", kind: "choice", value: "M2", options: [["M2", "a tone"]] },
  { name: "key", label: "Key", kind: "text", value: "", hint: "D" },
];

test("fields make a step: bare arguments first, named ones at the end, empty ones not at all", () => {
  const one = tool({ fields });
  assert.deepEqual(stepOf(one, { times: "2", step: "M2", key: "" }).step, ["sequence", 2, "M2"]);
  assert.deepEqual(stepOf(one, { times: "2", step: "M2", key: "D" }).step, ["sequence", 2, "M2", { key: "D" }]);
  assert.deepEqual(stepOf(tool({ bare: [], fields: [fields[2]] }), { key: "d" }).step, ["sequence", { key: "d" }]);
  for (const [times, why] of [["", "needed"], ["9", "from 2 to 8"], ["2.5", "whole number"], ["x", "not x"]]) assert.match(stepOf(one, { times, step: "M2" }).wrong, new RegExp(why));
  const list = tool({ bare: ["rhythm"], fields: [{ name: "rhythm", label: "Beats", kind: "list", value: "", needed: true }] });
  assert.deepEqual(stepOf(list, { rhythm: "1 1/2, 1.5" }).step, ["sequence", [1, "1/2", "1.5"]]);
  for (const rhythm of ["one", "1/0", "-1"]) assert.match(stepOf(list, { rhythm }).wrong, /no number of beats/);
  assert.equal(titleOf(["sequence", 2, "M2", { key: "D" }], one), "sequence, 2, M2, D");
});

test("statements follow one another with a pause, notes in order of time", () => {
  const out = laidOut([{ key: "a", who: "horn", notes: [[2, 1, 64, "E4"], [0, 1, 60, "C4"]], beats: 3 }, { key: "b", who: "piano", notes: [[0, 1, 62, "D4"]], beats: 1 }], 1);
  assert.deepEqual(out.notes.map((note) => [note.beat, note.pitch, note.who]), [[0, 60, "horn"], [2, 64, "horn"], [4, 62, "piano"]]);
  assert.deepEqual([out.starts, out.length], [[{ key: "a", beat: 0 }, { key: "b", beat: 4 }], 5]);
  assert.equal(laidOut([], 1).length, 0);
});

test("the code names only what is there", () => {
  assert.match(code([mark("k1", { steps: '[["invert"],["augment","3/2"]]', irony: true })], motifs, ""), /fs\.Statement\("k1", "Jon", \["invert", \("augment", "3\/2"\)\], irony=True\),\n {4}\],\n\)$/);
});
