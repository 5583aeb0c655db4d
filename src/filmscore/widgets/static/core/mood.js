// @ts-check
// The versions of the Mood harmoniser: what can be done to one, what is heard of it, and how two differ. Pure. Which chords a colour has, where
// a loan costs the tune least, and how each chord lies was worked out by Python and came with the page.
import { midiOf } from "./pitch.js";
import { capital, many } from "./words.js";

/** @typedef {"none" | "home" | "fifth"} Pedal */
/** @typedef {"close" | "open" | "wide"} Spacing */
/** @typedef {{what: "version", key: string, filled: boolean, colour: string, chords: string, yours: string, loans: string, pedal: Pedal, spacing: Spacing, register: number, said: string, said_of: string}} Version */
/** @typedef {{what: "scene", key: string, shot: string, tune_by: string, chords_by: string, against: string}} Scene */
/** @typedef {Record<string, string>} Laid   by register: -7, 0, 7 */
/** @typedef {{name: string, told: string, scale: string[], row: string[], menu: string[], home: string, numerals: Record<string, string>, outside: string[]}} Colour */
/** @typedef {{notes: string[], classes: number[], said: string, over: Record<Pedal, string>, bass: Laid, upper: Record<Spacing, Record<string, string[]>>}} Chord */
/** @typedef {{id: string, symbol: string, costs: (number | null)[], changed: string[], sounds: string, refused: string}} Loan */
/** What Python tells of the tune and what may stand under it (mood_tables.py).
 * @typedef {{tune: {notes: [number, number, number, string][], beats: number, exact: string[], bar: number, lead: number, code: string, name: string, text: string}, slots: [number, number, number, number][],
 *   tonic: number, home: string, colours: Record<string, Colour>, lowered: {degree: number, high: string, low: string}[], chords: Record<string, Chord>, pedals: Record<"home" | "fifth", Laid & {note: string}>,
 *   loans: Loan[], limits: {low: number, lowest: string, high: number, highest: string}, model: import("./affect.js").Model}} Tables */
/** A chord as it is heard: boxes `from` to `to` hold it. @typedef {{symbol: string, shown: string, from: number, to: number, start: number, beats: number, names: string[]}} Held */
/** @typedef {{version: Version, said: string}} Step */

export const VERSIONS = ["k1", "k2", "k3"];
export const PEDALS = /** @type {const} */ (["none", "home", "fifth"]);
export const SPACINGS = /** @type {const} */ (["close", "open", "wide"]);
export const REGISTERS = [-12, -7, 0, 7, 12];
export const SAID = ["", "darker", "brighter", "no telling", "skipped"];
export const DEGREES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];
const TOLD_ONE_BY_ONE = 5;

/** @param {string} key */
export const numberOf = (key) => key.slice(1);

const boxes = (/** @type {string} */ text) => (text ? text.split(" ").map(Number) : []);
const listed = (/** @type {Iterable<number>} */ some) => [...some].sort((a, b) => a - b).join(" ");
/** @param {Version} version */
export const chordsOf = (version) => version.chords.split(" ");
/** @param {Version} version */
export const yoursOf = (version) => new Set(boxes(version.yours));
/** Numeral and box of each loan. @param {Version} version @returns {[string, number][]} */
export const loansOf = (version) => (version.loans ? version.loans.split(" ").map((one) => /** @type {[string, number]} */ ([one.slice(0, one.lastIndexOf(":")), Number(one.slice(one.lastIndexOf(":") + 1))])) : []);
const lent = (/** @type {[string, number][]} */ loans) => loans.map(([id, box]) => `${id}:${box}`).join(" ");

