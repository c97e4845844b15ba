/** Formulas as MathML, which every current browser draws by itself. */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * @param {string} tag
 * @param {...(Node | string)} children
 * @returns {Element}
 */
export function m(tag, ...children) {
  const element = document.createElementNS(MATHML, tag);
  element.append(...children);
  return element;
}

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
 * A number, or a name: names of more than one letter stay upright words, as text.
 *
 * @param {string} text
 */
export const quantity = (text) =>
  m(/^[\d+−.]/.test(text) ? "mn" : [...text].length === 1 ? "mi" : "mtext", text);

/**
 * ∂top/∂bottom.
 *
 * @param {string} top
 * @param {string} bottom
 */
export function partial(top, bottom) {
  return m("mfrac", m("mrow", m("mi", "∂"), quantity(top)), m("mrow", m("mi", "∂"), quantity(bottom)));
}

/**
 * A number that may stand behind an operator: in brackets when it is negative.
 *
 * @param {string} text
 */
export function factor(text) {
  return text.startsWith("−") ? m("mrow", mo("("), m("mn", text), mo(")")) : quantity(text);
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
