// @ts-check
// Where the marks are kept: in this browser at once, and in the kernel when it listens. Marking never waits for either.
import { decide, follows, next, settled } from "./core/keeping.js";

const PATIENCE = 3000; // ms for the kernel to take the marks before we say that it does not answer
const REST = 400; // ms of rest before a word being typed, or a very long list, goes to the kernel
const LONG = 500; // marks
const ASIDE = 5; // copies put aside that the browser keeps

/** @typedef {import("./core/keeping.js").Doc} Doc */
/** @typedef {import("./core/keeping.js").How} How */
/** @typedef {import("./core/keeping.js").Mark} Mark */
/** What the marks are, and what is said of them.
 * @typedef {{clean: (raw: unknown[]) => Mark[] | null, are: string, will: string, apart: string}} Kind */

/** @type {Omit<Kind, "clean">} */
export const MARKS = { are: "Marks are kept", will: "Marks will be kept", apart: "Marks were made in two places. The newer are shown; the others were put aside, see below the marks." };

export class Keeper {
  /** @param {import("./scene.d.ts").Model} model @param {{frames: number}} film @param {Kind} kind
   * @param {{adopt: (marks: Mark[], how: How) => void, changed: () => void, say: (text: string) => void}} desk @param {AbortSignal} signal */
  constructor(model, film, kind, desk, signal) {
    this.model = model;
    this.film = film;
    this.kind = kind;
    this.desk = desk;
    this.data = model.get("desk");
    this.me = `page-${Math.random().toString(36).slice(2, 8)}`;
    this.silent = false; // the kernel has not answered in time
    this.nowhere = ""; // why this browser keeps nothing
    this.trouble = ""; // why the kernel could not write
    /** @type {Doc[]} */ this.aside = this.read(":aside").flatMap((/** @type {unknown} */ raw) => this.copyOf(raw) ?? []);
    /** @type {{copy: Doc, how: How} | null} */ this.pending = null;
    this.timer = this.waiting = 0;
    this.sent = ""; // who made the copy the kernel was told last, and its number

    const kept = model.get("kept");
    /** @type {Doc} */ this.copy = this.taken = this.copyOf(kept.copy) ?? { film: this.data.film, frames: film.frames, counter: 0, writer: "", saved: 0, seen: {}, marks: [] };
    this.trouble = kept.trouble;
    const [mine] = this.read("").map((/** @type {unknown} */ raw) => this.copyOf(raw));
    if (mine) this.meet(mine, "do");
    else if (this.copy.counter) this.write();

    const listen = () => this.hear();
    model.on("change:kept", listen);
    const beside = (/** @type {StorageEvent} */ event) => {
      if (event.key !== this.data.store) return;
      const [other] = this.read("").map((/** @type {unknown} */ raw) => this.copyOf(raw));
      if (other) this.meet(other, "do");
    };
    window.addEventListener("storage", beside, { signal }); // another window of this browser
    window.addEventListener("pagehide", () => this.flush(), { signal });
    signal.addEventListener("abort", () => {
      this.flush();
      model.off("change:kept", listen);
      clearTimeout(this.waiting);
    });
  }

  /** A copy from elsewhere, if it is one of this film. @param {any} raw @returns {Doc | null} */
  copyOf(raw) {
    if (raw?.film !== this.data.film || raw.frames !== this.film.frames || !Array.isArray(raw.marks)) return null;
    const whole = (/** @type {unknown} */ value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);
    const seen = Object.fromEntries(Object.entries(raw.seen ?? {}).filter(([, counter]) => Number.isSafeInteger(counter))) ;
    const marks = this.kind.clean(raw.marks);
    if (!marks) return null;
    return { film: raw.film, frames: raw.frames, counter: whole(raw.counter), writer: String(raw.writer ?? ""), saved: whole(raw.saved), seen: /** @type {Record<string, number>} */ (seen), marks };
  }

  // ---- this browser

  /** What is kept under our name: a list, empty if there is nothing or it cannot be read. @param {"" | ":aside"} part @returns {unknown[]} */
  read(part) {
    let text = null;
    try {
      text = localStorage.getItem(this.data.store + part);
      if (text === null) return [];
      const raw = JSON.parse(text);
      return Array.isArray(raw) ? raw : [raw];
    } catch (error) {
      if (text === null) this.nowhere = String(/** @type {Error} */ (error).message ?? error);
      else localStorage.setItem(`${this.data.store}${part}:damaged`, text); // not ours to throw away
      return [];
    }
  }

