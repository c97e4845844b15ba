/** The part of a program's Values that one root depends on: of a training loop, the graph of one turn. */

/** @typedef {import("./types.js").Graph} Graph */

/**
 * The same graph with the other nodes left out and the rest numbered anew.
 *
 * @param {Graph} graph
 * @returns {Graph}
 */
export function reachedFrom(graph) {
  const reached = new Set([graph.root]);
  for (const id of reached) {
    for (const parent of graph.nodes[id].parents) reached.add(parent); // a set grows while it is walked
  }
  const kept = graph.nodes.filter(({ id }) => reached.has(id));
  const place = new Map(kept.map(({ id }, i) => [id, i]));
  const at = (/** @type {number} */ id) => /** @type {number} */ (place.get(id));
  return {
    ...graph,
    root: at(graph.root),
    nodes: kept.map((node, i) => ({ ...node, id: i, parents: node.parents.map(at) })),
    passes: graph.passes
      .filter(({ index }) => index === graph.pass)
      .map((pass) => ({ ...pass, root: at(graph.root) })),
    backward: graph.backward.map((step) => ({
      ...step,
      node: at(step.node),
      contributions: step.contributions.map((c) => ({ ...c, parent: at(c.parent) })),
    })),
  };
}
