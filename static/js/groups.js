/** Boxes that stand for more than one Value: what is known about them, and opening and folding them. */

import { plus, short } from "./format.js";

/** @typedef {import("./types.js").GraphNode} GraphNode */
/** @typedef {import("./types.js").Graph} Graph */
/** @typedef {import("./types.js").PageStore} PageStore */

const MANY_BOXES = 120; // more only if a person asks for each

/**
 * Whether the forward pass computes it: an op's result, or a group with one inside.
 *
 * @param {GraphNode} node
 */
export function isComputed({ op, group }) {
  return op !== null || (group !== null && group !== undefined && group.values > group.leaves);
}

/**
 * Whether it has one number and one gradient: a Value, or a group with one output.
 *
 * @param {GraphNode} node
 */
export function isSingle({ group }) {
  return !group || group.outputs === 1;
}

/**
 * Its data; of a group with several outputs, how many, unless it is nothing but leaves.
 *
 * @param {GraphNode} node
 * @param {(x: number) => string} [show]
 */
export function dataText(node, show = short) {
  if (isSingle(node)) return show(node.data);
  return isComputed(node) ? `${counted(node.group?.outputs ?? 0)} outputs` : "";
}

/**
 * Its gradient with a sign; of a group with several outputs the norm of theirs, which has none.
 *
 * @param {GraphNode} node
 * @param {number} grad
 * @param {(x: number) => string} [show]
 */
export function gradText(node, grad, show = short) {
  return isSingle(node) ? plus(grad, show) : `‖${show(grad)}‖`;
}

/**
 * The places of the program that made it.
 *
 * @param {GraphNode} node
 * @returns {import("./types.js").Span[]}
 */
export function spansOf({ group, span }) {
  return group ? group.spans : span ? [span] : [];
}

/**
 * The boxes, and the leaves in closed groups that can be turned; each at its id.
 *
 * @param {Graph} graph
 */
export function withHidden({ nodes, hidden = [] }) {
  return [...nodes, ...hidden];
}

/**
 * How much is inside, in words.
 *
 * @param {import("./types.js").GroupInfo} group
 */
export function contentsOf({ path, values, leaves }) {
  if (leaves < values) return `${counted(values)} Values`;
  return `${counted(values)} ${/\bparameters\b/.test(path) ? "parameters" : "leaves"}`;
}

/**
 * @param {number} n
 * @returns {string} with commas
 */
export function counted(n) {
  return n.toLocaleString("en");
}

/**
 * @param {PageStore} store
 * @param {string} path
 */
export function openGroup(store, path) {
  want(store, [...openNow(store), path]);
}

/**
 * Open all groups around something that is folded away.
 *
 * @param {PageStore} store
 * @param {string[]} around
 */
export function openAround(store, around) {
  want(store, [...openNow(store), ...around]);
}

/**
 * Fold a group; those inside it fold with it.
 *
 * @param {PageStore} store
 * @param {string} path
 */
export function foldGroup(store, path) {
  const inside = insideOf(store.get().graph, path);
  want(
    store,
    openNow(store).filter((other) => !inside.has(other)),
  );
}

/** @param {PageStore} store */
export function foldAll(store) {
  want(store, []);
}

/**
 * Open the next level: the largest groups on screen, as long as the picture stays one that can be read.
 *
 * @param {PageStore} store
 */
export function openMore(store) {
  const { graph } = store.get();
  want(store, [...openNow(store), ...nextToOpen(graph?.nodes ?? [])]);
}

/**
 * @param {GraphNode[]} nodes
 * @returns {string[]} paths
 */
export function nextToOpen(nodes) {
  const closed = nodes.flatMap(({ group }) => (group ? [group] : []));
  let shown = nodes.length;
  const next = [];
  // whole levels, not one deep hole: what computes goes before what only holds leaves
  const rank = (/** @type {import("./types.js").GroupInfo} */ group) =>
    Number(group.values === group.leaves) * 1000 + group.path.split("/").length;
  closed.sort((a, b) => rank(a) - rank(b) || b.values - a.values);
  for (const { path, children } of closed) {
    if (shown + children - 1 > MANY_BOXES) continue;
    shown += children - 1;
    next.push(path);
  }
  return next;
}

/** @param {PageStore} store */
function openNow(store) {
  const { open, graph } = store.get();
  return open === "auto" ? (graph?.open ?? []) : open;
}

/**
 * @param {PageStore} store
 * @param {string[]} open
 */
function want(store, open) {
  store.set({ open: [...new Set(open)], playing: false });
}

/**
 * @param {Graph | null} graph
 * @param {string} path
 * @returns {Set<string>} the path and those of the open groups in it
 */
function insideOf(graph, path) {
  const inside = new Set([path]);
  for (const group of graph?.groups ?? []) {
    if (group.parent !== null && inside.has(group.parent)) inside.add(group.path);
  }
  return inside;
}

/**
 * The id of what a box shows in the whole graph, which stays the same whatever is open; -1 for a group of many outputs.
 *
 * @param {GraphNode} node
 */
export function valueId({ id, value }) {
  return value === undefined ? id : (value ?? -1);
}
