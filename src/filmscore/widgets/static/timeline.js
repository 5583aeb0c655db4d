// @ts-check
// The timeline: lanes on one time scale, frames and timecode above, bars and beats below, a playhead across all.
// It is one slider to the keyboard; its parts are drawn as elements, so that the theme and the page's zoom fit them by themselves.
import { make } from "./dom.js";
import { clamp, timeMarks } from "./core/time.js";
import { barLabels } from "./core/beats.js";
import { nearest } from "./core/signals.js";

const SNAP = 7; // px: how near to a hit a click counts as on it
const TIMECODE_ROOM = 92; // px a timecode label needs
const BAR_ROOM = 26; // px a bar number needs
const LEAST_LABEL = 30; // px: a shorter label says nothing; its title still does

/** A lane that stays empty whatever music is chosen takes no room. @param {import("./scene.d.ts").Scene} scene
 * @returns {Record<string, boolean>} */
function lanesUsed({ first, last, lines, cues, marking, counting }) {
  const inside = (/** @type {{start: number, end: number}} */ span) => span.end > first && span.start < last;
  return {
    time: true,
    shots: true,
    lines: lines.some(inside),
    hits: marking || cues.some((cue) => cue.hits.some((hit) => hit.frame >= first && hit.frame <= last)),
    cues: marking || cues.some((cue) => cue.entries.some(inside) || cue.silences.some(inside)),
    beats: counting || cues.some((cue) => cue.grid && inside({ start: cue.grid.beats[0].frame, end: cue.grid.end })),
  };
}

