/** Round numbers along an axis. */

/**
 * @param {number} from
 * @param {number} to
 * @param {number} most how many there may be
 * @returns {number[]} rising, all within from and to
 */
export function niceTicks(from, to, most) {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / most;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * /** @type {number} */ ([1, 2, 5, 10].find((factor) => factor * decade >= rough));
  /** @type {number[]} */
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * span; i += 1) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

/** A tick's number, as short as it is without a rounding. @param {number} x */
export function tickText(x) {
  const exact = Number(x.toPrecision(12)); // a multiple of the step, without the noise of floats
  const size = Math.abs(exact);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? exact.toExponential() : String(exact);
  return text.replace("e+", "e").replaceAll("-", "−");
}