/** The four marks, or null if they are none. What makes no sense is as it was given. @param {any[]} raw @param {any[]} given @param {Tables} data @returns {(Version | Scene)[] | null} */
export function cleaned(raw, given, data) {
  const marks = given.map((first) => {
    const one = raw.find((mark) => mark?.key === first.key && mark?.what === first.what);
    if (!one) return { ...first };
    if (first.what === "scene") return { ...first, ...Object.fromEntries(["shot", "tune_by", "chords_by"].filter((name) => typeof one[name] === "string").map((name) => [name, one[name]])), against: VERSIONS.includes(one.against) ? one.against : "k1" };
    const chords = String(one.chords ?? "").split(" ");
    const fits = one.colour in data.colours && chords.length === data.slots.length && chords.every((symbol) => symbol in data.chords) && PEDALS.includes(one.pedal) && SPACINGS.includes(one.spacing) && REGISTERS.includes(one.register);
    if (!fits) return { ...first };
    const said = SAID.includes(one.said) ? one.said : "";
    return { ...first, filled: one.filled === true || first.key === "k1", colour: one.colour, chords: chords.join(" "), yours: listed(boxes(String(one.yours ?? "")).filter((box) => box >= 0 && box < chords.length)), loans: String(one.loans ?? ""), pedal: one.pedal, spacing: one.spacing, register: one.register, said, said_of: said ? String(one.said_of ?? "") : "" };
  });
  const scene = marks[marks.length - 1];
  if (!marks.some((mark) => mark.key === scene.against && mark.filled)) scene.against = "k1";
  return marks.length === 4 ? marks : null;
}

// ---- what is heard

/** A note some octaves higher. @param {string} name @param {number} octaves */
const octave = (name, octaves) => name.slice(0, -1) + (Number(name.slice(-1)) + octaves);

/** How a chord lies, the bass first. @param {string} symbol @param {Pick<Version, "pedal" | "spacing" | "register">} how @param {Tables} data @returns {string[]} */
export function laid(symbol, { pedal, spacing, register }, data) {
  const octaves = Math.abs(register) === 12 ? Math.sign(register) : 0;
  const at = String(octaves ? 0 : register);
  const chord = data.chords[symbol];
  const bass = pedal === "none" ? chord.bass[at] : data.pedals[pedal][at];
  const names = [bass, ...chord.upper[spacing][at]].map((name) => octave(name, octaves));
  return [...new Set(names)];
}

/** The chords with how long each is held; one that comes again at once goes on. @param {Version} version @param {Tables} data @returns {Held[]} */
export function held(version, data) {
  /** @type {Held[]} */ const row = [];
  chordsOf(version).forEach((symbol, box) => {
    const [start, beats] = data.slots[box];
    const last = row[row.length - 1];
    if (last?.symbol === symbol) {
      last.to = box;
      last.beats = start + beats - last.start;
    } else row.push({ symbol, shown: data.chords[symbol].over[version.pedal], from: box, to: box, start, beats, names: laid(symbol, version, data) });
  });
  return row;
}

/** All that sounds, the tune with its chords. @param {Version} version @param {Tables} data @returns {import("./affect.js").Sounding[]} */
export function sounding(version, data) {
  const tune = data.tune.notes.map(([start, beats, midi]) => ({ start, beats, midi }));
  return [...tune, ...held(version, data).flatMap(({ start, beats, names }) => names.map((name) => ({ start, beats, midi: midiOf(name) })))];
}

/** All of a version that is heard, as one text; as in mood_marks.py. @param {Version} version */
export const signature = ({ chords, pedal, spacing, register }) => [chords, pedal, spacing, register].join("|");

/** What was said before it was played, if it is still about what is heard now. @param {Version} version @param {Version} against */
export const stillSaid = (version, against) => version.said !== "" && version.said_of === `${signature(version)} / ${signature(against)}`;

/** Whether one should say something before it is played. @param {Version} version @param {Version} against */
export const mustSay = (version, against) => version.key !== against.key && signature(version) !== signature(against) && !stillSaid(version, against);

/** @param {Version} version @param {Version} against @param {string} said @returns {Version} */
export const say = (version, against, said) => ({ ...version, said, said_of: `${signature(version)} / ${signature(against)}` });

