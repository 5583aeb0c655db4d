// @ts-check
// The bench's controls: the tabs, what a motif is called and stands for, its key, meter and grid, and the lengths for step entry.
import { METERS, SLOWEST, FASTEST, LONGEST_NAME, LONGEST_TEXT } from "./core/motifs.js";
import { TICKS } from "./core/motif.js";
import { KEYS, keyOf } from "./core/pitch.js";
import { icon, iconButton, make } from "./dom.js";

/** @typedef {import("./core/motifs.js").Mark} Mark */

/** Steps of the grid, in ticks. @type {[number, string][]} */
export const GRIDS = [[TICKS, "quarters"], [TICKS / 2, "eighths"], [TICKS / 4, "sixteenths"], [TICKS / 8, "thirty-seconds"], [(TICKS * 2) / 3, "quarter triplets"], [TICKS / 3, "eighth triplets"], [TICKS / 6, "sixteenth triplets"]];
/** Lengths of step entry: ticks, name, digit. @type {[number, string, string][]} */
export const LENGTHS = [[TICKS / 4, "Sixteenth", "1"], [TICKS / 2, "Eighth", "2"], [TICKS, "Quarter", "3"], [TICKS * 2, "Half", "4"], [TICKS * 4, "Whole", "5"]];

export const WORDS = [
  ["Space", "play, stop"],
  ["A to G", "write that note at the cursor, near the note before"],
  ["R", "a rest at the cursor"],
  ["1 2 3 4 5", "the length to write: sixteenth, eighth, quarter, half, whole"],
  ["6, 7", "dotted; triplet"],
  ["Backspace", "take back the note before the cursor"],
  ["Left, Right", "the cursor, and the note it meets, a step back, a step on"],
  ["N, Shift + N", "choose the next note, the note before"],
  ["Up, Down", "the chosen note a row higher, lower (Shift: an octave)"],
  ["+ and −", "the chosen note half a step higher, lower"],
  [", and .", "the chosen note a step earlier, later"],
  ["Shift + Left, Right", "the chosen note shorter, longer"],
  ["X", "at the cursor: begin a note here, or join it to the one before"],
  ["Delete", "remove the chosen note"],
  ["T", "tap the rhythm with the space bar"],
  ["Home, End", "the cursor to the start, to the end of the notes"],
  ["U, Shift + U (Ctrl + Z, Ctrl + Y)", "undo, redo"],
];

/** @param {string} name @param {any} control @param {string} [more] */
export const field = (name, control, more = "") => make("label", { class: `fsp-mb-field ${more}` }, [make("span", { class: "fsp-mb-caption" }, [name]), control]);

/** @param {string} name @param {string} key @param {() => void} act @param {string} [title] */
export const button = (name, key, act, title = name) =>
  make("button", { type: "button", class: "fsp-button fsp-mb-button", title: key ? `${title} (key ${key})` : title, "aria-keyshortcuts": key ? key.replace("⇧", "Shift+").replace("Del", "Delete") : null, onclick: act }, [make("span", {}, [name]), ...(key ? [make("kbd", { "aria-hidden": "true" }, [key])] : [])]);

