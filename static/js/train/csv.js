/** Points from pasted text: `x1, x2, y` or `x, y` a line; commas, semicolons, tabs or blanks between the numbers. */

/**
 * @param {string} text
 * @param {number} most points at most
 * @returns {{ points: number[][], problem?: undefined } | { points?: undefined, problem: string }}
 */
export function readCsv(text, most) {
  /** @type {number[][]} */
  const points = [];
  let columns = 0;
  for (const [at, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split(/\s*[,;\t]\s*|\s+/).map((cell) => cell.replace(/^"(.*)"$/, "$1"));
    const numbers = cells.map(readNumber);
    if (points.length === 0 && columns === 0 && numbers.every(Number.isNaN)) {
      columns = cells.length; // a line of headings
      continue;
    }
    const wrong = numbers.findIndex((number) => !Number.isFinite(number));
    if (wrong >= 0) return { problem: `Line ${at + 1}: “${shown(cells[wrong])}” is not a number.` };
    if (points.length === 0) columns = numbers.length;
    if (numbers.length !== 2 && numbers.length !== 3) {
      const many = numbers.length === 1 ? "1 number" : `${numbers.length} numbers`;
      return { problem: `Line ${at + 1} has ${many}. Write x1, x2, y; or x, y for a curve.` };
    }
    if (numbers.length !== columns) {
      return { problem: `Line ${at + 1} has ${numbers.length} numbers, the lines before it ${columns}.` };
    }
    points.push(numbers);
    if (points.length > most)
      return { problem: `Line ${at + 1}: that is more than ${most.toLocaleString("en")} points.` };
  }
  if (points.length < 2) return { problem: "Write at least two points, one a line." };
  return { points };
}

/**
 * The classes 0 and 1 become −1 and +1, as the losses for two classes want them.
 *
 * @param {number[][]} points
 */
export function withSigns(points) {
  const labels = new Set(points.map((point) => point[point.length - 1]));
  const zeroAndOne =
    points[0]?.length === 3 && labels.size <= 2 && [...labels].every((y) => y === 0 || y === 1);
  if (!zeroAndOne) return points;
  return points.map(([x1, x2, y]) => [x1, x2, y === 0 ? -1 : 1]);
}

/** @param {string} cell */
function readNumber(cell) {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(cell) ? Number(cell) : Number.NaN;
}

/** @param {string} cell */
function shown(cell) {
  return cell.length > 20 ? `${cell.slice(0, 19)}…` : cell;
}
