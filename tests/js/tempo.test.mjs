// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { accents } from "../../src/filmscore/widgets/static/core/beats.js";
import { chanceOf, curve, fit, verdictOf } from "../../src/filmscore/widgets/static/core/fits.js";
import { holdAt, join, lock, meterAt, rampFrom, read, setEnd, setStart, setTempo, steady, stepAt, tidy, unlock, write } from "../../src/filmscore/widgets/static/core/plan.js";
import { barBeatAt, beatAt, beatOfBar, beatOfFrame, frameAt, frameOfBar, gridOf, lengthOf, secondsAt, tempoAt, tempoMap } from "../../src/filmscore/widgets/static/core/tempo.js";

const FILM = { frames: 1920, fps: 24 };
const plain = { to: null, curve: /** @type {const} */ ("beats"), hold: 0 };
const START = { start: 480, end: 1920, stretches: [{ bars: 0, meter: "4/4", bpm: 60, ...plain }], locks: [] };
const map = (/** @type {import("../../src/filmscore/widgets/static/core/plan.js").Plan} */ plan) => tempoMap(plan, 24);
const close = (/** @type {number} */ a, /** @type {number} */ b, within = 1e-7) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);
const hit = (/** @type {number} */ frame, more = {}) => ({ frame, label: "", must: true, weight: 1, early: 1, late: 2, ...more });

let seed = 3;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;

test("a steady tempo: 60 a minute is a beat each second", () => {
  const one = map(START);
  assert.equal(frameAt(one, 24), 1056);
  assert.equal(one.bars, 16); // the line of bar 16 lies past 1920
  assert.deepEqual(barBeatAt(one, 24), { bar: 7, beat: 1 });
  close(beatOfFrame(one, 1056), 24);
});

test("the two ramps last what they must, and agree with a sum of small steps", () => {
  close(lengthOf(8, 60, 120, "beats"), 8 * Math.log(2));
  close(lengthOf(8, 60, 120, "time"), 16 / 3);
  for (let round = 0; round < 40; round++) {
    const [from, to, beats] = [40 + 120 * random(), 40 + 120 * random(), 1 + 20 * random()];
    const steps = 20000;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += (60 * beats) / steps / (from + ((to - from) * (i + 0.5)) / steps);
    close(lengthOf(beats, from, to, "beats"), sum, 1e-6);
    const long = lengthOf(beats, from, to, "time");
    let played = 0;
    for (let i = 0; i < steps; i++) played += ((long / steps) * (from + ((to - from) * (i + 0.5)) / steps)) / 60;
    close(played, beats, 1e-6);
  }
});

test("beats and seconds go both ways, through ramps, holds and locks", () => {
  for (let round = 0; round < 200; round++) {
    const stretches = Array.from({ length: 1 + Math.floor(4 * random()) }, (_, i, all) => ({ bars: 1 + Math.floor(5 * random()), meter: ["4/4", "3/4", "6/8", "7/8"][Math.floor(4 * random())], bpm: 50 + 100 * random(), to: random() < 0.5 ? 50 + 100 * random() : null, curve: /** @type {"beats" | "time"} */ (random() < 0.5 ? "beats" : "time"), hold: i && random() < 0.3 ? random() : 0 }));
    stretches.push({ ...stretches[0], bars: 0, to: null, hold: 0 });
    const locks = random() < 0.6 ? [{ bar: 3, frame: 480 + 150 + Math.floor(60 * random()) }, { bar: 6, frame: 900 + Math.floor(60 * random()) }] : [];
    const one = map({ start: 480, end: 1900, stretches, locks });
    let before = -Infinity;
    for (let i = 0; i < 60; i++) {
      const beat = (i / 59) * one.beats;
      const seconds = secondsAt(one, beat);
      assert.ok(seconds > before);
      before = seconds;
      close(beatAt(one, seconds), beat, 1e-8);
      assert.ok(tempoAt(one, beat) > 0);
    }
    for (const { bar, frame } of locks) close(frameOfBar(one, bar), frame, 1e-8);
    const grid = gridOf(one);
    grid.beats.forEach((b, i) => assert.ok(i === 0 || b.frame > grid.beats[i - 1].frame));
    assert.ok(grid.end > 1900 - 1e-6);
  }
});

