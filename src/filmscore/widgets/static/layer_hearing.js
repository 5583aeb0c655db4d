// @ts-check
// What is heard of the layers, and what becomes of it: mute and solo, the bars that are played, the layer one would miss.
import { GUIDE } from "./mixer.js";
import { Player } from "./cue_player.js";
import { SKIPPED, effect, missed, rolesIn, saidIn, seen, sounding, without } from "./core/layers.js";
import { capital, counted } from "./core/words.js";
import { LayerReel, asPlayers } from "./layer_reel.js";

const REST = 150; // ms before the kernel is told what is heard
const ROUND = 200; // ms between two looks whether the next round is laid

/** @typedef {import("./core/layers.js").Mark} Mark */
/** @typedef {import("./core/layers.js").Told} Told */

/** What is seen of it is the business of those who extend it. */
export class LayerHearing extends Player {
  /** @param {any} model @param {AbortSignal} signal */
  constructor(model, signal) {
    super(asPlayers(model), signal);
    const data = (this.data = model.get("desk"));
    this.kernel = model;
    /** @type {string[]} */ this.ids = data.layers.map((/** @type {any} */ one) => one.id);
    /** @type {Told | null} */ this.lanesTold = model.get("kept").told ?? null;
    /** @type {[number, number] | null} */ this.barsChosen = null; // first and last of the bars chosen, as rows
    /** @type {number | null} */ this.anchor = null; // the bar from which bars are chosen by keys
    this.comparing = false;
    this.looping = false;
    this.missing = 0; // s for which the layer said has been missing
    this.missedText = "";
    this.lastAt = 0;
    this.reporting = this.rounds = this.turns = 0;
    /** @type {string[] | undefined} */ this.before = undefined; // who sounded
    this.reel = new LayerReel(this.model, this.picture, this.me, signal);
    /** @type {any} */ this.buttons = null;
    /** @type {any} */ this.rows = null;
    /** @type {any} */ this.steps = null;
    /** @type {any} */ this.stage = null;
    signal.addEventListener("abort", () => {
      clearTimeout(this.reporting);
      clearInterval(this.rounds);
    });
  }

  /** Everything may have changed. */
  refresh() {}

  /** @param {string} _id @param {[number, number] | null} _cell */
  look(_id, _cell) {}

  // ---- what there is

  get painted() {
    return /** @type {Mark[]} */ (this.steps.now);
  }

  get roles() {
    return rolesIn(this.painted);
  }

  /** The bars looked at. @returns {number[]} */
  get bars() {
    const { bars } = this.data;
    const [from, to] = this.barsChosen ?? [0, bars.length - 1];
    return bars.slice(from, to + 1).map((/** @type {any} */ one) => one.bar);
  }

  /** Frames that are played: of the bars chosen, else the whole span. @returns {[number, number]} */
  get range() {
    const { bars } = this.data;
    if (!this.barsChosen) return [this.scene.first, this.scene.last];
    return [Math.round(bars[this.barsChosen[0]].from), Math.round(bars[this.barsChosen[1]].to)];
  }

  /** The layers that sound. */
  get heardNow() {
    return this.comparing ? this.ids : sounding(this.ids, this.rows.muted, this.rows.soloed);
  }

  get found() {
    return this.lanesTold ? seen(this.lanesTold.collisions, this.heardNow, this.bars) : [];
  }

  /** A layer as it is called here. @param {string} id */
  named(id) {
    const name = this.lanesTold?.names?.[id];
    return name ? `${id}: ${name.label}` : id;
  }

  // ---- mute and solo

  /** @param {import("./mixer.js").Strip[]} strips @param {number} master */
  mixed(strips, master) {
    this.desk.mix(this.comparing ? strips.map((one) => (one.name === GUIDE ? one : { ...one, mute: false, solo: false })) : strips, master);
    if (!this.stage || !this.steps?.made) return;
    const now = this.heardNow;
    this.refresh();
    if (this.comparing || this.before === undefined) {
      this.before ??= now;
      return;
    }
    const before = this.before;
    this.before = now;
    this.tellHeard();
    if (before.length === now.length && before.every((id) => now.includes(id))) return;
    this.sayEffect(before, now);
    const said = saidIn(this.painted);
    if (now.includes(said) || !said) this.missing = 0;
    else if (!this.data.heard) this.tellMissed();
  }

  /** @param {string[]} before @param {string[]} now */
  sayEffect(before, now) {
    const gone = before.filter((id) => !now.includes(id));
    const come = now.filter((id) => !before.includes(id));
    const [list, verb] = gone.length ? [gone, "muted"] : [come, "sounds again"];
    const head = !gone.length && now.length === this.ids.length ? "All sound." : gone.length > 1 && now.length === 1 ? `${capital(this.named(now[0]))} alone.` : list.length > 2 ? `${capital(counted(list.length))} layers ${gone.length ? "muted" : "sound again"}.` : list.map((id) => `${capital(this.named(id))} ${verb}.`).join(" ");
    const { lanesTold } = this;
    this.say(lanesTold ? effect(head, without(lanesTold, this.data.lanes, this.bars, before, now)) : head);
  }

