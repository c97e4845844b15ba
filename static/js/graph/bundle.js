/** A value used twice by one op: its edges are bent apart, so that each can be seen and pointed at. */

const APART = 13; // px between neighbours, beside what the layout gave them

/** @typedef {[number, number][]} Curve a start, and three control points a segment */

/**
 * @param {Curve[]} curves in the order of the nodes' slots
 * @param {import("../types.js").GraphNode[]} nodes
 * @param {import("../types.js").Direction} direction
 * @returns {Curve[]}
 */
export function spread(curves, nodes, direction) {
  const bent = [...curves];
  const axis = direction === "LR" ? 1 : 0; // across the way of the edges
  let first = 0;
  for (const { parents } of nodes) {
    const slots = parents.map((parent, slot) => ({ parent, at: first + slot }));
    first += parents.length;
    for (const parent of new Set(parents)) {
      const same = slots.filter((slot) => slot.parent === parent).map(({ at }) => at);
      if (same.length < 2) continue;
      const lane = (/** @type {number} */ at) => middle(curves[at])[axis];
      for (const [nth, at] of [...same].sort((a, b) => lane(a) - lane(b)).entries())
        bent[at] = shifted(curves[at], (nth - (same.length - 1) / 2) * APART, axis);
    }
  }
  return bent;
}

/** @param {Curve} curve */
function middle(curve) {
  return curve[Math.floor(curve.length / 2)];
}

/**
 * All but its ends, moved across its way.
 *
 * @param {Curve} curve
 * @param {number} by px
 * @param {0 | 1} axis
 * @returns {Curve}
 */
function shifted(curve, by, axis) {
  return curve.map((point, i) => {
    if (i === 0 || i === curve.length - 1) return point;
    return axis === 1 ? [point[0], point[1] + by] : [point[0] + by, point[1]];
  });
}
