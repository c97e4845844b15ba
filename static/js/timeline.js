/**
 * The two passes as one row of steps, and what is known after any number of them.
 *
 * A step is a value that appears, the seed gradient, or one contribution. What is on screen is a function of the
 * graph and the number of steps taken, so going back is the same thing as going forward.
 */

import { isComputed } from "./groups.js";

/** @typedef {import("./types.js").Graph} Graph */
/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").Step} Step */

/**
 * @param {Graph} graph
 * @returns {Timeline}
 */
export function makeTimeline(graph) {
  /** @type {Step[]} */
  const steps = [];
  for (const node of graph.nodes) {
    if (isComputed(node)) steps.push({ kind: "value", node: node.id });
  }
  const forward = steps.length;
  const pass = graph.folded
    ? graph.passes.find(({ index }) => index === graph.pass)
    : graph.passes.findLast((p) => p.root === graph.root);
  const seedBefore = pass ? pass.seed_before : 0;
  steps.push({ kind: "seed", node: graph.root, before: seedBefore, after: graph.seed ?? 1 });

  // a node no contribution reaches keeps what it has; another starts from its first contribution's `before`
  const initial = graph.nodes.map((node) => node.grad);
  /** @type {Set<number>} */
  const reached = new Set();
  let index = 0;
  for (const { node, upstream, contributions } of graph.backward) {
    for (const contribution of contributions) {
      if (!reached.has(contribution.parent)) initial[contribution.parent] = contribution.before;
      reached.add(contribution.parent);
      steps.push({ kind: "contribution", node, upstream, index, ...contribution });
      index += 1;
    }
  }
  initial[graph.root] = seedBefore;
  return { steps, forward, initial };
}

/**
 * Whether Values other than the root held a gradient when the pass began: nobody set them to zero.
 *
 * @param {Timeline} timeline
 */
export function isUnzeroed({ steps, forward, initial }) {
  const root = steps[forward].node;
  return initial.some((grad, node) => grad !== 0 && node !== root);
}

/**
 * The key of the edge from a node to the parent in one of its slots.
 *
 * @param {number} node
 * @param {number} slot
 */
export function edgeKey(node, slot) {
  return `${node}:${slot}`;
}

/**
 * How much a contribution is, whatever its sign.
 *
 * @param {import("./types.js").Contribution} contribution
 */
export function sizeOf({ amount, magnitude }) {
  return magnitude ?? Math.abs(amount);
}

/**
 * @param {Graph} graph
 * @param {Timeline} timeline
 * @param {number} position how many steps have happened
 * @returns {import("./types.js").Moment}
 */
export function momentAt(graph, timeline, position) {
  const known = graph.nodes.map((node) => !isComputed(node));
  const touched = graph.nodes.map(() => false);
  const grads = [...timeline.initial];
  /** @type {Map<string, number>} */
  const amounts = new Map();
  /** @type {Map<string, number>} */
  const sizes = new Map();
  /** @type {Map<string, import("./types.js").ContributionStep>} */
  const made = new Map();
  /** @type {Set<number>} */
  const wrong = new Set();
  for (const step of timeline.steps.slice(0, position)) {
    if (step.kind === "value") {
      known[step.node] = true;
      continue;
    }
    const target = step.kind === "seed" ? step.node : step.parent;
    grads[target] = step.after;
    touched[target] = true;
    if (step.kind !== "contribution") continue;
    const key = edgeKey(step.node, step.slot);
    made.set(key, step);
    if (isWrong(timeline, step)) wrong.add(step.parent);
    if (!step.spread) amounts.set(key, step.amount);
    sizes.set(key, sizeOf(step));
  }
  return { known, grads, touched, amounts, sizes, made, wrong };
}

/**
 * Whether a contribution of a broken pass is another one than it should be, or destroys what was there.
 *
 * @param {Timeline} timeline
 * @param {import("./types.js").ContributionStep} step
 */
export function isWrong({ right }, { node, slot, amount, before, after }) {
  if (!right) return false;
  const near = (/** @type {number} */ a, /** @type {number} */ b) =>
    Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return !near(amount, right.get(edgeKey(node, slot))?.amount ?? 0) || !near(after, before + amount);
}

/**
 * Where to be in another row of steps: at its end or the start of its backward pass, if one was there.
 *
 * @param {number} position
 * @param {Timeline | null} old
 * @param {Timeline} now
 */
export function carry(position, old, now) {
  if (old && position >= old.steps.length) return now.steps.length;
  return Math.min(position === old?.forward ? now.forward : position, now.steps.length);
}

/**
 * How far one may go: to the end or, while gradients are still to be predicted, until all values are there.
 *
 * @param {Readonly<{ timeline: Timeline | null, concealed: Set<number> | null }>} state
 */
export function reach({ timeline, concealed }) {
  return (concealed ? timeline?.forward : timeline?.steps.length) ?? 0;
}

/**
 * The step that led to a position; none at the very beginning.
 *
 * @param {Timeline} timeline
 * @param {number} position
 * @returns {Step | undefined}
 */
export function stepAt(timeline, position) {
  return timeline.steps[position - 1];
}
