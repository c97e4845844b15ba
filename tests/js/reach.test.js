import assert from "node:assert/strict";
import test from "node:test";
import { reachedFrom } from "../../static/js/reach.js";
import { aPlusA } from "./graphs.js";

const twoTurns = () => {
  const { nodes, backward, passes, ...rest } = aPlusA();
  const again = nodes.map((node) => ({
    ...node,
    id: node.id + 2,
    parents: node.parents.map((id) => id + 2),
  }));
  const later = backward.map((step) => ({
    ...step,
    node: step.node + 2,
    contributions: step.contributions.map((c) => ({ ...c, parent: c.parent + 2 })),
  }));
  const second = { ...passes[0], index: 1, root: 3 };
  return {
    ...rest,
    nodes: [...nodes, ...again],
    backward: later,
    passes: [...passes, second],
    root: 3,
    pass: 1,
  };
};

test("only what the root depends on is kept, in its order", () => {
  const graph = reachedFrom(twoTurns());
  assert.deepEqual(
    graph.nodes.map(({ id, parents }) => [id, parents]),
    aPlusA().nodes.map(({ id, parents }) => [id, parents]),
  );
  assert.equal(graph.root, 1);
});

test("the pass and its contributions speak of the new places", () => {
  const graph = reachedFrom(twoTurns());
  assert.deepEqual(
    graph.backward.map(({ node, contributions }) => [node, contributions.map(({ parent }) => parent)]),
    [[1, [0, 0]]],
  );
  assert.deepEqual(
    graph.passes.map(({ index, root }) => [index, root]),
    [[1, 1]],
  );
});
