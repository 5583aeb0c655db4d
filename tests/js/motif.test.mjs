// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { mapOf, nearness, pairsOf, remarks, shapeOf } from "../../src/filmscore/widgets/static/core/ear.js";
import { contourDistance, lineOf, pitchDistance, rhythmDistance } from "../../src/filmscore/widgets/static/core/likeness.js";
import {
  TICKS, drawnAlong, fraction, lengthName, lineAlone, meterOf, noteAt, placed, put, quantised, read, rhythmAlone, rhythmed, roomAt, ticksOf, toggled, written,
} from "../../src/filmscore/widgets/static/core/motif.js";
import { barsOf, begins, cleaned, code, drawable, free, freeKey, notesOf, withNotes } from "../../src/filmscore/widgets/static/core/motifs.js";
import { KEYS, keyOf, midiOf, nearestOf, plain, printed, rowsOf, spell, stepped } from "../../src/filmscore/widgets/static/core/pitch.js";

const T = TICKS;
/** @param {string} text @param {number} at */
const notes = (text, at = 0) => read(text, at * T).notes;
const LIMITS = { tooNear: 0.4, akin: 0.5, alike: { pitch: 0.5, contour: 0.25, rhythm: 0.35 } };
const MARK = /** @type {import("../../src/filmscore/widgets/static/core/motifs.js").Mark} */ ({
  what: "motif", key: "k1", name: "Jon", stands: "", notes: "D4 A4:1/2", at: "0", pickup: false, bars: 2, meter: "4/4", tonality: "D", player: "piano", bpm: 96,
});

test("names, and how they are printed", () => {
  assert.deepEqual(["C4", "F#4", "E♭4", "E-4", "Bbb3", "B#3", "C0"].map(midiOf), [60, 66, 63, 63, 57, 60, 12]);
  assert.ok(["", "H4", "C", "C10", "Do", "4C"].every((name) => Number.isNaN(midiOf(name))));
  assert.deepEqual(["e♭4", "F𝄪5", "B--3"].map(plain), ["Eb4", "F##5", "Bbb3"]);
  assert.deepEqual(["F#4", "Eb4", "F##5", "Bbb3", "B4"].map(printed), ["F♯4", "E♭4", "F𝄪5", "B♭♭3", "B4"]);
});

test("keys: their notes by their own names", () => {
  assert.deepEqual(keyOf("D")?.names, ["D", "E", "F#", "G", "A", "B", "C#"]);
  assert.deepEqual(keyOf("d minor")?.names, ["D", "E", "F", "G", "A", "Bb", "C"]);
  assert.deepEqual(keyOf("Eb")?.names, ["Eb", "F", "G", "Ab", "Bb", "C", "D"]);
  assert.equal(keyOf("bb")?.name, "B♭ minor");
  assert.equal(keyOf("G# major"), null, "eight sharps: nobody writes that");
  assert.deepEqual(["", "H", "D dorian"].map(keyOf), [null, null, null]);
  for (const name of KEYS) assert.equal(new Set(keyOf(name)?.steps).size, 7, name);
});

test("spelling follows the key, and says the pitch it was given", () => {
  assert.deepEqual([66, 65, 61, 70].map((midi) => spell(midi, keyOf("D"))), ["F#4", "F4", "C#4", "A#4"]);
  assert.deepEqual([63, 66, 61].map((midi) => spell(midi, keyOf("Bb"))), ["Eb4", "Gb4", "Db4"]);
  assert.equal(spell(61, keyOf("d")), "C#4", "the raised seventh of D minor");
  assert.equal(spell(68, keyOf("a")), "G#4");
  assert.deepEqual([66, 68, 63].map((midi) => spell(midi, keyOf("d"))), ["F#4", "G#4", "Eb4"], "third and fourth raised, second lowered");
  assert.deepEqual([59, 71].map((midi) => spell(midi, keyOf("Gb"))), ["Cb4", "Cb5"], "the octave is that of the letter");
  for (const name of [...KEYS, ""]) for (let midi = 24; midi <= 103; midi++) assert.equal(midiOf(spell(midi, keyOf(name))), midi, `${midi} in ${name}`);
});

