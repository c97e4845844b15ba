import assert from "node:assert/strict";
import test from "node:test";
import { boxOf, CARD_HEIGHT, cardWidth, OP_GAP, OP_SIZE, shapeOf } from "../../static/js/boxes.js";
import { aPlusA, makeNode } from "./graphs.js";

test("a box grows with its name, to a limit", () => {
  assert.equal(cardWidth("a"), cardWidth("b"));
  assert.ok(cardWidth("a longer name") > cardWidth("a"));
  assert.equal(cardWidth("x".repeat(30)), cardWidth("x".repeat(500)));
  assert.ok(cardWidth("WWWWWWW") > cardWidth("iiiiiii"));
  assert.ok(cardWidth("学習率の値") > cardWidth("lrate"));
});

test("a box does not depend on any number", () => {
  for (const direction of /** @type {const} */ (["LR", "TB"])) {
    assert.deepEqual(
      boxOf(makeNode(0, "a", 1e-9, { grad: -1e99 }), "a", direction),
      boxOf(makeNode(0, "a", 0), "a", direction),
    );
  }
});

test("a result has room for its op's circle before its card, in the direction of the edges", () => {
  const leaf = boxOf(makeNode(0, "a", 1), "a", "LR");
  const node = { ...makeNode(0, "a", 1), op: "add" };
  const across = boxOf(node, "a", "LR");
  assert.deepEqual([across.width, across.height], [leaf.width + OP_SIZE + OP_GAP, leaf.height]);
  assert.ok(across.op[0] + OP_SIZE / 2 < across.card[0]);
  const down = boxOf(node, "a", "TB");
  assert.deepEqual([down.width, down.height], [leaf.width, leaf.height + OP_SIZE + OP_GAP]);
  assert.ok(down.op[1] + OP_SIZE / 2 < down.card[1]);
});

test("the shape has an edge for every parent slot and no text at all", () => {
  const shape = shapeOf(aPlusA().nodes, ["<a>", "b"], "LR");
  assert.deepEqual(shape.edges, [
    [0, 1],
    [0, 1],
  ]);
  assert.deepEqual(
    shape.boxes.map(([, height]) => height),
    [CARD_HEIGHT, CARD_HEIGHT],
  );
  assert.ok(!/[a-z<]/i.test(JSON.stringify([shape.boxes, shape.edges])));
});

test("a group's box is as wide whatever its name, so that a loop's turns share a layout", () => {
  const group = {
    path: "g",
    name: "g",
    values: 9,
    leaves: 1,
    parameters: 0,
    outputs: 1,
    children: 3,
    series: false,
    spans: [],
  };
  const node = makeNode(0, "g", 1, { kind: "group", group });
  assert.deepEqual(boxOf(node, "iteration 9", "LR"), boxOf(node, "iteration 10", "TB"));
});

test("a box stands in the innermost of the open groups around it", () => {
  const open = [
    { path: "a", name: "a", boxes: [0, 1], values: 2, parent: null },
    { path: "a/b", name: "b", boxes: [1], values: 1, parent: "a" },
  ];
  assert.deepEqual(shapeOf(aPlusA().nodes, ["a", "b"], "LR", open).groups, [
    { boxes: [0], parent: null },
    { boxes: [1], parent: 0 },
  ]);
});
