/** What a dataset looks like, small: for the tiles. A sketch of the shape, not the samples. */

/** @typedef {[number, number, number]} Dot x and y from -1 to 1, and which class; 0 for a curve */

const COUNT = 22;

/** Numbers that look random and are the same each time. */
function dice() {
  let state = 7;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

/** @type {Record<string, (t: number, side: number, random: () => number) => [number, number]>} */
const SHAPES = {
  moons: (t, side) => [
    Math.cos(Math.PI * t) * 0.6 * side - 0.28 * side,
    Math.sin(Math.PI * t) * 0.75 * side - 0.22 * side,
  ],
  circles: (t, side) => {
    const r = side > 0 ? 0.85 : 0.38;
    return [r * Math.cos(2 * Math.PI * t), r * Math.sin(2 * Math.PI * t)];
  },
  spiral: (t, side) => {
    const angle = 1.25 * 2 * Math.PI * t + (side > 0 ? 0 : Math.PI);
    return [0.9 * t * Math.sin(angle), 0.9 * t * Math.cos(angle)];
  },
  gaussians: (_, side, random) => [
    side * 0.45 + random() * 0.6,
    side * 0.45 + (random() + random() + random()) * 0.3,
  ],
  xor: (t, side, random) => {
    const flip = t * COUNT * 0.5 - Math.floor(t * COUNT * 0.5) < 0.5 ? 1 : -1;
    return [flip * (0.5 + random() * 0.6), flip * side * (0.5 + random() * 0.6)];
  },
  plane: (_, side, random) => [side * 0.45 + random() * 0.8, -side * 0.2 + random() * 1.5],
  hills: (_, side, random) => [side * 0.4 + random() * 0.7, side * 0.35 + random() * 0.7],
  line: (t, _, random) => [1.7 * t - 0.85, 1.2 * t - 0.6 + random() * 0.2],
  parabola: (t, _, random) => [1.7 * t - 0.85, 2.4 * (t - 0.5) * (t - 0.5) * 2 - 0.6 + random() * 0.15],
  sine: (t, _, random) => [1.7 * t - 0.85, 0.65 * Math.sin(2 * Math.PI * t) + random() * 0.15],
  steps: (t, _, random) => [1.7 * t - 0.85, (Math.floor(t * 3.99) - 1.5) * 0.38 + random() * 0.12],
  lecture: (t, side) => [side * 0.5, (t < 0.5 ? -1 : 1) * 0.5],
};

const CURVED = new Set(["line", "parabola", "sine", "steps"]);

/**
 * @param {string} dataset
 * @returns {Dot[] | null} null for one that has no sketch
 */
export function dotsOf(dataset) {
  const shape = SHAPES[dataset];
  if (!shape) return null;
  const random = dice();
  if (dataset === "lecture") {
    return [
      [-0.45, 0.5, 1],
      [0.5, 0.35, -1],
      [-0.4, -0.45, -1],
      [0.45, -0.5, 1],
    ];
  }
  return Array.from({ length: COUNT }, (_, i) => {
    const side = i % 2 ? 1 : -1;
    const t = CURVED.has(dataset) ? i / (COUNT - 1) : (Math.floor(i / 2) + 0.5) / (COUNT / 2);
    const [x, y] = shape(t, side, random);
    return [x, y, CURVED.has(dataset) ? 0 : -side];
  });
}
