/** The plane on which the samples lie, in px of its box: the canvas and the points over it use the same one. */

/**
 * @typedef {object} Plane
 * @property {(v: number) => number} x px from the left
 * @property {(v: number) => number} y px from the top
 * @property {(px: number) => number} xOf
 * @property {(px: number) => number} yOf
 * @property {number} width
 * @property {number} height
 * @property {{ left: number, right: number, top: number, bottom: number }} margin
 */

/** Room for the small ticks at the left and at the foot. */
export const MARGIN = { left: 26, right: 6, top: 6, bottom: 18 };

/**
 * @param {readonly number[]} range x0, x1, y0, y1
 * @param {number} width of the whole box
 * @param {number} height
 * @param {{ left: number, right: number, top: number, bottom: number }} [margin]
 * @returns {Plane}
 */
export function makePlane([x0, x1, y0, y1], width, height, margin = MARGIN) {
  const right = Math.max(width - margin.right, margin.left + 1);
  const bottom = Math.max(height - margin.bottom, margin.top + 1);
  const perX = (right - margin.left) / (x1 - x0);
  const perY = (bottom - margin.top) / (y1 - y0);
  return {
    x: (v) => margin.left + (v - x0) * perX,
    y: (v) => bottom - (v - y0) * perY,
    xOf: (px) => x0 + (px - margin.left) / perX,
    yOf: (px) => y0 + (bottom - px) / perY,
    width,
    height,
    margin,
  };
}
