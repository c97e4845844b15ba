import assert from "node:assert/strict";
import test from "node:test";
import { csvOf, rowsOf } from "../../../static/js/keep/steps.js";
import { initialState } from "../../../static/js/state.js";
import { makeTimeline } from "../../../static/js/timeline.js";
import { aPlusA } from "../graphs.js";

/** @param {string[]} names */
const stateOf = (names) => {
  const graph = aPlusA();
  return initialState({ graph, names, timeline: makeTimeline(graph) });
};

test("every step is a row, and a contribution's numbers fit together", () => {
  const rows = rowsOf(stateOf(["a", "b"]));
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ["value", "seed", "contribution", "contribution"],
  );
  for (const { upstream, local, amount, before, after } of rows.slice(2)) {
    assert.equal(Number(upstream) * Number(local), amount);
    assert.equal(Number(before) + Number(amount), after);
  }
});

test("names stay one cell, and never become formulas of a spreadsheet", () => {
  const lines = csvOf(stateOf(['a, "the" one', "=1+1"])).split("\r\n");
  assert.match(lines[1], /^1,forward,value,'=1\+1,add,/);
  assert.match(lines[3], /,"a, ""the"" one",/);
  assert.equal(lines.length, 6);
});

test("without a graph there is a heading and nothing else", () => {
  assert.equal(csvOf(initialState()).split("\r\n").length, 2);
});
