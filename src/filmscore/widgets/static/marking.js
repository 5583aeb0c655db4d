// @ts-check
// The buttons of the Spotting desk: every mark, step and nudge for the hand, each with the key that does the same.
import { make } from "./dom.js";

/** @typedef {"in" | "out" | "must" | "may" | "silence" | "undo" | "redo" | "back" | "on" | "edge" | "remove"} Act */
/** @typedef {(act: Act, event: Event) => void} Do */

/** @type {[group: string, [act: Act, name: string, key: string, title: string][]][]} */
const GROUPS = [
  ["Mark while you watch", [
    ["in", "Music in", "I", "Music comes in on this frame"],
    ["out", "Music out", "O", "This is the first frame without the music"],
    ["must", "Must-hit", "H", "A frame the music must meet"],
    ["may", "May-hit", "Shift H", "A frame the music may meet: a gift"],
    ["silence", "Silence", "S", "No music from this frame on, on purpose; once more where it ends"],
  ]],
  ["The chosen mark", [
    ["back", "−1", ",", "A frame earlier"],
    ["on", "+1", ".", "A frame later"],
    ["edge", "In / out", "E", "Take hold of its other end"],
    ["remove", "Remove", "Del", "Take this mark away"],
  ]],
  ["Steps", [
    ["undo", "Undo", "U", "Take back the last step"],
    ["redo", "Redo", "Shift U", "Take it again"],
  ]],
];
const SIGNS = { in: "fsp-sign-cue", out: "fsp-sign-cue fsp-sign-out", must: "fsp-diamond", may: "fsp-diamond fsp-may", silence: "fsp-sign-silence" };

export const KEYS = [
  ["Space", "play, pause"],
  ["I, O", "music in, music out"],
  ["H, Shift + H", "must-hit, may-hit"],
  ["S", "silence from here; once more: to here"],
  [", and .", "the chosen mark a frame earlier, later (Shift: ten frames)"],
  ["E", "take hold of the other end of the chosen mark"],
  ["N, Shift + N", "next mark, previous mark"],
  ["R", "write the reason, or the label, of the chosen mark"],
  ["Delete", "remove the chosen mark"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Y)", "undo, redo"],
  ["Left, Right", "a second back, a second on (a beat, where there are beats)"],
  ["Shift + Left, Right", "a frame back, a frame on"],
  ["Home, End", "to the start, to the end"],
];

/** @param {Do} act @param {() => void} handBack where the keys should go after the pointer was used */
export function marking(act, handBack) {
  /** @type {Record<string, HTMLButtonElement>} */ const buttons = {};
  const element = make("div", { class: "fsp-marking" }, GROUPS.map(([group, list]) =>
    make("div", { class: "fsp-marking-group", role: "group", "aria-label": group }, list.map(([name, label, key, title]) => {
      const sign = name in SIGNS ? [make("i", { class: `fsp-sign ${SIGNS[/** @type {keyof typeof SIGNS} */ (name)]}`, "aria-hidden": "true" })] : [];
      buttons[name] = make("button", { type: "button", class: "fsp-button fsp-mark-button", title: `${title} (key ${key})`, "aria-keyshortcuts": key.replace("Shift ", "Shift+").replace("Del", "Delete"), onclick: (/** @type {MouseEvent} */ event) => {
        act(name, event);
        if (event.detail > 0) handBack(); // else Space would press the button again instead of playing
      } }, [...sign, make("span", {}, [label]), make("kbd", { "aria-hidden": "true" }, [key.replace("Shift ", "⇧")])]);
      return buttons[name];
    })),
  ));
  /** @param {Partial<Record<Act, boolean>>} can @param {boolean} silent a silence is open */
  const show = (can, silent) => {
    for (const [name, possible] of Object.entries(can)) {
      buttons[name].setAttribute("aria-disabled", String(!possible)); // not `disabled`: the focus would be lost with it
    }
    const words = /** @type {HTMLElement} */ (buttons.silence.querySelector("span"));
    words.textContent = silent ? "Silence ends" : "Silence";
  };
  return { element, show };
}

/** A mark under the pointer: by its body or by an end. No snapping: a hand that is pulled to the cut would not learn to look for
 * the turn. @param {HTMLElement} timeline @param {{frames: (pixels: number) => number, take: (key: string, edge: import("./core/marks.js").Edge) => number,
 * drag: (frame: number, first: boolean) => void, drop: (moved: boolean, cancelled: boolean) => void}} acts @param {AbortSignal} signal */
export function dragging(timeline, acts, signal) {
  const END = 9; // px at a bar's ends that take hold of the end
  const STILL = 3; // px a hand moves without meaning to
  /** @type {{pointer: number, x: number, frame: number, moved: boolean} | null} */ let held = null;
  timeline.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    const bar = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-mark]"));
    if (!bar || event.button !== 0) return;
    event.stopPropagation(); // the timeline would seek
    const box = bar.getBoundingClientRect();
    const end = Math.min(END, box.width / 3);
    /** @type {import("./core/marks.js").Edge} */ let edge = "whole";
    if (bar.classList.contains("fsp-span")) edge = event.clientX - box.left <= end ? "start" : box.right - event.clientX <= end ? "end" : "whole";
    held = { pointer: event.pointerId, x: event.clientX, frame: acts.take(String(bar.dataset.mark), edge), moved: false };
    timeline.setPointerCapture(event.pointerId);
  }, { signal, capture: true });
  timeline.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
    if (held?.pointer !== event.pointerId) return;
    const way = event.clientX - held.x;
    if (!held.moved && Math.abs(way) < STILL) return;
    acts.drag(held.frame + acts.frames(way), !held.moved);
    held.moved = true;
  }, { signal });
  const drop = (/** @type {PointerEvent} */ event) => {
    if (held?.pointer !== event.pointerId) return;
    const { moved } = held;
    held = null;
    acts.drop(moved, event.type === "pointercancel");
  };
  timeline.addEventListener("pointerup", drop, { signal });
  timeline.addEventListener("pointercancel", drop, { signal });
}
