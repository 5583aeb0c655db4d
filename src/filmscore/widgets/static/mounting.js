// @ts-check
// How a widget comes into a page and leaves it again, whichever it is.
import { takeGifts } from "./library.js";

/** @param {new (model: any, signal: AbortSignal) => {root: HTMLElement}} Widget what is shown: made once for each place it is shown in */
export const mounted = (Widget) => ({
  /** @param {{model: any}} context */
  initialize: ({ model }) => takeGifts(model),
  /** @param {{model: any, el: HTMLElement, signal?: AbortSignal}} context */
  render({ model, el, signal }) {
    const leaving = new AbortController();
    signal?.addEventListener("abort", () => leaving.abort());
    el.append(new Widget(model, leaving.signal).root);
    return () => leaving.abort();
  },
});
