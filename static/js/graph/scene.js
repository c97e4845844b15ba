/**
 * The picture's elements: a card for every Value, a stack of cards for every closed group, a frame for every open one,
 * a circle for every op, a curve for every parent.
 */

import { boxOf, CARD_HEIGHT, cardWidth, GROUP_WIDTH, nameOnCard, OP_SIZE, PADDING, STACK } from "../boxes.js";
import { svg } from "../dom.js";
import { brief } from "../format.js";
import { contentsOf } from "../groups.js";
import { isEditable } from "../literals.js";
import { fitText } from "../measure.js";
import { edgeKey } from "../timeline.js";
import { spread } from "./bundle.js";
import { buildFrames } from "./frames.js";
import { buildChip, placesOf } from "./locals.js";

const FAR_LETTERS = 30; // px, of a name seen from far away

/**
 * @typedef {object} NodeParts
 * @property {SVGGElement} group
 * @property {SVGTextElement} data
 * @property {SVGTextElement} grad
 * @property {SVGTSpanElement} glyph
 * @property {SVGTSpanElement} amount
 * @property {[number, number]} at top left corner of the box
 * @property {import("../boxes.js").Box} box
 * @property {string} identity what tells that it is the same node in another structure
 * @property {string} key what tells that it is the same in another folding of the same graph
 *
 * @typedef {object} Scene
 * @property {SVGGElement} root
 * @property {NodeParts[]} nodes
 * @property {Map<string, SVGPathElement>} edges
 * @property {Map<string, SVGGElement>} chips the local derivatives on them
 */

/**
 * @param {import("../types.js").Graph} graph
 * @param {string[]} names
 * @param {import("../types.js").Layout} layout
 * @param {(op: string) => string} symbolOf
 * @returns {Scene}
 */
export function buildScene(graph, names, layout, symbolOf) {
  const { grounds, labels } = buildFrames(graph.groups ?? [], layout.frames ?? []);
  const edgeLayer = svg("g", { class: "edges" });
  const chipLayer = svg("g", { class: "locals" });
  const nodeLayer = svg("g", { class: "nodes" });
  const edges = new Map();
  const chips = new Map();
  const merged = mergedEdges(graph, names);
  const curves = spread(layout.edges, graph.nodes, layout.direction);
  const places = placesOf(curves);
  let i = 0;
  for (const node of graph.nodes) {
    for (const slot of node.parents.keys()) {
      const key = edgeKey(node.id, slot);
      const place = places[i];
      const d = pathOf(curves[i++]);
      const path = svg("path", { class: "edge", d, "data-edge": key });
      edges.set(key, path);
      edgeLayer.append(path);
      const about = merged.get(key);
      const reach = svg("path", { class: "edge-reach", d, "data-of": key });
      if (about) reach.append(svg("title", {}, about));
      edgeLayer.append(reach);
      const chip = buildChip(key, place);
      chips.set(key, chip);
      chipLayer.append(chip);
    }
  }
  const occurrences = new Map();
  const nodes = graph.nodes.map((node) => {
    const box = boxOf(node, names[node.id], layout.direction);
    const parts = buildNode(node, names[node.id], box, layout.nodes[node.id], symbolOf);
    const nth = (occurrences.get(parts.identity) ?? 0) + 1;
    occurrences.set(parts.identity, nth);
    parts.identity += ` ${nth}`;
    nodeLayer.append(parts.group);
    return parts;
  });
  const root = svg("g", { class: "scene" }, grounds, edgeLayer, labels, nodeLayer, chipLayer);
  return { root, nodes, edges, chips };
}

/**
 * What is said of an edge that stands for several, when the pointer is on it.
 *
 * @param {import("../types.js").Graph} graph
 * @param {string[]} names
 * @returns {Map<string, string>} by edgeKey
 */
function mergedEdges(graph, names) {
  const found = new Map();
  for (const { node, contributions } of graph.backward) {
    for (const { parent, slot, count = 1, magnitude } of contributions) {
      if (!graph.nodes[node].group && !graph.nodes[parent].group) continue;
      const many = count === 1 ? "1 contribution" : `${count} contributions`;
      const size = brief(magnitude ?? 0);
      found.set(edgeKey(node, slot), `${names[node]} to ${names[parent]}: ${many}, magnitude ${size}`);
    }
  }
  return found;
}

