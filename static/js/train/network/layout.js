/**
 * Where the network's tiles stand, and how its edges run. Sizes in px of the picture; nothing here draws.
 *
 * @typedef {{ layer: number, unit: number, x: number, y: number, size: number, left: number, right: number }} Tile
 *   layer -1: an input; x and y are the middle; left and right: where edges end and begin, the sides of its column
 * @typedef {{ tiles: Tile[][], size: number, room: number, height: number }} NetworkLayout
 *   tiles: a list for the inputs, then one for every layer; size: of a hidden tile; room: of the space between columns
 */

const LARGEST = 52;
const LARGEST_OUTPUT = 72;
const LEAST = 9;
const BAR = 9; // the gradient's bar under a tile and the space around it
const TIGHT_BAR = 5; // where tiles stand close
const MOST_PITCH = 104;
const LEAST_FOR_BIAS = 14; // px of a tile: a smaller one shows no bias
const BIAS_REACH = 7;
const LABELS = 30; // "x₁" before the inputs
const MARGIN = 20;
const SHARE = 0.52; // of a column that its tiles may take: the rest is for the edges
const GOOD = 21; // px of a tile in which something can be seen
const MOST_FOLDS = 4;
const GAP = 4; // px between the tiles of a folded column

/** How high the picture has to be for tiles that can still be told apart. @param {number[]} sizes */
export function leastHeight(sizes) {
  return 2 * MARGIN + (Math.max(...sizes) * (GOOD + TIGHT_BAR + 1)) / MOST_FOLDS + GOOD;
}

/**
 * @param {number[]} sizes inputs, then the units of every layer
 * @param {number} width
 * @param {number} height
 * @returns {NetworkLayout}
 */
export function layoutNetwork(sizes, width, height) {
  const most = Math.max(...sizes.slice(0, -1), 1);
  const free = Math.max(height - 2 * MARGIN, 1);
  const column = (width - LABELS - 2 * MARGIN) / sizes.length;
  const { folds, bar, size } = folded(free / most, column * SHARE);
  const last = sizes.length - 1;
  const output = Math.max(
    size,
    Math.min(LARGEST_OUTPUT, free / sizes[last] - BAR, column * SHARE * 1.4, size * 1.6),
  );
  const block = folds * (size + GAP) - GAP; // how wide a folded column is
  const foldsOf = (/** @type {number} */ count) => (count === most ? folds : 1);
  const left = LABELS + MARGIN + (foldsOf(sizes[0]) > 1 ? block : size) / 2;
  const right = width - MARGIN - Math.max(output, foldsOf(sizes[last]) > 1 ? block : 0) / 2;
  const step = last === 0 ? 0 : (right - left) / last;
  const tiles = sizes.map((count, place) => {
    const own = place === last ? output : size;
    // as many as are needed to stand beside one another, each a little lower than the one before
    const wide = Math.min(folds, Math.ceil((own + bar) / (free / count)));
    const pitch = Math.min(free / count, MOST_PITCH, count === most ? Number.POSITIVE_INFINITY : size * 3.2);
    const x = left + place * step;
    const half = (Math.max(wide, 1) * (own + GAP) - GAP) / 2;
    return Array.from({ length: count }, (_, unit) => ({
      layer: place - 1,
      unit,
      x: wide > 1 ? x - half + own / 2 + (unit % wide) * (own + GAP) : x,
      y: height / 2 + (unit - (count - 1) / 2) * pitch - BAR / 2,
      size: own,
      left: x - half,
      right: x + half,
    }));
  });
  return { tiles, size, room: step - block, height };
}

/**
 * How many tiles of the longest column stand beside one another, and how large they are: one, where that is large
 * enough to see something.
 *
 * @param {number} pitch px for each of them, one below the other
 * @param {number} across px for all that stand beside one another
 */
function folded(pitch, across) {
  const sizeOf = (/** @type {number} */ folds) => {
    const bar = pitch * folds < 30 ? TIGHT_BAR : BAR;
    const size = Math.min(LARGEST, pitch * folds - bar, (across + GAP) / folds - GAP);
    return { folds, bar, size: Math.max(LEAST, size) };
  };
  let best = sizeOf(1);
  for (let folds = 2; folds <= MOST_FOLDS && best.size < GOOD; folds += 1) {
    const found = sizeOf(folds);
    if (found.size > best.size) best = found;
  }
  return best;
}

/**
 * An edge runs from the right side of one tile to the left side of the next, level at both ends. All edges between two
 * columns have the same x at the same parameter, so a place's parameter is found once for all of them.
 *
 * @param {Tile} from
 * @param {Tile} to
 * @returns {[number, number, number, number, number]} x and y of the start, x and y of the end, x of both control points
 */
export function edgeOf(from, to) {
  const [start, end] = [from.right, to.left];
  return [start, from.y, end, to.y, (start + end) / 2];
}

/** How far down from start to end an edge is at parameter t, from 0 to 1. @param {number} t */
export function descent(t) {
  return t * t * (3 - 2 * t);
}

/**
 * The parameter at which an edge passes x: it moves in x as 1.5 t - 1.5 t^2 + t^3 of its way.
 *
 * @param {number} x
 * @param {number} start
 * @param {number} end
 */
export function parameterAt(x, start, end) {
  const wanted = (x - start) / (end - start);
  let low = 0;
  let high = 1;
  for (let i = 0; i < 24; i += 1) {
    const t = (low + high) / 2;
    if (t * (1.5 - 1.5 * t + t * t) < wanted) low = t;
    else high = t;
  }
  return (low + high) / 2;
}

/**
 * The bias a pointer means: the dot at the lower left corner of a tile.
 *
 * @param {NetworkLayout} layout
 * @param {import("./structure.js").Structure} structure
 * @param {number} x
 * @param {number} y
 * @returns {{ layer: number, unit: number, input: number } | null}
 */
export function biasNear({ tiles }, { layers }, x, y) {
  for (const tile of tiles.slice(1).flat()) {
    if (tile.size < LEAST_FOR_BIAS) continue;
    if (Math.hypot(x - (tile.x - tile.size / 2), y - (tile.y + tile.size / 2)) < BIAS_REACH)
      return { layer: tile.layer, unit: tile.unit, input: layers[tile.layer].inputs };
  }
  return null;
}

/**
 * The edge a pointer means: the nearest at its x, of those within reach.
 *
 * @param {NetworkLayout} layout
 * @param {number} x
 * @param {number} y
 * @param {number} [reach] px
 * @returns {{ layer: number, unit: number, input: number } | null}
 */
export function edgeNear({ tiles }, x, y, reach = 6) {
  for (let place = 1; place < tiles.length; place += 1) {
    const [start, , end] = edgeOf(tiles[place - 1][0], tiles[place][0]);
    if (x < start || x > end) continue;
    const part = descent(parameterAt(x, start, end));
    let best = reach;
    let found = null;
    for (const to of tiles[place]) {
      for (const from of tiles[place - 1]) {
        const away = Math.abs(from.y + part * (to.y - from.y) - y);
        if (away < best) {
          best = away;
          found = { layer: place - 1, unit: to.unit, input: from.unit };
        }
      }
    }
    return found;
  }
  return null;
}
