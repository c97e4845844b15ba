import assert from "node:assert/strict";
import test from "node:test";
import { spread } from "../../static/js/graph/bundle.js";
import { placesOf } from "../../static/js/graph/locals.js";
import { fitText, textWidth } from "../../static/js/measure.js";
import { largerOf } from "../../static/js/placement.js";
import { stopsAt } from "../../static/js/stops.js";
import { makeTimeline } from "../../static/js/timeline.js";
import { aPlusA } from "./graphs.js";

/** @typedef {[number, number][]} Curve */

const STRAIGHT = /** @type {Curve} */ ([
  [0, 0],
  [10, 0],
  [20, 0],
  [30, 0],
]);

test("the two edges of a value used twice are told apart, and keep their ends", () => {
  const [one, other] = spread([STRAIGHT, STRAIGHT], aPlusA().nodes, "LR");
  assert.deepEqual([one[0], one[3]], [other[0], other[3]]);
  assert.ok(Math.abs(one[1][1] - other[1][1]) > 10);
});

test("no local derivative stands where another one does", () => {
  const crossing = /** @type {Curve} */ (STRAIGHT.map(([x]) => [x * 6, x * 4 - 60]));
  const back = /** @type {Curve} */ (STRAIGHT.map(([x]) => [x * 6, 60 - x * 4]));
  const [one, other] = placesOf([crossing, back]);
  assert.ok(Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) > 20);
});

test("the picture runs the way in which it is larger", () => {
  const across = { direction: /** @type {const} */ ("LR"), width: 1000, height: 100, nodes: [], edges: [] };
  const down = { ...across, direction: /** @type {const} */ ("TB"), width: 300, height: 600 };
  assert.equal(largerOf({ across, down }, { width: 700, height: 640 }), down);
  assert.equal(largerOf({ across, down }, { width: 1800, height: 400 }), across);
  assert.equal(largerOf({ across }, { width: 700, height: 640 }), across);
});

test("a text is cut where its room ends, whatever its letters", () => {
  for (const text of ["MOMENTUM_WWW", "学習率の値学習率の値", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiii"]) {
    assert.ok(textWidth(fitText(text, 60, 15), 15) <= 60, text);
  }
  assert.equal(fitText("a", 60, 15), "a");
});

test("playing stops at a node, and at a line of the program", () => {
  const graph = aPlusA();
  graph.nodes[1].span = [8, 13];
  const timeline = makeTimeline(graph);
  const answered = "a = 3.0\nb = a + a";
  const at = (/** @type {import("../../static/js/types.js").PageState["stops"]} */ stops) =>
    timeline.steps.map((_, i) => stopsAt(/** @type {any} */ ({ graph, timeline, answered, stops }), i + 1));
  assert.deepEqual(at({ nodes: [], lines: [] }), [false, false, false, false]);
  assert.deepEqual(at({ nodes: [0], lines: [] }), [false, false, true, true]);
  assert.deepEqual(at({ nodes: [], lines: [2] }), [true, true, true, true]);
  assert.deepEqual(at({ nodes: [], lines: [1] }), [false, false, false, false]);
});
