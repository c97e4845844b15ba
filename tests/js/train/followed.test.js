import assert from "node:assert/strict";
import test from "node:test";
import {
  arrivingAtInput,
  batchName,
  followedOf,
  passing,
  returnsOf,
} from "../../../static/js/train/followed.js";
import { structureOf } from "../../../static/js/train/network/structure.js";

const PAIR = structureOf([2, 2, 1]);
// x -> two neurons -> one output; d loss / d parameter of one sample, the biases' last in each neuron
const WEIGHTS = [1, 2, 0, 1, 3, 0, 4, -2, 0];
const FRAME = /** @type {any} */ ({
  followed: 7,
  sample_gradients: [2, -1, 0.5],
  sample_parameters: [0, 0, 2, 0, 0, 0, 1, 1, 0.5],
  unit_gradients: [1, 1, 1],
  data_gradients: [9, 9, 9, 9, 9, 9, 9, 9, 9],
});
const READY = /** @type {any} */ ({
  config: { batch_size: null },
  data: { train: { x: Array.from({ length: 20 }, () => [0, 0]) } },
});

test("a weight times what passes the neuron it leads to is what arrives at the neuron before", () => {
  const followed = followedOf(READY, FRAME, "sample");
  const returns = returnsOf(PAIR, WEIGHTS, followed);
  assert.equal(passing(PAIR, followed, 0, 1), 0); // a dead ReLU: it arrives and does not pass
  assert.deepEqual([...returns], [2, 4, 2, 0, 0, 0, 2, -1, 0.5]);
  assert.equal(returns[6], followed.units[0]);
  assert.equal(returns[7], followed.units[1]);
  assert.equal(arrivingAtInput(PAIR, returns, 1), 4);
});

test("gradients are a sample's or the batch's, and say whose", () => {
  assert.equal(followedOf(READY, FRAME, "sample").name, "sample 7");
  assert.equal(followedOf(READY, FRAME, "batch").name, "all 20 samples");
  assert.equal(followedOf(READY, FRAME, "batch").parameters, FRAME.data_gradients);
  assert.equal(batchName({ ...READY, config: { batch_size: 5 } }), "the batch of 5");
});
