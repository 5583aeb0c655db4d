// @ts-check
// Phrases of the Orchestra map side by side: one is shown, the others wait as they were left. Pure.
import { same } from "./keeping.js";
import { FIRST, MOST_PHRASES, dotsOf, fresh, headOf, headsOf, inPhrase, phraseOf } from "./seats.js";

/** @typedef {import("./seats.js").Marks} Marks */
/** @typedef {import("./seats.js").Head} Head */

/** What they are called, in their order. @param {Marks} marks */
export const names = (marks) => headsOf(marks).map(phraseOf);

/** What belongs to one of them. @param {Marks} marks @param {string} name @returns {Marks} */
export const partOf = (marks, name) => marks.filter((mark) => phraseOf(mark) === name);

/** Another of them shown. @param {Marks} marks @param {string} name @returns {Marks} */
export function opened(marks, name) {
  const [first] = headsOf(marks);
  return marks.map((mark) => {
    if (mark.what !== "map") return mark;
    const { open, ...head } = mark;
    const opens = phraseOf(mark) === name && mark !== first;
    return opens === Boolean(open) ? mark : /** @type {Head} */ ({ ...head, ...(opens ? { open: true } : {}) });
  });
}

/** A letter that none of them has. @param {string[]} taken */
function letter(taken) {
  let at = FIRST.charCodeAt(0);
  while (taken.includes(String.fromCharCode(at))) at += 1;
  return String.fromCharCode(at);
}

/** Phrases beside those that are there, under their own names where those are free; the first of them is shown.
 * @param {Marks} marks @param {Marks} more @returns {{marks: Marks, names: string[]} | {said: string}} */
export function beside(marks, more) {
  if (names(marks).length + names(more).length > MOST_PHRASES) return { said: `${MOST_PHRASES} phrases lie side by side at most: remove one first.` };
  let all = marks;
  /** @type {string[]} */ const added = [];
  for (const head of headsOf(more)) {
    const was = phraseOf(head);
    const taken = names(all);
    const name = taken.includes(was) ? letter(taken) : was;
    const { phrase: _, open: __, ...bare } = head;
    all = [...all, { ...bare, key: fresh(all), ...inPhrase(name) }];
    for (const { phrase: ___, ...dot } of dotsOf(more, was)) all = [...all, { ...dot, key: fresh(all), ...inPhrase(name) }];
    added.push(name);
  }
  return { marks: opened(all, added[0]), names: added };
}

/** The phrase that is shown, once more beside it. @param {Marks} marks */
export const copied = (marks) => beside(marks, partOf(marks, phraseOf(headOf(marks))));

/** Without one of them; its neighbour is shown. The last one stays. @param {Marks} marks @param {string} name @returns {Marks} */
export function removed(marks, name) {
  const all = names(marks);
  const at = all.indexOf(name);
  if (at < 0 || all.length < 2) return marks;
  const left = marks.filter((mark) => phraseOf(mark) !== name);
  return opened(left, phraseOf(headOf(marks)) === name ? all[at + 1] ?? all[at - 1] : phraseOf(headOf(marks)));
}

const laid = (/** @type {Marks} */ marks, /** @type {string} */ name) => partOf(marks, name).map((mark) => (mark.what === "map" ? { what: mark.what, key: mark.key, chord: mark.chord, dynamic: mark.dynamic } : mark));

/** After a step back or on: the phrase it happened in is shown, so that nothing changes out of sight. @param {Marks} before @param {Marks} after @returns {Marks} */
export function meant(before, after) {
  const there = names(after);
  const differs = (/** @type {string} */ name) => !same(laid(before, name), laid(after, name));
  const shown = phraseOf(headOf(after));
  if (differs(shown)) return after;
  const was = phraseOf(headOf(before));
  const where = there.includes(was) && differs(was) ? was : there.find(differs);
  return where === undefined ? after : opened(after, where);
}

/** Those of other marks that are not here already, whatever they are called. @param {Marks} marks @param {Marks} other @returns {Marks} */
export function unknown(marks, other) {
  const said = (/** @type {Marks} */ all, /** @type {string} */ name) => JSON.stringify(partOf(all, name).map((mark) => (mark.what === "map" ? [mark.chord, mark.dynamic] : [mark.who, mark.seat, mark.note, mark.tune])));
  const here = new Set(names(marks).map((name) => said(marks, name)));
  const fits = new Set(names(other).filter((name) => !here.has(said(other, name))));
  return other.filter((mark) => fits.has(phraseOf(mark)));
}
