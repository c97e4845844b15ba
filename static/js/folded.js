/**
 * A step in which a closed group takes part, in words: what goes in, what comes out, and how much flows through.
 */

import { html } from "./dom.js";
import { brief, columnOf, plus, signName } from "./format.js";
import { contentsOf, counted, dataText, isSingle } from "./groups.js";
import { factor, formula, mo, partial, quantity } from "./math.js";
import { shorten, symbolOf } from "./names.js";
import { block, list, nameOf, row, rows } from "./prose.js";

/** @typedef {import("./types.js").PageState} PageState */
/** @typedef {import("./types.js").ContributionStep} ContributionStep */

/**
 * @param {Readonly<PageState>} state
 * @param {import("./types.js").Step} step
 * @returns {import("./explaining.js").Explained | null} null where no group takes part
 */
export function explainFolded(state, step) {
  const nodes = state.graph?.nodes ?? [];
  const node = nodes[step.node];
  if (step.kind === "value") return node.group ? valueOfGroup(state, node) : null;
  if (step.kind === "seed") return null;
  if (node.group) return throughGroup(state, step);
  return isSingle(nodes[step.parent]) ? null : intoGroup(state, step);
}

/**
 * @param {Readonly<PageState>} state
 * @param {import("./types.js").GraphNode} node
 */
function valueOfGroup({ graph, names }, node) {
  const nodes = graph?.nodes ?? [];
  const group = /** @type {import("./types.js").GroupInfo} */ (node.group);
  const from = node.parents.length > 0 ? [" from ", ...list(names, node.parents)] : [];
  const says = html("p", {}, nameOf(names, node.id), " is computed", ...from, ".");
  const inside = html(
    "p",
    { class: "aside" },
    `Inside are ${contentsOf(group)}. Open it to see each of them.`,
  );
  const lines = [
    ...node.parents.map((id) => row(names[id], dataText(nodes[id]), "value")),
    row(isSingle(node) ? `its output, ${symbolOf(node.label)}` : "it gives", dataText(node), "value total"),
  ];
  return { title: "This group", says: [says], formulas: [], more: [inside, rows(lines)] };
}

/**
 * A merged contribution: all that leads from inside a group to one box.
 *
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 */
function throughGroup({ graph, names }, step) {
  const nodes = graph?.nodes ?? [];
  const [node, parent] = [nodes[step.node], nodes[step.parent]];
  const count = step.count ?? 1;
  const many = count === 1 ? "1 contribution reaches " : `${counted(count)} contributions reach `;
  const says = html("p", {}, "Through ", nameOf(names, node.id), placed(node), `, ${many}`);
  says.append(nameOf(names, parent.id), placed(parent));
  says.append(
    step.spread
      ? `. Their magnitude together is ${brief(step.amount)}.`
      : `, together ${brief(step.amount)}.`,
  );
  /** @type {Element[]} */
  const formulas = [];
  if (!step.spread && isSingle(node) && isSingle(parent) && step.local !== null && graph) {
    const short = (/** @type {number} */ id) => symbolOf(isSingle(nodes[id]) ? names[id] : "");
    const [root, at, of] = [graph.root, step.node, step.parent].map(short);
    formulas.push(
      block(
        [root, at, of].join("").length > 10 ? "formulas long" : "formulas",
        formula(partial(root, of), mo("+="), partial(root, at), mo("⋅"), partial(at, of)),
        formula(
          quantity(brief(step.amount)),
          mo("="),
          quantity(brief(step.upstream)),
          mo("⋅"),
          factor(brief(step.local)),
        ),
      ),
    );
  }
  const more = [...(step.spread ? [spread(names, parent)] : []), sum(names, node, parent, step)];
  return { title: "This group's contribution", says: [says], formulas, more };
}

/**
 * A Value's contribution to one of a closed group's outputs.
 *
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 */
function intoGroup({ graph, names }, step) {
  const nodes = graph?.nodes ?? [];
  const [node, parent] = [nodes[step.node], nodes[step.parent]];
  const says = html(
    "p",
    {},
    nameOf(names, node.id),
    ` passes ${brief(step.amount)} to one of the outputs of `,
  );
  says.append(nameOf(names, parent.id), placed(parent), ".");
  const more = [spread(names, parent), sum(names, node, parent, step)];
  return { title: "This contribution", says: [says], formulas: [], more };
}

/**
 * @param {string[]} names
 * @param {import("./types.js").GraphNode} parent
 */
function spread(names, parent) {
  const text = ` has ${counted(parent.group?.outputs ?? 0)} outputs, each with a gradient of its own. Shown is the norm of them all, which has no sign.`;
  return html("p", { class: "aside" }, nameOf(names, parent.id), text);
}

/**
 * @param {string[]} names
 * @param {import("./types.js").GraphNode} node
 * @param {import("./types.js").GraphNode} parent
 * @param {ContributionStep} step
 */
function sum(names, node, parent, step) {
  const single = isSingle(parent);
  const tone = single ? signName(step.after) : "";
  const write = columnOf([step.upstream, step.amount, step.before, step.after]);
  const show = (/** @type {number} */ grad) => (single ? plus(grad, write) : `‖${write(grad)}‖`);
  return rows([
    row(
      isSingle(node) ? "upstream" : "upstream, norm",
      write(step.upstream),
      isSingle(node) ? signName(step.upstream) : "",
    ),
    row("contributions", counted(step.count ?? 1), ""),
    step.spread
      ? row("magnitude", write(step.amount), "total")
      : row("together", plus(step.amount, write), `${signName(step.amount)} total`),
    row(`${shorten(names[parent.id], 18)}.grad before`, single ? write(step.before) : show(step.before), ""),
    row(`${shorten(names[parent.id], 18)}.grad after`, show(step.after), `${tone} strong`),
  ]);
}

/**
 * Where a group is: " of Layer 2".
 *
 * @param {import("./types.js").GraphNode} node
 */
function placed({ group, scope }) {
  return group && scope.length > 0 ? ` of ${scope[scope.length - 1]}` : "";
}
