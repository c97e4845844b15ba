/**
 * The line along which a grid of values has a level: marching squares.
 *
 * @param {ArrayLike<number>} values row by row, row 0 the lowest
 * @param {number} columns
 * @param {number} rows
 * @param {number} level
 * @param {number} [start] where in `values` the grid starts
 * @returns {number[]} four numbers a piece: x and y of its two ends, in cells from the grid's first value
 */
export function contour(values, columns, rows, level, start = 0) {
  /** @type {number[]} */
  const pieces = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const i = start + row * columns + column;
      const [a, b, c, d] = [values[i], values[i + 1], values[i + columns + 1], values[i + columns]];
      // the four sides in turn: which of them the level crosses, and where
      const sides = [];
      if (a > level !== b > level) sides.push(column + part(a, b, level), row);
      if (b > level !== c > level) sides.push(column + 1, row + part(b, c, level));
      if (d > level !== c > level) sides.push(column + part(d, c, level), row + 1);
      if (a > level !== d > level) sides.push(column, row + part(a, d, level));
      if (sides.length === 4) pieces.push(...sides);
      else if (sides.length === 8) pieces.push(...saddle(sides, (a + b + c + d) / 4 > level === a > level));
    }
  }
  return pieces;
}

/**
 * Two lines pass a cell whose corners alternate; its middle tells which ends belong together.
 *
 * @param {number[]} sides below, right, above, left
 * @param {boolean} joined the first corner's side of the level goes through the middle
 */
function saddle(sides, joined) {
  const [below, right, above, left] = [0, 2, 4, 6].map((i) => sides.slice(i, i + 2));
  return joined ? [...below, ...right, ...above, ...left] : [...below, ...left, ...right, ...above];
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} level
 */
function part(from, to, level) {
  return (level - from) / (to - from);
}