  write() {
    try {
      localStorage.setItem(this.data.store, JSON.stringify(this.copy));
      if (this.aside.length) localStorage.setItem(`${this.data.store}:aside`, JSON.stringify(this.aside));
      else localStorage.removeItem(`${this.data.store}:aside`);
      this.nowhere = "";
    } catch (error) {
      this.nowhere = /** @type {Error} */ (error).name === "QuotaExceededError" ? "its room for pages is full" : "it does not let this page keep anything";
    }
  }

  // ---- the kernel

  /** A step was taken here. @param {Mark[]} marks @param {How} how @param {boolean} [held] still under the hand: kept when it is let go */
  commit(marks, how, held = false) {
    this.copy = next(this.copy, marks, this.me, Date.now());
    if (!held) this.write();
    this.post(how, held);
  }

  /** Let go of what was under the hand. */
  release() {
    this.write();
    this.flush();
  }

  /** @param {How} how @param {boolean} held */
  post(how, held) {
    if (this.pending && how !== "again") this.flush();
    this.pending = { copy: this.copy, how: this.pending?.how ?? how };
    if (held) return;
    if (how !== "again" && this.copy.marks.length <= LONG) this.flush();
    else {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(), REST);
    }
    this.desk.changed();
  }

  flush() {
    clearTimeout(this.timer);
    const { pending } = this;
    this.pending = null;
    if (!pending) return;
    this.sent = `${pending.copy.writer} ${pending.copy.counter}`;
    this.tell({ type: "marks", how: pending.how, copy: pending.copy });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.silent = true;
      this.desk.changed();
    }, PATIENCE);
  }

  /** @param {object} message */
  tell(message) {
    try {
      this.model.send(message);
    } catch {
      this.silent = true; // the kernel of this page is gone
    }
  }

  /** The kernel has a copy: ours, or another. */
  hear() {
    const { copy, how, trouble, said } = this.model.get("kept");
    const theirs = this.copyOf(copy);
    if (!theirs) return;
    this.taken = theirs;
    this.trouble = trouble;
    this.silent = false;
    clearTimeout(this.waiting);
    if (said) this.desk.say(said);
    this.meet(theirs, how);
  }

  /** Two copies meet: the newer is kept, and what neither had seen of the other is put aside. @param {Doc} theirs @param {How} how */
  meet(theirs, how) {
    const mine = this.copy;
    if (theirs.writer === mine.writer && theirs.counter === mine.counter) return this.desk.changed();
    const { keep, aside } = decide(mine, theirs);
    const [kept, other] = keep === "mine" ? [mine, theirs] : [theirs, mine];
    const apart = !follows(kept, other);
    if (aside) {
      this.putAside(aside);
      this.desk.say(this.kind.apart);
    }
    this.copy = apart ? settled(kept, other) : kept;
    if (aside) this.copy = next(this.copy, kept.marks, this.me, Date.now());
    if (keep === "theirs") this.desk.adopt(theirs.marks, how);
    this.write();
    const { writer, counter } = this.copy;
    if (this.sent !== `${writer} ${counter}` && !follows(this.taken, this.copy)) this.post("do", false); // the kernel has not seen it
    this.desk.changed();
  }

  // ---- copies put aside

  /** @param {Doc} copy */
  putAside(copy) {
    const text = JSON.stringify(copy.marks);
    if (!copy.marks.length || this.aside.some((one) => JSON.stringify(one.marks) === text)) return;
    this.aside = [copy, ...this.aside].slice(0, ASIDE);
    this.write();
    this.tell({ type: "aside", copy });
  }

  /** @param {Doc} copy */
  letGo(copy) {
    this.aside = this.aside.filter((one) => one !== copy);
    this.write();
    this.desk.changed();
  }

  // ---- saying it

  /** Where the marks are, in words that are true now. */
  get where() {
    const { where } = this.data;
    const here = this.nowhere ? "" : "in this browser";
    const onDisk = !this.trouble && !this.silent;
    const why = this.trouble ? ` Not on disk: ${this.trouble}` : this.silent ? ` The kernel does not answer; after a restart, run the cell again and they go to ${where}.` : "";
    const not = this.nowhere ? ` Not in this browser: ${this.nowhere}.` : "";
    if (!this.copy.counter) return `${this.kind.will} in ${[where, here].filter(Boolean).join(" and ")}.${not}${why}`;
    const places = [onDisk ? where : "", here].filter(Boolean).join(" and ");
    return `${this.kind.are} ${places ? `in ${places.replace(/^in /, "")}` : "nowhere but on this page: copy the code below"}.${not}${why}`;
  }
}
