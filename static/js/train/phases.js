/**
 * One training step, slowly: what the network shows at every moment of its four phases.
 *
 * Forward and backward are a front that moves across the network; behind it everything is lit. It is a function of
 * the phase alone, so going back is the same thing as going forward.
 *
 * @typedef {import("./types.js").Phase} Phase
 * @typedef {import("./types.js").TrainConfig} TrainConfig
 * @typedef {object} Moment
 * @property {number} signal how much of the network the forward front has crossed, from the left: 0 to 1
 * @property {number} gradient how much the backward front has crossed, from the right
 * @property {number | null} update how far the weights are on their way from before to after; null before that
 * @property {number} flash how strongly the changes glow
 * @property {boolean} loss whether the loss is known
 */

/** @type {import("./types.js").PhaseKind[]} */
export const KINDS = ["forward", "loss", "backward", "update"];

/**
 * @param {Phase} phase
 * @returns {Moment}
 */
export function momentOf({ kind, at }) {
  const place = KINDS.indexOf(kind);
  return {
    signal: place === 0 ? at : place < 2 ? 1 : 0,
    gradient: place < 2 ? 0 : place === 2 ? at : 1,
    update: place === 3 ? at : null,
    flash: place === 3 ? Math.sin(Math.PI * at) : 0,
    loss: place > 1 || (place === 1 && at > 0.2),
  };
}

/**
 * Weights on their way through an update: `parameters − updates` at 0, `parameters` at 1.
 *
 * @param {ArrayLike<number>} parameters after the update
 * @param {ArrayLike<number>} updates
 * @param {number} at
 * @returns {Float64Array}
 */
export function underway(parameters, updates, at) {
  return Float64Array.from({ length: parameters.length }, (_, i) => parameters[i] - (1 - at) * updates[i]);
}

/**
 * The phase in one sentence.
 *
 * @param {Phase} phase
 * @param {{ sample: number, loss: string, rate: string | null }} numbers `rate` is that of the step being made
 * @param {TrainConfig} config
 */
export function phaseSentence({ kind }, { sample, loss, rate }, config) {
  switch (kind) {
    case "forward":
      return `Forward: sample ${sample} goes through, each weight times the answer it starts from.`;
    case "loss":
      return `Loss: over all samples it is ${loss}.`;
    case "backward":
      return "Backward: the gradient of the loss, layer by layer from the right.";
    case "update":
      return `Update: ${updateOf(config)}${rate === null ? "" : `, at the learning rate ${rate}`}.${exceptions(config)}`;
  }
}

/** @param {TrainConfig} config */
function updateOf({ optimizer }) {
  switch (optimizer) {
    case "momentum":
      return "every weight goes on as it moved before, and is pushed against its gradient";
    case "adam":
      return "every weight moves against the mean of its latest gradients, divided by their usual size";
    case "adamw":
      return "every weight shrinks a little and moves against the mean of its latest gradients, divided by their usual size";
    default:
      return "every weight moves against its gradient";
  }
}

/** @param {TrainConfig} config */
function exceptions({ flip_gradient: flipped, forget_zero_grad: forgot }) {
  const piled = forgot ? " The gradients of the steps before are still in it." : "";
  return flipped === null ? piled : `${piled} The flipped one gets its gradient with the wrong sign.`;
}