test("a later lock leaves the earlier ones where they are, and the tempo after the last goes on as written", () => {
  let plan = lock(START, 5, 900, FILM).plan;
  close(frameOfBar(map(plan), 5), 900);
  plan = lock(plan, 9, 1300, FILM).plan;
  plan = lock(plan, 12, 1570, FILM).plan;
  for (const [bar, frame] of [[5, 900], [9, 1300], [12, 1570]]) close(frameOfBar(map(plan), bar), frame);
  close(frameOfBar(map(plan), 13) - 1570, 96);
  close(tempoAt(map(plan), beatOfBar(map(plan), 12)), 60);
  plan = unlock(plan, 9, FILM).plan;
  close(frameOfBar(map(plan), 12), 1570);
  assert.equal(lock(plan, 8, 5000, FILM).done, false, "no room for the bars up to the next lock");
});

test("what nobody could play is refused, and nothing has changed", () => {
  const wrong = lock(START, 9, 482, FILM);
  assert.equal(wrong.done, false);
  assert.equal(wrong.plan, START);
  assert.match(wrong.said, /beats a minute/);
  assert.equal(setTempo(START, 0, NaN, FILM).done, false);
  assert.equal(rampFrom(START, 5, 5, 90, "beats", FILM).done, false);
  assert.equal(holdAt(START, 1, 1, FILM).done, false);
  assert.equal(stepAt(START, 3, 0, FILM).done, false);
  assert.equal(setTempo(START, 0, 60, FILM).done, false, "the same tempo is no step");
});

test("a step, a bar of three, a ramp and a hold keep every bar before them", () => {
  let plan = stepAt(START, 5, 90, FILM).plan;
  close(frameOfBar(map(plan), 5), 480 + 4 * 96);
  close(frameOfBar(map(plan), 6), 480 + 4 * 96 + 64);
  plan = meterAt(plan, 3, "3/4", false, FILM).plan;
  assert.deepEqual(plan.stretches.map((one) => [one.bars, one.meter, one.bpm]), [[2, "4/4", 60], [1, "3/4", 60], [1, "4/4", 60], [0, "4/4", 90]]);
  close(frameOfBar(map(plan), 4), 480 + 11 * 24);
  plan = holdAt(plan, 5, 2, FILM).plan;
  close(frameOfBar(map(plan), 5), 480 + 15 * 24 + 48);
  const ramped = rampFrom(START, 3, 7, 120, "beats", FILM).plan;
  assert.deepEqual(ramped.stretches.map((one) => [one.bars, one.bpm, one.to]), [[2, 60, null], [4, 60, 120], [0, 120, null]]);
  close(frameOfBar(map(ramped), 7) - frameOfBar(map(ramped), 3), lengthOf(16, 60, 120, "beats") * 24);
  const cut = stepAt(ramped, 5, 80, FILM).plan; // in the middle of the ramp
  close(cut.stretches[1].to ?? 0, 90, 1e-5);
  close(frameOfBar(map(cut), 5), frameOfBar(map(ramped), 5), 1e-5);
  assert.match(rampFrom(meterAt(START, 5, "3/4", false, FILM).plan, 3, 8, 90, "time", FILM).said, /meter changes/);
  assert.equal(join(meterAt(START, 5, "3/4", false, FILM).plan, 1, FILM).plan.stretches.length, 2);
  assert.deepEqual(tidy(holdAt(holdAt(START, 5, 1, FILM).plan, 5, 0, FILM).plan), START);
  assert.equal(steady(plan, 72, FILM).plan.stretches.length, 1);
});

