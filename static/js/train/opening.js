/** From a tile or a place on the plane to its scalar Values: of which sample, or at which point. */

/** @typedef {import("./types.js").TrainState} TrainState */

/**
 * The place whose Values would be opened: the chosen sample or free point, or else the sample with the largest loss.
 *
 * @param {Pick<TrainState, "chosen" | "frame">} state
 * @returns {{ sample: number, point: number[] | null }}
 */
export function whereOf({ chosen, frame }) {
  const point = chosen.point ?? null;
  return { sample: chosen.sample ?? frame?.followed ?? 0, point };
}

/** @param {Pick<TrainState, "chosen" | "frame">} state */
export function whereName(state) {
  const { sample, point } = whereOf(state);
  return point ? `the point ${placeText(point)}` : `sample ${sample}`;
}

/** @param {number[]} point */
export const placeText = (point) =>
  `(${point.map((x) => Number(x.toPrecision(3)).toString().replace("-", "−")).join(", ")})`;

/**
 * @param {import("./types.js").TrainStore} store
 * @param {[number, number] | null} unit null for the loss, or at a free point for what the network answers
 */
export function openValues(store, unit) {
  const { sample, point } = whereOf(store.get());
  const { chosen } = store.get();
  store.set({
    chosen: { ...chosen, sample: point ? null : sample, unit: unit ?? chosen.unit },
    inspecting: { sample, unit, open: "auto", ...(point ? { point } : {}) },
  });
}
