/** How a step is made of a gradient: the optimiser and its numbers, the learning rate, the schedule, the batch. */

import { choiceRow, group, more, numberRow } from "../fields.js";

/**
 * Numbers that only some of the optimisers have.
 *
 * @type {Record<string, string[]>}
 */
const HAVE = {
  momentum: ["momentum"],
  beta1: ["adam", "adamw"],
  beta2: ["adam", "adamw"],
  weight_decay: ["adamw"],
};

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} element
 */
export function optimizerView(store, session, element) {
  const { change } = session;
  /** @type {Record<string, HTMLElement>} */
  const numbers = {
    momentum: numberRow(store, change, { name: "momentum", label: "momentum", scale: { from: 0, to: 0.99 } }),
    beta1: numberRow(store, change, { name: "beta1", label: "β₁", scale: { from: 0, to: 0.999, digits: 3 } }),
    beta2: numberRow(store, change, {
      name: "beta2",
      label: "β₂",
      scale: { from: 0.9, to: 0.9999, digits: 4 },
    }),
    weight_decay: numberRow(store, change, {
      name: "weight_decay",
      label: "decay",
      scale: { from: 1e-5, to: 1, log: true, digits: 1 },
      title: "Weight decay: how fast parameters shrink",
    }),
  };
  const finer = more(
    "finer",
    numberRow(store, change, {
      name: "warmup",
      label: "warm-up",
      whole: true,
      title: "Steps over which the rate rises",
    }),
    numberRow(store, change, {
      name: "schedule_steps",
      label: "over steps",
      whole: true,
      empty: "all",
      title: "Steps that the schedule runs over",
    }),
    numberRow(store, change, {
      name: "steps",
      label: "stop after",
      whole: true,
      title: "Steps of the training",
    }),
  );
  store.on(["config"], ({ config }) => {
    for (const [name, row] of Object.entries(numbers))
      row.hidden = !HAVE[name].includes(config?.optimizer ?? "");
  });
  group(
    element,
    "Optimiser",
    choiceRow(store, change, {
      name: "optimizer",
      label: "optimiser",
      words: { sgd: "SGD", momentum: "momentum", adam: "Adam", adamw: "AdamW" },
    }),
    ...Object.values(numbers),
    numberRow(store, change, {
      name: "learning_rate",
      label: "learning rate",
      scale: { from: 1e-4, to: 10, log: true },
    }),
    choiceRow(store, change, { name: "schedule", label: "schedule" }),
    numberRow(store, change, {
      name: "batch_size",
      label: "batch",
      whole: true,
      empty: "all",
      scale: { from: 1, to: 100 },
      title: "Samples a step. Empty: all of them",
    }),
    finer,
  );
}
