/** A dot of light that travels along an edge. */

import { svg } from "../dom.js";

/**
 * @typedef {object} Flight
 * @property {SVGPathElement} path
 * @property {boolean} backward from the end of the path to its start
 * @property {string} tone a class: value, positive, negative or zero
 */

/**
 * Let some dots fly together.
 *
 * @param {SVGGElement} layer
 * @param {Flight[]} flights
 * @param {number} duration ms
 * @param {() => void} landed called once, unless stopped before
 * @returns {() => void} stop: take the dots away where they are
 */
export function fly(layer, flights, duration, landed) {
  const dots = flights.map((flight) => ({
    ...flight,
    length: flight.path.getTotalLength(),
    group: dot(flight),
  }));
  const elements = dots.map(({ group }) => group);
  layer.append(...elements);
  const start = performance.now();
  let frame = requestAnimationFrame(move);

  /** @param {number} now */
  function move(now) {
    const time = Math.min(Math.max((now - start) / duration, 0), 1);
    const way = ease(time);
    for (const { path, length, backward, group } of dots) {
      const { x, y } = path.getPointAtLength(length * (backward ? 1 - way : way));
      group.setAttribute("transform", `translate(${x} ${y})`);
    }
    if (time < 1) {
      frame = requestAnimationFrame(move);
      return;
    }
    clear();
    landed();
  }

  function clear() {
    for (const element of elements) element.remove();
  }

  return () => {
    cancelAnimationFrame(frame);
    clear();
  };
}

/** @param {Flight} flight */
function dot({ tone }) {
  return svg(
    "g",
    { class: `pulse ${tone}` },
    svg("circle", { class: "halo", r: 11 }),
    svg("circle", { class: "dot", r: 6 }),
  );
}

/** @param {number} t fast away, soft landing */
function ease(t) {
  return t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
}
