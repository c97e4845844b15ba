import assert from "node:assert/strict";
import test from "node:test";
import { spanToUnits, toUnits } from "../../static/js/spans.js";

test("places are the same where every letter is one unit", () => {
  assert.deepEqual(spanToUnits("a*b + ñ", [2, 7]), [2, 7]);
});

test("letters beyond the basic plane count two units", () => {
  const text = "𝛼 = 2\nb = 𝛼*3";
  const [from, to] = spanToUnits(text, [12, 13]);
  assert.equal(text.slice(from, to), "3");
});

test("a place beyond the end is the end", () => {
  assert.equal(toUnits("𝛼", 5), 2);
  assert.equal(toUnits("", 1), 0);
});

test("half a surrogate pair counts as one letter and stops nothing", () => {
  assert.equal(toUnits("\ud800a", 2), 2);
});
