/**
 * Which number of the flat arrays belongs to which weight and unit.
 *
 * Parameters are laid out as `MLP.parameters()` gives them: layer by layer, neuron by neuron, a neuron's weights and then
 * its bias. Layers count from 0, the first one behind the inputs. The bias counts as one input more than there are.
 *
 * @typedef {{ inputs: number, units: number, offset: number, first: number }} LayerShape
 *   offset: of its parameters; first: the number of its first unit among all units
 * @typedef {{ sizes: number[], layers: LayerShape[], parameters: number, units: number }} Structure
 * @typedef {{ layer: number, unit: number, input: number, index: number }} WeightPlace
 */

/**
 * @param {number[]} sizes inputs, then the units of every layer: [2, 16, 16, 1]
 * @returns {Structure}
 */
export function structureOf(sizes) {
  /** @type {LayerShape[]} */
  const layers = [];
  let offset = 0;
  let first = 0;
  for (let i = 1; i < sizes.length; i += 1) {
    layers.push({ inputs: sizes[i - 1], units: sizes[i], offset, first });
    offset += sizes[i] * (sizes[i - 1] + 1);
    first += sizes[i];
  }
  return { sizes, layers, parameters: offset, units: first };
}

/**
 * @param {Structure} structure
 * @param {number} layer
 * @param {number} unit
 * @param {number} input its number of inputs stands for the bias
 */
export function parameterIndex({ layers }, layer, unit, input) {
  const { inputs, offset } = layers[layer];
  return offset + unit * (inputs + 1) + input;
}

/**
 * @param {Structure} structure
 * @param {number} index
 * @returns {WeightPlace}
 */
export function placeOf({ layers }, index) {
  const layer = layers.findLastIndex(({ offset }) => offset <= index);
  const { inputs, offset } = layers[layer];
  const unit = Math.floor((index - offset) / (inputs + 1));
  return { layer, unit, input: (index - offset) % (inputs + 1), index };
}

/**
 * @param {Structure} structure
 * @param {number} layer
 * @param {number} unit
 */
export function unitIndex({ layers }, layer, unit) {
  return layers[layer].first + unit;
}

/**
 * A layer as people call it.
 *
 * @param {Structure} structure
 * @param {number} layer
 */
export function layerName({ layers }, layer) {
  return layer === layers.length - 1 ? "Output" : `Layer ${layer + 1}`;
}

/**
 * @param {Structure} structure
 * @param {number} layer
 * @param {number} unit
 */
export function unitName(structure, layer, unit) {
  const last = layer === structure.layers.length - 1;
  if (last && structure.layers[layer].units === 1) return "Output";
  return `${layerName(structure, layer)}, neuron ${unit + 1}`;
}

/**
 * @param {Structure} structure
 * @param {{ layer: number, unit: number, input: number }} weight
 */
export function weightName(structure, { layer, unit, input }) {
  const { inputs } = structure.layers[layer];
  if (input === inputs) return `Bias · ${unitName(structure, layer, unit)}`;
  const from = layer === 0 ? subscript("x", input + 1) : String(input + 1);
  return `Weight · ${layerName(structure, layer)}, ${from} → ${unit + 1}`;
}

/**
 * An input as people write it: x₁², sin x₂.
 *
 * @param {string} name
 */
export const inputName = (name) =>
  name
    .replace(/x(\d)/g, (_, n) => subscript("x", n))
    .replace("^2", "²")
    .replace("*", "")
    .replace(/sin\((.*)\)/, "sin $1");

/**
 * @param {string} letter
 * @param {number | string} n
 */
export function subscript(letter, n) {
  return letter + [...String(n)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
