// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { barBeat, barLabels, beatIndex, stepBeat } from "../../src/filmscore/widgets/static/core/beats.js";

/** First Bloom: 60 a minute from frame 480; bar 13 has three beats. */
function firstBloom() {
  const beats = [];
  let frame = 480;
  for (let bar = 1; bar <= 16; bar++)
    for (let beat = 1; beat <= (bar === 13 ? 3 : 4); beat++, frame += 24) beats.push({ frame, bar, beat });
  return { beats, end: frame };
}

test("bars and beats fall where the composer put them", () => {
  const grid = firstBloom();
  assert.equal(grid.end, 480 + 63 * 24);
  assert.equal(barBeat(grid, 1056).text, "7|1");
  assert.equal(barBeat(grid, 1079).text, "7|1");
  assert.equal(barBeat(grid, 1080).text, "7|2");
  assert.equal(barBeat(grid, 1704).text, "14|1"); // a beat early, because bar 13 is short
});

test("before and after the music there is no bar", () => {
  const grid = firstBloom();
  assert.equal(barBeat(grid, 479).text, "–|–");
  assert.equal(barBeat(grid, grid.end).text, "–|–");
  assert.equal(barBeat(null, 0).text, "–|–");
  assert.equal(beatIndex({ beats: [], end: 0 }, 0), -1);
});

test("every beat is found on its own frame, also where a tempo puts it between frames", () => {
  const beats = Array.from({ length: 300 }, (_, i) => ({ frame: 7 + (i * 24 * 60) / 117.5 + 0.01 * i * i, bar: 1 + (i >> 2), beat: 1 + (i & 3) }));
  const grid = { beats, end: beats[299].frame + 12 };
  beats.forEach((beat, index) => {
    assert.equal(beatIndex(grid, beat.frame), index);
    assert.equal(beatIndex(grid, beat.frame - 0.01), index - 1);
  });
});

test("stepping by beats visits each beat, forwards and back", () => {
  const grid = firstBloom();
  let frame = 480;
  const visited = [];
  while (frame < grid.end) visited.push((frame = stepBeat(grid, frame, 1, false, 24)));
  assert.deepEqual(visited, [...grid.beats.slice(1).map((b) => b.frame), grid.end]);
  for (const expected of [...grid.beats].reverse()) assert.equal((frame = stepBeat(grid, frame, -1, false, 24)), expected.frame);
});

test("stepping by bars meets the short bar", () => {
  const grid = firstBloom();
  assert.equal(stepBeat(grid, 1632, 1, true, 24), 1704);
  assert.equal(stepBeat(grid, 1704, -1, true, 24), 1632);
});

test("outside the music a step is a second, and never jumps past the way it goes", () => {
  const grid = firstBloom();
  assert.equal(stepBeat(grid, 100, 1, false, 24), 480); // no beat nearer: the entry
  assert.equal(stepBeat(grid, 100, -1, false, 24), 76);
  assert.equal(stepBeat(null, 100, 1, true, 24), 196);
  for (let frame = 0; frame < 2200; frame += 11) {
    assert.ok(stepBeat(grid, frame, 1, false, 24) > frame);
    assert.ok(stepBeat(grid, frame, -1, false, 24) < frame);
  }
});

test("bar numbers thin out by powers of two", () => {
  const grid = firstBloom();
  assert.equal(barLabels(grid, 1, 26).length, 16);
  assert.deepEqual(barLabels(grid, 0.1, 26).map((b) => b.bar), [1, 5, 9, 13]);
});
