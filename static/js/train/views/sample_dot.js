/** One sample on the plane: its hue tells the class or the number, its name says it. */

import { format } from "../../format.js";
import { cssOf } from "../colour.js";
import { palette } from "../palette.js";

/**
 * @param {SVGCircleElement} dot
 * @param {import("../points.js").Sample} sample
 * @param {import("../types.js").Ready["data"]} data
 */
export function dress(dot, { split, at, index }, { kind, features }) {
  const y = at[at.length - 1];
  const side =
    kind === "regression" ? "curve" : kind === "classes" ? `class-${y}` : y > 0 ? "above" : "below";
  dot.setAttribute("class", `sample ${side} ${split}`);
  const surface = kind === "regression" && features === 2;
  dot.style.fill = surface && split === "train" ? cssOf(palette().scale.at(1.4 * y)) : "";
  const where = at.slice(0, -1).map(format).join(", ");
  const what = kind === "regression" ? `y ${format(y)}` : `class ${format(y).replace(/\.0+$/, "")}`;
  dot.setAttribute(
    "aria-label",
    `${split === "test" ? "Test sample" : "Sample"} ${index}, at ${where}, ${what}`,
  );
  dot.setAttribute("tabindex", "-1");
}
