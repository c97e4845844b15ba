import assert from "node:assert/strict";
import test from "node:test";
import { readTyped } from "../../../static/js/train/fields.js";
import { lossText, percent } from "../../../static/js/train/words.js";

test("100% is said only when all are right, and 0% only when none is", () => {
  const said = [1, 0.9995, 0.999, 0.5, 1 / 3, 0.0001, 0].map(percent);
  assert.deepEqual(said, ["100%", "99.9%", "99.9%", "50%", "33.3%", "0.1%", "0%"]);
});

test("a tiny loss has a true minus in its exponent", () => {
  assert.deepEqual([1e-7, 0.01234, 0, 12.5].map(lossText), ["1e−7", "0.0123", "0", "12.5"]);
});

test("a number is read as people write it", () => {
  const read = ["1,000", "1 000", "1\u202f000", "12,345,678.5", "0,5", "1,5", "−3", "1e-3"].map(readTyped);
  assert.deepEqual(read, [1000, 1000, 1000, 12345678.5, 0.5, 1.5, -3, 1e-3]);
  for (const nonsense of ["", "much", "1,00,0", "1 2"])
    assert.ok(Number.isNaN(readTyped(nonsense)), nonsense);
});
