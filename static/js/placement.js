/** Which way the graph runs: the way in which it is the larger on this stage, else left to right as in the lecture. */

import { askLayout } from "./api.js";
import { shapeOf } from "./boxes.js";
import { fitScale } from "./graph/fit.js";

const WORTH_TURNING = 1.08;
const WORTH_ASKING = 1.8; // at this scale nothing is gained by the other way

/** @typedef {import("./types.js").Layout} Layout */
/** @typedef {{ width: number, height: number }} Size */

/**
 * @typedef {object} Placed one graph's places, both ways where both were asked for
 * @property {Layout} across
 * @property {Layout} [down]
 */

/**
 * @param {import("./types.js").Graph} graph
 * @param {string[]} names
 * @param {Size} stage
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./api.js").Answer<Placed>>}
 */
export async function place(graph, names, stage, signal) {
  const shape = (/** @type {import("./types.js").Direction} */ way) =>
    shapeOf(graph.nodes, names, way, graph.groups);
  const across = await askLayout(shape("LR"), signal);
  if (!across.ok) return { failure: across.failure };
  if (fitScale(across.ok, stage) >= WORTH_ASKING) return { ok: { across: across.ok } };
  const down = await askLayout(shape("TB"), signal);
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
