// @ts-check
// The marks of the Spotting desk: every edit, undo, which copy wins, what a mark meets, and what is handed out.
import assert from "node:assert/strict";
import test from "node:test";
import * as M from "../../src/filmscore/widgets/static/core/marks.js";
import * as K from "../../src/filmscore/widgets/static/core/keeping.js";
import { facts, pointFacts } from "../../src/filmscore/widgets/static/core/facts.js";
import { code, compareIds, csv, rows } from "../../src/filmscore/widgets/static/core/cuelist.js";

const RATE = { num: 24, den: 1, nominal: 24, drop: false };
const FILM = {
  title: "A Film", frames: 1920, origin: 4 * 3600 * 24, rate: RATE, reel: 4,
  shots: [{ name: "The door", start: 0, end: 908 }, { name: "Jon", start: 908, end: 1920 }],
  lines: [{ start: 100, end: 150, who: "JON", text: "Is it time?" }, { start: 160, end: 200, who: "OLD MARA", text: "x".repeat(90) }],
  events: [{ frame: 936, label: "Jon sees, and stops" }],
};
/** @param {((marks: M.Mark[]) => M.Edit)[]} edits */
const after = (...edits) => edits.reduce((marks, edit) => edit(marks).marks, /** @type {M.Mark[]} */ ([]));
const inAt = (/** @type {number} */ f) => (/** @type {M.Mark[]} */ m) => M.musicIn(m, f, FILM);
const outAt = (/** @type {number} */ f) => (/** @type {M.Mark[]} */ m) => M.musicOut(m, f, FILM, null);
const spans = (/** @type {M.Mark[]} */ marks) => marks.map((m) => (m.what === "hit" ? m.frame : [m.start, m.end]));

test("in, then out: a cue; without an out it stays open", () => {
  assert.deepEqual(spans(after(inAt(480), outAt(936))), [[480, 936]]);
  assert.deepEqual(spans(after(inAt(480))), [[480, null]]);
});

test("music in while a cue is open: that one goes out there", () => {
  assert.deepEqual(spans(after(inAt(480), inAt(936), outAt(1200))), [[480, 936], [936, 1200]]);
  const edit = M.musicIn(after(inAt(480)), 936, FILM);
  assert.match(edit.said, /4m2 in at 936; 4m1 goes out there/);
});

test("music out: the open cue, else the one that plays here, else the chosen one; never before its in", () => {
  const two = after(inAt(100), outAt(200), inAt(300), outAt(400));
  assert.deepEqual(spans(M.musicOut(two, 150, FILM, null).marks)[0], [100, 150]);
  assert.deepEqual(spans(M.musicOut(two, 500, FILM, "k2").marks)[1], [300, 500]);
  assert.equal(M.musicOut(two, 250, FILM, null).done, false);
  assert.equal(M.musicOut([], 250, FILM, null).done, false);
  assert.equal(M.musicOut(after(inAt(480)), 480, FILM, null).done, false);
});

test("hits: one to a frame, must or may; at the very end they stay in the film", () => {
  const one = M.addHit([], 936, true, FILM);
  assert.equal(M.addHit(one.marks, 936, true, FILM).done, false);
  const may = M.addHit(one.marks, 936, false, FILM);
  assert.deepEqual([may.marks.length, /** @type {M.HitMark} */ (may.marks[0]).must], [1, false]);
  assert.deepEqual(spans(M.addHit([], 1920, true, FILM).marks), [1919]);
});

test("a silence is begun and ended with the same key", () => {
  const s = (/** @type {number} */ f) => (/** @type {M.Mark[]} */ m) => M.toggleSilence(m, f, FILM);
  assert.deepEqual(spans(after(s(100))), [[100, null]]);
  assert.deepEqual(spans(after(s(100), s(300), s(500))), [[100, 300], [500, null]]);
  assert.equal(M.toggleSilence(after(s(100)), 100, FILM).done, false);
});

