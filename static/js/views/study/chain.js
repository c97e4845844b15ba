/**
 * The whole gradient of one node: the sum over its uses, and the product along every road from the root.
 *
 * Whoever clicks a card wants to know: why is this gradient what it is? Which way did it come?
 */

import { byId, html } from "../../dom.js";
import { brief, plus, signName } from "../../format.js";
import { valueId } from "../../groups.js";
import { factor, formula, mo, partial, quantity } from "../../math.js";
import { symbolOf } from "../../names.js";
import { roadsTo, usesOf } from "../../paths.js";
import { nameOf } from "../../prose.js";
import { isUnzeroed } from "../../timeline.js";

/** @typedef {import("../../types.js").PageState} PageState */

const MOST_ROADS = 6;
const MOST_USES = 12;
const MOST_TERMS = 8; // of a sum that is written out
const LONGEST_ROAD = 9; // factors that fit the panel

/** @param {import("../../types.js").PageStore} store */
export function chainView(store) {
  const section = byId("chain");

  store.on(["chosen", "graph", "names", "timeline"], (state) => {
    const node = state.graph?.nodes.find((node) => state.chosen !== null && valueId(node) === state.chosen);
    const inside = section.contains(document.activeElement);
    section.hidden = !node;
    store.set({ lit: null });
    if (!node) {
      if (inside) byId("explain-title").focus(); // not nowhere: what had the focus is gone
      return;
    }
    const close = html("button", { type: "button", class: "quiet", "aria-label": "Close" }, "×");
    close.onclick = () => store.set({ chosen: null });
    const title = html(
      "h2",
      { id: "chain-title" },
      `The whole gradient of ${symbolOf(state.names[node.id])}`,
      close,
    );
    section.replaceChildren(title, ...content(state, node.id));
  });

  // a factor under the pointer, or with the focus, lights its edge
  for (const [enter, leave] of [
    ["pointerover", "pointerout"],
    ["focusin", "focusout"],
  ]) {
    section.addEventListener(enter, (event) => {
      const light = event.target instanceof Element ? event.target.closest("[data-edges]") : null;
      if (light)
        store.set({
          lit: {
            edges: (light.getAttribute("data-edges") ?? "").split(" "),
            nodes: (light.getAttribute("data-nodes") ?? "").split(" ").map(Number),
          },
        });
    });
    section.addEventListener(leave, () => store.set({ lit: null }));
  }
}

/**
 * @param {Readonly<PageState>} state
 * @param {number} id
 * @returns {Element[]}
 */
function content({ graph, names, timeline }, id) {
  if (!graph) return [];
  const short = (/** @type {number} */ box) => symbolOf(names[box]);
  const root = graph.root;
  if (id === root)
    return [
      html(
        "p",
        {},
        nameOf(names, id),
        " is the root itself: it changes exactly as much as itself, so its gradient is 1.",
      ),
    ];
  const uses = usesOf(graph, id);
  const total = graph.nodes[id].grad;
  const held = timeline?.initial[id] ?? 0;
  const unzeroed = timeline !== null && isUnzeroed(timeline);
  const { count, roads } = roadsTo(graph, id, MOST_ROADS);
  if (uses.length === 0)
    return [
      html("p", {}, "0, because ", nameOf(names, root), " does not depend on ", nameOf(names, id), "."),
    ];

  const says =
    uses.length === 1
      ? html("p", {}, nameOf(names, id), " is used once, in ", nameOf(names, uses[0].node), ".")
      : html(
          "p",
          {},
          nameOf(names, id),
          ` has ${uses.length} uses. Each adds its own term; the gradient is their sum.`,
        );
  const left =
    held === 0
      ? []
      : [
          html(
            "p",
            { class: "aside" },
            `It held ${brief(held)} already: an earlier pass left that, and nothing set it to zero.`,
          ),
        ];
  const list = html("ol", { class: "uses" });
  for (const { node, local, upstream, amount, edge } of uses.slice(0, MOST_USES)) {
    const terms = formula(
      unzeroed ? quantity(`${short(node)}.grad`) : partial(short(root), short(node)),
      mo("⋅"),
      partial(short(node), short(id)),
      mo("="),
      factor(brief(upstream)),
      ...(local === null ? [] : [mo("⋅"), factor(brief(local))]),
      mo("="),
      quantity(brief(amount)),
    );
    list.append(html("li", { tabindex: 0, "data-edges": edge, "data-nodes": `${node} ${id}` }, terms));
  }
  if (uses.length > MOST_USES) list.append(html("li", {}, `and ${uses.length - MOST_USES} more`));
  const terms = [...(held === 0 ? [] : [held]), ...uses.map(({ amount }) => amount)];
  const written = terms.map(brief).join(" + ").replaceAll("+ −", "− ");
  const sum = html(
    "p",
    { class: `total ${signName(total)}` },
    `${short(id)}.grad = ${terms.length > 1 && terms.length <= MOST_TERMS ? `${written} = ` : ""}${plus(total, brief)}`,
  );
  return [says, ...left, list, sum, ...roadsContent(names, root, count, roads, unzeroed)];
}

/**
 * @param {string[]} names
 * @param {number} root
 * @param {number} count
 * @param {import("../../paths.js").Road[]} roads
 * @param {boolean} unzeroed whether gradients of an earlier pass are among those shown
 */
function roadsContent(names, root, count, roads, unzeroed) {
  const heading = html("h3", {}, "Path by path");
  if (roads.length === 0) {
    return [
      heading,
      html(
        "p",
        { class: "aside" },
        `Many paths lead from ${symbolOf(names[root])} to it. The backward pass adds them all up without going along each.`,
      ),
    ];
  }
  const says = html(
    "p",
    { class: "aside" },
    count === 1
      ? "One path leads to it. Its factors are the local derivatives on the way; point at one."
      : `${count.toLocaleString("en")} paths lead to it. Along each, the local derivatives are multiplied; the products add up. Point at a factor.`,
  );
  const list = html("ol", { class: "roads" });
  for (const { factors, product } of roads) {
    const parts = html("span", { class: "factors" });
    for (const [i, { node, parent, local, edge }] of factors.entries()) {
      if (i > 0) parts.append(" · ");
      if (i >= LONGEST_ROAD) {
        parts.append(`(${factors.length - i} more)`);
        break;
      }
      const text = brief(local);
      parts.append(
        html(
          "span",
          {
            class: "factor",
            tabindex: 0,
            "data-edges": edge,
            "data-nodes": `${node} ${parent}`,
            title: `∂${symbolOf(names[node])}/∂${symbolOf(names[parent])}`,
          },
          text.startsWith("−") ? `(${text})` : text,
        ),
      );
    }
    const whole = {
      "data-edges": factors.map(({ edge }) => edge).join(" "),
      "data-nodes": [root, ...factors.map(({ parent }) => parent)].join(" "),
    };
    list.append(
      html(
        "li",
        {},
        parts,
        " = ",
        html("b", { ...whole, tabindex: 0, class: signName(product) }, brief(product)),
      ),
    );
  }
  const more = count - roads.length;
  if (more > 0)
    list.append(
      html(
        "li",
        { class: "aside" },
        `and ${more.toLocaleString("en")} more. The backward pass adds them all up without going along each.`,
      ),
    );
  const alone = unzeroed
    ? [
        html(
          "p",
          { class: "aside" },
          "That is the derivative, of one pass alone. The cards hold more, as gradients of an earlier pass were not set to zero.",
        ),
      ]
    : [];
  return [heading, says, list, ...alone];
}
