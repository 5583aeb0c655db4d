// @ts-check
// The statements of a leitmotif plan: what can be done to them, and the Python that makes the same. Pure. How a transformed motif
// sounds is worked out in Python alone.

/** One step: its name, then its arguments; named ones in an object at the end. @typedef {[string, ...any[]]} Step */
/** @typedef {{what: "statement", key: string, scene: string, motif: string, steps: string, reason: string, played_by: string, film: string, frame: number | null, irony: boolean}} Mark */
/** @typedef {{name: string, label: string, kind: "number" | "choice" | "text" | "list", value: string | number, low?: number, high?: number, options?: [string | number, string][], hint?: string, needed?: boolean}} Field */
/** @typedef {{name: string, title: string, told: string, keeps: string, gives_up: string, reading: string, recognised: string, bare: string[], fields: Field[]}} Tool */
/** @typedef {{done: boolean, marks: Mark[], key: string | null, said: string}} Edit */

export const MOST = 400; // statements, as in story_marks.py
export const MOST_STEPS = 24; // in a stack, as in leitmotif_stack.py
export const LONGEST = 4000; // characters of a text

/** Marks of a plan that has these motifs, or null if they are none. @param {any[]} raw @param {Record<string, unknown>} motifs @returns {Mark[] | null} */
export function cleaned(raw, motifs) {
  /** @type {Mark[]} */ const marks = [];
  for (const one of raw.slice(0, MOST)) {
    if (one?.what !== "statement" || !(one.motif in motifs) || typeof one.key !== "string") continue;
    const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
    const film = text(one.film);
    marks.push({
      what: "statement", key: one.key, scene: text(one.scene), motif: one.motif, steps: written(stack(one.steps)), reason: text(one.reason), played_by: text(one.played_by),
      film, frame: film && Number.isSafeInteger(one.frame) && one.frame >= 0 ? one.frame : null, irony: one.irony === true,
    });
  }
  return marks;
}

/** @param {unknown} text @returns {Step[]} */
export function stack(text) {
  try {
    const steps = JSON.parse(String(text || "[]"));
    return Array.isArray(steps) ? steps.filter((step) => Array.isArray(step) && typeof step[0] === "string") : [];
  } catch {
    return [];
  }
}

/** @param {Step[]} steps */
export const written = (steps) => JSON.stringify(steps);

/** Under which Python tells how a statement sounds. @param {Mark} mark */
export const lineOf = (mark) => `${mark.motif}|${mark.steps}`;

/** @param {Mark[]} marks @param {string | null} key */
export const find = (marks, key) => marks.find((mark) => mark.key === key);

/** @param {Mark[]} marks */
export const freshKey = (marks) => `k${Math.max(0, ...marks.map((mark) => Number(mark.key.slice(1)) || 0)) + 1}`;

const no = (/** @type {Mark[]} */ marks, /** @type {string} */ said) => ({ done: false, marks, key: null, said });

/** A statement after the chosen one, of the same motif, plain. @param {Mark[]} marks @param {string | null} after @param {string} motif @returns {Edit} */
export function add(marks, after, motif) {
  if (marks.length >= MOST) return no(marks, `A page shows ${MOST} statements at most.`);
  const at = marks.findIndex((mark) => mark.key === after);
  /** @type {Mark} */ const made = { what: "statement", key: freshKey(marks), scene: "", motif: find(marks, after)?.motif ?? motif, steps: "[]", reason: "", played_by: "", film: "", frame: null, irony: false };
  const place = at < 0 ? marks.length : at + 1;
  return { done: true, marks: [...marks.slice(0, place), made, ...marks.slice(place)], key: made.key, said: `Statement ${place + 1}: ${made.motif}, plain. Give it a scene and a reason.` };
}

/** @param {Mark[]} marks @param {string} key @returns {Edit} */
export function remove(marks, key) {
  const at = marks.findIndex((mark) => mark.key === key);
  if (at < 0) return no(marks, "Choose a statement first.");
  const left = marks.filter((mark) => mark.key !== key);
  return { done: true, marks: left, key: left[Math.min(at, left.length - 1)]?.key ?? null, said: `${nameOf(marks, key)} is gone; Undo brings it back.` };
}

/** @param {Mark[]} marks @param {string} key @param {1 | -1} by @returns {Edit} */
export function shift(marks, key, by) {
  const at = marks.findIndex((mark) => mark.key === key);
  const to = at + by;
  if (at < 0 || to < 0 || to >= marks.length) return no(marks, by > 0 ? "It is the last already." : "It is the first already.");
  const moved = [...marks];
  [moved[at], moved[to]] = [moved[to], moved[at]];
  return { done: true, marks: moved, key, said: `${nameOf(moved, key)} is now statement ${to + 1} of ${marks.length}.` };
}

/** @param {Mark[]} marks @param {string} key @param {Partial<Mark>} fields @returns {Edit} */
export function set(marks, key, fields) {
  const mark = find(marks, key);
  if (!mark) return no(marks, "Choose a statement first.");
  const next = { ...mark, ...fields };
  if (Object.entries(fields).every(([name, value]) => /** @type {any} */ (mark)[name] === value)) return no(marks, "");
  return { done: true, marks: marks.map((one) => (one === mark ? next : one)), key, said: "" };
}

