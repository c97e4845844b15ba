/** How large a picture is drawn on a stage. */

export const MARGIN = 28; // px around the picture
const CLOSEST = 1.35;

/** @typedef {{ width: number, height: number }} Size */

/**
 * The scale at which all of a picture is on the stage.
 *
 * @param {Size} size
 * @param {Size} stage
 */
export function fitScale(size, stage) {
  return Math.min(
    (stage.width - 2 * MARGIN) / size.width,
    (stage.height - 2 * MARGIN) / size.height,
    CLOSEST,
  );
}
