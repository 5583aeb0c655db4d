// @ts-check
// The fields and buttons of the Tempo finder: the tempo, where the music starts, the chosen bar, and what can begin with it.
import { make } from "./dom.js";
import { METERS, plain } from "./core/plan.js";

/** @typedef {{tempo: (bpm: number, end: boolean) => void, step: (steps: number) => void, start: (frame: number | null) => void, end: (frame: number) => void, best: (criterion: string) => void,
 *   undo: () => void, redo: () => void, bar: (direction: 1 | -1) => void, toBar: (bar: number) => void, nudge: (frames: number) => void, lock: (frame: number | null) => void, lockHit: () => void, unlock: () => void,
 *   add: (what: string, values: Record<string, any>) => void, join: (index: number) => void, take: (bpm: number) => void}} Acts */
/** @typedef {{bpm: number, to: number | null, start: number, end: number, bar: number, barFrame: number, barBpm: number, locked: boolean, bars: number, undo: boolean, redo: boolean,
 *   stretches: {bars: string, text: string, bar: number, chosen: boolean}[]}} State */

let count = 0;

const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ act, /** @type {string} */ key = "", /** @type {string} */ name = "") =>
  make("button", { type: "button", class: "fsp-button fsp-mark-button", title: key ? `${title} (key ${key})` : title, "aria-label": name || false, onclick: act }, [make("span", {}, [text]), ...(key ? [make("kbd", { "aria-hidden": "true" }, [key.replace("Shift ", "⇧")])] : [])]);

/** A field with its name, read when it is left or Enter is pressed. @param {string} name @param {string} width @param {(value: number) => void} [use] */
function field(name, width, use) {
  const id = `fsp-finder-${++count}`;
  const input = make("input", { id, class: "fsp-input fsp-number", type: "text", inputmode: "decimal", autocomplete: "off", style: { width } });
  let shown = "";
  const read = () => {
    const value = Number(input.value.trim().replace(",", "."));
    if (input.value === shown) return;
    if (input.value.trim() && Number.isFinite(value)) use?.(value);
    else input.value = shown;
  };
  if (use) {
    input.addEventListener("change", read);
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") input.value = shown;
    });
  }
  const label = make("label", { class: "fsp-finder-name", for: id }, [name]);
  return {
    input,
    element: make("span", { class: "fsp-finder-field" }, [label, input]),
    show: (/** @type {string} */ text) => {
      shown = text;
      if (document.activeElement !== input || !use) input.value = text;
    },
    settle: () => (input.value = shown),
    value: () => Number(input.value.trim().replace(",", ".")),
  };
}

/** @param {string} name @param {[string, string][]} choices @param {() => void} [changed] */
function choice(name, choices, changed) {
  const id = `fsp-finder-${++count}`;
  const select = make("select", { id, class: "fsp-input", ...(changed && { onchange: changed }) }, choices.map(([value, text]) => make("option", { value }, [text])));
  return { select, element: make("span", { class: "fsp-finder-field" }, [make("label", { class: "fsp-finder-name", for: id }, [name]), select]) };
}

