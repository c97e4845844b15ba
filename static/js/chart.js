/** The measures of a small plot: from numbers to px and back, and round numbers for its axes. */

/**
 * @typedef {object} Scale
 * @property {(value: number) => number} at in px
 * @property {(px: number) => number} of the number there
 */

/**
 * @param {[number, number]} domain
 * @param {[number, number]} range in px
 * @returns {Scale}
 */
export function linear([from, to], [start, end]) {
  const factor = (end - start) / (to - from);
  return { at: (value) => start + (value - from) * factor, of: (px) => from + (px - start) / factor };
}

/**
 * A few round numbers in a range.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} about how many
 * @returns {number[]}
 */
export function ticks(from, to, about = 4) {
  if (!(to > from) || !Number.isFinite(to - from)) return [];
  const rough = (to - from) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/**
 * What is written at ticks: as short as it can be with no two alike.
 *
 * @param {number[]} ticks evenly apart
 * @returns {string[]}
 */
export function tickTexts(ticks) {
  const size = Math.max(...ticks.map(Math.abs));
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : size || 1;
  const [first, last] = [size || 1, step].map((x) => Math.floor(Math.log10(x) + 1e-9));
  const digits = Math.min(Math.max(first - last, 0), 15);
  const text = (/** @type {number} */ x) =>
    size >= 1e5 || (size > 0 && size < 1e-3)
      ? String(x === 0 ? 0 : Number(x.toExponential(digits)).toExponential()).replace("e+", "e")
      : String(Number(x.toFixed(Math.min(Math.max(-last, 0), 15))));
  return ticks.map((x) => text(x).replaceAll("-", "−"));
}

/**
 * Room above and below, never an empty range.
 *
 * @param {number[]} values
 * @returns {[number, number]}
 */
export function padded(values) {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [-1, 1];
  const room = (high - low) * 0.08 || Math.max(Math.abs(high) * 0.1, 1);
  return [low - room, high + room];
}
