/** How large a node is drawn. The server places boxes by these sizes, so they do not depend on any number. */

export const CARD_HEIGHT = 50;
export const OP_SIZE = 28;
export const OP_GAP = 12;
const CARD_PADDING = 10;
const NUMBER_WIDTH = 72;
const LETTER_WIDTH = 7.4;
const LEAST_CARD = 112;
const MOST_LETTERS = 16;

/** @typedef {import("./types.js").GraphNode} GraphNode */

/**
 * @param {string} name
 * @returns {number} px
 */
export function cardWidth(name) {
  const letters = Math.min([...name].length, MOST_LETTERS);
  return Math.round(Math.max(LEAST_CARD, 2 * CARD_PADDING + letters * LETTER_WIDTH + 8 + NUMBER_WIDTH));
}

/**
 * The name as far as its card has room for it.
 *
 * @param {string} name
 */
export function fittingName(name) {
  const letters = [...name];
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join("")}…`;
}

/**
 * The width of a node's box: its card, and its op's circle before it.
 *
 * @param {GraphNode} node
 * @param {string} name
 */
export function boxWidth(node, name) {
  return cardWidth(name) + (node.op === null ? 0 : OP_SIZE + OP_GAP);
}

/**
 * What the server needs to place the graph: sizes and edges, no text.
 *
 * @param {GraphNode[]} nodes
 * @param {string[]} names
 * @returns {{ boxes: [number, number][], edges: [number, number][] }}
 */
export function shapeOf(nodes, names) {
  /** @type {[number, number][]} */
  const boxes = nodes.map((node, i) => [boxWidth(node, names[i]), CARD_HEIGHT]);
  /** @type {[number, number][]} */
  const edges = nodes.flatMap((node) =>
    node.parents.map((parent) => /** @type {[number, number]} */ ([parent, node.id])),
  );
  return { boxes, edges };
}
