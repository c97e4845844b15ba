/**
 * What panels say on the graph itself: badges on cards, edges lit by a formula, the chosen card, hidden gradients.
 *
 * It comes after the graph's own view, so that the cards are there when it looks for them.
 */

import { cardWidth } from "../boxes.js";
import { byId, svg } from "../dom.js";
import { valueId } from "../groups.js";
import { edgeKey } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */

/** @param {import("../types.js").PageStore} store */
export function marksView(store) {
  const stage = byId("stage");

  store.on(["marks", "study", "graph", "layout", "names", "table", "position"], (state) => {
    const { graph, names, marks, study, position } = state;
    for (const old of stage.querySelectorAll(".mark")) old.remove();
    const shown = marks[study];
    if (!graph || !shown) return;
    for (const node of graph.nodes) {
      const mark = shown.get(node.group?.path ?? "") ?? shown.get(valueId(node));
      const card = cardOf(node.id);
      if (mark && card && position >= (mark.from ?? 0)) card.append(badge(mark, cardWidth(names[node.id])));
    }
  });

  store.on(["lit", "graph", "layout", "position", "names"], ({ lit }) => {
    for (const old of stage.querySelectorAll(".lit")) old.classList.remove("lit");
    for (const id of lit?.nodes ?? []) boxOf(id)?.classList.add("lit");
    for (const key of lit?.edges ?? []) stage.querySelector(`[data-edge="${key}"]`)?.classList.add("lit");
  });

  store.on(["chosen", "graph", "layout", "names", "table"], ({ chosen, graph }) => {
    for (const old of stage.querySelectorAll(".road")) old.classList.remove("road");
    for (const key of graph && chosen !== null ? roadsTo(graph, chosen) : [])
      stage.querySelector(`[data-of="${key}"]`)?.classList.add("road");
    for (const node of graph?.nodes ?? [])
      boxOf(node.id)?.classList.toggle("chosen", chosen !== null && valueId(node) === chosen);
  });

  store.on(["concealed", "graph", "layout", "names", "table", "position"], ({ concealed, graph }) => {
    document.body.classList.toggle("predicting", concealed !== null); // what was printed may tell gradients
    for (const { id } of graph?.nodes ?? []) {
      const hidden = concealed?.has(id) === true;
      boxOf(id)?.classList.toggle("concealed", hidden);
      document.querySelector(`[data-row="${id}"]`)?.classList.toggle("concealed", hidden);
    }
  });

  /** @param {number} id */
  const boxOf = (id) => stage.querySelector(`[data-node="${id}"]`);
  /** @param {number} id */
  const cardOf = (id) => boxOf(id)?.querySelector(".card");
}

/**
 * All edges on the roads from the root to a node.
 *
 * @param {import("../types.js").Graph} graph
 * @param {number} chosen its id in the whole graph
 * @returns {string[]} edgeKeys
 */
function roadsTo({ nodes }, chosen) {
  const reaching = new Set(nodes.filter((node) => valueId(node) === chosen).map(({ id }) => id));
  const keys = [];
  for (const { id, parents } of nodes) {
    const slots = [...parents.keys()].filter((slot) => reaching.has(parents[slot]));
    if (slots.length > 0) reaching.add(id); // parents come first, so whoever uses one is seen after it
    keys.push(...slots.map((slot) => edgeKey(id, slot)));
  }
  return keys;
}

/**
 * @param {import("../types.js").Mark} mark
 * @param {number} width of the card
 */
function badge({ text, tone, title }, width) {
  const size = Math.max(18, 10 + 6.6 * [...text].length);
  return svg(
    "g",
    { class: `mark ${tone}`, transform: `translate(${width - size + 8} -14)` },
    svg("rect", { width: size, height: 18, rx: 9 }),
    svg("text", { x: size / 2, y: 9, "text-anchor": "middle", "dominant-baseline": "central" }, text),
    svg("title", {}, title),
  );
}
