/** What the plots over the steps share: uPlot in the colours of the theme, a marker at the step on screen, seeking by drag. */

import uPlot from "uplot";
import { html } from "../dom.js";
import { palette } from "./palette.js";
import { tickText } from "./ticks.js";

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} stroke
 * @property {number[]} [dash]
 * @property {number} [width]
 * @property {string} [scale]
 *
 * @typedef {object} PlotOptions
 * @property {Line[]} lines
 * @property {boolean} log
 * @property {number} height
 * @property {() => { position: number, end: number }} where
 * @property {(step: number) => void} [seek]
 * @property {(index: number | null) => void} hover
 * @property {boolean} [share] a scale from 0 to 1 at the right
 */

/**
 * @param {HTMLElement} host
 * @param {PlotOptions} options
 */
export function makePlot(host, { lines, log, height, where, seek, hover, share = false }) {
  const { css } = palette();
  const font = "11px system-ui, sans-serif";
  const decades = (/** @type {unknown} */ _, /** @type {number[]} */ ticks) =>
    ticks.map((tick) => (onDecade(tick, log) ? tick : null));
  const axis = {
    stroke: css.soft,
    font,
    ticks: { stroke: css.line, size: 4 },
    grid: { stroke: css.line, width: 1 },
  };
  const plot = new uPlot(
    {
      width: Math.max(120, host.clientWidth),
      height,
      legend: { show: false },
      padding: [8, share ? 4 : 10, 0, 0],
      cursor: {
        drag: { x: false, y: false },
        y: false,
        points: { size: 6 },
        sync: { key: "steps", scales: ["x", null] },
      },
      scales: {
        x: { time: false, range: (_, least, most) => [least ?? 0, Math.max(most ?? 1, (least ?? 0) + 1)] },
        y: log ? { distr: 3 } : { range: (_, least, most) => [Math.min(0, least ?? 0), (most || 1) * 1.04] },
        share: { range: [0, 1.02] },
      },
      axes: [
        {
          ...axis,
          size: 22,
          space: 56,
          values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? shortStep(tick) : "")),
        },
        {
          ...axis,
          size: 40,
          space: 26,
          grid: { ...axis.grid, filter: decades },
          ticks: { ...axis.ticks, filter: decades },
          values: (_, ticks) =>
            ticks.map((tick) => (tick === null || !onDecade(tick, log) ? "" : tickText(tick))),
        },
        {
          ...axis,
          show: share,
          scale: "share",
          side: 1,
          size: 34,
          grid: { show: false },
          values: (_, ticks) => ticks.map((tick) => `${Math.round(tick * 100)}%`),
        },
      ],
      series: [
        {},
        ...lines.map(({ label, stroke, dash, width = 1.75, scale = "y" }) => ({
          label,
          stroke,
          scale,
          width,
          points: { show: (/** @type {uPlot} */ self) => self.data[0].length === 1, size: 6, fill: stroke },
          spanGaps: true, // the test data are looked at less often in a long training
          ...(dash ? { dash } : {}),
        })),
      ],
      hooks: {
        draw: [(self) => marker(self, where())],
        setCursor: [(self) => hover(self.cursor.idx ?? null)],
      },
    },
    /** @type {any} */ ([[], ...lines.map(() => [])]),
    host,
  );
  if (seek) seekByDrag(plot, seek);
  return plot;
}

/**
 * What is later than the step on screen is pale, and a line stands at it.
 *
 * @param {uPlot} plot
 * @param {{ position: number, end: number }} place
 */
function marker(plot, { position, end }) {
  if (plot.data[0].length === 0) return;
  const { context, css } = { context: plot.ctx, css: palette().css };
  const { left, top, width, height } = plot.bbox;
  const x = Math.min(left + width, Math.max(left, plot.valToPos(position, "x", true)));
  context.save();
  if (position < end) {
    context.globalAlpha = 0.72;
    context.fillStyle = css.surface;
    context.fillRect(x, top, left + width - x, height);
    context.globalAlpha = 1;
  }
  context.fillStyle = css.accent;
  context.fillRect(x - devicePixelRatio / 2, top, devicePixelRatio, height);
  context.restore();
}

/**
 * @param {uPlot} plot
 * @param {(step: number) => void} seek
 */
function seekByDrag(plot, seek) {
  const { over } = plot;
  over.classList.add("seekable");
  let asked = false;
  let at = 0;
  const go = (/** @type {PointerEvent} */ event) => {
    at = event.clientX - over.getBoundingClientRect().left;
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      seek(Math.max(0, Math.round(plot.posToVal(Math.max(0, at), "x"))));
    });
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    go(event);
  });
  over.addEventListener("pointermove", (event) => {
    if (over.hasPointerCapture(event.pointerId)) go(event);
  });
}

/** On a log axis only whole decades get a number. @param {number} tick @param {boolean} log */
function onDecade(tick, log) {
  return !log || Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-6;
}

/** @param {number} step */
function shortStep(step) {
  if (step >= 1e6) return `${Number((step / 1e6).toPrecision(6))}M`;
  return step >= 1e4 ? `${Number((step / 1e3).toPrecision(6))}k` : String(step);
}

/** A heading with what it reads now at its right. @param {string} title */
export function plotHead(title) {
  const reading = html("p", { class: "plot-reading" });
  const actions = html("div", { class: "plot-actions" });
  const head = html("div", { class: "plot-head" }, html("h2", {}, title), actions);
  return { head, reading, actions };
}

/**
 * At most so many calls a second; the last one is never lost.
 *
 * @param {number} ms
 * @param {() => void} run
 */
export function atMostEvery(ms, run) {
  let last = Number.NEGATIVE_INFINITY;
  let timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = 0;
        last = performance.now();
        run();
      },
      Math.max(0, ms - (performance.now() - last)),
    );
  };
}