/** What is remembered by signature, and what has come to it: the oldest is let go. @template T @param {Record<string, T>} old @param {Record<string, T>} come @param {number} most @returns {Record<string, T>} */
export const newest = (old, come, most) => Object.fromEntries([...Object.entries(old).filter(([name]) => !(name in come)), ...Object.entries(come)].slice(-most));

// ---- where

/** @param {number} box @param {Tables} data */
export function placeOf(box, { slots }) {
  const [, , bar, part] = slots[box];
  const here = slots.filter((slot) => slot[2] === bar);
  if (here.length === 1) return `bar ${bar}`;
  const halves = slots.every((slot) => slot[3] < 2);
  return `bar ${bar}, ${halves ? ["first half", "second half"][part] : `chord ${part + 1}`}`;
}

// ---- what can be done to a version

/** A colour: its chords anew. @param {Version} version @param {string} colour @param {Tables} data @returns {Step} */
export function paint(version, colour, data) {
  const gone = yoursOf(version).size + loansOf(version).length;
  const next = { ...version, colour, chords: data.colours[colour].row.join(" "), yours: "", loans: "" };
  return { version: next, said: `${capital(data.colours[colour].name)}: ${shownRow(next, data)}.${gone ? " Its chords are taken anew; Undo brings yours back." : ""}` };
}

/** @param {Version} version @param {Tables} data */
export const shownRow = (version, data) => held(version, data).map((one) => one.shown).join(" ");

const withChord = (/** @type {Version} */ version, /** @type {number} */ box, /** @type {string} */ symbol) => chordsOf(version).map((one, i) => (i === box ? symbol : one)).join(" ");

/** Borrow a chord where it costs the tune least, or give it back. @param {Version} version @param {string} id @param {Tables} data @returns {Step} */
export function borrow(version, id, data) {
  const loan = /** @type {Loan} */ (data.loans.find((one) => one.id === id));
  const loans = loansOf(version);
  const has = loans.find(([one]) => one === id);
  if (has) {
    const own = data.colours[version.colour].row[has[1]];
    const next = { ...version, chords: withChord(version, has[1], own), loans: lent(loans.filter((one) => one !== has)) };
    return { version: next, said: `${id} is given back: ${placeOf(has[1], data)} is ${data.chords[own].said} again.` };
  }
  if (version.colour !== "major") return { version, said: "Only major borrows here: minor at home has these already." };
  const taken = new Set([...loans.map(([, box]) => box), ...yoursOf(version)]);
  const free = loan.costs.map((cost, box) => ({ cost, box })).filter(({ cost, box }) => cost !== null && !taken.has(box));
  if (!free.length) return { version, said: loan.refused || `${id} finds no box that is free: give another loan back, or choose its box yourself.` };
  const best = free.reduce((one, other) => (/** @type {number} */ (other.cost) < /** @type {number} */ (one.cost) ? other : one));
  const next = { ...version, chords: withChord(version, best.box, loan.symbol), loans: lent([...loans, [id, best.box]]) };
  return { version: next, said: `${capital(placeOf(best.box, data))}: ${data.chords[loan.symbol].said}, ${id}, with ${loan.changed.join(" and ")} from the minor.` };
}

/** What a box may hold: the colour's chords, the loans that are made and those that find no place by themselves, and what it holds. @param {Version} version @param {number} box @param {Tables} data */
export function choicesAt(version, box, data) {
  const made = new Set(loansOf(version).map(([id]) => id));
  const lentOut = version.colour === "major" ? data.loans.filter((loan) => made.has(loan.id) || loan.refused).map((loan) => loan.symbol) : [];
  return [...new Set([...data.colours[version.colour].menu, ...lentOut, chordsOf(version)[box]])];
}

