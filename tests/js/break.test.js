/** Which switch of Break is the bug that the program's own engine has. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { switchOf } from "../../static/js/switch_of.js";

/** @param {string} kind */
const finding = (kind, op = "mul") =>
  /** @type {import("../../static/js/types.js").Finding} */ (/** @type {unknown} */ ({ kind, op }));

test("each bug that a switch can make leads to that switch", () => {
  assert.deepEqual(switchOf(finding("overwrites"))?.switches, { overwrite: true });
  assert.deepEqual(switchOf(finding("stale"))?.switches, { keep: true });
  assert.deepEqual(switchOf(finding("missing", "tanh"))?.switches, { skip: "tanh" });
  assert.deepEqual(switchOf(finding("order"))?.switches, { order: "breadth_first" });
});

test("a bug that no switch makes leads to none", () => {
  for (const kind of ["local", "seed", "repeated"]) assert.equal(switchOf(finding(kind)), null);
});