/** A step of what the fields say; empty ones are left out. @param {Tool} tool @param {Record<string, string>} values
 * @returns {{step: Step | null, wrong: string, field: string}} */
export function stepOf(tool, values) {
  /** @type {Record<string, any>} */ const named = {};
  for (const field of tool.fields) {
    const text = (values[field.name] ?? "").trim();
    const wrong = (/** @type {string} */ why) => ({ step: null, wrong: `${field.label}: ${why}`, field: field.name });
    if (!text) {
      if (field.needed || field.kind === "number") return wrong(`something is needed here${field.hint ? `, such as ${field.hint.split(";")[0]}` : ""}.`);
      continue;
    }
    if (field.kind === "number") {
      const value = Number(text.replace("−", "-"));
      if (!Number.isInteger(value) || value < (field.low ?? -Infinity) || value > (field.high ?? Infinity)) return wrong(`a whole number from ${field.low} to ${field.high} is wanted, not ${text}.`);
      named[field.name] = value;
    } else if (field.kind === "list") {
      const words = text.split(/[\s,;]+/).filter(Boolean);
      const bad = words.find((word) => !/^(\d{1,3}(\.\d{1,4})?|\d{1,3}\/[1-9]\d{0,2})$/.test(word));
      if (bad !== undefined || words.length > 64) return wrong(bad === undefined ? "64 lengths at most." : `${bad} is no number of beats: write 1, 2, 1/2 or 1.5.`);
      named[field.name] = words.map((word) => (/^\d+$/.test(word) ? Number(word) : word));
    } else named[field.name] = field.kind === "choice" ? (field.options?.find(([value]) => String(value) === text)?.[0] ?? text) : text;
  }
  /** @type {Step} */ const step = [tool.name];
  for (const name of tool.bare) {
    if (!(name in named)) break;
    step.push(named[name]);
    delete named[name];
  }
  if (Object.keys(named).length) step.push(named);
  return { step, wrong: "", field: "" };
}

/** What stands in a step, for people: "augmentation, 2". @param {Step} step @param {Tool | undefined} tool */
export function titleOf(step, tool) {
  const last = step[step.length - 1];
  const named = step.length > 1 && last && typeof last === "object" && !Array.isArray(last) ? last : {};
  const bare = step.slice(1, Object.keys(named).length ? -1 : undefined);
  const words = [...bare, ...Object.values(named)].map((value) => (Array.isArray(value) ? value.join(" ") : String(value)));
  return [tool?.title ?? step[0], ...words].join(", ");
}

/** @param {Mark[]} marks @param {string} key */
export function nameOf(marks, key) {
  const at = marks.findIndex((mark) => mark.key === key);
  return marks[at]?.scene.trim() ? `“${marks[at].scene.trim()}”` : `Scene ${at + 1}`;
}

// ---- the Python that makes the same

/** A value as Python writes it. @param {any} value @returns {string} */
export function python(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  return `{${Object.entries(value).map(([name, one]) => `${python(name)}: ${python(one)}`).join(", ")}}`;
}

/** @param {Mark[]} marks @param {Record<string, {code: string}>} motifs @param {string} title */
export function code(marks, motifs, title) {
  const given = Object.entries(motifs).map(([name, motif]) => `${python(name)}: ${motif.code}`).join(", ");
  const one = (/** @type {Mark} */ mark) => {
    const steps = stack(mark.steps).map((step) => (step.length === 1 ? python(step[0]) : `(${step.map(python).join(", ")})`));
    const parts = [python(mark.scene), python(mark.motif), ...(steps.length ? [`[${steps.join(", ")}]`] : [])];
    for (const name of /** @type {const} */ (["reason", "played_by", "film"])) if (mark[name]) parts.push(`${name}=${python(mark[name])}`);
    if (mark.frame !== null) parts.push(`frame=${mark.frame}`);
    if (mark.irony) parts.push("irony=True");
    return `        fs.Statement(${parts.join(", ")}),`;
  };
  return ["fs.LeitmotifPlan(", `    motifs={${given}},`, "    statements=[", ...marks.map(one), "    ],", ...(title ? [`    title=${python(title)},`] : []), ")"].join("\n");
}

// ---- time

/** @typedef {{beat: number, beats: number, pitch: number, who: string, key: string}} Sounding */

/** Notes of several statements one after another, with a pause between. @param {{key: string, who: string, notes: [number, number, number, string][], beats: number}[]} heard @param {number} pause beats
 * @returns {{notes: Sounding[], starts: {key: string, beat: number}[], length: number}} */
export function laidOut(heard, pause) {
  let beat = 0;
  /** @type {Sounding[]} */ const notes = [];
  /** @type {{key: string, beat: number}[]} */ const starts = [];
  for (const { key, who, notes: own, beats } of heard) {
    starts.push({ key, beat });
    for (const [at, long, pitch] of own) notes.push({ beat: beat + at, beats: long, pitch, who, key });
    beat += beats + pause;
  }
  return { notes: notes.sort((a, b) => a.beat - b.beat), starts, length: Math.max(0, beat - pause) };
}
