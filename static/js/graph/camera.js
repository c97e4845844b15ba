/** Pan, zoom and fit. The picture follows its own size until a person moves it. */

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { reducedMotion } from "../motion.js";
import { fitScale, leastScale, marginOf } from "./fit.js";

const GLIDE = 260; // ms

/**
 * @typedef {object} Camera
 * @property {(size: Size, how: "jump" | "glide" | "stay") => void} frame show a picture of this size, unless moved by hand
 * @property {(size: Size, from: [number, number], to: [number, number]) => void} keep show a picture of this size so that
 *   what was at a place of the stage, and is at a place of the picture now, stays there as far as that goes
 * @property {() => void} release another program: forget that it was moved by hand
 * @property {(box: Box, core: Box) => void} follow glide so that a part of the picture is on the stage; its core, where that is too small
 * @property {() => void} fit the whole picture, however small it gets
 * @property {(x: number, y: number) => void} centre show a place of the picture in the middle
 * @property {(factor: number) => void} zoomBy
 */

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ width: number, height: number, root: Box }} Size of a picture, and where in it the root is */

/**
 * @param {SVGSVGElement} stage
 * @param {SVGGElement} viewport
 * @param {(place: import("d3-zoom").ZoomTransform, byHand: boolean) => void} moved
 * @returns {Camera}
 */
export function makeCamera(stage, viewport, moved) {
  /** @type {Size} */
  let size = { width: 1, height: 1, root: { x: 0, y: 0, width: 1, height: 1 } };
  let free = false; // moved by hand
  let frame = 0;
  /** @type {import("d3-zoom").ZoomTransform | null} */
  let goal = null; // where a glide is going
  /** @type {[Box, Box] | null} */
  let followed = null; // what must be on the stage, whatever its size becomes
  const behaviour = /** @type {import("d3-zoom").ZoomBehavior<SVGSVGElement, unknown>} */ (zoom())
    .scaleExtent([0.08, 4])
    .filter((event) => event.type === "wheel" || (!event.button && !event.target.closest("[data-dial]")))
    .on("zoom", (event) => {
      viewport.setAttribute("transform", event.transform.toString());
      moved(event.transform, Boolean(event.sourceEvent));
      if (event.sourceEvent) {
        free = true;
        halt();
      }
    });
  const selection = select(stage);
  selection.call(behaviour).on("dblclick.zoom", null);

  function halt() {
    goal = null;
    cancelAnimationFrame(frame);
  }

  /** @param {boolean} [whole] all of it, however small; else what does not fit is looked at around the root */
  function target(whole = false) {
    const { width, height } = stage.getBoundingClientRect();
    const fits = fitScale(size, { width, height });
    const k = whole ? fits : Math.max(fits, leastScale({ width, height }));
    const { root } = size;
    const margin = marginOf({ width, height });
    const x = within(width / 2 - (root.x + root.width / 2) * k, size.width * k, width, margin);
    const y = within(height / 2 - (root.y + root.height / 2) * k, size.height * k, height, margin);
    return zoomIdentity.translate(x, y).scale(k);
  }

  /** @param {import("d3-zoom").ZoomTransform} to */
  function glideTo(to) {
    cancelAnimationFrame(frame);
    const from = { x: 0, y: 0, k: 1, ...transformOf(stage) };
    if (reducedMotion()) {
      selection.call(behaviour.transform, to);
      return;
    }
    goal = to;
    const start = performance.now();
    const move = () => {
      const t = Math.min((performance.now() - start) / GLIDE, 1);
      const way = 1 - (1 - t) ** 3;
      const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * way;
      const between = zoomIdentity.translate(mix(from.x, to.x), mix(from.y, to.y)).scale(mix(from.k, to.k));
      selection.call(behaviour.transform, t < 1 ? between : to);
      if (t < 1) frame = requestAnimationFrame(move);
      else goal = null;
    };
    move();
  }

  new ResizeObserver(() => {
    if (free) return;
    const whole = target();
    const to = (followed && shifted(whole, ...followed)) ?? whole;
    if (goal) glideTo(to);
    else selection.call(behaviour.transform, to);
  }).observe(stage);

  /**
   * From a place to the nearest one at which a part of the picture, or its core, is on the stage.
   *
   * @param {import("d3-zoom").ZoomTransform} now
   * @param {Box} box
   * @param {Box} core
   * @returns {import("d3-zoom").ZoomTransform | null} null where it is on the stage already
   */
  function shifted(now, box, core) {
    const { width, height } = stage.getBoundingClientRect();
    const margin = marginOf({ width, height });
    const across = box.width * now.k > width - margin ? core : box;
    const down = box.height * now.k > height - margin ? core : box;
    const left = now.applyX(across.x);
    const top = now.applyY(down.y);
    const right = left + across.width * now.k;
    const bottom = top + down.height * now.k;
    const away = (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ room) =>
      low < margin / 2 || high > room - margin / 2 ? (room - low - high) / 2 : 0;
    const dx = away(left, right, width);
    const dy = away(top, bottom, height);
    if (!dx && !dy) return null;
    const x = free ? now.x + dx : within(now.x + dx, size.width * now.k, width, margin);
    const y = free ? now.y + dy : within(now.y + dy, size.height * now.k, height, margin);
    return zoomIdentity.translate(x, y).scale(now.k);
  }

  return {
    frame(newSize, how) {
      size = newSize;
      followed = null;
      if (free || how === "stay") return;
      if (how === "glide") {
        glideTo(target());
        return;
      }
      halt();
      selection.call(behaviour.transform, target());
    },
    keep(newSize, from, to) {
      size = newSize;
      followed = null;
      const whole = target();
      const k = free ? (goal ?? transformOf(stage) ?? whole).k : whole.k;
      const { width, height } = stage.getBoundingClientRect();
      const margin = marginOf({ width, height });
      const x = from[0] - to[0] * k;
      const y = from[1] - to[1] * k;
      glideTo(
        zoomIdentity
          .translate(
            free ? x : within(x, size.width * k, width, margin),
            free ? y : within(y, size.height * k, height, margin),
          )
          .scale(k),
      );
    },
    release() {
      free = false;
    },
    follow(box, core) {
      followed = [box, core];
      const to = shifted(goal ?? transformOf(stage) ?? zoomIdentity, box, core);
      if (to) glideTo(to);
    },
    fit() {
      free = false;
      followed = null;
      glideTo(target(true));
    },
    centre(x, y) {
      free = true;
      halt();
      const { width, height } = stage.getBoundingClientRect();
      const { k } = transformOf(stage) ?? zoomIdentity;
      const to = zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k);
      selection.call(behaviour.transform, to);
    },
    zoomBy(factor) {
      free = true;
      halt();
      selection.call(behaviour.scaleBy, factor);
    },
  };
}

/**
 * The nearest place at which as much as possible of something is on the stage.
 *
 * @param {number} place of its left or upper end
 * @param {number} length
 * @param {number} room
 * @param {number} margin
 */
function within(place, length, room, margin) {
  const slack = room - length;
  if (slack >= 0) return slack / 2; // all of it fits: in the middle, as always
  return Math.min(Math.max(place, slack - margin), margin);
}

/** @param {SVGSVGElement} stage */
function transformOf(stage) {
  return /** @type {{ __zoom?: import("d3-zoom").ZoomTransform }} */ (/** @type {unknown} */ (stage)).__zoom;
}
