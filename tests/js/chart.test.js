import assert from "node:assert/strict";
import test from "node:test";
import { linear, padded, ticks, tickTexts } from "../../static/js/chart.js";

test("a scale leads to px and back", () => {
  const scale = linear([-2, 6], [10, 90]);
  assert.equal(scale.at(-2), 10);
  assert.equal(scale.at(6), 90);
  for (const px of [0, 10, 33, 90, 200]) assert.ok(Math.abs(scale.at(scale.of(px)) - px) < 1e-9);
});

test("a scale may run upwards on a screen that counts downwards", () => {
  const scale = linear([0, 1], [100, 0]);
  assert.ok(scale.at(1) < scale.at(0));
  assert.equal(scale.of(25), 0.75);
});

test("ticks are round numbers within the range, evenly apart", () => {
  for (const [from, to] of [
    [0, 1],
    [-3.7, 4.2],
    [1e-7, 9e-7],
    [-5e5, 1e6],
    [0.1, 0.3],
  ]) {
    const found = ticks(from, to);
    assert.ok(found.length >= 2 && found.length <= 6, `${from} to ${to}: ${found}`);
    for (const tick of found) {
      assert.ok(tick >= from - 1e-9 * Math.abs(from) && tick <= to + 1e-9 * Math.abs(to));
      assert.ok(String(tick).length <= 8, String(tick));
    }
    const steps = found.slice(1).map((tick, i) => tick - found[i]);
    for (const step of steps) assert.ok(Math.abs(step - steps[0]) <= 1e-6 * steps[0]);
  }
});

test("zero is written as zero, not as minus zero or a rounding", () => {
  assert.ok(ticks(-0.3, 0.3).some((tick) => tick === 0));
});

test("there is room above and below, also for a constant or for nothing", () => {
  const [low, high] = padded([1, 5]);
  assert.ok(low < 1 && high > 5);
  for (const values of [[3, 3], [0], [-1e9, -1e9]]) {
    const [from, to] = padded(values);
    assert.ok(from < values[0] && to > values[0]);
  }
  assert.deepEqual(padded([]), [-1, 1]);
});

test("no two ticks read the same", () => {
  for (const [from, to] of [
    [0, 1],
    [0.99998, 1.00002],
    [1e6, 1.0001e6],
    [-3e-7, 3e-7],
    [0, 150_000],
    [-250, 10],
  ]) {
    const texts = tickTexts(ticks(from, to));
    assert.equal(new Set(texts).size, texts.length, String(texts));
  }
});

test("ticks are written as short as they can be", () => {
  assert.deepEqual(tickTexts([-1, -0.5, 0, 0.5]), ["−1", "−0.5", "0", "0.5"]);
  assert.deepEqual(tickTexts([0, 50_000, 100_000, 150_000]), ["0", "5e4", "1e5", "1.5e5"]);
  assert.deepEqual(tickTexts([7]), ["7"]);
  assert.deepEqual(tickTexts([]), []);
});

test("where there is no range there are no ticks", () => {
  assert.deepEqual(ticks(1, 1), []);
  assert.deepEqual(ticks(0, Number.NaN), []);
});
