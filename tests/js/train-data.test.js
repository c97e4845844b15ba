import assert from "node:assert/strict";
import test from "node:test";
import { readCsv, withSigns } from "../../static/js/train/csv.js";
import { makePlane } from "../../static/js/train/plane.js";
import {
  added,
  erased,
  followed,
  indexOf,
  neighbour,
  pointsOf,
  readPoints,
  relabelled,
  replaced,
  writePoints,
} from "../../static/js/train/points.js";

test("a table may have a line of names, blank lines, comments and any usual separator", () => {
  const text = 'x1,x2,y\n0.5, 1.5, 1\n\n# from the lab\n-0.25;2;-1\n1e-1\t.5\t"1"\r\n3 4 -1';
  assert.deepEqual(readCsv(text, 100).points, [
    [0.5, 1.5, 1],
    [-0.25, 2, -1],
    [0.1, 0.5, 1],
    [3, 4, -1],
  ]);
});

test("two columns are a curve", () => {
  assert.deepEqual(readCsv("0, 1\n1, 2", 10).points, [
    [0, 1],
    [1, 2],
  ]);
});

for (const [text, problem] of [
  ["1,2,1\n1,two,1", "Line 2: “two” is not a number."],
  ["1,2,1\n1,2", "Line 2 has 2 numbers, the lines before it 3."],
  [
    "1,2,3,4\n1,2,3,4",
    "Line 1 has 4 numbers. Write x1, x2, y; or x, y for a curve. If the comma is a decimal sign, divide by semicolons.",
  ],
  ["5\n6", "Line 1 has 1 number. Write x1, x2, y; or x, y for a curve."],
  ["1,2,NaN\n1,2,1", "Line 1: “NaN” is not a number."],
  ["1,2,1e999\n1,2,1", "Line 1: “1e999” is not a number."],
  ["", "Write at least two points, one a line."],
  ["1,2,1", "Write at least two points, one a line."],
  ["1,2,1\n2,3,1\n3,4,1\n4,5,1", "Line 4: that is more than 3 points."],
]) {
  test(`a table that is wrong names the line: ${problem}`, () => {
    assert.equal(readCsv(text, 3).problem, problem);
  });
}

test("the classes 0 and 1 become −1 and 1; other labels stay", () => {
  assert.deepEqual(withSigns([[1, 2, 0], [3, 4, 1]]), [[1, 2, -1], [3, 4, 1]]); // biome-ignore format: pairs
  assert.deepEqual(withSigns([[1, 2, 0], [3, 4, 2]]), [[1, 2, 0], [3, 4, 2]]); // biome-ignore format: pairs
  assert.deepEqual(withSigns([[1, 0], [3, 1]]), [[1, 0], [3, 1]]); // biome-ignore format: a curve
});

test("an edit is a new list and leaves the old one as it was", () => {
  const points = [
    [0, 0, 1],
    [1, 1, -1],
  ];
  assert.deepEqual(added(points, [2.123456789, 2, 1])[2], [2.1235, 2, 1]);
  assert.deepEqual(erased(points, 0), [[1, 1, -1]]);
  assert.deepEqual(replaced(points, 1, [5, 5, -1])[1], [5, 5, -1]);
  assert.deepEqual(points, [
    [0, 0, 1],
    [1, 1, -1],
  ]);
});

test("a label turns to the other class, or to the next of several", () => {
  assert.equal(relabelled(1, 2), -1);
  assert.equal(relabelled(-1, 2), 1);
  assert.equal(relabelled(2, 3), 0);
});

test("a sample is found among rounded points", () => {
  const points = [
    [0.12346, 1, 1],
    [0.12346, 1, -1],
  ];
  assert.equal(indexOf(points, [0.123456789, 1, -1]), 1);
});

test("what was drawn becomes points, rounded to what the address can hold", () => {
  const ready = /** @type {any} */ ({
    config: { points: null },
    data: { train: { x: [[1 / 3, 2]], y: [1] }, test: { x: [[0, 1]], y: [-1] } },
  });
  assert.deepEqual(pointsOf(ready), [
    [0.33333, 2, 1],
    [0, 1, -1],
  ]);
  ready.config.points = [[9, 9, 1]];
  assert.deepEqual(pointsOf(ready), [[9, 9, 1]]);
});

test("points survive the address", () => {
  const points = [
    [0.12345, -1.5, 1],
    [1e-7, 123450, -1],
  ];
  const text = writePoints(points);
  assert.equal(new URLSearchParams({ points: text }).toString(), `points=${text}`);
  assert.deepEqual(readPoints(text, 10), points);
});

for (const text of [
  "",
  "1_2_1",
  "1_2_1*1_2",
  "1_2_x*1_2_1",
  "1_2_3_4*1_2_3_4",
  "1_2_Infinity*1_2_1",
  "1__1*1_2_1",
  "*",
]) {
  test(`nonsense is no list of points: ${text || "nothing"}`, () => {
    assert.equal(readPoints(text, 10), null);
  });
}

test("more points than allowed are refused, however long the text", () => {
  assert.equal(readPoints(Array(11).fill("1_2_1").join("*"), 10), null);
  assert.notEqual(readPoints(Array(10).fill("1_2_1").join("*"), 10), null);
  assert.equal(readPoints("1".repeat(1_000_000), 10), null);
});

test("the plane leads there and back", () => {
  const plane = makePlane([-1, 3, 0, 2], 400, 300);
  assert.ok(Math.abs(plane.xOf(plane.x(0.7)) - 0.7) < 1e-12);
  assert.ok(Math.abs(plane.yOf(plane.y(1.3)) - 1.3) < 1e-12);
  assert.ok(plane.y(2) < plane.y(0), "up is up");
  assert.ok(plane.x(-1) >= 0 && plane.x(3) <= 400);
});

test("a point is found again in a list that was edited meanwhile", () => {
  const before = [
    [0, 0, 1],
    [1, 1, -1],
    [2, 2, 1],
  ];
  const moved = replaced(before, 1, [1.1, 1, -1]);
  assert.equal(followed(moved, before, 1), 1, "moved");
  assert.equal(followed(added(moved, [9, 9, 1]), before, 2), 2);
  assert.equal(followed(erased(before, 0), before, 2), 1, "those behind an erased one move up");
  assert.equal(followed(erased(before, 1), before, 1), -1, "an erased one is gone");
  assert.equal(followed(erased(before, 2), before, 2), -1);
});

test("arrow keys lead to the nearest point on a side", () => {
  /** @type {[number, number][]} */
  const places = [
    [0, 0],
    [10, 0],
    [4, 8],
    [-3, 0],
  ];
  assert.equal(neighbour(places, 0, 1, 0), 1);
  assert.equal(neighbour(places, 0, -1, 0), 3);
  assert.equal(neighbour(places, 0, 0, -1), 0, "there is none");
});
