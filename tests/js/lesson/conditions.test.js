import assert from "node:assert/strict";
import test from "node:test";
import { holds, isRight } from "../../../static/js/lesson/conditions.js";

/** @typedef {import("../../../static/js/lesson/types.js").Condition} Condition */
/** @type {(relation: Condition["relation"], value: number | string) => Condition} */
const that = (relation, value) => ({ what: "something", relation, value });

test("a number that was typed is as good as the one it was rounded from", () => {
  assert.ok(holds(that("is", 0.3333333), 1 / 3));
  assert.ok(!holds(that("is", 0.333), 1 / 3));
  assert.ok(holds(that("is not", 0.333), 1 / 3));
});

test("above and below are about numbers, and leave out the bound itself", () => {
  assert.ok(holds(that("above", 2), 2.01));
  assert.ok(!holds(that("above", 2), 2));
  assert.ok(holds(that("below", 2), 1.99));
  assert.ok(!holds(that("below", 2), "1"));
});

test("has looks for a member of a list, and for a part of a text", () => {
  assert.ok(holds(that("has", "mul"), ["add", "mul"]));
  assert.ok(!holds(that("has", "mu"), ["add", "mul"]));
  assert.ok(holds(that("has", "+="), "self.grad += 1"));
});

test("of what nobody can tell nothing holds, not even that it is something else", () => {
  assert.ok(!holds(that("is", 1), undefined));
  assert.ok(!holds(that("is not", 1), undefined));
});

for (const [text, right, judged] of /** @type {[string, number, boolean | null][]} */ ([
  ["0.5", 0.5, true],
  ["−1,5", -1.5, true],
  ["+6", 6, true],
  ["6.0", 6.0054, true],
  ["6.1", 6.0054, false],
  ["139", 138.83381924198252, true],
  ["138.8", 138.83381924198252, true],
  ["138.9", 138.83381924198252, false],
  ["1e-3", 0.001, true],
  ["0", 0, true],
  ["0.1", 0, false],
  ["0", 0.0000001, false],
  ["a half", 0.5, null],
  ["1/2", 0.5, null],
  ["", 0.5, null],
])) {
  test(`${JSON.stringify(text)} for ${right} is ${judged === null ? "no number" : judged ? "right" : "wrong"}`, () => {
    assert.equal(isRight(text, right), judged);
  });
}
