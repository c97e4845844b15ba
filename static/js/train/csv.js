/**
 * A table of points as people write them: `x1, x2, y` or `x, y` a line; commas, semicolons, tabs or blanks between.
 * `engine/train/tables.py` reads the same, by the same tests.
 */

const MOST_CLASSES = 6;
const SPACES = "\u00a0\u2007\u2009\u202f ";
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const COMMA = /^[+-]?(\d+,\d*|,\d+)(e[+-]?\d{1,3})?$/i;
/** @type {[RegExp, string, string][]} */
const GROUPED = [
  [/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/, ",", "."],
  [/^[+-]?\d{1,3}(\.\d{3})+,\d*$/, ".", ","],
  [/^[+-]?\d{1,3}(\.\d{3}){2,}$/, ".", ","],
  [new RegExp(`^[+-]?\\d{1,3}([${SPACES}]\\d{3})+([.,]\\d*)?$`), SPACES, ","],
];

/** @typedef {{ points: number[][], labels: Record<string, number>, problem?: undefined }} Table */

/**
 * @param {string} text
 * @param {number} most points at most
 * @returns {Table | { points?: undefined, labels?: undefined, problem: string }} `labels`: which number stands for which
 *   class, where the table had others
 */
export function readCsv(text, most) {
  /** @type {number[][]} */
  const rows = [];
  /** @type {string[]} */
  const last = [];
  let columns = 0;
  let started = false;
  for (const [at, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n?|\n/)
    .entries()) {
    const line = raw.replace(/^[ \u00a0]+|[ \r\u00a0]+$/g, "");
    if (line === "" || line.startsWith("#")) continue;
    const { cells, divider } = cellsOf(line);
    const found = cells.map((cell) => readNumber(cell, divider));
    if (!started) {
      started = true;
      if (found[0] === null && (divider === " " || found.every((x) => x === null))) continue; // a line of headings
    }
    if (cells.length !== 2 && cells.length !== 3) {
      const many = cells.length === 1 ? "1 number" : `${cells.length} numbers`;
      const hint =
        cells.length > 3 && divider === "," ? " If the comma is a decimal sign, divide by semicolons." : "";
      return { problem: `Line ${at + 1} has ${many}. Write x1, x2, y; or x, y for a curve.${hint}` };
    }
    if (columns && cells.length !== columns)
      return { problem: `Line ${at + 1} has ${cells.length} numbers, the lines before it ${columns}.` };
    columns = cells.length;
    const named = columns === 3 && found[2] === null && isName(cells[2]);
    const wrong = (named ? found.slice(0, 2) : found).indexOf(null);
    if (wrong >= 0) return { problem: `Line ${at + 1}: “${shown(cells[wrong])}” is not a number.` };
    rows.push(found.map((x) => x ?? 0));
    last.push(named ? cells[2] : "");
    if (rows.length > most)
      return { problem: `Line ${at + 1}: that is more than ${most.toLocaleString("en")} points.` };
  }
  if (rows.length < 2) return { problem: "Write at least two points, one a line." };
  return classed(rows, last);
}

/** @param {string} line */
function cellsOf(line) {
  for (const divider of ["\t", ";"]) {
    if (line.includes(divider)) return { cells: split(line, divider), divider };
  }
  const tokens = line.split(/\s+/);
  const decimal = tokens.every((token) => readNumber(token, " ") !== null);
  if (line.includes(",") && !((tokens.length === 2 || tokens.length === 3) && decimal))
    return { cells: split(line, ","), divider: "," };
  return { cells: tokens.map((token) => token.replace(/^"+|"+$/g, "")), divider: " " };
}

/**
 * @param {string} line
 * @param {string} divider
 */
function split(line, divider) {
  const cells = [""];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === divider && !quoted) cells.push("");
    else cells[cells.length - 1] += sign;
  }
  const trimmed = cells.map((cell) => cell.trim());
  while (trimmed.length > 2 && trimmed[trimmed.length - 1] === "") trimmed.pop();
  return trimmed;
}

/**
 * @param {string} cell
 * @param {string} divider
 */
function readNumber(cell, divider) {
  const text = cell.replace(/[\u2212\u2013]/g, "-");
  if (PLAIN.test(text)) return Number.isFinite(Number(text)) ? Number(text) : null;
  for (const [pattern, groups, point] of divider === "," ? GROUPED : GROUPED.slice(1)) {
    if (!pattern.test(text)) continue;
    const joined = [...text].filter((sign) => !groups.includes(sign)).join("");
    return Number(joined.replace(point, "."));
  }
  if (COMMA.test(text)) return Number(text.replace(",", "."));
  return GROUPED[0][0].test(text) ? Number(text.replaceAll(",", "")) : null;
}

/** @param {string} cell */
const isName = (cell) => cell !== "" && !/^(nan|inf|infinity)$/i.test(cell) && !/^\d/.test(cell);

/**
 * Classes as the losses want them: −1 and 1, or 0, 1, 2 …
 *
 * @param {number[][]} rows
 * @param {string[]} last
 * @returns {ReturnType<typeof readCsv>}
 */
function classed(rows, last) {
  if (rows[0].length !== 3) return { points: rows, labels: {} };
  let names = [...new Set(last)];
  let each = last;
  if (last.some((name) => name !== "")) {
    const number = last.indexOf("") + 1;
    if (number > 0) return { problem: `Point ${number} has a number for its class, and others have names.` };
    if (names.length > MOST_CLASSES)
      return {
        problem: `There are ${names.length} classes, and at most ${MOST_CLASSES} can be told apart.`,
      };
  } else {
    const numbers = [...new Set(rows.map((row) => row[2]))].sort((a, b) => a - b);
    const count = numbers.length;
    const known =
      numbers.every((y) => y === 1 || y === -1) || (count > 2 && numbers.every((y, i) => y === i));
    const few = count === 2 || (count <= MOST_CLASSES && rows.length >= 2 * count);
    if (known || !few || count < 2 || !numbers.every(Number.isInteger)) return { points: rows, labels: {} };
    names = numbers.map(String);
    each = rows.map((row) => String(row[2]));
  }
  const labels = Object.fromEntries(names.map((name, i) => [name, names.length <= 2 ? 2 * i - 1 : i]));
  return { points: rows.map(([x1, x2], i) => [x1, x2, labels[each[i]]]), labels };
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
function shown(cell) {
  return cell.length > 20 ? `${cell.slice(0, 19)}…` : cell;
}
