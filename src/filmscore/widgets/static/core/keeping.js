// @ts-check
// What was done, what is undone, and which of two copies of the marks is the newer. Pure.

/** @typedef {{what: string, key: string} & Record<string, any>} Mark whatever its kind: its fields are numbers, words and the like */
/** @typedef {"do" | "again" | "undo" | "redo"} How `again`: goes on with the last step (a drag, a word being typed) */
/** @typedef {{past: Mark[][], now: Mark[], future: Mark[][], tag: string}} History */
/** @typedef {{film: string, frames: number, counter: number, writer: string, saved: number, seen: Record<string, number>, marks: Mark[]}} Doc
 *   a copy of the marks: its number, who wrote it and when (ms), and the last number it has of everybody who wrote before */

export const STEPS = 200; // that can be undone
const WRITERS = 40; // remembered

/** Mark by mark and field by field; the kernel writes the fields in another order. @param {Mark[]} a @param {Mark[]} b */
export const same = (a, b) =>
  a === b ||
  (a.length === b.length &&
    a.every((mark, i) => {
      const [one, other] = /** @type {Record<string, unknown>[]} */ ([mark, b[i]]);
      return mark === b[i] || (Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((field) => one[field] === other[field]));
    }));

/** @param {Mark[]} marks @returns {History} */
export const begin = (marks) => ({ past: [], now: marks, future: [], tag: "" });

/** A step. Steps with the same `tag`, one after another, are one. @param {History} history @param {Mark[]} marks @param {string} tag
 * @returns {{history: History, how: How}} */
export function act(history, marks, tag = "") {
  if (tag && tag === history.tag) return { history: { ...history, now: marks, future: [] }, how: "again" };
  return { history: { past: [...history.past, history.now].slice(-STEPS), now: marks, future: [], tag }, how: "do" };
}

/** @param {History} history @returns {History} */
export function undo({ past, now, future }) {
  if (!past.length) return { past, now, future, tag: "" };
  return { past: past.slice(0, -1), now: past[past.length - 1], future: [now, ...future], tag: "" };
}

/** @param {History} history @returns {History} */
export function redo({ past, now, future }) {
  if (!future.length) return { past, now, future, tag: "" };
  return { past: [...past, now], now: future[0], future: future.slice(1), tag: "" };
}

/** A step that was taken elsewhere. @param {History} history @param {Mark[]} marks @param {How} how @returns {History} */
export function hear(history, marks, how) {
  if (how === "undo" && history.past.length && same(history.past[history.past.length - 1], marks)) return undo(history);
  if (how === "redo" && history.future.length && same(history.future[0], marks)) return redo(history);
  if (how === "again") return { ...history, now: marks, future: [], tag: "" };
  return act(history, marks).history;
}

/** The copy after this one. @param {Doc} doc @param {Mark[]} marks @param {string} writer @param {number} time ms @returns {Doc} */
export function next(doc, marks, writer, time) {
  const counter = doc.counter + 1;
  const seen = Object.fromEntries(Object.entries(doc.seen).sort((a, b) => b[1] - a[1]).slice(0, WRITERS));
  return { film: doc.film, frames: doc.frames, counter, writer, saved: time, seen: { ...seen, [writer]: counter }, marks };
}

/** A copy that has been set against another: whatever follows it has seen both. @param {Doc} kept @param {Doc} other @returns {Doc} */
export function settled(kept, other) {
  const seen = { ...kept.seen };
  for (const [writer, counter] of Object.entries(other.seen)) seen[writer] = Math.max(counter, seen[writer] ?? -1);
  return { ...kept, counter: Math.max(kept.counter, other.counter), seen };
}

/** Whether `later` was made by somebody who had seen `earlier`. @param {Doc} later @param {Doc} earlier */
export const follows = (later, earlier) => earlier.counter === 0 || (later.seen[earlier.writer] ?? -1) >= earlier.counter;

/** Two copies: which is kept, and which must be put aside because it holds what the other never saw.
 * @param {Doc} mine @param {Doc} theirs @returns {{keep: "mine" | "theirs", aside: Doc | null}} */
export function decide(mine, theirs) {
  if (mine.writer === theirs.writer && mine.counter === theirs.counter) return { keep: "mine", aside: null };
  if (follows(mine, theirs) && mine.counter >= theirs.counter) return { keep: "mine", aside: null };
  if (follows(theirs, mine)) return { keep: "theirs", aside: null };
  const newer = theirs.counter - mine.counter || theirs.saved - mine.saved;
  const keep = newer > 0 ? "theirs" : "mine";
  const loser = keep === "mine" ? theirs : mine;
  return { keep, aside: same(mine.marks, theirs.marks) || !loser.marks.length ? null : loser };
}
