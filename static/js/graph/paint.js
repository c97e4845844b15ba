/** A moment onto the picture: which values are known, which gradients have arrived, what moves now. */

import { setAttribute, setText } from "../dom.js";
import { glyph, short, signName } from "../format.js";
import { dataText, gradText, isSingle } from "../groups.js";
import { edgeKey, sizeOf } from "../timeline.js";
import { paintChips } from "./locals.js";

const THINNEST = 1.5;
const THICKEST = 5;

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("../types.js").Graph} graph
 * @param {import("../types.js").Moment} moment
 * @param {import("../types.js").Step | undefined} step the one that led here
 * @param {string[]} names
 * @param {number} largest absolute amount of any contribution, which draws the thickest edge
 */
export function paint(scene, graph, moment, step, names, largest) {
  for (const node of graph.nodes) {
    const parts = scene.nodes[node.id];
    const known = moment.known[node.id];
    const grad = moment.grads[node.id];
    const arrived = moment.touched[node.id] || grad !== 0;
    setText(parts.data, known ? dataText(node) : "·");
    const single = isSingle(node);
    setText(parts.glyph, arrived && grad !== 0 && single ? `${glyph(grad)} ` : "");
    setText(parts.amount, arrived ? gradText(node, grad).replace("+", "") : short(0));
    if (!node.group) setAttribute(parts.group, "aria-label", labelOf(names[node.id], known, node, grad));
    const tone = arrived ? (single ? signName(grad) : "mixed") : "waiting";
    setAttribute(parts.grad, "class", `grad ${tone}`);
    setAttribute(parts.group, "data-tone", tone);
    parts.group.classList.toggle("unknown", !known);
    parts.group.classList.toggle("wrong", moment.wrong.has(node.id));
    parts.group.classList.toggle("active", isActive(step, node.id));
    parts.group.classList.toggle(
      "working",
      step !== undefined && step.kind !== "seed" && step.node === node.id,
    );
  }
  const active = step?.kind === "contribution" ? edgeKey(step.node, step.slot) : null;
  paintChips(scene.chips, graph, names, moment, active);
  const forward = step?.kind === "value" ? `${step.node}:` : null;
  for (const [key, path] of scene.edges) {
    const amount = moment.amounts.get(key);
    const size = moment.sizes.get(key);
    const isNow = key === active || (forward !== null && key.startsWith(forward));
    const tone = amount !== undefined ? signName(amount) : size !== undefined ? "mixed" : "";
    setAttribute(path, "class", `edge ${tone} ${isNow ? "active" : ""}`);
    path.style.strokeWidth = `${size === undefined ? THINNEST : widthOf(size, largest)}px`;
  }
}

/**
 * @param {string} name
 * @param {boolean} known
 * @param {import("../types.js").GraphNode} node
 * @param {number} grad
 */
function labelOf(name, known, { data }, grad) {
  return known ? `${name}: value ${short(data)}, gradient ${short(grad)}` : `${name}: not computed yet`;
}

/**
 * @param {import("../types.js").Step | undefined} step
 * @param {number} node
 */
function isActive(step, node) {
  if (!step) return false;
  return step.kind === "contribution" ? step.parent === node : step.node === node;
}

/**
 * Magnitude by width: the square root, so that small gradients still show.
 *
 * @param {number} amount
 * @param {number} largest
 */
function widthOf(amount, largest) {
  return largest > 0 ? THINNEST + (THICKEST - THINNEST) * Math.sqrt(Math.abs(amount) / largest) : THINNEST;
}

/** @param {import("../types.js").Graph} graph */
export function largestAmount(graph) {
  let largest = 0;
  for (const { contributions } of graph.backward) {
    for (const contribution of contributions) largest = Math.max(largest, sizeOf(contribution));
  }
  return largest;
}
