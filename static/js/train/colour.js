/**
 * The two-sided colour of a value: one hue below 0, the ground at 0, another hue above.
 *
 * @typedef {[number, number, number]} Rgb each from 0 to 255
 * @typedef {{ negative: Rgb, zero: Rgb, positive: Rgb }} Ends
 * @typedef {{ pixels: Uint32Array, at: (value: number) => Rgb }} Scale `pixels`: LEVELS colours as a canvas stores them
 */

export const LEVELS = 511; // odd, so that 0 has a colour of its own

/**
 * `rgb(1, 2, 3)` or `color(srgb 0.1 0.2 0.3)`, as a browser reports a colour.
 *
 * @param {string} text
 * @returns {Rgb}
 */
export function parseRgb(text) {
  const scale = text.startsWith("color(") ? 255 : 1;
  const numbers = (text.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map((part) => Number(part) * scale);
  return [byte(numbers[0]), byte(numbers[1]), byte(numbers[2])];
}

/** @param {number | undefined} x */
function byte(x) {
  return Math.min(255, Math.max(0, Math.round(x ?? 0)));
}

/** @param {Rgb} colour */
export const cssOf = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

/**
 * A place on the scale, from -1 to 1, for a value of any size: straight through 0, level far away. What is as large
 * as `unit` is at three quarters of the way.
 *
 * @param {number} value
 * @param {number} [unit]
 */
export function squash(value, unit = 1) {
  return Math.tanh(value / unit);
}

/**
 * @param {Ends} ends
 * @returns {Scale}
 */
export function makeScale(ends) {
  const pixels = new Uint32Array(LEVELS);
  const middle = (LEVELS - 1) / 2;
  /** @param {number} place @returns {Rgb} */
  const colourAt = (place) => mix(ends.zero, place < 0 ? ends.negative : ends.positive, Math.abs(place));
  for (let i = 0; i < LEVELS; i += 1) {
    const [r, g, b] = colourAt((i - middle) / middle);
    pixels[i] = (255 << 24) | (b << 16) | (g << 8) | r; // a canvas stores red first, and every machine here is little-endian
  }
  return { pixels, at: (value) => colourAt(squash(value)) };
}

/**
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} part
 * @returns {Rgb}
 */
export function mix(from, to, part) {
  const channel = (/** @type {number} */ i) => byte(from[i] + (to[i] - from[i]) * part);
  return [channel(0), channel(1), channel(2)];
}

/**
 * Paint a grid of values as pixels; row 0 of the grid is the lowest and becomes the last row of the picture.
 *
 * @param {Uint32Array} target width x height pixels
 * @param {ArrayLike<number>} values
 * @param {number} start where in `values` the grid starts
 * @param {number} width
 * @param {number} height
 * @param {Scale} scale
 * @param {{ middle?: number, unit?: number, at?: number, stride?: number }} [options] the value with the colour of 0, the size at three
 *   quarters of the way, and where in a wider picture the grid goes
 */
export function paintGrid(target, values, start, width, height, scale, options = {}) {
  const { middle = 0, unit = 1, at = 0, stride = width } = options;
  const { pixels } = scale;
  const half = (LEVELS - 1) / 2;
  for (let row = 0; row < height; row += 1) {
    let to = at + (height - 1 - row) * stride;
    const from = start + row * width;
    for (let i = from; i < from + width; i += 1) {
      target[to] = pixels[Math.round(half + half * Math.tanh((values[i] - middle) / unit))];
      to += 1;
    }
  }
}

/**
 * Paint a grid on which every place belongs to the class with the largest score; the closer the next one, the paler.
 *
 * @param {Uint32Array} target
 * @param {ArrayLike<number>} scores class after class, each a grid of size x size
 * @param {number} size
 * @param {Rgb[]} colours of the classes
 * @param {Rgb} ground
 */
export function paintClasses(target, scores, size, colours, ground) {
  const cells = size * size;
  const classes = scores.length / cells;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = row * size + column;
      let best = 0;
      let next = Number.NEGATIVE_INFINITY;
      for (let k = 1; k < classes; k += 1) {
        const score = scores[k * cells + at];
        if (score > scores[best * cells + at]) {
          next = scores[best * cells + at];
          best = k;
        } else next = Math.max(next, score);
      }
      const lead = squash(scores[best * cells + at] - next);
      const [r, g, b] = mix(ground, colours[best % colours.length], 0.15 + 0.85 * lead);
      target[(size - 1 - row) * size + column] = (255 << 24) | (b << 16) | (g << 8) | r;
    }
  }
}

/**
 * How large a grid's values are, for its unit: the 90th hundredth of their sizes, found on a sample of them.
 *
 * @param {ArrayLike<number>} values
 * @param {number} start
 * @param {number} count
 */
export function typicalSize(values, start, count) {
  const step = Math.max(1, Math.floor(count / 97));
  /** @type {number[]} */
  const sizes = [];
  for (let i = start; i < start + count; i += step) sizes.push(Math.abs(values[i]));
  sizes.sort((a, b) => a - b);
  return sizes[Math.floor(0.9 * (sizes.length - 1))] || 0;
}