/**
 * @param {import("../types.js").GraphNode} node
 * @param {string} name
 * @param {import("../boxes.js").Box} box
 * @param {[number, number]} centre
 * @param {(op: string) => string} symbolOf
 * @returns {NodeParts}
 */
function buildNode(node, name, box, centre, symbolOf) {
  const width = node.group ? GROUP_WIDTH : cardWidth(name);
  const data = svg("text", { class: "data", x: width - PADDING, y: 22, "text-anchor": "end" });
  const glyph = svg("tspan", { class: "glyph" });
  const amount = svg("tspan");
  const grad = svg("text", { class: "grad", x: width - PADDING, y: 47, "text-anchor": "end" }, glyph, amount);
  const card = svg(
    "g",
    { class: "card", transform: `translate(${box.card[0]} ${box.card[1]})` },
    svg("rect", { class: "face", width, height: CARD_HEIGHT, rx: 9 }),
    svg("line", { class: "rule", x1: PADDING, x2: width - PADDING, y1: 29.5, y2: 29.5 }),
    svg("text", { class: "name", x: PADDING, y: 22 }, nameOnCard(node, name)),
    data,
    svg("text", { class: "caption", x: PADDING, y: 46.5 }, node.group ? contentsOf(node.group) : "grad"),
    grad,
  );
  const far = svg("text", { class: "far-name", x: width / 2, y: CARD_HEIGHT / 2 });
  far.append(fitText(name, width - PADDING, FAR_LETTERS, 650));
  card.append(far, svg("circle", { class: "stop-dot", r: 7 }));
  if (!node.group) card.append(svg("title", {}, name));
  if (isEditable(node))
    card.append(svg("rect", { class: "dial", width, height: 30, rx: 9, "data-dial": node.id }));
  if (node.group) {
    for (const shift of [STACK, STACK / 2])
      card.prepend(
        svg("rect", {
          class: "behind",
          x: shift,
          y: shift,
          width: GROUP_WIDTH,
          height: CARD_HEIGHT,
          rx: 9,
        }),
      );
  }
  const at = /** @type {[number, number]} */ ([centre[0] - box.width / 2, centre[1] - box.height / 2]);
  const group = svg("g", { class: `node ${node.kind}`, "data-node": node.id, ...buttonOf(node) }, card);
  if (node.group) group.prepend(svg("title", {}, `Open ${name}, ${contentsOf(node.group)}`));
  if (node.op !== null) group.prepend(buildOp(node, symbolOf(node.op), box));
  group.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
  const key = node.group ? `group ${node.group.path}` : `value ${node.value ?? node.id}`;
  return { group, data, grad, glyph, amount, at, box, identity: `${node.op ?? ""} ${name}`, key };
}

/**
 * A card is a picture with a name, within reach of the keyboard; a closed group is a button that opens it.
 *
 * @param {import("../types.js").GraphNode} node
 * @returns {import("../dom.js").Attributes}
 */
function buttonOf({ group }) {
  if (!group) return { role: "img", tabindex: -1 };
  return {
    role: "button",
    tabindex: 0,
    "aria-expanded": "false",
    "data-open": group.path,
  };
}

/**
 * @param {import("../types.js").GraphNode} node
 * @param {string} symbol
 * @param {import("../boxes.js").Box} box
 */
function buildOp(node, symbol, { op: [x, y], card, width }) {
  const shown = node.op === "powk" ? `^${shortNumber(node.constant ?? 0)}` : symbol;
  const size = [...shown].length > 4 ? 9.5 : [...shown].length > 2 ? 12 : [...shown].length > 1 ? 13 : 16;
  const end = card[0] > 0 ? { x2: card[0], y2: y } : { x2: width / 2, y2: card[1] };
  return svg(
    "g",
    { class: "operator" },
    svg("line", { class: "stem", x1: x, y1: y, ...end }),
    svg("circle", { cx: x, cy: y, r: OP_SIZE / 2 }),
    svg("text", { x, y, "font-size": size, "text-anchor": "middle", "dominant-baseline": "central" }, shown),
  );
}

/** @param {number} k */
function shortNumber(k) {
  return String(Number(k.toPrecision(3))).replace("-", "−");
}

/** @param {[number, number][]} points a start, and three control points a segment */
function pathOf(points) {
  const [start, ...rest] = points;
  return `M${start[0]},${start[1]}C${rest.map(([x, y]) => `${x},${y}`).join(" ")}`;
}
