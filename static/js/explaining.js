/**
 * A step in words, symbols and numbers: what came from above, by what it is multiplied and why, what it is added to.
 */

import { callings, chainRule, LETTERS, othersIn } from "./chain_rule.js";
import { html } from "./dom.js";
import { explainFolded } from "./folded.js";
import { brief, columnOf, plus, signName } from "./format.js";
import { fillRule, formula, m, mo, partial, quantity } from "./math.js";
import { isName, shorten, symbolOf } from "./names.js";
import { block, IN_TEXT, list, nameOf, row, rows } from "./prose.js";
import { stepAt } from "./timeline.js";

/** @typedef {import("./types.js").PageState} PageState */
/** @typedef {import("./types.js").ContributionStep} ContributionStep */

/**
 * @typedef {object} Explained
 * @property {string} title
 * @property {Element[]} says paragraphs, the one that matters most first
 * @property {Element[]} formulas
 * @property {Element[]} more the numbers, line by line, and asides
 */

/**
 * The step that led to where we are; null where there is nothing to step through.
 *
 * @param {Readonly<PageState>} state
 * @returns {Explained | null}
 */
export function explained(state) {
  const { graph, timeline, position } = state;
  if (!graph || !timeline) return null;
  const step = stepAt(timeline, position);
  if (!step) return beginning(state);
  const folded = explainFolded(state, step);
  if (folded) return folded;
  if (step.kind === "value") return valueStep(state, step.node);
  return step.kind === "seed" ? seedStep(state, step) : contributionStep(state, step);
}

/**
 * @param {Readonly<PageState>} state
 * @returns {Explained}
 */
function beginning({ timeline }) {
  const text = timeline?.forward
    ? "The leaves are given. The forward pass computes one value after the other, each from its parents."
    : "This is a single leaf: there is nothing to compute.";
  return { title: "Start", says: [html("p", {}, text)], formulas: [], more: [] };
}

/**
 * @param {Readonly<PageState>} state
 * @param {number} id
 * @returns {Explained}
 */
function valueStep({ graph, names, table, timeline, position, concealed }, id) {
  const node = must(graph).nodes[id];
  const op = table?.ops.get(node.op ?? "");
  const parents = node.parents.map((parent) => must(graph).nodes[parent]);
  const k = brief(node.constant ?? 0);
  const says = [
    html("p", {}, nameOf(names, id), " is computed from ", ...list(names, [...new Set(node.parents)]), "."),
  ];
  if (position === timeline?.forward && !concealed) says.unshift(ready(names, must(graph).root));
  /** @type {Element[]} */
  const formulas = [];
  if (op) {
    const { called, where } = callings(names, node.parents);
    const words = fillings(node.parents.map(called), k);
    const numbers = fillings(
      parents.map(({ data }) => brief(data)),
      k,
    );
    formulas.push(
      block(
        "formulas",
        // a piece of program is its own formula: only a given name is worth an equation
        formula(
          ...(isName(names[id]) ? [quantity(names[id]), mo("=")] : []),
          fillRule(op.formula_mathml, words),
        ),
        formula(mo("="), fillRule(op.formula_mathml, numbers), mo("="), quantity(brief(node.data))),
      ),
      ...where,
    );
  }
  const show = columnOf([...parents.map(({ data }) => data), node.data]);
  const more = [
    rows([
      ...node.parents.map((parent, i) => row(names[parent], show(parents[i].data), "value")),
      row(names[id], show(node.data), "value total"),
    ]),
  ];
  return { title: "This value", says, formulas, more };
}

/**
 * All values are there: what the backward pass is going to find out.
 *
 * @param {string[]} names
 * @param {number} root
 */
function ready(names, root) {
  const asks = [
    "The forward pass is done: every value is there, and every gradient is still 0. Now the question is: how much does ",
    nameOf(names, root),
    " change when any of them changes a little?",
  ];
  return html("p", {}, ...asks);
}

/**
 * @param {Readonly<PageState>} state
 * @param {import("./types.js").SeedStep} step
 * @returns {Explained}
 */
function seedStep({ names }, { node, before, after }) {
  const root = symbolOf(names[node]);
  if (after !== 1) {
    const words = [
      "The loss is further on. What came back from there to ",
      nameOf(names, node),
      ` is ${brief(after)}, and from here the pass goes on with it.`,
    ];
    return { title: "The gradient that arrives", says: [html("p", {}, ...words)], formulas: [], more: [] };
  }
  const says = [
    html(
      "p",
      {},
      "The backward pass starts at the root. ",
      nameOf(names, node),
      " changes exactly as much as itself, so its gradient is 1: the seed gradient.",
    ),
  ];
  const formulas = [block("formulas", formula(partial(root, root), mo("="), quantity("1")))];
  if (before !== 0 && before !== 1)
    says.push(html("p", {}, `It had ${brief(before)} from an earlier pass; the seed replaces that.`));
  return { title: "The seed gradient", says, formulas, more: [] };
}

