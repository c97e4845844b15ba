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
 * @property {Pace} [pace]
 * @property {number} [speed]
 */

/** @type {Partial<TrainConfig>} */
const LONG = { schedule: "constant", steps: 100_000 };

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
        patch: { ...LONG, dataset: "xor", noise: 0.05, hidden: [4], activation: "tanh", learning_rate: 0.3 },
        speed: 60,
      },
      {
        id: "circles",
        title: "Circles",
        about: "a ring around a disc: three neurons fence it in",
        from: "moons-demo",
        patch: { ...LONG, dataset: "circles", hidden: [3], activation: "tanh", learning_rate: 0.3 },
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
    group: "What goes wrong",
    items: [
      {
        id: "rate-too-high",
        title: "The rate too high",
        about: "every step jumps over the valley",
        from: "moons-demo",
        patch: { ...LONG, learning_rate: 20 },
        speed: 10,
      },
      {
        id: "forgot-zero-grad",
        title: "zero_grad forgotten",
        about: "2:10:00 · gradients of all steps pile up",
        from: "moons-demo",
        patch: { ...LONG, learning_rate: 0.1, forget_zero_grad: true },
        speed: 10,
      },
      {
        id: "dead-relus",
        title: "Dead ReLUs",
        about: "one step too far, and neurons never wake again",
        from: "moons-demo",
        patch: { ...LONG, hidden: [8, 8], learning_rate: 3 },
        speed: 10,
      },
      {
        id: "vanishing",
        title: "Vanishing gradients",
        about: "six layers of sigmoid: the first hardly feel anything",
        from: "moons-demo",
        patch: {
          ...LONG,
          hidden: [8, 8, 8, 8, 8, 8],
          activation: "sigmoid",
          loss: "bce",
          learning_rate: 0.5,
        },
        speed: 60,
      },
      {
        id: "zeros",
        title: "All-zero start",
        about: "nothing tells the neurons apart",
        from: "moons-demo",
        patch: { ...LONG, activation: "tanh", hidden: [8], init: "zeros", loss: "bce", learning_rate: 0.5 },
        speed: 20,
      },
    ],
  },
];

const ALL = new Map(PRESETS.flatMap(({ items }) => items).map((preset) => [preset.id, preset]));

/** The one with an id; where there is none, the first. @param {string | null} id */
export const presetOf = (id) => ALL.get(id ?? "") ?? PRESETS[0].items[0];

/**
 * The whole set-up of a preset.
 *
 * @param {Options} options
 * @param {Preset} preset
 * @returns {TrainConfig}
 */
export const configOf = (options, { from, patch }) => ({
  ...options.default,
  ...options.presets[from],
  ...patch,
});
