// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { Shelf, admit } from "../../src/filmscore/widgets/static/core/shelf.js";

test("a thing is made once for all its users and put away after the last", async () => {
  const shelf = new Shelf();
  let made = 0;
  const [one, two] = [{}, {}];
  const make = async () => ++made;
  assert.deepEqual(await Promise.all([shelf.take("a", one, make), shelf.take("a", two, make)]), [1, 1]);
  shelf.leave(one);
  assert.equal(shelf.size, 1);
  shelf.leave(two, "b");
  assert.equal(shelf.size, 1);
  shelf.leave(two, "a");
  assert.equal(shelf.size, 0);
  assert.equal(await shelf.take("a", one, make), 2);
});

test("what failed is not kept: asked again, it is tried again", async () => {
  const shelf = new Shelf();
  await assert.rejects(shelf.take("a", {}, async () => Promise.reject(new Error("no"))));
  assert.equal(shelf.size, 0);
  assert.equal(await shelf.take("a", {}, async () => 5), 5);
});

test("what comes unasked ends the wait of who has asked, and is not asked for", async () => {
  const shelf = new Shelf();
  const [one, two] = [{}, {}];
  /** @type {(value: number) => void} */ let answer = () => {};
  const asked = shelf.take("a", one, () => new Promise((done) => (answer = done)));
  shelf.bring("a", two, 1);
  assert.equal(await asked, 1);
  answer(2); // the answer comes later: nobody needs it
  assert.equal(await shelf.take("a", {}, async () => 3), 1);
  shelf.bring("b", two, 4);
  assert.equal(await shelf.take("b", one, async () => 5), 4);
  shelf.bring("b", one, 6);
  assert.equal(await shelf.take("b", two, async () => 7), 4);
});

test("who asks and is refused is not kept, even if something was to be brought", async () => {
  const shelf = new Shelf();
  await assert.rejects(shelf.take("a", {}, async () => Promise.reject(new Error("no"))));
  shelf.bring("a", {}, 8);
  assert.equal(await shelf.take("a", {}, async () => 9), 8);
});

test("the two most recent keep their sound; one that plays is never put to sleep", () => {
  const idle = () => false;
  assert.deepEqual(admit(["a", "b"], "c", 2, idle), { order: ["b", "c"], evicted: ["a"] });
  assert.deepEqual(admit(["a", "b"], "a", 2, idle), { order: ["b", "a"], evicted: [] });
  assert.deepEqual(admit(["a", "b"], "c", 2, (one) => one === "a"), { order: ["a", "c"], evicted: ["b"] });
  assert.deepEqual(admit(["a"], "b", 1, () => true), { order: ["a", "b"], evicted: [] });
});
