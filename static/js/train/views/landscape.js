/**
 * The loss around the parameters: the valley along the gradient, or a map over two directions with the way on it.
 */

import { html, setAttribute, setText } from "../../dom.js";
import { brief } from "../../format.js";
import { cssOf, mix } from "../colour.js";
import { contour } from "../contour.js";
import { makeSheet, oncePerFrame, onDensity } from "../painter.js";
import { onTheme, palette } from "../palette.js";
import { plotHead } from "../plots.js";
import { niceTicks, tickText } from "../ticks.js";

const HEIGHT = 200;
const MARGIN = { left: 44, right: 10, top: 8, bottom: 20 };
const LEVELS = 11;
const KINDS = /** @type {const} */ ([
  ["none", "off", ""],
  ["slice", "valley", "The loss along the gradient: from here to where the next step leads"],
  ["map", "map", "The loss over two directions, with the way of the training"],
]);
const DIRECTIONS = /** @type {const} */ ([
  ["path", "the way’s own"],
  ["random", "two random ones"],
  ["weights", "two parameters"],
]);

/** @typedef {import("../types.js").Survey} Survey */
/** @typedef {(x: number) => number} Scale */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function landscapeView(store, element) {
  const { head, actions } = plotHead("Loss landscape");
  actions.className = "segments net-edges";
  const sheet = makeSheet("landscape");
  const host = html("div", { class: "landscape-host", role: "img" }, sheet.canvas);
  const says = html("p", { class: "tool-hint" });
  const pick = html("select", { "aria-label": "Directions of the map" });
  pick.append(...DIRECTIONS.map(([value, text]) => html("option", { value }, text)));
  pick.onchange = () => store.set({ directions: /** @type {any} */ (pick.value) });
  const weights = [0, 1].map((place) => {
    const field = html("select", { "aria-label": place === 0 ? "Parameter across" : "Parameter upward" });
    field.onchange = () => {
      const pair = /** @type {[number, number]} */ ([...store.get().pair]);
      pair[place] = Number(field.value);
      store.set({ pair });
    };
    return field;
  });
  const choices = html("div", { class: "landscape-choices" }, pick, ...weights);
  const buttons = KINDS.map(([kind, text, title]) => {
    const button = html("button", { type: "button", title }, text);
    button.onclick = () => store.set({ landscape: kind });
    return button;
  });
  actions.append(...buttons);
  element.append(head, choices, host, says);

  const soon = oncePerFrame(paint);
  store.on(["survey", "landscape"], soon);
  store.on(["landscape", "directions", "pair"], show);
  store.on(["landscape"], ({ landscape }) => {
    if (landscape !== "none") element.scrollIntoView({ block: "nearest" });
  });
  store.on(["ready"], ({ ready }, before) => {
    if (!ready || String(ready.parameters) === String(before.ready?.parameters)) return;
    for (const field of weights)
      field.replaceChildren(...ready.parameters.map((name, value) => html("option", { value }, name)));
    show();
  });
  new ResizeObserver(soon).observe(host);
  onDensity(soon);
  onTheme(soon);
  show();

  function show() {
    const { landscape, directions, pair } = store.get();
    for (const [i, button] of buttons.entries())
      setAttribute(button, "aria-pressed", String(KINDS[i][0] === landscape));
    host.hidden = says.hidden = landscape === "none";
    choices.hidden = landscape !== "map";
    pick.value = directions;
    for (const [i, field] of weights.entries()) {
      field.hidden = directions !== "weights";
      field.value = String(pair[i]);
    }
  }

  function paint() {
    const { survey, landscape } = store.get();
    const width = host.clientWidth;
    if (landscape === "none" || width === 0) return;
    sheet.resize(width, HEIGHT);
    sheet.clear();
    if (!survey || survey.kind !== landscape || survey.a.length < 2) return;
    if (survey.b) map(survey, survey.b, width);
    else valley(survey, width);
  }

  /**
   * @param {Survey} survey
   * @param {number} width
   */
  function valley({ a, loss, next = 0 }, width) {
    const { css } = palette();
    const { context } = sheet;
    const known = loss.filter((y) => y !== null);
    const here = loss[a.indexOf(0)] ?? known[0] ?? 0;
    const most = Math.min(Math.max(...known), Math.max(here, 1e-12) * 4);
    const least = Math.min(...known);
    const room = (most - least || 1) * 0.08;
    const x = scaleOf([a[0], a[a.length - 1]], [MARGIN.left, width - MARGIN.right]);
    const y = scaleOf([least - room, most + room], [HEIGHT - MARGIN.bottom, MARGIN.top]);
    axes(x, y, [a[0], a[a.length - 1]], [least - room, most + room], width);
    context.save();
    context.beginPath();
    context.rect(MARGIN.left, 0, width - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.bottom);
    context.clip();
    context.beginPath();
    for (const [i, t] of a.entries()) {
      const height = loss[i];
      if (height !== null) context.lineTo(x(t), y(Math.min(height, 1e6 * Math.max(most, 1))));
    }
    context.lineWidth = 2;
    context.strokeStyle = css.ink;
    context.stroke();
    const lands = lossAt(a, loss, next);
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x(0), y(here));
    context.lineTo(x(next), y(lands));
    context.strokeStyle = css.accent;
    context.stroke();
    context.setLineDash([]);
    context.restore();
    dot(x(0), y(here), css.accent);
    dot(x(next), Math.max(y(lands), MARGIN.top), css.paper, css.accent);
    const far = lands > here ? "higher up on the other side" : next === 0 ? "nowhere" : "further down";
    setText(
      says,
      `Along −gradient. ● here, ${brief(here)}; ○ where the next step leads: ${far}, ${brief(lands)}.`,
    );
    setAttribute(
      host,
      "aria-label",
      `The loss along the gradient: here ${brief(here)}, after the next step ${brief(lands)}`,
    );
  }

  /**
   * @param {Survey} survey
   * @param {number[]} b
   * @param {number} width
   */
  function map({ a, loss, path = [], names = ["", ""] }, b, width) {
    const { css, rgb } = palette();
    const { context } = sheet;
    const known = loss.filter((y) => y !== null);
    const floor = Math.min(...known);
    const heights = loss.map((y) =>
      Math.log((y ?? Number.MAX_VALUE) - floor + 0.02 * Math.abs(floor) + 1e-6),
    );
    const sorted = [...heights].sort((p, q) => p - q);
    const [low, high] = [sorted[0], sorted[Math.floor(0.92 * (sorted.length - 1))]];
    const x = scaleOf([a[0], a[a.length - 1]], [MARGIN.left, width - MARGIN.right]);
    const y = scaleOf([b[0], b[b.length - 1]], [HEIGHT - MARGIN.bottom, MARGIN.top]);
    const [across, up] = [x(a[1]) - x(a[0]), y(b[0]) - y(b[1])];
    context.save();
    context.beginPath();
    context.rect(
      MARGIN.left,
      MARGIN.top,
      width - MARGIN.left - MARGIN.right,
      HEIGHT - MARGIN.top - MARGIN.bottom,
    );
    context.clip();
    for (const [row, v] of b.entries()) {
      for (const [column, u] of a.entries()) {
        const share = Math.min(1, Math.max(0, (heights[row * a.length + column] - low) / (high - low || 1)));
        context.fillStyle = cssOf(mix(rgb["class-2"], rgb.paper, 0.15 + 0.85 * share));
        context.fillRect(x(u) - across / 2 - 0.5, y(v) - up / 2 - 0.5, across + 1, up + 1);
      }
    }
    context.strokeStyle = css.ink;
    context.lineWidth = 0.8;
    for (let level = 1; level < LEVELS; level += 1) {
      context.globalAlpha = 0.45;
      const pieces = contour(heights, a.length, b.length, low + ((high - low) * level) / LEVELS);
      context.beginPath();
      for (let i = 0; i < pieces.length; i += 4) {
        context.moveTo(x(a[0]) + pieces[i] * across, y(b[0]) - pieces[i + 1] * up);
        context.lineTo(x(a[0]) + pieces[i + 2] * across, y(b[0]) - pieces[i + 3] * up);
      }
      context.stroke();
    }
    context.globalAlpha = 1;
    context.beginPath();
    for (const [u, v] of path) context.lineTo(x(u), y(v));
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.strokeStyle = css.accent;
    context.stroke();
    if (path.length < 40) for (const [u, v] of path) dot(x(u), y(v), css.accent, css.accent, 2);
    context.restore();
    axes(x, y, [a[0], a[a.length - 1]], [b[0], b[b.length - 1]], width);
    if (path.length) dot(x(path[0][0]), y(path[0][1]), css.paper, css.accent);
    dot(x(0), y(0), css.accent);
    setText(says, `○ start, ● here; the greener, the lower. Across: ${names[0]}; upward: ${names[1]}.`);
    setAttribute(
      host,
      "aria-label",
      `A map of the loss over ${names[0]} and ${names[1]}, with the way of the training`,
    );
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} fill
   * @param {string} [line]
   * @param {number} [radius]
   */
  function dot(x, y, fill, line = palette().css.paper, radius = 5) {
    const { context } = sheet;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = line;
    context.stroke();
  }

  /**
   * @param {Scale} x
   * @param {Scale} y
   * @param {[number, number]} across
   * @param {[number, number]} up
   * @param {number} width
   */
  function axes(x, y, across, up, width) {
    const { context } = sheet;
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = palette().css.soft;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const tick of niceTicks(...across, 5))
      context.fillText(tickText(tick), Math.min(x(tick), width - 16), HEIGHT - MARGIN.bottom + 5);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of niceTicks(...up, 5))
      context.fillText(tickText(tick), MARGIN.left - 5, Math.max(y(tick), 8));
  }
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {Scale}
 */
function scaleOf([low, high], [start, end]) {
  return (x) => start + ((x - low) / (high - low || 1)) * (end - start);
}

/**
 * @param {number[]} a
 * @param {(number | null)[]} loss
 * @param {number} at
 */
function lossAt(a, loss, at) {
  const right = Math.min(
    Math.max(
      a.findIndex((t) => t >= at),
      1,
    ),
    a.length - 1,
  );
  const [low, high] = [loss[right - 1], loss[right]];
  if (low === null || high === null) return Number.POSITIVE_INFINITY;
  return low + ((at - a[right - 1]) / (a[right] - a[right - 1] || 1)) * (high - low);
}
