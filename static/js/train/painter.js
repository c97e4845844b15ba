/** Canvases as large as their place, painted at most once a frame of the display. */

import { html } from "../dom.js";

const MOST_PIXELS = 2; // a phone's 3x costs twice the time and nobody sees it

/**
 * Ask for a paint; however often somebody asks, there is one before the next frame.
 *
 * @param {() => void} paint
 */
export function oncePerFrame(paint) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  };
}

/**
 * Be told when the screen has another density: the window went to another screen, or somebody zoomed.
 *
 * @param {() => void} run
 */
export function onDensity(run) {
  const once = { once: true };
  const changed = () => {
    run();
    onDensity(run);
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", changed, once);
}

/**
 * @typedef {object} Sheet
 * @property {HTMLCanvasElement} canvas
 * @property {CanvasRenderingContext2D} context drawn on in CSS px
 * @property {(width: number, height: number) => void} resize
 * @property {() => void} clear
 */

/**
 * @param {string} name its class
 * @returns {Sheet}
 */
export function makeSheet(name) {
  const canvas = html("canvas", { class: name, "aria-hidden": "true" });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let size = "";
  return {
    canvas,
    context,
    resize(width, height) {
      const density = Math.min(devicePixelRatio, MOST_PIXELS);
      const wanted = `${width} ${height} ${density}`; // half the size at twice the density is another picture
      if (size === wanted) return;
      size = wanted;
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      context.setTransform(density, 0, 0, density, 0, 0);
    },
    clear() {
      context.save();
      context.resetTransform();
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.restore();
    },
  };
}

/**
 * Pixels that are drawn elsewhere, larger: the colours of a grid.
 *
 * @param {number} width
 * @param {number} height
 */
export function makePixels(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  return {
    canvas,
    pixels: new Uint32Array(image.data.buffer),
    flush: () => context.putImageData(image, 0, 0),
  };
}
