/** Which way the graph runs: left to right as in the lecture, unless it is far larger on this stage from top to bottom. */

import { askLayout } from "./api.js";
import { shapeOf } from "./boxes.js";
import { fitScale } from "./graph/fit.js";

const COMFORTABLE = 0.8; // at this scale the cards are read without effort
const WORTH_TURNING = 1.15;

/**
 * @param {import("./types.js").Graph} graph
 * @param {string[]} names
 * @param {{ width: number, height: number }} stage
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./api.js").Answer<import("./types.js").Layout>>}
 */
export async function place(graph, names, stage, signal) {
  const shape = (/** @type {import("./types.js").Direction} */ way) =>
    shapeOf(graph.nodes, names, way, graph.groups);
  const across = await askLayout(shape("LR"), signal);
  if (!across.ok || fitScale(across.ok, stage) >= COMFORTABLE) return across;
  const down = await askLayout(shape("TB"), signal);
  if (!down.ok || fitScale(down.ok, stage) < WORTH_TURNING * fitScale(across.ok, stage)) return across;
  return down;
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
