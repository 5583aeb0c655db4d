// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { beginnings, gap, lit, meant, pageOf, playhead, standing } from "../../src/filmscore/widgets/static/core/page.js";

/** Two lines of music: two notes and a chord on the first, one note on the second. */
const PAGE = pageOf({
  svg: "", width: 400, height: 200, shift: 0, systems: [[20, 54], [120, 154]],
  notes: [[0, 1, "a", 50, 30, 0], [1, 2, "b", 100, 40, 0], [2, 4, "c", 200, 50, 0], [2, 4, "d", 200, 30, 0], [5, 6, "e", 60, 130, 1]],
});
const ids = (/** @type {{id: string}[]} */ heads) => heads.map(({ id }) => id).join("");

test("what sounds is lit, from its beginning until just before its end", () => {
  assert.equal(ids(lit(PAGE.heads, 0)), "a");
  assert.equal(ids(lit(PAGE.heads, 1)), "b");
  assert.equal(ids(lit(PAGE.heads, 3.9)), "cd");
  assert.equal(ids(lit(PAGE.heads, 4.5)), "");
});

test("the playhead moves on between beginnings, and begins anew on the next line", () => {
  assert.deepEqual(playhead(PAGE, 0), { x: 50, line: 0 });
  assert.deepEqual(playhead(PAGE, 0.5), { x: 75, line: 0 });
  assert.deepEqual(playhead(PAGE, 2), { x: 200, line: 0 });
  assert.ok(playhead(PAGE, 4.9).x > 250 && playhead(PAGE, 4.9).line === 0);
  assert.deepEqual(playhead(PAGE, 5), { x: 60, line: 1 });
  assert.ok(playhead(PAGE, 99).x <= 380);
  assert.deepEqual(playhead({ ...PAGE, heads: [] }, 1), { x: 0, line: 0 });
});

test("a click means the nearest note of its line", () => {
  assert.equal(meant(PAGE, 95, 80)?.id, "b", "between the lines, nearer to the first");
  assert.equal(meant(PAGE, 205, 28)?.id, "d", "the upper note of a chord");
  assert.equal(meant(PAGE, 390, 150)?.id, "e");
  assert.equal(meant({ ...PAGE, heads: [] }, 0, 0), undefined);
});

test("from beginning to beginning", () => {
  assert.deepEqual(beginnings(PAGE.heads), [0, 1, 2, 5]);
  assert.equal(standing(PAGE.heads, 1.5).id, "b");
  assert.equal(standing(PAGE.heads, -1).id, "a");
  assert.equal(standing(PAGE.heads, 99).id, "e");
});

test("a page in another key than what is heard is said to be", () => {
  assert.equal(gap(0, 0), "");
  assert.equal(gap(0, 2), "Written a tone lower than it sounds.");
  assert.equal(gap(3, 0), "Written a minor third higher than it sounds.");
  assert.equal(gap(-12, 12), "Written an octave and more lower than it sounds.");
});
