// @ts-check
// The picture: a video without sound that follows the sound, and what is laid over it.
import { make } from "./dom.js";
import { nudge } from "./core/sync.js";
import { FLUTTER_MARKS, onScreen } from "./core/signals.js";
import { hub } from "./sound.js";

const INSIDE = 0.002; // s into a frame: clear of its edge even where times are rounded to milliseconds
const PUNCH_HEIGHT = 0.12; // radius, of the picture's height: small enough for any number of flashes to be safe
const JUMP = 0.06; // s a jump takes, about
const CHECK = 80; // ms between looks at the clock

export class Picture {
  constructor() {
    this.video = /** @type {HTMLVideoElement} */ (
      make("video", { class: "fsp-video", playsinline: true, preload: "auto", disablepictureinpicture: true, "aria-hidden": "true", tabindex: -1 })
    );
    this.video.muted = true;
    this.grain = make("div", { class: "fsp-grain", "aria-hidden": "true" });
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "fsp-overlay", "aria-hidden": "true" }));
    this.caption = make("div", { class: "fsp-caption", "aria-hidden": "true" });
    this.element = make("div", { class: "fsp-screen" }, [this.video, this.grain, this.canvas, this.caption]);
    this.video.addEventListener("seeked", () => {
      if (this.video.paused && this.wanted !== undefined && Math.abs(this.video.currentTime - this.wanted) > INSIDE / 2) this.video.currentTime = this.wanted;
    });
    this.url = "";
    this.ready = false;
    /** @type {number | undefined} */ this.wanted = undefined;
    /** A run asked for before there was a picture. @type {{seconds: number, wait: number, asked: number} | null} */ this.due = null;
    this.since = 0; // performance.now() of the start
    this.checked = 0;
    this.learned = true;
    this.timer = 0;
    this.dirty = false;
  }

  /** It goes on from what was asked of it in the meantime. @param {ArrayBuffer} data @param {string} mime @param {number} seconds what to show first, if nothing was asked @returns {Promise<void>} */
  load(data, mime, seconds) {
    this.url = URL.createObjectURL(new Blob([data], { type: mime }));
    return new Promise((done, fail) => {
      this.video.addEventListener("loadeddata", () => (this.begin(seconds), done()), { once: true });
      this.video.addEventListener("error", () => fail(new Error("this browser cannot show the picture")), { once: true });
      this.video.src = this.url;
    });
  }

  /** There is a picture: run if the sound does, else stand. @param {number} seconds where, if nothing was asked */
  begin(seconds) {
    const { due } = this;
    this.ready = true;
    this.due = null;
    if (!due) return this.show(this.wanted === undefined ? seconds : this.wanted - INSIDE);
    const late = (performance.now() - due.asked) / 1000 - due.wait; // of it has been heard
    if (late <= 0) return this.run(due.seconds, -late);
    this.run(due.seconds + late + JUMP, JUMP);
    this.learned = true; // such a start tells nothing of how long a video takes
  }

  /** Show the frame at a time. @param {number} seconds */
  show(seconds) {
    this.due = null;
    this.wanted = seconds + INSIDE;
    if (this.ready && !this.video.seeking) this.video.currentTime = this.wanted; // else when it has arrived: a dragged playhead asks often
  }

  /** Run from a position whose sound reaches the ear in `wait` seconds. @param {number} seconds @param {number} wait */
  run(seconds, wait) {
    this.wanted = undefined;
    if (!this.ready) return void (this.due = { seconds, wait, asked: performance.now() });
    if (Math.abs(this.video.currentTime - seconds) > 0.02) this.video.currentTime = seconds + INSIDE;
    this.video.playbackRate = 1;
    this.learned = false;
    clearTimeout(this.timer);
    // a video takes its time to start: as long as the last one took
    this.timer = setTimeout(() => {
      this.since = performance.now();
      this.video.play().catch(() => {});
    }, Math.max(0, (wait - hub().pictureLag) * 1000));
  }

  /** @param {number} seconds */
  halt(seconds) {
    clearTimeout(this.timer);
    this.video.pause();
    this.show(seconds);
  }

  /** Keep up with the sound. @param {number} position @param {number} now performance.now() */
  follow(position, now) {
    if (!this.ready || this.video.seeking || this.video.paused || now - this.checked < CHECK) return;
    this.checked = now;
    const ahead = this.video.currentTime - position;
    const age = (now - this.since) / 1000;
    if (!this.learned && age > 0.15) {
      this.learned = true;
      if (Math.abs(ahead) < 0.2) hub().pictureLag = Math.min(0.2, Math.max(0, hub().pictureLag - ahead * 0.5));
    }
    const { jump, rate } = nudge(ahead, age);
    if (jump) {
      this.since = now;
      this.video.currentTime = position + JUMP
    }
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  /** Film grain, added here because it would double the size of the film. @param {boolean} on @param {boolean} moving */
  showGrain(on, moving) {
    if (on && !this.grain.style.backgroundImage) this.grain.style.backgroundImage = `url(${noise()})`;
    this.grain.hidden = !on;
    if (on && moving) this.grain.style.backgroundPosition = `${Math.floor(Math.random() * 192)}px ${Math.floor(Math.random() * 192)}px`;
  }

  /** Streamers and punches at a frame. @param {import("./core/signals.js").Signal[]} list @param {boolean[]} flashes
   * @param {number} frame @param {number} second frames @param {{streamers: boolean, flash: boolean, flutter: boolean}} show */
  overlay(list, flashes, frame, second, show) {
    const { streamers: lines, punches: discs, flutters: runs } = onScreen(list, frame, second);
    const streamers = show.streamers ? lines : [];
    const punches = show.streamers ? discs : [];
    const flutters = show.flutter ? runs.slice(0, 1) : []; // the next hit's: two runs over each other could not be counted
    if (!streamers.length && !punches.length && !flutters.length && !this.dirty) return;
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const ratio = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const style = getComputedStyle(this.element);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(`--fsp-${name}`).trim();
    const font = style.fontFamily;
    streamers.forEach(({ index, x }, row) => {
      const inks = { line: colour(`streamer-${list[index].kind}`), edge: colour("streamer-edge") };
      drawStreamer(pen, list[index], x * width, height, inks);
      drawLabel(pen, list[index].label, row, width, height, inks, font);
    });
    for (const { index, fade } of punches) {
      pen.globalAlpha = Math.min(1, fade * 1.5);
      pen.beginPath();
      pen.arc(width / 2, height / 2, Math.min(80, height * PUNCH_HEIGHT), 0, 7);
      pen.fillStyle = pen.strokeStyle = colour(`streamer-${list[index].kind}`);
      pen.lineWidth = 3;
      if (show.flash && flashes[index]) pen.fill();
      else pen.stroke();
      pen.globalAlpha = 1;
    }
    for (const { index, marks } of flutters) drawFlutter(pen, marks, width, height, { line: colour(`streamer-${list[index].kind}`), edge: colour("streamer-edge") });
    this.dirty = streamers.length + punches.length + flutters.length > 0;
  }

  /** @param {string} text */
  say(text) {
    if (this.caption.textContent !== text) this.caption.textContent = text;
    this.caption.hidden = !text;
  }

  dispose() {
    clearTimeout(this.timer);
    this.video.pause();
    this.video.removeAttribute("src");
    this.video.load();
    if (this.url) URL.revokeObjectURL(this.url);
  }
}

