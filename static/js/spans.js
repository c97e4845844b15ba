/** Answers count Unicode code points; the editor counts UTF-16 units. */

/**
 * @param {string} text
 * @param {number} codePoints
 * @returns {number} the same place in UTF-16 units
 */
export function toUnits(text, codePoints) {
  let units = 0;
  for (let i = 0; i < codePoints && units < text.length; i++) {
    units += /** @type {number} */ (text.codePointAt(units)) > 0xffff ? 2 : 1;
  }
  return units;
}

/**
 * @param {string} text
 * @param {import("./types.js").Span} span in code points
 * @returns {import("./types.js").Span} in UTF-16 units
 */
export function spanToUnits(text, span) {
  return [toUnits(text, span[0]), toUnits(text, span[1])];
}
