/** What the gradients of the layers tell, in plain words. */

const FAR = 1000; // times smaller or larger than at the other end

/**
 * @param {{ gradient: number }[]} layers from the first to the output
 * @returns {string} empty when there is nothing to worry about
 */
export function gradientHint(layers) {
  const norms = layers.map(({ gradient }) => gradient);
  if (norms.length === 0) return "";
  if (norms.some((norm) => !Number.isFinite(norm))) return "A gradient is no longer a finite number.";
  const largest = Math.max(...norms);
  if (largest === 0) return "No gradient at all from the data: only a penalty would change anything.";
  if (largest < 1e-7) return "The data’s gradients are almost 0: the training stands nearly still.";
  const silent = norms.indexOf(0);
  if (silent >= 0) return `No gradient reaches layer ${silent + 1}: it learns nothing from the data.`;
  const [first, last] = [norms[0], norms[norms.length - 1]];
  if (norms.length > 1 && last / first > FAR) {
    return `Vanishing: what reaches layer 1 is ${times(last / first)} times smaller than at the output, so it hardly learns.`;
  }
  if (norms.length > 1 && first / last > FAR) {
    return `Exploding: what reaches layer 1 is ${times(first / last)} times larger than at the output.`;
  }
  return largest > 1e3 ? "Very large gradients: a smaller learning rate may help." : "";
}

/** @param {number} ratio */
function times(ratio) {
  return ratio >= 1e6
    ? ratio.toExponential(0).replace("e+", "e")
    : Number(ratio.toPrecision(2)).toLocaleString("en");
}
