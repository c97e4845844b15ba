/** A backward pass with a bug, as a row of steps that can be played like the right one. */

import { valueId } from "./groups.js";
import { makeTimeline } from "./timeline.js";

/** @typedef {import("./types.js").Graph} Graph */
/** @typedef {import("./types.js").Timeline} Timeline */

/**
 * @typedef {object} BrokenPass of the whole graph, by ids there
 * @property {{ node: number, upstream: number, contributions: import("./types.js").Contribution[] }[]} backward
 * @property {{ id: number, wrong: number | null, differs: boolean }[]} nodes
 */

/**
 * @param {Graph} graph
 * @param {BrokenPass} pass
 * @returns {Timeline | null} null where groups are closed, as its Values are not on screen then
 */
export function brokenTimeline(graph, { backward, nodes }) {
  if (graph.nodes.some(({ group }) => group)) return null;
  const boxes = new Map(graph.nodes.map((node) => [valueId(node), node.id]));
  const left = new Map(nodes.map(({ id, wrong }) => [id, wrong ?? 0]));
  const box = (/** @type {number} */ id) => boxes.get(id) ?? -1;
  const turns = backward.map(({ node, upstream, contributions }) => ({
    node: box(node),
    upstream,
    contributions: contributions.map((part) => ({ ...part, parent: box(part.parent) })),
  }));
  if (turns.some(({ node, contributions }) => node < 0 || contributions.some(({ parent }) => parent < 0)))
    return null;
  const alone = graph.passes.map((pass) => ({ ...pass, seed_before: 0 })); // a bug is asked of one pass alone
  const held = graph.nodes.map((node) => ({ ...node, grad: left.get(valueId(node)) ?? 0 }));
  const timeline = makeTimeline({ ...graph, nodes: held, passes: alone, backward: turns });
  return { ...timeline, right: rightSteps(graph) };
}

/**
 * What each contribution of the right pass is, and what it leaves, by edge.
 *
 * @param {Graph} graph
 */
function rightSteps({ backward }) {
  return new Map(
    backward.flatMap(({ node, contributions }) =>
      contributions.map(({ slot, amount, after }) => [`${node}:${slot}`, { amount, after }]),
    ),
  );
}

/**
 * From which position on a node's gradient is wrong for good: after the last that lands on it, or else at the very end.
 *
 * @param {Timeline} timeline
 * @param {number} box
 */
export function settledAt({ steps }, box) {
  const last = steps.findLastIndex((step) => step.kind === "contribution" && step.parent === box);
  return last < 0 ? steps.length : last + 1;
}
