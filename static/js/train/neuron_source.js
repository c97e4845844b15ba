/** One neuron with the numbers it has now, as a program of the expression page. */

import { parameterIndex } from "./network/structure.js";

const FUNCTIONS = ["tanh", "relu", "sigmoid", "leaky_relu", "gelu", "silu", "softplus", "sin"];

/**
 * @param {import("./network/structure.js").Structure} structure
 * @param {ArrayLike<number>} parameters
 * @param {number} layer
 * @param {number} unit
 * @param {ArrayLike<number>} inputs what reaches the neuron: the sample, or the answers of the layer before
 * @param {string} activation
 * @returns {string}
 */
export function neuronSource(structure, parameters, layer, unit, inputs, activation) {
  const count = structure.layers[layer].inputs;
  const of = (/** @type {number} */ input) =>
    number(parameters[parameterIndex(structure, layer, unit, input)]);
  const each = Array.from({ length: count }, (_, i) => i);
  const lines = [
    ...each.map((i) => `x${i + 1} = ${number(inputs[i])}`),
    ...each.map((i) => `w${i + 1} = ${of(i)}`),
    `b = ${of(count)}`,
    `n = ${each.map((i) => `w${i + 1}*x${i + 1}`).join(" + ")} + b`,
  ];
  if (FUNCTIONS.includes(activation)) lines.push(`o = ${activation}(n)`);
  return lines.join("\n");
}

/** A number that reads back as the same one; always a float. @param {number} x */
function number(x) {
  const text = String(x);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
