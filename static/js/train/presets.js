/** Trainings to begin with. Each is a difference from one of the server's presets. */

/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").Options} Options */
/** @typedef {import("./types.js").Pace} Pace */

/**
 * @typedef {object} Preset
 * @property {string} id stands in the address
 * @property {string} title
 * @property {string} about
 * @property {string} from the server's preset that it changes
 * @property {Partial<TrainConfig>} [patch]
 * @property {{ from: string, patch: Partial<TrainConfig> }} [was] what it was for links of the first version
 * @property {{ patch: Partial<TrainConfig>, steps: number }} [against] a run that is pinned beside it from the start
 * @property {Partial<import("./types.js").TrainState>} [view] how it is looked at
 * @property {Pace} [pace]
 * @property {number} [speed]
 */

/** @type {Partial<TrainConfig>} */
const LONG = { schedule: "constant", steps: 100_000 };
const TEST = { test_fraction: 0.3 };

/** @type {{ group: string, items: Preset[] }[]} */
export const PRESETS = [
  {
    group: "The lecture",
    items: [
      {
        id: "moons-demo",
        title: "The moons demo",
        about: "2:16:46 · micrograd's own: two moons, 337 parameters, 100 steps to 100%",
        from: "moons-demo",
      },
      {
        id: "lecture",
        title: "The lecture's MLP",
        about: "1:51:04 · four samples, 41 parameters, 20 steps",
        from: "lecture",
        speed: 4,
      },
    ],
  },
  {
    group: "More to learn",
    items: [
      {
        id: "xor",
        title: "xor",
        about: "no straight line will do; how few neurons can?",
        from: "moons-demo",
        patch: {
          ...TEST,
          ...LONG,
          dataset: "xor",
          noise: 0.05,
          hidden: [4],
          activation: "tanh",
          learning_rate: 0.3,
        },
        speed: 60,
      },
      {
        id: "circles",
        title: "Circles",
        about: "a ring around a disc: three neurons fence it in",
        from: "moons-demo",
        patch: { ...TEST, ...LONG, dataset: "circles", hidden: [3], activation: "tanh", learning_rate: 0.3 },
        speed: 60,
      },
      {
        id: "spiral-hard",
        title: "The spiral",
        about: "hard: Adam, two layers, some thousand steps",
        from: "moons-demo",
        patch: {
          ...LONG,
          dataset: "spiral",
          samples: 200,
          noise: 0.02,
          hidden: [16, 16],
          activation: "tanh",
          init: "glorot",
          loss: "bce",
          optimizer: "adam",
          learning_rate: 0.02,
          test_fraction: 0.2,
        },
        pace: "flat",
      },
      {
        id: "three-classes",
        title: "Three classes",
        about: "three scores and a softmax",
        from: "moons-demo",
        patch: {
          ...TEST,
          ...LONG,
          dataset: "spiral",
          classes: 3,
          samples: 150,
          noise: 0.04,
          hidden: [16, 16],
          activation: "tanh",
          init: "glorot",
          loss: "softmax_nll",
          optimizer: "adam",
          learning_rate: 0.02,
        },
        pace: "flat",
      },
      {
        id: "sine",
        title: "A curve",
        about: "one number in, one out: a sine from bent lines",
        from: "moons-demo",
        patch: {
          ...TEST,
          ...LONG,
          dataset: "sine",
          samples: 60,
          hidden: [12],
          activation: "tanh",
          loss: "mse",
          optimizer: "adam",
          learning_rate: 0.02,
        },
        speed: 200,
      },
    ],
  },
  {
    group: "Lessons",
    items: [
      {
        id: "rate-too-high",
        title: "The rate too high",
        about: "every step jumps over the valley to its other side, and further up",
        from: "rate-too-high",
        was: { from: "moons-demo", patch: { ...LONG, learning_rate: 20 } },
        speed: 8,
        view: { logScale: true, landscape: "slice", directions: "weights", pair: [0, 1] },
      },
      {
        id: "vanishing",
        title: "Vanishing gradients",
        about: "eight layers of sigmoid stay stuck at a guess; beside it ReLU from the He start",
        from: "vanishing",
        against: { patch: { activation: "relu", init: "he" }, steps: 1000 },
        was: {
          from: "moons-demo",
          patch: {
            ...LONG,
            hidden: [8, 8, 8, 8, 8, 8],
            activation: "sigmoid",
            loss: "bce",
            learning_rate: 0.5,
          },
        },
        speed: 60,
      },
      {
        id: "dead-relus",
        title: "Dead ReLUs",
        about: "a few steps too far, and neurons never wake again; beside it a lower rate",
        from: "dead-relus",
        against: { patch: { learning_rate: 0.1 }, steps: 500 },
        was: { from: "moons-demo", patch: { ...LONG, hidden: [8, 8], learning_rate: 3 } },
        speed: 10,
      },
      {
        id: "twins",
        title: "All weights equal",
        about: "nothing tells the neurons apart: they learn, and stay twins; beside it a drawn start",
        from: "twins",
        against: { patch: { init: "glorot" }, steps: 1000 },
        speed: 30,
      },
      {
        id: "zeros",
        title: "All-zero start",
        about: "no gradient gets past an output weight of 0",
        from: "twins",
        patch: { init: "zeros", hidden: [8] },
        was: {
          from: "moons-demo",
          patch: { ...LONG, activation: "tanh", hidden: [8], init: "zeros", loss: "bce", learning_rate: 0.5 },
        },
        speed: 20,
      },
      {
        id: "momentum",
        title: "Momentum against plain descent",
        about: "the same start and rate, both on the same axes",
        from: "momentum",
        against: { patch: { optimizer: "sgd" }, steps: 1000 },
        speed: 40,
      },
      {
        id: "overfitting",
        title: "Overfitting",
        about: "the test loss turns up while the training loss goes on falling",
        from: "overfitting",
        speed: 20,
      },
      {
        id: "forgot-zero-grad",
        title: "zero_grad forgotten",
        about: "2:10:00 · gradients of all steps pile up; beside it the run that remembers",
        from: "forgot-zero-grad",
        was: { from: "moons-demo", patch: { ...LONG, learning_rate: 0.1, forget_zero_grad: true } },
        against: { patch: { forget_zero_grad: false }, steps: 600 },
        speed: 20,
        view: { logScale: true },
      },
      {
        id: "flipped-sign",
        title: "One sign flipped",
        about: "one gradient of thirteen points the wrong way; beside it the run where it does not",
        from: "flipped-sign",
        against: { patch: { flip_gradient: null }, steps: 1000 },
        speed: 40,
      },
    ],
  },
];

const ALL = new Map(PRESETS.flatMap(({ items }) => items).map((preset) => [preset.id, preset]));

/** The one with an id; where there is none, the first. @param {string | null} id */
export const presetOf = (id) => ALL.get(id ?? "") ?? PRESETS[0].items[0];

/** What the presets that only got a test split since had before. */
const UNTESTED = new Set(["xor", "circles", "three-classes", "sine"]);

/**
 * The version of a link to a preset: 1.1 where links of the first version mean another set-up.
 *
 * @param {Preset} preset
 */
export const versionOf = ({ id, was }) => (was || UNTESTED.has(id) ? "1.1" : "1");

/**
 * The whole set-up of a preset.
 *
 * @param {Options} options
 * @param {Preset} preset
 * @param {string} [version] of the link that names it
 * @returns {TrainConfig}
 */
export function configOf(options, preset, version = "1.1") {
  const { from, patch } = version === "1" && preset.was ? preset.was : preset;
  const untested = version === "1" && UNTESTED.has(preset.id) ? { test_fraction: 0 } : {};
  return { ...options.default, ...options.presets[from], ...patch, ...untested };
}
