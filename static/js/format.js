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

const MOST_LETTERS = 8; // of a number on a card

/**
 * For a card: five digits that matter, four decimals at most, and no zeros behind them but where they say that the number
 * was rounded.
 *
 * @param {number} x
 * @returns {string} at most eight letters, so that it has room whatever it is
 */
export function short(x) {
  if (!Number.isFinite(x)) return extreme(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 0.0001 || size >= 999999.5)) return power(x);
  const whole = Math.floor(Math.log10(Math.max(size, 1))) + 1;
  const text = x.toFixed(size < 0.00095 && size > 0 ? 5 : Math.min(4, Math.max(5 - whole, 0)));
  const exact = Math.abs(Number(text) - x) <= 1e-6 * Math.max(size, 1);
  const shown = exact && text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return (Number(shown) === 0 ? shown.replace("-", "") : shown).replace("-", MINUS);
}

/**
 * A power of ten with as many digits as there is room for.
 *
 * @param {number} x
 */
function power(x) {
  const texts = [2, 1, 0].map((digits) => x.toExponential(digits).replace("e+", "e"));
  const text = texts.find(({ length }) => length <= MOST_LETTERS) ?? texts[2];
  return text.replaceAll("-", MINUS);
}

const MOST_IN_COLUMN = 9; // letters of a number in a column, its sign apart

/**
 * One way to write all numbers of a column: as short as it can be, and the same decimals for each where there is room
 * for that.
 *
 * @param {number[]} numbers
 * @returns {(x: number) => string}
 */
export function columnOf(numbers) {
  const places = numbers.map((x) => (isPlain(x) ? (brief(x).split(".")[1] ?? "").length : 0));
  const most = Math.max(0, ...places);
  const widest = Math.max(...numbers.map((x) => (isPlain(x) ? Math.abs(x).toFixed(most).length : 0)));
  if (widest > MOST_IN_COLUMN) return format;
  return (x) => {
    if (!isPlain(x)) return extreme(x);
    const text = x.toFixed(most);
    return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", MINUS);
  };
}

/**
 * With a plus before what is above zero.
 *
 * @param {number} x
 * @param {(x: number) => string} show
 */
export function plus(x, show) {
  return x > 0 ? `+${show(x)}` : show(x);
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
