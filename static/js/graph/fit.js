/** How large a picture is drawn on a stage. */

import { LETTERS } from "../boxes.js";

const LARGEST = 28; // px of a number on screen: the last row can read it, and a small graph still looks like one
const SMALLEST = 12; // below it, what does not fit comes into view with the steps
const SMALLEST_ON_A_PHONE = 11;
const PHONE = 600; // px a stage that is narrower is a phone's

/** @typedef {{ width: number, height: number }} Size */

/**
 * Room left free around the picture.
 *
 * @param {Size} stage
 * @returns {number} px
 */
export function marginOf({ width }) {
  return Math.min(Math.max(0.035 * width, 10), 32);
}

/**
 * The scale at which all of a picture is on the stage.
 *
 * @param {Size} size
 * @param {Size} stage
 */
export function fitScale(size, stage) {
  const margin = marginOf(stage);
  return Math.min(
    (stage.width - 2 * margin) / size.width,
    (stage.height - 2 * margin) / size.height,
    LARGEST / LETTERS,
  );
}

/**
 * The scale below which numbers are too small to be read.
 *
 * @param {Size} stage
 */
export function leastScale({ width }) {
  return (width < PHONE ? SMALLEST_ON_A_PHONE : SMALLEST) / LETTERS;
}
