// @ts-check
// Heading, choice of music, transport, clock, switches, and the player in words.
import { icon, iconButton, make } from "./dom.js";
import { timecode } from "./core/time.js";

/** The musics to choose from: radio buttons, so that arrows move between them. @param {import("./scene.d.ts").Cue[]} cues @param {number} chosen
 * @param {(index: number) => void} choose */
export function chooser(cues, chosen, choose) {
  const group = `fsp-${Math.random().toString(36).slice(2)}`;
  return make("div", { class: "fsp-chooser", role: "radiogroup", "aria-label": "Music" }, cues.map((cue, index) => {
    const radio = make("input", { type: "radio", name: group, checked: index === chosen, onchange: () => choose(index) });
    return make("label", { class: "fsp-choice", title: cue.note || cue.label }, [radio, make("span", {}, [cue.label])]);
  }));
}

/** @param {Record<"play" | "start" | "frameBack" | "frameForward" | "hitBack" | "hitForward", () => void>} act */
export function transport(act) {
  const play = iconButton("play", "Play", act.play);
  play.classList.add("fsp-play");
  const element = make("div", { class: "fsp-transport", role: "group", "aria-label": "Transport" }, [
    iconButton("start", "Back to start", act.start),
    play,
    iconButton("frameBack", "One frame back", act.frameBack),
    iconButton("frameForward", "One frame on", act.frameForward),
    iconButton("hitBack", "Previous hit", act.hitBack),
    iconButton("hitForward", "Next hit", act.hitForward),
  ]);
  const show = (/** @type {boolean} */ playing) => {
    const name = playing ? "Pause" : "Play";
    play.replaceChildren(icon(playing ? "pause" : "play"));
    play.setAttribute("aria-label", name);
    play.title = name;
  };
  return { element, show };
}

/** Numbers that change: timecode, frame, bar and beat; and what comes next. */
export function clock() {
  const part = (/** @type {string} */ name) => make("span", { class: `fsp-${name}` });
  const parts = { timecode: part("timecode"), frame: part("frame"), bar: part("barbeat"), next: part("next") };
  const item = (/** @type {string} */ name, /** @type {any} */ value) => make("span", { class: "fsp-item" }, [make("span", { class: "fsp-caption-small" }, [name]), value]);
  const bar = item("bar", parts.bar);
  const element = make("div", { class: "fsp-clock" }, [parts.timecode, item("frame", parts.frame), bar]);
  /** @param {Partial<Record<keyof typeof parts, string>>} texts */
  const show = (texts) => {
    for (const [name, text] of Object.entries(texts)) {
      const part = parts[/** @type {keyof typeof parts} */ (name)];
      if (part.textContent !== text) part.textContent = text;
    }
  };
  return { element, show, next: parts.next, bar };
}

/** @param {[key: string, label: string, title: string, on: boolean][]} list @param {() => void} changed */
export function switches(list, changed) {
  /** @type {Record<string, HTMLInputElement>} */ const boxes = {};
  const element = make("div", { class: "fsp-switches", role: "group", "aria-label": "Shown over the picture" }, list.map(([key, label, title, on]) => {
    boxes[key] = make("input", { type: "checkbox", checked: on, onchange: changed });
    return make("label", { title }, [boxes[key], make("span", {}, [label])]);
  }));
  return { element, boxes };
}

const KEYS = [
  ["Space", "play, pause"],
  ["Left, Right", "a beat back, a beat on"],
  ["Shift + Left, Right", "a frame back, a frame on"],
  ["Page Up, Page Down", "a bar on, a bar back"],
  ["Home, End", "to the start, to the end"],
  ["H, Shift + H", "next hit, previous hit"],
];

/** The film and its hits as text. @param {import("./scene.d.ts").Scene} scene @param {string[][]} keys */
export function inWords(scene, keys = KEYS) {
  const label = (/** @type {number} */ frame) => timecode(scene.origin + frame, scene.rate);
  const table = (/** @type {string} */ caption, /** @type {string[]} */ heads, /** @type {(string | number)[][]} */ rows) =>
    make("table", {}, [
      make("caption", {}, [caption]),
      make("thead", {}, [make("tr", {}, heads.map((head) => make("th", { scope: "col" }, [head])))]),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell) => make("td", {}, [String(cell)]))))),
    ]);
  const inside = (/** @type {{start: number, end: number}} */ span) => span.end > scene.first && span.start < scene.last;
  const hits = make("div");
  const seen = make("div", { class: "fsp-description" }, scene.description.map((text) => make("p", {}, [text])));
  const element = make("details", { class: "fsp-words" }, [
    make("summary", {}, ["The film in words: what is seen, what is said, hits, keys"]),
    seen,
    table("What is said", ["Timecode", "Frame", "Who", "Line"], scene.lines.filter(inside).map((l) => [label(l.start), l.start, l.who, l.text])),
    hits,
    table("Keys, while the player has the focus", ["Key", "Does"], keys),
  ]);
  /** @param {import("./scene.d.ts").Cue} cue */
  const show = (cue) => {
    const met = cue.hits.filter((h) => h.frame >= scene.first && h.frame <= scene.last);
    const notes = (cue.notes ?? []).filter((frame) => frame >= scene.first && frame < scene.last);
    hits.replaceChildren(
      ...(met.length || !notes.length ? [table("Hits", ["Timecode", "Frame", "Hit", "Must it be met?"], met.map((h) => [label(h.frame), h.frame, h.label, h.must ? "must" : "may"]))] : []),
      ...(notes.length ? [make("p", {}, [notes.length === 1 ? `The note of the sketch begins on frame ${notes[0]}.` : `The notes of the sketch begin on frames ${notes.join(", ")}.`])] : []),
    );
  };
  return { element, show };
}
