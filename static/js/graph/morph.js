/** Boxes move from where they were to where they are: nothing jumps. What a group held comes out of its box. */

import { MORPH } from "../motion.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").NodeParts} NodeParts */
/** @typedef {import("../types.js").Graph} Graph */
/** @typedef {[number, number]} Place */

/** @type {KeyframeAnimationOptions} */
const TIMING = { duration: MORPH, easing: "cubic-bezier(.3,0,.1,1)" };

/**
 * The same structure with other widths: every box by its id.
 *
 * @param {Scene} scene
 * @param {Scene} old
 */
export function morphSame(scene, old) {
  for (const [id, parts] of scene.nodes.entries()) move(parts, old.nodes[id]?.at);
}

/**
 * Another program: what has the same name is the same box.
 *
 * @param {Scene} scene
 * @param {Scene} old
 */
export function morphNew(scene, old) {
  const places = new Map(old.nodes.map(({ identity, at }) => [identity, at]));
  for (const parts of scene.nodes) move(parts, places.get(parts.identity));
  fadeIn(scene);
}

/**
 * The same graph folded in another way.
 *
 * @param {Scene} scene
 * @param {Graph} graph
 * @param {Scene} old
 * @param {Graph} before
 */
export function morphFolding(scene, graph, old, before) {
  const places = new Map(old.nodes.map(({ key, at }) => [key, at]));
  const around = groupsAround(graph);
  for (const [id, parts] of scene.nodes.entries()) {
    const held = around(id).find((path) => places.has(`group ${path}`));
    move(parts, places.get(parts.key) ?? (held === undefined ? undefined : places.get(`group ${held}`)));
  }
  fadeIn(scene);
  takeIn(scene, old, groupsAround(before));
}

/**
 * What is now inside a box goes there and is gone.
 *
 * @param {Scene} scene
 * @param {Scene} old
 * @param {(id: number) => string[]} around
 */
function takeIn(scene, old, around) {
  const boxes = new Map(scene.nodes.map(({ key, at }) => [key, at]));
  const layer = scene.root.querySelector(".nodes");
  for (const [id, parts] of old.nodes.entries()) {
    const into = around(id).find((path) => boxes.has(`group ${path}`));
    const to = into === undefined ? undefined : boxes.get(`group ${into}`);
    if (!to || boxes.has(parts.key)) continue;
    const ghost = parts.group;
    for (const name of ["role", "tabindex", "data-node", "data-open"]) ghost.removeAttribute(name);
    ghost.setAttribute("class", "ghost");
    ghost.setAttribute("aria-hidden", "true");
    layer?.prepend(ghost);
    const frames = [
      { transform: translate(parts.at), opacity: 1 },
      { transform: translate(to), opacity: 0 },
    ];
    ghost.animate(frames, { ...TIMING, fill: "forwards" }).finished.then(
      () => ghost.remove(),
      () => ghost.remove(),
    );
  }
}

/**
 * The open groups around each box, the innermost first.
 *
 * @param {Graph} graph
 * @returns {(id: number) => string[]}
 */
function groupsAround({ groups = [] }) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const { path, boxes } of groups) {
    for (const box of boxes) found.set(box, [path, ...(found.get(box) ?? [])]);
  }
  return (id) => found.get(id) ?? [];
}

/**
 * @param {NodeParts} parts
 * @param {Place | undefined} from nowhere: fade in
 */
function move({ group, at }, from) {
  if (!from) group.animate([{ opacity: 0 }, { opacity: 1 }], TIMING);
  else if (from[0] !== at[0] || from[1] !== at[1])
    group.animate([{ transform: translate(from) }, { transform: translate(at) }], TIMING);
}

/** @param {Scene} scene */
function fadeIn(scene) {
  const late = [{ opacity: 0 }, { opacity: 0, offset: 0.6 }, { opacity: 1 }];
  for (const path of scene.edges.values()) path.animate(late, TIMING);
  for (const layer of scene.root.querySelectorAll(".frames, .frame-labels")) layer.animate(late, TIMING);
}

/** @param {Place} place */
function translate([x, y]) {
  return `translate(${x}px, ${y}px)`;
}
