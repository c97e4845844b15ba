/**
 * Millions of steps in bounded room, and no more points on a plot than it has pixels.
 *
 * A row is a list of numbers, the first of which is the step. When a track is full, every second row of its older
 * half goes; so what is recent is kept step by step, and what is old more and more coarsely.
 *
 * @typedef {object} Track
 * @property {number} length
 * @property {Float64Array[]} columns the first `length` numbers of each are valid
 * @property {(row: ArrayLike<number>) => void} push
 * @property {(step: number) => void} cut forget every row after a step: a branch goes on from there
 * @property {() => void} clear
 */

/**
 * @param {number} width numbers a row
 * @param {number} [most] rows
 * @returns {Track}
 */
export function makeTrack(width, most = 8192) {
  const columns = Array.from({ length: width }, () => new Float64Array(most));
  /** @type {Track} */
  const track = {
    length: 0,
    columns,
    push(row) {
      const last = track.length > 0 ? columns[0][track.length - 1] : Number.NEGATIVE_INFINITY;
      if (row[0] <= last) track.cut(row[0] - 1);
      if (track.length === most) thin(track, most);
      for (let i = 0; i < width; i += 1) columns[i][track.length] = row[i];
      track.length += 1;
    },
    cut(step) {
      track.length = indexAfter(columns[0], track.length, step);
    },
    clear() {
      track.length = 0;
    },
  };
  return track;
}

/**
 * @param {Track} track
 * @param {number} most
 */
function thin(track, most) {
  const half = most / 2;
  const quarter = half / 2;
  for (const column of track.columns) {
    for (let i = 0; i < quarter; i += 1) column[i] = column[2 * i];
    column.copyWithin(quarter, half, most);
  }
  track.length = most - quarter;
}

/**
 * How many of the first `length` steps, which rise, are at most `step`.
 *
 * @param {ArrayLike<number>} steps
 * @param {number} length
 * @param {number} step
 */
export function indexAfter(steps, length, step) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Which rows a plot of some width has to draw so that no peak is lost: of every bucket the least and the largest.
 *
 * @param {ArrayLike<number>} values
 * @param {number} length
 * @param {number} buckets
 * @returns {number[]} rising
 */
export function peaks(values, length, buckets) {
  if (length <= 2 * buckets) return Array.from({ length }, (_, i) => i);
  /** @type {number[]} */
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const start = Math.floor((bucket * length) / buckets);
    const end = Math.floor(((bucket + 1) * length) / buckets);
    let least = start;
    let largest = start;
    for (let i = start + 1; i < end; i += 1) {
      if (values[i] < values[least]) least = i;
      if (values[i] > values[largest]) largest = i;
    }
    for (const i of least < largest ? [least, largest] : [largest, least]) {
      if (i > kept[kept.length - 1]) kept.push(i);
    }
  }
  if (kept[kept.length - 1] !== length - 1) kept.push(length - 1);
  return kept;
}
