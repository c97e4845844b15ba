/** One sample on its way through the network: what every unit answers to it. */

import { parameterIndex, unitIndex } from "./network/structure.js";

/**
 * @typedef {import("./network/structure.js").Structure} Structure
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").Ready} Ready
 */

/**
 * The value of a grid between its points.
 *
 * @param {ArrayLike<number>} values
 * @param {number} start
 * @param {number} columns
 * @param {number} rows
 * @param {number} across from 0 to 1
 * @param {number} up from 0 to 1
 */
export function between(values, start, columns, rows, across, up) {
  const x = Math.min(1, Math.max(0, across)) * (columns - 1);
  const y = Math.min(1, Math.max(0, up)) * (rows - 1);
  const [i, j] = [Math.min(Math.floor(x), columns - 2), Math.max(0, Math.min(Math.floor(y), rows - 2))];
  const row = (/** @type {number} */ r) => {
    const at = start + r * columns + i;
    return values[at] + (x - i) * (values[at + 1] - values[at]);
  };
  return rows === 1 ? row(0) : row(j) + (y - j) * (row(j + 1) - row(j));
}

/**
 * What every unit answers to a point: read off the units' pictures, exact to about a hundredth.
 *
 * @param {Structure} structure
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {number[]} point
 * @returns {Float64Array}
 */
export function answersTo(structure, { range, unit_grid: grid, data }, frame, point) {
  const rows = data.features === 1 ? 1 : grid;
  const across = (point[0] - range[0]) / (range[1] - range[0]);
  const up = rows === 1 ? 0 : (point[1] - range[2]) / (range[3] - range[2]);
  return Float64Array.from({ length: structure.units }, (_, unit) =>
    between(frame.units, unit * grid * rows, grid, rows, across, up),
  );
}

/**
 * What every unit answers to a training sample: exactly for the one that is followed, otherwise from the pictures. With three inputs and more the pictures are a slice, and nothing can be read off them.
 *
 * @param {Structure} structure
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {number} sample
 * @returns {ArrayLike<number> | null}
 */
export function answersOf(structure, ready, frame, sample) {
  if (sample === frame.followed && frame.activations?.length === structure.units) return frame.activations;
  const point = ready.data.train.x[sample];
  return point && ready.data.features < 3 ? answersTo(structure, ready, frame, point) : null;
}

/**
 * What travels along every weight: itself times the answer it starts from. A bias sends itself.
 *
 * @param {Structure} structure
 * @param {ArrayLike<number>} parameters
 * @param {number[]} point
 * @param {ArrayLike<number>} answers
 * @returns {Float64Array}
 */
export function signalsOf(structure, parameters, point, answers) {
  const signals = new Float64Array(structure.parameters);
  for (const [layer, { inputs, units }] of structure.layers.entries()) {
    for (let unit = 0; unit < units; unit += 1) {
      for (let input = 0; input <= inputs; input += 1) {
        const index = parameterIndex(structure, layer, unit, input);
        const before = layer === 0 ? point[input] : answers[unitIndex(structure, layer - 1, input)];
        signals[index] = parameters[index] * (input === inputs ? 1 : before);
      }
    }
  }
  return signals;
}
