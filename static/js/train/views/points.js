/**
 * The samples over the plane: chosen, dragged, relabelled, erased and added there, by pointer or by keys.
 *
 * One of them is in the order of tabs; arrows go to the nearest one in that direction.
 */

import { svg } from "../../dom.js";
import { makePlane } from "../plane.js";
import {
  added,
  erased,
  followed,
  indexOf,
  neighbour,
  pointsOf,
  relabelled,
  replaced,
  samplesOf,
} from "../points.js";
import { freePoint } from "./free_point.js";
import { dress } from "./sample_dot.js";

const MOST_SHOWN = 2000;
const THRESHOLD = 3; // px before a press becomes a drag

/** @typedef {import("../points.js").Sample} Sample */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../edits.js").Edits} edits
 * @param {HTMLElement} element the box of the plane
 */
export function pointsView(store, edits, element) {
  const layer = svg("svg", { class: "points", role: "group", "aria-label": "Samples" });
  const free = freePoint(store);
  layer.append(free.cross);
  element.append(layer, free.values);

  /** @type {Sample[]} */
  let samples = [];
  /** @type {SVGCircleElement[]} */
  const dots = [];
  let plane = makePlane([-1, 1, -1, 1], 1, 1);

  const editable = () => (store.get().ready?.data.features ?? 3) <= 2;
  const vertical = (/** @type {Sample} */ { at }) => at[1]; // x2, or y of a curve
  const classes = () => store.get().ready?.data.classes ?? 2;

  const spotOf = (/** @type {Sample} */ sample) =>
    /** @type {[number, number]} */ ([plane.x(sample.at[0]), plane.y(vertical(sample))]);

  function place() {
    const { ready } = store.get();
    if (!ready) return;
    const { clientWidth: width, clientHeight: height } = element;
    layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    plane = makePlane(ready.range, width, height);
    for (const [i, sample] of samples.entries()) move(dots[i], ...spotOf(sample));
    free.place(plane);
  }

  function draw() {
    const { ready } = store.get();
    if (!ready) return;
    const focused = dots.indexOf(/** @type {any} */ (document.activeElement));
    samples = samplesOf(ready).slice(0, MOST_SHOWN);
    while (dots.length > samples.length) dots.pop()?.remove();
    while (dots.length < samples.length) {
      const dot = svg("circle", { class: "sample", r: 4, role: "button", tabindex: -1 });
      dots.push(dot);
      layer.append(dot);
    }
    for (const [i, sample] of samples.entries()) dress(dots[i], sample, ready.data);
    if (dots[0]) dots[Math.max(focused, 0)].setAttribute("tabindex", "0");
    place();
    mark();
  }

  function mark() {
    const { chosen, hovered } = store.get();
    for (const [i, dot] of dots.entries()) {
      const { split, index } = samples[i];
      const isChosen = split === "train" && index === chosen.sample;
      dot.classList.toggle("chosen", isChosen);
      dot.classList.toggle(
        "hovered",
        hovered?.kind === "sample" && hovered.sample === index && (hovered.split ?? "train") === split,
      );
      dot.setAttribute("aria-pressed", String(isChosen));
    }
    free.place(plane);
  }

  store.on(["ready"], draw);
  store.on(["chosen", "hovered"], (now, before) => {
    const about = (/** @type {typeof now.hovered} */ what) => what?.kind === "sample";
    if (now.chosen !== before.chosen || about(now.hovered) || about(before.hovered)) mark();
  });
  store.on(["tested"], ({ tested }) => layer.classList.toggle("untested", !tested));
  store.on(["tool"], ({ tool }) => {
    layer.dataset.tool = tool;
  });
  new ResizeObserver(place).observe(element);

  /** @param {Sample} sample */
  function choose(sample) {
    const { chosen } = store.get();
    if (sample.split !== "train") return;
    store.set({
      chosen: { ...chosen, sample: chosen.sample === sample.index ? null : sample.index, point: null },
    });
  }

  /**
   * Change the point that a sample is. What is on screen is what the server has; the edits that it has not answered
   * yet are in the set-up already.
   *
   * @param {Sample} sample
   * @param {(points: number[][], index: number) => number[][]} edit
   */
  function change(sample, edit) {
    const { ready, config } = store.get();
    if (!ready || !editable()) return;
    const shown = pointsOf(ready);
    const points = config?.points ?? shown;
    const index = followed(points, shown, indexOf(shown, sample.at));
    const next = index < 0 ? [] : edit(points, index);
    if (next.length >= 2) edits.apply(next);
  }

  const erase = (/** @type {Sample} */ sample) => change(sample, erased);
  const relabel = (/** @type {Sample} */ sample) => {
    if (store.get().ready?.data.kind === "regression") return;
    change(sample, (points, i) => {
      const at = [...points[i]];
      at.push(relabelled(/** @type {number} */ (at.pop()), classes()));
      return replaced(points, i, at);
    });
  };
  const drop = (/** @type {Sample} */ sample, /** @type {number} */ x, /** @type {number} */ y) =>
    change(sample, (points, i) => replaced(points, i, [x, y, ...points[i].slice(2)]));
  const shift = (/** @type {Sample} */ sample, /** @type {number} */ dx, /** @type {number} */ dy) =>
    change(sample, (points, i) => {
      const [x, y, ...rest] = points[i];
      return replaced(points, i, [x + dx, y + dy, ...rest]);
    });

  /**
   * @param {number} px
   * @param {number} py
   * @param {boolean} other the other class than the tool's
   */
  function add(px, py, other) {
    const { ready, config, brush } = store.get();
    if (!ready || !editable()) return;
    const y = other ? relabelled(brush, classes()) : brush;
    const at = [plane.xOf(px), plane.yOf(py)];
    edits.apply(added(config?.points ?? pointsOf(ready), ready.data.features === 1 ? at : [...at, y]));
  }

  /** @param {PointerEvent | MouseEvent} event */
  function spot(event) {
    const box = layer.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  layer.oncontextmenu = (event) => {
    if (store.get().tool === "add") event.preventDefault();
  };

  layer.onpointerdown = (event) => {
    const { tool } = store.get();
    const i = dots.indexOf(/** @type {any} */ (event.target));
    if (i < 0) {
      const [px, py] = spot(event);
      if (tool === "add" && (event.button === 0 || event.button === 2))
        add(px, py, event.button === 2 || event.shiftKey);
      else if (tool === "select" && event.button === 0) {
        const { chosen, ready } = store.get();
        const empty = (ready?.data.features ?? 0) === 2 && chosen.sample === null && !chosen.point;
        const point = empty ? [plane.xOf(px), plane.yOf(py)] : null;
        store.set({ chosen: { ...chosen, sample: null, point } });
      }
      return;
    }
    if (event.button !== 0) return;
    if (tool === "erase") erase(samples[i]);
    else if (tool === "relabel") relabel(samples[i]);
    else grab(event, i);
  };

  layer.ondblclick = (event) => {
    const i = dots.indexOf(/** @type {any} */ (event.target));
    if (i >= 0 && store.get().tool === "select") relabel(samples[i]);
  };

  /**
   * @param {PointerEvent} press
   * @param {number} i
   */
  function grab(press, i) {
    const dot = dots[i];
    const sample = samples[i];
    const end = new AbortController();
    let moved = false;
    dot.setPointerCapture(press.pointerId);
    const follow = (/** @type {PointerEvent} */ event) => {
      if (!editable()) return;
      moved ||= Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) > THRESHOLD;
      if (moved) move(dot, ...inside(spot(event)));
    };
    const release = (/** @type {PointerEvent} */ event) => {
      end.abort();
      const [px, py] = inside(spot(event));
      if (moved && event.type === "pointerup") drop(sample, plane.xOf(px), plane.yOf(py));
      else if (moved) place();
      else choose(sample);
    };
    const options = { signal: end.signal };
    dot.addEventListener("pointermove", follow, options);
    dot.addEventListener("pointerup", release, options);
    dot.addEventListener("pointercancel", release, options);
  }

  /**
   * @param {number[]} spot
   * @returns {[number, number]}
   */
  function inside([px, py]) {
    const { margin, width, height } = plane;
    return [
      Math.min(Math.max(px, margin.left), width - margin.right),
      Math.min(Math.max(py, margin.top), height - margin.bottom),
    ];
  }

  for (const type of /** @type {const} */ (["pointerover", "focusin"])) {
    layer.addEventListener(type, (event) => {
      const sample = samples[dots.indexOf(/** @type {any} */ (event.target))];
      if (sample) store.set({ hovered: { kind: "sample", sample: sample.index, split: sample.split } });
    });
  }
  for (const type of /** @type {const} */ (["pointerout", "focusout"])) {
    layer.addEventListener(type, () => {
      if (store.get().hovered?.kind === "sample") store.set({ hovered: null });
    });
  }

  layer.onkeydown = (event) => {
    const i = dots.indexOf(/** @type {any} */ (event.target));
    if (i < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const [dx, dy] = direction;
      if (event.shiftKey) {
        const step = (/** @type {number} */ extent) => extent / 50;
        const { ready } = store.get();
        const [x0, x1, y0, y1] = ready?.range ?? [0, 1, 0, 1];
        shift(samples[i], dx * step(x1 - x0), -dy * step(y1 - y0));
      } else focus(neighbour(samples.map(spotOf), i, dx, dy));
    } else if (event.key === "Enter" || event.key === " ") choose(samples[i]);
    else if (event.key === "Delete" || event.key === "Backspace") erase(samples[i]);
    else if (event.key === "l") relabel(samples[i]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {number} i */
  function focus(i) {
    for (const dot of dots) dot.setAttribute("tabindex", "-1");
    dots[i].setAttribute("tabindex", "0");
    dots[i].focus();
  }
}

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {SVGCircleElement} dot
 * @param {number} x
 * @param {number} y
 */
function move(dot, x, y) {
  dot.setAttribute("cx", x.toFixed(1));
  dot.setAttribute("cy", y.toFixed(1));
}
