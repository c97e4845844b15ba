/**
 * Loss and accuracy over the steps, of the training and of the test data, beside those of runs that were pinned. Drag
 * along them to go to a step.
 */

import uPlot from "uplot";
import { html, setAttribute, setText } from "../../dom.js";
import { format } from "../../format.js";
import { curvesOf, numbersOf } from "../curves_data.js";
import { onTheme, palette } from "../palette.js";
import { namesOf, withPin } from "../pins.js";
import { atMostEvery, makePlot, plotHead } from "../plots.js";
import { percent } from "../words.js";

const HEIGHT = 158;
const REDRAW = 60; // ms

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 * @param {(step: number) => void} seek
 */
export function curvesView(store, element, seek) {
  const { head, reading, actions } = plotHead("Curves");
  const log = toggle("log", "Logarithmic scale of the loss", "logScale");
  const smooth = toggle("smooth", "A running mean of what jumps from batch to batch", "smooth");
  const pin = html(
    "button",
    { type: "button", class: "small", title: "Keep these curves to compare the next run with" },
    "pin",
  );
  pin.onclick = () => store.set({ pins: withPin(store.get()) });
  actions.append(smooth, log, pin);
  const at = html("span", { class: "at" });
  const host = html("div", {
    class: "plot",
    role: "img",
    "aria-label": "Curves of loss and accuracy over the steps",
  });
  const pinned = html("ul", { class: "pins", "aria-label": "Pinned runs" });
  element.append(head, reading, host, pinned);

  /** @type {ReturnType<typeof makePlot> | null} */
  let plot = null;
  /** @type {{ curve: import("../curves_data.js").Curve, number: HTMLElement }[]} */
  let shown = [];
  /** @type {number | null} */
  let hovered = null;
  let drawn = "";
  let made = "";

  const draw = atMostEvery(REDRAW, update);
  store.on(["frame", "ready", "logScale", "smooth", "pins"], draw);
  store.on(["position"], () => plot?.redraw(false, false));
  onTheme(() => {
    made = "";
    update();
  });
  new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: HEIGHT })).observe(host);

  /**
   * @param {string} label
   * @param {string} title
   * @param {"logScale" | "smooth"} name
   */
  function toggle(label, title, name) {
    const button = html("button", { type: "button", class: "small", title }, label);
    button.onclick = () => store.set({ [name]: !store.get()[name] });
    const show = () => setAttribute(button, "aria-pressed", String(store.get()[name]));
    store.on([name], show);
    show();
    return button;
  }

  /** Another plot, where there are other curves. */
  function rebuild() {
    const state = store.get();
    const { css } = palette();
    const curves = curvesOf(state);
    plot?.destroy();
    plot = makePlot(host, {
      lines: [
        ...state.pins.flatMap(({ tone }, i) => [
          { label: `pin ${i}`, stroke: css[tone], width: 1.5 },
          { label: `pin ${i}, test`, stroke: css[tone], width: 1.5, dash: [2, 3] },
        ]),
        ...curves.map(({ name, tone, dash, width, share }) => ({
          label: name,
          stroke: css[tone],
          ...(dash ? { dash } : {}),
          ...(width ? { width } : {}),
          ...(share ? { scale: "share" } : {}),
        })),
      ],
      log: state.logScale,
      share: state.ready?.data.kind !== "regression",
      height: HEIGHT,
      where: () => store.get(),
      seek,
      hover(index) {
        hovered = index;
        tell();
      },
    });
    shown = curves.toReversed().map((curve) => ({ curve, number: html("b", {}) }));
    reading.replaceChildren(
      ...shown.map(({ curve, number }) =>
        html(
          "span",
          { class: `curve ${curve.tone} ${curve.dash ? (curve.share ? "dashed" : "dotted") : ""}` },
          html("i", {}),
          curve.name,
          " ",
          number,
        ),
      ),
      at,
    );
    smooth.hidden = curves.every((curve) => !curve.smooth);
    const names = state.ready ? namesOf(state.ready.config, state.pins) : [];
    pinned.replaceChildren(
      ...state.pins.map(({ tone }, i) => {
        const away = html(
          "button",
          { type: "button", "aria-label": `Unpin ${names[i + 1]}`, title: "Unpin" },
          "×",
        );
        away.onclick = () => store.set({ pins: store.get().pins.toSpliced(i, 1) });
        return html("li", { class: `curve ${tone}` }, html("i", {}), names[i + 1], away);
      }),
      ...(state.pins.length ? [html("li", { class: "curve ink" }, html("i", {}), `now: ${names[0]}`)] : []),
    );
  }

  function update() {
    const state = store.get();
    if (!state.frame || !state.ready) return;
    const { config, data } = state.ready;
    const wanted = JSON.stringify([
      { ...config, points: null },
      data.kind,
      data.test.x.length > 0,
      data.train.x.length,
      state.logScale,
      state.pins.map(({ tone }) => tone),
    ]);
    if (wanted !== made) {
      made = wanted;
      drawn = "";
      rebuild();
    }
    tell();
    const version = `${state.history.version} ${state.smooth} ${state.pins.length}`;
    if (drawn === version || !plot) return;
    drawn = version;
    const log = (/** @type {Float64Array} */ numbers) =>
      Array.from(numbers, (x) => (Number.isFinite(x) && !(state.logScale && x <= 0) ? x : null));
    const own = [numbersOf(state, null), ...curvesOf(state).map((curve) => numbersOf(state, curve))];
    const others = state.pins.map(({ steps, loss, test }) => [Array.from(steps), log(loss), log(test)]);
    plot.setData(
      /** @type {any} */ (others.length ? uPlot.join(/** @type {any} */ ([...others, own])) : own),
    );
  }

  function tell() {
    const { frame, history } = store.get();
    if (!frame || !plot) return;
    const step = hovered === null ? null : (plot.data[0][hovered] ?? null);
    const row = step === null ? -1 : history.steps.after(step) - 1;
    setText(at, step === null ? "" : `step ${step.toLocaleString("en")}`);
    for (const { curve, number } of shown) {
      const now =
        curve.column === "whole_loss" ? frame.loss : curve.smooth ? null : Reflect.get(frame, curve.column);
      const value =
        row >= 0
          ? history.steps.column(curve.column)[row]
          : (now ?? history.steps.column(curve.column).at(-1));
      setText(number, Number.isFinite(value) ? (curve.share ? percent(value) : format(value)) : "");
    }
  }
}