test("edges stop at each other and at the film's ends, whatever they are asked", () => {
  const marks = after(inAt(480), outAt(936), (m) => M.addHit(m, 700, true, FILM));
  for (let i = 0; i < 3000; i++) {
    const frame = [-1e9, 1e9, -1, 0, 479.6, 935, 936, 1920, 1921, (i * 7919) % 2500][i % 10];
    for (const edge of /** @type {const} */ (["start", "end", "whole"])) {
      const cue = /** @type {M.CueMark} */ (M.move(marks, "k1", edge, frame, FILM).marks[0]);
      assert.ok(cue.start >= 0 && cue.start < (cue.end ?? 0) && (cue.end ?? 0) <= 1920 && Number.isInteger(cue.start));
      if (edge === "whole") assert.equal((cue.end ?? 0) - cue.start, 456);
    }
    const hit = /** @type {M.HitMark} */ (M.move(marks, "k2", "whole", frame, FILM).marks[1]);
    assert.ok(hit.frame >= 0 && hit.frame < 1920);
  }
  assert.equal(M.move(marks, "k1", "start", NaN, FILM).done, false);
  assert.equal(M.move(marks, "k9", "start", 5, FILM).done, false);
});

test("an edit leaves the marks it was given as they were", () => {
  const marks = Object.freeze(after(inAt(480), outAt(936)).map((m) => Object.freeze(m)));
  const list = /** @type {M.Mark[]} */ (marks);
  for (const edit of [M.move(list, "k1", "start", 500, FILM), M.musicOut(list, 700, FILM, null), M.remove(list, "k1", FILM), M.setField(list, "k1", "reason", "r", FILM)])
    assert.equal(edit.done, true);
  assert.deepEqual(spans(list), [[480, 936]]);
});

test("ids are numbered in the order of the film, round those that were named", () => {
  let marks = after(inAt(480), outAt(936), inAt(1000), outAt(1100), inAt(100), outAt(200));
  assert.deepEqual([...M.numbered(marks, FILM).values()], ["4m1", "4m2", "4m3"]);
  marks = M.setField(marks, "k1", "id", " 4m2 ", FILM).marks; // its own number already: it goes on being numbered
  assert.equal(/** @type {M.CueMark} */ (marks[0]).id, "");
  marks = M.setField(marks, "k1", "id", "4m1A", FILM).marks;
  assert.deepEqual([...M.numbered(marks, FILM).values()], ["4m1", "4m1A", "4m2"]);
  marks = M.setField(marks, "k1", "id", "4m1", FILM).marks;
  assert.deepEqual([...M.numbered(marks, FILM).values()], ["4m2", "4m1", "4m3"]);
  assert.equal(/** @type {M.CueMark} */ (M.setField(marks, "k1", "id", "  ", FILM).marks[0]).id, "");
});

test("two cues cannot have one number: it is said, and changes nothing", () => {
  let marks = after(inAt(480), outAt(936), inAt(1000), outAt(1100));
  marks = M.setField(marks, "k1", "id", "4m7", FILM).marks;
  for (const twin of ["4m7", " 4M7 ", "4m7\n"]) {
    const edit = M.setField(marks, "k2", "id", twin, FILM);
    assert.deepEqual([edit.done, edit.marks], [false, marks], twin);
    assert.match(edit.said, /The cue at 480 is 4m7 already/);
  }
  assert.equal(M.setField(marks, "k1", "id", "4M7", FILM).done, true, "its own may be written in another way");
  assert.equal(M.setField(marks, "k2", "id", "4m8", FILM).done, true);
  assert.equal(M.setField(marks, "k2", "id", "", FILM).said, "", "none is not one number twice");
});

test("a cue's number is a word on one line", () => {
  const marks = after(inAt(480), outAt(936));
  const id = (/** @type {string} */ text) => /** @type {M.CueMark} */ (M.setField(marks, "k1", "id", text, FILM).marks[0]).id;
  assert.equal(id("4m1\r\nA\u2028B"), "4m1 A B");
  assert.equal(id("x".repeat(50)), "x".repeat(20));
  assert.equal(id(`${"x".repeat(19)} y`), "x".repeat(19));
  const [one] = M.cleaned([{ ...marks[0], id: "\u0085 a\n\nb\ufeff" }], FILM).marks;
  assert.equal(/** @type {M.CueMark} */ (one).id, "a b");
  const [hit] = M.cleaned([{ what: "hit", frame: 5, weight: 1e9, early: 1e12, late: 999999999 }], FILM).marks;
  assert.deepEqual(hit, { what: "hit", key: "k1", frame: 5, label: "", must: true, weight: 1, early: 1, late: 999999999 });
});

