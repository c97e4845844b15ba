/** The chain rule for one contribution, as a formula, and what the nodes in it are called. */

import { html, m } from "./dom.js";
import { brief } from "./format.js";
import { factor, formula, mo, partial, quantity } from "./math.js";
import { isName } from "./names.js";
import { edgeKey } from "./timeline.js";

/** @typedef {import("./types.js").PageState} PageState */
/** @typedef {import("./types.js").ContributionStep} ContributionStep */

export const LETTERS = ["a", "b"]; // what the op table calls an op's operands
const SHORT_IN_FORMULA = 7;
const MOST_IN_ALL = 32; // letters of all names; with more, only short ones stay
const LONGEST_IN_FORMULA = 24; // letters of a piece of program
const LONGEST_NAME = 14;

/** @type {import("./types.js").Stage[]} how far the chain rule's symbols are replaced by numbers */
export const STAGES = ["symbols", "upstream", "local", "number"];

/**
 * The operands that a local derivative's rule speaks of.
 *
 * @param {string | undefined} rule
 * @param {import("./types.js").GraphNode} node
 */
export function othersIn(rule, { parents }) {
  return parents.filter((_, i) => rule && new RegExp(`\\b${LETTERS[i]}\\b`).test(rule));
}

/**
 * What each node is called in a formula: what is too long for it gets a letter, and a line that says what it stands for.
 *
 * @param {string[]} names
 * @param {number[]} ids
 * @returns {{ called: (id: number) => string, where: Element[] }}
 */
export function callings(names, ids) {
  const free = [..."uvwpqrst"].filter((letter) => !names.includes(letter));
  /** @type {Map<string, string>} */
  const letters = new Map();
  const all = new Set(ids.map((id) => names[id]));
  const most = [...all].join("").length > MOST_IN_ALL ? SHORT_IN_FORMULA : LONGEST_IN_FORMULA;
  for (const name of all) {
    if ([...name].length > (isName(name) ? LONGEST_NAME : most)) letters.set(name, free[letters.size] ?? "z");
  }
  const where = [...letters].map(([name, letter]) => {
    const set = [...name].length <= MOST_IN_ALL ? m("math", quantity(name)) : html("code", {}, name);
    return html("p", { class: "aside" }, html("i", {}, letter), " is ", set);
  });
  return { called: (id) => letters.get(names[id]) ?? names[id], where };
}

/**
 * The chain rule for one contribution, filled in as far as the person wants.
 *
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 * @param {import("./types.js").Stage} fill
 * @returns {Element}
 */
export function chainRule({ graph, names, table }, step, fill) {
  if (!graph) return formula();
  const { root } = graph;
  const node = graph.nodes[step.node];
  const others = othersIn(table?.ops.get(node.op ?? "")?.rules[step.slot], node);
  const { called: short } = callings(names, [root, step.parent, step.node, ...others]);
  const far = STAGES.indexOf(fill);
  const edge = edgeKey(step.node, step.slot);
  const upstream = far > 0 ? factor(brief(step.upstream)) : partial(short(root), short(step.node));
  const local = far > 1 ? factor(brief(step.local ?? 0)) : partial(short(step.node), short(step.parent));
  upstream.setAttribute("data-lights", `${step.node}`);
  local.setAttribute("data-lights", `${step.node} ${step.parent} ${edge}`);
  const sum = formula(partial(short(root), short(step.parent)), mo("+="), upstream, mo("⋅"), local);
  if (far > 2) sum.append(mo("="), quantity(brief(step.amount)));
  return sum;
}
