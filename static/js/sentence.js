/** Every step as a sentence: for the panel, for the scrub bar, for a screen reader. */

import { brief } from "./format.js";
import { contentsOf, isSingle } from "./groups.js";
import { shorten } from "./names.js";

/** @typedef {import("./types.js").PageState} PageState */

const LONGEST = 28;

/**
 * @param {Readonly<PageState>} state
 * @param {number} position
 * @returns {string}
 */
export function sentenceAt(state, position) {
  const { graph, timeline, names, table } = state;
  if (!graph || !timeline) return "";
  const step = timeline.steps[position - 1];
  const name = (/** @type {number} */ id) => shorten(names[id] ?? "", LONGEST);
  if (!step) return "The leaves are given. Step forward to compute the first value.";
  const node = graph.nodes[step.node];
  if (step.kind === "value") {
    const op = table?.ops.get(node.op ?? "");
    if (node.group) {
      const inside = `It holds ${contentsOf(node.group)}`;
      return `${name(step.node)} is ${isSingle(node) ? brief(node.data) : "computed"}. ${inside}.`;
    }
    const told = (/** @type {number} */ id) =>
      isSingle(graph.nodes[id]) ? `${name(id)} = ${brief(graph.nodes[id].data)}` : name(id);
    const from = node.parents.map(told);
    return `${name(step.node)} is ${brief(node.data)}${op ? `, from ${[...new Set(from)].join(" and ")}` : ""}.`;
  }
  if (step.kind === "seed" && step.after !== 1) {
    return `The backward pass of this part starts at ${name(step.node)}: the gradient of the loss that reached it is ${brief(step.after)}.`;
  }
  if (step.kind === "seed") {
    return `The backward pass starts at ${name(step.node)}: its gradient with respect to itself is 1.`;
  }
  const { upstream, local, amount, before, after } = step;
  if (node.group || step.spread || !isSingle(graph.nodes[step.parent])) return merged(graph, name, step);
  return (
    `${name(step.node)} passes ${brief(upstream)} × ${brief(local ?? 0)} = ${brief(amount)} to ${name(step.parent)}, ` +
    `whose gradient goes from ${brief(before)} to ${brief(after)}.`
  );
}

/**
 * @param {import("./types.js").Graph} graph
 * @param {(id: number) => string} name
 * @param {import("./types.js").ContributionStep} step
 */
function merged({ nodes }, name, { node, parent, count = 1, amount, spread, before, after }) {
  const many = count === 1 ? "1 contribution reaches" : `${count} contributions reach`;
  const what = `Through ${name(node)}, ${many} ${name(parent)}`;
  const sum = spread ? `of magnitude ${brief(amount)}` : `together ${brief(amount)}`;
  const whose = isSingle(nodes[parent]) ? "gradient" : "gradients' norm";
  return `${what}, ${sum}; its ${whose} goes from ${brief(before)} to ${brief(after)}.`;
}

/**
 * Where a position is, for the transport bar: `contribution 5 of 6`.
 *
 * @param {import("./types.js").Timeline} timeline
 * @param {number} position
 */
export function placeOf(timeline, position) {
  const contributions = timeline.steps.length - timeline.forward - 1;
  if (position === 0) return timeline.forward ? `start, ${timeline.forward} to compute` : "start";
  if (position <= timeline.forward) return `value ${position} of ${timeline.forward}`;
  if (position === timeline.forward + 1) return "seed gradient";
  return `contribution ${position - timeline.forward - 1} of ${contributions}`;
}