test("rows are the steps of the key, or all twelve, and what a note stands on", () => {
  assert.deepEqual(rowsOf(keyOf("C"), false, 60, 67, []), [67, 65, 64, 62, 60]);
  assert.deepEqual(rowsOf(keyOf("C"), false, 60, 64, [61]), [64, 62, 61, 60]);
  assert.equal(rowsOf(keyOf("C"), true, 60, 71, []).length, 12);
  assert.equal(rowsOf(null, false, 60, 71, []).length, 12);
  assert.deepEqual([stepped(64, keyOf("C"), false, 1), stepped(60, keyOf("C"), false, -1), stepped(64, keyOf("C"), true, 2)], [65, 59, 66]);
  assert.equal(stepped(103, null, true, 5), 103);
  assert.deepEqual([nearestOf("F", keyOf("D"), 62), nearestOf("B", keyOf("d"), 84), nearestOf("C", null, 60)], ["F#4", "Bb5", "C4"]);
});

test("lengths are fractions of a beat", () => {
  assert.deepEqual([T, T / 2, (T * 3) / 2, T / 3, 2 * T].map(fraction), ["1", "1/2", "3/2", "1/3", "2"]);
  assert.deepEqual(["1", "1/2", "0.75", "1/3", "1.5"].map(ticksOf), [T, T / 2, (T * 3) / 4, T / 3, (T * 3) / 2]);
  assert.ok(["", "x", "1/0", "1/11", "-1", "1/2/3", "1.5/2"].every((text) => !Number.isFinite(ticksOf(text))));
  assert.deepEqual([T / 2, T * 3, T / 3, T * 5].map(lengthName), ["eighth note", "dotted half", "triplet eighth", "5 beats"]);
  assert.deepEqual([meterOf("6/8").bar, meterOf("6/8").pulse, meterOf("3/4").pulse], [3 * T, 1.5 * T, T]);
});

test("text and notes are the same thing", () => {
  for (const text of ["D4 A4:1/2 F#4:1/2 E5:2", "C4:1/3 D4:1/3 Eb4:1/3 R:3/2 G5:5/4", "A4"]) assert.equal(written(notes(text)), text);
  assert.equal(written(notes("R:1/2 D4, r  | E4:0.5")), "D4 R E4:1/2", "a rest before the first note only moves it");
  assert.equal(notes("R:1/2 D4")[0].start, T / 2);
  assert.equal(written([]), "");
});

test("what makes no sense is told with its place", () => {
  const at = (/** @type {string} */ text) => read(text, 0).wrong.map(({ from, to, why }) => [text.slice(from, to), why.split(" ").slice(-2).join(" ")]);
  assert.deepEqual(at("D4 H4:1/2 E5"), [["H4", "B here."]]);
  assert.deepEqual(at("D4 A"), [["A", "the piano."]]);
  assert.deepEqual(at("D4:x E5:0"), [["x", "or 1/3."], ["0", "0 beats."]]);
  assert.deepEqual(read("E4 F4:", 0).wrong.map(({ from, to }) => [from, to]), [[6, 7]], "the place after the colon");
  assert.deepEqual(at("C1 B0"), [["B0", "another octave."]]);
  assert.deepEqual(at("E5:65"), [["65", "64 beats."]]);
  assert.deepEqual(at("D4:1:2"), [["1:2", "two beats."]]);
  assert.equal(read("nonsense", 0).wrong.length, 1);
  assert.match(read(Array(65).fill("C4").join(" "), 0).wrong[0].why, /more than 64 notes/);
});

