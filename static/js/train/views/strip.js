/** The parameters layer by layer: how they are spread, or every one of them as a coloured mark. */

import { html, setAttribute, setText } from "../../dom.js";
import { brief } from "../../format.js";
import { binsOf } from "../bins.js";
import { cssOf } from "../colour.js";
import { layerName, parameterIndex, placeOf, structureOf } from "../network/structure.js";
import { makeSheet, onDensity } from "../painter.js";
import { onTheme, palette } from "../palette.js";
import { atMostEvery, plotHead } from "../plots.js";

const HEIGHT = 30;
const BINS = 40;
const REDRAW = 100; // ms

/**
 * @typedef {object} Row
 * @property {import("../painter.js").Sheet} sheet
 * @property {HTMLElement} facts
 * @property {number} from
 * @property {number} to
 */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function stripView(store, element) {
  const { head, actions } = plotHead("Parameters");
  const group = html("div", { class: "segments", role: "group", "aria-label": "How parameters are shown" });
  for (const kind of /** @type {const} */ (["histogram", "strip"])) {
    const button = html(
      "button",
      { type: "button", class: "small", "aria-pressed": String(store.get().strip === kind) },
      kind,
    );
    button.onclick = () => store.set({ strip: kind });
    store.on(["strip"], ({ strip }) => setAttribute(button, "aria-pressed", String(strip === kind)));
    group.append(button);
  }
  actions.append(group);
  const list = html("div", { class: "parameter-rows" });
  element.append(head, list);
  /** @type {Row[]} */
  let rows = [];
  /** @type {ReturnType<typeof structureOf> | null} */
  let structure = null;

  const draw = atMostEvery(REDRAW, paint);
  store.on(["ready"], (state, before) => {
    if (state.ready && (rows.length === 0 || String(state.ready.shapes) !== String(before.ready?.shapes)))
      rebuild(state.ready.shapes);
  });
  store.on(["frame", "strip"], draw);
  onTheme(draw);
  new ResizeObserver(draw).observe(list);
  onDensity(draw);
  const { ready } = store.get();
  if (ready) rebuild(ready.shapes);

  /** @param {number[]} shapes */
  function rebuild(shapes) {
    const made = structureOf(shapes);
    structure = made;
    rows = made.layers
      .map(({ inputs, units, offset }, layer) => {
        const sheet = makeSheet("spread");
        const facts = html("span", {
          class: "facts",
          title: "how many, how large, their norm, and the norm of the last update as a part of it",
        });
        const name = layerName(made, layer);
        const canvas = html("div", { class: "spread-box" }, sheet.canvas);
        const row = { sheet, facts, from: offset, to: offset + units * (inputs + 1) };
        canvas.onpointermove = (event) => pointAt(row, event);
        canvas.onpointerleave = () => store.set({ hovered: null });
        return {
          ...row,
          node: html("div", { class: "parameter-row" }, html("span", { class: "name" }, name), facts, canvas),
        };
      })
      .map(({ node, ...row }, i) => {
        if (i === 0) list.replaceChildren();
        list.append(node);
        return row;
      });
  }

  /**
   * @param {Row} row
   * @param {PointerEvent} event
   */
  function pointAt({ from, to }, event) {
    if (store.get().strip !== "strip" || !structure) return;
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const index = Math.min(to - 1, from + Math.floor(((event.clientX - box.left) / box.width) * (to - from)));
    const { layer, unit, input } = placeOf(structure, Math.max(from, index));
    store.set({
      hovered: { kind: "weight", layer, unit, input, index: parameterIndex(structure, layer, unit, input) },
    });
  }

  function paint() {
    const { frame, strip } = store.get();
    if (!frame || !structure || frame.parameters.length !== structure.parameters) return;
    const colours = palette();
    for (const [layer, { sheet, facts, from, to }] of rows.entries()) {
      const width = sheet.canvas.parentElement?.clientWidth ?? 0;
      if (width === 0) continue;
      sheet.resize(width, HEIGHT);
      sheet.clear();
      const { context } = sheet;
      const { counts, reach } = binsOf(frame.parameters, from, to, BINS);
      if (strip === "strip") {
        const each = width / (to - from);
        for (let i = from; i < to; i += 1) {
          context.fillStyle = cssOf(colours.scale.at((2 * frame.parameters[i]) / (reach || 1)));
          context.fillRect((i - from) * each, 0, Math.max(1, each), HEIGHT);
        }
      } else {
        const most = Math.max(...counts, 1);
        const each = width / BINS;
        for (const [i, count] of counts.entries()) {
          const height = (count / most) * (HEIGHT - 4);
          context.fillStyle = colours.css[i < BINS / 2 ? "weight-negative" : "weight-positive"];
          context.fillRect(i * each, HEIGHT - 2 - height, Math.max(1, each - 1), height);
        }
        context.fillStyle = colours.css.line;
        context.fillRect(0, HEIGHT - 1, width, 1);
      }
      const { data, update_ratio: ratio } = frame.layers[layer] ?? { data: 0, update_ratio: 0 };
      const update = ratio ? ` · update ${ratio.toExponential(0).replace("-", "−")}` : "";
      setText(
        facts,
        `${to - from} in ±${brief(Number(reach.toPrecision(3)))} · norm ${brief(Number(data.toPrecision(3)))}${update}`,
      );
    }
  }
}
