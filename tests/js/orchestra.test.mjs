// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { tableOf, units, weigh } from "../../src/filmscore/widgets/static/core/balance.js";
import { lacks, octavesOf, reachOf, shifted, writtenAs } from "../../src/filmscore/widgets/static/core/orchestra.js";
import { act, begin, undo } from "../../src/filmscore/widgets/static/core/keeping.js";
import { beside, copied, meant, names, opened, partOf, removed, unknown } from "../../src/filmscore/widgets/static/core/phrases.js";
import { level } from "../../src/filmscore/widgets/static/core/roll.js";
import { strength } from "../../src/filmscore/widgets/static/orchestra_sound.js";
import { cleaned, code, crowned, dotsOf, fewer, given, headOf, joined, landing, notesIn, seatsOf, tunesOf, without } from "../../src/filmscore/widgets/static/core/seats.js";

const register = (/** @type {string} */ name, /** @type {number} */ low, /** @type {number} */ high, /** @type {string} */ soft, /** @type {string} */ loud) => ({ name, low, high, from: "", to: "", soft, loud, character: `${name}.` });
/** @returns {any} */
const row = (/** @type {string} */ name, /** @type {string} */ weight, /** @type {number[]} */ [least, low, high, most], more = {}) => ({
  name, said: name.toLowerCase(), possessive: `${name.toLowerCase()}'s`, family: "woodwinds", least, low, high, most, comfortable: ["low", "high"], extreme: ["least", "most"], registers: [], steps: 0, semitones: 0, clefs: [], also: [],
  sections: [], chordal: false, unpitched: "", weight, floor: "", why: "trust an ear.", ...more,
});
const flute = row("Flute", "woodwind", [59, 60, 93, 98], { registers: [register("low", 59, 68, "pp", "mf"), register("middle", 69, 98, "p", "ff")] });
const horn = row("Horn", "horn", [34, 41, 69, 77], { steps: -4, semitones: -7 });
const violin = row("Violin", "section", [55, 55, 96, 103], { sections: ["violins I", "violins II"], floor: "lowest open string", extreme: ["G3", "G7"] });
const harp = row("Harp", "", [23, 24, 100, 104], { chordal: true });
const kit = row("Drum kit", "", [0, 0, 0, 0], { unpitched: "a kit" });
const rows = [flute, horn, harp, violin, kit];
const tables = { f: { woodwind: 1, horn: 2, heavy: 4, section: 2 }, p: { woodwind: 1, horn: 1, heavy: 1, section: 1 }, m: { woodwind: 1, horn: 1.5, heavy: 2.5, section: 1.5 }, says: { f: "F.", p: "P.", m: "M." }, even: 1.5, leans: 2 };
/** @type {any} */ const blank = [{ what: "map", key: "k1", chord: "C4 E4 G4", dynamic: "f" }];
const laid = (/** @type {[any, string][]} */ ...pairs) => pairs.reduce((marks, [who, note]) => /** @type {any} */ (given(marks, who, note)).marks, blank);
const named = (/** @type {any} */ marks) => seatsOf(rows, marks).map(({ said, dots }) => `${said} ${dots.map(({ note }) => note).join("+")}`);

test("players get numbers where there are several, sections their names, and divide when there are no more of them", () => {
  assert.deepEqual(named(laid([flute, "C5"], [horn, "G4"], [horn, "E4"])), ["flute C5", "horn 1 G4", "horn 2 E4"]);
  assert.deepEqual(named(laid([violin, "C5"], [violin, "E5"], [violin, "G5"])), ["violins I C5+G5", "violins II E5"]);
  assert.deepEqual(named(laid([harp, "C4"], [harp, "E4"])), ["harp C4+E4"]);
  assert.match(/** @type {any} */ (given(laid([harp, "C4"]), harp, "C4")).said, /has C4 already/);
  assert.match(/** @type {any} */ (joined(laid([violin, "C5"], [violin, "E5"]), violin)).said, /they divide/);
  assert.match(/** @type {any} */ (joined(Array.from({ length: 32 }, () => horn).reduce((marks, who) => /** @type {any} */ (joined(marks, who)).marks, blank), flute)).said, /32 players sit there already/);
});