/**
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 * @returns {Explained}
 */
function contributionStep(state, step) {
  const { graph, names, table, fill } = state;
  const { nodes, root } = must(graph);
  const node = nodes[step.node];
  const parent = nodes[step.parent];
  const op = table?.ops.get(node.op ?? "");
  const uses = node.parents.filter((id) => id === step.parent).length;
  const nth = node.parents.slice(0, step.slot + 1).filter((id) => id === step.parent).length;

  const says = html("p", {});
  says.append(nameOf(names, parent.id), " reaches ", nameOf(names, root));
  if (node.id === root) says.append(" directly. ");
  else says.append(" through ", nameOf(names, node.id), ". ");
  if (op) says.append(...reason(op.reasons[step.slot], node, names));
  const sentences = [says];
  if (uses > 1) {
    sentences.push(
      html(
        "p",
        { class: "aside" },
        nameOf(names, parent.id),
        ` is used ${uses === 2 ? "twice" : `${uses} times`} here. This is use ${nth}: each adds its own contribution.`,
      ),
    );
  }

  const { called, where } = callings(names, [
    root,
    parent.id,
    node.id,
    ...othersIn(op?.rules[step.slot], node),
  ]);
  const local = m("math", partial(called(node.id), called(parent.id)));
  if (op) {
    const words = fillings(node.parents.map(called), brief(node.constant ?? 0), called(node.id));
    local.append(mo("="), fillRule(op.rules_mathml[step.slot], words));
  }
  const show = columnOf([step.upstream, step.local ?? 0, step.amount, step.before, step.after]);
  /** @type {Element[]} */
  const more = [
    rows([
      row(
        ["upstream, ", m("math", partial(called(root), called(node.id)))],
        show(step.upstream),
        signName(step.upstream),
      ),
      row(["× local, ", local], show(step.local ?? 0), "value"),
      row("contribution", plus(step.amount, show), `${signName(step.amount)} total`),
      row(`${shorten(names[parent.id], IN_TEXT)}.grad before`, show(step.before), ""),
      row(
        `${shorten(names[parent.id], IN_TEXT)}.grad after`,
        plus(step.after, show),
        `${signName(step.after)} strong`,
      ),
    ]),
  ];
  if (op?.subgradient && onKink(op.name, node, nodes)) {
    more.push(
      html("p", { class: "aside" }, `The derivative does not exist here; by agreement, ${op.subgradient}.`),
    );
  }
  const letters = [root, parent.id, node.id].map(called).join("").length;
  const formulas = [
    block(letters > 10 ? "formulas long" : "formulas", chainRule(state, step, fill)),
    ...where,
  ];
  return { title: "This contribution", says: sentences, formulas, more };
}

/**
 * Whether the stated convention was used for this node.
 *
 * @param {string} op
 * @param {import("./types.js").GraphNode} node
 * @param {import("./types.js").GraphNode[]} nodes
 */
function onKink(op, node, nodes) {
  const [a, b] = node.parents.map((id) => nodes[id].data);
  if (op === "max" || op === "min") return a === b;
  return op === "pow" ? a <= 0 : a === 0;
}

/**
 * @param {string} text with {a}, {b}, {o} and {k} for names
 * @param {import("./types.js").GraphNode} node
 * @param {string[]} names
 */
function reason(text, node, names) {
  const ids = { a: node.parents[0], b: node.parents[1], o: node.id };
  return text.split(/\{([abok])\}/).map((part, i) => {
    if (i % 2 === 0) return part;
    return part === "k"
      ? html("b", {}, brief(node.constant ?? 0))
      : nameOf(names, ids[/** @type {"a"} */ (part)]);
  });
}

/**
 * @param {string[]} operands
 * @param {string} k
 * @param {string} [o]
 * @returns {Record<string, string>}
 */
function fillings(operands, k, o) {
  const filled = Object.fromEntries(operands.map((text, i) => [LETTERS[i], text]));
  return { ...filled, k, ...(o === undefined ? {} : { o }) };
}

/**
 * @template T
 * @param {T | null} value
 * @returns {T}
 */
function must(value) {
  if (value === null) throw new Error("there is no graph yet");
  return value;
}
