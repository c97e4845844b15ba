import assert from "node:assert/strict";
import test from "node:test";
import { typeset } from "../../static/js/typeset.js";

/** An element as far as it is looked at here: what it is, and what it says. */
class Made {
  /** @type {(Made | string)[]} */
  children = [];

  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
  }

  /** @param {...(Made | string)} children */
  append(...children) {
    this.children.push(...children);
  }

  /** @returns {string} */
  toString() {
    const parts = this.children.map(String);
    if (this.tag === "msup") return `${parts[0]}^{${parts[1]}}`;
    if (this.tag === "msub") return `${parts[0]}_${parts[1]}`;
    if (this.tag === "mfrac") return `{${parts[0]} / ${parts[1]}}`;
    if (this.tag === "msqrt") return `√{${parts.join("")}}`;
    return parts.join("");
  }
}

Object.assign(globalThis, {
  document: { createElementNS: (/** @type {string} */ _, /** @type {string} */ tag) => new Made(tag) },
});

const written = (/** @type {string} */ text) => typeset(text)?.element.toString() ?? null;

test("a piece of program is set as one writes it by hand", () => {
  const pieces = {
    "3*x**2 - 4*x + 5": "3x^{2}−4x+5",
    "x1*w1 + x2*w2": "x_1⋅w_1+x_2⋅w_2",
    "(2*n).exp()": "e^{2n}",
    "(e - 1)/(e + 1)": "{e−1 / e+1}",
    "(a + b)*c": "(a+b)⋅c",
    "a - (b - c)": "a−(b−c)",
    "-a**2": "−a^{2}",
    "(-a)**2": "(−a)^{2}",
    "2**3": "2^{3}",
    "2*3": "2⋅3",
    "(b + a).relu()": "relu(b+a)",
    "tanh(n)": "tanh(n)",
    "sqrt(x + 1.0)": "√{x+1}",
    "−4.0": "−4",
  };
  for (const [text, set] of Object.entries(pieces)) assert.equal(written(text), set, text);
});

test("a sum needs brackets in a product, a product none", () => {
  assert.equal(typeset("a + b")?.loose, true);
  assert.equal(typeset("a*b")?.loose, false);
});

test("what is no formula is left as it is written", () => {
  for (const text of ["", "sum((s - y)**2 for s in xs)", "a[0]", "a +", "f(x", "'text'", "a".repeat(500)])
    assert.equal(typeset(text), null, text);
});

test("deep brackets end in an answer", () => {
  assert.doesNotThrow(() => typeset(`${"(".repeat(90)}a${")".repeat(90)}`));
});
