// @ts-check
// A key that is pressed inside a widget: whose it is, the widget's, the field's or the notebook's.

/** @typedef {() => void} Act */

/** @param {KeyboardEvent} event @param {{stop: () => boolean, undo: Act, redo: Act}} acts `stop` says whether there was anything to stop
 * @param {(key: string, target: HTMLElement) => Act | undefined} find what a key does here, if anything @param {string} [held] keys that go on while they are held down, besides the arrows and Page Up, Page Down */
export function pressing(event, acts, find, held = "") {
  const target = /** @type {HTMLElement} */ (event.target);
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Escape") {
    if (acts.stop()) event.stopPropagation(); // else it belongs to the notebook
    return;
  }
  const saving = key === "s" && (event.ctrlKey || event.metaKey);
  if (target.matches("input:not([type=checkbox], [type=radio], [type=range]), select, textarea, pre")) {
    if (key !== "Tab" && !saving) event.stopPropagation(); // a letter chooses in the list
    return;
  }
  /** @type {Act | undefined} */ let act;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === "z") act = event.shiftKey ? acts.redo : acts.undo;
    else if (key === "y") act = acts.redo;
    else return;
  } else if (event.altKey || key === "Tab") return;
  event.stopPropagation(); // else "d d" here would delete the notebook's cell
  act ??= find(key, target);
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || /^(Arrow|Page)/.test(key) || held.includes(key)) act();
}
