import assert from "node:assert/strict";
import test from "node:test";
import { displayNames, shorten, symbolOf } from "../../static/js/names.js";
import { makeNode } from "./graphs.js";

/** @param {string[]} labels */
const named = (labels) => displayNames(labels.map((label, i) => makeNode(i, label, 0)));

test("a name that is given to several Values has versions", () => {
  assert.deepEqual(named(["a", "c", "c", "c"]), ["a", "c₁", "c₂", "c₃"]);
});

test("versions go past nine", () => {
  assert.equal(named(Array(12).fill("x"))[11], "x₁₂");
});

test("pieces of program have no versions", () => {
  assert.deepEqual(named(["a*b", "a*b", "2.0", "2.0"]), ["a*b", "a*b", "2.0", "2.0"]);
});

test("letters of any alphabet make a name", () => {
  assert.deepEqual(named(["α", "α", "Größe"]), ["α₁", "α₂", "Größe"]);
});

test("a negative constant is written with a true minus sign", () => {
  assert.deepEqual(displayNames([makeNode(0, "-4.0", -4, { kind: "constant" })]), ["−4.0"]);
});

test("a label like a property of every object is a name like others", () => {
  assert.deepEqual(named(["constructor", "__proto__", "toString"]), ["constructor", "__proto__", "toString"]);
});

test("long names are cut, names of one's own later than pieces of program", () => {
  assert.equal(shorten("abcdef", 6), "abcdef");
  assert.equal(shorten("abcdefg", 6), "abcde…");
  assert.equal(symbolOf("learning_rate"), "learning_rate");
  assert.equal(symbolOf("learning_rate_of_this"), "learning_rate…");
  assert.equal(symbolOf("x1*w1 + x2*w2"), "x1*w1 + x2*w2");
  assert.equal([...symbolOf("x1*w1 + x2*w2 + x3*w3 + x4*w4")].length, 24);
});

test("a name is never cut in the middle of a letter", () => {
  assert.equal(shorten("𝛼𝛽𝛾𝛿", 3), "𝛼𝛽…");
});
