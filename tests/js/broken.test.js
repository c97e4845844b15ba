import assert from "node:assert/strict";
import test from "node:test";
import { brokenTimeline, settledAt } from "../../static/js/broken.js";
import { carry, makeTimeline, momentAt } from "../../static/js/timeline.js";
import { aPlusA } from "./graphs.js";

/** `=` instead of `+=`: the second contribution takes the place of the first. */
const OVERWRITTEN = {
  backward: [
    {
      node: 1,
      upstream: 1,
      contributions: [
        { parent: 0, slot: 0, local: 1, amount: 1, before: 0, after: 1 },
        { parent: 0, slot: 1, local: 1, amount: 1, before: 1, after: 1 },
      ],
    },
  ],
  nodes: [
    { id: 0, wrong: 1, differs: true },
    { id: 1, wrong: 1, differs: false },
  ],
};

test("a broken pass is played like the right one, and wrong is what lands wrong", () => {
  const graph = aPlusA();
  const timeline = brokenTimeline(graph, OVERWRITTEN);
  assert.ok(timeline);
  const end = timeline.steps.length;
  assert.deepEqual(momentAt(graph, timeline, end).grads, [1, 1]);
  assert.deepEqual([...momentAt(graph, timeline, end).wrong], [0]);
  assert.deepEqual([...momentAt(graph, timeline, end - 1).wrong], []);
  assert.equal(settledAt(timeline, 0), end);
});

test("the right pass has nothing wrong in it", () => {
  const graph = aPlusA();
  const timeline = makeTimeline(graph);
  assert.equal(momentAt(graph, timeline, timeline.steps.length).wrong.size, 0);
});

test("one stays at the end, and before the seed, when the row of steps is another", () => {
  const timeline = makeTimeline(aPlusA());
  const longer = { ...timeline, steps: [...timeline.steps, ...timeline.steps], forward: 2 };
  assert.equal(carry(timeline.steps.length, timeline, longer), longer.steps.length);
  assert.equal(carry(timeline.forward, timeline, longer), 2);
  assert.equal(carry(3, timeline, longer), 3);
});
