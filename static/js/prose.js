/** Pieces of an explanation: names in bold, formulas, a sum line by line. */

import { html, m } from "./dom.js";
import { isName, shorten } from "./names.js";
import { typeset } from "./typeset.js";

export const IN_TEXT = 30; // letters of a name in a sentence

/**
 * A name in bold; a piece of program as the formula it is.
 *
 * @param {string[]} names
 * @param {number} id
 */
export function nameOf(names, id) {
  const name = names[id];
  const set = isName(name) || [...name].length > IN_TEXT ? null : typeset(name);
  return html("b", {}, set ? m("math", set.element) : shorten(name, IN_TEXT));
}

/**
 * @param {string[]} names
 * @param {number[]} ids
 */
export function list(names, ids) {
  return ids.flatMap((id, i) => (i === 0 ? [nameOf(names, id)] : [" and ", nameOf(names, id)]));
}

/**
 * @param {string} classes
 * @param {...Element} formulas
 */
export function block(classes, ...formulas) {
  return html("div", { class: classes }, ...formulas);
}

/** @param {HTMLElement[]} children */
export function rows(children) {
  return html("dl", { class: "sum" }, ...children);
}

/**
 * @param {string | (Node | string)[]} label
 * @param {string} value
 * @param {string} tone
 */
export function row(label, value, tone) {
  const term = html("dt", {}, ...(typeof label === "string" ? [shorten(label, 40)] : label));
  return html("div", { class: tone }, term, html("dd", {}, value));
}
