/** How large a node is drawn. The server places boxes by these sizes, so they do not depend on any number. */

import { isComputed, isSingle } from "./groups.js";

export const CARD_HEIGHT = 50;
export const OP_SIZE = 34;
export const OP_GAP = 12;
const CARD_PADDING = 10;
const NUMBER_WIDTH = 72;
const LETTER_WIDTH = 7.4;
const LEAST_CARD = 132; // the longest gradients beside the word
const MOST_LETTERS = 16;
export const GROUP_WIDTH = 210; // whatever its name: a loop's turns share a layout
export const STACK = 8; // px the cards behind a group's show

/** @typedef {import("./types.js").GraphNode} GraphNode */
/** @typedef {import("./types.js").Direction} Direction */

/**
 * @param {string} name
 * @returns {number} px
 */
export function cardWidth(name) {
  const letters = Math.min([...name].length, MOST_LETTERS);
  return Math.round(Math.max(LEAST_CARD, 2 * CARD_PADDING + letters * LETTER_WIDTH + 8 + NUMBER_WIDTH));
}

/**
 * How many letters of its name a group's card has room for, beside what it gives.
 *
 * @param {GraphNode} node
 */
export function lettersOf(node) {
  if (!node.group || !isComputed(node)) return node.group ? 22 : MOST_LETTERS;
  return isSingle(node) ? 13 : 12;
}

/**
 * Where the parts of a node are in its box: the op's circle stands before the card in the direction of the edges.
 *
 * @typedef {object} Box
 * @property {number} width
 * @property {number} height
 * @property {[number, number]} card its top left corner
 * @property {[number, number]} op the centre of its op's circle
 */

/**
 * @param {GraphNode} node
 * @param {string} name
 * @param {Direction} direction
 * @returns {Box}
 */
export function boxOf(node, name, direction) {
  if (node.group) {
    return { width: GROUP_WIDTH + STACK, height: CARD_HEIGHT + STACK, card: [0, 0], op: [0, 0] };
  }
  const width = cardWidth(name);
  if (node.op === null) return { width, height: CARD_HEIGHT, card: [0, 0], op: [0, 0] };
  const shift = OP_SIZE + OP_GAP;
  return direction === "LR"
    ? { width: width + shift, height: CARD_HEIGHT, card: [shift, 0], op: [OP_SIZE / 2, CARD_HEIGHT / 2] }
    : { width, height: CARD_HEIGHT + shift, card: [0, shift], op: [width / 2, OP_SIZE / 2] };
}

/** @typedef {{ boxes: number[], parent: number | null }} GroupShape */
/** @typedef {{ boxes: [number, number][], edges: [number, number][], groups: GroupShape[], direction: Direction }} Shape */

/**
 * What the server needs to place the graph: sizes, edges, what stands together, and a direction; no text.
 *
 * @param {GraphNode[]} nodes
 * @param {string[]} names
 * @param {Direction} direction
 * @param {import("./types.js").OpenGroup[]} [open]
 * @returns {Shape}
 */
export function shapeOf(nodes, names, direction, open = []) {
  /** @type {[number, number][]} */
  const boxes = nodes.map((node, i) => {
    const { width, height } = boxOf(node, names[i], direction);
    return [width, height];
  });
  /** @type {[number, number][]} */
  const edges = nodes.flatMap((node) =>
    node.parents.map((parent) => /** @type {[number, number]} */ ([parent, node.id])),
  );
  return { boxes, edges, groups: groupShapes(open), direction };
}

/**
 * Of every open group the boxes that are in no group inside it.
 *
 * @param {import("./types.js").OpenGroup[]} open each before those inside it
 * @returns {GroupShape[]}
 */
function groupShapes(open) {
  const place = new Map(open.map(({ path }, i) => [path, i]));
  /** @type {Map<number, number>} */
  const innermost = new Map();
  for (const [i, { boxes }] of open.entries()) for (const box of boxes) innermost.set(box, i);
  return open.map(({ boxes, parent }, i) => ({
    boxes: boxes.filter((box) => innermost.get(box) === i),
    parent: parent === null ? null : (place.get(parent) ?? null),
  }));
}