test("who sits there without a note gets it, and leaves with the last", () => {
  const waiting = /** @type {any} */ (joined(blank, horn)).marks;
  assert.deepEqual(named(waiting), ["horn "]);
  const { marks, dot } = /** @type {any} */ (given(waiting, horn, "E♭4"));
  assert.deepEqual([named(marks), dot.note], [["horn Eb4"], "Eb4"]);
  assert.deepEqual(named(without(marks, dot.key)), []);
  assert.deepEqual(named(fewer(/** @type {any} */ (joined(marks, horn)).marks, horn)), ["horn Eb4"], "who has no note goes first");
  assert.deepEqual(tunesOf(seatsOf(rows, crowned(marks, dot.key))), ["horn"]);
});

test("a note comes to the octave nearest to the hand, also where nobody has it", () => {
  assert.deepEqual(landing(violin, "F♯3", 54), { name: "F♯3", midi: 54, reach: { word: "out", told: "F♯3 lies below the violin's lowest open string: G3 is the lowest note there is.", hard: true } });
  assert.equal(landing(violin, "F♯3", 61)?.name, "F♯4");
  assert.equal(landing(violin, "F♯3", null)?.name, "F♯4", "unasked where, it is where it lies well");
  assert.equal(landing(kit, "C4", null), null);
  assert.deepEqual(octavesOf(horn, "C4").map(({ name, reach }) => `${name} ${reach.word}`), ["C2 extreme", "C3 comfortable", "C4 comfortable", "C5 extreme"]);
  assert.deepEqual([reachOf(horn, 69).word, reachOf(horn, 70).word, reachOf(horn, 78).word, shifted("C♭4", -1)], ["comfortable", "extreme", "out", "C♭3"]);
});

test("a part is written as far away as the instrument sounds, letter by letter", () => {
  assert.deepEqual(["C4", "B♭3", "F♯4"].map((note) => writtenAs(horn, note)), ["G4", "F4", "C♯5"]);
  assert.deepEqual(["C♭4", "E𝄪4"].map((note) => writtenAs(horn, note)), ["G♭4", "B𝄪4"]);
});

test("a note beside a register that has the dynamic is given it", () => {
  assert.deepEqual([62, 68, 69].map((midi) => lacks(flute, midi, "ff")), ["loudness", "", ""]);
  assert.deepEqual([lacks(flute, 75, "pp"), lacks(flute, 40, "pp")], ["softness", ""]);
});

test("a trombone an octave below is not the tune, and an octave above strengthens it", () => {
  const player = (/** @type {any} */ who, /** @type {string} */ said, /** @type {string} */ note) => ({ said, row: who, count: 1, section: false, notes: [note] });
  const brass = [player(horn, "horn 1", "D3"), player(horn, "horn 2", "A3")];
  const low = weigh([player(flute, "flute", "D5"), ...brass], "f", tables, ["flute"]);
  assert.deepEqual([low.verdict, low.weighs, low.ratio], ["close", 1, 0.5]);
  const high = weigh([player(flute, "flute 1", "D5"), player(flute, "flute 2", "D6"), ...brass], "f", tables, ["flute 1"]);
  assert.deepEqual([high.verdict, high.weighs, high.own.map(({ note }) => note)], ["carries", 2, ["D5", "D6"]]);
  const forced = weigh([player(flute, "flute 1", "D4"), player(flute, "flute 2", "D4"), ...brass], "f", tables, ["flute 1", "flute 2"]);
  assert.equal(forced.finding, "The flute 1 and the flute 2 would carry by numbers, 2 against 2 at D3 and A3; but f on D4 is more than they have. F.");
  assert.deepEqual([tableOf("mf"), tableOf("mp"), tableOf("ff"), units(2 / 3), units(12)], ["m", "p", "f", "0.667", "12"]);
});

test("a dynamic is so much louder than the sampled one it is made of, and nothing else is done to a note", () => {
  for (const db of [-5.5, 0, 5]) assert.ok(Math.abs(20 * Math.log10(level(strength(db), strength(0))) - db) < 1e-9);
});

test("a chord is read note by note, and what is none is named", () => {
  assert.deepEqual(notesIn("D5, g4 B♭3 Eb3 D5"), { notes: ["Eb3", "Bb3", "G4", "D5"] });
  assert.deepEqual([notesIn("Eb3 Dm"), notesIn("C9"), notesIn("")], [{ wrong: "Dm" }, { wrong: "C9" }, { notes: [] }]);
});

