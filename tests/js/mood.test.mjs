// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { below, measure, order, roughness } from "../../src/filmscore/widgets/static/core/affect.js";
import { gainTo, integrated } from "../../src/filmscore/widgets/static/core/loudness.js";
import {
  borrow, choicesAt, choose, chordsOf, cleaned, code, differences, differs, held, hold, loansOf, mustSay, paint, placeOf, registerName, say, spread, stillSaid, strangers, told, verdict, yoursOf,
} from "../../src/filmscore/widgets/static/core/mood.js";

/** @param {string} said @param {number[]} classes @param {string} bass @param {string[]} close */
const chord = (said, classes, bass, close) => {
  const at = (/** @type {string[]} */ names) => ({ 0: names, 7: names, "-7": names });
  const up = (/** @type {string} */ name) => name.slice(0, -1) + (Number(name.slice(-1)) + 1);
  const over = { none: said.split(" ")[0], home: `${said.split(" ")[0]}/D`, fifth: `${said.split(" ")[0]}/A` };
  return { said, classes, notes: close, over, bass: { 0: bass, 7: bass, "-7": bass }, upper: { close: at(close), open: at(close), wide: at([close[0], close[2], up(close[1])]) } };
};
const colour = (/** @type {string} */ name, /** @type {string[]} */ row, /** @type {string[]} */ outside = []) => ({
  name, told: "", scale: [], row, menu: ["D", "G", "A", "Dm"], home: "D major", numerals: { D: "I", G: "IV", A: "V", Dm: "i", Gm: "iv", "B♭": "♭VI" }, outside,
});
/** @type {any} */ const DATA = {
  tune: { notes: [[0, 4, 62, "D4"], [4, 2, 64, "E4"], [6, 2, 69, "A4"]], beats: 8, exact: ["2", "2", "3/2", "5/2"], bar: 4, lead: 0, code: "fs.Motif('D4')", name: "the tune", text: "D4 E4 A4" },
  slots: [[0, 2, 1, 0], [2, 2, 1, 1], [4, 2, 2, 0], [6, 2, 2, 1]],
  tonic: 2,
  home: "D",
  colours: { major: colour("major", ["D", "A", "D", "D"]), aeolian: colour("minor", ["Dm", "Gm", "Dm", "Dm"], ["E"]) },
  lowered: [],
  chords: {
    D: chord("D major", [2, 6, 9], "D2", ["F♯3", "A3", "D4"]), Dm: chord("Dm minor", [2, 5, 9], "D2", ["F3", "A3", "D4"]), A: chord("A major", [9, 1, 4], "A2", ["E3", "A3", "C♯4"]),
    G: chord("G major", [7, 11, 2], "G2", ["G3", "B3", "D4"]), Gm: chord("Gm minor", [7, 10, 2], "G2", ["G3", "B♭3", "D4"]), "B♭": chord("B♭ major", [10, 2, 5], "B♭2", ["F3", "B♭3", "D4"]),
  },
  pedals: { home: { note: "D", 0: "D2", 7: "D3", "-7": "D2" }, fifth: { note: "A", 0: "A1", 7: "A1", "-7": "A1" } },
  loans: [
    { id: "iv", symbol: "Gm", costs: [null, 2, 1, null], changed: ["B♭"], sounds: "", refused: "" },
    { id: "♭VI", symbol: "B♭", costs: [null, null, 1, null], changed: ["B♭", "F"], sounds: "", refused: "" },
    { id: "N6", symbol: "G", costs: [null, null, null, null], changed: [], sounds: "", refused: "N6 would rub in every box." },
  ],
  limits: { low: 28, lowest: "E1", high: 69, highest: "A4" },
  model: { effects: { mode: [2, 0], register: [0.5, 0.5], dissonance: [-1, 1] }, slack: 0.5, listeners: 0.3, sure: 0.9 },
};
/** @param {string} key @param {any} [more] @returns {any} */
const version = (key, more = {}) => ({ what: "version", key, filled: true, colour: "major", chords: "D A D D", yours: "", loans: "", pedal: "none", spacing: "close", register: 0, said: "", said_of: "", ...more });
const scene = { what: "scene", key: "k4", shot: "a 1", tune_by: "horn", chords_by: "strings", against: "k1" };
const GIVEN = [version("k1"), version("k2", { filled: false }), version("k3", { filled: false }), scene];