/** The next chord up or down in a box. @param {Version} version @param {number} box @param {1 | -1} way @param {Tables} data @returns {Step} */
export function choose(version, box, way, data) {
  const row = choicesAt(version, box, data);
  const now = chordsOf(version)[box];
  const symbol = row[(row.indexOf(now) + way + row.length) % row.length];
  const next = {
    ...version, chords: withChord(version, box, symbol), yours: listed(new Set([...yoursOf(version), box])),
    loans: lent(loansOf(version).filter(([, at]) => at !== box)),
  };
  return { version: next, said: `${capital(placeOf(box, data))}: ${data.chords[symbol].said}.` };
}

/** @param {Version} version @param {Pedal} pedal @param {Tables} data @returns {Step} */
export function hold(version, pedal, data) {
  return { version: { ...version, pedal }, said: pedal === "none" ? "The bass moves with the chords." : `${data.pedals[pedal].note} is held below: ${shownRow({ ...version, pedal }, data)}.` };
}

/** Why chords cannot lie so; empty if they can. @param {Version} version @param {Tables} data */
export function tooFar(version, data) {
  const midis = held(version, data).flatMap(({ names }) => names.map(midiOf));
  if (Math.min(...midis) < data.limits.low) return `Lower, the bass would need notes below ${data.limits.lowest}, where the double basses end.`;
  if (Math.max(...midis) > data.limits.high) return `So the chords would lie above ${data.limits.highest}, the highest note of the tune, and be heard as the tune.`;
  return "";
}

/** @param {number} register */
export const registerName = (register) => (register ? `${Math.abs(register) === 12 ? "an octave" : "a fifth"} ${register > 0 ? "higher" : "lower"}` : "as laid");

/** Move or space the chords, where they can lie so. @param {Version} version @param {Partial<Pick<Version, "spacing" | "register">>} how @param {Tables} data @returns {Step} */
export function spread(version, how, data) {
  const next = { ...version, ...how };
  const why = tooFar(next, data);
  if (why && !tooFar(version, data)) return { version, said: why };
  return { version: next, said: how.spacing ? `${capital(how.spacing)} spacing; the bass stays.` : `The chords ${registerName(next.register)}.` };
}

// ---- how two differ

/** Notes that one has and another has not, paired with the nearest. @param {string[]} mine @param {string[]} theirs @returns {{came: string | null, gone: string | null}[]} */
function exchanged(mine, theirs) {
  const has = (/** @type {string[]} */ row, /** @type {string} */ name) => row.some((one) => midiOf(one) === midiOf(name));
  const came = mine.filter((name) => !has(theirs, name));
  const gone = theirs.filter((name) => !has(mine, name));
  /** @type {{came: string | null, gone: string | null}[]} */ const pairs = [];
  while (came.length && gone.length) {
    let [a, b] = [0, 0];
    for (let i = 0; i < came.length; i++)
      for (let j = 0; j < gone.length; j++) if (Math.abs(midiOf(came[i]) - midiOf(gone[j])) < Math.abs(midiOf(came[a]) - midiOf(gone[b]))) [a, b] = [i, j];
    pairs.push({ came: came.splice(a, 1)[0], gone: gone.splice(b, 1)[0] });
  }
  return [...pairs, ...came.map((name) => ({ came: name, gone: null })), ...gone.map((name) => ({ came: null, gone: name }))];
}

/** Every sounding note in which two versions differ; one that is held is one. @param {Version} version @param {Version} other @param {Tables} data */
export function differences(version, other, data) {
  const [mine, theirs] = [chordsOf(version), chordsOf(other)];
  /** @type {{came: string | null, gone: string | null, box: number}[]} */ const found = [];
  mine.forEach((symbol, box) => {
    if (box && symbol === mine[box - 1] && theirs[box] === theirs[box - 1]) return; // both go on
    for (const pair of exchanged(laid(symbol, version, data), laid(theirs[box], other, data))) found.push({ ...pair, box });
  });
  return found;
}

