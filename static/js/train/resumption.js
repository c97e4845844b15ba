/** What the browser holds of a training, as the server takes it back. */

/**
 * All that is needed to go on where the page stands; null at the very start.
 *
 * @param {Readonly<import("./types.js").TrainState>} state
 */
export function resumption({ ready, frame }) {
  if (!ready || !frame || frame.step === 0) return null;
  const width = frame.parameters.length;
  const rows = Math.floor((frame.state?.length ?? 0) / Math.max(width, 1));
  return {
    ...frame.resume_extra,
    config: ready.base,
    changes: ready.changes.filter(({ step }) => step <= frame.step), // the rest is a way not taken
    step: frame.step,
    parameters: [...frame.parameters],
    state: Array.from({ length: rows }, (_, i) => [...frame.state.subarray(i * width, (i + 1) * width)]),
  };
}
