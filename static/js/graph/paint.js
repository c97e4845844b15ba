/** A moment onto the picture: which values are known, which gradients have arrived, what moves now. */

import { setAttribute, setText } from "../dom.js";
import { format, glyph, signed, signName } from "../format.js";
import { edgeKey } from "../timeline.js";

const THINNEST = 1.5;
const THICKEST = 5;

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("../types.js").Graph} graph
 * @param {import("../types.js").Moment} moment
 * @param {import("../types.js").Step | undefined} step the one that led here
 * @param {number} largest absolute amount of any contribution, which draws the thickest edge
 */
export function paint(scene, graph, moment, step, largest) {
  for (const node of graph.nodes) {
    const parts = scene.nodes[node.id];
    const known = moment.known[node.id];
    const grad = moment.grads[node.id];
    const arrived = moment.touched[node.id] || grad !== 0;
    setText(parts.data, known ? format(node.data) : "·");
    setText(parts.glyph, arrived && grad !== 0 ? `${glyph(grad)} ` : "");
    setText(parts.amount, arrived ? signed(grad) : format(0));
    setAttribute(parts.grad, "class", `grad ${arrived ? signName(grad) : "waiting"}`);
    parts.group.classList.toggle("unknown", !known);
    parts.group.classList.toggle("active", isActive(step, node.id));
    parts.group.classList.toggle(
      "working",
      step !== undefined && step.kind !== "seed" && step.node === node.id,
    );
  }
  const active = step?.kind === "contribution" ? edgeKey(step.node, step.slot) : null;
  const forward = step?.kind === "value" ? `${step.node}:` : null;
  for (const [key, path] of scene.edges) {
    const amount = moment.amounts.get(key);
    const isNow = key === active || (forward !== null && key.startsWith(forward));
    setAttribute(
      path,
      "class",
      `edge ${amount === undefined ? "" : signName(amount)} ${isNow ? "active" : ""}`,
    );
    path.style.strokeWidth = `${amount === undefined ? THINNEST : widthOf(amount, largest)}px`;
  }
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
    for (const { amount } of contributions) largest = Math.max(largest, Math.abs(amount));
  }
  return largest;
}
