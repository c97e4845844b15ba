/**
 * The curves over the steps: which there are, how each is called, and their numbers. Hue tells the split, the stroke what
 * is measured: training is ink and test green, a loss is a full line and a share of right answers a dashed one.
 */

import { ahead, COLUMNS } from "./history.js";

/**
 * @typedef {import("./palette.js").ColourName} ColourName
 * @typedef {import("./types.js").TrainState} TrainState
 * @typedef {object} Curve
 * @property {string} column of the history
 * @property {string} name
 * @property {ColourName} tone
 * @property {number[]} [dash]
 * @property {number} [width]
 * @property {boolean} [share] of 0 to 1, by the scale at the right
 * @property {boolean} [smooth] jumps from batch to batch
 */

const SMOOTH = 0.05; // of a new number in the running mean

/**
 * @param {Pick<TrainState, "ready">} state
 * @returns {Curve[]} from the lowest to the one on top
 */
export function curvesOf({ ready }) {
  if (!ready) return [];
  const { batch_size: size, l1, l2 } = ready.config;
  const batches = size !== null && size < ready.data.train.x.length;
  const tested = ready.data.test.x.length > 0;
  const sides = ready.data.kind !== "regression";
  /** @type {(Curve | false)[]} */
  const curves = [
    (l1 > 0 || l2 > 0) && { column: "penalty", name: "penalty", tone: "soft", dash: [2, 3], width: 1 },
    tested &&
      sides && { column: "test_accuracy", name: "test accuracy", tone: "class-2", dash: [5, 4], share: true },
    sides && {
      column: "accuracy",
      name: batches ? "accuracy of the batch" : "training accuracy",
      tone: "ink",
      dash: [5, 4],
      share: true,
      width: 1,
      smooth: batches,
    },
    tested && { column: "test_loss", name: "test loss", tone: "class-2" },
    batches && { column: "loss", name: "loss of the batch", tone: "soft", width: 1, smooth: true },
    { column: batches ? "whole_loss" : "loss", name: "training loss", tone: "ink" },
  ];
  return curves.filter((curve) => curve !== false);
}

/**
 * A column with the newest frame at its end, as the plot can take it: a gap where there is no number, or none on a
 * logarithmic scale.
 *
 * @param {Pick<TrainState, "history" | "frame" | "logScale" | "smooth">} state
 * @param {Curve | null} curve null for the steps
 * @returns {(number | null)[]}
 */
export function numbersOf({ history, frame, logScale, smooth }, curve) {
  const name = curve?.column ?? COLUMNS[0];
  const made = Array.from(history.steps.column(name));
  if (frame && ahead(history, frame)) {
    // of what a batch will say the newest frame knows nothing yet
    const known = name === "whole_loss" ? frame.loss : curve?.smooth ? Number.NaN : Reflect.get(frame, name);
    made.push(known ?? Number.NaN);
  }
  const shown = curve?.smooth && smooth ? smoothed(made) : made;
  const log = logScale && curve !== null && !curve.share;
  return shown.map((x) => (Number.isFinite(x) && !(log && x <= 0) ? x : null));
}

/**
 * A running mean, in which what is long ago counts less and less. It starts at the first number.
 *
 * @param {number[]} numbers
 */
export function smoothed(numbers) {
  let mean = Number.NaN;
  return numbers.map((x) => {
    if (Number.isFinite(x)) mean = Number.isNaN(mean) ? x : mean + SMOOTH * (x - mean);
    return mean;
  });
}
