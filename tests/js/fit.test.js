import assert from "node:assert/strict";
import test from "node:test";
import { fitScale, MARGIN } from "../../static/js/graph/fit.js";

const stage = { width: 400 + 2 * MARGIN, height: 300 + 2 * MARGIN };

test("a picture fits by whichever side is the tighter one", () => {
  assert.equal(fitScale({ width: 800, height: 300 }, stage), 0.5);
  assert.equal(fitScale({ width: 400, height: 600 }, stage), 0.5);
});

test("a small picture is not blown up without end", () => {
  assert.equal(fitScale({ width: 1, height: 1 }, stage), fitScale({ width: 2, height: 2 }, stage));
});