/** How each kind of streamer is drawn, besides its colour: line, dashes, and the mark at its two ends. */
const STYLES = {
  start: { width: 6, dash: [], mark: "arrow", twin: false },
  warning: { width: 4, dash: [18, 10], mark: "bar", twin: false },
  end: { width: 3, dash: [], mark: "square", twin: true },
  hit: { width: 3, dash: [], mark: "diamond", twin: false },
};

/** @param {CanvasRenderingContext2D} pen @param {import("./core/signals.js").Signal} signal @param {number} x @param {number} height
 * @param {{line: string, edge: string}} inks */
function drawStreamer(pen, signal, x, height, inks) {
  const style = STYLES[signal.kind];
  const dash = signal.kind === "hit" && !signal.must ? [5, 7] : style.dash;
  pen.setLineDash(dash);
  for (const at of style.twin ? [x - 9, x] : [x])
    for (const [width, paint, alpha] of /** @type {[number, string, number][]} */ ([[style.width + 2, inks.edge, 0.55], [style.width, inks.line, 1]])) {
      pen.strokeStyle = paint;
      pen.globalAlpha = alpha;
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(at, 0);
      pen.lineTo(at, height);
      pen.stroke();
    }
  pen.setLineDash([]);
  pen.fillStyle = inks.line;
  for (const [y, down] of [[0, 1], [height, -1]]) {
    pen.beginPath();
    if (style.mark === "arrow") {
      pen.moveTo(x - 3, y);
      pen.lineTo(x + 17, y + 9 * down);
      pen.lineTo(x - 3, y + 18 * down);
    } else if (style.mark === "diamond") {
      pen.moveTo(x, y);
      pen.lineTo(x + 7, y + 9 * down);
      pen.lineTo(x, y + 18 * down);
      pen.lineTo(x - 7, y + 9 * down);
    } else if (style.mark === "bar") pen.rect(x - 9, down > 0 ? y : y - 5, 18, 5);
    else pen.rect(x - 15, down > 0 ? y : y - 12, 21, 12);
    pen.fill();
  }
}

