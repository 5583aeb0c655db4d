// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { MOVES, heldOf, heldWords, labelOf, moveWords, printed, triadOf } from "../../src/filmscore/widgets/static/core/net.js";
import { basses, led, sung, voiced } from "../../src/filmscore/widgets/static/core/net_voices.js";
import { added, cleaned, code, namesOf, numberOf } from "../../src/filmscore/widgets/static/core/walk.js";

const triad = (/** @type {string} */ plain, /** @type {number} */ root, minor = false, notes = ["", "", ""]) => ({ name: printed(plain), plain, root, minor, notes, classes: [root, (root + (minor ? 3 : 4)) % 12, (root + 7) % 12] });
const [dm, g, bb, ab] = [triad("Dm", 2, true, ["D", "F", "A"]), triad("G", 7, false, ["G", "B", "D"]), triad("Bb", 10, false, ["B♭", "D", "F"]), triad("Ab", 8)];
const walk = (more = {}) => ({ what: /** @type {const} */ ("walk"), key: "k1", path: "Dm G", places: "3 5", home: "", beats: "2", bass: false, ...more });

test("names are read by root and kind, however they are spelled", () => {
  assert.deepEqual(["C", "Gb", "F#m", "Cb", "B#m", "Dbb", "H", "C7", ""].map(triadOf), [0, 6, 18, 11, 12, 0, -1, -1, -1]);
  assert.deepEqual(["Bb", "Bbm", "F#m", "Ebb"].map(printed), ["B♭", "B♭m", "F♯m", "E♭♭"]);
});

test("a pair has a label from each end, and what is held is spelled by the first", () => {
  assert.deepEqual([labelOf(dm, g), labelOf(g, dm), labelOf(dm, bb)], ["m5M", "M7m", "m8M"]);
  assert.deepEqual([heldOf(dm, g), heldOf(dm, bb), heldOf(dm, ab)], [["D"], ["D", "F"], []]);
  assert.deepEqual([["D"], ["D", "F"], []].map(heldWords), ["D is held", "D and F are held", "no note is held"]);
  assert.equal(moveWords({ move: "F", rows: ["LRP", "PRL"], semitones: 4 }), "LRP = F, or PRL; 4 semitones in all");
  assert.equal(moveWords({ move: "L", rows: ["L"], semitones: 1 }), "L; 1 semitone in all");
  assert.equal(moveWords({ move: "", rows: ["PRPR", "RPRP"], semitones: 6 }), "PRPR, or RPRP; 6 semitones in all");
  assert.deepEqual(Object.keys(MOVES).join(""), "PLRSNFH");
});

test("voices go to their nearest notes, and a bass to the nearest root", () => {
  assert.deepEqual(voiced([dm, g, dm, bb]), [[62, 65, 69], [62, 67, 71], [62, 65, 69], [62, 65, 70]]);
  assert.deepEqual(led([62, 65, 69], ab).map((pitch) => pitch % 12).sort((a, b) => a - b), [0, 3, 8]);
  assert.deepEqual(basses([dm, g, bb]), [38, 43, 46]);
  const { notes, length } = sung([dm, bb, dm], 2, false);
  assert.deepEqual(notes.map((note) => [note.pitch, note.beat, note.beats]), [[62, 0, 6], [65, 0, 6], [69, 0, 2], [70, 2, 2], [69, 4, 2]]);
  assert.deepEqual([length, sung([], 2, true).notes], [6, []]);
});

test("a triad is added unless it is the last one again, or the path is full", () => {
  assert.deepEqual(added(walk(), "Bb", [3, 5], 9), { path: "Dm G Bb", places: "3 5 9" });
  assert.match(/** @type {any} */ (added(walk(), "G", [3, 5], 5)).said, /^G again: hold it longer with beats\.$/);
  assert.match(/** @type {any} */ (added(walk({ path: "Dm Gb" }), "F#", [3, 5], 5)).said, /^F♯ again/);
  assert.match(/** @type {any} */ (added(walk({ path: "C D ".repeat(8) }), "E", [], 1)).said, /16 triads at most; E would be the 17th/);
});

test("only what makes sense of a mark is read", () => {
  assert.equal(cleaned([{ what: "hit" }]), null);
  assert.equal(cleaned(/** @type {any} */ ("x")), null);
  assert.deepEqual(cleaned([walk({ path: "Dm Dm H G7 G", places: "3", home: "Q", beats: "0", bass: 1 })]), [walk({ places: "" })]);
  assert.deepEqual(cleaned([walk({ path: "C D ".repeat(12), home: "Bb", beats: "3/2", bass: true })])?.map(({ path, beats }) => [namesOf(path).length, numberOf(beats)]), [[16, 1.5]]);
});

test("the code says what differs from a bare call", () => {
  assert.equal(code([walk()], { film: "first-bloom", start: 1056, end: 1152, name: "a" }), 'fs.tonnetz("first-bloom", path="Dm G", start=1056, end=1152, name="a")');
  assert.equal(code([walk({ path: "", home: "Dm", beats: "1/2" })], { film: "", start: null, end: null, name: "b" }), 'fs.tonnetz(beats="1/2", home="Dm", name="b")');
});
