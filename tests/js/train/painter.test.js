import assert from "node:assert/strict";
import test from "node:test";
import { makeSheet } from "../../../static/js/train/painter.js";

test("a sheet is as fine as the screen, also when it comes to another one", () => {
  /** @type {number[]} */
  let scale = [];
  const context = { setTransform: (/** @type {number[]} */ ...given) => (scale = given) };
  const canvas = {
    style: {},
    width: 0,
    height: 0,
    setAttribute() {},
    append() {},
    getContext: () => context,
  };
  Object.assign(globalThis, { devicePixelRatio: 1, document: { createElement: () => canvas } });
  const sheet = makeSheet("any");
  sheet.resize(300, 200);
  assert.deepEqual([canvas.width, canvas.height, scale[0]], [300, 200, 1]);
  Object.assign(globalThis, { devicePixelRatio: 2 });
  sheet.resize(150, 100);
  assert.deepEqual(
    [canvas.width, canvas.height, scale[0]],
    [300, 200, 2],
    "as many px of the screen, drawn on anew",
  );
  sheet.resize(300, 200);
  assert.deepEqual([canvas.width, canvas.height], [600, 400]);
});
