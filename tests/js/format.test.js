import assert from "node:assert/strict";
import test from "node:test";
import { brief, columnOf, format, glyph, plus, short, signed, signName } from "../../static/js/format.js";

test("a number has four decimals and a true minus sign", () => {
  assert.equal(format(-2), "−2.0000");
  assert.equal(format(0.70712), "0.7071");
});

test("zero has no sign, however small and negative it was", () => {
  assert.equal(format(0), "0.0000");
  assert.equal(format(-0), "0.0000");
  assert.equal(signed(0), "0.0000");
});

test("large numbers have fewer decimals, and extremes powers of ten", () => {
  assert.equal(format(1234.5678), "1234.568");
  assert.equal(format(-12345.678), "−12345.68");
  assert.equal(format(1e6), "1.00e6");
  assert.equal(format(-1.5e-7), "−1.50e−7");
  assert.equal(format(1e100), "1.00e100");
});

test("no number is wider than its card has room for", () => {
  for (let power = -100; power <= 100; power++) {
    for (const digits of [1, 9.9999999, 5.55555555]) {
      assert.ok(format(-digits * 10 ** power).length <= 10, format(-digits * 10 ** power));
    }
  }
});

test("a gradient always shows its sign", () => {
  assert.equal(signed(4), "+4.0000");
  assert.equal(signed(-4), "−4.0000");
});

test("in a sentence a number is as short as it can be", () => {
  assert.equal(brief(6), "6");
  assert.equal(brief(-0.5), "−0.5");
  assert.equal(brief(1 / 3), "0.3333");
  assert.equal(brief(2.5e-9), "2.50e−9");
  assert.equal(brief(-0), "0");
});

test("the sign has a glyph and a name", () => {
  assert.deepEqual([1, -1, 0].map(glyph), ["▲", "▼", ""]);
  assert.deepEqual([1, -1, 0].map(signName), ["positive", "negative", "zero"]);
});

test("rounding does not make a number whole that is not", () => {
  assert.deepEqual([0.99996, -1.00004, 0.999996, 2.99996].map(format), [
    "0.99996",
    "−1.00004",
    "0.999996",
    "2.99996",
  ]);
  assert.equal(brief(0.99996), "0.99996");
  assert.equal(format(0.9999), "0.9999");
});

test("what is off by rounding alone is whole, as in the lecture", () => {
  assert.deepEqual([1.0000002567688737, -3.9999999999995595, 3.0000000000000004].map(format), [
    "1.0000",
    "−4.0000",
    "3.0000",
  ]);
  assert.equal(brief(1.0000002567688737), "1");
});

test("a small number keeps its leading digits", () => {
  assert.deepEqual([0.00014, -0.00056, 0.0009876, 0.00006].map(format), [
    "0.00014",
    "−0.00056",
    "0.0010",
    "6.00e−5",
  ]);
  assert.equal(brief(0.00014), "0.00014");
});

test("a number is as large as it is after rounding", () => {
  assert.equal(format(999999.999), "1.00e6");
  assert.equal(format(9999.99999), "10000.00");
  assert.equal(brief(-999999.999), "−1.00e6");
});

test("what is no number says so, with its sign", () => {
  assert.deepEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN].map(format), [
    "∞",
    "−∞",
    "NaN",
  ]);
  assert.equal(brief(Number.NEGATIVE_INFINITY), "−∞");
});

test("on a card a number has five digits that matter, and no zeros but those that tell of rounding", () => {
  assert.deepEqual([2, -0.5, 1 / 3, 24.70408163, 138.8338, 645.5772, 12345.6, 0].map(short), [
    "2",
    "−0.5",
    "0.3333",
    "24.704",
    "138.83",
    "645.58",
    "12346",
    "0",
  ]);
  assert.equal(short(1.99999), "2.0000");
  assert.equal(short(0.00014), "0.00014");
  assert.equal(short(Number.NEGATIVE_INFINITY), "−∞");
});

test("no number is wider than a card has room for", () => {
  for (let power = -300; power <= 300; power++) {
    for (const digits of [1, 9.9999999, 5.55555555]) {
      const text = short(-digits * 10 ** power);
      assert.ok(text.length <= 8, text);
    }
  }
});

test("all numbers of a column have the same decimals, as few as tell them", () => {
  assert.deepEqual([2, -3, 10].map(columnOf([2, -3, 10])), ["2", "−3", "10"]);
  assert.deepEqual([2, 0.25, -1e-9].map(columnOf([2, 0.25])), ["2.00", "0.25", "−1.00e−9"]);
  assert.equal(plus(2, columnOf([0.5])), "+2.0");
  const wide = [23847.66389, 0.0012, -1];
  assert.deepEqual(wide.map(columnOf(wide)), ["23847.66", "0.0012", "−1.0000"]);
});