test("points are typed as frames or timecode; what is no point is said, and changes nothing", () => {
  assert.deepEqual(M.readPoint(" 936 ", FILM), { frame: 936 });
  assert.deepEqual(M.readPoint("04:00:39:00", FILM), { frame: 936 });
  for (const text of ["", "soon", "-3", "9e2", "1921", "04:00:39:24", "03:00:00:00", "04:99:00:00", "<b>", "9".repeat(500)])
    assert.ok("why" in M.readPoint(text, FILM), text);
  const marks = after(inAt(480), outAt(936));
  assert.match(M.setField(marks, "k1", "end", "480", FILM).said, /comes in at 480/);
  assert.match(M.setField(marks, "k1", "start", "936", FILM).said, /goes out at 936/);
  assert.deepEqual(spans(M.setField(marks, "k1", "end", "", FILM).marks), [[480, null]]);
  assert.equal(M.setField(marks, "k1", "colour", "red", FILM).done, false);
});

test("drop-frame labels are read as they are written", () => {
  const film = { ...FILM, rate: { num: 30000, den: 1001, nominal: 30, drop: true }, origin: 107892, frames: 5000 };
  assert.deepEqual(M.readPoint("01:01:00;02", film), { frame: 1800 });
  assert.ok("why" in M.readPoint("01:01:00;00", film), "a label that was left out names no frame");
});

test("going from mark to mark", () => {
  const marks = after(inAt(480), outAt(936), (m) => M.addHit(m, 480, true, FILM), (m) => M.addHit(m, 700, true, FILM));
  assert.equal(M.nextMark(marks, null, 0, 1)?.key, "k1");
  assert.equal(M.nextMark(marks, "k1", 480, 1)?.key, "k2");
  assert.equal(M.nextMark(marks, "k2", 480, -1)?.key, "k1");
  assert.equal(M.nextMark(marks, "k3", 700, 1), undefined);
  assert.equal(M.nextMark(marks, null, 701, -1)?.key, "k3");
});

test("marks from anywhere: what makes sense is kept", () => {
  const good = after(inAt(480), outAt(936), (m) => M.addHit(m, 700, false, FILM), (m) => M.toggleSilence(m, 5, FILM));
  assert.deepEqual(M.cleaned(JSON.parse(JSON.stringify(good)), FILM), { marks: good, dropped: 0 });
  for (const raw of [null, 5, "x", {}, undefined]) assert.deepEqual(M.cleaned(raw, FILM), { marks: [], dropped: 0 });
  const bad = [null, 5, "x", [], {}, { what: "cue" }, { what: "cue", start: 5, end: 5 }, { what: "cue", start: "5" }, { what: "hit", frame: 1e9 }, { what: "hit", frame: NaN }, { what: "silence", start: -1 }, { what: "cue", start: 5, end: "9" }];
  assert.deepEqual(M.cleaned([...bad, ...good], FILM), { marks: good, dropped: bad.length });
  const [odd] = M.cleaned([{ what: "cue", key: "<b>", start: 5, end: 9, reason: { a: 1 }, id: 7, kind: "noise", over_line: "yes", extra: 1 }], FILM).marks;
  assert.deepEqual(odd, { what: "cue", key: "k1", start: 5, end: 9, reason: "", id: "", kind: "score", enters_on: "", leaves_on: "", over_line: false });
  const twins = M.cleaned([good[0], good[0]], FILM).marks;
  assert.equal(new Set(twins.map((m) => m.key)).size, 2);
  assert.equal(/** @type {M.CueMark} */ (M.setField(good, "k1", "reason", "a\ud800b😀", FILM).marks[0]).reason, "a\ufffdb😀");
});

// ---- undo

test("undo and redo walk the steps; a drag is one", () => {
  let history = K.begin([]);
  const step = (/** @type {M.Mark[]} */ marks, tag = "") => ({ history } = K.act(history, marks, tag));
  const one = after(inAt(480));
  step(one);
  for (const frame of [481, 490, 500]) step(M.move(one, "k1", "start", frame, FILM).marks, "drag 1");
  step(after(inAt(700)));
  history = K.undo(history);
  assert.deepEqual(spans(history.now), [[500, null]]);
  history = K.undo(history);
  assert.deepEqual(spans(history.now), [[480, null]]);
  history = K.redo(history);
  assert.deepEqual(spans(history.now), [[500, null]]);
  history = K.undo(K.undo(K.undo(K.undo(history))));
  assert.deepEqual(history.now, []);
  assert.equal(history.future.length, 3);
  assert.equal(K.act(history, one).history.future.length, 0, "a new step ends what could be redone");
});

