// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { FLUTTER_MARKS, MAX_FLASHES, PUNCH_SECONDS, STREAMER_SECONDS, flashAllowed, nearest, neighbour, onScreen, signals } from "../../src/filmscore/widgets/static/core/signals.js";

const ENTRY = { id: "4m1", start: 480, end: 1920, warning: 384 };
const HITS = [{ frame: 480, label: "lights down", must: true }, { frame: 1056, label: "bloom", must: true }, { frame: 840, label: "tip", must: false }];

test("green into the entry, yellow into the warning, red at the end, white for the rest, in order", () => {
  assert.deepEqual(signals([ENTRY], HITS).map((s) => [s.frame, s.kind]), [
    [384, "warning"], [480, "start"], [840, "hit"], [1056, "hit"], [1920, "end"],
  ]);
});

test("a hit on the entry does not draw a second line over the green one", () => {
  const list = signals([ENTRY], [{ frame: 481, label: "", must: true }]);
  assert.ok(!list.some((s) => s.kind === "hit"));
});

test("a streamer runs its length and reaches the right edge on the frame", () => {
  const [warning] = signals([ENTRY], []);
  const run = STREAMER_SECONDS * 24;
  assert.equal(onScreen([warning], 384 - run - 0.1, 24).streamers.length, 0);
  assert.ok(onScreen([warning], 384 - run, 24).streamers[0].x < 1e-9);
  assert.ok(Math.abs(onScreen([warning], 384 - run / 2, 24).streamers[0].x - 0.5) < 1e-9);
  assert.ok(onScreen([warning], 383.99, 24).streamers[0].x > 0.999);
  assert.equal(onScreen([warning], 384, 24).streamers.length, 0);
});

test("a punch comes on the frame, not before, and fades; a warning has none", () => {
  const list = signals([ENTRY], HITS);
  const bloom = list.findIndex((s) => s.frame === 1056);
  assert.equal(onScreen(list, 1055.99, 24).punches.length, 0);
  assert.deepEqual(onScreen(list, 1056, 24).punches, [{ index: bloom, fade: 1 }]);
  assert.equal(onScreen(list, 1056 + PUNCH_SECONDS * 24, 24).punches.length, 0);
  assert.equal(onScreen(list, 384, 24).punches.length, 0);
});

test("never more than two flashes in any second, however the hits fall", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const hits = Array.from({ length: 40 }, () => ({ frame: Math.floor(random() * 240), label: "", must: true }));
    const list = signals(round % 2 ? [ENTRY] : [], hits);
    const kept = list.filter((_, i) => flashAllowed(list, 24)[i]).map((s) => s.frame);
    assert.ok(kept.length > 0);
    for (const frame of kept) assert.ok(kept.filter((other) => other >= frame && other <= frame + 24).length <= MAX_FLASHES);
  }
});

test("a flutter fills mark by mark until the hit, and none goes out before it", () => {
  const list = signals([ENTRY], HITS);
  const bloom = list.findIndex((s) => s.frame === 1056);
  let before = 0;
  for (let frame = 1056 - 26; frame < 1056; frame += 0.25) {
    const marks = onScreen(list, frame, 24).flutters.find((one) => one.index === bloom)?.marks ?? 0;
    assert.equal(marks > 0, frame >= 1056 - 24);
    assert.ok(marks >= before && marks <= FLUTTER_MARKS);
    before = marks;
  }
  assert.equal(before, FLUTTER_MARKS);
  assert.ok(!onScreen(list, 1056, 24).flutters.some((one) => one.index === bloom));
  assert.equal(onScreen(list, 383, 24).flutters.filter((one) => list[one.index].kind === "warning").length, 0);
});

test("next and previous hit", () => {
  const list = [{ frame: 96 }, { frame: 144 }, { frame: 180 }];
  assert.equal(neighbour(list, 96, 1)?.frame, 144);
  assert.equal(neighbour(list, 144, -1)?.frame, 96);
  assert.equal(neighbour(list, 180, 1), undefined);
  assert.equal(neighbour(list, 96, -1), undefined);
  assert.equal(neighbour(list, 150, -1, 12)?.frame, 96); // playing, just past 144: twice back gets past it
});

test("a click near a hit is on it, the nearer of two", () => {
  const list = [{ frame: 100 }, { frame: 106 }];
  assert.equal(nearest(list, 104, 8)?.frame, 106);
  assert.equal(nearest(list, 102, 8)?.frame, 100);
  assert.equal(nearest(list, 120, 8), undefined);
});
