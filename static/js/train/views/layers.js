/** What goes into the network, and its layers: how many neurons each has, and what they do with their sums. */

import { html } from "../../dom.js";
import { entriesOf, featuresOf } from "../config.js";
import { row } from "../fields.js";
import { inputName } from "../network/structure.js";

const MOST_LAYERS = 8;
const MOST_UNITS = 64;
export const WARNING = "Starts over: this needs new parameters";

/** Numbers that a sample must have for an input. */
const needs = (/** @type {string} */ name) => Number(/x3/.test(name) ? 3 : /x2/.test(name) ? 2 : 1);

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 */
export function inputsRow(store, session) {
  const chips = html("div", { class: "input-chips", role: "group" });
  store.on(["options"], ({ options }) => {
    const names = options?.fields.get("inputs")?.choices ?? [];
    chips.replaceChildren(
      ...names.map((name) => {
        const chip = html("button", { type: "button", "data-input": name, title: WARNING }, inputName(name));
        chip.onclick = () => turn(name);
        return chip;
      }),
    );
  });
  store.on(["options", "config"], ({ config }) => {
    if (!config) return;
    const entries = entriesOf(config);
    for (const chip of chips.querySelectorAll("button")) {
      const name = chip.dataset.input ?? "";
      chip.hidden = needs(name) > featuresOf(config);
      chip.setAttribute("aria-pressed", String(entries.includes(name)));
    }
  });

  /** @param {string} name */
  function turn(name) {
    const { config, options } = store.get();
    if (!config) return;
    const entries = entriesOf(config);
    const wanted = (options?.fields.get("inputs")?.choices ?? []).filter(
      (choice) => entries.includes(choice) !== (choice === name),
    );
    if (wanted.length === 0) return;
    const usual = String(wanted) === String(entriesOf({ ...config, inputs: null }));
    session.change({ inputs: usual ? null : wanted });
  }
  const element = row(store, "inputs", "goes in", [chips]);
  element.classList.add("hidden-layers");
  return element;
}

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 */
export function layersRow(store, session) {
  const layers = html("div", { class: "layers", role: "group" });

  /** @param {number[]} hidden */
  const build = (hidden) => session.change({ hidden });

  store.on(["config", "options"], ({ config, options }) => {
    if (!config || !options) return;
    const { hidden, activation, activations } = config;
    if (layers.childElementCount !== hidden.length + 1) {
      layers.replaceChildren(...hidden.map((_, i) => layerRow(i, options)), adder());
    }
    for (const [i, units] of hidden.entries()) {
      const shown = layers.children[i].querySelector("output");
      if (shown) shown.textContent = String(units);
      const [fewer, moreOf] = layers.children[i].querySelectorAll("button");
      fewer.disabled = units <= 1;
      moreOf.disabled = units >= MOST_UNITS;
      const select = layers.children[i].querySelector("select");
      if (select) select.value = activations?.[i] ?? activation;
    }
    const add = /** @type {HTMLButtonElement} */ (layers.lastElementChild);
    add.disabled = hidden.length >= MOST_LAYERS;
  });

  /**
   * @param {number} i
   * @param {import("../types.js").Options} options
   */
  function layerRow(i, options) {
    const turn = (/** @type {number} */ by) => {
      const hidden = [...(store.get().config?.hidden ?? [])];
      hidden[i] = Math.min(Math.max(hidden[i] + by, 1), MOST_UNITS);
      build(hidden);
    };
    const remove = () => build((store.get().config?.hidden ?? []).filter((_, k) => k !== i));
    const choices = options.fields.get("activation")?.choices ?? [];
    const select = html("select", { "aria-label": `Activation of layer ${i + 1}`, title: "Its activation" });
    select.append(...choices.map((name) => html("option", { value: name }, ACTIVATIONS[name] ?? name)));
    select.onchange = () => activate(i, select.value);
    return html(
      "div",
      { class: "layer" },
      html("span", {}, `layer ${i + 1}`),
      select,
      small("−", `One neuron less in layer ${i + 1}`, () => turn(-1)),
      html("output", {}, ""),
      small("+", `One neuron more in layer ${i + 1}`, () => turn(1)),
      small("×", `Remove layer ${i + 1}`, remove, "remove"),
    );
  }

  /**
   * @param {number} i
   * @param {string} name
   */
  function activate(i, name) {
    const { config } = store.get();
    if (!config) return;
    const all = config.hidden.map((_, k) =>
      k === i ? name : (config.activations?.[k] ?? config.activation),
    );
    const same = all.every((own) => own === all[0]);
    session.change(same ? { activation: all[0], activations: null } : { activations: all });
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
  const element = row(store, "hidden", "hidden layers", [layers]);
  element.classList.add("hidden-layers");
  return element;
}

/** @type {Record<string, string>} */
export const ACTIVATIONS = { relu: "ReLU", leaky_relu: "leaky ReLU", silu: "SiLU", gelu: "GELU" };

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} run
 * @param {string} [name]
 */
function small(sign, label, run, name = "") {
  const button = html(
    "button",
    { type: "button", class: `small ${name}`, "aria-label": label, title: WARNING },
    sign,
  );
  button.onclick = run;
  return button;
}
