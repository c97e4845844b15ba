/** How large a node is drawn. The server places boxes by these sizes, so they do not depend on any number. */

import { isComputed, isSingle } from "./groups.js";
import { fitText, textWidth } from "./measure.js";

export const LETTERS = 15; // px, of names and numbers on a card
export const CARD_HEIGHT = 56;
export const PADDING = 9;
export const OP_SIZE = 34;
export const OP_GAP = 9;
const NUMBER_WIDTH = 73; // of eight digits
const LEAST_CARD = 140; // the longest gradients and their glyph beside the word
const MOST_NAME = 120;
export const GROUP_WIDTH = 216; // whatever its name: a loop's iterations share a layout
export const STACK = 8; // px the cards behind a group's show
const BOLD = 650;

/** @typedef {import("./types.js").GraphNode} GraphNode */
/** @typedef {import("./types.js").Direction} Direction */

/**
 * @param {string} name
 * @returns {number} px
 */
export function cardWidth(name) {
  const written = Math.min(textWidth(name, LETTERS, BOLD), MOST_NAME);
  return Math.ceil(Math.max(LEAST_CARD, 2 * PADDING + written + 8 + NUMBER_WIDTH));
}

/**
 * As much of a node's name as its card has room for, beside its number.
 *
 * @param {GraphNode} node
 * @param {string} name
 */
export function nameOnCard(node, name) {
  const room = node.group
    ? GROUP_WIDTH - 2 * PADDING - (isComputed(node) ? roomForData(node) : 0)
    : MOST_NAME;
  return fitText(name, room, LETTERS, BOLD);
}

/** @param {GraphNode} node */
function roomForData(node) {
  return (isSingle(node) ? NUMBER_WIDTH : textWidth("99 outputs", LETTERS)) + 8;
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
