/** The rate that is too high on purpose, and the one it was made from. */

import { configOf, presetOf } from "./presets.js";

export const TOO_HIGH = 20; // times the usual rate

/**
 * The usual rate while the one that holds is too high on purpose; null if it is not. A preset that is about it, and a
 * link to a training that was switched on its way, tell it too.
 *
 * @param {Readonly<import("./types.js").TrainState>} state
 * @returns {number | null}
 */
export function usualRate({ config, options, preset, ready, usualRate: known }) {
  if (!config || !options) return null;
  const past = ready ? [ready.base, ...ready.changes.map(({ fields }) => fields)] : [];
  /** @type {(number | null)[]} */
  const rates = [
    known,
    ...past.map((fields) => /** @type {number | null} */ (Reflect.get(fields, "learning_rate") ?? null)),
    configOf(options, { ...presetOf(preset), patch: {} }).learning_rate,
  ];
  return rates.find((rate) => rate !== null && config.learning_rate === rate * TOO_HIGH) ?? null;
}
