/**
 * Whose gradients are shown: those of one sample's own loss, or those of the batch's. Never a mixture, and always named.
 *
 * Both are of the data alone: what the penalty adds stands beside them.
 */

import { parameterIndex, unitIndex } from "./network/structure.js";

/** @typedef {import("./network/structure.js").Structure} Structure */
/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Ready} Ready */

/**
 * @typedef {object} Followed
 * @property {number | null} sample null for the batch
 * @property {string} name "sample 12", "all 100 samples", "the batch of 20"
 * @property {ArrayLike<number>} units d loss / d output of each unit
 * @property {ArrayLike<number>} parameters d loss / d parameter
 */

/**
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {"sample" | "batch"} follow
 * @returns {Followed}
 */
export function followedOf(ready, frame, follow) {
  return follow === "sample"
    ? {
        sample: frame.followed,
        name: `sample ${frame.followed}`,
        units: frame.sample_gradients,
        parameters: frame.sample_parameters,
      }
    : { sample: null, name: batchName(ready), units: frame.unit_gradients, parameters: frame.data_gradients };
}

/** @param {Pick<Ready, "config" | "data">} ready */
export function batchName({ config, data }) {
  const count = data.train.x.length;
  const size = config.batch_size;
  return size !== null && size < count ? `the batch of ${size}` : `all ${count} samples`;
}

/**
 * d loss / d output of a unit.
 *
 * @param {Structure} structure
 * @param {Followed} followed
 * @param {number} layer
 * @param {number} unit
 */
export const arriving = (structure, { units }, layer, unit) => units[unitIndex(structure, layer, unit)];

/**
 * What of it gets past the unit's activation: d loss / d sum. It is the gradient of the bias, whose local derivative is 1.
 *
 * @param {Structure} structure
 * @param {Followed} followed
 * @param {number} layer
 * @param {number} unit
 */
export const passing = (structure, { parameters }, layer, unit) =>
  parameters[parameterIndex(structure, layer, unit, structure.layers[layer].inputs)];

/**
 * What travels back along every weight: itself times d loss / d sum of the unit it leads to. What comes together at a
 * unit is its d loss / d output.
 *
 * @param {Structure} structure
 * @param {ArrayLike<number>} weights
 * @param {Followed} followed
 * @returns {Float64Array}
 */
export function returnsOf(structure, weights, followed) {
  const returns = new Float64Array(structure.parameters);
  for (const [layer, { inputs, units }] of structure.layers.entries()) {
    for (let unit = 0; unit < units; unit += 1) {
      const past = passing(structure, followed, layer, unit);
      for (let input = 0; input <= inputs; input += 1) {
        const index = parameterIndex(structure, layer, unit, input);
        returns[index] = input === inputs ? past : weights[index] * past;
      }
    }
  }
  return returns;
}

/**
 * d loss / d input: what comes together at it.
 *
 * @param {Structure} structure
 * @param {ArrayLike<number>} returns
 * @param {number} input
 */
export function arrivingAtInput(structure, returns, input) {
  let sum = 0;
  for (let unit = 0; unit < structure.layers[0].units; unit += 1)
    sum += returns[parameterIndex(structure, 0, unit, input)];
  return sum;
}
