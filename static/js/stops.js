/** Where playing stops, as at a debugger's breakpoints: at a node, or at a line of the program. */

import { spansOf, valueId } from "./groups.js";

/** @typedef {import("./types.js").PageState} PageState */
/** @typedef {import("./types.js").PageStore} PageStore */

/**
 * @param {PageStore} store
 * @param {"nodes" | "lines"} kind
 * @param {number} which
 */
export function toggleStop(store, kind, which) {
  const { stops } = store.get();
  const there = stops[kind].includes(which);
  const next = there ? stops[kind].filter((other) => other !== which) : [...stops[kind], which];
  store.set({ stops: { ...stops, [kind]: next } });
}

/**
 * Whether the step that leads to a position happens where somebody wants to stop.
 *
 * @param {Readonly<PageState>} state
 * @param {number} position
 */
export function stopsAt({ graph, timeline, stops, answered }, position) {
  const step = timeline?.steps[position - 1];
  if (!step || !graph || stops.nodes.length + stops.lines.length === 0) return false;
  const node = graph.nodes[step.node];
  const target = step.kind === "contribution" ? graph.nodes[step.parent] : node;
  if (stops.nodes.includes(valueId(node)) || stops.nodes.includes(valueId(target))) return true;
  return spansOf(node).some(([from]) => stops.lines.includes(lineOf(answered, from)));
}

/**
 * @param {string} source
 * @param {number} place in code points
 */
function lineOf(source, place) {
  let line = 1;
  let at = 0;
  for (const letter of source) {
    if (at++ >= place) break;
    if (letter === "\n") line += 1;
  }
  return line;
}

/**
 * The node a key is about: the one with the focus, or under the pointer, or chosen, or of the present step.
 *
 * @param {Readonly<PageState>} state
 * @returns {number | null} its id in the whole graph
 */
export function nodeMeant({ graph, hovered, chosen, timeline, position }) {
  const focused = document.activeElement?.closest("[data-node]")?.getAttribute("data-node");
  const step = timeline?.steps[position - 1];
  const present = step && (step.kind === "contribution" ? step.parent : step.node);
  const box = focused ? Number(focused) : hovered;
  if (box === null && chosen !== null) return chosen;
  const node = graph?.nodes[box ?? present ?? -1];
  return node ? valueId(node) : null;
}
