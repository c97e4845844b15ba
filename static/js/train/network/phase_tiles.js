/** What the tiles say in a phase: the answers to one sample on its way, and the gradients on their way back. */

import { format } from "../../format.js";
import { cssOf, mix } from "../colour.js";
import { arriving, arrivingAtInput, returnsOf } from "../followed.js";
import { momentOf } from "../phases.js";
import { unitIndex } from "./structure.js";
import { barLength, cornerOf } from "./tiles.js";

const LEAST = 36; // px: a smaller tile has no room for a number of 11 px
const DARK = "#16171a";

/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("./layout.js").NetworkLayout} NetworkLayout */
/** @typedef {import("./layout.js").Tile} Tile */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./structure.js").Structure} structure
 * @param {NetworkLayout} layout
 * @param {import("./picture.js").Scene} scene
 * @param {Palette} palette
 */
export function paintPhase(context, structure, layout, { frame, phase, sample, followed }, palette) {
  if (!phase || phase.kind === "update") return;
  const moment = momentOf(phase);
  const last = layout.tiles.length - 1;
  const answered = moment.signal * last;
  const returned = moment.gradient * last;
  const returns = moment.gradient > 0 ? returnsOf(structure, frame.parameters, followed) : null;
  for (const [place, column] of layout.tiles.entries()) {
    for (const tile of column) {
      if (returns && last - place < returned + 1e-9) {
        const gradient =
          place === 0
            ? arrivingAtInput(structure, returns, tile.unit)
            : arriving(structure, followed, tile.layer, tile.unit);
        const hue = palette.rgb[gradient < 0 ? "negative" : "positive"];
        const ground = mix(palette.rgb["plane-zero"], hue, 0.1 + 0.75 * barLength(gradient));
        fill(context, tile, ground, short(gradient, true));
      } else if (moment.signal > 0 && sample && place <= answered + 1e-9) {
        const { layer, unit } = tile;
        const value = layer < 0 ? sample.point[unit] : sample.answers[unitIndex(structure, layer, unit)];
        fill(context, tile, palette.scale.at(value), short(value, false));
      }
    }
  }
  if (moment.loss)
    lossBelow(context, layout, `loss of ${followed.name}  ${format(frame.sample_loss)}`, palette);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Tile} tile
 * @param {import("../colour.js").Rgb} ground
 * @param {string} text
 */
function fill(context, { x, y, size }, ground, text) {
  context.fillStyle = cssOf(ground);
  context.beginPath();
  context.roundRect(x - size / 2, y - size / 2, size, size, cornerOf(size));
  context.fill();
  if (size < LEAST) return;
  const bright = (299 * ground[0] + 587 * ground[1] + 114 * ground[2]) / 1000;
  context.fillStyle = bright > 118 ? DARK : "#ffffff";
  context.font = `600 ${Math.min(14, (size * 1.55) / Math.max(5, text.length))}px ui-monospace, monospace`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {NetworkLayout} layout
 * @param {string} text
 * @param {Palette} palette
 */
function lossBelow(context, layout, text, { css }) {
  const column = layout.tiles[layout.tiles.length - 1];
  const { x, y, size } = column[column.length - 1];
  context.font = "650 12px system-ui, sans-serif";
  const width = context.measureText(text).width + 16;
  const left = Math.max(4, x + size / 2 - width);
  const top = y + size / 2 + 12;
  context.fillStyle = css.accent;
  context.beginPath();
  context.roundRect(left, top, width, 22, 11);
  context.fill();
  context.fillStyle = css["accent-ink"];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, left + width / 2, top + 11.5);
}

/**
 * Three or four signs, whatever the size.
 *
 * @param {number} x
 * @param {boolean} sign
 */
function short(x, sign) {
  const size = Math.abs(x);
  const text =
    size !== 0 && (size < 0.005 || size >= 1000) ? x.toExponential(0).replace("e+", "e") : x.toFixed(2);
  return (sign && x > 0 ? `+${text}` : text).replaceAll("-", "\u2212");
}
