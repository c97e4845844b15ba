/** What the program printed and plotted, under it, as a notebook shows it. */

import { byId, html, svg } from "../dom.js";

const WIDTH = 300;
const HEIGHT = 170;
const MARGIN = 8;

/** @typedef {import("../types.js").OutputItem} OutputItem */

/** @param {import("../types.js").PageStore} store */
export function outputView(store) {
  const section = byId("output-section");
  const place = byId("output");

  store.on(["output"], ({ output }) => {
    const shown = output.filter(({ kind }) => kind !== "graph");
    section.hidden = shown.length === 0;
    place.replaceChildren(
      ...shown.map((item) => (item.kind === "text" ? html("pre", {}, item.text) : plot(item))),
    );
  });
}

/** @param {OutputItem} item */
function plot({ series }) {
  const [left, right] = rangeOf(series.flatMap(({ xs }) => xs));
  const [low, high] = rangeOf(series.flatMap(({ ys }) => ys));
  const x = (/** @type {number} */ v) => MARGIN + ((v - left) / (right - left)) * (WIDTH - 2 * MARGIN);
  const y = (/** @type {number} */ v) => HEIGHT - MARGIN - ((v - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
  const label = `A plot from ${left.toPrecision(3)} to ${right.toPrecision(3)}, heights from ${low.toPrecision(3)} to ${high.toPrecision(3)}.`;
  const picture = svg("svg", {
    class: "plot",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": label,
  });
  for (const { kind, xs, ys } of series) {
    const points = xs.map((v, i) => `${x(v).toFixed(1)},${y(ys[i]).toFixed(1)}`);
    if (kind === "line") picture.append(svg("polyline", { points: points.join(" ") }));
    else picture.append(...xs.map((v, i) => svg("circle", { cx: x(v), cy: y(ys[i]), r: 2.5 })));
  }
  return picture;
}

/**
 * The smallest and largest, never equal.
 *
 * @param {number[]} values
 * @returns {[number, number]}
 */
function rangeOf(values) {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}
