/** The chain rule for one node: every use of it, and every road from the root down to it. */

import { edgeKey } from "./timeline.js";

/** @typedef {import("./types.js").Graph} Graph */

/**
 * One use of a node: the contribution that came to it along one edge.
 *
 * @typedef {object} Use
 * @property {number} node the box it is used in
 * @property {number} slot
 * @property {number} upstream
 * @property {number | null} local
 * @property {number} amount
 * @property {string} edge its edgeKey
 */

/**
 * One road from the root to the node, and the product of the local derivatives along it.
 *
 * @typedef {object} Road
 * @property {{ node: number, parent: number, local: number, edge: string }[]} factors from the root down
 * @property {number} product
 */

/**
 * @param {Graph} graph
 * @param {number} id of a box
 * @returns {Use[]} in the order in which they come
 */
export function usesOf(graph, id) {
  return graph.backward.flatMap(({ node, upstream, contributions }) =>
    contributions
      .filter(({ parent, spread }) => parent === id && !spread)
      .map(({ slot, local, amount }) => ({ node, slot, upstream, local, amount, edge: edgeKey(node, slot) })),
  );
}

/**
 * All roads, the root's first. Their number can double with every level, so it is counted first.
 *
 * @param {Graph} graph
 * @param {number} id of a box
 * @param {number} most how many may be listed
 * @returns {{ count: number, roads: Road[] }} the first of them; none if a factor is not one number
 */
export function roadsTo(graph, id, most) {
  const locals = new Map(
    graph.backward.flatMap(({ node, contributions }) =>
      contributions.map(({ slot, local, spread }) => [edgeKey(node, slot), spread ? null : local]),
    ),
  );
  const counts = graph.nodes.map(() => 0);
  counts[graph.root] = 1;
  for (const node of [...graph.nodes].reverse()) {
    for (const parent of node.parents) counts[parent] += counts[node.id];
  }
  const count = counts[id];
  const above = reaching(graph, id);
  /** @type {Road[]} */
  const roads = [];
  let whole = true;
  /** @param {number} node @param {Road["factors"]} factors */
  const walk = (node, factors) => {
    if (roads.length >= most) return;
    if (node === id) {
      roads.push({ factors, product: factors.reduce((product, { local }) => product * local, 1) });
      return;
    }
    for (const [slot, parent] of graph.nodes[node].parents.entries()) {
      const edge = edgeKey(node, slot);
      const local = locals.get(edge);
      if (!above.has(parent)) continue;
      if (typeof local === "number") walk(parent, [...factors, { node, parent, local, edge }]);
      else whole = false;
    }
  };
  walk(graph.root, []);
  return { count, roads: whole ? roads : [] };
}

/**
 * The boxes from which the node can be reached, itself included.
 *
 * @param {Graph} graph
 * @param {number} id
 */
function reaching(graph, id) {
  const found = new Set([id]);
  for (const node of graph.nodes) if (node.parents.some((parent) => found.has(parent))) found.add(node.id);
  return found;
}