test("a note takes its place among the others", () => {
  const tune = notes("C4 D4 E4");
  const into = (/** @type {number} */ start, /** @type {number} */ beats) => written(put(tune, { start: start * T, beats: beats * T, name: "A4" }));
  assert.equal(into(3, 1), "C4 D4 E4 A4");
  assert.equal(into(0.5, 1), "C4:1/2 A4 D4:1/2 E4");
  assert.equal(into(0, 3), "A4:3");
  assert.equal(into(4, 1), "C4 D4 E4 R A4");
  assert.deepEqual([roomAt(tune, T / 2, 4 * T, 4 * T), roomAt(tune, 3 * T, 4 * T, 4 * T), roomAt(tune, 3 * T, T / 2, 4 * T)], [T / 2, T, T / 2]);
  assert.deepEqual([noteAt(tune, T), noteAt(tune, 3 * T)], [1, -1]);
});

test("a beginning is put into the rhythm, or taken away; the pitches stay", () => {
  const tune = notes("C4:2 E4");
  const pitch = () => "G4";
  assert.equal(written(toggled(tune, T, T / 2, 8 * T, pitch)), "C4 C4 E4");
  assert.equal(written(toggled(tune, 2 * T, T / 2, 8 * T, pitch)), "C4:3", "the note before lasts on");
  assert.equal(written(toggled(tune, 3.5 * T, T / 2, 8 * T, pitch)), "C4:2 E4 R:1/2 G4:1/2");
  assert.equal(written(toggled(notes("C4 R E4"), 2 * T, T, 8 * T, pitch)), "C4", "across a rest it does not");
  assert.deepEqual(toggled(tune, 8 * T, T, 8 * T, pitch), tune, "outside the grid is nothing");
});

test("taps become a rhythm on the grid", () => {
  const tap = (/** @type {number} */ down, /** @type {number} */ up) => ({ down: down * T, up: up * T });
  const rhythm = quantised([tap(0.06, 0.3), tap(0.94, 1.2), tap(1.55, 1.7), tap(1.6, 2.9)], T / 2, 8 * T);
  assert.deepEqual(rhythm.map(({ start, beats }) => [start / T, beats / T]), [[0, 1], [1, 0.5], [1.5, 1.5]], "two taps in one step are one");
  assert.equal(written(rhythmed(notes("C4 E4"), rhythm, "G4")), "C4 E4:1/2 E4:3/2");
  assert.equal(written(rhythmed([], rhythm, "G4")), "G4 G4:1/2 G4:3/2");
  assert.equal(written(rhythmed(notes("C4 D4 E4 F4"), rhythm, "G4")), "C4 D4:1/2 E4:3/2");
  assert.deepEqual(quantised([tap(-0.2, 0.1), tap(9, 9.1)], T / 2, 8 * T).map(({ start }) => start), [0], "what lies outside is left out");
});

test("a line drawn across gives the pitches and leaves the rhythm", () => {
  const rows = rowsOf(keyOf("C"), false, 60, 72, []);
  const line = [{ tick: 0, midi: 72 }, { tick: 4 * T, midi: 60 }];
  assert.equal(written(drawnAlong(notes("C4 C4 C4 C4"), line, rows, keyOf("C"))), "B4 G4 F4 D4", "straight down the rows");
  assert.equal(written(drawnAlong(notes("C4 D4 E4"), [{ tick: 1.5 * T, midi: 67 }], rows, keyOf("C"))), "C4 G4 E4", "a touch changes what it touches");
  assert.deepEqual(drawnAlong(notes("C4"), [], rows, null), notes("C4"));
});

test("rhythm and line can be heard alone", () => {
  const tune = notes("D4 A4:1/2 R:1/2 E5:2");
  assert.deepEqual(rhythmAlone(tune).map(({ beat, beats, pitch }) => [beat, beats, pitch]), [[0, 1, 69], [1, 0.5, 69], [2, 2, 69]]);
  assert.deepEqual(lineAlone(tune).map(({ beat, beats, pitch }) => [beat, beats, pitch]), [[0, 1, 62], [1, 1, 69], [2, 1, 76]]);
});