test("undoing everything and redoing everything, over many random edits", () => {
  let seed = 7;
  const random = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  let history = K.begin([]);
  for (let i = 0; i < 150; i++) {
    const at = random(1921), marks = history.now, key = marks[random(marks.length || 1)]?.key ?? null;
    const edit = [M.musicIn(marks, at, FILM), M.musicOut(marks, at, FILM, key), M.addHit(marks, at, at % 2 === 0, FILM), M.toggleSilence(marks, at, FILM), M.move(marks, key, "start", at, FILM), M.move(marks, key, "end", at, FILM), M.remove(marks, key, FILM)][random(7)];
    if (edit.done) ({ history } = K.act(history, edit.marks));
    assert.deepEqual(M.cleaned(history.now, FILM), { marks: history.now, dropped: 0 }, "no edit makes a mark that cannot be");
  }
  const end = history.now, count = history.past.length;
  for (let i = 0; i < count; i++) history = K.undo(history);
  assert.deepEqual(history.now, []);
  for (let i = 0; i < count; i++) history = K.redo(history);
  assert.deepEqual(history.now, end);
});

test("a step heard from elsewhere is the same step here", () => {
  const [a, b] = [after(inAt(1)), after(inAt(1), outAt(5))];
  let history = K.act(K.act(K.begin([]), a).history, b).history;
  history = K.hear(history, a, "undo");
  assert.deepEqual([history.past.length, history.future.length], [1, 1]);
  history = K.hear(history, b, "redo");
  assert.deepEqual([history.past.length, history.future.length], [2, 0]);
  const turned = a.map((mark) => Object.fromEntries(Object.entries(mark).reverse()));
  assert.equal(K.hear(history, /** @type {any} */ (turned), "undo").past.length, 1, "whatever order its fields come in");
  assert.equal(K.hear(history, [], "undo").past.length, 3, "an undo of something never seen here is a step of its own");
});

// ---- which copy wins

/** @returns {K.Doc} */
const start = () => ({ film: "a", frames: 1920, counter: 0, writer: "", saved: 0, seen: {}, marks: [] });
const A = after(inAt(1)), B = after(inAt(2)), C = after(inAt(3));

test("who has seen the other's copy wins, whatever the clocks say", () => {
  const one = K.next(start(), A, "here", 9000);
  const two = K.next(one, B, "there", 10);
  for (const [mine, theirs, keep] of /** @type {const} */ ([[one, two, "theirs"], [two, one, "mine"], [start(), one, "theirs"], [one, start(), "mine"], [one, one, "mine"]]))
    assert.deepEqual(K.decide(mine, theirs), { keep, aside: null });
});

test("copies that went apart: the one with more steps wins, and the other is put aside", () => {
  const one = K.next(start(), A, "here", 1);
  const mine = K.next(K.next(one, B, "here", 2), C, "here", 3);
  const theirs = K.next(one, [...B, ...M.addHit(B, 9, true, FILM).marks.slice(1)], "there", 99);
  assert.deepEqual(K.decide(mine, theirs), { keep: "mine", aside: theirs });
  assert.deepEqual(K.decide(theirs, mine), { keep: "theirs", aside: theirs });
  const tie = K.next(one, A, "there", 5);
  assert.equal(K.decide(K.next(one, B, "here", 2), tie).keep, "theirs", "as many steps: the later");
  assert.equal(K.decide(K.next(one, B, "here", 2), K.next(one, B, "there", 5)).aside, null, "alike: nothing to put aside");
});

test("a winner is never overruled by the copy it was chosen over", () => {
  const one = K.next(start(), A, "here", 1);
  const mine = K.next(one, B, "here", 2), theirs = K.next(one, C, "there", 3);
  const settled = K.next(K.settled(theirs, mine), C, "here2", 4);
  assert.deepEqual(K.decide(settled, mine), { keep: "mine", aside: null });
  assert.deepEqual(K.decide(settled, theirs), { keep: "mine", aside: null });
});

test("many openings of the page do not make a copy grow for ever", () => {
  let doc = start();
  for (let i = 0; i < 500; i++) doc = K.next(doc, A, `w${i}`, i);
  assert.ok(Object.keys(doc.seen).length <= 41);
  assert.equal(doc.counter, 500);
});

