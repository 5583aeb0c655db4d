// @ts-check
// Making what is drawn: shapes, lines and words of a drawing in the page.

/** @param {string} tag @param {Record<string, any>} [props] attributes; null, undefined and false leave one out @param {(Node | string)[]} [children] @returns {SVGElement} */
export const drawn = (tag, props = {}, children = []) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) if (value != null && value !== false) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
};
