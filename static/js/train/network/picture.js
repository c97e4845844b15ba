/** The network on two canvases: edges below, tiles above. What is on them is a function of the frame and the phase. */

import { returnsOf } from "../followed.js";
import { momentOf, underway } from "../phases.js";
import { signalsOf } from "../sample.js";
import { largestSize, paintEdges } from "./edges.js";
import { edgeOf } from "./layout.js";
import { paintPhase } from "./phase_tiles.js";
import { parameterIndex } from "./structure.js";
import { makeTiles } from "./tiles.js";

/**
 * @typedef {import("./layout.js").NetworkLayout} NetworkLayout
 * @typedef {import("./structure.js").Structure} Structure
 * @typedef {import("./edges.js").EdgeStyle} EdgeStyle
 * @typedef {import("../palette.js").Palette} Palette
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {"weights" | "gradients" | "updates"} EdgeKind what the widths of the edges tell
 * @typedef {object} Scene
 * @property {Frame} frame
 * @property {Phase | null} phase
 * @property {EdgeKind} edges
 * @property {import("../followed.js").Followed} followed whose gradients are shown
 * @property {{ point: number[], answers: ArrayLike<number> } | null} sample that goes through in a phase
 * @property {[number, number] | null} focus the unit whose edges stand out
 * @property {boolean} still nothing will follow soon: draw every edge
 */

const DIM = 0.16; // weights while something travels along them
const ASIDE = 0.25; // edges beside those of the unit that is pointed at
const BAND = 26; // px before a front that glow
const GLYPHS = 14;
const HALO = 7; // px around a weight that changes

/**
 * @param {Structure} structure
 * @param {import("../types.js").Ready} ready
 * @param {import("../painter.js").Sheet} below
 * @param {import("../painter.js").Sheet} above
 */
