// @ts-check
// The net's controls: the moves, home, undo, the path to be heard, who sings and how long.
import { MOVES } from "./core/net.js";
import { icon, make } from "./dom.js";

/** @param {string} name @param {string} key @param {() => void} act @param {string} [title] */
const button = (name, key, act, title = name) =>
  make("button", { type: "button", class: "fsp-button fsp-tn-button", title: `${title} (key ${key})`, onclick: act }, [make("span", {}, [name]), make("kbd", { "aria-hidden": "true" }, [key])]);

/** @param {{move: (letter: string) => void, preview: (letter: string) => void, home: () => void, undo: () => void, redo: () => void, clear: () => void, path: () => void, picture: () => void, bass: (on: boolean) => void,
 *   beats: (beats: string) => void, scroll: (by: 1 | -1) => void}} acts
 * @param {{picture: boolean, beats: string[], to: any}} data */
export function tools(acts, data) {
  const letters = Object.entries(MOVES).map(([letter, [made, name]]) => make("button", {
    type: "button", class: "fsp-button fsp-tn-move-button", title: `${letter}, ${name}${made === letter ? "" : `: ${made}`} (key ${letter})`, "aria-label": `${letter}, ${name}`, onclick: () => acts.move(letter),
    onmouseenter: () => acts.preview(letter), onmouseleave: () => acts.preview(""), onfocus: () => acts.preview(letter), onblur: () => acts.preview(""),
  }, [letter]));
  const from = make("span", { class: "fsp-tn-caption" });
  const to = make("label", { class: "fsp-tn-field" }, [make("span", { class: "fsp-tn-caption" }, ["Shortest way to"]), data.to]);
  const moves = make("div", { class: "fsp-tn-moves", role: "group", "aria-label": "Moves" }, [from, make("div", { class: "fsp-tn-letters" }, letters), to]);

  const home = button("Home", "T", acts.home, "Make the triad in focus home, or take that back");
  const back = button("Undo", "U", acts.undo);
  const again = button("Redo", "⇧U", acts.redo);
  const clear = button("Clear", "Del", acts.clear, "Clear the path");
  const edit = make("div", { class: "fsp-tn-edit", role: "group", "aria-label": "The path" }, [home, back, again, clear]);

  const path = make("button", { type: "button", class: "fsp-button fsp-play fsp-tn-hear", onclick: acts.path });
  const picture = make("button", { type: "button", class: "fsp-button fsp-tn-hear fsp-tn-second", onclick: acts.picture });
  const bass = make("input", { type: "checkbox", onchange: () => acts.bass(bass.checked) });
  const beats = make("select", { class: "fsp-input fsp-tn-beats", "aria-label": "Beats a triad", onchange: () => acts.beats(beats.value) }, data.beats.map((one) => make("option", { value: one }, [one])));
  const long = make("span", { class: "fsp-tn-caption" });
  const listen = make("div", { class: "fsp-tn-listen", role: "group", "aria-label": "Hear" }, [
    make("div", { class: "fsp-tn-hears" }, [path, ...(data.picture ? [picture] : [])]),
    make("div", { class: "fsp-tn-options" }, [
      make("label", { class: "fsp-tn-field" }, [make("span", { class: "fsp-tn-caption" }, ["Beats a triad"]), beats, long]),
      make("label", { class: "fsp-tn-check" }, [bass, make("span", {}, ["with a bass"])]),
    ]),
  ]);
  const nudge = make("div", { class: "fsp-tn-nudge", role: "group", "aria-label": "Scroll the net" }, [
    make("button", { type: "button", class: "fsp-button fsp-tn-button", "aria-label": "Show more to the left", onclick: () => acts.scroll(-1) }, ["←"]),
    make("button", { type: "button", class: "fsp-button fsp-tn-button", "aria-label": "Show more to the right", onclick: () => acts.scroll(1) }, ["→"]),
  ]);

  /** What sounds, on the buttons. @param {string} what */
  const turned = (what) => {
    for (const [one, name, text, key] of /** @type {[any, string, string, string][]} */ ([[path, "path", "Hear the path", "K"], [picture, "picture", "With the picture", "⇧K"]])) {
      const words = what === name ? "Stop" : text;
      one.replaceChildren(icon(what === name ? "pause" : "play"), make("span", {}, [words]));
      one.title = `${words} (key ${key})`;
    }
  };
  const off = (/** @type {HTMLElement} */ one, /** @type {boolean} */ on) => one.setAttribute("aria-disabled", String(!on));
  /** @param {import("./core/walk.js").Mark} mark @param {{past: boolean, future: boolean, last: string, home: string, frames: number}} now */
  const show = (mark, { past, future, last, home: at, frames }) => {
    from.textContent = last ? `From ${last}` : "Moves";
    letters.forEach((one) => off(one, last !== ""));
    home.firstElementChild.textContent = at ? `Home: ${at}` : "Home";
    off(back, past);
    off(again, future);
    off(clear, last !== "");
    if (![...beats.options].some((one) => one.value === mark.beats)) beats.append(make("option", { value: mark.beats }, [mark.beats]));
    beats.value = mark.beats;
    long.textContent = frames ? `${Number(frames.toFixed(1))} frames` : "";
    bass.checked = mark.bass;
  };
  return { moves, edit, listen, nudge, turned, show };
}
