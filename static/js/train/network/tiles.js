/** The units' own pictures: what each of them answers everywhere on the plane, or along the one input. */

import { paintGrid, typicalSize } from "../colour.js";
import { entriesOf } from "../config.js";
import { arriving } from "../followed.js";
import { makePixels } from "../painter.js";
import { parameterIndex, unitIndex } from "./structure.js";

/**
 * @typedef {import("./layout.js").NetworkLayout} NetworkLayout
 * @typedef {import("./layout.js").Tile} Tile
 * @typedef {import("./structure.js").Structure} Structure
 * @typedef {import("../types.js").Frame} Frame
 * @typedef {import("../types.js").Ready} Ready
 * @typedef {import("../palette.js").Palette} Palette
 */

const LEAST_UNIT = 0.5; // a response smaller than this looks pale: it is
const INPUT_GRID = 8;
const LEAST_GRADIENT = 1e-6;

/**
 * @param {Structure} structure
 * @param {Ready} ready
 */
export function makeTiles(structure, { unit_grid: grid, shapes, data, config }) {
  const flat = data.features === 1;
  const entries = entriesOf(config);
  const atlas = makePixels(grid, flat ? 1 : grid * structure.units);
  const inputs = makePixels(INPUT_GRID, INPUT_GRID * shapes[0]);

  return {
    /**
     * The pictures of a frame, in the colours of the theme.
     *
     * @param {Frame} frame
     * @param {Palette} palette
     */
    take(frame, { scale }) {
      for (let input = 0; input < shapes[0]; input += 1) {
        const ramp = Float32Array.from({ length: INPUT_GRID * INPUT_GRID }, (_, i) => {
          const [x1, x2] = [i % INPUT_GRID, Math.floor(i / INPUT_GRID)].map(
            (place) => (2.6 * place) / (INPUT_GRID - 1) - 1.3,
          );
          return inputAt(entries[input] ?? "", x1, x2);
        });
        paintGrid(inputs.pixels, ramp, 0, INPUT_GRID, INPUT_GRID, scale, {
          at: input * INPUT_GRID * INPUT_GRID,
        });
      }
      inputs.flush();
      if (flat || frame.units.length < structure.units * grid * grid) return;
      for (let unit = 0; unit < structure.units; unit += 1) {
        const start = unit * grid * grid;
        const typical = Math.max(LEAST_UNIT, typicalSize(frame.units, start, grid * grid));
        paintGrid(atlas.pixels, frame.units, start, grid, grid, scale, { at: start, unit: typical });
      }
      atlas.flush();
    },

    /**
     * @param {CanvasRenderingContext2D} context
     * @param {NetworkLayout} layout
     * @param {Frame} frame
     * @param {Palette} palette
     */
    paint(context, layout, frame, palette) {
      const outlines = new Path2D();
      for (const { x, y, size } of layout.tiles.flat()) {
        outlines.roundRect(x - size / 2, y - size / 2, size, size, cornerOf(size));
      }
      context.save();
      context.fillStyle = palette.css["plane-zero"];
      context.fill(outlines);
      context.clip(outlines);
      context.imageSmoothingQuality = "medium";
      for (const tile of layout.tiles.flat()) {
        const { x, y, size } = tile;
        if (tile.layer < 0) {
          const from = tile.unit * INPUT_GRID;
          context.drawImage(
            inputs.canvas,
            0,
            from,
            INPUT_GRID,
            INPUT_GRID,
            x - size / 2,
            y - size / 2,
            size,
            size,
          );
        } else if (!flat) {
          const from = unitIndex(structure, tile.layer, tile.unit) * grid;
          context.drawImage(atlas.canvas, 0, from, grid, grid, x - size / 2, y - size / 2, size, size);
        } else curve(context, tile, frame, palette);
      }
      context.restore();
      context.strokeStyle = palette.css["tile-line"];
      context.lineWidth = 1;
      context.stroke(outlines);
    },

    /**
     * The bar under each tile, and the bias as a dot at its corner.
     *
     * @param {CanvasRenderingContext2D} context
     * @param {NetworkLayout} layout
     * @param {Frame} frame
     * @param {import("../followed.js").Followed} followed
     * @param {Palette} palette
     */
    marks(context, layout, frame, followed, palette) {
      for (const tile of layout.tiles.slice(1).flat()) {
        const gradient = arriving(structure, followed, tile.layer, tile.unit) ?? 0;
        const left = tile.x - tile.size / 2;
        const top = tile.y + tile.size / 2 + 3;
        const bias =
          frame.parameters[
            parameterIndex(structure, tile.layer, tile.unit, structure.layers[tile.layer].inputs)
          ];
        context.fillStyle = palette.css.line;
        context.fillRect(left, top, tile.size, 1);
        context.fillStyle = gradient < 0 ? palette.css.negative : palette.css.positive;
        context.fillRect(left, top - 0.5, tile.size * barLength(gradient), 3);
        if (tile.size < 14) continue;
        const radius = Math.min(5, 1.2 + 2.4 * Math.sqrt(Math.abs(bias)));
        context.beginPath();
        context.arc(left, tile.y + tile.size / 2, radius, 0, 2 * Math.PI);
        context.fillStyle = palette.css[bias < 0 ? "weight-negative" : "weight-positive"];
        context.fill();
        context.strokeStyle = palette.css.paper;
        context.stroke();
      }
    },
  };

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Tile} tile
   * @param {Frame} frame
   * @param {Palette} palette
   */
  function curve(context, { layer, unit, x, y, size }, frame, palette) {
    const start = unitIndex(structure, layer, unit) * grid;
    const most = Math.max(LEAST_UNIT, typicalSize(frame.units, start, grid)) * 1.25;
    context.beginPath();
    for (let i = 0; i < grid; i += 1) {
      const place = Math.max(-1, Math.min(1, frame.units[start + i] / most));
      context.lineTo(x - size / 2 + (i * size) / (grid - 1), y - (place * size * 0.86) / 2);
    }
    context.strokeStyle = palette.css["plane-positive"];
    context.lineWidth = Math.max(1, size / 22);
    context.stroke();
    context.fillStyle = palette.css.line;
    context.fillRect(x - size / 2, y - 0.5, size, 1);
  }
}

/**
 * What an input is at a place of the plane.
 *
 * @param {string} name
 * @param {number} x1
 * @param {number} x2
 */
function inputAt(name, x1, x2) {
  if (name === "x1*x2") return x1 * x2;
  const x = name.includes("x1") ? x1 : x2;
  return name.includes("^2") ? x * x : name.startsWith("sin") ? Math.sin(x) : x;
}

/** @param {number} size */
export const cornerOf = (size) => Math.min(8, size * 0.16);

/**
 * How much of its tile a gradient's bar takes: nothing at LEAST_GRADIENT and below, all of it at 1.
 *
 * @param {number} gradient
 */
export function barLength(gradient) {
  const place = 1 - Math.log10(Math.abs(gradient)) / Math.log10(LEAST_GRADIENT);
  return place > 0 ? Math.min(1, place) : 0;
}
