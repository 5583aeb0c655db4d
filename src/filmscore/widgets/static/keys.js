// @ts-check
// The keys of the player, while the focus is inside it.

/** @typedef {{toggle: () => void, beat: (direction: 1 | -1, bars: boolean) => void, frame: (direction: 1 | -1) => void,
 *   first: () => void, last: () => void, hit: (direction: 1 | -1) => void}} Acts */

/** @typedef {{mark: (act: import("./marking.js").Act, event: KeyboardEvent) => void, nudge: (frames: number, again: boolean) => void,
 *   go: (direction: 1 | -1) => void, write: () => void}} DeskActs */

/** The keys of the Spotting desk, before the player's own. @param {KeyboardEvent} event @param {Acts} acts @param {DeskActs} desk */
export function pressDesk(event, acts, desk) {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (target.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, pre")) {
    if (key === "Tab" || (key === "s" && (event.ctrlKey || event.metaKey))) return; // leaving, and saving the notebook
    event.stopPropagation(); // a letter typed is a letter, not a command of ours or of the notebook
    return;
  }
  /** @type {(() => void) | undefined} */ let act;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "z") act = () => desk.mark(event.shiftKey ? "redo" : "undo", event);
    else if (key === "y") act = () => desk.mark("redo", event);
  } else if (!event.altKey) {
    const once = (/** @type {import("./marking.js").Act} */ name) => () => event.repeat || desk.mark(name, event);
    // the ten-frame nudge goes by the place of the key: what Shift makes of a comma differs from keyboard to keyboard
    const ten = event.shiftKey ? { Comma: -10, Period: 10 }[event.code] : undefined;
    act = {
      i: once("in"),
      o: once("out"),
      h: once(event.shiftKey ? "may" : "must"),
      s: once("silence"),
      e: once("edge"),
      u: () => desk.mark(event.shiftKey ? "redo" : "undo", event),
      Delete: once("remove"),
      Backspace: once("remove"),
      n: () => desk.go(event.shiftKey ? -1 : 1),
      r: () => desk.write(),
      ",": () => desk.nudge(-1, event.repeat),
      ".": () => desk.nudge(1, event.repeat),
    }[key] ?? (ten ? () => desk.nudge(ten, event.repeat) : undefined);
  }
  if (!act) return press(event, acts);
  event.stopPropagation();
  event.preventDefault();
  act();
}

/** @param {KeyboardEvent} event @param {Acts} acts */
export function press(event, acts) {
  // these belong to the browser and the notebook: leaving the player must always work
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || event.key === "Escape") return;
  event.stopPropagation(); // else "d d" on one of our buttons would delete the notebook's cell
  const target = /** @type {HTMLElement} */ (event.target);
  const along = (/** @type {1 | -1} */ direction) => (event.shiftKey ? acts.frame(direction) : acts.beat(direction, false));
  /** @type {Record<string, () => void>} */
  const keys = { h: () => acts.hit(event.shiftKey ? -1 : 1) };
  if (!target.matches("button, summary, input[type=checkbox], input[type=radio]")) keys[" "] = acts.toggle; // a button's space is its own
  if (!target.matches("input[type=range], input[type=radio]"))
    Object.assign(keys, {
      ArrowRight: () => along(1),
      ArrowUp: () => along(1),
      ArrowLeft: () => along(-1),
      ArrowDown: () => along(-1),
      PageUp: () => acts.beat(1, true),
      PageDown: () => acts.beat(-1, true),
      Home: acts.first,
      End: acts.last,
    });
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
