// @ts-check
// What a question says to an answer: the same words as filmscore/course/question.py, so that a card can do without a kernel.

/** @typedef {{letter: string, say: string, right: boolean, feedback: string, look: string}} Option
 * @typedef {{low: number | null, high: number | null, right: boolean, feedback: string, look: string}} Range
 * @typedef {{id: string, kind: "choice" | "several" | "order" | "number", ask: string, unit: string, look: string,
 *   otherwise: string, key: string, options: Option[], ranges: Range[]}} Question
 * @typedef {{status: "passed" | "not-yet" | "not-attempted", message: string, look: string}} Said */

const COUNTS = ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const count = (/** @type {number} */ n) => COUNTS[n] ?? String(n);

/** @param {number} held @param {number} missing */
function found(held, missing) {
  const first = held ? `${count(held)} of your choices hold${held === 1 ? "s" : ""}` : "None of your choices holds";
  return first + (missing ? `; ${count(missing).toLowerCase()} more ${missing === 1 ? "is" : "are"} to be found.` : ".");
}

const stands = (/** @type {number} */ good) =>
  good ? `The first ${count(good).toLowerCase()} stand${good === 1 ? "s" : ""}. Look at the next.` : "Look at the first place again.";

/** @param {Question} question @param {string} answer as the card writes it: "b", "ac", "cab", "936" @returns {Said} */
export function judge(question, answer) {
  /** @param {boolean} right @param {string} message @param {string} [look] @returns {Said} */
  const said = (right, message, look = "") =>
    right ? { status: "passed", message, look: "" } : { status: "not-yet", message, look: look || question.look };
  if (!answer) return { status: "not-attempted", message: "There is no answer here yet.", look: "" };
  if (question.kind === "number") {
    const value = Number(answer);
    if (!Number.isFinite(value)) return said(false, `This question takes ${question.unit ? `a number of ${question.unit}` : "a number"}.`);
    for (const range of question.ranges)
      if ((range.low ?? -Infinity) <= value && value < (range.high ?? Infinity)) return said(range.right, range.feedback, range.look);
    return said(false, question.otherwise);
  }
  const chosen = [...answer].flatMap((letter) => question.options.filter((option) => option.letter === letter));
  const explained = (/** @type {Option[]} */ options) => options.map((option) => `${option.letter}: ${option.feedback}`);
  if (question.kind === "order") {
    if (answer === question.key) return said(true, explained(chosen).join("\n\n"));
    const good = chosen.findIndex((option, i) => option.letter !== question.key[i]);
    const early = chosen[good];
    return said(false, [`${stands(good)} “${early.say.replace(/\.+$/, "")}” comes too early.`, early.feedback].join("\n\n"), early.look);
  }
  if (question.kind === "choice") return said(chosen[0].right, chosen[0].feedback, chosen[0].look);
  const wrong = chosen.filter((option) => !option.right);
  const missing = [...question.key].filter((letter) => !answer.includes(letter)).length;
  if (!wrong.length && !missing) return said(true, explained(chosen).join("\n\n"));
  return said(false, [...explained(wrong), found(chosen.length - wrong.length, missing)].join("\n\n"), wrong[0]?.look);
}
