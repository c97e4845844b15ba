import assert from "node:assert/strict";
import test from "node:test";
import { edgeKey, makeTimeline, momentAt, stepAt } from "../../static/js/timeline.js";
import { aPlusA, makeNode } from "./graphs.js";

test("a timeline is the values, then the seed, then every contribution", () => {
  const { steps, forward } = makeTimeline(aPlusA());
  assert.deepEqual(
    steps.map(({ kind }) => kind),
    ["value", "seed", "contribution", "contribution"],
  );
  assert.equal(forward, 1);
});

test("every moment shows what has arrived until then, and no more", () => {
  const graph = aPlusA();
  const timeline = makeTimeline(graph);
  const moments = timeline.steps.map((_, i) => momentAt(graph, timeline, i + 1));
  assert.deepEqual(momentAt(graph, timeline, 0).known, [true, false]);
  assert.deepEqual(moments[0].known, [true, true]);
  assert.deepEqual(
    moments.map(({ grads }) => grads),
    [
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ],
  );
  assert.deepEqual(
    moments.map(({ touched }) => touched),
    [
      [false, false],
      [false, true],
      [true, true],
      [true, true],
    ],
  );
  assert.deepEqual([...moments[2].amounts], [[edgeKey(1, 0), 1]]);
});

test("a moment is the same on the way back", () => {
  const graph = aPlusA();
  const timeline = makeTimeline(graph);
  const there = [0, 1, 2, 3, 4].map((i) => momentAt(graph, timeline, i));
  const back = [4, 3, 2, 1, 0].map((i) => momentAt(graph, timeline, i)).reverse();
  assert.deepEqual(back, there);
});

test("an earlier pass's gradients are there before the first step", () => {
  const graph = aPlusA();
  graph.passes.push({ index: 1, root: 1, span: null, seed_before: 1 });
  graph.backward[0].contributions[0].before = 2;
  const { initial, steps } = makeTimeline(graph);
  assert.deepEqual(initial, [2, 1]);
  assert.deepEqual(steps[1], { kind: "seed", node: 1, before: 1, after: 1 });
});

test("a node that no contribution reaches keeps the gradient it has", () => {
  const graph = aPlusA();
  graph.nodes.push(makeNode(2, "other", 1, { grad: 7 }));
  assert.equal(makeTimeline(graph).initial[2], 7);
});

test("no step leads to the beginning", () => {
  const timeline = makeTimeline(aPlusA());
  assert.equal(stepAt(timeline, 0), undefined);
  assert.equal(stepAt(timeline, 2)?.kind, "seed");
});
