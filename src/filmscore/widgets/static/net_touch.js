// @ts-check
// The finger on the net: a touch lets a triad be heard and puts it on the path, a stroke strings triads together, a long touch makes one home.
import { cellAt, passed } from "./core/net.js";

const CLEAR = { circle: 0.235, edge: 0.035 }; // edges: what belongs to a node, and to nobody
const STILL = 0.09; // edges a finger may move without meaning it
const LONG = 600; // ms

/** @param {import("./net_draw.js").NetDrawing} drawing @param {import("./core/net.js").Net} net
 * @param {{down: (cell: number) => void, tap: (cell: number) => void, join: (cell: number, stroke: string, first: boolean) => void, hold: (cell: number) => void, focus: (cell: number) => void}} acts @param {AbortSignal} signal */
export function follow(drawing, net, acts, signal) {
  const { element } = drawing;
  /** @type {{id: number, cell: number, at: [number, number], from: [number, number], stroke: string, moved: boolean, held: boolean, timer: number} | null} */ let hand = null;
  let strokes = 0;
  const under = (/** @type {[number, number]} */ [x, y]) => cellAt(net, x, y, CLEAR);
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ act, /** @type {AddEventListenerOptions} */ more = {}) => element.addEventListener(name, act, { signal, ...more });

  on("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0 || hand) return;
    const at = drawing.where(event);
    const cell = under(at);
    if (cell < 0) return;
    /** @type {any} */ (drawing.faces[cell].element).focus({ preventScroll: true });
    acts.focus(cell);
    element.setPointerCapture(event.pointerId);
    strokes += 1;
    hand = { id: event.pointerId, cell, at, from: at, stroke: `stroke ${strokes} ${event.timeStamp}`, moved: false, held: false, timer: setTimeout(() => {
      if (!hand || hand.moved) return;
      hand.held = true;
      acts.hold(cell);
    }, LONG) };
    acts.down(cell);
    event.preventDefault();
  });
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id || hand.held) return;
    const to = drawing.where(event);
    if (Math.hypot(to[0] - hand.from[0], to[1] - hand.from[1]) > STILL) clearTimeout(hand.timer);
    for (const cell of passed(net, hand.at, to, CLEAR)) {
      if (cell === hand.cell) continue;
      if (!hand.moved) acts.join(hand.cell, hand.stroke, true);
      hand.moved = true;
      hand.cell = cell;
      acts.join(cell, hand.stroke, false);
    }
    hand.at = to;
  });
  const leave = (/** @type {boolean} */ meant) => (/** @type {PointerEvent} */ event) => {
    if (!hand || event.pointerId !== hand.id) return;
    const { cell, moved, held, timer } = hand;
    clearTimeout(timer);
    hand = null;
    if (meant && !moved && !held) acts.tap(cell);
  };
  on("pointerup", leave(true));
  on("pointercancel", leave(false));
  // a finger that begins on a triangle plays; anywhere else it scrolls the page
  on("touchstart", (/** @type {TouchEvent} */ event) => {
    if (event.touches.length === 1 && under(drawing.where(event.touches[0])) >= 0) event.preventDefault();
  }, { passive: false });
  on("contextmenu", (/** @type {Event} */ event) => event.preventDefault()); // what a long touch would open
}