/** The same in words. @param {Version} version @param {Version} other @param {Tables} data */
export function differs(version, other, data) {
  const found = differences(version, other, data);
  const number = numberOf(other.key);
  if (!found.length) return `Nothing differs from version ${number} yet.`;
  if (found.length > TOLD_ONE_BY_ONE) return `Against version ${number}, ${many(found.length, "note")}.`;
  /** @type {Map<number, string[]>} */ const places = new Map();
  for (const { came, gone, box } of found) {
    const bare = (/** @type {string | null} */ name) => (name && (!came || !gone || came.slice(0, -1) !== gone.slice(0, -1)) ? name.slice(0, -1) : name);
    const words = !gone ? `${bare(came)} besides` : !came ? `no ${bare(gone)}` : `${bare(came)} for ${bare(gone)}`;
    places.set(box, [...(places.get(box) ?? []), words]);
  }
  const where = [...places].map(([box, words]) => `${words.join(", ")} in ${placeOf(box, data)}`);
  return `Against version ${number}, ${many(found.length, "note")}: ${where.join("; ")}.`;
}

/** What is told to a reader after a change: in short. @param {Version} version @param {Version} against @param {string} said @param {Tables} data */
export function told(version, against, said, data) {
  if (version.key === against.key) return said;
  const count = differences(version, against, data).length;
  return `${said} ${count ? `${capital(many(count, "note"))} ${count === 1 ? "differs" : "differ"} from` : "Nothing differs from"} version ${numberOf(against.key)}.`;
}

/** Notes of the tune that a colour has not, and where they rub on a chord. @param {Version} version @param {Tables} data */
export function strangers(version, data) {
  const { outside, name } = data.colours[version.colour];
  if (!outside.length) return "";
  const rubs = held(version, data).flatMap(({ names, start, beats, from }) => {
    const note = data.tune.notes.find(([at, long, midi, called]) => outside.includes(called.slice(0, -1)) && at < start + beats && at + long > start && names.some((one) => (((midiOf(one) - midi) % 12) + 12) % 12 === 1 || (((midi - midiOf(one)) % 12) + 12) % 12 === 1));
    const under = note && names.find((one) => [1, 11].includes((((midiOf(one) - note[2]) % 12) + 12) % 12));
    return note && under ? [`it rubs on ${under.slice(0, -1)} in ${placeOf(from, data)}`] : [];
  });
  return `The tune keeps ${outside.join(" and ")}, which ${name} does not have${rubs.length ? `: ${rubs[0]}` : ""}. Heard that way?`;
}

// ---- what the prediction says

/** @param {string} said @param {number} chance that this version lies above the other @param {number} sure @param {string} number of the other */
export function verdict(said, chance, sure, number) {
  const [word, share] = chance >= 0.5 ? ["brighter", chance] : ["darker", 1 - chance];
  const hundred = Math.round(share * 100);
  const before = said === "skipped" || !said ? "" : said === "no telling" ? "You said that there is no telling. " : `You said ${said}. `;
  return share >= sure
    ? `${before}The prediction: ${word} than version ${number}, in ${hundred} of 100.`
    : `${before}The prediction does not tell it apart from version ${number} (${word} in ${hundred} of 100). What did you hear that it does not count?`;
}

// ---- handing out

/** A length of the boxes from one to another, as code writes it. @param {Held} one @param {Tables} data */
function exact({ from, to }, { tune }) {
  let [top, under] = [0, 1];
  for (let box = from; box <= to; box++) {
    const [a, b = 1] = tune.exact[box].split("/").map(Number);
    [top, under] = [top * b + a * under, under * b];
  }
  let [by, rest] = [top, under];
  while (rest) [by, rest] = [rest, by % rest];
  return under / by === 1 ? String(top / by) : `"${top / by}/${under / by}"`;
}

/** The Python that puts these chords under the tune, laid as Python lays them: chords only, no spacing and no register. @param {Version} version @param {Tables} data */
export function code(version, data) {
  const row = held(version, data);
  return `${data.tune.code}.harmonise("${row.map((one) => one.shown).join(" ")}", beats=[${row.map((one) => exact(one, data)).join(", ")}])`;
}
