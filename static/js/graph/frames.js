/** The frames around open groups, each with a label that folds it. */

import { svg } from "../dom.js";
import { counted } from "../groups.js";
import { shorten } from "../names.js";

const LABEL_HEIGHT = 20;
const LETTER = 7.3; // px, of the label's letters

/** @typedef {import("../types.js").OpenGroup} OpenGroup */

/**
 * @typedef {object} Frames
 * @property {SVGGElement} grounds under the edges
 * @property {SVGGElement} labels above them
 */

/**
 * @param {OpenGroup[]} groups each before those inside it
 * @param {[number, number, number, number][]} places
 * @returns {Frames}
 */
export function buildFrames(groups, places) {
  const grounds = svg("g", { class: "frames" });
  const labels = svg("g", { class: "frame-labels" });
  for (const [i, group] of groups.entries()) {
    const place = places[i];
    if (!place) continue;
    grounds.append(ground(place));
    labels.append(label(group, place));
  }
  return { grounds, labels };
}

/** @param {[number, number, number, number]} place */
function ground([left, top, right, bottom]) {
  return svg("rect", {
    class: "frame",
    x: left,
    y: top,
    width: Math.max(right - left, 1),
    height: Math.max(bottom - top, 1),
    rx: 14,
  });
}

/**
 * @param {OpenGroup} group
 * @param {[number, number, number, number]} place
 */
function label({ path, name, values }, [left, top, right]) {
  const room = Math.floor((right - left - 44) / LETTER);
  const shown = shorten(name, room);
  const width = 26 + [...shown].length * LETTER;
  return svg(
    "g",
    {
      class: "fold",
      role: "button",
      tabindex: 0,
      "aria-expanded": "true",
      "data-fold": path,
      transform: `translate(${left + 8} ${top + 6})`,
    },
    svg("title", {}, `Fold ${name}, ${counted(values)} Values`),
    svg("rect", { width, height: LABEL_HEIGHT, rx: LABEL_HEIGHT / 2 }),
    svg("path", { class: "minus", d: `M8,${LABEL_HEIGHT / 2}h8` }),
    svg("text", { x: 21, y: LABEL_HEIGHT / 2, "dominant-baseline": "central" }, shown),
  );
}
