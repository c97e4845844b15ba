import assert from "node:assert/strict";
import test from "node:test";
import { gradientHint } from "../../../static/js/train/hints.js";
import { withLabels } from "../../../static/js/train/labels.js";
import { structureOf } from "../../../static/js/train/network/structure.js";
import { neuronSource } from "../../../static/js/train/neuron_source.js";
import { KINDS, momentOf, phaseSentence, underway } from "../../../static/js/train/phases.js";
import { answersTo, between, signalsOf } from "../../../static/js/train/sample.js";
import { aConfig } from "../trainings.js";

test("the forward front runs from left to right, then the backward front from right to left", () => {
  assert.equal(momentOf({ kind: "forward", at: 0.25 }).signal, 0.25);
  assert.equal(momentOf({ kind: "forward", at: 0.25 }).gradient, 0);
  assert.equal(momentOf({ kind: "loss", at: 0.5 }).signal, 1);
  assert.equal(momentOf({ kind: "backward", at: 0.25 }).gradient, 0.25);
  assert.equal(momentOf({ kind: "backward", at: 1 }).update, null);
  assert.equal(momentOf({ kind: "update", at: 0.5 }).update, 0.5);
});

test("the loss is known from its phase on", () => {
  assert.deepEqual(
    KINDS.map((kind) => momentOf({ kind, at: 1 }).loss),
    [false, true, true, true],
  );
});

test("the changes glow in the middle of the update, and at neither end", () => {
  assert.equal(momentOf({ kind: "update", at: 0 }).flash, 0);
  assert.ok(momentOf({ kind: "update", at: 0.5 }).flash > 0.99);
  assert.ok(momentOf({ kind: "update", at: 1 }).flash < 1e-9);
});

test("an update leads from before to after", () => {
  const [after, updates] = [
    [1, -2],
    [0.5, -1],
  ];
  assert.deepEqual([...underway(after, updates, 0)], [0.5, -1]);
  assert.deepEqual([...underway(after, updates, 1)], after);
});

test("every phase has a sentence with its numbers", () => {
  const numbers = { sample: 17, own: "1.25", loss: "0.8958", batch: "all 100 samples", rate: "1.0000" };
  assert.match(phaseSentence({ kind: "forward", at: 0 }, numbers, aConfig()), /sample 17/);
  assert.match(phaseSentence({ kind: "loss", at: 0 }, numbers, aConfig()), /sample 17 it is 1\.25.*0\.8958/);
  assert.match(phaseSentence({ kind: "backward", at: 0 }, numbers, aConfig()), /sample 17’s loss/);
  assert.match(phaseSentence({ kind: "update", at: 0 }, numbers, aConfig()), /all 100 samples.*1\.0000/);
});

test("a value between the grid's points is read off linearly, and kept within the grid", () => {
  const grid = [0, 1, 2, 3]; // x + 2 y on a 2 x 2 grid
  assert.equal(between(grid, 0, 2, 2, 0.5, 0.5), 1.5);
  assert.equal(between(grid, 0, 2, 2, 1, 1), 3);
  assert.equal(between(grid, 0, 2, 2, 7, -7), 1);
  assert.equal(between([4, 6, 8], 0, 3, 1, 0.25, 0), 5);
});

test("what travels along a weight is the weight times the answer it starts from", () => {
  const structure = structureOf([2, 1, 1]);
  // the lecture's neuron without its tanh, and an output that doubles it
  const signals = signalsOf(structure, [-3, 1, 6.9, 2, 0.5], [2, 0], [0.9, 2.3]);
  assert.deepEqual([...signals], [-6, 0, 6.9, 1.8, 0.5]);
});

test("the answers to a sample come from the units' pictures", () => {
  const structure = structureOf([2, 1, 1]);
  const ready = /** @type {any} */ ({
    range: [-1, 1, -1, 1],
    unit_grid: 2,
    shapes: [2, 1, 1],
    data: { features: 2 },
  });
  const frame = /** @type {any} */ ({ units: [-1, 1, -1, 1, 5, 5, 7, 7] });
  const answers = answersTo(structure, ready, frame, [0.5, 0]);
  assert.deepEqual([...answers], [0.5, 6]);
});

