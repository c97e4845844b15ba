import assert from "node:assert/strict";
import test from "node:test";
import { connectChoice } from "../../static/js/choice.js";
import { initialState } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { aPlusA, makeNode } from "./graphs.js";

/** @typedef {import("../../static/js/types.js").GraphNode} GraphNode */

const nodes = [
  makeNode(0, "a", 2),
  makeNode(1, "b", 3),
  makeNode(2, "a*b + 1", 7, { op: "add", parents: [0, 1] }),
];

/** @param {GraphNode[]} nodes @param {Partial<import("../../static/js/types.js").Graph>} [more] */
const graphOf = (nodes, more = {}) => ({ ...aPlusA(), nodes, root: nodes.length - 1, backward: [], ...more });

/** A page on which a node is chosen. @param {number} chosen */
function page(chosen) {
  const store = createStore(initialState({ source: "first", answered: "first", graph: graphOf(nodes) }));
  connectChoice(store);
  store.set({ chosen });
  /** @param {GraphNode[]} nodes @param {import("../../static/js/types.js").PageState["cause"]} cause */
  const answer = (nodes, cause, more = {}) => {
    store.set({ source: `${store.get().source}.`, cause });
    store.set({ answered: store.get().source, graph: graphOf(nodes, more) });
    return store.get().chosen;
  };
  return { store, answer };
}

test("in another program the choice is dropped, as nobody made it", () => {
  assert.equal(page(1).answer([nodes[0], makeNode(1, "n", 3), nodes[2]], "typing"), null);
  assert.equal(page(2).answer([nodes[0], nodes[1], { ...nodes[2], op: "mul" }], "typing"), null);
  assert.equal(page(2).answer(nodes.slice(0, 2), "typing"), null);
});

test("it stays while numbers are turned and while the program is edited elsewhere", () => {
  const { answer } = page(2);
  assert.equal(answer([nodes[0], nodes[1], { ...nodes[2], label: "a*b + 2.5" }], "drag"), 2);
  assert.equal(answer([nodes[0], nodes[1], { ...nodes[2], label: "a*b + 3" }], "typing"), 2);
  assert.equal(answer([...nodes, makeNode(3, "L", 1, { op: "tanh", parents: [2] })], "typing"), 2);
});

test("a node in a closed group stays chosen, as nobody can tell", () => {
  const { answer } = page(1);
  assert.equal(answer([{ ...nodes[0], value: 0 }], "typing", { folded: { values: 9, groups: 1 } }), 1);
  assert.equal(
    answer([makeNode(0, "z", 0, { value: 1 })], "typing", { folded: { values: 9, groups: 1 } }),
    null,
  );
});

test("a link's choice is of the program it leads to", () => {
  const { store } = page(1);
  store.set({ source: "second", cause: "load", chosen: 0 });
  store.set({ answered: "second", graph: graphOf([makeNode(0, "x", 1)]) });
  assert.equal(store.get().chosen, 0);
  store.set({ source: "third", cause: "typing" });
  store.set({ answered: "third", graph: graphOf([makeNode(0, "y", 1)]) });
  assert.equal(store.get().chosen, null);
});
