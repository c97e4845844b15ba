/**
 * The graph as a table: every value and gradient at the present step, for whoever reads rather than looks.
 */

import { byId, html, setText } from "../dom.js";
import { columnOf, glyph, signName } from "../format.js";
import { contentsOf, dataText, gradText, isSingle, openGroup } from "../groups.js";
import { momentAt, stepAt } from "../timeline.js";

/** @typedef {{ element: HTMLTableRowElement, data: HTMLTableCellElement, glyph: HTMLElement, amount: Text, grad: HTMLTableCellElement }} Row */

const ROOM = 7; // letters of a gradient for which its column has room, unless the others give it some
const MOST_ROWS = 600; // of a large graph, the ones nearest to the root

/** @param {import("../types.js").PageStore} store */
export function ledgerView(store) {
  const body = byId("ledger");
  /** @type {Row[]} */
  let rows = [];

  let shown = "";

  store.on(["graph", "names", "table"], ({ graph, names, table }) => {
    if (!graph) {
      shown = "";
      rows = [];
      body.replaceChildren();
      return;
    }
    const wanted = JSON.stringify([
      graph.structure,
      names,
      graph.nodes.map(({ kind, group }) => group?.path ?? kind),
      table !== null,
    ]);
    if (wanted === shown) return;
    shown = wanted;
    rows = graph.nodes.map((node) => {
      const made = node.group
        ? contentsOf(node.group)
        : node.op === null
          ? node.kind
          : `${table?.ops.get(node.op)?.symbol ?? node.op} of ${node.parents.map((id) => names[id]).join(", ")}`;
      const data = html("td", { class: "data" });
      const sign = html("span", { class: "glyph", "aria-hidden": "true" });
      const amount = document.createTextNode("");
      const grad = html("td", {}, sign, amount);
      const element = html(
        "tr",
        { "data-row": node.id, tabindex: -1 },
        html("th", { scope: "row", title: made }, ...opener(node, names[node.id]), names[node.id]),
        data,
        grad,
      );
      element.onpointerenter = () => store.set({ hovered: node.id });
      element.onpointerleave = () => store.set({ hovered: null });
      return { element, data, glyph: sign, amount, grad };
    });
    const elements = rows.map(({ element }) => element).reverse();
    elements[0]?.setAttribute("tabindex", "0");
    const left = elements.length - MOST_ROWS;
    const rest = left > 0 ? [html("tr", {}, html("td", { colspan: 3 }, `and ${left} more`))] : [];
    body.replaceChildren(...elements.slice(0, MOST_ROWS), ...rest);
  });

  store.on(["graph", "timeline", "position", "table"], ({ graph, timeline, position }) => {
    if (!graph || !timeline) return;
    const { known, touched, grads } = momentAt(graph, timeline, position);
    const step = stepAt(timeline, position);
    const single = graph.nodes.filter(isSingle);
    const showData = columnOf(single.map(({ data }) => data));
    const gradients = gradientsOf(timeline);
    const showGrad = columnOf(gradients);
    const widest = Math.max(...gradients.map((grad) => showGrad(grad).length));
    body.parentElement?.classList.toggle("wide", widest > ROOM);
    const now = step?.kind === "contribution" ? step.parent : step?.node;
    for (const [id, row] of rows.entries()) {
      const arrived = touched[id] || grads[id] !== 0;
      const node = graph.nodes[id];
      const one = isSingle(node);
      setText(row.data, known[id] ? dataText(node, showData) : "·");
      setText(row.glyph, arrived && one ? glyph(grads[id]) : "");
      setText(row.amount, arrived ? gradText(node, grads[id], showGrad) : "·");
      row.grad.className = `grad ${arrived ? (one ? signName(grads[id]) : "mixed") : "waiting"}`;
      row.element.classList.toggle("now", id === now);
    }
  });

  /**
   * @param {import("../types.js").GraphNode} node
   * @param {string} name
   */
  function opener({ group }, name) {
    if (!group) return [];
    const button = html("button", { type: "button", class: "opener", "aria-label": `Open ${name}` }, "+");
    button.onclick = () => openGroup(store, group.path);
    return [button];
  }

  // one stop for Tab, then up and down; Enter asks about the node, as a click does
  body.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!(row instanceof HTMLTableRowElement)) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    if (event.key === "Enter") row.click();
    else if (
      /^Arrow(Up|Down)$/.test(event.key) &&
      next instanceof HTMLElement &&
      next.hasAttribute("tabindex")
    ) {
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else return;
    event.preventDefault();
  });

  store.on(["hovered"], ({ hovered }) => {
    for (const [id, { element }] of rows.entries()) element.classList.toggle("hovered", id === hovered);
  });
}

/**
 * Every gradient that will have stood in the table once the pass is over.
 *
 * @param {import("../types.js").Timeline} timeline
 */
function gradientsOf({ steps, initial }) {
  return [...initial, ...steps.flatMap((step) => (step.kind === "value" ? [] : [step.after]))];
}
