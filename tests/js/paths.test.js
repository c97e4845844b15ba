import assert from "node:assert/strict";
import test from "node:test";
import { roadsTo, usesOf } from "../../static/js/paths.js";
import { aPlusA, makeNode } from "./graphs.js";

/**
 * A chain of `n` nodes x ↦ x·x, by which the roads double with every level.
 *
 * @param {number} n
 * @returns {import("../../static/js/types.js").Graph}
 */
function doubling(n) {
  const nodes = [makeNode(0, "x0", 1)];
  const backward = [];
  for (let id = 1; id <= n; id++) {
    nodes.push(makeNode(id, `x${id}`, 1, { op: "mul", parents: [id - 1, id - 1] }));
    const contributions = [0, 1].map((slot) => ({
      parent: id - 1,
      slot,
      local: 1,
      amount: 1,
      before: 0,
      after: 1,
    }));
    backward.unshift({ node: id, upstream: 1, contributions });
  }
  return { ...aPlusA(), nodes, root: n, backward };
}

test("each use of a value is one of its own, with its edge", () => {
  const uses = usesOf(aPlusA(), 0);
  assert.deepEqual(
    uses.map(({ edge, amount, node }) => [edge, amount, node]),
    [
      ["1:0", 1, 1],
      ["1:1", 1, 1],
    ],
  );
  assert.deepEqual(usesOf(aPlusA(), 1), []);
});

test("a road's product is that of its local derivatives, from the root down", () => {
  const graph = doubling(2);
  graph.backward[0].contributions[0].local = 3;
  graph.backward[1].contributions[1].local = -2;
  const { count, roads } = roadsTo(graph, 0, 6);
  assert.equal(count, 4);
  assert.deepEqual(roads.map(({ product }) => product).sort(), [-2, -6, 1, 3].sort());
  for (const { factors } of roads) {
    assert.equal(factors[0].node, graph.root);
    assert.equal(factors.at(-1)?.parent, 0);
  }
});

test("the products of all roads add up to what the uses add up to", () => {
  const graph = aPlusA();
  const sum = (/** @type {number[]} */ xs) => xs.reduce((a, b) => a + b, 0);
  assert.equal(
    sum(roadsTo(graph, 0, 6).roads.map(({ product }) => product)),
    sum(usesOf(graph, 0).map(({ amount }) => amount)),
  );
});

test("of roads that double with every level all are counted, and the first are walked", () => {
  const { count, roads } = roadsTo(doubling(60), 0, 6);
  assert.equal(count, 2 ** 60);
  assert.equal(roads.length, 6);
  assert.ok(roads.every(({ factors }) => factors.length === 60));
});

test("one road leads to the root: the empty one", () => {
  assert.deepEqual(roadsTo(aPlusA(), 1, 6), { count: 1, roads: [{ factors: [], product: 1 }] });
});

test("no road is listed where a factor is not one number", () => {
  const graph = aPlusA();
  graph.backward[0].contributions[0].local = null;
  assert.deepEqual(roadsTo(graph, 0, 6), { count: 2, roads: [] });
});

test("a spread contribution is no use of one value", () => {
  const graph = aPlusA();
  graph.backward[0].contributions[0].spread = true;
  assert.equal(usesOf(graph, 0).length, 1);
  assert.deepEqual(roadsTo(graph, 0, 6).roads, []);
});
