// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { heard, nudge, schedule } from "../../src/filmscore/widgets/static/core/sync.js";

test("a picture that is ahead slows down, one that lags hurries, one that is right is left alone", () => {
  assert.ok(nudge(0.03, 2).rate < 1);
  assert.ok(nudge(-0.03, 2).rate > 1);
  assert.deepEqual(nudge(0.003, 2), { jump: false, rate: 1 });
  assert.deepEqual(nudge(0.5, 2), { jump: true, rate: 1 });
  assert.deepEqual(nudge(NaN, 2), { jump: false, rate: 1 });
});

test("from any start up to a quarter of a second off, the picture is within 10 ms after a second and stays there", () => {
  for (let start = -0.24; start <= 0.24; start += 0.02) {
    let ahead = start;
    for (let time = 0; time < 10; time += 0.08) {
      const { jump, rate } = nudge(ahead, time);
      assert.ok(!jump);
      ahead += (rate - 1) * 0.08 + 2e-6; // and the sound card's clock is 25 millionths off
      if (time > 1.1) assert.ok(Math.abs(ahead) < 0.01, `started ${start} off, ${ahead} off after ${time} s`);
    }
  }
});

test("a recording starts late, in the middle, or not at all", () => {
  assert.deepEqual(schedule(10, 20, 60), { wait: 10, offset: 0 });
  assert.deepEqual(schedule(25, 20, 60), { wait: 0, offset: 5 });
  assert.equal(schedule(80, 20, 60), null);
  assert.deepEqual(schedule(0, 0, 1), { wait: 0, offset: 0 });
});

test("what is heard is what the browser says it plays, unless that is nonsense", () => {
  assert.equal(heard(5, 0.03, undefined, 0), 4.97);
  assert.equal(heard(5, 0.03, { contextTime: 0, performanceTime: 0 }, 1000), 4.97); // just after resume()
  assert.ok(Math.abs(heard(5, 0.03, { contextTime: 4.9, performanceTime: 1000 }, 1050) - 4.95) < 1e-9);
  assert.equal(heard(5, 0.03, { contextTime: 400, performanceTime: 1000 }, 1050), 4.97);
  assert.equal(heard(5, NaN, undefined, 0), 5);
});
