// @ts-check
import assert from "node:assert/strict";
import test from "node:test";

/** As much of a page as a mixer is made of. */
class Part {
  constructor(/** @type {string} */ tag) {
    this.tag = tag;
    /** @type {Record<string, string>} */ this.attributes = {};
    /** @type {any[]} */ this.children = [];
    /** @type {Record<string, () => void>} */ this.listeners = {};
    this.style = { setProperty: () => {} };
    this.value = "";
  }
  setAttribute(/** @type {string} */ name, /** @type {string} */ value) {
    this.attributes[name] = value;
    if (name === "value") this.value = value;
  }
  append(/** @type {any[]} */ ...children) {
    this.children.push(...children);
  }
  replaceChildren(/** @type {any[]} */ ...children) {
    this.children = children;
  }
  addEventListener(/** @type {string} */ name, /** @type {() => void} */ act) {
    this.listeners[name] = act;
  }
  /** @returns {Part[]} */
  get all() {
    return this.children.flatMap((one) => (one instanceof Part ? [one, ...one.all] : []));
  }
}
/** @type {any} */ (globalThis).document = { createElement: (/** @type {string} */ tag) => new Part(tag) };
const { Mixer } = await import("../../src/filmscore/widgets/static/mixer.js");

const named = (/** @type {any} */ mixer) => mixer.element.children.map((/** @type {Part} */ row) => {
  const said = row.all.flatMap(({ attributes }) => attributes["aria-label"] ?? []);
  const name = row.all.find(({ attributes }) => attributes.class === "fsp-name");
  return [row.attributes["aria-label"], name?.children[0], name?.attributes.title, ...said];
});

test("a fader is called what plays: a harp among the keys is the harp", () => {
  const mixer = new Mixer(() => {});
  mixer.show("Mine", [{ name: "keys", family: "keys", label: "harp" }, { name: "brass", family: "brass" }], true);
  assert.deepEqual(named(mixer), [
    ["Dialogue", "Dialogue", "Dialogue and effects: the guide track", "Mute Dialogue", "Level of Dialogue"],
    ["harp", "harp", "harp", "Mute harp", "Solo harp", "Level of harp"],
    ["brass", "brass", "brass", "Mute brass", "Solo brass", "Level of brass"],
    ["Master", "Master", "Master", "Level of Master"],
  ]);
  assert.deepEqual(mixer.strips.map(({ name, family }) => [name, family]), [["guide", "dialogue"], ["Mine/keys", "keys"], ["Mine/brass", "brass"]], "it turns the stem, whatever it is called");
});

test("what was set for a music comes back with it, and each has the names of its own players", () => {
  const mixer = new Mixer(() => {});
  const harp = [{ name: "keys", family: "keys", label: "nylon guitar" }];
  mixer.show("First", harp, false);
  mixer.turn(mixer.strips[0], "mute", true);
  mixer.show("Second", [{ name: "keys", family: "keys" }], false);
  assert.deepEqual(mixer.strips.map(({ label, mute }) => [label, mute]), [["keys", false]]);
  mixer.show("First", harp, false);
  assert.deepEqual(mixer.strips.map(({ label, mute }) => [label, mute]), [["nylon guitar", true]]);
  assert.equal(mixer.element.children[0].all.find((/** @type {Part} */ { attributes }) => attributes["aria-label"] === "Mute nylon guitar")?.attributes["aria-pressed"], "true");
});
