// @ts-check
// What the Layer painter plays: each layer is asked of the kernel by itself, so that nobody waits for all to come in one piece.
import { secondsOf } from "./core/time.js";
import { Reel } from "./reel.js";

/** A painter's model as a player's: the scene and the files lie with what the painter is told at its beginning.
 * @param {any} model */
export function asPlayers(model) {
  const { scene, media } = model.get("desk");
  /** @type {Record<string, any>} */ const known = { scene, media, frame: scene.first, chosen: scene.cues[0].label };
  return /** @type {import("./scene.d.ts").Model} */ ({
    get: (/** @type {string} */ name) => known[name] ?? model.get(name),
    on: (/** @type {string} */ name, /** @type {any} */ act) => model.on(name, act),
    off: (/** @type {string} */ name, /** @type {any} */ act) => model.off(name, act),
    send: (/** @type {any} */ message) => model.send(message),
  });
}

export class LayerReel extends Reel {
  /** @param {import("./scene.d.ts").Cue} cue */
  async loadMusic(cue) {
    const { sound } = /** @type {any} */ (this.library.model.get("desk"));
    const start = secondsOf(cue.start, this.scene.rate);
    const asked = cue.heard ? cue.stems : [];
    const parts = await Promise.all(asked.map(({ name }) => this.library.sounds(`${sound}/${name}`, { what: `stem ${name}` })));
    if (this.signal.aborted) return false;
    this.music = parts.map(([{ buffer }], i) => ({ channel: `${cue.label}/${asked[i].name}`, start, buffer }));
    return true;
  }
}
