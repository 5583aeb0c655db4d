// @ts-check
// The keys of the Mood harmoniser, while the focus is inside it.

/** @typedef {{play: () => void, open: (key: string) => void, swap: () => void, undo: () => void, redo: () => void, pedal: () => void, loop: () => void, box: (by: number) => void, chord: (way: 1 | -1) => void}} MoodActs */

export const KEYS = [
  ["Space", "play, stop"],
  ["Up, Down", "in a chord's box: the next chord up, down"],
  ["Left, Right", "in a chord's box: the box before, the box after; on a slider: its steps"],
  ["P", "the pedal: none, home, fifth"],
  ["1, 2, 3", "open a version"],
  ["C", "hear the version it is compared with; again: this one"],
  ["L", "round and round, or once"],
  ["Z, Shift + Z", "undo, redo"],
];

/** @param {KeyboardEvent} event @param {MoodActs} acts */
export function pressMood(event, acts) {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (target.matches("select, pre")) {
    if (key !== "Tab" && !(key === "s" && (event.ctrlKey || event.metaKey))) event.stopPropagation(); // a letter there chooses a line
    return;
  }
  /** @type {(() => void) | undefined} */ let go;
  const back = event.shiftKey ? acts.redo : acts.undo;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) go = key === "z" ? back : key === "y" ? acts.redo : undefined;
  else if (!event.altKey) {
    const inBox = target.matches(".fsp-mh-chord");
    const native = target.matches("button:not(.fsp-mh-play), summary, input[type=checkbox], input[type=radio]"); // their space is their own
    go = {
      1: () => acts.open("k1"), 2: () => acts.open("k2"), 3: () => acts.open("k3"), c: acts.swap, z: back, u: back, p: acts.pedal, l: acts.loop,
      ...(native ? {} : { " ": acts.play }),
      ...(inBox ? { ArrowLeft: () => acts.box(-1), ArrowRight: () => acts.box(1), ArrowUp: () => acts.chord(1), ArrowDown: () => acts.chord(-1), Home: () => acts.box(-99), End: () => acts.box(99) } : {}),
    }[key];
  }
  if (!go) {
    if ((key.length === 1 && key !== " ") || key === "Enter") event.stopPropagation(); // no command of the notebook either
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat || key.startsWith("Arrow")) go();
}
