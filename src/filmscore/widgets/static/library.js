// @ts-check
// Getting picture and sound: asked of the kernel once for each page, decoded when somebody is about to listen.
import { bytesOf } from "./dom.js";
import { hearAnyway } from "./hearing_anyway.js";
import { decode, hub } from "./sound.js";

/** @typedef {{name: string, family: string, mime: string, font?: string, data: ArrayBuffer}} Part */

/** @param {any} message @param {DataView[]} buffers @returns {Part[]} */
const partsOf = (message, buffers) => message.items.map((/** @type {any} */ item, /** @type {number} */ i) => ({ ...item, data: bytesOf(buffers[i]) }));

const gifts = {}; // on whose account the gifts of this widget are kept until its player has taken them

/** While cells run, a kernel answers nobody; so it gives what a player will need first before it is asked.
 * @param {import("./scene.d.ts").Model} model @returns {() => void} to stop taking */
export function takeGifts(model) {
  const take = (/** @type {any} */ message, /** @type {DataView[]} */ buffers) => {
    if (message?.type === "gift") hub().bytes.bring(message.name, gifts, partsOf(message, buffers));
  };
  model.on("msg:custom", take);
  void hearAnyway(model);
  return () => {
    model.off("msg:custom", take);
    leaveGifts();
  };
}

export const leaveGifts = () => hub().bytes.leave(gifts);

export class Library {
  /** @param {import("./scene.d.ts").Model} model @param {object} user on whose account things are kept */
  constructor(model, user) {
    this.model = model;
    this.user = user;
    this.closed = false;
    // another view of the same widget hears the same answers: the numbers must not meet
    this.count = Math.floor(Math.random() * 1e9);
    /** @type {Map<number, {done: (parts: Part[]) => void, fail: (why: Error) => void}>} */
    this.waiting = new Map();
    /** @param {any} message @param {DataView[]} buffers */
    this.listen = (message, buffers) => {
      const asked = this.waiting.get(message?.id);
      if (!asked) return;
      this.waiting.delete(message.id);
      if (message.type === "media") asked.done(partsOf(message, buffers));
      else asked.fail(new Error(message.why ?? "the kernel refused"));
    };
    model.on("msg:custom", this.listen);
  }

  /** @param {Record<string, string>} request @returns {Promise<Part[]>} */
  ask(request) {
    return new Promise((done, fail) => {
      const id = ++this.count;
      this.waiting.set(id, { done, fail });
      this.model.send({ type: "send", id, ...request });
    });
  }

  /** @param {string} name by which players share it @param {Record<string, string>} request */
  async bytes(name, request) {
    const take = () => hub().bytes.take(name, this.user, () => this.ask(request));
    try {
      return await take();
    } catch (error) {
      if (this.closed || !(/** @type {any} */ (error).closed)) throw error;
      return take(); // another player had asked, and was closed before the answer came: ask ourselves
    }
  }

  /** Decoded sounds of a request. @param {string} name @param {Record<string, string>} request
   * @returns {Promise<{name: string, family: string, font: string, buffer: AudioBuffer}[]>} */
  async sounds(name, request) {
    const parts = await this.bytes(name, request);
    return Promise.all(
      parts.map(async ({ name: stem, family, font = "", data }) => {
        const buffer = await hub().sounds.take(`${name}/${stem}`, this.user, () => decode(data));
        return { name: stem, family, font, buffer };
      }),
    );
  }

  /** Let go of decoded sound: all, or what was asked for under a name. @param {string} [name] */
  forget(name) {
    const { sounds } = hub();
    for (const key of [...sounds.things.keys()]) if (name === undefined || key.startsWith(`${name}/`)) sounds.leave(this.user, key);
  }

  dispose() {
    this.model.off("msg:custom", this.listen);
    this.closed = true;
    for (const { fail } of this.waiting.values()) fail(Object.assign(new Error("the player was closed"), { closed: true }));
    this.waiting.clear();
    for (const shelf of [hub().bytes, hub().sounds, hub().stills]) shelf.leave(this.user);
  }
}
