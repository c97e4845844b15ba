/** The weights as curves: hue tells the sign, width and strength the size. */

import { edgeOf } from "./layout.js";
import { parameterIndex } from "./structure.js";

const LEVELS = 12; // of width; curves of one level and sign are one path, which a canvas draws much faster than many
const MOST_AT_ONCE = 1500; // while it trains, more curves than this are left to the strongest
const ROOM = 1100; // px of area a curve needs to be drawn in full
const FAINTEST = 0.012; // of the largest: nobody sees a thinner one

/**
 * @typedef {import("./layout.js").NetworkLayout} NetworkLayout
 * @typedef {import("./structure.js").Structure} Structure
 * @typedef {object} EdgeStyle
 * @property {string} negative
 * @property {string} positive
 * @property {number} largest the size that gets the full width
 * @property {number} [power] below 1, small sizes are shown larger than they are
 * @property {number} [strength] from 0 to 1
 * @property {number} [halo] px wider than the size says
 * @property {boolean} [all] every curve, however many
 * @property {[number, number] | null} [of] only the curves of one unit
 */

/**
 * @param {ArrayLike<number>} values
 * @returns {number} the largest size of all
 */
export function largestSize(values) {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

/**
 * The least size that is drawn, so that at most MOST_AT_ONCE curves are.
 *
 * @param {ArrayLike<number>} values
 * @param {number} largest
 * @param {number} [most]
 */
export function faintest(values, largest, most = MOST_AT_ONCE) {
  if (values.length <= most || largest === 0) return largest * FAINTEST;
  const bins = new Uint32Array(64);
  for (let i = 0; i < values.length; i += 1)
    bins[Math.min(63, Math.floor((64 * Math.abs(values[i])) / largest))] += 1;
  let count = 0;
  for (let bin = 63; bin >= 0; bin -= 1) {
    count += bins[bin];
    if (count > most) return ((bin + 1) / 64) * largest;
  }
  return largest * FAINTEST;
}

/**
 * How thin and pale curves have to be where many share little room, from 0 to 1.
 *
 * @param {NetworkLayout} layout
 * @param {number} place of the column they lead to, the first layer's is 1
 */
export function easeOf({ tiles, room, height }, place) {
  const area = (Math.max(room, 1) * height) / (tiles[place].length * tiles[place - 1].length);
  return Math.max(0.14, Math.min(1, Math.sqrt(area / ROOM)));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Structure} structure
 * @param {NetworkLayout} layout
 * @param {ArrayLike<number>} values one a parameter
 * @param {EdgeStyle} style
 */
export function paintEdges(context, structure, layout, values, style) {
  const { largest, power = 1, strength = 1, of = null, halo = 0 } = style;
  if (!(largest > 0)) return;
  const least = style.all || of ? largest * FAINTEST : faintest(values, largest);
  const widest = Math.max(1.6, Math.min(6.5, layout.size * 0.16));
  for (const [place, column] of layout.tiles.slice(1).entries()) {
    const ease = of ? Math.max(0.6, easeOf(layout, place + 1)) : easeOf(layout, place + 1);
    const contrast = power * (1 + 1.5 * (1 - ease)); // where it is crowded, only the strong ones are seen
    /** @type {Path2D[]} */
    const paths = [];
    for (const to of column) {
      for (const from of layout.tiles[place]) {
        if (of && !touches(of, place, to.unit, from.unit)) continue;
        const value = values[parameterIndex(structure, place, to.unit, from.unit)];
        const size = Math.abs(value);
        if (!(size > least)) continue;
        const level = Math.ceil(LEVELS * Math.min(1, size / largest) ** contrast) - 1;
        const key = 2 * level + (value < 0 ? 0 : 1); // from thin to wide, so that the wide ones lie above
        paths[key] ??= new Path2D();
        trace(paths[key], from, to);
      }
    }
    paths.forEach((path, key) => {
      const share = ((key >> 1) + 1) / LEVELS;
      context.globalAlpha = (0.16 + 0.76 * share) * strength * ease ** 0.6;
      context.lineWidth = Math.max(0.5, widest * share * ease) + halo * share;
      context.strokeStyle = key % 2 === 0 ? style.negative : style.positive;
      context.stroke(path);
    });
  }
  context.globalAlpha = 1;
}

/**
 * Whether an edge begins or ends at a unit.
 *
 * @param {[number, number]} unit layer and number; layer -1 for an input
 * @param {number} layer the edge leads to
 * @param {number} to
 * @param {number} from
 */
function touches([owner, number], layer, to, from) {
  return (owner === layer && number === to) || (owner === layer - 1 && number === from);
}

/**
 * @param {Path2D | CanvasRenderingContext2D} path
 * @param {import("./layout.js").Tile} from
 * @param {import("./layout.js").Tile} to
 */
export function trace(path, from, to) {
  const [x0, y0, x1, y1, middle] = edgeOf(from, to);
  path.moveTo(x0, y0);
  path.bezierCurveTo(middle, y0, middle, y1, x1, y1);
}
