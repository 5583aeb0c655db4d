// @ts-check
// The timecode clock: a label and the clock on the wall side by side, and the labels of a minute over its pictures.
import { apartInWords, feet, framesADay, leftOut, minuteEdge, minuteOf, read, realSeconds, sameMoment, skippedBefore, strip, wallClock } from "./core/clock.js";
import { clamp, frameOf, secondsOf, timecode } from "./core/time.js";
import { icon, iconButton, make } from "./dom.js";
import { whenNear } from "./place.js";

/** @typedef {import("./core/time.js").Rate & {name: string}} Rate */

const SPEEDS = [
  { times: 1, say: "1×", words: "as in life" },
  { times: 60, say: "60×", words: "a minute in a second" },
  { times: 3600, say: "3600×", words: "an hour in a second" },
];
const CELL = 72; // px a picture of the strip needs for its number, seven figures at the end of a day

let made = 0; // clocks of this page: the inputs of two must not share a name

const grouped = (/** @type {number} */ n) => String(n).replace(/\B(?=(\d{3})+$)/g, " "); // thin spaces

class Clock {
  // what `build` makes
  /** @type {Record<"label" | "wall", HTMLElement>} */ big = /** @type {any} */ (null);
  /** @type {Record<"frame" | "seconds" | "feet35" | "feet16" | "skipped", {value: HTMLElement, row: HTMLElement}>} */ facts = /** @type {any} */ (null);
  /** @type {string} */ drawn = "";
  origin = 0; // seconds of real time from which the clock runs
  since = 0; // milliseconds of the page at that moment

  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    this.model = model;
    this.signal = signal;
    /** @type {Rate[]} */ this.rates = model.get("rates");
    const { rate, frame } = model.get("place");
    this.rate = this.named(rate);
    this.frame = frame;
    this.times = 1;
    this.running = 0; // of requestAnimationFrame
    this.cells = 9;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.build(`fsp-tc-${++made}`);
    this.draw();
    model.on("change:place", this.follow);
    const sizes = new ResizeObserver(([entry]) => this.fit(entry.contentRect.width));
    sizes.observe(this.film);
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.running);
      sizes.disconnect();
      model.off("change:place", this.follow);
    });
    whenNear(this.root, signal, () => {});
  }

  /** @param {string} name @returns {Rate} */
  named(name) {
    return /** @type {Rate} */ (this.rates.find((rate) => rate.name === name) ?? this.rates[0]);
  }

  /** @param {string} name */
  build(name) {
    const face = (/** @type {string} */ what, /** @type {string} */ id) => {
      const big = make("span", { class: "fsp-tc-big" });
      return { big, panel: make("div", { class: `fsp-tc-face fsp-tc-${id}` }, [make("span", { class: "fsp-tc-name" }, [what]), big]) };
    };
    const label = face("Label", "label");
    const wall = face("Clock on the wall", "wall");
    this.big = { label: label.big, wall: wall.big };
    this.apart = make("p", { class: "fsp-tc-apart" });

    this.chooser = make("select", { class: "fsp-tc-select", onchange: () => this.choose(this.chooser.value) }, this.rates.map((rate) => make("option", { value: rate.name }, [rate.name])));
    const head = make("div", { class: "fsp-tc-head" }, [
      make("span", { class: "fsp-tc-title" }, ["Timecode clock"]),
      make("label", { class: "fsp-tc-rate" }, ["Rate ", this.chooser]),
    ]);

    this.playing = iconButton("play", "Run the clock", () => this.toggle());
    this.playing.classList.add("fsp-tc-play");
    const plain = (/** @type {string} */ text, /** @type {() => void} */ act) => make("button", { type: "button", class: "fsp-button fsp-tc-plain", onclick: act }, [text]);
    const speeds = SPEEDS.map(({ times, say, words }) =>
      make("label", { class: "fsp-tc-speed", title: words }, [
        make("input", { type: "radio", name, value: times, "aria-label": `${say}, ${words}`, checked: times === this.times, onchange: () => this.hurry(times) }),
        make("span", {}, [say]),
      ]),
    );
    const transport = make("div", { class: "fsp-tc-bar" }, [
      make("div", { class: "fsp-tc-buttons" }, [
        this.playing,
        iconButton("frameBack", "One frame back (Left)", () => this.step(-1)),
        iconButton("frameForward", "One frame on (Right)", () => this.step(1)),
        plain("Minute’s start", () => this.edge(-1)),
        plain("Minute’s end", () => this.edge(1)),
      ]),
      make("fieldset", { class: "fsp-tc-speeds" }, [make("legend", { class: "fsp-tc-aloud" }, ["Speed"]), ...speeds]),
    ]);

    // the ten minutes, the minute, the pictures: each a closer look
    this.ten = make("div", { class: "fsp-tc-ten", "aria-hidden": "true" });
    this.rule = make("p", { class: "fsp-tc-note" });
    this.slider = make("input", { type: "range", class: "fsp-tc-slider", step: 1, "aria-label": "Place in this minute", oninput: () => this.move(Number(this.slider.value)) });
    const seconds = [0, 10, 20, 30, 40, 50, 60].map((s) => make("span", { style: { left: `${(s / 60) * 100}%` } }, [s === 60 ? "" : `${s} s`]));
    this.film = make("div", { class: "fsp-tc-film", "aria-hidden": "true" });
    this.seam = make("p", { class: "fsp-tc-note fsp-tc-seam" });
    const look = make("div", { class: "fsp-tc-look" }, [
      make("p", { class: "fsp-tc-heading" }, [(this.tenName = make("span"))]), this.ten, this.rule,
      make("p", { class: "fsp-tc-heading" }, [(this.minuteName = make("span"))]),
      make("div", { class: "fsp-tc-minute" }, [this.slider, make("div", { class: "fsp-tc-seconds", "aria-hidden": "true" }, seconds)]),
      make("p", { class: "fsp-tc-heading" }, ["Labels, and the pictures under them"]), this.film, this.seam,
    ]);

    this.typed = make("input", { type: "text", class: "fsp-tc-typed", size: 12, spellcheck: "false", autocomplete: "off", inputmode: "text", oninput: () => this.quiet() });
    this.said = make("div", { class: "fsp-tc-said", role: "status" });
    const jump = make("form", { class: "fsp-tc-jump", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.jump(event) }, [
      make("label", { class: "fsp-tc-ask" }, ["Go to a label or a frame ", this.typed]),
      make("button", { type: "submit", class: "fsp-button fsp-tc-plain" }, ["Go"]),
    ]);

    const fact = (/** @type {string} */ what) => {
      const value = make("dd");
      return { value, row: make("div", {}, [make("dt", {}, [what]), value]) };
    };
    this.facts = { frame: fact("Frame, counted from 0"), seconds: fact("Seconds of real time"), feet35: fact("35 mm, feet+frames"), feet16: fact("16 mm, feet+frames"), skipped: fact("Labels left out so far") };
    const facts = make("dl", { class: "fsp-tc-facts" }, Object.values(this.facts).map(({ row }) => row));
    this.told = make("div", { class: "fsp-tc-aloud", "aria-live": "polite" });
    const keys = make("p", { class: "fsp-tc-note fsp-tc-keys" }, ["Keys: arrows step a frame, with Shift a second; Home, End, Page Up and Page Down go to the edges of a minute; Space on the slider runs the clock."]);

    this.root = make("div", { class: "fsp-root fsp-tc", role: "group", "aria-label": "Timecode clock" }, [
      head, make("div", { class: "fsp-tc-faces" }, [label.panel, wall.panel]), this.apart, transport, facts, look, jump, this.said, keys, this.told,
    ]);
    this.root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.press(event));
  }

  // ---- going places

  /** @param {number} frame @param {boolean} [aloud] */
  move(frame, aloud = true) {
    this.frame = clamp(frame, 0, framesADay(this.rate) - 1);
    if (this.running) this.from();
    this.draw();
    if (aloud) {
      this.quiet(); // what was said of another place
      this.tell();
    }
    this.keep();
  }

  /** @param {number} frames */
  step(frames) {
    if (this.running) this.stop();
    this.move(this.frame + frames);
  }

  /** @param {1 | -1} way */
  edge(way) {
    if (this.running) this.stop();
    this.move(minuteEdge(this.frame, this.rate, way));
  }

  /** @param {string} name */
  choose(name) {
    const rate = this.named(name);
    this.frame = sameMoment(this.frame, this.rate, rate);
    this.rate = rate;
    this.move(this.frame);
  }

  /** @param {Event} event */
  jump(event) {
    event.preventDefault();
    event.stopPropagation();
    const text = this.typed.value.trim();
    if (!text) return this.say("Type a label such as 01:00:00:00, or the number of a frame.");
    this.quiet();
    const found = read(text, this.rate);
    if ("frame" in found) {
      if (this.running) this.stop();
      this.move(found.frame, false);
      return this.say(`${timecode(this.frame, this.rate)} is frame ${this.frame}. ${apartInWords(this.frame, this.rate)}`);
    }
    this.typed.setAttribute("aria-invalid", "true");
    const { meant } = found;
    const instead = meant === undefined ? [] : [make("button", { type: "button", class: "fsp-button fsp-tc-plain", onclick: () => this.instead(meant) }, [`Go to ${timecode(meant, this.rate)}`])];
    this.say(found.refused, instead);
  }

  /** @param {number} frame */
  instead(frame) {
    this.typed.value = timecode(frame, this.rate);
    this.typed.focus();
    this.jump(new Event("submit"));
  }

  /** @param {string} words @param {HTMLElement[]} [more] */
  say(words, more = []) {
    this.said.replaceChildren(make("p", {}, [words]), ...more);
  }

  quiet() {
    this.typed.removeAttribute("aria-invalid");
    this.said.replaceChildren();
  }

  // ---- running

  toggle() {
    if (this.running) this.stop();
    else this.run();
  }

  run() {
    if (this.frame >= framesADay(this.rate) - 1) this.frame = 0; // the day is over: from the top
    this.quiet();
    this.from();
    let drawn = -Infinity;
    let kept = performance.now();
    const tick = (/** @type {number} */ now) => {
      const end = framesADay(this.rate) - 1;
      const seconds = this.origin + (Math.max(0, now - this.since) / 1000) * this.times;
      this.frame = Math.min(frameOf(seconds, this.rate), end);
      if (now - drawn >= (this.calm.matches ? 500 : 0)) {
        this.draw(!this.calm.matches && this.times === 1);
        drawn = now;
      }
      if (now - kept > 1000) {
        this.keep();
        kept = now;
      }
      if (this.frame >= end) this.stop();
      else this.running = requestAnimationFrame(tick);
    };
    this.running = requestAnimationFrame(tick);
    this.look();
  }

  /** Count on from the frame shown. */
  from() {
    this.origin = secondsOf(this.frame, this.rate);
    this.since = performance.now();
  }

  stop() {
    cancelAnimationFrame(this.running);
    this.running = 0;
    this.look();
    this.draw();
    this.tell();
    this.keep();
  }

  /** @param {number} times */
  hurry(times) {
    this.times = times;
    if (this.running) this.from();
  }

  look() {
    const name = this.running ? "Stop the clock" : "Run the clock";
    this.playing.replaceChildren(icon(this.running ? "pause" : "play"));
    this.playing.setAttribute("aria-label", name);
    this.playing.title = name;
    this.root.toggleAttribute("data-running", Boolean(this.running));
  }

  // ---- what is seen

  /** @param {boolean} [closely] the pictures too; at speed they would be a blur */
  draw(closely = !this.running) {
    const { frame, rate } = this;
    this.big.label.textContent = timecode(frame, rate);
    this.big.wall.textContent = wallClock(frame, rate);
    this.apart.textContent = apartInWords(frame, rate);
    this.facts.frame.value.textContent = grouped(frame);
    this.facts.seconds.value.textContent = realSeconds(frame, rate);
    this.facts.feet35.value.textContent = feet(frame, "35mm");
    this.facts.feet16.value.textContent = feet(frame, "16mm");
    this.facts.skipped.value.textContent = rate.drop ? grouped(skippedBefore(frame, rate)) : "none";
    this.chooser.value = rate.name;
    this.drawMinute();
    this.film.classList.toggle("fsp-tc-blurred", !closely);
    if (closely) this.drawFilm();
  }

  drawMinute() {
    const { frame, rate } = this;
    const { first, last, minute, skipped } = minuteOf(frame, rate);
    const label = timecode(frame, rate);
    this.slider.min = String(first);
    this.slider.max = String(last);
    this.slider.value = String(frame);
    this.slider.setAttribute("aria-valuetext", label);
    const state = `${rate.name} ${minute}`;
    if (this.drawn === state) return;
    this.drawn = state;
    const drop = leftOut(rate);
    const tens = minute - (minute % 10);
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    const clock = (/** @type {number} */ n) => `${two(Math.floor(n / 60))}:${two(n % 60)}`;
    this.tenName.textContent = `Ten minutes, from ${clock(tens)}`;
    this.ten.replaceChildren(
      ...Array.from({ length: 10 }, (_, n) => {
        const here = n === minute % 10;
        return make("span", { class: `fsp-tc-box${here ? " fsp-tc-here" : ""}${drop && n ? " fsp-tc-skips" : ""}` }, [
          make("b", {}, [`:${two((tens + n) % 60)}`]), make("i", {}, [drop && n ? `−${drop}` : "all"]),
        ]);
      }),
    );
    this.rule.textContent = drop
      ? `Nine of the ten leave out their first ${drop} labels: ${9 * drop} labels, and no picture, in ten minutes.`
      : `${rate.name} leaves out no label: every minute has ${60 * rate.nominal} of them.`;
    const short = skipped.map((one) => one.slice(8)).join(" ");
    this.minuteName.textContent = `This minute, ${clock(minute)}: ${last - first + 1} pictures` + (skipped.length ? `, labels ${short} left out` : "");
  }

  drawFilm() {
    const cells = strip(this.frame, this.rate, this.cells);
    this.film.style.setProperty("--fsp-tc-cells", String(cells.length));
    this.film.replaceChildren(
      ...cells.map(({ frame, label, skipped }, n) => {
        const tag = make("span", { class: "fsp-tc-tag" }, [label.slice(8)]);
        const holes = () => make("i", { class: "fsp-tc-holes" }); // elements, not a ground: words on a patterned ground are hard to read
        const parts = [tag, make("span", { class: "fsp-tc-picture" }, [holes(), make("span", {}, [grouped(frame)]), holes()])];
        if (skipped.length && n) parts.unshift(make("span", { class: "fsp-tc-out" }, skipped.map((one) => make("s", {}, [one.slice(8)]))));
        return make("span", { class: `fsp-tc-cell${frame === this.frame ? " fsp-tc-here" : ""}${skipped.length ? " fsp-tc-first" : ""}` }, parts);
      }),
    );
    const gap = cells.find(({ skipped }, n) => n && skipped.length);
    this.seam.textContent = gap
      ? `Between pictures ${gap.frame - 1} and ${gap.frame} no picture is missing. ${gap.skipped.join(" and ").replace(/^(.*) and (.*) and (.*) and /, "$1, $2, $3 and ")} are labels that no picture has.`
      : "Every label here has its picture.";
  }

  /** @param {number} width */
  fit(width) {
    const room = clamp(Math.floor(width / CELL), 3, 13);
    const cells = room % 2 ? room : room - 1; // the frame we are on stands in the middle
    if (cells === this.cells) return;
    this.cells = cells;
    if (!this.running) this.drawFilm();
  }

  /** For those who hear the page. */
  tell() {
    this.told.textContent = `${timecode(this.frame, this.rate)}, clock on the wall ${wallClock(this.frame, this.rate)}. ${apartInWords(this.frame, this.rate)}`;
  }

  // ---- keys, and the kernel

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || event.key === "Escape") return;
    event.stopPropagation(); // else a letter or an arrow pressed here would be a command to the notebook
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("input[type=text], select")) return;
    const radio = target.matches("input[type=radio]");
    const second = this.rate.nominal;
    /** @type {Record<string, () => void>} */ const keys = {
      PageUp: () => this.edge(1),
      PageDown: () => this.edge(-1),
      Home: () => this.step(minuteOf(this.frame, this.rate).first - this.frame),
      End: () => this.step(minuteOf(this.frame, this.rate).last - this.frame),
    };
    if (!radio) {
      const by = event.shiftKey ? second : 1;
      Object.assign(keys, { ArrowRight: () => this.step(by), ArrowUp: () => this.step(by), ArrowLeft: () => this.step(-by), ArrowDown: () => this.step(-by) });
    }
    if (!target.matches("button, input[type=radio]")) keys[" "] = () => this.toggle(); // a button's space is its own
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Tell the kernel where we are, if it is there. */
  keep() {
    const place = { rate: this.rate.name, frame: this.frame };
    const last = this.model.get("place");
    if (last.rate === place.rate && last.frame === place.frame) return;
    try {
      this.model.set("place", place);
      this.model.save_changes();
    } catch {
      // the kernel has gone: the clock goes on all the same
    }
  }

  /** Code, or another view of this clock, has moved it. */
  follow = () => {
    const { rate, frame } = this.model.get("place");
    if (rate === this.rate.name && frame === this.frame) return;
    if (this.running) return;
    this.rate = this.named(rate);
    this.frame = frame;
    this.draw();
    this.tell();
  };
}

export default {
  /** @param {{model: any, el: HTMLElement, signal?: AbortSignal}} context */
  render({ model, el, signal }) {
    const leaving = new AbortController();
    signal?.addEventListener("abort", () => leaving.abort());
    const clock = new Clock(model, leaving.signal);
    clock.root.dataset.ready = "";
    el.append(clock.root);
    return () => leaving.abort();
  },
};