/** A note as it is printed, small. @param {number} sort 0 sixteenth … 4 whole */
function noteSign(sort) {
  const holder = make("span", { class: "fsp-icon" });
  const head = sort >= 3 ? '<ellipse cx="9" cy="18" rx="4.200" ry="3" fill="none" stroke="currentColor" stroke-width="2"/>' : '<ellipse cx="9" cy="18" rx="4.600" ry="3.400"/>';
  const stem = sort < 4 ? '<path d="M12 3h1.600v15H12z"/>' : "";
  const flags = [1, 0].slice(sort).map((_, i) => `<path d="M13 ${3 + i * 5}c1 3 5 3.500 5 8-1-2.500-3-3-5-3.500z"/>`).join("");
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${head}${stem}${sort < 2 ? flags : ""}</svg>`;
  return holder;
}

function stopSign() {
  const holder = make("span", { class: "fsp-icon" });
  holder.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5.500 5.500h13v13h-13z"/></svg>';
  return holder;
}

/** The tabs. @param {{open: (key: string) => void, fresh: () => void, copy: () => void, remove: () => void}} acts @param {string} panel its id */
export function tabs(acts, panel) {
  const list = make("div", { class: "fsp-mb-tabs", role: "tablist", "aria-label": "Motifs" });
  /** @type {string[]} */ let keys = [];
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const at = keys.indexOf(/** @type {HTMLElement} */ (event.target).dataset.key ?? "");
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts.open(keys[(to + keys.length) % keys.length]);
    /** @type {HTMLElement} */ (list.querySelector('[aria-selected="true"]')).focus();
  });
  const more = make("div", { class: "fsp-mb-tab-acts", role: "group", "aria-label": "Motifs: new, copy, remove" }, [button("New motif", "", acts.fresh, "A new, empty motif"), button("Copy", "", acts.copy, "A copy of this motif, to change"), button("Remove motif", "", acts.remove, "Take this motif off the bench")]);
  /** @param {Mark[]} marks @param {string} open */
  const show = (marks, open) => {
    // a name that is being typed must not take the tab away from under a hand that goes to it
    if (keys.join() === marks.map((mark) => mark.key).join()) {
      marks.forEach((mark, i) => {
        const element = list.children[i];
        element.firstElementChild.textContent = mark.name;
        element.title = mark.stands ? `${mark.name}: ${mark.stands}` : mark.name;
        element.setAttribute("aria-selected", String(mark.key === open));
        element.tabIndex = mark.key === open ? 0 : -1;
      });
      return;
    }
    const focused = list.contains(document.activeElement);
    keys = marks.map((mark) => mark.key);
    list.replaceChildren(...marks.map((mark) => make("button", { type: "button", role: "tab", class: "fsp-mb-tab", "data-key": mark.key, "aria-selected": String(mark.key === open), "aria-controls": panel, tabindex: mark.key === open ? 0 : -1, title: mark.stands ? `${mark.name}: ${mark.stands}` : mark.name, onclick: () => acts.open(mark.key) }, [make("span", {}, [mark.name])])));
    if (focused) /** @type {HTMLElement} */ (list.querySelector('[aria-selected="true"]'))?.focus();
  };
  return { element: make("div", { class: "fsp-mb-head" }, [list, more]), show };
}

/** @param {{menu: {id: string, name: string}[]}} data
 * @param {{set: (field: keyof Mark, value: any, tag?: string) => void, rename: (name: string) => void, left: () => void, play: () => void, loop: (on: boolean) => void, part: (part: "all" | "rhythm" | "line") => void,
 *   step: (ticks: number) => void, black: (on: boolean) => void, tool: (tool: "draw" | "contour") => void, length: (ticks: number) => void, dot: () => void, triplet: () => void,
 *   rest: () => void, remove: () => void, rows: (semitones: number) => void, undo: () => void, redo: () => void}} acts */
export function controls(data, acts) {
  const group = `fsp-mb-${Math.random().toString(36).slice(2)}`;
  const input = (/** @type {Record<string, any>} */ props) => make("input", { class: "fsp-input", ...props });
  const select = (/** @type {[string, string][]} */ options, /** @type {(value: string) => void} */ act) => {
    const element = make("select", { class: "fsp-input fsp-mb-select", onchange: () => act(element.value) }, options.map(([value, text]) => make("option", { value }, [text])));
    return element;
  };
  const check = (/** @type {string} */ name, /** @type {string} */ title, /** @type {(on: boolean) => void} */ act) => {
    const box = make("input", { type: "checkbox", onchange: () => act(box.checked) });
    return { box, element: make("label", { class: "fsp-mb-check", title }, [box, make("span", {}, [name])]) };
  };
  const name = input({ type: "text", maxlength: LONGEST_NAME, oninput: () => acts.rename(name.value), onblur: () => acts.left() });
  const stands = input({ type: "text", maxlength: LONGEST_TEXT, placeholder: "who or what, and what the picture cannot say", oninput: () => acts.set("stands", stands.value, "stands") });

  const play = iconButton("play", "Play", acts.play);
  play.classList.add("fsp-play");
  const loop = check("Loop", "Again and again", acts.loop);
  const said = make("output", { class: "fsp-mb-value" });
  const tempo = make("input", { type: "range", min: SLOWEST, max: FASTEST, step: 1, class: "fsp-mb-range", oninput: () => acts.set("bpm", Number(tempo.value), "bpm") });
  const player = select(data.menu.map((one) => [one.id, one.name]), (id) => acts.set("player", id));

  const key = make("select", { class: "fsp-input fsp-mb-select", onchange: () => acts.set("tonality", key.value) }, [
    make("option", { value: "" }, ["none: all notes"]),
    ...[false, true].map((minor) => make("optgroup", { label: minor ? "Minor" : "Major" }, KEYS.filter((one) => keyOf(one)?.minor === minor).map((one) => make("option", { value: one }, [keyOf(one)?.name ?? ""])))),
  ]);
  const black = check("Notes outside the key", "All twelve notes of the octave have a row", acts.black);
  const meter = select(METERS.map((one) => [one, one]), (value) => acts.set("meter", value));
  const bars = select(Array.from({ length: 8 }, (_, i) => [String(i + 1), String(i + 1)]), (value) => acts.set("bars", Number(value)));
  const pickup = check("Pickup", "A bar before bar 1, for notes that lead into it", (on) => acts.set("pickup", on));
  const grid = select(GRIDS.map(([ticks, text]) => [String(ticks), text]), (value) => acts.step(Number(value)));

  const choice = (/** @type {string} */ kind, /** @type {string} */ title, /** @type {Node | string} */ shown, /** @type {() => void} */ act, /** @type {string} */ keys = "") => {
    const radio = make("input", { type: "radio", name: `${group}-${kind}`, "aria-label": title, onchange: act });
    return { radio, element: make("label", { class: "fsp-choice", title: keys ? `${title} (key ${keys})` : title }, [radio, make("span", {}, [shown])]) };
  };
  const draw = choice("tool", "Draw notes", "Draw notes", () => acts.tool("draw"));
  const line = choice("tool", "Redraw the line: the rhythm stays", "Redraw the line", () => acts.tool("contour"));
  const parts = /** @type {["all" | "rhythm" | "line", string, string][]} */ ([["all", "All of it", "All"], ["rhythm", "The rhythm alone, on one note", "Rhythm"], ["line", "The line alone, a beat a note", "Line"]])
    .map(([part, title, shown]) => ({ part, ...choice("part", title, shown, () => acts.part(part)) }));
  const lengths = LENGTHS.map(([ticks, title, digit], i) => ({ ticks, ...choice("length", title, noteSign(i), () => acts.length(ticks), digit) }));
  const toggle = (/** @type {string} */ title, /** @type {string} */ shown, /** @type {string} */ digit, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-mb-toggle", "aria-pressed": "false", "aria-label": title, title: `${title} (key ${digit})`, "aria-keyshortcuts": digit, onclick: act }, [shown]);
  const dot = toggle("Dotted: half as long again", "Dot", "6", acts.dot);
  const triplet = toggle("Triplet: three in the time of two", "Triplet", "7", acts.triplet);
  const [undo, redo] = [button("Undo", "U", acts.undo, "Take back the last step"), button("Redo", "⇧U", acts.redo, "Take it again")];
  const [rest, remove] = [button("Rest", "R", acts.rest, "A rest of this length at the cursor"), button("Remove note", "Del", acts.remove, "Take the chosen note away")];

  const about = make("div", { class: "fsp-mb-about" }, [field("Name", name), field("What it stands for", stands, "fsp-mb-wide")]);
  const transport = make("div", { class: "fsp-mb-row", role: "group", "aria-label": "Hear it; undo" }, [play, loop.element, make("div", { class: "fsp-chooser", role: "radiogroup", "aria-label": "What is heard" }, parts.map((one) => one.element)), make("div", { class: "fsp-mb-steps" }, [undo, redo])]);
  const [playedBy, pace] = [field("Played by", player), make("label", { class: "fsp-mb-field fsp-mb-tempo" }, [make("span", { class: "fsp-mb-caption" }, ["Tempo"]), tempo, said])];
  const settings = make("div", { class: "fsp-mb-row", role: "group", "aria-label": "Key, meter and grid" }, [field("Key", key), field("Meter", meter), field("Bars", bars), field("Grid", grid), pickup.element, black.element]);
  const sum = make("span", { class: "fsp-mb-quiet" });
  const frame = make("details", { class: "fsp-mb-more" }, [make("summary", {}, ["More: key, meter, grid, tempo ", sum]), settings]);
  /** On a narrow page the settings fold, so that Play and the grid are seen together. @param {boolean} narrow */
  const fold = (narrow) => {
    frame.open = !narrow;
    if (narrow) settings.append(playedBy, pace);
    else transport.lastElementChild.before(playedBy, pace);
  };
  fold(false);
  const hand = make("div", { class: "fsp-mb-row fsp-mb-hand" }, [
    make("div", { class: "fsp-chooser", role: "radiogroup", "aria-label": "What the pointer does" }, [draw.element, line.element]),
    make("div", { class: "fsp-mb-lengths", role: "group", "aria-label": "Length of the next note" }, [make("div", { class: "fsp-chooser", role: "radiogroup", "aria-label": "Note value" }, lengths.map((one) => one.element)), dot, triplet, rest, remove]),
  ]);
  const rows = make("div", { class: "fsp-mb-updown", role: "group", "aria-label": "Rows shown" }, [button("Rows higher", "", () => acts.rows(7), "Show higher rows"), button("Rows lower", "", () => acts.rows(-7), "Show lower rows")]);

  const put = (/** @type {HTMLInputElement} */ element, /** @type {string} */ value) => document.activeElement === element || element.value === value || (element.value = value);
  const offer = (/** @type {HTMLSelectElement} */ element, /** @type {string} */ value) => {
    if (![...element.options].some((one) => one.value === value)) element.append(make("option", { value }, [value])); // one that came from Python
    element.value = value;
  };
  /** @param {Mark} mark @param {{loop: boolean, step: number, part: string, black: boolean, tool: string, base: number, dotted: boolean, triple: boolean, past: boolean, future: boolean, chosen: boolean}} state */
  const show = (mark, state) => {
    put(name, mark.name);
    put(stands, mark.stands);
    loop.box.checked = state.loop;
    tempo.value = String(mark.bpm);
    said.textContent = `${Math.round(mark.bpm)} BPM`;
    tempo.setAttribute("aria-valuetext", `${Math.round(mark.bpm)} beats a minute`);
    offer(player, mark.player);
    key.value = KEYS.find((one) => keyOf(one)?.name === keyOf(mark.tonality)?.name) ?? "";
    black.box.checked = state.black || !mark.tonality;
    black.box.disabled = !mark.tonality;
    offer(meter, mark.meter);
    offer(bars, String(mark.bars));
    pickup.box.checked = mark.pickup;
    offer(grid, String(state.step));
    sum.textContent = `(${keyOf(mark.tonality)?.name ?? "no key"}, ${mark.meter}, ${mark.bars} ${mark.bars === 1 ? "bar" : "bars"})`;
    for (const one of parts) one.radio.checked = one.part === state.part;
    (state.tool === "draw" ? draw : line).radio.checked = true;
    for (const one of lengths) one.radio.checked = one.ticks === state.base;
    dot.setAttribute("aria-pressed", String(state.dotted));
    triplet.setAttribute("aria-pressed", String(state.triple));
    undo.setAttribute("aria-disabled", String(!state.past));
    redo.setAttribute("aria-disabled", String(!state.future));
    remove.setAttribute("aria-disabled", String(!state.chosen));
  };
  const turned = (/** @type {boolean} */ on) => {
    const says = on ? "Stop" : "Play";
    play.replaceChildren(on ? stopSign() : icon("play"));
    play.setAttribute("aria-label", says);
    play.title = says;
  };
  return { about, transport, frame, hand, rows, fold, show, turned };
}

