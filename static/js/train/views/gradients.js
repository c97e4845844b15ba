/** How much gradient reaches every layer, step by step, and in words when too little or too much does. */

import { html, setText } from "../../dom.js";
import { cssOf, mix } from "../colour.js";
import { gradientHint } from "../hints.js";
import { layerName, structureOf } from "../network/structure.js";
import { onTheme, palette } from "../palette.js";
import { atMostEvery, makePlot, plotHead } from "../plots.js";

const HEIGHT = 118;
const REDRAW = 100; // ms

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function gradientsView(store, element) {
  const { head, reading } = plotHead("Data gradient of each layer");
  const host = html("div", {
    class: "plot",
    role: "img",
    "aria-label": "Curves of the gradient's norm in each layer over the steps, logarithmic",
  });
  const hint = html("p", { class: "gradient-hint", role: "status" });
  element.append(head, reading, host, hint);
  /** @type {{ text: HTMLElement, name: string }[]} */
  let readings = [];
  /** @type {ReturnType<typeof makePlot> | null} */
  let plot = null;
  /** @type {number | null} */
  let hovered = null;
  let drawn = -1;

  const draw = atMostEvery(REDRAW, update);
  store.on(["frame", "ready"], (state, before) => {
    if (String(state.ready?.shapes) !== String(before.ready?.shapes)) rebuild();
    else draw();
  });
  store.on(["position"], () => plot?.redraw(false, false));
  onTheme(rebuild);
  new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: HEIGHT })).observe(host);

  function rebuild() {
    plot?.destroy();
    plot = null;
    drawn = -1;
    readings = [];
    reading.replaceChildren();
    update();
  }

  function update() {
    const { history, ready, frame } = store.get();
    const layers = ready ? ready.shapes.length - 1 : 0;
    if (!ready || !frame || history.gradients.names.length !== layers + 1 || history.gradients.length === 0)
      return;
    if (!plot) {
      const structure = structureOf(ready.shapes);
      const tones = tonesOf(layers);
      plot = makePlot(host, {
        lines: tones.map((stroke, layer) => ({ label: layerName(structure, layer), stroke })),
        log: true,
        height: HEIGHT,
        where: () => store.get(),
        hover(index) {
          hovered = index;
          tell();
        },
      });
      readings = tones.map((tone, layer) => {
        const chip = html("i", { class: "chip" });
        chip.style.background = tone;
        const text = html("span", { class: "number" });
        const name = layerName(structure, layer);
        reading.append(html("span", { class: "layer" }, chip, text));
        return { text, name };
      });
    }
    tell();
    if (drawn === history.version) return;
    drawn = history.version;
    const [steps, ...norms] = history.gradients.names.map((name) => history.gradients.column(name));
    plot.setData(
      /** @type {any} */ ([steps, ...norms.map((norm) => Array.from(norm, (x) => (x > 0 ? x : null)))]),
    );
  }

  function tell() {
    const { frame, history } = store.get();
    if (!frame) return;
    const row = hovered !== null && hovered < history.gradients.length ? hovered : null;
    for (const [layer, { text, name }] of readings.entries()) {
      const norm = row === null ? frame.layers[layer]?.gradient : history.gradients.columns[layer + 1][row];
      setText(text, `${name} ${norm === undefined ? "" : norm.toPrecision(2)}`);
    }
    setText(hint, gradientHint(frame.layers));
    hint.hidden = hint.textContent === "";
  }
}

/** From pale at the first layer to strong at the output. @param {number} layers */
function tonesOf(layers) {
  const { rgb } = palette();
  return Array.from({ length: layers }, (_, i) =>
    cssOf(layers === 1 ? rgb.positive : mix(rgb.value, rgb.positive, i / (layers - 1))),
  );
}
