/** Under the network: what its lines show, whose gradients those are, and what everything means. */

import { html, setAttribute, setText } from "../../dom.js";

/** @typedef {import("../network/picture.js").EdgeKind} EdgeKind */

const KINDS = /** @type {const} */ (["weights", "gradients", "updates"]);
const WAYS = /** @type {const} */ ([
  ["batch", "batch", "Gradients of the loss of all samples of a step"],
  ["sample", "one sample", "Gradients of one sample’s own loss"],
]);

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} network
 * @param {() => void} changed
 */
export function networkFoot(store, network, changed) {
  /** @type {EdgeKind} */
  let edges = "weights";
  const choices = html("div", {
    class: "segments net-edges",
    role: "group",
    "aria-label": "What the lines show",
  });
  for (const kind of KINDS) {
    const button = html("button", { type: "button", "aria-pressed": String(kind === edges) }, kind);
    button.onclick = () => {
      edges = kind;
      for (const other of choices.children) setAttribute(other, "aria-pressed", String(other === button));
      network.dataset.edges = kind;
      changed();
    };
    choices.append(button);
  }
  network.dataset.edges = edges;
  const whose = html("div", { class: "segments net-edges", role: "group", "aria-label": "Whose gradients" });
  for (const [follow, text, title] of WAYS) {
    const button = html("button", { type: "button", title }, text);
    button.onclick = () => store.set({ follow });
    const show = () => setAttribute(button, "aria-pressed", String(follow === store.get().follow));
    store.on(["follow"], show);
    show();
    whose.append(button);
  }
  const legend = legendOf();
  return {
    element: html("div", { class: "net-foot" }, choices, whose, legend.element),
    edges: () => edges,
    /**
     * @param {string} followed whose gradients are shown
     * @param {string} executor what runs the steps
     */
    tell(followed, executor) {
      setText(legend.followed, followed);
      legend.runs.hidden = executor !== "numpy";
    },
  };
}

function legendOf() {
  const followed = html("span", {});
  const element = html(
    "p",
    { class: "net-legend" },
    html(
      "span",
      { class: "of-weights" },
      html("i", { class: "swatch minus" }),
      "− ",
      html("i", { class: "swatch plus" }),
      "+ weight",
    ),
    html(
      "span",
      { class: "of-gradients" },
      html("i", { class: "swatch grad-minus" }),
      "▼ ",
      html("i", { class: "swatch grad-plus" }),
      "▲ per weight",
    ),
    html("span", {}, "tile: that neuron over the plane"),
    html("span", {}, html("i", { class: "swatch bar" }), "∂loss/∂output, of ", followed, " (log)"),
  );
  const runs = html("span", { hidden: true }, "runs in NumPy until the compiled loops are ready");
  element.append(runs);
  return { element, followed, runs };
}
