/** The data as a person may edit it: a list of points, each edit a new list. Nothing is drawn here. */

/** @typedef {import("./types.js").Point} Point */
/** @typedef {import("./types.js").Ready} Ready */

/** Five digits are what the address keeps of a point. So they are all it ever has. */
const DIGITS = 5;

/** @param {number} number */
export const rounded = (number) => Number(number.toPrecision(DIGITS));

/**
 * The data of a training as points of one's own: those a person gave, else what was drawn.
 *
 * @param {Ready} ready
 * @returns {Point[]}
 */
export function pointsOf(ready) {
  if (ready.config.points) return ready.config.points;
  const { train, test } = ready.data;
  return [train, test].flatMap(({ x, y }) => x.map((features, i) => [...features, y[i]].map(rounded)));
}

/**
 * A sample as it is on screen.
 *
 * @typedef {object} Sample
 * @property {"train" | "test"} split
 * @property {number} index within its split
 * @property {Point} at
 */

/**
 * @param {Ready} ready
 * @returns {Sample[]}
 */
export function samplesOf(ready) {
  return /** @type {const} */ (["train", "test"]).flatMap((split) => {
    const { x, y } = ready.data[split];
    return x.map((features, index) => ({ split, index, at: [...features, y[index]] }));
  });
}

/**
 * Which of the points a sample is: the nearest, as points were rounded.
 *
 * @param {Point[]} points
 * @param {Point} at
 */
export function indexOf(points, at) {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, point] of points.entries()) {
    const distance = point.reduce((sum, v, k) => sum + Math.abs(v - at[k]), 0);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/**
 * Where a point of a list stands in one that came of it by edits; -1 where it is gone.
 *
 * @param {Point[]} now
 * @param {Point[]} before
 * @param {number} index in the list before
 */
export function followed(now, before, index) {
  const same = now.findIndex((point) => String(point) === String(before[index]));
  if (same >= 0 || !now[index]) return same;
  const moved = !before.some((point) => String(point) === String(now[index])); // or relabelled: it keeps its place
  return moved ? index : -1;
}

/**
 * The nearest place on one side of another; the way across counts double.
 *
 * @param {[number, number][]} places
 * @param {number} from
 * @param {number} dx
 * @param {number} dy
 * @returns {number} itself where there is none
 */
export function neighbour(places, from, dx, dy) {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, [px, py]] of places.entries()) {
    const [x, y] = [px - places[from][0], py - places[from][1]];
    const along = x * dx + y * dy;
    const away = along + 2 * (Math.abs(x * dy) + Math.abs(y * dx));
    if (i !== from && along > 0 && away < least) [best, least] = [i, away];
  }
  return best;
}

/**
 * @param {Point[]} points
 * @param {Point} point
 */
export const added = (points, point) => [...points, point.map(rounded)];

/**
 * @param {Point[]} points
 * @param {number} index
 */
export const erased = (points, index) => points.filter((_, i) => i !== index);

/**
 * @param {Point[]} points
 * @param {number} index
 * @param {Point} point
 */
export const replaced = (points, index, point) =>
  points.map((old, i) => (i === index ? point.map(rounded) : old));

/**
 * The other of two classes, or the next of several.
 *
 * @param {number} y
 * @param {number} classes how many the labels 0, 1, 2 … count; 2 for −1 and +1
 */
export const relabelled = (y, classes) => (classes > 2 ? (y + 1) % classes : -y);

/**
 * For the address: only characters that stay as they are there.
 *
 * @param {Point[]} points
 */
export const writePoints = (points) => points.map((point) => point.map(rounded).join("_")).join("*");

/**
 * @param {string} text untrusted
 * @param {number} most
 * @returns {Point[] | null}
 */
export function readPoints(text, most) {
  if (text.length > most * 48) return null;
  const points = text.split("*").map((point) => point.split("_"));
  const width = points[0].length;
  if (points.length < 2 || points.length > most || (width !== 2 && width !== 3)) return null;
  const sound = points.every(
    (point) => point.length === width && point.every((cell) => /^-?\d+(\.\d+)?(e[+-]?\d{1,2})?$/.test(cell)),
  );
  return sound ? points.map((point) => point.map(Number)) : null;
}
