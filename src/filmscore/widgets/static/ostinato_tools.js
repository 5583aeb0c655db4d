// @ts-check
// The Ostinato machine's controls: who plays what of the cell, the boxes as a list, the meters, and the buttons.
import { printed, spell } from "./core/pitch.js";
import { make } from "./dom.js";
import { SIGNS } from "./ostinato_strip.js";

const SHARES = { all: "all of it", accents: "its accents", weak: "all but the accents", gaps: "where it rests" };

/** @param {string} name @param {string} key @param {() => void} act @param {string} [title] */
export const button = (name, key, act, title = name) =>
  make("button", { type: "button", class: "fsp-button fsp-mark-button fsp-ot-button", title: key ? `${title} (key ${key})` : title, onclick: act }, [make("span", {}, [name]), ...(key ? [make("kbd", { "aria-hidden": "true" }, [key])] : [])]);

/** @param {string} label @param {string} text @param {() => void} act */
const small = (label, text, act) => make("button", { type: "button", class: "fsp-button fsp-ot-small", "aria-label": label, title: label, onclick: act }, [text]);

// ---- who plays

/** @param {string[]} menu @param {(players: [string, string][], said: string) => void} change */
export function players(menu, change) {
  /** @type {[string, string][]} */ let rows = [];
  const list = make("ol", { class: "fsp-ot-players" });
  const add = make("select", { class: "fsp-input", "aria-label": "Add a player", onchange: () => {
    const name = add.value;
    add.value = "";
    if (name && !rows.some(([one]) => one === name)) change([...rows, [name, "all"]], `${name} joins in, the ${rows.length + 1}${["st", "nd", "rd"][rows.length] ?? "th"}.`);
  } }, [make("option", { value: "" }, ["Add a player …"]), ...menu.map((name) => make("option", { value: name }, [name]))]);
  const swapped = (/** @type {number} */ i, /** @type {number} */ j) => {
    const next = [...rows];
    [next[i], next[j]] = [next[j], next[i]];
    return next;
  };
  /** @param {[string, string][]} now */
  const show = (now) => {
    const focus = list.contains(document.activeElement) ? /** @type {any} */ (document.activeElement)?.dataset?.place : null;
    rows = now;
    list.replaceChildren(...now.map(([name, share], i) => {
      const parts = [
        make("span", { class: "fsp-ot-player" }, [name]),
        make("select", { class: "fsp-input", "aria-label": `What the ${name} plays`, "data-place": `share ${i}`, onchange: (/** @type {any} */ event) => change(rows.map((row, at) => (at === i ? [name, event.target.value] : row)), `${name}: ${SHARES[/** @type {"all"} */ (event.target.value)]}.`) },
          Object.entries(SHARES).map(([value, words]) => make("option", { value, selected: value === share }, [words]))),
        small(`${name} joins in earlier`, "↑", () => i && change(swapped(i, i - 1), `${name} joins in earlier.`)),
        small(`${name} joins in later`, "↓", () => i < now.length - 1 && change(swapped(i, i + 1), `${name} joins in later.`)),
        small(`Without the ${name}`, "×", () => now.length > 1 && change(rows.filter((_, at) => at !== i), `Without the ${name}.`)),
      ];
      return make("li", {}, parts);
    }));
    if (focus) /** @type {any} */ (list.querySelector(`[data-place="${focus}"]`))?.focus();
  };
  return { element: make("div", { class: "fsp-ot-who" }, [make("p", { class: "fsp-list-title" }, ["Players, in the order they join in"]), list, add]), show };
}

// ---- room

/** @typedef {import("./core/ostinato_page.js").Box} Box */

