// @ts-check
// The cue player as a widget.
import { Player } from "./cue_player.js";
import { takeGifts } from "./library.js";

export default {
  /** @param {{model: import("./scene.d.ts").Model}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: import("./scene.d.ts").Model, el: HTMLElement, signal: AbortSignal}} context */
  render({ model, el, signal }) {
    new Player(model, signal).open(el);
  },
};
