import assert from "node:assert/strict";
import test from "node:test";
import { curvesOf, numbersOf, smoothed } from "../../../static/js/train/curves_data.js";
import { History } from "../../../static/js/train/history.js";
import { keepBranches, namesOf, withPin } from "../../../static/js/train/pins.js";
import { aConfig, aFrame, aReady } from "../trainings.js";

const ready = (/** @type {object} */ config, test = 0) => {
  const made = aReady({ config: { ...aConfig(), ...config } });
  made.data = {
    ...made.data,
    train: {
      x: [
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      y: [1, 1, -1],
    },
    test: { x: Array(test).fill([0, 0]), y: Array(test).fill(1) },
  };
  return made;
};

function history(/** @type {number[][]} */ ...rows) {
  const made = new History();
  made.take(rows.flat(), aFrame(rows.length, { end: rows.length }));
  return made;
}
const row = (/** @type {number} */ step, loss = 1, penalty = 0.1, whole = Number.NaN) => [
  step,
  loss,
  1,
  0.1,
  Number.NaN,
  Number.NaN,
  penalty,
  whole,
];

test("training and test, batch and all samples, and the penalty are curves with names of their own", () => {
  const names = (/** @type {any} */ r) => curvesOf({ ready: r }).map(({ name }) => name);
  assert.deepEqual(names(ready({ l2: 0, batch_size: null })), ["training accuracy", "training loss"]);
  assert.deepEqual(names(ready({ l2: 0.1, batch_size: 2 }, 1)), [
    "penalty",
    "test accuracy",
    "accuracy of the batch",
    "test loss",
    "loss of the batch",
    "training loss",
  ]);
});

test("the loss over all samples is not the batch's", () => {
  const state = /** @type {any} */ ({
    history: history(row(0, 5, 0, 3), row(1, 1, 0, 2)),
    frame: aFrame(2, { loss: 1.5 }),
    logScale: false,
    smooth: false,
  });
  const [batch, whole] = curvesOf({ ready: ready({ l2: 0, batch_size: 2 }) }).slice(-2);
  assert.deepEqual(numbersOf(state, batch), [5, 1, null]);
  assert.deepEqual(numbersOf(state, whole), [3, 2, 1.5]);
  assert.deepEqual(numbersOf(state, null), [0, 1, 2]);
});

test("a running mean starts at the first number and goes on over gaps", () => {
  assert.deepEqual(smoothed([Number.NaN, 2, Number.NaN, 4]).slice(1), [2, 2, 2.1]);
});

test("pinned runs are called by what differs", () => {
  const pinned = withPin({ pins: [], history: history(row(0), row(1)), ready: ready({ learning_rate: 1 }) });
  const both = withPin({
    pins: pinned,
    history: history(row(0), row(1)),
    ready: ready({ learning_rate: 1, optimizer: "momentum" }),
  });
  assert.deepEqual(namesOf({ ...aConfig(), learning_rate: 0.5 }, both), [
    "learning rate 0.5, optimizer sgd",
    "learning rate 1, optimizer sgd",
    "learning rate 1, optimizer momentum",
  ]);
  assert.notEqual(both[0].tone, both[1].tone);
});

test("going on from an earlier step keeps the way that is left", () => {
  const made = history(row(0), row(1), row(2), row(3));
  /** @type {any} */
  let state = { pins: [], history: made, ready: ready({}) };
  keepBranches(
    /** @type {any} */ ({
      get: () => state,
      set: (/** @type {object} */ patch) => {
        state = { ...state, ...patch };
      },
    }),
  );
  made.take([], aFrame(1, { end: 1 }));
  assert.deepEqual([...state.pins[0].steps], [0, 1, 2, 3]);
  assert.match(namesOf(aConfig(), state.pins)[1], /before step 1 was taken anew/);
});
