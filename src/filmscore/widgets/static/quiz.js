// @ts-check
// A question as a card: real inputs, Check, and words for every answer. It judges by itself, so no kernel is needed.
import { make } from "./dom.js";
import { judge } from "./quiz_judge.js";

/** @typedef {import("./quiz_judge.js").Question} Question @typedef {import("./quiz_judge.js").Said} Said */

const SIGNS = {
  passed: '<path d="M4 12.5l5.5 5.5L20 6.500" fill="none" stroke="currentColor" stroke-width="3"/>',
  "not-yet": '<path d="M3 13.500c3-6 6-6 9-2s6 4 9-2" fill="none" stroke="currentColor" stroke-width="3"/>',
  "not-attempted": '<path d="M5 12h14" fill="none" stroke="currentColor" stroke-width="3"/>',
  up: '<path d="M5 15l7-7 7 7" fill="none" stroke="currentColor" stroke-width="2.500"/>',
  down: '<path d="M5 9l7 7 7-7" fill="none" stroke="currentColor" stroke-width="2.500"/>',
};
const WORDS = { passed: "Right.", "not-yet": "Not yet.", "not-attempted": "No answer yet." };
const TRY = {
  choice: "Choose one, then press Check.",
  several: "Choose all that are right, then press Check.",
  order: "Move them into your order, then press Check.",
  number: "Write a number, then press Check.",
};

/** @param {keyof typeof SIGNS} name */
function sign(name) {
  const holder = make("span", { class: "fsp-sign" });
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SIGNS[name]}</svg>`;
  return holder;
}

/** Words with *emphasis*, **weight** and `names`, as elements. @param {string} text @returns {(Node | string)[]} */
function marked(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/).map((part) => {
    if (/^\*\*[^*]+\*\*$/.test(part)) return make("strong", {}, [part.slice(2, -2)]);
    if (/^\*[^*]+\*$/.test(part)) return make("em", {}, [part.slice(1, -1)]);
    if (/^`[^`]+`$/.test(part)) return make("code", {}, [part.slice(1, -1)]);
    return part;
  });
}

/** @param {string} text @returns {HTMLElement[]} */
const paragraphs = (text) => text.split("\n\n").map((part) => make("p", {}, marked(part)));