test("what makes no sense is left out, and the rest kept", () => {
  const good = { what: "dot", key: "k2", who: "Horn", seat: 1, note: "G4", tune: false };
  const odd = [{ ...good, key: "k3", who: "Kazoo" }, { ...good, key: "k4", seat: 0 }, { ...good, key: "k2", seat: 2 }, { ...good, key: "k5", note: "H4" }, { ...good, key: "k6", who: "Violin", seat: 3 }, null];
  assert.deepEqual(cleaned([{ what: "map", chord: "zzz", dynamic: "loud" }, good, ...odd], rows), [{ what: "map", key: "k1", chord: "", dynamic: "mf" }, good]);
  assert.equal(cleaned([good], rows), null);
});

test("the code weighs the chord, and opens the map while nobody plays", () => {
  const call = { film: "", at: null, name: "here" };
  assert.equal(code(rows, laid([violin, "C5"], [violin, "E5"], [violin, "B♭5"], [horn, "C4"]), call), 'fs.balance({"horn": "C4", "violins I": "C5 Bb5", "violins II": "E5"}, "f")');
  assert.equal(code(rows, blank, { film: "first-bloom", at: 0, name: "here" }), 'fs.orchestra_map("first-bloom", at=0, name="here")');
  const both = laid([flute, "C5"], [horn, "C4"]);
  assert.match(code(rows, both.reduce((/** @type {any} */ marks, /** @type {any} */ { key }) => crowned(marks, key), both), call), /, tune=\["flute", "horn"\]\)$/);
});

// ---- phrases side by side

test("a copy lies beside the phrase it was made of, and what is done in it stays in it", () => {
  const one = laid([flute, "C5"], [horn, "G4"]);
  const two = /** @type {any} */ (copied(one));
  assert.deepEqual([two.names, names(two.marks), named(two.marks)], [["B"], ["A", "B"], named(one)]);
  const more = /** @type {any} */ (given(two.marks, horn, "E4")).marks;
  assert.deepEqual([named(more), named(opened(more, "A"))], [["flute C5", "horn 1 G4", "horn 2 E4"], ["flute C5", "horn G4"]]);
  assert.equal(new Set(more.map((/** @type {any} */ { key }) => key)).size, more.length, "every mark has a key of its own");
  assert.deepEqual(cleaned(more, rows), more, "and is taken as it was kept");
  assert.deepEqual(removed(more, "B"), one, "of one phrase nothing is left that a map of one does not have");
  assert.deepEqual(names(removed(more, "A")), ["B"]);
  assert.equal(headOf(removed(more, "A")).phrase, "B");
  assert.equal(removed(one, "A"), one, "the last one stays");
});

test("no more phrases than fit, and a name is given again when it is free", () => {
  let marks = blank;
  for (let i = 0; i < 7; i += 1) marks = /** @type {any} */ (copied(marks)).marks;
  assert.deepEqual(names(marks), [..."ABCDEFGH"]);
  assert.match(/** @type {any} */ (copied(marks)).said, /8 phrases/);
  assert.deepEqual(/** @type {any} */ (copied(removed(marks, "C"))).names, ["C"]);
});

test("a step back shows the phrase it happened in", () => {
  const two = /** @type {any} */ (copied(laid([flute, "C5"]))).marks;
  let history = begin(two);
  history = act(history, /** @type {any} */ (given(history.now, horn, "E4")).marks).history; // in B
  history = { ...history, now: opened(/** @type {any} */ (history.now), "A") }; // one looks at A
  const back = undo(history);
  assert.equal(headOf(meant(/** @type {any} */ (history.now), /** @type {any} */ (back.now))).phrase, "B");
  const other = opened(/** @type {any} */ (back.now), "A");
  assert.equal(meant(other, other), other, "where nothing changed one looks on");
});

test("of other marks only what is not here comes beside", () => {
  const mine = laid([flute, "C5"]);
  const theirs = /** @type {any} */ (copied(mine)).marks;
  const changed = /** @type {any} */ (given(theirs, horn, "E4")).marks;
  assert.deepEqual(unknown(mine, theirs), []);
  const both = /** @type {any} */ (beside(mine, unknown(mine, changed)));
  assert.deepEqual([both.names, named(both.marks), dotsOf(both.marks, "A").length], [["B"], ["flute C5", "horn E4"], 1]);
  assert.equal(partOf(both.marks, "B").length, 3);
});