/** A row of small discs over the middle of the picture: empty at first, filled one by one, all full on the hit.
 * @param {CanvasRenderingContext2D} pen @param {number} marks @param {number} width @param {number} height @param {{line: string, edge: string}} inks */
function drawFlutter(pen, marks, width, height, inks) {
  const radius = Math.max(3, Math.min(7, height / 60));
  for (let i = 0; i < FLUTTER_MARKS; i++) {
    const x = width / 2 + (i - (FLUTTER_MARKS - 1) / 2) * radius * 4;
    pen.beginPath();
    pen.arc(x, height * 0.18, radius, 0, 7);
    for (const [wide, paint, alpha] of /** @type {[number, string, number][]} */ ([[4, inks.edge, 0.55], [2, inks.line, 1]])) {
      pen.lineWidth = wide;
      pen.strokeStyle = paint;
      pen.globalAlpha = alpha;
      pen.stroke();
    }
    pen.fillStyle = inks.line;
    if (i < marks) pen.fill();
  }
}

/** Names stand still at the right edge, where the streamers arrive: words that run cannot be read.
 * @param {CanvasRenderingContext2D} pen @param {string} label @param {number} row from the foot @param {number} width @param {number} height
 * @param {{line: string, edge: string}} inks @param {string} font */
function drawLabel(pen, label, row, width, height, inks, font) {
  if (!label) return;
  pen.font = `600 ${Math.max(11, Math.min(14, height / 30))}px ${font}`;
  const size = pen.measureText(label).width;
  const left = width - size - 18;
  const middle = height - 32 - row * 24; // above the mark at the foot
  pen.globalAlpha = 0.62;
  pen.fillStyle = inks.edge;
  pen.fillRect(left - 6, middle - 10, size + 12, 20);
  pen.globalAlpha = 1;
  pen.fillStyle = inks.line;
  pen.textBaseline = "middle";
  pen.fillText(label, left, middle + 0.5);
}

/** A small tile of noise, made once. */
let tile = "";
function noise() {
  if (tile) return tile;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 192;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = pen.createImageData(192, 192);
  for (let i = 0; i < image.data.length; i += 4) {
    const value = (Math.random() + Math.random() + Math.random() - 1.5) / 1.5; // nearly normal
    image.data[i] = image.data[i + 1] = image.data[i + 2] = value > 0 ? 255 : 0;
    image.data[i + 3] = Math.abs(value) * 22;
  }
  pen.putImageData(image, 0, 0);
  return (tile = canvas.toDataURL());
}

/** A small picture of each frame asked for, from a second video of the same file.
 * @param {string} url @param {number[]} seconds @param {() => boolean} wanted @returns {Promise<string[]>} */
export async function thumbnails(url, seconds, wanted) {
  const video = document.createElement("video");
  video.muted = true;
  video.src = url;
  await new Promise((done, fail) => {
    video.addEventListener("loadeddata", done, { once: true });
    video.addEventListener("error", () => fail(new Error("no thumbnails")), { once: true });
  });
  const canvas = document.createElement("canvas");
  canvas.width = 160;
  canvas.height = Math.round((160 * video.videoHeight) / video.videoWidth);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const out = [];
  for (const time of seconds) {
    if (!wanted()) break;
    video.currentTime = time;
    await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    out.push(canvas.toDataURL("image/jpeg", 0.7));
  }
  video.removeAttribute("src");
  video.load();
  return out;
}