test("the measures: a transposition and a change of tempo are nothing new", () => {
  const [a, b] = [lineOf(notes("D4 A4:1/2 F#4:1/2 E5:2")), lineOf(notes("G4:2 D5 B4 A5:4"))];
  assert.deepEqual([pitchDistance(a.midi, b.midi), contourDistance(a.midi, b.midi), rhythmDistance(a.lengths, b.lengths)], [0, 0, 0]);
  assert.equal(contourDistance([60, 62, 64], [64, 62, 60]), 1);
  assert.deepEqual(lineOf(notes("C4 R:1/2 E4:2")).lengths, [1.5, 2], "a rest counts with the note before it");
});

test("who is near whom, in a listener's words", () => {
  const tune = (/** @type {string} */ key, /** @type {string} */ text) => ({ key, name: key, meter: "4/4", notes: notes(text) });
  const jon = tune("Jon", "D4 A4:1/2 F#4:1/2 E5:2");
  const [same] = pairsOf([jon, tune("b", "E4 B4:1/2 G#4:1/2 F#5:2")], LIMITS);
  assert.equal(same.verdict, "the same");
  assert.match(nearness(same, "Jon"), /^I hear Jon\./);
  const [near] = pairsOf([jon, tune("c", "D4 A4:1/2 F#4:1/2 D5:2")], LIMITS);
  assert.equal(near.verdict, "too near");
  assert.match(nearness(near, "Jon"), /^I would take this for Jon: their notes, line and rhythm are/);
  const [far] = pairsOf([jon, tune("d", "C5:3 B4:1/4 C5:1/4 G4:3/2 C5:2 F3:1/2")], LIMITS);
  assert.equal(far.verdict, "apart");
  assert.deepEqual(pairsOf([jon, tune("e", "C4"), tune("f", "")], LIMITS), [], "one note is compared with nothing");
});

test("the map lays far what is unlike, and always alike", () => {
  const pair = (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ apart) => ({ a, b, apart, pitch: 0, contour: 0, rhythm: 0, verdict: /** @type {const} */ ("apart"), shared: [] });
  const pairs = [pair("a", "b", 0.1), pair("a", "c", 0.8), pair("b", "c", 0.7)];
  const at = mapOf(["a", "b", "c"], pairs);
  const far = (/** @type {string} */ one, /** @type {string} */ other) => Math.hypot((at.get(one)?.x ?? 0) - (at.get(other)?.x ?? 0), (at.get(one)?.y ?? 0) - (at.get(other)?.y ?? 0));
  for (const { a, b, apart } of pairs) assert.ok(Math.abs(far(a, b) - apart) < 0.03, `${a} to ${b}: ${far(a, b)}, not ${apart}`);
  assert.deepEqual(mapOf(["a", "b", "c"], pairs), at);
  const two = mapOf(["a", "b"], [pair("a", "b", 0.5)]);
  assert.ok(Math.abs(Math.hypot((two.get("a")?.x ?? 0) - (two.get("b")?.x ?? 0), 0) - 0.5) < 0.01);
});