/** @param {{change: (boxes: Box[], said: string, tag?: string) => void, fresh: () => void, beat: () => number}} acts */
export function roomList(acts) {
  /** @type {Box[]} */ let boxes = [];
  const list = make("ul", { class: "fsp-ot-boxes" });
  const name = (/** @type {Box} */ box) => box.why || `frames ${box.start} to ${box.end}`;
  const put = (/** @type {number} */ i, /** @type {Partial<Box>} */ fields, /** @type {string} */ said) => acts.change(boxes.map((box, at) => (at === i ? { ...box, ...fields } : box)), said, `box ${i}`);
  const span = (/** @type {Box} */ box) => `${box.start}–${box.end}, ${printed(spell(box.low, null))} to ${printed(spell(box.high, null))}`;
  /** Arrows move a box of one's own, with Shift its end and its top. @param {KeyboardEvent} event @param {number} i */
  const press = (event, i) => {
    const box = boxes[i];
    const far = Math.max(1, Math.round(acts.beat()));
    const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || box.given || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = event.shiftKey ? { ...box, end: box.end + way[0], high: box.high + way[1] } : { ...box, start: box.start + way[0], end: box.end + way[0], low: box.low + way[1], high: box.high + way[1] };
    if (next.start < 0 || next.end <= next.start || next.high < next.low || next.low < 0 || next.high > 127) return;
    put(i, next, `${name(box)}: ${span(next)}.`);
  };
  /** @param {Box[]} now @param {number[]} counts */
  const show = (now, counts) => {
    const focus = list.contains(document.activeElement) ? /** @type {any} */ (document.activeElement)?.dataset?.place : null;
    boxes = now;
    list.replaceChildren(...now.map((box, i) => {
      const tick = make("input", { type: "checkbox", "data-place": `tick ${i}`, onchange: () => put(i, { on: tick.checked }, `${name(box)}: ${tick.checked ? "left free" : "not left free"}.`) });
      tick.checked = box.on;
      const count = `${counts[i]} note${counts[i] === 1 ? "" : "s"} in it${counts[i] ? " !" : ""}`;
      const words = make("input", { class: "fsp-input", "aria-label": "Whose room it is", placeholder: "whose room is it?", maxlength: 80, "data-place": `why ${i}`, onchange: () => put(i, { why: words.value.trim() }, "Named.") });
      words.value = box.why;
      const own = box.given ? [make("span", {}, [name(box)])] : [
        words,
        make("button", { type: "button", class: "fsp-button fsp-ot-small", "data-place": `move ${i}`, "aria-label": `Move ${name(box)}: arrows move it, with Shift its end and its top`, title: "Arrows move it, with Shift its end and its top", onkeydown: (/** @type {KeyboardEvent} */ event) => press(event, i) }, ["✥"]),
        small(`Take ${name(box)} away`, "×", () => acts.change(boxes.filter((_, at) => at !== i), `${name(box)} is taken away.`)),
      ];
      return make("li", { class: counts[i] ? "fsp-ot-stood" : "" }, [make("label", { class: "fsp-ot-tick" }, [tick, make("span", {}, [box.given ? "left free" : ""])]), ...own, make("span", { class: "fsp-ot-quiet" }, [`${span(box)} · `, make("b", {}, [count])])]);
    }));
    if (!now.length) list.append(make("li", { class: "fsp-ot-quiet" }, ["No boxes yet: draw one in the row above, or make one here."]));
    if (focus) /** @type {any} */ (list.querySelector(`[data-place="${focus}"]`))?.focus();
  };
  const last = () => /** @type {any} */ (list.querySelector(`[data-place="move ${boxes.length - 1}"]`))?.focus();
  return { element: make("div", { class: "fsp-ot-room-list" }, [make("p", { class: "fsp-list-title" }, ["Room that belongs to others"]), list, button("New box", "O", acts.fresh)]), show, last };
}

// ---- meters

/** @param {number[]} numbers */
const inARow = (numbers) => (numbers.length > 1 ? `${numbers.slice(0, -1).join(", ")} and ${numbers[numbers.length - 1]}` : String(numbers[0]));

/** What the meters say, as [name, words, sign]. @param {any} told @param {any} made @param {any[]} hits @returns {[string, string, string][]} */
export function meters(told, made, hits) {
  const { rows, met, chance } = told.meeting;
  const luck = `luck would meet ${chance.toFixed(1)}`;
  const off = rows.filter((/** @type {any} */ row) => row.verdict !== "hit").map((/** @type {any} */ row) => {
    const name = (row.label || String(row.frame)).split(/[:(]/)[0].trim();
    if (row.lost) return `${name}: accent lost, ${row.lost}`;
    return Number.isNaN(row.off) ? `${name}: missed` : `${name}: ${SIGNS[/** @type {"hit"} */ (row.verdict)]} ${Math.abs(row.off).toFixed(Math.abs(row.off) % 1 ? 1 : 0)} frames ${row.off > 0 ? "late" : "early"}`;
  });
  const sign = met === rows.length ? "hit" : rows.some((/** @type {any} */ row) => row.verdict === "near") ? "near" : "miss";
  const said = !hits.length ? "no hits in these bars" : !told.leaning ? "nothing leans: no hit can be met"
    : told.dense ? `${met} of ${rows.length}, and ${luck} of ${rows.length}: an accent nearly everywhere says nothing` : [`${met} of ${rows.length} (${luck})`, ...off].join("; ");
  const { walks, bars, times } = told.against;
  const home = told.home.length ? `home in bar${told.home.length > 1 ? "s" : ""} ${inARow(told.home)}` : `home in none of the ${made.bars} bars`;
  const way = walks ? `walks: ${home}` : `sits: ${bars === 1 ? "every bar begins like the one before" : times === 1 ? `it is ${bars} bars long` : home}`;
  const plan = [
    told.crowded.length ? `two at once in bar${told.crowded.length > 1 ? "s" : ""} ${inARow(told.crowded)}` : "",
    told.close.length ? told.close.map((/** @type {number[]} */ [from, to]) => `${to - from} bar${to - from === 1 ? "" : "s"} from ${from} to ${to}`).join(", ") : "",
    told.unheard.size ? `${told.unheard.size} not heard` : "",
  ].filter(Boolean);
  const inside = told.inside.reduce((/** @type {number} */ sum, /** @type {any[]} */ one) => sum + one.length, 0);
  return [
    ["hits met", said, !hits.length || told.dense ? "" : sign],
    ["the cell", way, walks ? "hit" : ""],
    ["plan", plan.length ? plan.join("; ") : told.moves ? `kept: ${told.moves} move${told.moves === 1 ? "" : "s"}, four bars apart or more` : "nothing grows yet", plan.length ? "near" : told.moves ? "hit" : ""],
    ["room", made.boxes.length ? `${inside} note${inside === 1 ? "" : "s"} in it` : "no boxes", made.boxes.length ? (inside ? "miss" : "hit") : ""],
  ];
}

/** @param {[string, string, string][]} rows */
export const meterRows = (rows) => rows.map(([name, words, sign]) => make("div", { class: "fsp-ot-meter" }, [make("dt", {}, [name]), make("dd", {}, [make("span", { class: sign ? `fsp-ot-sign fsp-ot-${sign}` : "", "aria-hidden": "true" }, [sign ? SIGNS[/** @type {"hit"} */ (sign)] : ""]), words])]));
