import assert from "node:assert/strict";
import test from "node:test";
import { readAnswer } from "../../static/js/answer.js";
import {
  contentsOf,
  dataText,
  foldGroup,
  gradText,
  isComputed,
  nextToOpen,
  openGroup,
  spansOf,
  withHidden,
} from "../../static/js/groups.js";
import { displayNames } from "../../static/js/names.js";
import { initialState } from "../../static/js/state.js";
import { createStore } from "../../static/js/store.js";
import { makeTimeline, momentAt } from "../../static/js/timeline.js";
import { aPlusA, makeNode } from "./graphs.js";

/**
 * @param {string} path
 * @param {Partial<import("../../static/js/types.js").GroupInfo>} [more]
 */
function groupOf(path, more = {}) {
  const name = path.split("/").at(-1) ?? "";
  return {
    path,
    name,
    values: 9,
    leaves: 2,
    parameters: 0,
    outputs: 1,
    children: 5,
    series: false,
    spans: [],
    ...more,
  };
}

/**
 * @param {number} id
 * @param {string} path
 * @param {Partial<import("../../static/js/types.js").GroupInfo>} [more]
 */
const box = (id, path, more) => makeNode(id, path, 1, { kind: "group", group: groupOf(path, more) });

/** A group of several leaves, and a group of one output that needs it: as the server answers. */
const folded = () => ({
  ...aPlusA(),
  nodes: [
    { ...box(0, "p", { values: 3, leaves: 3, parameters: 3, outputs: 3 }), data: null },
    { ...box(1, "f"), parents: [0] },
  ],
  root: 1,
  hidden: [makeNode(7, "w", 2)],
  backward: [
    {
      node: 1,
      upstream: 1,
      contributions: [
        { parent: 0, slot: 0, local: null, amount: null, before: 0, after: 5, count: 4, magnitude: 5 },
      ],
    },
  ],
  groups: [],
  open: [],
  folded: { values: 12, groups: 2 },
});

test("an answer in which something has no number gets one to draw with, and says so", () => {
  const { nodes, hidden, backward } = readAnswer(folded());
  assert.equal(nodes[0].data, 0);
  assert.equal(hidden?.[0].id, 2);
  assert.deepEqual(
    backward[0].contributions.map(({ amount, spread }) => [amount, spread]),
    [[5, true]],
  );
});

test("a whole answer is taken as it is", () => {
  const graph = aPlusA();
  assert.equal(readAnswer(graph), graph);
});

test("a group appears in the forward pass unless it is nothing but leaves", () => {
  const graph = /** @type {import("../../static/js/types.js").Graph} */ (readAnswer(folded()));
  const timeline = makeTimeline(graph);
  assert.deepEqual(
    timeline.steps.map(({ kind, node }) => [kind, node]),
    [
      ["value", 1],
      ["seed", 1],
      ["contribution", 1],
    ],
  );
  const end = momentAt(graph, timeline, 3);
  assert.deepEqual([end.known, end.grads[0]], [[true, true], 5]);
  assert.equal(end.amounts.size, 0);
  assert.equal(end.sizes.get("1:0"), 5);
});

test("what a box shows depends on how much comes out of it", () => {
  const many = box(0, "p", { values: 3, leaves: 1, outputs: 3 });
  assert.deepEqual([dataText(many), gradText(many, 2)], ["3 outputs", "‖2‖"]);
  const leaves = box(0, "p", { values: 3, leaves: 3, outputs: 3 });
  assert.deepEqual([dataText(leaves), isComputed(leaves)], ["", false]);
  assert.deepEqual([dataText(box(0, "f")), gradText(box(0, "f"), 2)], ["1", "+2"]);
});

test("what is inside is told in words", () => {
  assert.equal(contentsOf(groupOf("a", { values: 64000 })), "64,000 Values");
  assert.equal(contentsOf(groupOf("MLP parameters/Layer 0", { values: 41, leaves: 41 })), "41 parameters");
  assert.equal(contentsOf(groupOf("a", { values: 4, leaves: 4 })), "4 leaves");
});

test("the spans of a group are those of what is inside", () => {
  assert.deepEqual(
    spansOf(
      box(0, "f", {
        spans: [
          [1, 2],
          [5, 9],
        ],
      }),
    ),
    [
      [1, 2],
      [5, 9],
    ],
  );
  assert.deepEqual(spansOf(makeNode(0, "a", 1, { span: [3, 4] })), [[3, 4]]);
  assert.deepEqual(spansOf(makeNode(0, "a", 1)), []);
});

test("a group has its own name, however many there are", () => {
  assert.deepEqual(displayNames([box(0, "f"), box(1, "f"), makeNode(2, "f", 1)]), ["f", "f", "f"]);
});

test("opening more takes whole levels, and no more than can be read", () => {
  assert.deepEqual(nextToOpen([box(0, "p", { values: 9, leaves: 9 }), box(1, "a/b"), box(2, "c")]), [
    "c",
    "a/b",
    "p",
  ]);
  assert.deepEqual(nextToOpen([box(0, "a", { children: 121 }), box(1, "b")]), ["b"]);
  assert.deepEqual(nextToOpen([makeNode(0, "a", 1)]), []);
});

test("folding a group folds what is inside it", () => {
  const groups = ["a", "a/b", "a/b/c", "d"].map((path) => ({
    path,
    name: path,
    boxes: [0],
    values: 2,
    parent: path.includes("/") ? path.slice(0, -2) : null,
  }));
  const graph = { ...aPlusA(), groups, open: groups.map(({ path }) => path) };
  const store = createStore(initialState({ graph }));
  foldGroup(store, "a/b");
  assert.deepEqual(store.get().open, ["a", "d"]);
  openGroup(store, "e");
  openGroup(store, "e");
  assert.deepEqual(store.get().open, ["a", "d", "e"]);
});

test("hidden leaves follow the boxes, each at its id", () => {
  const graph = /** @type {import("../../static/js/types.js").Graph} */ (readAnswer(folded()));
  for (const [i, node] of withHidden(graph).entries()) assert.equal(node.id, i);
});