test("remarks on one motif", () => {
  const said = (/** @type {string} */ text, meter = "4/4", at = 0) => remarks({ key: "k", name: "n", meter, notes: notes(text, at) });
  assert.deepEqual(said("D4 A4:8", "4/4", 3), [], "an upbeat and two bars");
  assert.match(said("D4 A4:17/2", "4/4", 3)[0], /two bars/);
  assert.match(said("D4 A4:8", "4/4", 4)[0], /two bars/, "from a bar line on there is no upbeat");
  assert.deepEqual(said("D4 A4:1/2 F#4:1/2 E5:2"), []);
  assert.match(said("C4 D4:8")[0], /two bars/);
  assert.deepEqual(said("C4 D4:7"), []);
  assert.match(said("C4 D4:7", "3/4")[0], /two bars/);
  assert.match(said("C4 G#5:2")[0], /twelfth, from C4 to G♯5/);
  assert.deepEqual(said("C4 G5:2"), [], "a twelfth is not too wide");
  assert.match(said("C4 E4 D4 G4")[0], /like a clock/);
  assert.match(said("C4 R E4:2 D4:2")[0], /like a clock/, "a rest is heard as length");
  assert.deepEqual(said("G4:1/2 G4:1/2 G4:1/2 Eb4:2"), [], "short, short, short, long is a rhythm");
  assert.match(said("C4 C4:2 C4")[0], /same pitch/);
  assert.match(said("C4")[0], /One note/);
  assert.deepEqual(["C4 E4", "C4 E4 C4", "C4 E4 D4 F4", "C4 C4", "E4 C4", "E4 C4 D4"].map((text) => shapeOf(notes(text))), ["rising", "arch", "zigzag", "level", "falling", "valley"]);
});

test("marks from elsewhere are looked at", () => {
  const [kept] = cleaned([{ ...MARK, notes: "D4  A4:0.5", at: "1/2", more: 1 }]) ?? [];
  assert.deepEqual(kept, { ...MARK, notes: "D4 A4:1/2", at: "1/2" });
  assert.deepEqual(cleaned([null, {}, { ...MARK, notes: "H4" }, { ...MARK, meter: "4/3" }, { ...MARK, notes: "C4:64 C4:64" }]), []);
  const [first, second] = cleaned([MARK, { ...MARK, bpm: 9999, tonality: "H", bars: 99 }]) ?? [];
  assert.deepEqual([first.key, second.key, second.name, second.bpm, second.tonality, second.bars], ["k1", "k2", "Jon 2", 96, "", 16]);
  assert.equal(cleaned(/** @type {any} */ ("no")), null);
  assert.deepEqual([free([MARK], "Jon"), free([MARK], "Mara"), free([MARK], "Jon", "k1"), freeKey([MARK])], ["Jon 2", "Mara", "Jon", "k2"]);
  assert.deepEqual(["4/4", "7/8", "0/4", "4/3", "x", "24/2"].map(drawable), [true, true, false, false, false, false]);
});

test("where a motif begins, and the code that makes it", () => {
  assert.equal(begins({ ...MARK, at: "3" }), "4");
  assert.equal(begins({ ...MARK, at: "9/2" }), "3/2", "bars before it do not count");
  assert.equal(barsOf(notes("C4:9"), "4/4", false), 3);
  assert.equal(barsOf(notes("C4:9"), "4/4", true), 2);
  assert.equal(withNotes(MARK, notes("C4:9")).bars, 3, "the grid grows with the notes");
  assert.deepEqual(notesOf({ ...MARK, at: "1/2" })[0].start, T / 2);
  assert.equal(code([MARK, { ...MARK, key: "k2", name: 'the "bloom"', at: "7/2", tonality: "", meter: "6/8" }, { ...MARK, notes: "" }]),
    '{\n    "Jon": fs.Motif("D4 A4:1/2", key="D", meter="4/4", name="Jon"),\n    "the \\"bloom\\"": fs.Motif("D4 A4:1/2", meter="6/8", begins="3/2", name="the \\"bloom\\""),\n}');
  assert.equal(code([]), "{}");
});

test("bar and beat, as people count", () => {
  assert.deepEqual([placed(0, "4/4", false), placed(4.5 * T, "4/4", false), placed(3 * T, "4/4", true), placed(4 * T, "4/4", true), placed(1.5 * T, "6/8", false)],
    ["bar 1 beat 1", "bar 2 beat 1.5", "pickup beat 4", "bar 1 beat 1", "bar 1 beat 4"]);
});
