/** Numbers as people read them: a true minus sign, a fixed number of digits, never a jumping width. */

const MINUS = "−";

/**
 * Four decimals where they fit, fewer for large numbers, powers of ten at the extremes.
 *
 * @param {number} x
 * @returns {string}
 */
export function format(x) {
  if (!isPlain(x)) return extreme(x);
  const text = x.toFixed(decimals(x));
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", MINUS);
}

/**
 * How many decimals a number gets: four, fewer for a large one, more where four would make a small one a third larger or
 * a number near a whole one that whole one. What differs from it by rounding alone counts as whole.
 *
 * @param {number} x
 */
function decimals(x) {
  const size = Math.abs(x);
  if (size >= 9999.9995) return 2;
  if (size >= 999.99995) return 3;
  if (size === 0) return 4;
  const fromWhole = Math.abs(size - Math.round(size));
  if (size < 0.00095) return 5;
  if (size >= 10 || fromWhole >= 5e-5 || fromWhole < 5e-7) return 4;
  return fromWhole < 5e-6 ? 6 : 5;
}

/** @param {number} x */
function isPlain(x) {
  const size = Math.abs(x);
  return size === 0 || (size >= 0.0001 && size < 999999.995);
}

/** @param {number} x */
function extreme(x) {
  if (Number.isNaN(x)) return "NaN"; // only a training that diverged has this and infinities
  if (!Number.isFinite(x)) return x < 0 ? `${MINUS}∞` : "∞";
  return x.toExponential(2).replace("e+", "e").replaceAll("-", MINUS);
}

/**
 * With its sign always shown, except for zero.
 *
 * @param {number} x
 * @returns {string}
 */
export function signed(x) {
  return x > 0 ? `+${format(x)}` : format(x);
}

/**
 * As short as it can be without lying by more than a rounding: for sentences.
 *
 * @param {number} x
 * @returns {string}
 */
export function brief(x) {
  return isPlain(x) ? String(Number(x.toFixed(Math.max(decimals(x), 4)))).replace("-", MINUS) : extreme(x);
}

/**
 * The glyph that tells a gradient's sign to whoever cannot tell the hues apart.
 *
 * @param {number} x
 * @returns {"▲" | "▼" | ""}
 */
export function glyph(x) {
  return x > 0 ? "▲" : x < 0 ? "▼" : "";
}

/**
 * @param {number} x
 * @returns {"positive" | "negative" | "zero"}
 */
export function signName(x) {
  return x > 0 ? "positive" : x < 0 ? "negative" : "zero";
}
