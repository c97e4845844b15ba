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
import { edgeKey, stepAt } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */
/** @typedef {import("../types.js").ContributionStep} ContributionStep */

const LETTERS = ["a", "b"];

/** @type {{ name: import("../types.js").Stage, about: string }[]} */
const FILLS = [
  { name: "symbols", about: "Only symbols" },
  { name: "upstream", about: "The upstream gradient as a number" },
  { name: "local", about: "The local derivative, too" },
  { name: "number", about: "And their product" },
];

/** What keeps the focus from one step to the next, although it is made anew. */
const FOCUSED = [...FILLS.map(({ name }) => `[data-fill="${name}"]`), ".engine summary", ".engine pre"];

/** @param {import("../types.js").PageStore} store */
export function explainView(store) {
  const panel = byId("explain");
  const title = byId("explain-title");
  panel.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-fill]") : null;
    const wanted = FILLS.find(({ name }) => name === button?.getAttribute("data-fill"));
    if (wanted) store.set({ fill: wanted.name });
  });
  panel.addEventListener("pointerover", ({ target }) => {
    const lights =
      target instanceof Element ? target.closest("[data-lights]")?.getAttribute("data-lights") : null;
    const parts = lights?.split(" ") ?? [];
    const lit = {
      nodes: parts.filter((part) => !part.includes(":")).map(Number),
      edges: parts.filter((part) => part.includes(":")),
    };
    if (lights || store.get().lit) store.set({ lit: lights ? lit : null });
  });
  panel.addEventListener("pointerleave", () => store.set({ lit: null }));
  let opened = false; // the engine's lines, from step to step
  panel.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.isConnected) opened = target.open;
    },
    true,
  );

  store.on(["graph", "timeline", "position", "table", "names", "fill"], (state) => {
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
    const had = FOCUSED.find((selector) => document.activeElement?.matches(`#explain ${selector}`));
    const lines = step && !folded && step.kind !== "seed" ? engineLines(state, step.node, opened) : [];
    panel.replaceChildren(...content, ...lines);
    if (had) /** @type {HTMLElement | null} */ (panel.querySelector(had))?.focus();
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
function seedStep({ names }, { node, before, after }) {
  const root = symbolOf(names[node]);
  if (after !== 1) {
    const words = [
      "The loss is further on. What came back from there to ",
      nameOf(names, node),
      ` is ${brief(after)}, and from here the pass goes on with it.`,
    ];
    return ["The gradient that arrives", html("p", {}, ...words)];
  }
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
function contributionStep(state, step) {
  const { graph, names, table } = state;
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

  content.push(...filledFormula(state, step, short));

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
 * The chain rule for one contribution, filled in as far as the person wants, and the buttons to say how far.
 *
 * @param {Readonly<PageState>} state
 * @param {ContributionStep} step
 * @param {(id: number) => string} short
 * @returns {Element[]}
 */
function filledFormula({ graph, fill }, step, short) {
  const { root } = must(graph);
  const far = FILLS.findIndex(({ name }) => name === fill);
  const edge = edgeKey(step.node, step.slot);
  const upstream = far > 0 ? factor(brief(step.upstream)) : partial(short(root), short(step.node));
  const local = far > 1 ? factor(brief(step.local ?? 0)) : partial(short(step.node), short(step.parent));
  upstream.setAttribute("data-lights", `${step.node}`);
  local.setAttribute("data-lights", `${step.node} ${step.parent} ${edge}`);
  const sum = formula(partial(short(root), short(step.parent)), mo("+="), upstream, mo("⋅"), local);
  if (far > 2) sum.append(mo("="), quantity(brief(step.amount)));
  const letters = [root, step.parent, step.node].map(short).join("").length;
  const buttons = FILLS.map(({ name, about }) =>
    html("button", { type: "button", "data-fill": name, "aria-pressed": name === fill, title: about }, name),
  );
  return [
    block(letters > 10 ? "formulas long" : "formulas", sum),
    html("div", { class: "segments fills", role: "group", "aria-label": "Fill in" }, ...buttons),
  ];
}

/**
 * What computes it: the op's row in the engine, or its definition in the program.
 *
 * @param {Readonly<PageState>} state
 * @param {number} id
 * @param {boolean} open
 * @returns {Element[]}
 */
function engineLines({ graph, table }, id, open) {
  const op = table?.ops.get(must(graph).nodes[id].op ?? "");
  if (!op?.code) return [];
  const where = op.own ? `In the program, line ${op.line}` : `In the engine: ops.py, line ${op.line}`;
  return [
    html(
      "details",
      { class: "engine", open },
      html("summary", {}, where),
      html("pre", { class: "source", tabindex: 0, role: "region", "aria-label": where }, op.code),
    ),
  ];
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
