import assert from "node:assert/strict";
import test from "node:test";
import { binsOf } from "../../../static/js/train/bins.js";
import {
  makeScale,
  paintClasses,
  paintGrid,
  parseRgb,
  typicalSize,
} from "../../../static/js/train/colour.js";
import { contour } from "../../../static/js/train/contour.js";
import { niceTicks, tickText } from "../../../static/js/train/ticks.js";

const SCALE = makeScale({ negative: [255, 0, 0], zero: [255, 255, 255], positive: [0, 0, 255] });

test("zero has the ground's colour, and the two sides have their own", () => {
  assert.deepEqual(SCALE.at(0), [255, 255, 255]);
  assert.deepEqual(SCALE.at(100), [0, 0, 255]);
  assert.deepEqual(SCALE.at(-100), [255, 0, 0]);
});

test("a larger value is never paler", () => {
  let before = 256;
  for (let value = 0; value < 4; value += 0.1) {
    const [red] = SCALE.at(value);
    assert.ok(red <= before);
    before = red;
  }
});

test("a browser's colours are read, whichever way it writes them", () => {
  assert.deepEqual(parseRgb("rgb(1, 20, 255)"), [1, 20, 255]);
  assert.deepEqual(parseRgb("rgba(0, 0, 0, 0.15)"), [0, 0, 0]);
  assert.deepEqual(parseRgb("color(srgb 1 0.5 0)"), [255, 128, 0]);
});

test("the grid's first row is the picture's lowest", () => {
  const target = new Uint32Array(4);
  paintGrid(target, [9, 9, -9, -9], 0, 2, 2, SCALE);
  const [red, blue] = [0xff0000ff, 0xffff0000]; // as a canvas stores them: red first
  assert.deepEqual([...target], [red, red, blue, blue]);
});

test("a threshold that is not 0 gets the ground's colour", () => {
  const target = new Uint32Array(1);
  paintGrid(target, [0.5], 0, 1, 1, SCALE, { middle: 0.5, unit: 0.25 });
  assert.equal(target[0], 0xffffffff);
});

test("of several classes the one with the largest score gives its colour", () => {
  const target = new Uint32Array(4);
  const scores = [9, -9, -9, 0, -9, 9, -9, 0, -9, -9, 9, 0];
  paintClasses(
    target,
    scores,
    2,
    [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
    ],
    [255, 255, 255],
  );
  const channel = (/** @type {number} */ pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  assert.deepEqual(channel(target[2]), [255, 0, 0]);
  assert.deepEqual(channel(target[3]), [0, 255, 0]);
  assert.deepEqual(channel(target[0]), [0, 0, 255]);
  assert.ok(
    channel(target[1]).every((part) => part > 200),
    "where none leads it is pale",
  );
});

test("the typical size leaves single peaks aside", () => {
  const values = Float32Array.from({ length: 400 }, () => 0.5);
  values[7] = 1000;
  assert.equal(typicalSize(values, 0, 400), 0.5);
});

test("the level line of a plane is straight, and lies where the level is", () => {
  const size = 9;
  const values = Float32Array.from({ length: size * size }, (_, i) => (i % size) - 3.25);
  const pieces = contour(values, size, size, 0);
  assert.equal(pieces.length, 4 * (size - 1));
  for (let i = 0; i < pieces.length; i += 2) assert.ok(Math.abs(pieces[i] - 3.25) < 1e-6);
});

test("the level line of a cone is a circle", () => {
  const size = 41;
  const far = (/** @type {number} */ i) => Math.hypot((i % size) - 20, Math.floor(i / size) - 20);
  const pieces = contour(
    Float32Array.from({ length: size * size }, (_, i) => far(i)),
    size,
    size,
    12,
  );
  assert.ok(pieces.length > 100);
  for (let i = 0; i < pieces.length; i += 2) {
    assert.ok(Math.abs(Math.hypot(pieces[i] - 20, pieces[i + 1] - 20) - 12) < 0.05);
  }
});

test("a cell whose corners alternate has two lines that do not cross", () => {
  const pieces = contour([1, -1, -1, 1], 2, 2, 0.2);
  assert.equal(pieces.length, 8);
  const [below, left, right, above] = [
    pieces.slice(0, 2),
    pieces.slice(2, 4),
    pieces.slice(4, 6),
    pieces.slice(6),
  ];
  assert.equal(below[1], 0);
  assert.equal(left[0], 0);
  assert.equal(right[0], 1);
  assert.equal(above[1], 1);
});

test("nothing is drawn where the level is nowhere", () => {
  assert.deepEqual(contour([1, 1, 1, 1], 2, 2, 5), []);
});

test("bins count every number once, and 0 lies between two", () => {
  const { counts, reach } = binsOf([-2, -0.1, 0.1, 2, 99], 0, 4, 4);
  assert.equal(reach, 2);
  assert.deepEqual([...counts], [1, 1, 1, 1]);
  assert.deepEqual([...binsOf([0, 0, 0], 0, 3, 4).counts], [0, 0, 3, 0]);
});

test("ticks are round numbers within the axis", () => {
  assert.deepEqual(niceTicks(-1.5, 2.6, 6), [-1, 0, 1, 2]);
  assert.deepEqual(niceTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(niceTicks(3, 3, 5), []);
  assert.equal(tickText(-0.5), "−0.5");
  assert.equal(tickText(1e-7), "1e−7");
});

test("no two ticks of an axis have the same label, and each label is the tick", () => {
  for (const most of [300_000, 1_250_000, 0.0005, 0.00125, 70]) {
    const ticks = niceTicks(0, most, 6);
    const texts = ticks.map(tickText);
    assert.equal(new Set(texts).size, texts.length, texts.join(", "));
    assert.deepEqual(
      texts.map((text) => Number(text.replaceAll("−", "-"))),
      ticks,
    );
  }
  assert.deepEqual([150_000, 0.1 + 0.2, -0.00015].map(tickText), ["1.5e5", "0.3", "−1.5e−4"]);
});