export class Timeline {
  /** @param {import("./scene.d.ts").Scene} scene @param {(frame: number, dragging: boolean) => void} seek @param {AbortSignal} signal */
  constructor(scene, seek, signal) {
    this.scene = scene;
    this.first = scene.first;
    this.last = scene.last;
    this.at = scene.first; // where the playhead stands
    /** @type {import("./scene.d.ts").Cue | null} */ this.cue = null;
    /** @type {import("./core/signals.js").Hit[]} */ this.hits = [];
    const lane = (/** @type {string} */ name) => make("div", { class: `fsp-lane fsp-lane-${name}` });
    this.lanes = { time: lane("time"), shots: lane("shots"), lines: lane("lines"), hits: lane("hits"), cues: lane("cues"), beats: lane("beats") };
    this.playhead = make("div", { class: "fsp-playhead" });
    this.slider = make(
      "div",
      { class: "fsp-lanes", role: "slider", tabindex: 0, "aria-label": "Position in the film", "aria-orientation": "horizontal", "aria-valuemin": this.first, "aria-valuemax": this.last, "aria-valuenow": this.first },
      [...Object.values(this.lanes), this.playhead],
    );
    const names = { time: "Time", shots: "Shots", lines: "Lines", hits: "Hits", cues: "Music", beats: "Bars" };
    const used = lanesUsed(scene);
    const gutter = make("div", { class: "fsp-gutter", "aria-hidden": "true" }, Object.entries(names).map(([key, text]) => make("span", { class: `fsp-lane-${key}`, hidden: !used[key] }, [text])));
    for (const [key, element] of Object.entries(this.lanes)) element.hidden = !used[key];
    this.element = make("div", { class: "fsp-timeline" }, [gutter, this.slider]);
    /** @type {HTMLElement[]} */ this.shots = [];
    this.drawFilm();

    const frameAt = (/** @type {PointerEvent} */ event) => {
      const box = this.slider.getBoundingClientRect();
      const scale = (this.last - this.first) / box.width;
      const frame = this.first + (event.clientX - box.left) * scale;
      const hit = event.shiftKey ? undefined : nearest(this.cue?.hits ?? [], frame, SNAP * scale);
      return clamp(hit ? hit.frame : Math.round(frame), this.first, this.last);
    };
    this.slider.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      this.slider.setPointerCapture(event.pointerId);
      seek(frameAt(event), true);
    }, { signal });
    this.slider.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (event.buttons & 1 && this.slider.hasPointerCapture(event.pointerId)) seek(frameAt(event), true);
    }, { signal });
    this.slider.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => {
      if (event.button === 0) seek(frameAt(event), false);
    }, { signal });
    this.slider.addEventListener("pointercancel", (/** @type {PointerEvent} */ event) => seek(frameAt(event), false), { signal });
    const watcher = new ResizeObserver(() => this.layOut());
    watcher.observe(this.slider);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  /** @param {number} frame */
  percent(frame) {
    return ((frame - this.first) / (this.last - this.first)) * 100;
  }

  /** A span as an element, cut to the part shown; null if it lies outside.
   * @param {string} kind @param {{start: number, end: number, mark?: import("./scene.d.ts").Held}} span @param {string} title @param {(Node | string)[]} inside */
  bar(kind, span, title, inside) {
    const start = Math.max(span.start, this.first);
    const end = Math.min(span.end, this.last);
    if (end <= start) return null;
    const style = { left: `${this.percent(start)}%`, width: `${this.percent(end) - this.percent(start)}%` };
    return this.held(make("div", { class: `fsp-span fsp-${kind}`, title, style }, inside), span.mark);
  }

  /** What can be taken hold of says so. @param {HTMLElement} element @param {import("./scene.d.ts").Held | undefined} mark */
  held(element, mark) {
    if (!mark) return element;
    element.dataset.mark = mark.key;
    element.classList.add("fsp-held");
    element.classList.toggle("fsp-chosen", mark.chosen);
    element.classList.toggle("fsp-open", mark.open);
    if (mark.edge !== "whole") element.dataset.edge = mark.edge;
    if (mark.row) element.style.setProperty("--fsp-row", String(mark.row));
    return element;
  }

  drawFilm() {
    const { scene, lanes } = this;
    for (const shot of scene.shots) {
      const still = make("div", { class: "fsp-shot-still" });
      const bar = this.bar("shot", shot, `${shot.name}: frames ${shot.start}–${shot.end}. ${shot.note}`, [still, make("span", { class: "fsp-label" }, [shot.name])]);
      if (!bar) continue;
      bar.dataset.middle = String(Math.floor((Math.max(shot.start, this.first) + Math.min(shot.end, this.last)) / 2));
      this.shots.push(bar);
      lanes.shots.append(bar);
    }
    for (const line of scene.lines) {
      const bar = this.bar("line", line, `${line.who}: “${line.text}” (frames ${line.start}–${line.end})`, [make("span", { class: "fsp-label", "data-short": line.who.slice(0, 1) }, [line.who])]);
      if (bar) lanes.lines.append(bar);
    }
  }

  /** Hits, cue and bars of another music. @param {import("./scene.d.ts").Cue} cue */
  show(cue) {
    this.cue = cue;
    const { hits, cues } = this.lanes;
    const inside = cue.hits.filter((h) => h.frame >= this.first && h.frame <= this.last);
    hits.replaceChildren(
      ...inside.map((hit) =>
        this.held(make("div", { class: "fsp-hit", title: `${hit.must ? "Must-hit" : "May-hit"} at frame ${hit.frame}: ${hit.label}`, style: { left: `${this.percent(hit.frame)}%` } }, [
          make("i", { class: hit.must ? "fsp-diamond" : "fsp-diamond fsp-may" }),
          make("span", { class: "fsp-label" }, [hit.label]),
        ]), hit.mark),
      ),
    );
    this.hits = inside;
    cues.replaceChildren();
    for (const silence of cue.silences) {
      const bar = this.bar("silence", silence, `Silence: ${silence.reason}`, [make("span", { class: "fsp-label" }, ["silence"])]);
      if (bar) cues.append(bar);
    }
    for (const entry of cue.entries) {
      const bar = this.bar("cue", entry, `${entry.id}: frames ${entry.start}–${entry.end}`, [make("span", { class: "fsp-label" }, [entry.id])]);
      if (bar) cues.append(bar);
    }
    const notes = cue.notes ?? [];
    notes.forEach((frame, index) => {
      if (frame < this.first || frame >= this.last) return;
      cues.append(make("i", { class: "fsp-note-tick", title: `Note ${index + 1} of ${notes.length}, frame ${frame}`, style: { left: `${this.percent(frame)}%` } }));
    });
    this.layOut();
  }

  /** What depends on the width: which labels have room. */
  layOut() {
    const width = this.slider.clientWidth;
    if (!width) return; // hidden: the observer calls again
    this.move(this.at);
    const { scene, first, last } = this;
    const pixels = width / (last - first);
    const text = (/** @type {number} */ frame, /** @type {string} */ label) => make("span", { class: "fsp-tick-label", style: { left: `${this.percent(frame)}%` } }, [label]);
    const tick = (/** @type {number} */ frame, /** @type {boolean} */ long) => make("i", { class: long ? "fsp-tick fsp-long" : "fsp-tick", style: { left: `${this.percent(frame)}%` } });
    const marks = timeMarks(first, last, scene.rate, scene.origin, width, TIMECODE_ROOM);
    this.lanes.time.replaceChildren(...marks.flatMap(({ frame, label }) => [tick(frame, label !== null), ...(label ? [text(frame, label)] : [])]));

    const grid = this.cue?.grid;
    const beats = [];
    if (grid) {
      const room = pixels * ((grid.end - grid.beats[0].frame) / grid.beats.length);
      const named = new Set(barLabels(grid, pixels, BAR_ROOM).map((b) => b.frame));
      for (const beat of grid.beats) {
        if (beat.frame < first || beat.frame >= last) continue;
        if (beat.beat !== 1 && room < 4) continue;
        const line = tick(beat.frame, beat.beat === 1);
        const held = beat.beat === 1 ? grid.held?.(beat.bar) : undefined;
        if (held) {
          line.classList.add("fsp-barline");
          line.title = `Bar ${beat.bar}, frame ${Number(beat.frame.toFixed(1))}${held.open ? "" : ", locked"}`;
          line.classList.toggle("fsp-locked", !held.open);
          line.classList.toggle("fsp-named", named.has(beat.frame));
        }
        beats.push(held ? this.held(line, held) : line);
        if (named.has(beat.frame) && (last - beat.frame) * pixels > 20) beats.push(text(beat.frame, String(beat.bar)));
      }
    }
    this.lanes.beats.replaceChildren(...beats);

    this.labelHits(pixels);
    for (const span of /** @type {NodeListOf<HTMLElement>} */ (this.slider.querySelectorAll(".fsp-span"))) {
      const label = /** @type {HTMLElement} */ (span.querySelector(".fsp-label"));
      const short = label.dataset.short;
      if (short) {
        label.dataset.whole ??= label.textContent ?? "";
        label.textContent = label.dataset.whole;
        const words = document.createRange();
        words.selectNodeContents(label);
        if (words.getBoundingClientRect().width > label.clientWidth) label.textContent = short; // an initial; the title says the rest
        label.hidden = span.clientWidth < 12;
      } else label.hidden = span.clientWidth < LEAST_LABEL;
    }
  }

  /** A hit's label stands after its diamond; where the next hit is too near, before it; else it is shortened.
   * @param {number} pixels per frame */
  labelHits(pixels) {
    let taken = 0; // px: everything left of this is in use
    this.hits.forEach((hit, index) => {
      const x = (hit.frame - this.first) * pixels;
      const next = this.hits[index + 1];
      const label = /** @type {HTMLElement} */ (this.lanes.hits.children[index].lastElementChild);
      label.style.maxWidth = "";
      label.hidden = false;
      label.classList.remove("fsp-before");
      const wish = label.offsetWidth;
      const room = next ? (next.frame - hit.frame) * pixels - 22 : (this.last - hit.frame) * pixels - 12;
      if (wish > room && x - taken - 15 >= wish) label.classList.add("fsp-before");
      else if (room < Math.min(LEAST_LABEL, wish)) label.hidden = true;
      else label.style.maxWidth = `${room}px`;
      taken = x + (label.hidden || label.classList.contains("fsp-before") ? 8 : 11 + Math.min(wish, room));
    });
  }

  /** @param {number} frame */
  move(frame) {
    this.at = frame;
    this.playhead.style.transform = `translateX(${(this.percent(frame) / 100) * this.slider.clientWidth}px)`;
  }

  /** Told only when it matters: a screen reader would read every change. @param {number} frame @param {string} words */
  tell(frame, words) {
    this.slider.setAttribute("aria-valuenow", String(frame));
    this.slider.setAttribute("aria-valuetext", words);
  }

  /** @param {string[]} stills one for each shot shown */
  illustrate(stills) {
    stills.forEach((url, index) => {
      const still = /** @type {HTMLElement | null} */ (this.shots[index]?.firstElementChild ?? null);
      if (still) still.style.backgroundImage = `url(${url})`;
    });
  }
}
