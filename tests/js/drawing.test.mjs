import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Drawing } from "../../src/filmscore/widgets/static/drawing.js";

/** @type {Map<number, () => void>} */ const waiting = new Map(); // timers and frames, by handle
const kept = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
let calm = false;
let handles = 0;

const later = (/** @type {() => void} */ act) => (waiting.set(++handles, act), handles);
const never = (/** @type {number} */ handle) => waiting.delete(handle);

/** All that waits comes round once. */
function round() {
  const now = [...waiting.values()];
  waiting.clear();
  for (const act of now) act();
}

beforeEach(() => {
  calm = false;
  Object.assign(globalThis, { matchMedia: () => ({ get matches() { return calm; } }), requestAnimationFrame: later, cancelAnimationFrame: never, setTimeout: later, clearTimeout: never });
});

afterEach(() => {
  waiting.clear();
  Object.assign(globalThis, kept);
});

for (const still of [false, true])
  test(`one row of drawings, however often it is started and stopped${still ? ", where little movement is wished" : ""}`, () => {
    calm = still;
    const drawing = new Drawing(100);
    let drawn = 0;
    for (let i = 0; i < 8; i++) {
      drawing.start(() => (drawn += 1));
      if (i % 2) round();
      if (i % 3) drawing.stop();
    }
    drawing.start(() => (drawn += 1));
    assert.equal(waiting.size, 1);
    drawn = 0;
    for (let i = 0; i < 10; i++) round();
    assert.equal(drawn, still ? 5 : 10); // a pause, then a frame
    drawing.stop();
    assert.equal(waiting.size, 0);
    round();
    assert.equal(drawn, still ? 5 : 10);
  });

test("a drawing may end the row, or begin another", () => {
  const drawing = new Drawing(100);
  const drawn = [];
  drawing.start(() => {
    drawn.push("first");
    if (drawn.length === 2) drawing.start(() => (drawn.push("second"), drawn.length === 4 && drawing.stop()));
  });
  for (let i = 0; i < 5; i++) round();
  assert.deepEqual(drawn, ["first", "first", "second", "second"]);
  assert.equal(waiting.size, 0);
});
