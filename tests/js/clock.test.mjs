// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import {
  apart, apartInWords, feet, framesADay, leftOut, minuteEdge, minuteOf, read, realSeconds, sameMoment, skippedBefore, strip, wallClock,
} from "../../src/filmscore/widgets/static/core/clock.js";
import { timecode } from "../../src/filmscore/widgets/static/core/time.js";

const FILM = { name: "24", num: 24, den: 1, nominal: 24, drop: false };
const PULLED = { name: "23.976", num: 24000, den: 1001, nominal: 24, drop: false };
const DROP = { name: "29.97df", num: 30000, den: 1001, nominal: 30, drop: true };
const KEPT = { name: "29.97ndf", num: 30000, den: 1001, nominal: 30, drop: false };
const DROP60 = { name: "59.94df", num: 60000, den: 1001, nominal: 60, drop: true };
const ALL = [FILM, PULLED, DROP, KEPT, DROP60];

test("an hour of labels", () => {
  assert.equal(wallClock(108000, KEPT), "01:00:03.600");
  assert.deepEqual(apart(108000, KEPT), { sign: -1, frames: "108.00", seconds: "3.600" });
  assert.equal(wallClock(107892, DROP), "00:59:59.996");
  assert.deepEqual(apart(107892, DROP), { sign: 1, frames: "0.11", seconds: "0.004" });
  assert.equal(apartInWords(86400, FILM), "The label and the clock on the wall agree.");
});

test("a day of drop-frame is 86.4 ms short", () => {
  const day = framesADay(DROP);
  assert.equal(day, 2589408);
  assert.equal(realSeconds(day, DROP), "86399.914");
  assert.equal(framesADay(FILM), 24 * 86400);
});

test("labels left out are counted one by one", () => {
  for (const rate of [DROP, DROP60]) {
    let count = 0;
    for (let frame = 1; frame < framesADay(rate) / 30; frame++) {
      const { first, skipped } = minuteOf(frame, rate);
      if (frame === first) count += skipped.length;
      if (skippedBefore(frame, rate) !== count) assert.fail(`${rate.name} ${frame}: ${skippedBefore(frame, rate)}, not ${count}`);
    }
    assert.ok(count >= 80);
  }
});

test("minutes follow one another and miss no picture", () => {
  for (const rate of ALL) {
    let next = 0;
    for (let n = 0; n < 1440; n++) {
      const minute = minuteOf(next, rate);
      assert.deepEqual([minute.minute, minute.first], [n, next]);
      assert.deepEqual(minuteOf(minute.last, rate), minute);
      assert.equal(minute.skipped.length, n % 10 ? leftOut(rate) : 0);
      for (const label of minute.skipped) assert.ok("refused" in read(label, rate));
      next = minute.last + 1;
    }
    assert.equal(next, framesADay(rate));
  }
});

test("from edge to edge of the minutes", () => {
  assert.equal(minuteEdge(100, DROP, 1), 1799);
  assert.equal(minuteEdge(1799, DROP, 1), 1800 + 1797);
  assert.equal(minuteEdge(1850, DROP, -1), 1800);
  assert.equal(minuteEdge(1800, DROP, -1), 0);
  assert.equal(minuteEdge(0, DROP, -1), 0);
  const end = framesADay(DROP) - 1;
  assert.equal(minuteEdge(end, DROP, 1), end);
});

test("the strip shows each picture once, and what no picture has above the seam", () => {
  const cells = strip(1800, DROP, 9);
  assert.deepEqual(cells.map((cell) => cell.frame), [1796, 1797, 1798, 1799, 1800, 1801, 1802, 1803, 1804]);
  assert.deepEqual(cells[4], { frame: 1800, label: "00:01:00;02", skipped: ["00:01:00;00", "00:01:00;01"] });
  assert.deepEqual(cells.flatMap((cell) => cell.skipped).length, 2);
  assert.equal(strip(3600, DROP60, 3)[1].skipped.length, 4);
  assert.deepEqual(strip(17982, DROP, 3).flatMap((cell) => cell.skipped), [], "the tenth minute keeps its labels");
  assert.equal(strip(0, FILM, 5)[0].frame, 0);
  assert.equal(strip(framesADay(FILM) - 1, FILM, 5)[4].frame, framesADay(FILM) - 1);
});

test("what is typed", () => {
  assert.deepEqual(read(" 1800 ", DROP), { frame: 1800 });
  assert.deepEqual(read("00:01:00;02", DROP), { frame: 1800 });
  assert.deepEqual(read("0:1:0:2", DROP), { frame: 1800 });
  const gone = read("00:01:00;00", DROP);
  assert.ok("refused" in gone && /did you mean that/.test(gone.refused) && gone.meant === 1800);
  assert.ok("frame" in read("00:10:00;00", DROP));
  assert.equal("meant" in read("00:00:00:30", DROP), false);
  const semicolon = read("00:00:01;00", KEPT);
  assert.ok("refused" in semicolon && semicolon.meant === 30 && /'29\.97df'/.test(semicolon.refused));
  assert.equal("meant" in read("00:01:00.00", DROP), false, "mended, it would still be no label");
  const point = read("02:01:04.05", FILM);
  assert.ok("refused" in point && /not tenths: '02:01:04:05'\.$/.test(point.refused) && "meant" in point);
  const tenth = read("02:01:04.5", FILM);
  assert.ok("refused" in tenth && /frames, not tenths\.$/.test(tenth.refused) && !("meant" in tenth), "half a second is not five frames");
  for (const text of ["", "noon", "-3", "1.5", "1e9", "24:00:00:00", "00:00:60:00", "99999999999999999999"]) assert.ok("refused" in read(text, FILM), text);
});

test("feet count from frame 0", () => {
  assert.equal(feet(86400, "35mm"), "5400+00");
  assert.equal(feet(86439, "16mm"), "2160+39");
});

test("the same moment at another rate", () => {
  assert.equal(sameMoment(107892, DROP, KEPT), 107892);
  assert.equal(sameMoment(86400, FILM, DROP), 107892);
  assert.equal(timecode(sameMoment(86400, FILM, DROP), DROP), "01:00:00;00");
  assert.equal(sameMoment(framesADay(KEPT) - 1, KEPT, FILM), framesADay(FILM) - 1, "labels last a day, a day of 29.97ndf longer");
});
