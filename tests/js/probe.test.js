import assert from "node:assert/strict";
import test from "node:test";
import { chosenLeaf, secondLeaf } from "../../static/js/probe.js";
import { initialState } from "../../static/js/state.js";
import { aPlusA, makeNode } from "./graphs.js";

const nodes = [
  makeNode(0, "a", 2, { literal: [4, 5] }),
  makeNode(1, "b", 3, { literal: [10, 11] }),
  makeNode(2, "s", 5, { op: "add", parents: [0, 1] }),
  makeNode(3, "c", 1, { literal: [30, 31] }),
  makeNode(4, "L", 5, { op: "mul", parents: [2, 3] }),
];
const graph = { ...aPlusA(), nodes, root: 4, backward: [] };
const state = initialState({ graph });
/** @param {number | null} leaf @param {number | null} second */
const probing = (leaf, second = null) => ({ ...state, probe: { leaf, second, h: 0.1 } });

test("the first number of the program is nudged until somebody picks another", () => {
  assert.equal(chosenLeaf(state), 0);
  assert.equal(chosenLeaf(probing(3)), 3);
});

test("any node that is there can be nudged, one that is gone cannot", () => {
  assert.equal(chosenLeaf(probing(2)), 2);
  assert.equal(chosenLeaf(probing(77)), 0);
});

test("without a graph, or without numbers, there is nothing to nudge", () => {
  assert.equal(chosenLeaf(initialState()), null);
  const bare = { ...graph, nodes: [makeNode(0, "x", 1)] };
  assert.equal(chosenLeaf(initialState({ graph: bare })), null);
});

test("the second number is another one than the first", () => {
  assert.equal(secondLeaf(state), 1);
  assert.equal(secondLeaf(probing(1)), 0);
  assert.equal(secondLeaf(probing(1, 1)), 0);
  assert.equal(secondLeaf(probing(1, 3)), 3);
});

test("a single number has no second", () => {
  const alone = { ...graph, nodes: nodes.slice(0, 1), root: 0 };
  assert.equal(secondLeaf(initialState({ graph: alone })), null);
});

test("a number keeps its id in the whole graph when groups are folded", () => {
  const folded = { ...graph, nodes: [makeNode(0, "a", 2, { literal: [4, 5], value: 41 })] };
  assert.equal(chosenLeaf(initialState({ graph: folded })), 41);
});
