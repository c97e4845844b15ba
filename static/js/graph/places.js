/** Where things are: a step in the picture, a group on the stage. */

import { stepAt } from "../timeline.js";
import { placeOfGroup } from "./opening.js";

/** @typedef {import("../types.js").PageState} PageState */

/**
 * Where all that takes part in the present step is, and where the node is to which it happens.
 *
 * @param {import("./scene.js").Scene} scene
 * @param {Readonly<PageState>} state
 */
export function boxesOf(scene, { graph, timeline, position }) {
  const step = timeline && stepAt(timeline, position);
  if (!step || !graph) return null;
  const ids =
    step.kind === "contribution" ? [step.parent, step.node] : [step.node, ...graph.nodes[step.node].parents];
  const parts = ids.map((id) => scene.nodes[id]);
  return /** @type {const} */ ([around(parts), around(parts.slice(0, 1))]);
}

/** @param {import("./scene.js").NodeParts[]} parts */
export function around(parts) {
  const x = Math.min(...parts.map(({ at }) => at[0]));
  const y = Math.min(...parts.map(({ at }) => at[1]));
  const right = Math.max(...parts.map(({ at, box }) => at[0] + box.width));
  const bottom = Math.max(...parts.map(({ at, box }) => at[1] + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * Where a group is on the stage, in px of the stage.
 *
 * @param {SVGSVGElement} stage
 * @param {string} path
 * @returns {[number, number] | null}
 */
export function placeOn(stage, path) {
  const element = placeOfGroup(stage, path);
  if (!element) return null;
  const box = element.getBoundingClientRect();
  const origin = stage.getBoundingClientRect();
  return [box.x + box.width / 2 - origin.x, box.y + box.height / 2 - origin.y];
}

/**
 * The middle of a box or label in the picture's own measures, wherever it is on its way to.
 *
 * @param {SVGGElement} element
 * @returns {[number, number]}
 */
export function centreOf(element) {
  const { x, y, width, height } = element.getBBox();
  const styled = /translate\(([-\d.e]+)(?:px)?,?\s*([-\d.e]+)/.exec(
    element.style.transform || (element.getAttribute("transform") ?? ""),
  );
  return [x + width / 2 + Number(styled?.[1] ?? 0), y + height / 2 + Number(styled?.[2] ?? 0)];
}