/** @param {Acts} acts */
export function finderTools(acts) {
  const tempo = field("Tempo (BPM)", "84px", (bpm) => acts.tempo(bpm, false));
  const to = field("to", "84px", (bpm) => acts.tempo(bpm, true));
  const start = field("Music starts on frame", "72px", (frame) => acts.start(frame));
  const end = field("ends at", "72px", (frame) => acts.end(frame));
  const criterion = choice("by", [["max", "largest error"], ["rms", "weighted RMS"]]);
  const undo = button("Undo", "Take back the last step", acts.undo, "U");
  const redo = button("Redo", "Take it again", acts.redo, "Shift U");
  const summary = make("p", { class: "fsp-summary" });
  const found = make("div", { class: "fsp-found", hidden: true });
  const top = make("div", { class: "fsp-finder", role: "group", "aria-label": "Tempo" }, [
    make("div", { class: "fsp-finder-row" }, [
      tempo.element,
      button("−1", "One beat a minute slower", () => acts.step(-1), "−", "Slower by one"),
      button("+1", "One beat a minute faster", () => acts.step(1), "+", "Faster by one"),
      to.element,
      start.element,
      button("Here", "The music starts on the frame shown", () => acts.start(null), "I", "Music starts here"),
      end.element,
      make("span", { class: "fsp-finder-steps" }, [undo, redo]),
    ]),
  ]);
  const best = make("div", { class: "fsp-finder-row" }, [button("Best steady tempo", "Ask the kernel for the tempo that meets these hits best, with proof", () => acts.best(criterion.select.value), "B"), criterion.element]);

  // the chosen bar
  const bar = field("Bar", "56px", (value) => acts.toBar(Math.round(value)));
  const about = make("span", { class: "fsp-bar-about" });
  const frame = field("on frame", "72px");
  frame.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") acts.lock(frame.value());
  });
  const unlock = button("Free it", "Take the lock away", acts.unlock, "Del");
  const locking = make("div", { class: "fsp-finder-row" }, [
    bar.element,
    button("‹", "The bar before", () => acts.bar(-1), "Shift N", "Bar before"),
    button("›", "The next bar", () => acts.bar(1), "N", "Next bar"),
    about,
    frame.element,
    button("Lock", "Move this bar to that frame, and keep it there", () => acts.lock(frame.value())),
    button("Lock here", "Move this bar to the frame shown, and keep it there", () => acts.lock(null), "L"),
    button("Lock on nearest hit", "Move this bar to the hit nearest to it", acts.lockHit),
    button("−1", "A frame earlier", () => acts.nudge(-1), ",", "Bar a frame earlier"),
    button("+1", "A frame later", () => acts.nudge(1), ".", "Bar a frame later"),
    unlock,
  ]);

  // what can begin with it
  const what = choice("From this bar", [["step", "another tempo"], ["ramp", "a ramp"], ["meter", "another meter"], ["hold", "a hold before it"]], () => pick());
  const bpm = field("BPM", "84px");
  const until = field("up to bar", "56px");
  const curve = choice("straight over", [["beats", "the beats"], ["time", "the seconds"]]);
  const meter = choice("meter", METERS.map((one) => [one, one]));
  meter.select.value = "3/4";
  const scope = choice("for", [["bar", "this bar"], ["on", "all from here"]]);
  const seconds = field("seconds", "56px");
  seconds.show("1");
  /** @type {Record<string, HTMLElement[]>} */
  const parts = { step: [bpm.element], ramp: [bpm.element, until.element, curve.element], meter: [meter.element, scope.element], hold: [seconds.element] };
  const all = [bpm.element, until.element, curve.element, meter.element, scope.element, seconds.element];
  const pick = () => {
    for (const one of all) one.hidden = !parts[what.select.value].includes(one);
  };
  const add = () => acts.add(what.select.value, { bpm: bpm.value(), until: until.value(), curve: curve.select.value, meter: meter.select.value, on: scope.select.value === "on", seconds: seconds.value() });
  for (const one of [bpm, until, seconds])
    one.input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") add();
    });
  pick();
  const stretches = make("ol", { class: "fsp-stretches", "aria-label": "Stretches" });
  const bars = make("section", { class: "fsp-finder", "aria-label": "Bars" }, [
    make("h3", { class: "fsp-list-title" }, ["Bars"]),
    locking,
    make("div", { class: "fsp-finder-row" }, [what.element, ...all, button("Add", "Do this from the chosen bar on", add)]),
    stretches,
  ]);

  /** @param {State} state */
  const show = (state) => {
    tempo.show(plain(state.bpm));
    to.element.hidden = state.to === null;
    to.show(state.to === null ? "" : plain(state.to));
    start.show(String(state.start));
    end.show(String(state.end));
    undo.setAttribute("aria-disabled", String(!state.undo));
    redo.setAttribute("aria-disabled", String(!state.redo));
    unlock.setAttribute("aria-disabled", String(!state.locked));
    bar.show(String(state.bar));
    about.textContent = `begins on frame ${plain(state.barFrame, 1)}${state.locked ? ", locked" : ""}, at ${plain(state.barBpm, 1)} BPM`;
    about.classList.toggle("fsp-locked", state.locked);
    if (document.activeElement !== frame.input) frame.show(String(Math.round(state.barFrame)));
    if (document.activeElement !== bpm.input) bpm.show(plain(state.barBpm, 1));
    if (document.activeElement !== until.input) until.show(String(state.bar + 4));
    const text = JSON.stringify(state.stretches);
    if (text === stretches.dataset.told) return;
    stretches.dataset.told = text;
    const focus = [...stretches.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    stretches.replaceChildren(...state.stretches.map((one, index) => make("li", { class: one.chosen ? "fsp-stretch fsp-chosen" : "fsp-stretch" }, [
      make("button", { type: "button", class: "fsp-stretch-go", "aria-pressed": String(one.chosen), title: "Take hold of this tempo", onclick: () => acts.toBar(one.bar) }, [make("b", {}, [one.bars]), ` ${one.text}`]),
      ...(state.stretches.length > 1 ? [make("button", { type: "button", class: "fsp-button fsp-plain", "aria-label": `Remove the stretch: ${one.bars}`, onclick: () => acts.join(index) }, ["Remove"])] : []),
    ])));
    if (focus >= 0) /** @type {HTMLButtonElement | undefined} */ ([...stretches.querySelectorAll("button")][Math.min(focus, stretches.querySelectorAll("button").length - 1)])?.focus({ preventScroll: true });
  };

  /** What the kernel found. @param {{bpm: number, max: number, rms: number}[]} fits @param {string} proof */
  const showFound = (fits, proof) => {
    found.hidden = !fits.length;
    found.replaceChildren(
      make("p", {}, [`${proof} Tempi, with the largest error:`]),
      make("div", { class: "fsp-finder-row", role: "group", "aria-label": "Tempi found, best first" }, fits.map(({ bpm: one, max, rms }) => button(`${plain(one)} (${plain(max, 2)})`, `${plain(one)} BPM: largest error ${plain(max, 2)}, RMS ${plain(rms, 2)} frames`, () => acts.take(one), "", `Take ${plain(one)} beats a minute: largest error ${plain(max, 2)} frames`))),
    );
  };
  return { top, best, summary, found, bars, show, showFound, criterion: () => criterion.select.value, write: () => tempo.input.select(), settle: () => [tempo, to, start, end, bar].forEach((one) => one.settle()) };
}