// ---- facts

test("what a frame meets", () => {
  assert.deepEqual(pointFacts(908, FILM), ["on the cut to Jon (908)"]);
  assert.deepEqual(pointFacts(911, FILM), ["3 frames after the cut to Jon (908)"]);
  assert.deepEqual(pointFacts(907, FILM), ["1 frame before the cut to Jon (908)"]);
  assert.deepEqual(pointFacts(936, FILM), ["on 936: Jon sees, and stops"]);
  assert.deepEqual(pointFacts(940, FILM), []);
  assert.deepEqual(pointFacts(103, FILM), ["3 frames into Jon’s line “Is it time?”"]);
  assert.deepEqual(pointFacts(100, FILM), ["on the first frame of Jon’s line"]);
  assert.deepEqual(pointFacts(150, FILM), ["on the frame on which Jon has stopped speaking", "10 frames before Old Mara speaks"]);
  assert.ok(pointFacts(170, FILM)[0].length < 110, "a long line is shortened");
});

test("a line that ends a sentence ends it once", () => {
  const marks = M.addHit([], 103, true, FILM).marks;
  assert.deepEqual(facts(marks[0], marks, FILM), ["3 frames into Jon’s line “Is it time?”"]);
});

test("what marks do to each other is said, not forbidden", () => {
  const marks = [{ .../** @type {M.CueMark} */ (after(inAt(300), outAt(600))[0]), id: "4m5" }, { .../** @type {M.CueMark} */ (after(inAt(500))[0]), key: "k7", id: "4M5" }, .../** @type {M.Mark[]} */ ([{ what: "silence", key: "k8", start: 550, end: 560, reason: "" }])];
  assert.match(facts(marks[0], marks, FILM).join(" "), /Another cue is called 4m\d too/i);
  assert.match(facts(marks[1], marks, FILM).join(" "), /No out point yet.*1920.*both sound for 100 frames.*10 frames of the silence from 550/);
  assert.match(facts(marks[2], marks, FILM).join(" "), /plays for 10 frames of it/);
});

// ---- what is handed out

test("ids sort as people number", () => {
  assert.deepEqual(["1m10", "2m1", "1m2A", "1m2", "1m2s"].sort(compareIds), ["1m2", "1m2A", "1m2s", "1m10", "2m1"]);
});

test("the cue list and its CSV", () => {
  let marks = after(inAt(480), outAt(936), (m) => M.addHit(m, 480, true, FILM), (m) => M.addHit(m, 500, false, FILM), (m) => M.addHit(m, 936, true, FILM));
  marks = M.setField(marks, "k1", "reason", 'says "wait", twice\nand <b>', FILM).marks;
  assert.deepEqual(rows(marks, FILM), [["4m1", "score", "04:00:20:00", "04:00:39:00", "0:19", "", "", "1+1", 'says "wait", twice\nand <b>']]);
  assert.match(csv(marks, FILM), /^Cue,Kind,.*\r\n4m1,score,.*,1\+1,"says ""wait"", twice\nand <b>"\r\n$/);
});

test("the code leaves out what is as by default", () => {
  const marks = after(inAt(480), outAt(936), (m) => M.addHit(m, 500, false, FILM));
  assert.equal(code(marks, FILM, '"first-bloom"'), 'fs.Spotting("first-bloom", cues=[fs.Cue("4m1", 480, 936)], hits=[fs.Hit(500, must=False)])');
  assert.equal(code([], FILM, "film"), "fs.Spotting(film)");
  assert.match(code(after(inAt(7)), FILM, "film"), /fs\.Cue\("4m1", 7, 1920\)/, "an open cue runs to the film's end");
});

test("ten thousand marks are only many", () => {
  /** @type {M.Mark[]} */ const marks = [];
  for (let i = 0; i < 10000; i++) marks.push({ what: "hit", key: `k${i + 1}`, frame: i % 1920, label: "", must: true, weight: 1, early: 1, late: 2 });
  const begun = performance.now();
  const edit = M.move(marks, "k9999", "whole", 3, FILM);
  K.act(K.begin(marks), edit.marks);
  M.cleaned(edit.marks, FILM);
  M.nextMark(edit.marks, "k9999", 3, 1);
  code(edit.marks, FILM, "film");
  assert.ok(performance.now() - begun < 1500);
});
