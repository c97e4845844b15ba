/** The number that somebody nudges, and the second one of a landscape. */

import { valueId } from "./groups.js";
import { isEditable } from "./literals.js";

/** @typedef {import("./types.js").PageState} PageState */

/**
 * The number to nudge: the one somebody picked, or the first that stands in the program.
 *
 * @param {Readonly<PageState>} state
 * @returns {number | null} its id in the whole graph
 */
export function chosenLeaf({ graph, probe }) {
  if (!graph) return null;
  const ids = graph.nodes.map(valueId);
  if (probe.leaf !== null && ids.includes(probe.leaf)) return probe.leaf;
  const first = graph.nodes.find(isEditable);
  return first ? valueId(first) : null;
}

/**
 * The second number of a landscape: the one somebody picked, or the first other one that stands in the program.
 *
 * @param {Readonly<PageState>} state
 * @returns {number | null} its id in the whole graph
 */
export function secondLeaf(state) {
  const first = chosenLeaf(state);
  const ids = (state.graph?.nodes ?? []).filter(isEditable).map(valueId);
  const { second } = state.probe;
  if (second !== null && second !== first && ids.includes(second)) return second;
  return ids.find((id) => id !== first) ?? null;
}
