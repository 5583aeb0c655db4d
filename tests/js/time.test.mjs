// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { clamp, frameOf, secondsOf, spanAt, timeMarks, timecode } from "../../src/filmscore/widgets/static/core/time.js";

const FILM = { num: 24, den: 1, nominal: 24, drop: false };
const DROP = { num: 30000, den: 1001, nominal: 30, drop: true };
const DROP60 = { num: 60000, den: 1001, nominal: 60, drop: true };
const PULLED = { num: 24000, den: 1001, nominal: 24, drop: false };

test("a frame begins on its second and comes back from it, at every rate", () => {
  for (const rate of [FILM, DROP, DROP60, PULLED])
    for (let frame = 0; frame < 200000; frame += 37) assert.equal(frameOf(secondsOf(frame, rate), rate), frame);
});

test("the last instant of a frame is still that frame", () => {
  assert.equal(frameOf(1056 / 24 + 0.0416, FILM), 1056);
  assert.equal(frameOf(1057 / 24 - 1e-9, FILM), 1057); // as near as that is the next one: a clock is never exact
});

test("timecode of film", () => {
  assert.equal(timecode(4 * 3600 * 24 + 1056, FILM), "04:00:44:00");
  assert.equal(timecode(23, FILM), "00:00:00:23");
});

test("drop-frame timecode skips labels, never frames", () => {
  assert.equal(timecode(1799, DROP), "00:00:59;29");
  assert.equal(timecode(1800, DROP), "00:01:00;02");
  assert.equal(timecode(17982, DROP), "00:10:00;00");
  assert.equal(timecode(107892, DROP), "01:00:00;00");
  assert.equal(timecode(3600, DROP60), "00:01:00;04");
  const labels = new Set();
  for (let frame = 0; frame < 36000; frame++) labels.add(timecode(frame, DROP));
  assert.equal(labels.size, 36000);
});

test("time marks leave every label its room", () => {
  for (const width of [280, 420, 700, 1400])
    for (const [first, last] of [[0, 1920], [870, 1100], [0, 12], [0, 200000]]) {
      const marks = timeMarks(first, last, FILM, 345600, width, 92).filter((mark) => mark.label);
      const pixels = width / (last - first);
      for (let i = 1; i < marks.length; i++) assert.ok((marks[i].frame - marks[i - 1].frame) * pixels >= 92 - 1e-6);
      for (const mark of marks) assert.ok(mark.frame >= first && mark.frame < last);
    }
  assert.deepEqual(timeMarks(0, 0, FILM, 0, 700, 92), []);
});

test("labels stand on round timecodes, whatever the film starts at", () => {
  const marks = timeMarks(0, 1920, FILM, 345607, 700, 92).filter((mark) => mark.label);
  assert.ok(marks.length >= 3);
  for (const mark of marks) assert.match(String(mark.label), /:\d0:00$/);
});

test("spans are half-open", () => {
  const spans = [{ start: 0, end: 10 }, { start: 10, end: 20 }];
  assert.equal(spanAt(spans, 10), spans[1]);
  assert.equal(spanAt(spans, 20), undefined);
  assert.equal(clamp(-3, 0, 5), 0);
});
