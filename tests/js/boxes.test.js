import assert from "node:assert/strict";
import test from "node:test";
import {
  boxWidth,
  CARD_HEIGHT,
  cardWidth,
  fittingName,
  OP_GAP,
  OP_SIZE,
  shapeOf,
} from "../../static/js/boxes.js";
import { aPlusA, makeNode } from "./graphs.js";

test("a box grows with its name, to a limit", () => {
  assert.equal(cardWidth("a"), cardWidth("b"));
  assert.ok(cardWidth("a longer name") > cardWidth("a"));
  assert.equal(cardWidth("x".repeat(16)), cardWidth("x".repeat(500)));
});

test("a box does not depend on any number", () => {
  assert.equal(boxWidth(makeNode(0, "a", 1e-9, { grad: -1e99 }), "a"), boxWidth(makeNode(0, "a", 0), "a"));
});

test("a result has room for its op's circle", () => {
  const leaf = makeNode(0, "a", 1);
  assert.equal(boxWidth({ ...leaf, op: "add" }, "a"), boxWidth(leaf, "a") + OP_SIZE + OP_GAP);
});

test("a name is cut by letters, not by units", () => {
  assert.equal(fittingName("𝛼".repeat(16)), "𝛼".repeat(16));
  assert.equal(fittingName("𝛼".repeat(17)), `${"𝛼".repeat(15)}…`);
});

test("the shape has an edge for every parent slot and no text at all", () => {
  const shape = shapeOf(aPlusA().nodes, ["<a>", "b"]);
  assert.deepEqual(shape.edges, [
    [0, 1],
    [0, 1],
  ]);
  assert.deepEqual(
    shape.boxes.map(([, height]) => height),
    [CARD_HEIGHT, CARD_HEIGHT],
  );
  assert.ok(!/[a-z<]/i.test(JSON.stringify(Object.values(shape))));
});
