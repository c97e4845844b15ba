/** The network: layers and neurons, activations, where the parameters start. */

import { fitting } from "../config.js";
import { choiceRow, group, more, numberRow } from "../fields.js";
import { ACTIVATIONS, inputsRow, layersRow, WARNING } from "./layers.js";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} element
 */
export function modelView(store, session, element) {
  /** @param {Partial<import("../types.js").TrainConfig>} patch */
  const fit = (patch) => {
    const { config } = store.get();
    session.change(config ? fitting(config, patch) : patch);
  };

  group(
    element,
    "Model",
    inputsRow(store, session),
    layersRow(store, session),
    choiceRow(store, (patch) => session.change({ ...patch, activations: null }), {
      name: "activation",
      label: "activation",
      words: ACTIVATIONS,
    }),
    more(
      "output and start",
      choiceRow(store, session.change, { name: "output_activation", label: "output" }),
      choiceRow(store, session.change, {
        name: "init",
        label: "start",
        words: {
          micrograd: "as micrograd",
          lecture: "as the lecture",
          zeros: "all zero",
          equal: "all equal",
          he: "He",
          glorot: "Glorot",
        },
        title: WARNING,
      }),
    ),
  );
  group(
    element,
    "Loss",
    choiceRow(store, fit, {
      name: "loss",
      label: "loss",
      words: {
        mse: "mean of squares",
        sse: "sum of squares",
        hinge: "max-margin",
        bce: "cross-entropy",
        softmax_nll: "softmax",
      },
    }),
    penalty("l2", "L2"),
    more("L1", penalty("l1", "L1")),
  );

  /**
   * @param {"l1" | "l2"} name
   * @param {string} label
   */
  function penalty(name, label) {
    return numberRow(store, session.change, {
      name,
      label,
      scale: { from: 1e-6, to: 1, log: true, digits: 1 },
      title: `${label} penalty: pulls every parameter towards 0`,
    });
  }
}
