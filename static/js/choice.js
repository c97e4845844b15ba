/**
 * The chosen node stays chosen as long as it is the same node: while its number is turned, and while the program is
 * edited elsewhere. Ids are handed out anew with every answer, so it is known by its op and name.
 */

import { valueId, withHidden } from "./groups.js";

/** @typedef {import("./types.js").Graph} Graph */
/** @typedef {import("./types.js").PageStore} PageStore */

/** @param {PageStore} store */
export function connectChoice(store) {
  /** @type {string | null} what the chosen node is; null: nobody has seen it yet, as a link leads to it */
  let about = null;

  store.on(["chosen", "answered", "graph"], (state, before) => {
    const { chosen, graph, answered } = state;
    if (chosen === null) {
      about = null;
      return;
    }
    if (chosen !== before.chosen || about === null) {
      const arrived = state.cause === "load" && answered !== state.source; // the graph is still the one before
      about = arrived ? null : identityOf(graph, chosen);
      return;
    }
    if (!graph || state.cause === "drag") return;
    const there = identityOf(graph, chosen);
    // in a closed group, or in another pass of the same program, nobody can tell
    const unseen = there === null && (graph.folded || answered === before.answered);
    if (there !== about && !unseen) store.set({ chosen: null });
  });
}

/**
 * A node by what stays the same about it: its op, and its name without the numbers in it.
 *
 * @param {Graph | null} graph
 * @param {number} id in the whole graph
 * @returns {string | null} null where it is not on screen
 */
function identityOf(graph, id) {
  const node = graph && withHidden(graph).find((node) => valueId(node) === id);
  if (!node) return null;
  const { op, label, kind } = node;
  return `${kind} ${op ?? ""} ${label.replace(/(?<![\p{L}_\d])[\d.]+/gu, "#")}`;
}
