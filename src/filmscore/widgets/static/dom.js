// @ts-check
// Making elements, and the player's icons (drawn: a glyph may be missing from the reader's fonts).

/** @param {string} tag @param {Record<string, any>} [props] attributes; `on…` are listeners
 * @param {(Node | string)[]} [children] @returns {any} */
export function make(tag, props = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, String(text));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** 24 × 24, filled with the text colour unless a stroke is asked for */
const SHAPES = {
  play: '<path d="M7 4.5v15l12.5-7.5z"/>',
  pause: '<path d="M6 5h4.2v14H6zM13.8 5H18v14h-4.2z"/>',
  start: '<path d="M5 5h2.4v14H5zM19.5 5v14L9 12z"/>',
  frameBack: '<path d="M14.5 6v12L6 12zM16.5 6h2v12h-2z"/>',
  frameForward: '<path d="M9.5 6v12l8.500-6zM5.500 6h2v12h-2z"/>',
  hitBack: '<path d="M9.500 6v12L2.500 12z"/><path d="M16.500 5.500L22 12l-5.500 6.500L11 12z"/>',
  good: '<path d="M4 12.500l2.200-2.200 4 4L18 6.500l2.200 2.200L10.200 18.700z"/>',
  near: '<path d="M3 14.500c3-6 6-6 9-2.500s6 3.500 9-2.500" fill="none" stroke="currentColor" stroke-width="3"/>',
  off: '<path d="M6.200 4L12 9.800 17.800 4 20 6.200 14.200 12l5.800 5.800-2.200 2.200-5.800-5.800L6.200 20 4 17.800 9.800 12 4 6.200z"/>',
  hitForward: '<path d="M14.500 6v12l7-6z"/><path d="M7.500 5.500L13 12l-5.500 6.500L2 12z"/>',
};

/** @param {keyof typeof SHAPES} name */
export function icon(name) {
  const holder = document.createElement("span");
  holder.className = "fsp-icon";
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
  return holder;
}

/** A button that shows a sign and says a name. @param {keyof typeof SHAPES} sign @param {string} name @param {() => void} act */
export const iconButton = (sign, name, act) =>
  make("button", { type: "button", class: "fsp-button", "aria-label": name, title: name, onclick: act }, [icon(sign)]);

/** The bytes of a message's part as a buffer of their own: a decoder takes its argument away, and a part is a window on more.
 * @param {DataView} view @returns {ArrayBuffer} */
export const bytesOf = (view) => /** @type {ArrayBuffer} */ (view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