test("the start stays before the first lock and the end after the start", () => {
  const plan = lock(START, 5, 900, FILM).plan;
  assert.ok(setStart(plan, 5000, FILM).plan.start < 900);
  assert.equal(setStart(START, -5, FILM).plan.start, 0);
  assert.equal(setEnd(START, 3, FILM).plan.end, 481);
});

test("marks go there and back; nonsense is no plan", () => {
  const plan = lock(holdAt(rampFrom(START, 3, 7, 120, "time", FILM).plan, 9, 1.5, FILM).plan, 12, 1500, FILM).plan;
  assert.deepEqual(read(write(plan), FILM), plan);
  for (const raw of [null, 5, [], [{}], [{ what: "music", start: 0, end: 5 }], [{ what: "stretch", bars: 0, meter: "4/4", bpm: 60, to: null }]]) assert.equal(read(raw, FILM), null);
});

test("every hit gets its nearest beat, as brute force finds it", () => {
  for (let round = 0; round < 100; round++) {
    const one = map(setTempo(START, 0, 50 + 130 * random(), FILM).plan);
    const hits = Array.from({ length: 8 }, () => hit(480 + Math.floor(1440 * random())));
    const beats = Array.from({ length: 300 }, (_, i) => frameAt(one, i));
    for (const { error, hit: its } of fit(one, hits, 1920, false).met) close(Math.abs(error), Math.min(...beats.map((frame) => Math.abs(frame - its.frame))));
    const down = beats.filter((_, i) => i % 4 === 0);
    for (const { error, hit: its } of fit(one, hits, 1920, true).met) close(Math.abs(error), Math.min(...down.map((frame) => Math.abs(frame - its.frame))));
  }
});

test("verdicts go by the hit's own range, early and late", () => {
  assert.deepEqual([-1, 2, 2.5, 3.1, -1.5, -2.1].map((error) => verdictOf(error, { early: 1, late: 2 })), ["hit", "hit", "near", "miss", "near", "miss"]);
  assert.equal(verdictOf(-3, { early: 3, late: 0 }), "hit");
});

test("hits outside the music are told as such, and do not count", () => {
  const { met, max, counts } = fit(map(START), [hit(100), hit(1056), hit(1057)], 1056, false);
  assert.deepEqual(met.map((one) => one.verdict), ["outside", "hit", "outside"]);
  assert.deepEqual([max, counts.hit, counts.outside], [0, 1, 2]);
});

test("chance is what many random hits do", () => {
  close(chanceOf([12]), 6);
  close(chanceOf([12, 12, 12]), 9);
  const gaps = [4, 7, 12, 12];
  let sum = 0;
  for (let i = 0; i < 200000; i++) sum += Math.max(...gaps.map((gap) => gap * random()));
  close(chanceOf(gaps), sum / 200000, 0.05);
  assert.ok(Number.isFinite(chanceOf(Array(500).fill(0.5))));
});

test("the curve is the error at each tempo", () => {
  const hits = [hit(600), hit(811), hit(1300)];
  for (const point of curve(START, 0, 24, hits, 60, 120, 31, false)) close(point.max, fit(map({ ...START, stretches: [{ ...START.stretches[0], bpm: point.bpm }] }), hits, START.end, false).max);
});

test("clicks: downbeats accented, a bar counted in, in six-eight two to the bar", () => {
  const kinds = accents(gridOf(map(START)));
  assert.deepEqual(kinds.slice(0, 6).map(({ frame, kind }) => [frame, kind]), [[384, "warning"], [408, "warning"], [432, "warning"], [456, "warning"], [480, "down"], [504, "beat"]]);
  const six = accents(gridOf(map(meterAt({ ...START, start: 40 }, 1, "6/8", true, FILM).plan)));
  assert.deepEqual(six.slice(0, 3).map(({ frame, kind }) => [frame, kind]), [[4, "warning"], [40, "down"], [76, "beat"]], "what lies before the film is left out");
});
