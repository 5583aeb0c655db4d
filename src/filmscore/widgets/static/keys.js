// @ts-check
// The keys of the player, while the focus is inside it.

/** @typedef {{toggle: () => void, beat: (direction: 1 | -1, bars: boolean) => void, frame: (direction: 1 | -1) => void,
 *   first: () => void, last: () => void, hit: (direction: 1 | -1) => void}} Acts */

/** @typedef {{mark: (act: import("./marking.js").Act, event: KeyboardEvent) => void, nudge: (frames: number, again: boolean) => void,
 *   go: (direction: 1 | -1) => void, write: () => void}} DeskActs */

/** @typedef {{undo: () => void, redo: () => void, keys: (key: string, event: KeyboardEvent) => (() => void) | undefined}} Commands */

/** Keys with a meaning of their own, before the player's. @param {KeyboardEvent} event @param {Acts} acts @param {Commands} commands */
function pressOver(event, acts, commands) {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (target.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, pre")) {
    if (key === "Tab" || (key === "s" && (event.ctrlKey || event.metaKey))) return; // leaving, and saving the notebook
    event.stopPropagation(); // a letter typed is a letter, not a command of ours or of the notebook
    return;
  }
  /** @type {(() => void) | undefined} */ let act;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "z") act = event.shiftKey ? commands.redo : commands.undo;
    else if (key === "y") act = commands.redo;
  } else if (!event.altKey) act = key === "u" ? (event.shiftKey ? commands.redo : commands.undo) : commands.keys(key, event);
  if (!act) return press(event, acts);
  event.stopPropagation();
  event.preventDefault();
  act();
}

/** The ten-frame nudge goes by the place of the key: what Shift makes of a comma differs from keyboard to keyboard.
 * @param {string} key @param {KeyboardEvent} event @returns {number} frames; 0 if it is no such key */
function nudgeOf(key, event) {
  if (event.shiftKey) return /** @type {Record<string, number>} */ ({ Comma: -10, Period: 10 })[event.code] ?? 0;
  return key === "," ? -1 : key === "." ? 1 : 0;
}

/** @param {KeyboardEvent} event @param {Acts} acts @param {DeskActs} desk */
export function pressDesk(event, acts, desk) {
  const once = (/** @type {import("./marking.js").Act} */ name) => () => event.repeat || desk.mark(name, event);
  pressOver(event, acts, {
    undo: () => desk.mark("undo", event),
    redo: () => desk.mark("redo", event),
    keys: (key) => {
      const frames = nudgeOf(key, event);
      if (frames) return () => desk.nudge(frames, event.repeat);
      return {
        i: once("in"),
        o: once("out"),
        h: once(event.shiftKey ? "may" : "must"),
        s: once("silence"),
        e: once("edge"),
        Delete: once("remove"),
        Backspace: once("remove"),
        n: () => desk.go(event.shiftKey ? -1 : 1),
        r: () => desk.write(),
      }[key];
    },
  });
}

/** @typedef {{undo: () => void, redo: () => void, bar: (direction: 1 | -1) => void, nudge: (frames: number, again: boolean) => void, tempo: (steps: number, again: boolean) => void,
 *   lock: (event: KeyboardEvent) => void, unlock: () => void, start: (event: KeyboardEvent) => void, clicks: () => void, best: () => void, write: () => void}} FinderActs */

/** @param {KeyboardEvent} event @param {Acts} acts @param {FinderActs} finder */
export function pressFinder(event, acts, finder) {
  pressOver(event, acts, {
    undo: finder.undo,
    redo: finder.redo,
    keys: (key) => {
      const frames = nudgeOf(key, event);
      if (frames) return () => finder.nudge(frames, event.repeat);
      /** @type {Record<string, () => void>} */ const table = {
        n: () => finder.bar(event.shiftKey ? -1 : 1),
        "+": () => finder.tempo(1, event.repeat),
        "=": () => finder.tempo(1, event.repeat),
        "-": () => finder.tempo(-1, event.repeat),
        "_": () => finder.tempo(-0.1, event.repeat),
        l: () => event.repeat || finder.lock(event),
        Delete: finder.unlock,
        Backspace: finder.unlock,
        i: () => event.repeat || finder.start(event),
        c: () => event.repeat || finder.clicks(),
        b: () => event.repeat || finder.best(),
        t: finder.write,
      };
      return table[key];
    },
  });
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
