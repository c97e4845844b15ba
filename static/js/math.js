/** Formulas as MathML, which every current browser draws by itself. */

import { m } from "./dom.js";
import { isName } from "./names.js";
import { named, typeset } from "./typeset.js";

export { m };

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * A formula on a line of its own.
 *
 * @param {...Node} children
 * @returns {Element}
 */
export function formula(...children) {
  const math = m("math", ...children);
  math.setAttribute("display", "block");
  return math;
}

/** @param {string} sign */
export const mo = (sign) => m("mo", sign);

/**
 * A number, a name, or a piece of program as mathematics.
 *
 * @param {string} text
 * @returns {Element}
 */
export function quantity(text) {
  if (/^[+−]?(\d[\d.e−]*|∞)$/.test(text)) return m("mn", text);
  return isName(text) ? named(text) : (typeset(text)?.element ?? m("mtext", text));
}

/**
 * ∂top/∂bottom.
 *
 * @param {string} top
 * @param {string} bottom
 */
export function partial(top, bottom) {
  const one = (/** @type {string} */ text) =>
    m("mrow", m("mi", "∂"), isName(text) ? quantity(text) : fence(text));
  return m("mfrac", one(top), one(bottom));
}

/** @param {string} text */
function fence(text) {
  return m("mrow", mo("("), quantity(text), mo(")"));
}

/**
 * What may stand behind an operator: in brackets when it is negative, or a sum.
 *
 * @param {string} text
 */
export function factor(text) {
  if (text.startsWith("−")) return fence(text);
  return !isName(text) && typeset(text)?.loose ? fence(text) : quantity(text);
}

/**
 * A formula of the op table with its letters filled in.
 *
 * The markup is the server's own table, never anything a person typed; what is filled in is set as text.
 *
 * @param {string} markup
 * @param {Record<string, string>} fillings what to write for a, b, o and k
 * @returns {Element}
 */
export function fillRule(markup, fillings) {
  const template = new DOMParser().parseFromString(
    `<math xmlns="${MATHML}"><mrow>${markup}</mrow></math>`,
    "text/xml",
  );
  const row = /** @type {Element} */ (
    document.importNode(/** @type {Element} */ (template.documentElement.firstChild), true)
  );
  for (const letter of row.querySelectorAll("[data-name]")) {
    const filling = fillings[letter.getAttribute("data-name") ?? ""];
    if (filling !== undefined) letter.replaceWith(factor(filling));
  }
  return row;
}

/**
 * Formulas a little too wide for their place are set smaller: they are never cut.
 *
 * @param {Element} around
 */
export function fitFormulas(around) {
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (around.querySelectorAll(".formulas"))) {
    box.style.removeProperty("--shrink");
    const ratio = box.clientWidth / box.scrollWidth;
    if (box.clientWidth > 0 && ratio < 1) box.style.setProperty("--shrink", String(ratio * 0.98));
  }
}
