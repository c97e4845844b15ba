/** Numbers as people read them: a true minus sign, a fixed number of digits, never a jumping width. */

const MINUS = "−";

/**
 * Four decimals where they fit, fewer for large numbers, powers of ten at the extremes.
 *
 * @param {number} x
 * @returns {string}
 */
export function format(x) {
  if (!Number.isFinite(x)) return "∞"; // only a training that diverged has such numbers
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e6 || size < 0.00005)) return scientific(x);
  const decimals = size >= 10000 ? 2 : size >= 1000 ? 3 : 4;
  const text = x.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", MINUS);
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
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e6 || size < 0.00005)) return scientific(x);
  return String(Number(x.toFixed(4))).replace("-", MINUS);
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

/** @param {number} x */
function scientific(x) {
  return x.toExponential(2).replace("e+", "e").replaceAll("-", MINUS);
}
