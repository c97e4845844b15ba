/** What is drawn on the map of two numbers: its levels, the gradient's arrow, the numbers along its axes. */

import { tickTexts } from "./chart.js";
import { svg } from "./dom.js";

const LEVELS = 11;

/**
 * Levels that share the values evenly, so that a steep corner does not take them all.
 *
 * @param {number[]} values
 */
export function levelsOf(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const levels = Array.from(
    { length: LEVELS },
    (_, i) => sorted[Math.floor(((i + 0.5) / LEVELS) * sorted.length)],
  );
  return [...new Set(levels)];
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} along in px a unit of learning rate
 */
export function arrow([x, y], [dx, dy]) {
  const size = Math.hypot(dx, dy);
  if (size === 0 || !Number.isFinite(size)) return [];
  const length = 46; // its direction is what counts; how long it is would hide it or leave the map
  const [ux, uy] = [dx / size, dy / size];
  const tip = [x + ux * length, y + uy * length];
  const head = `M${tip[0]},${tip[1]}L${tip[0] - ux * 9 - uy * 5},${tip[1] - uy * 9 + ux * 5}L${tip[0] - ux * 9 + uy * 5},${tip[1] - uy * 9 - ux * 5}Z`;
  return [
    svg("line", { class: "arrow", x1: x, y1: y, x2: tip[0], y2: tip[1] }),
    svg("path", { class: "arrow-head", d: head }),
  ];
}

/**
 * The numbers along an axis.
 *
 * @param {number[]} values
 * @param {(value: number) => import("./dom.js").Attributes} place
 */
export function labels(values, place) {
  const texts = tickTexts(values);
  return values.map((value, i) => svg("text", place(value), texts[i]));
}