test("only marks that make sense are read; the others are as they were given", () => {
  assert.deepEqual(cleaned(GIVEN, GIVEN, DATA), GIVEN);
  assert.deepEqual(cleaned([], GIVEN, DATA), GIVEN);
  for (const bad of [{ chords: "D X D D" }, { chords: "D" }, { colour: "mauve" }, { pedal: "third" }, { spacing: "tight" }, { register: 5 }])
    assert.deepEqual(cleaned([version("k2", { ...bad })], GIVEN, DATA), GIVEN);
  const read = /** @type {any[]} */ (cleaned([version("k2", { yours: "3 1 9", said: "sad", said_of: "x" }), { ...scene, against: "k3" }], GIVEN, DATA));
  assert.deepEqual([read[1].filled, read[1].yours, read[1].said, read[1].said_of, read[3].against], [true, "1 3", "", "", "k1"]);
});

test("a loan takes the box where it costs least, gives way to what is there, and goes back", () => {
  const one = borrow(version("k2"), "iv", DATA);
  assert.equal(one.version.chords, "D A Gm D");
  assert.match(one.said, /^Bar 2, first half: Gm minor, iv, with B♭ from the minor/);
  assert.deepEqual(loansOf(one.version), [["iv", 2]]);
  const full = borrow(one.version, "♭VI", DATA);
  assert.equal(full.version, one.version, "its only box is taken");
  assert.match(full.said, /finds no box that is free/);
  const back = borrow(one.version, "iv", DATA);
  assert.deepEqual([back.version.chords, back.version.loans], ["D A D D", ""]);
  assert.equal(borrow(version("k2"), "N6", DATA).said, "N6 would rub in every box.");
  assert.match(borrow(version("k2", { colour: "aeolian" }), "iv", DATA).said, /Only major borrows/);
  assert.equal(borrow(version("k2", { yours: "2" }), "iv", DATA).version.chords, "D Gm D D", "a box of one's own stays");
});

test("a box goes round what the colour and the loans allow, and is then one's own", () => {
  assert.deepEqual(choicesAt(version("k2"), 0, DATA), ["D", "G", "A", "Dm"], "and what finds no box by itself");
  const up = choose(version("k2"), 1, 1, DATA);
  assert.deepEqual([up.version.chords, [...yoursOf(up.version)]], ["D Dm D D", [1]]);
  assert.equal(choose(version("k2"), 0, -1, DATA).version.chords, "Dm A D D", "round and round");
  const lent = borrow(version("k2"), "iv", DATA).version;
  assert.ok(choicesAt(lent, 0, DATA).includes("Gm"));
  const own = choose(lent, 2, 1, DATA).version;
  assert.deepEqual([own.loans, own.yours], ["", "2"], "a box of one's own is no loan");
  const painted = paint(own, "aeolian", DATA);
  assert.deepEqual([painted.version.chords, painted.version.yours], ["Dm Gm Dm Dm", ""]);
  assert.match(painted.said, /Undo brings yours back/);
});

test("chords that come again are held; a pedal changes the bass alone", () => {
  assert.deepEqual(held(version("k1"), DATA).map((one) => [one.shown, one.start, one.beats]), [["D", 0, 2], ["A", 2, 2], ["D", 4, 4]]);
  const pedal = hold(version("k1"), "home", DATA);
  assert.deepEqual(held(pedal.version, DATA)[1].names, ["D2", "E3", "A3", "C♯4"]);
  assert.match(pedal.said, /^D is held below: D\/D A\/D/);
  assert.deepEqual(held(version("k1", { register: -12 }), DATA)[0].names, ["D1", "F♯2", "A2", "D3"]);
});

test("register and spacing stop where voices or tune do, and say why", () => {
  const low = spread(version("k1"), { register: -12 }, DATA);
  assert.match(low.said, /below E1, where the double basses end/);
  assert.equal(low.version.register, 0);
  assert.match(spread(version("k1"), { register: 12 }, DATA).said, /above A4, the highest note of the tune/);
  assert.equal(spread(version("k1"), { spacing: "wide" }, DATA).version.spacing, "wide");
  assert.deepEqual([-12, -7, 0, 7, 12].map(registerName), ["an octave lower", "a fifth lower", "as laid", "a fifth higher", "an octave higher"]);
});

test("differences are counted by sounding note, and a held one once", () => {
  const [one, dark] = [version("k1", { chords: "D D D D" }), version("k2", { chords: "Dm Dm Dm Dm" })];
  assert.deepEqual(differences(dark, one, DATA), [{ came: "F3", gone: "F♯3", box: 0 }]);
  assert.equal(differs(dark, one, DATA), "Against version 1, one note: F for F♯ in bar 1, first half.");
  assert.equal(told(dark, one, "Minor.", DATA), "Minor. One note differs from version 1.");
  assert.equal(differs(version("k2"), version("k1"), DATA), "Nothing differs from version 1 yet.");
  assert.match(differs(version("k2", { chords: "G G G D" }), version("k1", { chords: "A D A A" }), DATA), /^Against version 1, (1\d|[a-z]+) notes\.$/);
  assert.equal(told(one, one, "Minor.", DATA), "Minor.", "nothing differs from itself");
  assert.match(differs(version("k2", { pedal: "home" }), version("k1"), DATA), /one note: D for A in bar 1, second half/);
});

