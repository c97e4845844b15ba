/** Options as the server gives them, in small, and a state of the training page: for tests. */

import { readOptions } from "../../static/js/train/options.js";

const CONFIG = {
  dataset: "moons",
  samples: 100,
  noise: 0.1,
  classes: 2,
  points: null,
  test_fraction: 0,
  hidden: [16, 16],
  activation: "relu",
  output_activation: "linear",
  init: "micrograd",
  loss: "hinge",
  l1: 0,
  l2: 1e-4,
  optimizer: "sgd",
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weight_decay: 0.01,
  learning_rate: 1,
  schedule: "linear",
  warmup: 0,
  schedule_steps: null,
  batch_size: null,
  steps: 100,
  seed: 1337,
  forget_zero_grad: false,
  flip_gradient: null,
  inputs: null,
  activations: null,
  edits: [],
};

/** @type {Record<string, object>} */
const SPECIAL = {
  dataset: { kind: "choice", choices: ["moons", "circles", "spiral", "sine", "points"] },
  activation: { kind: "choice", choices: ["relu", "tanh"] },
  loss: { kind: "choice", choices: ["mse", "sse", "hinge", "bce", "softmax_nll"] },
  hidden: { kind: "units", new_model: true },
  inputs: { kind: "names", choices: ["x1", "x2", "x1^2"], new_model: true, optional: true },
  activations: { kind: "names", choices: ["relu", "tanh"], optional: true },
  edits: { kind: "edits" },
  points: { kind: "points", optional: true },
  batch_size: { kind: "int", low: 1, high: 1000, optional: true },
  schedule_steps: { kind: "int", low: 1, high: 1e9, optional: true },
  steps: { kind: "int", low: 1, high: 1e6 },
  seed: { kind: "int", low: 0, high: 2 ** 32 - 1, new_model: true },
  learning_rate: { kind: "float", low: 0, high: 1e6 },
  forget_zero_grad: { kind: "bool" },
};

/** @returns {import("../../static/js/train/types.js").TrainConfig} */
export const aConfig = () => structuredClone(CONFIG);

export const someOptions = () =>
  readOptions({
    fields: Object.keys(CONFIG).map((name) => ({
      name,
      kind: "float",
      low: 0,
      high: 1000,
      ...SPECIAL[name],
    })),
    presets: { "moons-demo": aConfig(), lecture: { ...aConfig(), dataset: "lecture", hidden: [4, 4] } },
    default: aConfig(),
    limits: {},
  });

/**
 * @param {object} [different]
 * @returns {any}
 */
export const aReady = (different = {}) => ({
  type: "ready",
  restarted: false,
  config: aConfig(),
  base: aConfig(),
  changes: [],
  shapes: [2, 16, 16, 1],
  unit_layers: [16, 16, 1],
  parameters: [],
  data: { train: { x: [[0, 1]], y: [1] }, test: { x: [], y: [] }, kind: "binary", classes: 2, features: 2 },
  range: [-1, 1, -1, 1],
  threshold: 0,
  grid: 4,
  unit_grid: 2,
  step: 0,
  end: 0,
  steps: 100,
  executor: "numpy",
  ...different,
});

/**
 * @param {number} step
 * @param {object} [different]
 * @returns {any}
 */
export const aFrame = (step, different = {}) => ({
  type: "frame",
  frame: step + 1,
  step,
  end: step,
  loss: 0.5,
  accuracy: 0.9,
  learning_rate: 1,
  test_loss: null,
  test_accuracy: null,
  steps_per_second: 10,
  playing: true,
  layers: [{ gradient: 1, data: 1, update_ratio: 0.1 }],
  dead: [],
  saturated: [],
  parameters: new Float64Array([1, 2]),
  state: new Float64Array(0),
  history: new Float64Array(0),
  resume_extra: { number: step },
  ...different,
});
