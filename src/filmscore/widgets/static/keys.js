// @ts-check
// The keys of the player, while the focus is inside it.

/** @typedef {{toggle: () => void, beat: (direction: 1 | -1, bars: boolean) => void, frame: (direction: 1 | -1) => void,
 *   first: () => void, last: () => void, hit: (direction: 1 | -1) => void}} Acts */

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
