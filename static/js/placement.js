/** Which way the graph runs: the way in which it is the larger on this stage, else left to right as in the lecture. */

import { askLayout } from "./api.js";
import { shapeOf } from "./boxes.js";
import { fitScale } from "./graph/fit.js";

const WORTH_TURNING = 1.08;

/** @typedef {import("./types.js").Layout} Layout */
/** @typedef {{ width: number, height: number }} Size */

/**
 * @typedef {object} Placed one graph's places, both ways
 * @property {Layout} across
 * @property {Layout} [down]
 */

/**
 * @param {import("./types.js").Graph} graph
 * @param {string[]} names
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./api.js").Answer<Placed>>}
 */
export async function place(graph, names, signal) {
  const shape = (/** @type {import("./types.js").Direction} */ way) =>
    shapeOf(graph.nodes, names, way, graph.groups);
  const [across, down] = await Promise.all([askLayout(shape("LR"), signal), askLayout(shape("TB"), signal)]);
  if (!across.ok) return { failure: across.failure };
  return { ok: { across: across.ok, ...(down.ok ? { down: down.ok } : {}) } };
}

/**
 * @param {Placed} placed
 * @param {Size} stage
 * @returns {Layout}
 */
export function largerOf({ across, down }, stage) {
  return down && fitScale(down, stage) > WORTH_TURNING * fitScale(across, stage) ? down : across;
}

/**
 * Equal where nothing need be placed anew.
 *
 * @param {import("./types.js").Graph} graph
 * @param {string[]} names
 */
export function shapeKey(graph, names) {
  return JSON.stringify(shapeOf(graph.nodes, names, "LR", graph.groups));
}
