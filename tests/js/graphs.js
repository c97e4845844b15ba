/** Small graphs, as the server answers them. */

/** @typedef {import("../../static/js/types.js").Graph} Graph */
/** @typedef {import("../../static/js/types.js").GraphNode} GraphNode */

/**
 * @param {number} id
 * @param {string} label
 * @param {number} data
 * @param {Partial<GraphNode>} [more]
 * @returns {GraphNode}
 */
export function makeNode(id, label, data, more = {}) {
  const kind = more.op ? "op" : "leaf";
  return {
    id,
    op: null,
    label,
    data,
    grad: 0,
    parents: [],
    span: null,
    scope: [],
    kind,
    constant: null,
    literal: null,
    ...more,
  };
}

/** a = 3, b = a + a @returns {Graph} */
export function aPlusA() {
  return {
    nodes: [makeNode(0, "a", 3, { grad: 2 }), makeNode(1, "b", 6, { op: "add", parents: [0, 0], grad: 1 })],
    root: 1,
    pass: 0,
    items: [],
    passes: [{ index: 0, root: 1, span: null, seed_before: 0 }],
    backward: [
      {
        node: 1,
        upstream: 1,
        contributions: [
          { parent: 0, slot: 0, local: 1, amount: 1, before: 0, after: 1 },
          { parent: 0, slot: 1, local: 1, amount: 1, before: 1, after: 2 },
        ],
      },
    ],
    output: "",
    structure: "two",
    notes: [],
  };
}
