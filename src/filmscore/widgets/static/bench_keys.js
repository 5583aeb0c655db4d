// @ts-check
// The bench's keys, while the focus is inside it.

/** @typedef {{play: () => void, letter: (letter: string) => void, rest: () => void, length: (index: number) => void, dot: () => void, triplet: () => void, back: () => void,
 *   cursor: (steps: number) => void, next: (direction: 1 | -1) => void, pitch: (rows: number, octave: boolean) => void, half: (way: 1 | -1) => void, nudge: (steps: number) => void,
 *   stretch: (steps: number) => void, split: () => void, remove: () => void, tap: () => void, home: () => void, end: () => void, undo: () => void, redo: () => void}} KeyActs */

/** @param {KeyboardEvent} event @param {KeyActs} acts */
export function pressBench(event, acts) {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const saving = key === "s" && (event.ctrlKey || event.metaKey);
  if (target.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, pre")) {
    if (key === "Tab" || saving) return; // leaving, and saving the notebook
    event.stopPropagation(); // a letter typed is a letter, not a command of ours or of the notebook
    return;
  }
  /** @type {(() => void) | undefined} */ let act;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "z") act = event.shiftKey ? acts.redo : acts.undo;
    else if (key === "y") act = acts.redo;
    else return;
  } else if (event.altKey || key === "Tab" || key === "Escape") return; // these belong to the browser and the notebook
  event.stopPropagation(); // else "d d" here would delete the notebook's cell
  const once = (/** @type {() => void} */ what) => () => event.repeat || what();
  const shift = event.shiftKey;
  /** @type {Record<string, () => void>} */ const table = {
    r: once(acts.rest), x: once(acts.split), t: once(acts.tap), u: shift ? acts.redo : acts.undo, n: () => acts.next(shift ? -1 : 1),
    6: acts.dot, 7: acts.triplet, "+": () => acts.half(1), "=": () => acts.half(1), "-": () => acts.half(-1), "−": () => acts.half(-1), ",": () => acts.nudge(-1), ".": () => acts.nudge(1),
    Delete: acts.remove, Backspace: acts.back,
  };
  for (const letter of "abcdefg") table[letter] = once(() => acts.letter(letter.toUpperCase()));
  for (const digit of "12345") table[digit] = () => acts.length(Number(digit) - 1);
  if (!target.matches("button, summary, input[type=checkbox], input[type=radio]")) table[" "] = once(acts.play); // a button's space is its own
  if (!target.matches("input[type=range], input[type=radio]"))
    Object.assign(table, {
      ArrowLeft: () => (shift ? acts.stretch(-1) : acts.cursor(-1)), ArrowRight: () => (shift ? acts.stretch(1) : acts.cursor(1)),
      ArrowUp: () => acts.pitch(1, shift), ArrowDown: () => acts.pitch(-1, shift), Home: acts.home, End: acts.end,
    });
  act ??= table[key];
  if (!act) return;
  event.preventDefault();
  act();
}
