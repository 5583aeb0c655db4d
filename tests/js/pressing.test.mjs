// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { pressing } from "../../src/filmscore/widgets/static/pressing.js";

/** What becomes of a key: what it did, and whether the notebook or the browser hears of it. @param {string} key @param {{on?: string, stops?: boolean, held?: string} & Record<string, any>} [how] */
function pressed(key, { on = "div", stops = false, held, ...event } = {}) {
  /** @type {string[]} */ const did = [];
  const [tag, type] = on.split(":");
  // as far as the selectors of the module go: a tag, an input of a type, one of none of some types
  const matches = (/** @type {string} */ selector) =>
    tag === "input" ? selector.includes("input:not(") && !selector.includes(`[type=${type}]`) : selector.split(", ").includes(tag);
  const act = (/** @type {string} */ name) => () => void did.push(name);
  const all = { key, repeat: false, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: { matches }, stopPropagation: act("kept from the notebook"), preventDefault: act("kept from the browser"), ...event };
  pressing(/** @type {any} */ (all), { stop: () => (did.push("stop"), stops), undo: act("undo"), redo: act("redo") }, (name) => (name === "x" ? undefined : act(name)), held);
  return did.join(", ");
}

const MINE = "kept from the notebook, kept from the browser, ";

test("a letter is the widget's, also on a slider and on a choice, and none is the notebook's", () => {
  for (const on of ["div", "button", "input:checkbox", "input:radio", "input:range"]) assert.equal(pressed("K", { on }), `${MINE}k`, on);
  assert.equal(pressed("x"), "kept from the notebook");
});

test("in a field a letter is the field's, and saving the notebook's", () => {
  for (const on of ["select", "textarea", "pre", "input:text", "input:number"]) {
    assert.equal(pressed("k", { on }), "kept from the notebook", on);
    assert.equal(pressed("s", { on, ctrlKey: true }), "", on);
    assert.equal(pressed("Tab", { on }), "", on);
  }
});

test("a key that is held goes on only where it walks", () => {
  for (const key of ["ArrowUp", "PageDown", ","]) assert.equal(pressed(key, { repeat: true, held: ",." }), MINE + key);
  for (const key of ["a", "Enter", " "]) assert.equal(pressed(key, { repeat: true, held: ",." }), MINE.slice(0, -2));
});

test("steps are undone with Ctrl and with Command; Escape is the notebook's where nothing is to be stopped", () => {
  assert.equal(pressed("z", { ctrlKey: true }), `${MINE}undo`);
  assert.equal(pressed("Z", { metaKey: true, shiftKey: true }), `${MINE}redo`);
  assert.equal(pressed("y", { ctrlKey: true }), `${MINE}redo`);
  assert.equal(pressed("c", { ctrlKey: true }), "");
  assert.equal(pressed("Escape", { stops: true }), "stop, kept from the notebook");
  assert.equal(pressed("Escape"), "stop");
});
