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
 * Forward, loss and backward are those of one sample; the update takes what all of the batch say.
 *
 * @param {Phase} phase
 * @param {object} numbers
 * @param {number} numbers.sample
 * @param {string} numbers.own its loss
 * @param {string} numbers.loss of all samples, with its parts
 * @param {string} numbers.batch how the samples of a step are called
 * @param {string | null} numbers.rate that of the step being made
 * @param {TrainConfig} config
 */
export function phaseSentence({ kind }, { sample, own, loss, batch, rate }, config) {
  switch (kind) {
    case "forward":
      return `Forward: sample ${sample} goes through, each weight times the answer it starts from.`;
    case "loss":
      return `Loss: of sample ${sample} it is ${own}. Over all samples: ${loss}.`;
    case "backward":
      return `Backward: from sample ${sample}’s loss. Each weight times the gradient behind it arrives at the neuron before it.`;
    case "update":
      return `Update: with the gradients of ${batch}${pulls(config)}, ${updateOf(config)}${rate === null ? "" : `, at the learning rate ${rate}`}.${exceptions(config)}`;
  }
}

/** @param {TrainConfig} config */
const pulls = ({ l1, l2 }) => (l1 > 0 || l2 > 0 ? " and of the penalty" : "");

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
