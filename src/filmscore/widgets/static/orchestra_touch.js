// @ts-check
// The hand on the map: a touch lets a note be heard and a stroke glides; a bead of the chord, or a note somebody has, is pulled to a row.

/** @typedef {import("./orchestra_axis.js").Line} Line */
/** What is pulled: a note of the chord, or the note of somebody. @typedef {{note: string, key: string | null}} Pulled */
/** @typedef {{line: Line | null, at: number | null, inside: boolean}} Place */

const EDGE = 20; // px a hand that pulls scrolls the map by, and how far outside it does
const STILL = 5; // px a hand may move without meaning it

/** @param {import("./orchestra_axis.js").Axis} axis
 * @param {{hear: (line: Line, midi: number, strength: string, gliding: boolean) => void, leave: () => void, tap: (line: Line, midi: number) => boolean, everybody: (midi: number) => void, choose: (line: Line) => void,
 *   hover: (line: Line | null, midi: number, strength: string) => void}} acts @param {AbortSignal} signal */
export function play(axis, acts, signal) {
  /** @type {{id: number, line: Line, midi: number} | null} */ let hand = null;
  const { body } = axis;
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ act) => body.addEventListener(name, act, { signal });
  const lineOf = (/** @type {Event} */ { target }) => {
    const element = /** @type {HTMLElement} */ (target).closest(".fsp-om-row");
    return element ? axis.lines[Number(/** @type {HTMLElement} */ (element).dataset.row)] : null;
  };
  on("pointerdown", (/** @type {PointerEvent} */ event) => {
    const line = lineOf(event);
    if (!line || hand || event.button !== 0 || /** @type {HTMLElement} */ (event.target).closest(".fsp-om-dot, button")) return;
    if (line.row.unpitched || !(/** @type {HTMLElement} */ (event.target).closest(".fsp-om-track"))) return acts.choose(line);
    event.preventDefault();
    const midi = axis.pitchAt(line, event.clientX);
    acts.choose(line);
    if (event.altKey) return acts.everybody(midi);
    if (acts.tap(line, midi)) return;
    if (event.pointerType !== "touch") line.lane.setPointerCapture(event.pointerId);
    hand = { id: event.pointerId, line, midi };
    acts.hear(line, midi, axis.strengthAt(line, event.clientY), false);
  });
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id) {
      const line = lineOf(event);
      if (event.pointerType !== "touch") acts.hover(line && !line.row.unpitched ? line : null, line && !line.row.unpitched ? axis.pitchAt(line, event.clientX) : 0, line && !line.row.unpitched ? axis.strengthAt(line, event.clientY) : "");
      return;
    }
    const midi = axis.pitchAt(hand.line, event.clientX);
    if (midi === hand.midi) return;
    hand.midi = midi;
    acts.hear(hand.line, midi, axis.strengthAt(hand.line, event.clientY), true);
  });
  const leave = (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id) return;
    hand = null;
    acts.leave();
  };
  on("pointerup", leave);
  on("pointercancel", leave);
  body.addEventListener("pointerleave", () => acts.hover(null, 0, ""), { signal });
}

/** Pull notes from where they lie onto rows. @param {import("./orchestra_axis.js").Axis} axis @param {HTMLElement} root
 * @param {{pulled: (element: HTMLElement) => Pulled | null, over: (pulled: Pulled, place: Place) => void, drop: (pulled: Pulled, place: Place) => void, cancel: () => void, tap: (pulled: Pulled, element: HTMLElement) => void}} acts @param {AbortSignal} signal */
export function pull(axis, root, acts, signal) {
  /** @type {{id: number, pulled: Pulled, from: [number, number], element: HTMLElement, moved: boolean, within: boolean} | null} */ let hand = null;
  let dragged = false; // the click that follows a drag means nothing
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ act, /** @type {AddEventListenerOptions} */ more = {}) => root.addEventListener(name, act, { signal, ...more });
  const placeOf = (/** @type {PointerEvent} */ event) => {
    const line = axis.lineAt(event.clientX, event.clientY);
    const box = axis.element.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    const onLane = line && !line.row.unpitched && event.clientX >= line.lane.getBoundingClientRect().left;
    return { line, at: line && onLane ? axis.pitchAt(line, event.clientX) : null, inside };
  };
  /** Over the axis above the rows, or the one below, more of them come. @param {number} x @param {number} y */
  const nudge = (x, y) => {
    const { left, right, top, bottom } = axis.element.getBoundingClientRect();
    if (x < left || x > right) return;
    if (y > top - EDGE && y < top + axis.head.offsetHeight) axis.element.scrollTop -= EDGE;
    else if (y > bottom - axis.keyboard.offsetHeight && y < bottom + EDGE) axis.element.scrollTop += EDGE;
  };
  const ghost = document.createElement("span");
  ghost.className = "fsp-om-carried";
  ghost.setAttribute("aria-hidden", "true");
  on("pointerdown", (/** @type {PointerEvent} */ event) => {
    const element = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(".fsp-om-bead, .fsp-om-dot"));
    const pulled = element && event.button === 0 && !hand ? acts.pulled(element) : null;
    dragged = false;
    if (!element || !pulled) return;
    hand = { id: event.pointerId, pulled, from: [event.clientX, event.clientY], element, moved: false, within: false };
    element.setPointerCapture(event.pointerId);
  });
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id) return;
    if (!hand.moved && Math.hypot(event.clientX - hand.from[0], event.clientY - hand.from[1]) < STILL) return;
    if (!hand.moved) {
      ghost.textContent = hand.pulled.note;
      root.append(ghost);
    }
    hand.moved = dragged = true;
    const box = root.getBoundingClientRect();
    ghost.style.transform = `translate(${event.clientX - box.left}px, ${event.clientY - box.top}px)`;
    if (hand.within) nudge(event.clientX, event.clientY); // who comes from the chord only passes the edge
    const place = placeOf(event);
    hand.within ||= place.line !== null;
    acts.over(hand.pulled, place);
  });
  const leave = (/** @type {boolean} */ meant) => (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id) return;
    const { pulled, moved, element } = hand;
    hand = null;
    ghost.remove();
    if (!moved) return meant && acts.tap(pulled, element);
    if (meant) acts.drop(pulled, placeOf(event));
    else acts.cancel();
  };
  on("pointerup", leave(true));
  on("pointercancel", leave(false));
  on("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !hand) return;
    hand = null;
    ghost.remove();
    acts.cancel();
    event.stopImmediatePropagation();
  });
  on("click", (/** @type {MouseEvent} */ event) => {
    if (!dragged || event.detail === 0) return; // by keys, nothing was dragged
    dragged = false;
    event.stopPropagation();
  }, { capture: true });
}