export function makePicture(structure, ready, below, above) {
  const tiles = makeTiles(structure, ready);
  /** @type {Frame | null} */
  let taken = null;
  /** @type {Palette | null} */
  let colours = null;

  return {
    /**
     * @param {NetworkLayout} layout
     * @param {Scene} scene
     * @param {Palette} palette
     */
    paint(layout, scene, palette) {
      const { frame } = scene;
      if (frame !== taken || palette !== colours) tiles.take(frame, palette);
      taken = frame;
      colours = palette;
      below.clear();
      above.clear();
      if (scene.phase) phaseEdges(layout, scene, scene.phase, palette);
      else plainEdges(layout, scene, palette);
      tiles.paint(above.context, layout, frame, palette);
      tiles.marks(above.context, layout, frame, scene.followed, palette);
      if (scene.phase) paintPhase(above.context, structure, layout, scene, palette);
    },
  };

  /**
   * @param {NetworkLayout} layout
   * @param {Scene} scene
   * @param {Palette} palette
   */
  function plainEdges(layout, { frame, edges, followed, focus, still }, { css }) {
    const paint = (/** @type {Partial<EdgeStyle>} */ how) => {
      if (edges === "weights") weights(layout, frame.parameters, css, how);
      else gradients(layout, edges === "gradients" ? followed.parameters : frame.updates, css, how);
    };
    paint({ strength: focus ? ASIDE : 1, all: still });
    if (focus) paint({ of: focus });
  }

  /**
   * @param {NetworkLayout} layout
   * @param {ArrayLike<number>} values
   * @param {Palette["css"]} css
   * @param {Partial<EdgeStyle>} how
   */
  function weights(layout, values, css, how) {
    const largest = Math.max(1, largestSize(values));
    const tones = { negative: css["weight-negative"], positive: css["weight-positive"] };
    paintEdges(below.context, structure, layout, values, { ...tones, largest, power: 1.15, ...how });
  }

  /**
   * @param {NetworkLayout} layout
   * @param {ArrayLike<number>} values
   * @param {Palette["css"]} css
   * @param {Partial<EdgeStyle>} how
   */
  function gradients(layout, values, { negative, positive }, how) {
    const style = { negative, positive, largest: largestSize(values), power: 0.6 };
    paintEdges(below.context, structure, layout, values, { ...style, ...how });
  }

  /**
   * @param {NetworkLayout} layout
   * @param {Scene} scene
   * @param {Phase} phase
   * @param {Palette} palette
   */
  function phaseEdges(layout, { frame, sample, followed }, phase, { css }) {
    const moment = momentOf(phase);
    const { context } = below;
    const first = layout.tiles[0][0];
    const last = layout.tiles[layout.tiles.length - 1][0];
    const start = first.right;
    const way = last.left - start;
    if (moment.update !== null) {
      if (moment.flash > 0) {
        const glow = { negative: css.accent, positive: css.accent, largest: largestSize(frame.updates) };
        const strength = 0.5 * moment.flash;
        paintEdges(context, structure, layout, frame.updates, { ...glow, power: 0.6, strength, halo: HALO });
      }
      const now = underway(frame.parameters, frame.updates, moment.update);
      weights(layout, now, css, { strength: 1, all: true });
      return;
    }
    weights(layout, frame.parameters, css, {
      strength: moment.signal > 0 || moment.gradient > 0 ? DIM : 1,
      all: true,
    });
    if (moment.signal > 0 && sample) {
      const signals = signalsOf(structure, frame.parameters, sample.point, sample.answers);
      const tones = { negative: css["weight-negative"], positive: css["weight-positive"] };
      const front = start + moment.signal * way;
      within(start, front, () =>
        paintEdges(context, structure, layout, signals, {
          ...tones,
          largest: largestSize(signals),
          power: 0.8,
          all: true,
        }),
      );
      if (moment.signal < 1) {
        const glow = {
          negative: css.accent,
          positive: css.accent,
          largest: largestSize(signals),
          power: 0.5,
        };
        within(front - BAND, front, () =>
          paintEdges(context, structure, layout, signals, { ...glow, all: true }),
        );
      }
    }
    if (moment.gradient > 0) {
      const front = start + (1 - moment.gradient) * way;
      const returns = returnsOf(structure, frame.parameters, followed);
      within(front, start + way, () => gradients(layout, returns, css, { all: true }));
      glyphs(layout, returns, front, css);
    }
  }

  /**
   * Paint between two places across only.
   *
   * @param {number} from
   * @param {number} to
   * @param {() => void} paint
   */
  function within(from, to, paint) {
    const { context } = below;
    context.save();
    context.beginPath();
    context.rect(from, 0, Math.max(0, to - from), 1e5);
    context.clip();
    paint();
    context.restore();
  }

  /**
   * The sign of the strongest gradients, for whoever cannot tell the hues apart.
   *
   * @param {NetworkLayout} layout
   * @param {ArrayLike<number>} values
   * @param {number} front what is left of it is not known yet
   * @param {Palette["css"]} css
   */
  function glyphs(layout, values, front, css) {
    const { context } = below;
    context.font = "700 10px sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const [place, column] of layout.tiles.slice(1).entries()) {
      const edges = column.flatMap((to) =>
        layout.tiles[place].map((from) => ({
          from,
          to,
          value: values[parameterIndex(structure, place, to.unit, from.unit)],
        })),
      );
      edges.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      for (const { from, to, value } of edges.slice(0, GLYPHS)) {
        const [x0, y0, x1, y1] = edgeOf(from, to);
        const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
        if (x < front || value === 0) continue;
        context.strokeStyle = css.paper;
        context.lineWidth = 3;
        context.strokeText(value > 0 ? "▲" : "▼", x, y);
        context.fillStyle = value > 0 ? css.positive : css.negative;
        context.fillText(value > 0 ? "▲" : "▼", x, y);
      }
    }
  }
}

/**
 * The outline of one edge, for the one that is pointed at.
 *
 * @param {NetworkLayout} layout
 * @param {{ layer: number, unit: number, input: number }} weight
 */
export function edgePath(layout, { layer, unit, input }) {
  const to = layout.tiles[layer + 1]?.[unit];
  const from = layout.tiles[layer]?.[input];
  if (!to || !from) return "";
  const [x0, y0, x1, y1, middle] = edgeOf(from, to);
  return `M${x0},${y0}C${middle},${y0} ${middle},${y1} ${x1},${y1}`;
}
