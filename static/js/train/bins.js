/** How numbers are spread: counted in bins of equal width around 0. */

/**
 * @param {ArrayLike<number>} values
 * @param {number} from
 * @param {number} to end of the part that is counted, not included
 * @param {number} count of bins; an even number puts 0 between two
 * @returns {{ counts: Uint32Array, reach: number }} from -reach to reach
 */
export function binsOf(values, from, to, count) {
  let reach = 0;
  for (let i = from; i < to; i += 1) reach = Math.max(reach, Math.abs(values[i]));
  const counts = new Uint32Array(count);
  if (!Number.isFinite(reach)) return { counts, reach: 0 };
  for (let i = from; i < to; i += 1) {
    const place = reach === 0 ? count / 2 : ((values[i] / reach + 1) / 2) * count;
    counts[Math.min(count - 1, Math.floor(place))] += 1;
  }
  return { counts, reach };
}
