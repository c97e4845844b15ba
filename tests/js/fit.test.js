import assert from "node:assert/strict";
import test from "node:test";
import { LETTERS } from "../../static/js/boxes.js";
import { fitScale, leastScale, marginOf } from "../../static/js/graph/fit.js";

const stage = { width: 1000, height: 800 };
const room = { width: 1000 - 2 * marginOf(stage), height: 800 - 2 * marginOf(stage) };

test("a picture fits by whichever side is the tighter one", () => {
  assert.equal(fitScale({ width: 2 * room.width, height: room.height }, stage), 0.5);
  assert.equal(fitScale({ width: room.width, height: 2 * room.height }, stage), 0.5);
});

test("a small picture is not blown up without end", () => {
  assert.equal(fitScale({ width: 1, height: 1 }, stage), fitScale({ width: 2, height: 2 }, stage));
});

test("no number is drawn larger than 28 px, nor smaller than 12 before it has to be looked for", () => {
  assert.equal(fitScale({ width: 1, height: 1 }, stage) * LETTERS, 28);
  assert.equal(leastScale(stage) * LETTERS, 12);
  assert.equal(leastScale({ width: 390, height: 380 }) * LETTERS, 11);
});