test("one says something before a changed version is heard, and again after the next change", () => {
  const [first, second] = [version("k1"), version("k2")];
  assert.equal(mustSay(second, first), false, "alike");
  const dark = { ...second, chords: "Dm A D D" };
  assert.equal(mustSay(dark, first), true);
  const said = say(dark, first, "darker");
  assert.deepEqual([mustSay(said, first), stillSaid(said, first)], [false, true]);
  assert.equal(mustSay({ ...said, pedal: "home" }, first), true);
  assert.equal(mustSay(said, { ...first, chords: "G A D D" }), true, "the other has changed");
  assert.equal(mustSay(first, first), false);
});

test("the prediction is told with what was said, and never as a verdict on a listener", () => {
  assert.equal(verdict("darker", 0.08, 0.9, "1"), "You said darker. The prediction: darker than version 1, in 92 of 100.");
  assert.match(verdict("brighter", 0.42, 0.9, "1"), /does not tell it apart from version 1 \(darker in 58 of 100\)\. What did you hear/);
  assert.equal(verdict("skipped", 0.97, 0.9, "2"), "The prediction: brighter than version 2, in 97 of 100.");
  assert.match(verdict("no telling", 0.95, 0.9, "1"), /^You said that there is no telling/);
});

test("notes of the tune that a colour does not have are told, with where they rub", () => {
  assert.equal(strangers(version("k1"), DATA), "");
  const text = strangers(version("k2", { colour: "aeolian", chords: "Dm Dm Dm Dm" }), DATA);
  assert.equal(text, "The tune keeps E, which minor does not have: it rubs on F in bar 1, first half. Heard that way?");
});

test("the code holds the length of every held chord", () => {
  assert.equal(code(version("k1"), DATA), "fs.Motif('D4').harmonise(\"D A D\", beats=[2, 2, 4])");
  assert.equal(code(version("k1", { chords: "D D A D" }), DATA), "fs.Motif('D4').harmonise(\"D A D\", beats=[4, \"3/2\", \"5/2\"])");
  assert.equal(placeOf(3, DATA), "bar 2, second half");
  assert.deepEqual(chordsOf(version("k1")), ["D", "A", "D", "D"]);
});

test("roughness, mode and register as they are counted", () => {
  assert.equal(roughness([60]), 0);
  assert.ok(roughness([60, 64, 67]) < roughness([60, 63, 67, 71]) && roughness([60, 63, 67, 71]) < roughness([60, 61, 62, 63]));
  assert.equal(roughness([60, 64, 67, 60]), roughness([67, 64, 60]), "a doubled note is no second dissonance");
  const major = measure([{ start: 0, beats: 1, midi: 60 }, { start: 0, beats: 1, midi: 64 }, { start: 1, beats: 1, midi: 63 }], 0);
  assert.equal(major.mode, 0, "as long high as low");
  assert.equal(major.register, 62.5);
});

test("shares are exact, and a version is half above itself", () => {
  assert.ok(Math.abs(below(0) - 0.5) < 1e-7 && Math.abs(below(1.2815515655) - 0.9) < 1e-6 && Math.abs(below(-2) - 0.0227501) < 1e-6);
  const found = order({ a: { mode: 1, register: 60, dissonance: 0.2 }, b: { mode: -1, register: 60, dissonance: 0.2 } }, DATA.model);
  assert.equal(found.chance("a", "a"), 0.5);
  assert.ok(Math.abs(found.chance("a", "b") + found.chance("b", "a") - 1) < 1e-9);
  assert.ok(Math.abs(found.chance("a", "b") - below(4 / Math.hypot(2, 0.3 * Math.SQRT2))) < 1e-9);
  const [a, b] = found.on("valence");
  assert.deepEqual([a.middle, b.middle, a.parts.mode], [2, -2, 2]);
});

test("loudness: ten times the level is twenty more, and silence has none", () => {
  const tone = Float32Array.from({ length: 48000 }, (_, i) => 0.05 * Math.sin((i * 2 * Math.PI * 997) / 48000));
  const loud = integrated([tone, tone]);
  assert.ok(Math.abs(loud - (20 * Math.log10(0.05))) < 0.1, "both channels of a full tone at 997 Hz read its level");
  assert.ok(Math.abs(integrated([tone.map((s) => s * 10), tone.map((s) => s * 10)]) - loud - 20) < 1e-3);
  assert.equal(integrated([new Float32Array(48000)]), -Infinity);
  assert.equal(gainTo([new Float32Array(48000)], -26, -1), 1);
  assert.ok(Math.abs(20 * Math.log10(gainTo([tone, tone], -26, -1)) - (-26 - loud)) < 1e-3);
});
