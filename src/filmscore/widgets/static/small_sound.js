// @ts-check
// A small sound of a widget: its desk, what it gets from the kernel, its turn among the players of the page, and its end.
import { heard } from "./core/sync.js";
import { Drawing } from "./drawing.js";
import { Library } from "./library.js";
import { Desk, hub, leaveTurn, takeTurn } from "./sound.js";

export class SmallSound {
  /** @param {any} model @param {(text: string) => void} say @param {number} rest ms between two drawings where little movement is wished @param {AbortSignal} signal */
  constructor(model, say, rest, signal) {
    this.say = say;
    this.desk = new Desk();
    this.library = new Library(model, this);
    this.drawing = new Drawing(rest);
    this.asked = 0; // counts what was asked for: what comes after something newer was asked for is not wanted any more
    this.closed = false;
    this.me = { sleep: () => {}, pause: () => this.stop(), playing: () => this.sounds };
    hub().players.add(this.me);
    signal.addEventListener("abort", () => this.dispose());
  }

  /** Whether anything is heard. */
  get sounds() {
    return false;
  }

  stop() {}

  /** Open the desk, inside a click or a key press, and get what is to sound.
   * @template T @param {() => Promise<T>} get @returns {Promise<{open: boolean, got: T} | null>} null if it is not wanted any more, or cannot be: that is said */
  async ready(get) {
    const mine = ++this.asked;
    try {
      const [open, got] = await Promise.all([this.desk.open(), get()]);
      return mine === this.asked && !this.closed ? { open, got } : null;
    } catch (error) {
      if (mine === this.asked) this.complain(error);
      return null;
    }
  }

  /** @param {unknown} error */
  complain(error) {
    if (!this.closed) this.say(`There is no sound: ${/** @type {Error} */ (error).message}. Run the cell again.`);
  }

  /** From here on this is what the page lets be heard. */
  takeTurn() {
    takeTurn(this.me);
  }

  leaveTurn() {
    leaveTurn(this.me);
  }

  /** The clock's time of what comes out of the loudspeaker now. */
  get hearing() {
    const { desk } = this;
    return desk.silent ? desk.clock() : heard(desk.context.currentTime, desk.latency(), desk.context.getOutputTimestamp?.(), performance.now());
  }

  dispose() {
    if (this.closed) return;
    this.stop();
    this.closed = true;
    this.desk.dispose();
    this.library.dispose();
    hub().players.delete(this.me);
  }
}
