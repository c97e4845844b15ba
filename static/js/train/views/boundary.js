/**
 * The plane: what the network answers everywhere, under the samples; or what one neuron answers, while it is pointed at.
 *
 * With one input there is no plane: the answer is a curve over the samples.
 */

import { html, setText } from "../../dom.js";
import { brief } from "../../format.js";
import { cssOf, paintClasses, paintGrid, typicalSize } from "../colour.js";
import { contour } from "../contour.js";
import { structureOf, unitIndex, unitName } from "../network/structure.js";
import { makePixels, makeSheet, oncePerFrame, onDensity } from "../painter.js";
import { onTheme, palette } from "../palette.js";
import { makePlane } from "../plane.js";
import { niceTicks, tickText } from "../ticks.js";
import { planeChoices } from "./plane_choices.js";

const GROUND = 0.82; // of the full colour: the samples stand out

/** @typedef {import("../plane.js").Plane} Plane */
/** @typedef {import("../types.js").Ready} Ready */
/** @typedef {import("../types.js").Frame} Frame */

/**
 * @typedef {object} Picture
 * @property {ArrayLike<number>} values
 * @property {number} start
 * @property {number} grid
 * @property {number} middle the value with the ground's colour
 * @property {number} unit the size with three quarters of the full colour
 * @property {number[]} levels of the lines, the first the strong one
 * @property {boolean} classes one grid for each of several classes
 * @property {string} name of what is shown, empty for the network's answer
 */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function boundaryView(store, element) {
  const sheet = makeSheet("plane");
  const label = html("p", { class: "plane-label", hidden: true });
  element.prepend(sheet.canvas, label);
  const ramp = html("i", { class: "ramp" });
  const [low, middle, high] = ["low", "middle", "high"].map((name) => html("span", { class: name }));
  planeChoices(store);
  const legend = html("p", { class: "plane-legend", "aria-hidden": "true" }, low, ramp, middle, high);
  element.after(legend);
  /** @type {ReturnType<typeof makePixels> | null} */
  let pixels = null;

  const soon = oncePerFrame(paint);
  store.on(["discrete"], soon);
  store.on(["frame", "ready", "hovered", "chosen"], (state, before) => {
    if (state.frame !== before.frame || state.ready !== before.ready || state.chosen !== before.chosen)
      soon();
    else if (state.hovered?.kind === "unit" || before.hovered?.kind === "unit") soon();
  });
  new ResizeObserver(soon).observe(element);
  onDensity(soon);
  onTheme(soon);

  function paint() {
    const { frame, ready } = store.get();
    const { clientWidth: width, clientHeight: height } = element;
    if (!frame || !ready || width === 0) return;
    sheet.resize(width, height);
    sheet.clear();
    const plane = makePlane(ready.range, width, height);
    const picture = pictureOf(ready, frame);
    if (ready.data.features === 1) curve(plane, ready, picture);
    else {
      ground(plane, picture);
      lines(plane, ready, picture);
    }
    axes(plane, ready);
    setText(label, picture.name);
    label.hidden = picture.name === "";
    tell(picture, ready.data.features === 1 || picture.classes);
  }

  /**
   * @param {Ready} ready
   * @param {Frame} frame
   * @returns {Picture}
   */
  function pictureOf(ready, frame) {
    const { hovered, chosen, config } = store.get();
    const unit = hovered?.kind === "unit" ? [hovered.layer, hovered.unit] : chosen.unit;
    const structure = structureOf(ready.shapes);
    const last = structure.layers.length - 1;
    if (
      unit &&
      unit[0] <= last &&
      unit[1] < structure.layers[unit[0]].units &&
      (unit[0] < last || ready.shapes[last + 1] > 1)
    ) {
      const grid = ready.unit_grid;
      const size = ready.data.features === 1 ? grid : grid * grid;
      const start = unitIndex(structure, unit[0], unit[1]) * size;
      const typical = Math.max(0.5, typicalSize(frame.units, start, size));
      const levels = levelsOf(config?.activations?.[unit[0]] ?? config?.activation ?? "", typical);
      const name = unitName(structure, unit[0], unit[1]);
      return { values: frame.units, start, grid, middle: 0, unit: typical, levels, classes: false, name };
    }
    const threshold = ready.threshold ?? 0;
    const margins = ready.config.loss === "hinge" ? [-1, 1] : [];
    const regression = ready.data.kind === "regression";
    const classes = ready.shapes[last + 1] > 1;
    const unit1 = threshold === 0 ? 1 : threshold / 2;
    return {
      values: frame.boundary,
      start: 0,
      grid: ready.grid,
      middle: threshold,
      unit:
        ready.data.kind === "regression"
          ? Math.max(0.5, typicalSize(frame.boundary, 0, frame.boundary.length))
          : unit1,
      levels: regression || classes ? [] : [threshold, ...margins],
      classes,
      name: "",
    };
  }

  /**
   * @param {Plane} plane
   * @param {Picture} picture
   */
  function ground(plane, { values, start, grid, middle, unit, classes }) {
    if (values.length < start + grid * grid) return;
    if (pixels?.canvas.width !== grid) pixels = makePixels(grid, grid);
    const { rgb, scale } = palette();
    if (classes) paintClasses(pixels.pixels, values, grid, classColours(rgb), rgb["plane-zero"]);
    else {
      // sides only: as far from the middle as can be, on either side
      const shown = store.get().discrete
        ? Float32Array.from(values, (v) => (v > middle ? 1e9 : -1e9))
        : values;
      paintGrid(pixels.pixels, shown, start, grid, grid, scale, { middle, unit });
    }
    pixels.flush();
    const { x, y, width, height } = inner(plane);
    sheet.context.fillStyle = palette().css["plane-zero"];
    sheet.context.fillRect(x, y, width, height);
    sheet.context.imageSmoothingQuality = "high";
    sheet.context.globalAlpha = GROUND;
    // the grid's outermost values lie on the plane's rim, so half a pixel of the picture hangs over
    sheet.context.drawImage(pixels.canvas, 0.5, 0.5, grid - 1, grid - 1, x, y, width, height);
    sheet.context.globalAlpha = 1;
  }

  /**
   * @param {Plane} plane
   * @param {Ready} ready
   * @param {Picture} picture
   */
  function lines(plane, { range: [x0, x1, y0, y1] }, { values, start, grid, levels }) {
    if (values.length < start + grid * grid) return;
    const { context } = sheet;
    const { css } = palette();
    const across = (/** @type {number} */ i) => plane.x(x0 + (i * (x1 - x0)) / (grid - 1));
    const down = (/** @type {number} */ j) => plane.y(y0 + (j * (y1 - y0)) / (grid - 1));
    for (const [place, level] of levels.entries()) {
      const pieces = contour(values, grid, grid, level, start);
      context.beginPath();
      for (let i = 0; i < pieces.length; i += 4) {
        context.moveTo(across(pieces[i]), down(pieces[i + 1]));
        context.lineTo(across(pieces[i + 2]), down(pieces[i + 3]));
      }
      context.lineWidth = place === 0 ? 1.75 : 1;
      context.globalAlpha = place === 0 ? 0.85 : 0.4;
      context.strokeStyle = css.ink;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {Plane} plane
   * @param {Ready} ready
   * @param {Picture} picture
   */
  function curve(plane, { range: [x0, x1, y0, y1] }, { values, start, grid, name }) {
    const { context } = sheet;
    const { css } = palette();
    const box = inner(plane);
    context.fillStyle = css["plane-zero"];
    context.fillRect(box.x, box.y, box.width, box.height);
    if (y0 < 0 && y1 > 0) {
      context.fillStyle = css.line;
      context.fillRect(box.x, plane.y(0) - 0.5, box.width, 1);
    }
    context.save();
    context.beginPath();
    context.rect(box.x, box.y, box.width, box.height);
    context.clip();
    context.beginPath();
    for (let i = 0; i < grid; i += 1) {
      context.lineTo(plane.x(x0 + (i * (x1 - x0)) / (grid - 1)), plane.y(values[start + i]));
    }
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.strokeStyle = name ? css.value : css.accent;
    context.stroke();
    context.restore();
  }

  /**
   * @param {Plane} plane
   * @param {Ready} ready
   */
  function axes(plane, { range: [x0, x1, y0, y1] }) {
    const { context } = sheet;
    const { css } = palette();
    const box = inner(plane);
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = css.soft;
    context.strokeStyle = css.soft;
    context.lineWidth = 1;
    context.textBaseline = "top";
    context.textAlign = "center";
    for (const tick of niceTicks(x0, x1, 6)) {
      const x = Math.min(Math.max(plane.x(tick), box.x + 5), box.x + box.width - 5);
      context.fillRect(plane.x(tick) - 0.5, box.y + box.height, 1, 3);
      context.fillText(tickText(tick), x, box.y + box.height + 5);
    }
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const tick of niceTicks(y0, y1, 5)) {
      const y = Math.min(Math.max(plane.y(tick), box.y + 5), box.y + box.height - 5);
      context.fillRect(box.x - 3, plane.y(tick) - 0.5, 3, 1);
      context.fillText(tickText(tick), box.x - 5, y);
    }
  }

  /**
   * The legend: colours with their numbers.
   *
   * @param {Picture} picture
   * @param {boolean} flat
   */
  function tell({ middle: zero, unit, name }, flat) {
    legend.hidden = flat;
    if (flat) return;
    const { scale } = palette();
    const stops = Array.from({ length: 13 }, (_, i) => cssOf(scale.at((i - 6) / 3)));
    ramp.style.background = `linear-gradient(90deg, ${stops.join(", ")})`;
    setText(low, `${name ? "its answer" : "score"} ${brief(round(zero - 2 * unit))}`);
    setText(middle, brief(zero));
    setText(high, brief(round(zero + 2 * unit)));
  }
}

/** @param {Plane} plane */
function inner({ width, height, margin }) {
  const { left, right, top, bottom } = margin;
  return {
    x: left,
    y: top,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - bottom),
  };
}

/** @param {import("../palette.js").Palette["rgb"]} rgb */
function classColours(rgb) {
  return [rgb["class-0"], rgb["class-1"], rgb["class-2"], rgb["class-3"], rgb["class-4"], rgb["class-5"]];
}

/** @param {number} x */
const round = (x) => Number(x.toPrecision(2));

/**
 * Where the line of a neuron runs: where its answer turns, and for one that is never negative, where it begins.
 *
 * @param {string} activation
 * @param {number} typical
 */
function levelsOf(activation, typical) {
  if (activation === "sigmoid") return [0.5];
  return activation === "relu" ? [0.02 * typical, typical / 2] : [0, -typical / 2, typical / 2];
}
