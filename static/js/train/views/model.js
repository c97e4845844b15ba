/** The network: layers and neurons, activations, where the parameters start. */

import { html } from "../../dom.js";
import { fitting } from "../config.js";
import { choiceRow, group, more, numberRow, row } from "../fields.js";

const MOST_LAYERS = 8;
const MOST_UNITS = 64;
const WARNING = "Starts over: this needs new parameters";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} element
 */
export function modelView(store, session, element) {
  const layers = html("div", { class: "layers", role: "group" });

  /** @param {number[]} hidden */
  const build = (hidden) => session.change({ hidden });

  store.on(["config"], ({ config }, before) => {
    if (!config || config.hidden === before.config?.hidden) return;
    const { hidden } = config;
    if (layers.childElementCount !== hidden.length + 1) {
      layers.replaceChildren(...hidden.map((_, i) => layerRow(i)), adder());
    }
    for (const [i, units] of hidden.entries()) {
      const shown = layers.children[i].querySelector("output");
      if (shown) shown.textContent = String(units);
      const [fewer, moreOf] = layers.children[i].querySelectorAll("button");
      fewer.disabled = units <= 1;
      moreOf.disabled = units >= MOST_UNITS;
    }
    const add = /** @type {HTMLButtonElement} */ (layers.lastElementChild);
    add.disabled = hidden.length >= MOST_LAYERS;
  });

  /** @param {number} i */
  function layerRow(i) {
    const turn = (/** @type {number} */ by) => {
      const hidden = [...(store.get().config?.hidden ?? [])];
      hidden[i] = Math.min(Math.max(hidden[i] + by, 1), MOST_UNITS);
      build(hidden);
    };
    const remove = () => build((store.get().config?.hidden ?? []).filter((_, k) => k !== i));
    return html(
      "div",
      { class: "layer" },
      html("span", {}, `layer ${i + 1}`),
      small("−", `One neuron less in layer ${i + 1}`, () => turn(-1)),
      html("output", {}, ""),
      small("+", `One neuron more in layer ${i + 1}`, () => turn(1)),
      small("×", `Remove layer ${i + 1}`, remove, "remove"),
    );
  }

  function adder() {
    const add = html("button", { type: "button", class: "add-layer" }, "+ layer");
    add.title = WARNING;
    add.onclick = () => {
      const hidden = store.get().config?.hidden ?? [];
      build([...hidden, hidden[hidden.length - 1] ?? 4]);
    };
    return add;
  }

  /** @param {Partial<import("../types.js").TrainConfig>} patch */
  const fit = (patch) => {
    const { config } = store.get();
    session.change(config ? fitting(config, patch) : patch);
  };

  const hidden = row(store, "hidden", "hidden layers", [layers]);
  hidden.classList.add("hidden-layers");
  group(
    element,
    "Model",
    hidden,
    choiceRow(store, session.change, {
      name: "activation",
      label: "activation",
      words: { relu: "ReLU", leaky_relu: "leaky ReLU", gelu: "GELU", silu: "SiLU" },
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

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} does
 * @param {string} [kind]
 */
function small(text, label, does, kind = "") {
  const button = html(
    "button",
    { type: "button", class: `small ${kind}`.trim(), "aria-label": label, title: `${label}. ${WARNING}` },
    text,
  );
  button.onclick = does;
  return button;
}
