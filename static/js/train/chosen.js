/** What was chosen, as far as a training has it: a neuron or a sample does not outlive its network or its data. */

/** @typedef {import("./types.js").TrainState} TrainState */

/**
 * @param {import("./types.js").Ready} ready
 * @param {Pick<TrainState, "chosen" | "inspecting">} state
 * @returns {Partial<TrainState>} what has to change; the same objects where nothing has
 */
export function trimmed({ data, unit_layers: units }, { chosen, inspecting }) {
  const hasSample = (/** @type {number | null} */ sample) => sample === null || sample < data.train.x.length;
  const hasUnit = (/** @type {[number, number] | null} */ unit) =>
    unit === null || unit[1] < (units[unit[0]] ?? 0);
  const sound = hasSample(chosen.sample) && hasUnit(chosen.unit);
  const kept = {
    sample: hasSample(chosen.sample) ? chosen.sample : null,
    unit: hasUnit(chosen.unit) ? chosen.unit : null,
  };
  const shows = inspecting !== null && hasSample(inspecting.sample) && hasUnit(inspecting.unit);
  return { chosen: sound ? chosen : kept, inspecting: shows ? inspecting : null };
}
