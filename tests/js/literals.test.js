import assert from "node:assert/strict";
import test from "node:test";
import {
  connectLiterals,
  fitLiteral,
  isEditable,
  leafKey,
  literalText,
  notch,
} from "../../static/js/literals.js";
import { createStore } from "../../static/js/store.js";
import { aPlusA, makeNode } from "./graphs.js";

/** @typedef {import("../../static/js/types.js").GraphNode} GraphNode */
/** @typedef {import("../../static/js/types.js").PageState} PageState */

test("a notch is a hundredth of the number's own size", () => {
  assert.deepEqual([0, 0.5, -3, 12, -250].map(notch), [0.01, 0.01, 0.01, 0.1, 1]);
});

test("a small number is turned in notches of its own size", () => {
  assert.deepEqual([0.1, 0.05, 0.001, -0.001, 2e-9].map(notch), [0.01, 0.001, 1e-4, 1e-4, 1e-10]);
});

test("a very large or small number is written without noise", () => {
  const large = notch(1e25);
  assert.equal(literalText(1e25 + 24 * large, large), "1.24e+25");
  assert.equal(literalText(0.001 + 3 * notch(0.001), notch(0.001)), "0.0013");
  assert.equal(literalText(3e-200, notch(3e-200)), "3e-200");
});

test("a number on a grid is written as one would type it", () => {
  assert.equal(literalText(2.0000000001, 0.01), "2.0");
  assert.equal(literalText(0.1 + 0.2, 0.01), "0.3");
  assert.equal(literalText(-1.005, 0.1), "-1.0");
  assert.equal(literalText(1234.4, 10), "1230.0");
});

test("zero is never negative", () => {
  assert.equal(literalText(-0.001, 0.01), "0.0");
});

test("a number that was typed stays as it is", () => {
  assert.equal(literalText(6.8813735870195432, 0), "6.881373587019543");
  assert.equal(literalText(3, 0), "3");
});

const fitted = [
  ["x = 2", "2", "-1"],
  ["x = 2*y", "2", "-1"],
  ["f(2, y)", "2", "-1"],
  ["2 * y", "2", "-1"],
  ["y\n2*x", "2", "-1"],
  ["2**x", "2", "(-1)"],
  ["x = 2 ** y", "2", "(-1)"],
  ["2^x", "2", "(-1)"],
  ["x = 2.0.tanh()", "2.0", "(-1)"],
  ["y*2", "2", "(-1)"],
  ["y - 2", "2", "(-1)"],
  ["y**2", "2", "(-1)"],
  ["(2)", "2", "-1"],
];
for (const [source, literal, expected] of fitted) {
  test(`in ${JSON.stringify(source)} a negative number is written ${expected}`, () => {
    const at = source.indexOf(literal);
    assert.equal(fitLiteral(source, [at, at + literal.length], "-1"), expected);
  });
}

test("a positive number never gets brackets", () => {
  assert.equal(fitLiteral("y - 2", [4, 5], "3"), "3");
});

test("what can be turned has a literal or is free", () => {
  assert.ok(isEditable(makeNode(0, "a", 1, { literal: [0, 1] })));
  assert.ok(isEditable(makeNode(0, "a", 1, { kind: "free" })));
  assert.ok(!isEditable(makeNode(0, "a", 1)));
});

test("a constant is known by its place among the Values, a leaf by its name", () => {
  assert.equal(leafKey(makeNode(7, "3", 3, { kind: "constant" }), "3"), "constant 7");
  assert.equal(leafKey(makeNode(7, "a", 3), "a"), "a");
});

/**
 * @param {string} source
 * @param {GraphNode[]} nodes
 */
function page(source, nodes) {
  const store = createStore(
    /** @type {PageState} */ ({ source, answered: "", names: /** @type {string[]} */ ([]) }),
  );
  const literals = connectLiterals(store);
  store.set({ graph: { ...aPlusA(), nodes }, names: nodes.map(({ label }) => label), answered: source });
  return { store, literals };
}

test("numbers are written one after the other without waiting for an answer", () => {
  const { store, literals } = page("a = 2\nb = 𝛼*3", [
    makeNode(0, "a", 2, { literal: [4, 5] }),
    makeNode(1, "3", 3, { literal: [12, 13], kind: "constant" }),
  ]);
  assert.ok(literals.write("a", "-10.25"));
  assert.ok(literals.write("constant 1", "-4"));
  assert.ok(literals.write("constant 1", "5"));
  assert.ok(literals.write("a", "1"));
  assert.equal(store.get().source, "a = 1\nb = 𝛼*(5)");
  assert.equal(literals.read("a"), 1);
  assert.equal(literals.read("constant 1"), 5);
});

test("a free name gets its assignment once and is turned from then on", () => {
  const { store, literals } = page("x*2", [
    makeNode(0, "x", 1, { kind: "free" }),
    makeNode(1, "2", 2, { kind: "constant", literal: [2, 3] }),
  ]);
  assert.equal(literals.read("x"), null);
  literals.write("x", "-1.5");
  literals.write("x", "3");
  literals.write("constant 1", "7");
  assert.equal(store.get().source, "x = 3\nx*7");
});

test("nothing is written while the places are not known", () => {
  const { store, literals } = page("a = 2", [makeNode(0, "a", 2, { literal: [4, 5] })]);
  store.set({ source: "aa = 2", cause: "typing" });
  assert.equal(literals.write("a", "3"), false);
  assert.equal(literals.write("nobody", "3"), false);
  assert.equal(store.get().source, "aa = 2");
});

test("two numbers are one edit", () => {
  const { store, literals } = page("a = 2\nb = 3", [
    makeNode(0, "a", 2, { literal: [4, 5] }),
    makeNode(1, "b", 3, { literal: [10, 11] }),
  ]);
  let edits = 0;
  store.on(["source"], () => edits++);
  assert.ok(
    literals.writeAll([
      ["a", "-1.25"],
      ["b", "7"],
    ]),
  );
  assert.equal(store.get().source, "a = -1.25\nb = 7");
  assert.equal(edits, 1);
  assert.deepEqual([literals.read("a"), literals.read("b")], [-1.25, 7]);
});