  /** The kernel is told what is heard and looked at. */
  tellHeard() {
    clearTimeout(this.reporting);
    this.reporting = setTimeout(() => {
      const { bars } = this.data;
      this.steps.keeper.tell({ type: "heard", muted: this.rows.muted, soloed: this.rows.soloed, bars: this.barsChosen ? this.barsChosen.map((row) => bars[row].bar) : null });
    }, REST);
  }

  allOn() {
    this.rows.set([], []);
  }

  /** All layers, as long as it is held. @param {boolean} on */
  compare(on) {
    if (this.comparing === on) return;
    this.comparing = on;
    this.rows.apply();
  }

  /** @param {"mute" | "solo"} what */
  turn(what) {
    const { strip } = this.rows.current;
    this.rows.turn(strip, what, !strip[what]);
  }

  only() {
    const { id } = this.rows.current;
    const alone = this.rows.soloed.length === 1 && this.rows.soloed[0] === id && !this.rows.muted.includes(id);
    this.rows.set(this.rows.muted.filter((/** @type {string} */ one) => one !== id), alone ? [] : [id]);
  }

  // ---- the layer one would miss

  /** @param {string} layer */
  sayMissed(layer) {
    this.steps.keep(this.painted.map((mark) => (mark.what === "said" ? { ...mark, layer } : mark)));
    this.missing = 0;
    this.refresh();
    this.rows.focus(this.rows.at, true); // the button that was pressed is gone
    if (layer !== SKIPPED && !this.data.heard && this.rows.muted.includes(layer)) this.tellMissed();
  }

  /** It has to be missing for a bar before one is told. */
  countMissing() {
    const now = this.desk.position();
    const by = now - this.lastAt;
    this.lastAt = now;
    const said = saidIn(this.painted);
    if (!said || said === SKIPPED || this.missedText || this.comparing || this.heardNow.includes(said) || by <= 0 || by > 1) return;
    this.missing += by;
    const [{ from, to }] = this.data.bars;
    if (this.missing >= (to - from) / this.second) this.tellMissed();
  }

  tellMissed() {
    const said = saidIn(this.painted);
    if (!this.lanesTold || !said || said === SKIPPED) return;
    const rest = this.ids.filter((id) => id !== said);
    const all = this.data.bars.map((/** @type {any} */ one) => one.bar);
    this.missedText = missed(this.named(said), without(this.lanesTold, this.data.lanes, all, this.ids, rest), (id) => this.named(id));
    this.refresh();
    this.say(this.missedText);
  }

  // ---- bars and playing

  /** @param {number} from row @param {number} to row */
  chooseBars(from, to) {
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    if (this.barsChosen?.[0] === a && this.barsChosen[1] === b) return; // a hand that moves says it often
    this.barsChosen = [a, b];
    this.desk.forgetRound(this.reel.tracks);
    this.tellHeard();
    this.refresh();
  }

  /** @param {1 | -1} by */
  grow(by) {
    const { cells } = this.rows.current;
    const from = (this.anchor ??= /** @type {number} */ (cells.row));
    cells.go(by > 0 ? "ArrowRight" : "ArrowLeft");
    this.chooseBars(from, cells.row);
    this.look(this.rows.current.id, [cells.row, cells.lane]);
    const { bars, unit } = this.data;
    const [a, b] = /** @type {[number, number]} */ (this.barsChosen);
    this.say(a === b ? `${capital(unit)} ${bars[a].bar}.` : `${capital(unit)}s ${bars[a].bar} to ${bars[b].bar}.`);
  }

  unchoose() {
    if (!this.barsChosen) return false;
    this.barsChosen = null;
    this.desk.forgetRound(this.reel.tracks);
    this.anchor = null;
    this.tellHeard();
    this.refresh();
    this.say(`All ${this.data.unit}s.`);
    return true;
  }

  loop() {
    this.looping = !this.looping;
    this.buttons.loop.setAttribute("aria-pressed", String(this.looping));
    this.desk.forgetRound(this.reel.tracks);
  }

  playFrom() {
    this.seek(this.range[0]);
    if (!this.desk.running) this.play();
  }

  begin() {
    super.begin();
    this.lastAt = this.desk.position();
    clearInterval(this.rounds);
    this.rounds = setInterval(() => this.goRound(), ROUND); // also while the page is hidden, and nothing is drawn
  }

  halt() {
    clearInterval(this.rounds);
    super.halt();
  }

  tick() {
    if (!this.goRound()) super.tick();
  }

  /** The next round is laid long before this one ends: it follows by the sound's own clock, without a seam. True if it had to begin anew. */
  goRound() {
    const { desk } = this;
    if (!this.looping || !desk.running) return false;
    const [from, to] = this.range.map((frame) => frame / this.second);
    const at = desk.position();
    if (desk.turns !== this.turns) {
      this.turns = desk.turns;
      this.picture.run(at, 0);
    }
    desk.around(this.reel.tracks, to, from);
    if (desk.next || at < to) return false;
    this.halt(); // too late for that, or there is no sound system
    this.frame = this.range[0];
    this.begin();
    return true;
  }

  /** The painter keeps no place. */
  tellKernel() {}
}
