/** Whether something about the page holds. */

const NEAR = 1e-6; // relative: a number that was typed is a rounded one

/**
 * @param {import("./types.js").Condition} condition
 * @param {import("./types.js").Fact} fact what the page says of `condition.what`
 */
export function holds({ relation, value }, fact) {
  if (fact === undefined) return false;
  if (relation === "is") return equal(fact, value);
  if (relation === "is not") return !equal(fact, value);
  if (relation === "has")
    return Array.isArray(fact) ? fact.includes(String(value)) : String(fact).includes(String(value));
  if (typeof fact !== "number" || typeof value !== "number") return false;
  return relation === "above" ? fact > value : fact < value;
}

/**
 * @param {Exclude<import("./types.js").Fact, undefined>} fact
 * @param {number | string} value
 */
function equal(fact, value) {
  if (typeof fact === "number" && typeof value === "number") {
    return Math.abs(fact - value) <= NEAR * Math.max(Math.abs(value), 1e-3);
  }
  return (Array.isArray(fact) ? fact.join(", ") : String(fact)) === String(value);
}

/**
 * Whether a person's number is the right one: to as many digits as they wrote, but at least two.
 *
 * @param {string} text
 * @param {number} right
 * @returns {boolean | null} null for what is no number
 */
export function isRight(text, right) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const typed = Number(plain);
  const digits = plain.replace(/e.*$/i, "").replace(/[^\d]/g, "").replace(/^0+/, "").length;
  const rounded = Number(right.toPrecision(Math.min(Math.max(digits, 2), 15)));
  return Math.abs(typed - rounded) <= 1e-9 * Math.max(Math.abs(rounded), 1) || typed === right;
}