test("vanishing and exploding gradients are said in words, others are not worth any", () => {
  const layers = (/** @type {number[]} */ ...norms) => norms.map((gradient) => ({ gradient }));
  assert.equal(gradientHint(layers(0.2, 0.1, 0.3)), "");
  assert.match(gradientHint(layers(1e-5, 1e-3, 0.1)), /^Vanishing: .* 10,000 times smaller/);
  assert.match(gradientHint(layers(50, 1, 0.01)), /^Exploding: .* 5,000 times larger/);
  assert.match(gradientHint(layers(0, 0.1)), /No gradient reaches layer 1/);
  assert.match(gradientHint(layers(0, 0)), /No gradient at all/);
  assert.match(gradientHint(layers(Number.NaN, 1)), /finite/);
});

test("a Value without a name is called by its formula", () => {
  const leaf = (/** @type {number} */ id, /** @type {string} */ label) => ({
    id,
    op: null,
    label,
    parents: [],
  });
  const made = (/** @type {number} */ id, /** @type {string} */ op, /** @type {number[]} */ parents) => ({
    id,
    op,
    label: "",
    parents,
  });
  const nodes = withLabels([
    leaf(0, "w1"),
    leaf(1, "x1"),
    leaf(2, "b"),
    made(3, "mul", [0, 1]),
    made(4, "add", [3, 2]),
    made(5, "tanh", [4]),
    made(6, "mul", [4, 0]),
    { ...made(7, "sub", [2, 4]), label: "given" },
  ]);
  assert.deepEqual(
    nodes.slice(3).map(({ label }) => label),
    ["w1*x1", "w1*x1 + b", "tanh(w1*x1 + b)", "(w1*x1 + b)*w1", "given"],
  );
});

test("what is made of a whole group is named by its op alone", () => {
  const nodes = withLabels([
    { id: 0, op: null, label: "Layer 1", parents: [], group: { name: "Layer 1" } },
    { id: 1, op: "mul", label: "", parents: [0, 0] },
    { id: 2, op: "relu", label: "", parents: [1] },
  ]);
  assert.deepEqual(
    nodes.map(({ label }) => label),
    ["Layer 1", "product", "relu(product)"],
  );
});

test("a layer's parameters and the layer itself are told apart", () => {
  const group = (/** @type {number} */ parameters) => ({ name: "Layer 1", values: 48, parameters });
  const [weights, layer] = withLabels([
    { id: 0, op: null, label: "", parents: [], group: group(48) },
    { id: 1, op: "add", label: "", parents: [0], group: group(0) },
  ]);
  assert.equal(weights.group?.name, "Layer 1 weights");
  assert.equal(layer.group?.name, "Layer 1");
});

test("names of long sums stay short", () => {
  let nodes = [
    {
      id: 0,
      op: /** @type {string | null} */ (null),
      label: "a_long_name",
      parents: /** @type {number[]} */ ([]),
    },
  ];
  for (let id = 1; id < 200; id += 1) nodes = [...nodes, { id, op: "add", label: "", parents: [id - 1, 0] }];
  assert.ok(withLabels(nodes).every(({ label }) => label.length <= 60));
});

test("a neuron becomes a program with the very numbers it has", () => {
  const structure = structureOf([2, 1]);
  const source = neuronSource(structure, [-3, 1, 6.8813735870195432], 0, 0, [2, 0], "tanh");
  assert.equal(
    source,
    "x1 = 2.0\nx2 = 0.0\nw1 = -3.0\nw2 = 1.0\nb = 6.881373587019543\nn = w1*x1 + w2*x2 + b\no = tanh(n)",
  );
  assert.ok(!neuronSource(structure, [1, 2, 3], 0, 0, [0, 1], "linear").includes("o ="));
});
