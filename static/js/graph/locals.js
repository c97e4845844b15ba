/** The local derivative on every edge, and what a contribution is made of, written where it happens. */

import { OP_SIZE } from "../boxes.js";
import { setAttribute, setText, svg } from "../dom.js";
import { plus, short, signName } from "../format.js";
import { edgeKey } from "../timeline.js";

const SIZE = 13; // px of its letters
const LETTER = 7.9; // px, of a fixed width
const FULL = 24; // letters; a longer product is told by its result alone
const WAYS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]; // where on an edge its chip may stand, the best first
const SAMPLES = Array.from({ length: 15 }, (_, i) => i / 14);
const ENOUGH = 40; // px from the next chip or edge
const BEYOND = 24; // px beside the outermost cards that are in view when all of the graph is
const MANY = 150; // edges; of more nobody reads each

/** @typedef {{ x: number, y: number, width: number, height: number }} Area */

/** @typedef {import("../types.js").Graph} Graph */

/**
 * @param {number | null} local
 * @returns {string}
 */
const timesText = (local) => (local === null ? "" : `×${brisk(local)}`);

/**
 * Three digits that matter: an edge is short, and says the rest when it is pointed at.
 *
 * @param {number} x
 */
function brisk(x) {
  const size = Math.abs(x);
  return size >= 0.001 && size < 1000 ? String(Number(x.toPrecision(3))).replace("-", "−") : short(x);
}

/**
 * Where the chips of all edges stand: each on its own edge, as far from the others as that goes.
 *
 * @param {[number, number][][]} curves each a start, and three control points a segment
 * @returns {[number, number][]}
 */
export function placesOf(curves) {
  const samples = curves.map((curve) => SAMPLES.map((way) => pointOn(curve, way)));
  /** @type {[number, number][]} */
  const taken = [];
  for (const [i, curve] of curves.entries()) {
    const places = WAYS.map((way) => pointOn(curve, way));
    const others = curves.length > MANY ? [] : samples.filter((_, j) => j !== i).flat();
    const room = places.map((place) => Math.min(ENOUGH, nearest(place, taken), nearest(place, others)));
    taken.push(places[room.indexOf(Math.max(...room))]);
  }
  return taken;
}

/**
 * @param {[number, number]} place
 * @param {[number, number][]} others
 * @returns {number} px, where a chip's height counts twice as much as its width
 */
function nearest([x, y], others) {
  let least = Number.POSITIVE_INFINITY;
  for (const [otherX, otherY] of others)
    least = Math.min(least, Math.max(Math.abs(otherX - x), 2 * Math.abs(otherY - y)));
  return least;
}

/**
 * A chip for an edge.
 *
 * @param {string} key
 * @param {[number, number]} place
 * @returns {SVGGElement}
 */
export function buildChip(key, [x, y]) {
  const text = svg("text", { "text-anchor": "middle", "dominant-baseline": "central" });
  const attributes = { class: "local", "data-local": key, role: "img", tabindex: -1 };
  return svg("g", { ...attributes, transform: `translate(${x} ${y})` }, svg("rect", { rx: 9 }), text);
}

/**
 * @param {Map<string, SVGGElement>} chips by edgeKey
 * @param {Graph} graph
 * @param {string[]} names
 * @param {import("../types.js").Moment} moment
 * @param {string | null} active the edge of this step
 */
export function paintChips(chips, graph, names, moment, active) {
  for (const { node, contributions } of graph.backward) {
    for (const contribution of contributions) {
      const key = edgeKey(node, contribution.slot);
      const chip = chips.get(key);
      if (!chip) continue;
      const text = timesText(contribution.spread ? null : contribution.local);
      const shown = text !== "" && moment.known[node];
      setAttribute(chip, "class", `local ${shown ? "" : "empty"} ${key === active ? "active" : ""}`);
      const [ground, letters] = chip.children;
      setText(letters, text);
      const width = text.length * LETTER + 8;
      setAttribute(ground, "x", String(-width / 2));
      setAttribute(ground, "y", String(-SIZE / 2 - 3));
      setAttribute(ground, "width", String(width));
      setAttribute(ground, "height", String(SIZE + 6));
      const made = moment.made.get(key);
      const said = made ? productText(made, true) : `local derivative ${text.slice(1)}`;
      setAttribute(chip, "aria-label", `${names[node]} to ${names[contribution.parent]}: ${said}`);
    }
  }
}

/**
 * upstream × local = contribution, in numbers.
 *
 * @param {import("../types.js").ContributionStep} step
 * @param {boolean} [words]
 */
