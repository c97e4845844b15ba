/** Loss and accuracy over the steps, of the training and of the test data. Drag along them to go to a step. */

import { html, setAttribute, setText } from "../../dom.js";
import { format } from "../../format.js";
import { onTheme, palette } from "../palette.js";
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
  const { head, reading, actions } = plotHead("Loss and accuracy");
  const log = html(
    "button",
    { type: "button", class: "small", "aria-pressed": false, title: "Logarithmic scale of the loss" },
    "log",
  );
  log.onclick = () => store.set({ logScale: !store.get().logScale });
  actions.append(log);
  const parts = ["train", "test", "right", "test-right"].map((name) => html("span", { class: name }));
  const [loss, testLoss, accuracy, testAccuracy] = parts;
  const at = html("span", { class: "at" });
  reading.classList.add("in-rows");
  reading.append(
    html("span", { class: "row" }, loss, testLoss),
    html("span", { class: "row" }, accuracy, testAccuracy),
    at,
  );
  const host = html("div", {
    class: "plot",
    role: "img",
    "aria-label": "Curves of loss and accuracy over the steps",
  });
  element.append(head, reading, host);

  /** @type {ReturnType<typeof makePlot> | null} */
  let plot = null;
  /** @type {number | null} */
  let hovered = null;
  let drawn = -1;

  const draw = atMostEvery(REDRAW, update);
  store.on(["frame", "ready"], (state, before) => {
    tell();
    if (state.ready?.data.kind !== before.ready?.data.kind) rebuild();
    else draw();
  });
  store.on(["position"], () => plot?.redraw(false, false));
  store.on(["logScale"], ({ logScale }) => {
    setAttribute(log, "aria-pressed", String(logScale));
    rebuild();
  });
  onTheme(rebuild);
  new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: HEIGHT })).observe(host);
  setAttribute(log, "aria-pressed", String(store.get().logScale));

  function rebuild() {
    plot?.destroy();
    plot = null;
    drawn = -1;
    update();
  }

  function update() {
    const { history, logScale, ready, frame } = store.get();
    if (!frame) return;
    if (!plot) {
      const { css } = palette();
      plot = makePlot(host, {
        lines: [
          { label: "test loss", stroke: css.accent, dashed: true },
          { label: "loss", stroke: css.accent },
          { label: "test accuracy", stroke: css.value, dashed: true, scale: "share" },
          { label: "accuracy", stroke: css.value, scale: "share" },
        ],
        log: logScale,
        share: ready?.data.kind !== "regression",
        height: HEIGHT,
        where: () => store.get(),
        seek,
        hover(index) {
          hovered = index;
          tell();
        },
      });
    }
    if (drawn === history.version) return;
    drawn = history.version;
    // a row is complete once its step is made; the newest frame knows its own numbers already
    const ahead = frame.step > history.steps.lastStep && frame.step === frame.end;
    const column = (/** @type {string} */ name) => {
      const made = history.steps.column(name);
      return ahead ? grown(made, Reflect.get(frame, name) ?? Number.NaN) : made;
    };
    plot.setData(
      /** @type {any} */ ([
        column("step"),
        drawable(column("test_loss"), logScale),
        drawable(column("loss"), logScale),
        drawable(column("test_accuracy"), false),
        drawable(column("accuracy"), false),
      ]),
    );
  }

  function tell() {
    const { frame, history } = store.get();
    if (!frame) return;
    const row = hovered !== null && hovered < history.steps.length ? hovered : null;
    const read = (/** @type {string} */ name) => (row === null ? null : history.steps.column(name)[row]);
    setText(at, row === null ? "" : `step ${history.steps.column("step")[row].toLocaleString("en")}`);
    setText(loss, `loss ${format(read("loss") ?? frame.loss)}`);
    say(testLoss, "test ", row === null ? frame.test_loss : read("test_loss"), format);
    say(accuracy, "accuracy ", row === null ? frame.accuracy : read("accuracy"), percent);
    say(testAccuracy, "test ", row === null ? frame.test_accuracy : read("test_accuracy"), percent);
  }
}

/**
 * @param {Node} node
 * @param {string} words
 * @param {number | null | undefined} value
 * @param {(x: number) => string} write
 */
function say(node, words, value, write) {
  const known = value !== null && value !== undefined && Number.isFinite(value);
  setText(node, known ? words + write(value) : "");
}

/**
 * A column as the plot can take it: a gap where there is no number, or none on a logarithmic scale.
 *
 * @param {Float64Array} column
 * @param {boolean} log
 * @returns {(number | null)[] | Float64Array}
 */
function drawable(column, log) {
  for (const x of column) {
    if (!Number.isFinite(x) || (log && x <= 0)) {
      return Array.from(column, (y) => (Number.isFinite(y) && !(log && y <= 0) ? y : null));
    }
  }
  return column;
}

/**
 * @param {Float64Array} column
 * @param {number} last
 */
function grown(column, last) {
  const longer = new Float64Array(column.length + 1);
  longer.set(column);
  longer[column.length] = last;
  return longer;
}
