// @ts-check
// The stack of transformations of one statement: what each keeps and gives up; add, put in another order, take away.
import { MOST_STEPS, stack, stepOf, titleOf } from "./core/story.js";
import { make } from "./dom.js";

/** @typedef {import("./core/story.js").Step} Step */
/** @typedef {import("./core/story.js").Tool} Tool */

let count = 0; // for ids that are one of a kind in the page

export class Stack {
  /** @param {Tool[]} tools @param {(steps: Step[], said: string) => void} write */
  constructor(tools, write) {
    this.tools = tools;
    this.write = write;
    /** @type {Step[]} */ this.steps = [];
    this.shown = "";
    this.list = make("ol", { class: "fsp-st-steps" });
    this.empty = make("p", { class: "fsp-empty" }, ["Plain: nothing is done to it."]);
    const id = `fsp-st-tool-${++count}`;
    this.menu = make("select", { id, class: "fsp-input", onchange: () => this.pick() }, tools.map((tool) => make("option", { value: tool.name }, [tool.title])));
    this.fields = make("div", { class: "fsp-st-fields" });
    this.about = make("p", { class: "fsp-note fsp-st-about" });
    this.wrong = make("p", { class: "fsp-wrong", role: "alert", id: `${id}-wrong`, hidden: true });
    this.put = make("button", { type: "button", class: "fsp-button fsp-plain fsp-st-add", onclick: () => this.add() }, ["Add it"]);
    this.adding = make("div", { class: "fsp-st-adding", role: "group", "aria-label": "A new step" }, [
      make("div", { class: "fsp-st-line-up" }, [make("label", { for: id, class: "fsp-field-name" }, ["Add a transformation"]), this.menu]),
      this.fields, this.put, this.wrong, this.about,
    ]);
    this.element = make("section", { class: "fsp-st-stack", "aria-label": "Transformations" }, [make("h3", { class: "fsp-list-title" }, ["What is done to it"]), this.empty, this.list, this.adding]);
    this.pick();
  }

  get tool() {
    return /** @type {Tool} */ (this.tools.find((tool) => tool.name === this.menu.value));
  }

  /** Another transformation in the menu: its fields, and what is known of it. */
  pick() {
    const { tool } = this;
    /** @type {Map<string, any>} */ this.inputs = new Map();
    const made = tool.fields.map((field) => {
      const id = `fsp-st-field-${++count}`;
      const props = { id, class: "fsp-input", "aria-describedby": this.wrong.id };
      const enter = (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && (event.preventDefault(), this.add());
      const input = field.kind === "choice"
        ? make("select", props, /** @type {[string | number, string][]} */ (field.options).map(([value, text]) => make("option", { value, selected: value === field.value }, [text])))
        : make("input", { ...props, type: "text", ...(field.kind === "number" ? { inputmode: "numeric" } : {}), value: field.value, placeholder: field.hint ?? "", autocomplete: "off", spellcheck: "false", maxlength: 400, onkeydown: enter });
      /** @type {Map<string, any>} */ (this.inputs).set(field.name, input);
      return make("div", { class: `fsp-st-line-up fsp-st-${field.kind}` }, [make("label", { for: id, class: "fsp-field-name" }, [field.label]), input]);
    });
    this.fields.replaceChildren(...made);
    this.fields.hidden = !made.length;
    this.wrong.hidden = true;
    this.about.textContent = `${tool.told} Keeps ${tool.keeps}. Gives up ${tool.gives_up}. Often read as ${tool.reading}. Known again: ${tool.recognised}.`;
  }

  add() {
    if (this.steps.length >= MOST_STEPS) return this.complain(`${MOST_STEPS} transformations on one motif are the most.`, "");
    const values = Object.fromEntries([...(this.inputs ?? [])].map(([name, input]) => [name, input.value]));
    const { step, wrong, field } = stepOf(this.tool, values);
    if (!step) return this.complain(wrong, field);
    this.complain("", "");
    this.write([...this.steps, step], `${this.tool.title} added.`);
  }

  /** @param {string} why @param {string} name of the field it is about */
  complain(why, name) {
    this.wrong.textContent = why;
    this.wrong.hidden = !why;
    for (const [one, input] of this.inputs ?? []) input.setAttribute("aria-invalid", String(one === name));
    this.inputs?.get(name)?.focus();
  }

  /** @param {string} steps as the mark has them @param {Record<string, string>[]} told of each, by Python @param {string} wrong */
  show(steps, told, wrong) {
    const mark = JSON.stringify([steps, told, wrong]);
    if (mark === this.shown) return;
    this.shown = mark;
    this.steps = stack(steps);
    this.empty.hidden = this.steps.length > 0;
    const focused = this.list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset : null;
    const [where, which] = [Number(focused?.at ?? -1), focused?.act];
    this.list.replaceChildren(...this.steps.map((step, i) => this.row(step, i, told[i])));
    this.list.hidden = !this.steps.length;
    if (!which) return;
    const rows = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll(`[data-act="${which}"]`)]);
    (rows.find((button) => Number(button.dataset.at) === (this.held ?? where)) ?? rows[rows.length - 1] ?? this.menu).focus({ preventScroll: true });
    this.held = undefined;
  }

  /** @param {Step} step @param {number} i @param {Record<string, string> | undefined} told */
  row(step, i, told) {
    const tool = this.tools.find((one) => one.name === step[0]);
    const name = titleOf(step, tool);
    const button = (/** @type {string} */ act, /** @type {string} */ text, /** @type {string} */ title, /** @type {boolean} */ can, /** @type {() => void} */ go) =>
      make("button", { type: "button", class: "fsp-button fsp-plain fsp-small", "aria-label": `${title}: ${name}`, title, "aria-disabled": can ? false : "true", "data-act": act, "data-at": i, onclick: () => can && go() }, [text]);
    const swap = (/** @type {number} */ to) => () => {
      const steps = [...this.steps];
      [steps[i], steps[to]] = [steps[to], steps[i]];
      this.held = to; // the hand stays on what it moves
      this.write(steps, `${name} is step ${to + 1} now.`);
    };
    return make("li", { class: "fsp-st-step" }, [
      make("div", { class: "fsp-st-step-head" }, [
        make("b", { class: "fsp-st-step-name" }, [told?.told || name]),
        make("span", { class: "fsp-st-step-keys" }, [
          button("up", "↑", "Earlier", i > 0, swap(i - 1)),
          button("down", "↓", "Later", i < this.steps.length - 1, swap(i + 1)),
          button("remove", "Remove", "Remove", true, () => this.write(this.steps.filter((_, n) => n !== i), `${name} is gone.`)),
        ]),
      ]),
      make("p", { class: "fsp-note" }, [`Keeps ${told?.keeps || tool?.keeps || ""}. Gives up ${told?.gives_up || tool?.gives_up || ""}.`]),
    ]);
  }
}
