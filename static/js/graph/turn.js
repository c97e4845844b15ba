/** Turning a leaf on its card. */

import { leafKey, literalText, notch } from "../literals.js";
import { followDrag } from "../scrub.js";

/**
 * Dragging a leaf's number turns it; a click lets one type.
 *
 * @param {PointerEvent} event
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @param {(key: string) => void} typeInto
 */
export function turnLeaf(event, store, literals, typeInto) {
  const dial = event.target instanceof Element ? event.target.closest("[data-dial]") : null;
  const { graph, names } = store.get();
  if (!dial || !graph || event.button !== 0) return;
  event.preventDefault();
  const node = graph.nodes[Number(dial.getAttribute("data-dial"))];
  const key = leafKey(node, names[node.id]);
  const from = literals.read(key) ?? node.data;
  const grid = notch(from);
  followDrag(event, {
    move: (dx) => literals.write(key, literalText(from + dx * grid, grid)),
    end: (moved) => moved || typeInto(key),
  });
}