const bare = (/** @type {string} */ text) => text.replace(/\*+|`/g, "");

let made = 0; // cards of this page: inputs of two cards, or of two views of one, must not share a name

class Card {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    const bytes = Uint8Array.from(atob(model.get("sealed")), (letter) => letter.charCodeAt(0));
    /** @type {Question} */
    this.question = JSON.parse(new TextDecoder().decode(bytes));
    this.name = `fsp-quiz-${++made}`;
    /** @type {string[]} */
    this.order = this.question.options.map((option) => option.letter);
    this.moved = false;

    const { question } = this;
    this.feedback = make("div", { class: "fsp-feedback", role: "status" });
    this.told = make("div", { class: "fsp-aloud", "aria-live": "polite" });
    const ask = question.ask.split("\n\n").map((part) => make("span", { class: "fsp-line" }, marked(part)));
    this.legend = make("legend", { class: "fsp-ask" }, [make("span", { class: "fsp-tag" }, [`Question ${question.id}`]), ...ask]);
    this.field = make("fieldset", {}, [this.legend, make("p", { class: "fsp-try" }, [TRY[question.kind]]), this.inputs()]);
    this.form = make("form", { class: "fsp-root fsp-quiz", novalidate: true, autocomplete: "off" }, [
      this.field,
      make("div", { class: "fsp-row" }, [make("button", { type: "submit", class: "fsp-check" }, ["Check"])]),
      this.feedback,
      this.told,
    ]);
    this.form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      event.stopPropagation();
      this.check();
    });
    // else a letter or an arrow pressed here would be a command to the notebook
    this.form.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (!(event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || event.key === "Escape")) event.stopPropagation();
    });
    this.form.addEventListener("input", () => this.fresh());
    const given = model.get("answer");
    if (given) {
      this.put(given);
      this.say(judge(question, given));
    }
    model.on("change:answer", this.follow);
    signal.addEventListener("abort", () => model.off("change:answer", this.follow));
  }

  /** Another view of this card, or code, has answered. */
  follow = () => {
    const given = this.model.get("answer");
    if (!given || given === this.given()) return;
    this.put(given);
    this.say(judge(this.question, given));
  };

  /** @returns {HTMLElement} */
  inputs() {
    const { question } = this;
    if (question.kind === "number") {
      this.number = make("input", { type: "number", step: "any", inputmode: "decimal", class: "fsp-number", "aria-label": question.unit || "Your number" });
      return make("label", { class: "fsp-amount" }, [this.number, question.unit]);
    }
    if (question.kind === "order") {
      this.list = make("ol", { class: "fsp-places" }, question.options.map((option) => this.place(option)));
      this.ends();
      return this.list;
    }
    const type = question.kind === "choice" ? "radio" : "checkbox";
    return make(
      "div",
      { class: "fsp-options" },
      question.options.map((option) =>
        make("label", { class: "fsp-option" }, [
          make("input", { type, name: this.name, value: option.letter }),
          make("span", { class: "fsp-letter" }, [option.letter]),
          make("span", { class: "fsp-say" }, marked(option.say)),
        ]),
      ),
    );
  }

  /** One line of an order: dragged by its text, or moved by its buttons. @param {import("./quiz_judge.js").Option} option */
  place(option) {
    const button = (/** @type {"up" | "down"} */ way) =>
      make(
        "button",
        { type: "button", class: "fsp-move", "data-way": way, "aria-label": `Move ${way}: ${bare(option.say)}`, onclick: () => this.move(option.letter, way === "up" ? -1 : 1) },
        [sign(way)],
      );
    const grip = make("span", { class: "fsp-grip" }, [
      make("span", { class: "fsp-letter" }, [option.letter]),
      make("span", { class: "fsp-say" }, marked(option.say)),
    ]);
    const line = make("li", { class: "fsp-place", "data-letter": option.letter }, [grip, button("up"), button("down")]);
    grip.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.drag(event, line, grip));
    return line;
  }

  /** @param {PointerEvent} event @param {HTMLElement} line @param {HTMLElement} grip */
  drag(event, line, grip) {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    line.classList.add("fsp-held");
    const follow = (/** @type {PointerEvent} */ move) => {
      for (const other of this.lines()) {
        if (other === line) continue;
        const box = other.getBoundingClientRect();
        const before = Boolean(other.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);
        const middle = box.top + box.height / 2;
        if (before && move.clientY < middle) return this.lay(line, other);
        if (!before && move.clientY > middle) this.lay(line, other.nextElementSibling);
      }
    };
    // on the page, not on the grip: an element that is moved in the page loses the pointer it had caught
    const page = grip.ownerDocument;
    const leave = () => {
      line.classList.remove("fsp-held");
      page.removeEventListener("pointermove", follow);
      for (const end of ["pointerup", "pointercancel"]) page.removeEventListener(end, leave);
    };
    page.addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, leave);
  }

  /** @returns {HTMLElement[]} */
  lines() {
    return [...this.list.children];
  }

  /** Put a line before another, or last. @param {HTMLElement} line @param {Element | null} next */
  lay(line, next) {
    if (next === line || line.nextElementSibling === next) return;
    this.list.insertBefore(line, next);
    this.order = this.lines().map((one) => one.dataset.letter ?? "");
    this.ends();
    this.fresh();
  }

  /** @param {string} letter @param {1 | -1} by */
  move(letter, by) {
    const lines = this.lines();
    const at = this.order.indexOf(letter);
    const line = lines[at];
    const to = at + by;
    if (to < 0 || to >= lines.length) return;
    const pressed = /** @type {HTMLElement} */ (line.querySelector(`[data-way=${by < 0 ? "up" : "down"}]`));
    this.lay(line, by < 0 ? lines[to] : lines[to].nextElementSibling);
    pressed.focus(); // moving an element takes the focus from it
    this.told.textContent = `${line.querySelector(".fsp-say")?.textContent}: now ${to + 1} of ${lines.length}.`;
  }

  /** The first cannot go up, nor the last down: said, but not taken out of the way of the Tab key. */
  ends() {
    this.lines().forEach((line, i, all) => {
      line.querySelector("[data-way=up]")?.setAttribute("aria-disabled", String(i === 0));
      line.querySelector("[data-way=down]")?.setAttribute("aria-disabled", String(i === all.length - 1));
    });
  }

  /** The answer as it stands, in the words the kernel takes. */
  given() {
    if (this.question.kind === "number") return this.number.value.trim();
    if (this.question.kind === "order") return this.order.join("");
    return [...this.form.querySelectorAll("input:checked")].map((input) => input.value).sort().join("");
  }

  /** @param {string} answer */
  put(answer) {
    if (this.question.kind === "number") this.number.value = answer;
    else if (this.question.kind === "order") {
      for (const letter of answer) {
        const line = this.lines().find((one) => one.dataset.letter === letter);
        if (line) this.list.append(line);
      }
      this.order = this.lines().map((one) => one.dataset.letter ?? "");
      this.ends();
    } else for (const input of this.form.querySelectorAll("input")) input.checked = answer.includes(input.value);
  }

  check() {
    const answer = this.given();
    this.say(judge(this.question, answer));
    if (!answer) return;
    try {
      this.model.set("answer", answer);
      this.model.save_changes();
    } catch {
      // the kernel has gone: the card has answered all the same
    }
  }

  /** What was said belongs to the answer before: fade it, so that it is not taken for the new one. */
  fresh() {
    if (this.feedback.firstChild) this.feedback.classList.add("fsp-old");
  }

  /** @param {Said} said */
  say(said) {
    this.feedback.className = `fsp-feedback fsp-${said.status}`;
    const text = said.status === "not-attempted" ? TRY[this.question.kind] : said.message;
    const look = said.look ? [make("p", { class: "fsp-look" }, ["Where to look: ", ...marked(said.look)])] : [];
    const head = make("p", { class: "fsp-verdict" }, [sign(said.status), make("strong", {}, [WORDS[said.status]])]);
    const again = said.status === "not-yet" ? [make("p", { class: "fsp-again" }, ["Change your answer and check again as often as you like."])] : [];
    this.feedback.replaceChildren(head, ...paragraphs(text), ...look, ...again);
    this.form.dataset.status = said.status;
  }
}

export default {
  /** @param {{model: any, el: HTMLElement, signal?: AbortSignal}} context */
  render({ model, el, signal }) {
    const leaving = new AbortController();
    signal?.addEventListener("abort", () => leaving.abort());
    const card = new Card(model, leaving.signal);
    card.form.dataset.ready = "";
    el.append(card.form);
    return () => leaving.abort();
  },
};