function productText({ upstream, local, amount, spread }, words = false) {
  if (spread) return `‖${short(amount)}‖`;
  if (local === null) return plus(amount, short);
  return words
    ? `upstream ${short(upstream)} × local ${short(local)} = ${plus(amount, short)}`
    : `${short(upstream)} × ${short(local)} = ${plus(amount, short)}`;
}

/**
 * The product of the present step, beside the op that makes it.
 *
 * @param {import("./scene.js").Scene} scene
 * @param {import("../types.js").ContributionStep} step
 */
export function productTag(scene, step) {
  const [full, result] = [productText(step), plus(step.amount, short)];
  const whole = step.spread || (full.length <= FULL && besideOp(scene, step.node, full).fits);
  const text = whole ? full : result;
  const tone = step.spread ? "mixed" : signName(step.amount);
  return tag(text, besideOp(scene, step.node, text).place, `product ${tone}`);
}

/**
 * What an edge says when the pointer or the focus is on it.
 *
 * @param {SVGGElement} chip
 */
export function tipOf(chip) {
  const place = /translate\(([-\d.e]+) ([-\d.e]+)\)/.exec(chip.getAttribute("transform") ?? "");
  const at = /** @type {[number, number]} */ ([Number(place?.[1] ?? 0), Number(place?.[2] ?? 0) - 26]);
  return tag((chip.getAttribute("aria-label") ?? "").split(": ").slice(1).join(": "), at, "product tip");
}

/**
 * @param {string} text
 * @param {[number, number]} at
 * @param {string} classes
 */
function tag(text, [x, y], classes) {
  const width = 16 + [...text].length * LETTER;
  return svg(
    "g",
    { class: classes, transform: `translate(${x} ${y})`, "aria-hidden": "true" },
    svg("rect", { x: -width / 2, y: -12, width, height: 24, rx: 12 }),
    svg("text", { "text-anchor": "middle", "dominant-baseline": "central" }, text),
  );
}

/**
 * The place around an op at which a tag hides least of any card, and whether there is room for all of it.
 *
 * @param {import("./scene.js").Scene} scene
 * @param {number} id
 * @param {string} text
 * @returns {{ place: [number, number], fits: boolean }}
 */
function besideOp({ nodes }, id, text) {
  const { at, box } = nodes[id];
  const x = at[0] + box.op[0];
  const y = at[1] + box.op[1];
  const width = 16 + text.length * LETTER;
  const aside = OP_SIZE / 2 + 6 + width / 2;
  const around = /** @type {[number, number][]} */ (
    box.card[0] > 0
      ? [
          [x, y - OP_SIZE / 2 - 25],
          [x, y + OP_SIZE / 2 + 25],
          [x - width / 2 + OP_SIZE / 2, y - OP_SIZE / 2 - 16],
        ]
      : [
          [x + aside, y],
          [x - aside, y],
          [x + aside, y - 14],
        ]
  );
  const cards = nodes.map((node) => ({
    x: node.at[0] + node.box.card[0],
    y: node.at[1] + node.box.card[1],
    width: node.box.width - node.box.card[0],
    height: node.box.height - node.box.card[1],
  }));
  const hides = around.map(([left, top]) => {
    const area = { x: left - width / 2, y: top - 12, width, height: 24 };
    return cards.reduce((sum, card) => sum + shared(area, card), 0);
  });
  const [left, top] = around[hides.indexOf(Math.min(...hides))];
  const kept = within(left, width, cards);
  return { place: [kept, top], fits: kept === left };
}

/**
 * The middle of a tag so that it stays over the graph: beyond that the window may end.
 *
 * @param {number} middle
 * @param {number} width
 * @param {Area[]} cards
 */
function within(middle, width, cards) {
  const least = Math.min(...cards.map(({ x }) => x)) - BEYOND + width / 2;
  const most = Math.max(...cards.map(({ x, width: wide }) => x + wide)) + BEYOND - width / 2;
  return least > most ? middle : Math.min(Math.max(middle, least), most);
}

/**
 * How much of two areas is shared.
 *
 * @param {Area} a
 * @param {Area} b
 */
function shared(a, b) {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(across, 0) * Math.max(down, 0);
}

/**
 * @param {[number, number][]} points
 * @param {number} way from 0 at its start to 1 at its end
 * @returns {[number, number]}
 */
function pointOn(points, way) {
  const segments = (points.length - 1) / 3;
  const first = Math.min(Math.floor(way * segments), segments - 1);
  const t = way * segments - first;
  const [a, b, c, d] = points.slice(3 * first, 3 * first + 4);
  const s = 1 - t;
  const at = (/** @type {0 | 1} */ i) =>
    s ** 3 * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t ** 3 * d[i];
  return [at(0), at(1)];
}
