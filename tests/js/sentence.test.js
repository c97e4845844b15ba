import assert from "node:assert/strict";
import test from "node:test";
import { placeOf, sentenceAt } from "../../static/js/sentence.js";
import { makeTimeline } from "../../static/js/timeline.js";
import { aPlusA, makeNode } from "./graphs.js";

/** @typedef {import("../../static/js/types.js").PageState} PageState */

const graph = aPlusA();
const timeline = makeTimeline(graph);
const state = /** @type {PageState} */ ({ graph, timeline, names: ["a", "b"], table: null });

test("every step is a sentence", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((position) => sentenceAt(state, position)),
    [
      "The leaves are given. Step forward to compute the first value.",
      "b is 6.",
      "The backward pass starts at b: its gradient with respect to itself is 1.",
      "b passes 1 × 1 = 1 to a, whose gradient goes from 0 to 1.",
      "b passes 1 × 1 = 1 to a, whose gradient goes from 1 to 2.",
    ],
  );
});

test("a parent that is used twice is named once", () => {
  const op = /** @type {import("../../static/js/types.js").Op} */ ({ name: "add" });
  const table = { ops: new Map([["add", op]]), functions: {} };
  assert.equal(sentenceAt({ ...state, table }, 1), "b is 6, from a = 3.");
});

test("without a graph there is nothing to say", () => {
  assert.equal(sentenceAt({ ...state, graph: null }, 1), "");
});

test("a place says which pass and how far", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((position) => placeOf(timeline, position)),
    ["start, 1 to compute", "value 1 of 1", "seed gradient", "contribution 1 of 2", "contribution 2 of 2"],
  );
});

test("a single leaf starts with nothing to compute", () => {
  const single = { ...graph, nodes: [makeNode(0, "a", 1)], root: 0, passes: [], backward: [] };
  assert.equal(placeOf(makeTimeline(single), 0), "start");
});
