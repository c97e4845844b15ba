/**
 * The present step in words, symbols and numbers.
 *
 * Whoever reads it wants to know: what came from above, by what is it multiplied and why, and what is it added to?
 */

import { byId, html } from "../dom.js";
import { explainFolded } from "../folded.js";
import { brief, format, signed, signName } from "../format.js";
import { factor, fillRule, formula, m, mo, partial, quantity } from "../math.js";
import { isName, shorten, symbolOf } from "../names.js";
import { block, IN_TEXT, list, nameOf, row, rows } from "../prose.js";
import { stepAt } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */
/** @typedef {import("../types.js").ContributionStep} ContributionStep */

const LETTERS = ["a", "b"];

/** @param {import("../types.js").PageStore} store */
export function explainView(store) {
  const panel = byId("explain");
  const title = byId("explain-title");

  store.on(["graph", "timeline", "position", "table", "names"], (state) => {
    const { graph, timeline, position } = state;
    if (!graph || !timeline) {
      if (state.answered === "") return; // nothing has been answered yet
      title.textContent = "This step";
      panel.replaceChildren(html("p", {}, "There is no Value here to step through."));
      return;
    }
    const step = stepAt(timeline, position);
    const folded = step && explainFolded(state, step);
    const [heading, ...content] = !step
      ? beginning(state)
      : folded
        ? folded
        : step.kind === "value"
          ? valueStep(state, step.node)
          : step.kind === "seed"
            ? seedStep(state, step)
            : contributionStep(state, step);
    title.textContent = String(heading);
    panel.replaceChildren(...content);
  });
}

/**
 * @param {Readonly<PageState>} state
 * @returns {(Node | string)[]}
 */
function beginning({ timeline }) {
  const text = timeline?.forward
    ? "The leaves are given. The forward pass computes one value after the other, each from its parents."
    : "This is a single leaf: there is nothing to compute.";
  return ["Start", html("p", {}, text)];
}

/**
 * @param {Readonly<PageState>} state
 * @param {number} id
 * @returns {(Node | string)[]}
 */
function valueStep({ graph, names, table }, id) {
  const node = must(graph).nodes[id];
  const op = table?.ops.get(node.op ?? "");
  const parents = node.parents.map((parent) => must(graph).nodes[parent]);
  const k = brief(node.constant ?? 0);
  /** @type {Node[]} */
  const content = [
    html("p", {}, nameOf(names, id), " is computed from ", ...list(names, [...new Set(node.parents)]), "."),
  ];
  if (op) {
    const words = fillings(
      node.parents.map((parent) => symbolOf(names[parent])),
      k,
    );
    const numbers = fillings(
      parents.map(({ data }) => brief(data)),
      k,
    );
    content.push(
      block(
        "formulas",
        // a piece of program is its own formula: only a given name is worth an equation
        formula(
          ...(isName(names[id]) ? [quantity(names[id]), mo("=")] : []),
          fillRule(op.formula_mathml, words),
        ),
        formula(mo("="), fillRule(op.formula_mathml, numbers), mo("="), quantity(brief(node.data))),
      ),
    );
  }
  content.push(
    rows([
      ...node.parents.map((parent, i) => row(names[parent], format(parents[i].data), "value")),
      row(names[id], format(node.data), "value total"),
    ]),
  );
  return ["This value", ...content];
}

/**
 * @param {Readonly<PageState>} state
 * @param {import("../types.js").SeedStep} step
 * @returns {(Node | string)[]}
 */
function seedStep({ names }, { node, before }) {
  const root = symbolOf(names[node]);
  const content = [
    html(
      "p",
      {},
      "The backward pass starts at the root. ",
      nameOf(names, node),
      " changes exactly as much as itself, so its gradient is 1: the seed gradient.",
    ),
    block("formulas", formula(partial(root, root), mo("="), quantity("1"))),
  ];
  if (before !== 0 && before !== 1)
    content.push(html("p", {}, `It had ${brief(before)} from an earlier pass; the seed replaces that.`));
  return ["The seed gradient", ...content];
}

/**
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 * @returns {(Node | string)[]}
 */
function contributionStep({ graph, names, table }, step) {
  const { nodes, root } = must(graph);
  const node = nodes[step.node];
  const parent = nodes[step.parent];
  const op = table?.ops.get(node.op ?? "");
  const short = (/** @type {number} */ id) => symbolOf(names[id]);
  const uses = node.parents.filter((id) => id === step.parent).length;
  const nth = node.parents.slice(0, step.slot + 1).filter((id) => id === step.parent).length;

  const says = html("p", {});
  if (node.id === root) says.append(nameOf(names, root), " feels ", nameOf(names, parent.id), " directly. ");
  else
    says.append(
      nameOf(names, root),
      " feels ",
      nameOf(names, parent.id),
      " through ",
      nameOf(names, node.id),
      ". ",
    );
  if (op) says.append(...reason(op.reasons[step.slot], node, names));
  /** @type {Node[]} */
  const content = [says];
  if (uses > 1) {
    content.push(
      html(
        "p",
        { class: "aside" },
        nameOf(names, parent.id),
        ` is used ${uses === 2 ? "twice" : `${uses} times`} here. This is use ${nth}: each adds its own contribution.`,
      ),
    );
  }

  const letters = [root, parent.id, node.id].map(short).join("").length;
  const chain = [
    partial(short(root), short(parent.id)),
    mo("+="),
    partial(short(root), short(node.id)),
    mo("⋅"),
    partial(short(node.id), short(parent.id)),
  ];
  content.push(
    block(
      letters > 10 ? "formulas long" : "formulas",
      formula(...chain),
      formula(
        quantity(brief(step.amount)),
        mo("="),
        quantity(brief(step.upstream)),
        mo("⋅"),
        factor(brief(step.local ?? 0)),
      ),
    ),
  );

  const local = m("math", partial(short(node.id), short(parent.id)));
  if (op) {
    const words = fillings(node.parents.map(short), brief(node.constant ?? 0), short(node.id));
    local.append(mo("="), fillRule(op.rules_mathml[step.slot], words));
  }
  content.push(
    rows([
      row(
        ["upstream, ", m("math", partial(short(root), short(node.id)))],
        format(step.upstream),
        signName(step.upstream),
      ),
      row(["× local, ", local], format(step.local ?? 0), "value"),
      row("contribution", signed(step.amount), `${signName(step.amount)} total`),
      row(`${shorten(names[parent.id], IN_TEXT)}.grad before`, format(step.before), ""),
      row(
        `${shorten(names[parent.id], IN_TEXT)}.grad after`,
        signed(step.after),
        `${signName(step.after)} strong`,
      ),
    ]),
  );
  if (op?.subgradient && onKink(op.name, node, nodes)) {
    content.push(
      html("p", { class: "aside" }, `The derivative does not exist here; by agreement, ${op.subgradient}.`),
    );
  }
  return ["This contribution", ...content];
}

/**
 * Whether the stated convention was used for this node.
 *
 * @param {string} op
 * @param {import("../types.js").GraphNode} node
 * @param {import("../types.js").GraphNode[]} nodes
 */
function onKink(op, node, nodes) {
  const [a, b] = node.parents.map((id) => nodes[id].data);
  if (op === "max" || op === "min") return a === b;
  return op === "pow" ? a <= 0 : a === 0;
}

/**
 * @param {string} text with {a}, {b}, {o} and {k} for names
 * @param {import("../types.js").GraphNode} node
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
