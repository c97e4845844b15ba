/** What the training page says: numbers and sentences. */

import { brief } from "../format.js";

/** @param {number} step */
export const grouped = (step) => step.toLocaleString("en").replaceAll(",", "\u202f");

/** To a tenth; 100% only when all are right, and 0% only when none is. @param {number} share */
export const percent = (share) => {
  const tenths = Math.round(share * 1000);
  return `${(share > 0 && share < 1 ? Math.min(Math.max(tenths, 1), 999) : tenths) / 10}%`;
};

/** @param {number} loss */
export const lossText = (loss) =>
  Math.abs(loss) < 1 ? Number(loss.toPrecision(3)).toString().replaceAll("-", "\u2212") : brief(loss);

/**
 * The loss with its parts, where there is more than one.
 *
 * @param {{ loss: number, penalty: number }} frame
 */
export const lossParts = ({ loss, penalty }) =>
  penalty > 0
    ? `${lossText(loss)} = ${lossText(loss - penalty)} data + ${lossText(penalty)} penalty`
    : lossText(loss);

/**
 * Three digits of a speed: the rest only flickers.
 *
 * @param {number} rate
 */
const rateText = (rate) =>
  rate >= 100 ? grouped(Number(rate.toPrecision(3))) : String(Number(rate.toPrecision(2)));

/** @typedef {import("./types.js").TrainState} TrainState */

/**
 * The line beside the scrub bar.
 *
 * @param {Readonly<TrainState>} state
 */
export function placeOf({ position, frame, playing, pace, phase, end, stepper }) {
  const parts = [`step ${grouped(position)}`];
  if (phase) parts.push(phase.kind);
  else if (pace === "contribution" && stepper) {
    const { position: at, forward, length } = stepper;
    const values = at <= forward && forward > 0;
    parts.push(
      values
        ? `value ${grouped(at)} of ${grouped(forward)}`
        : `contribution ${grouped(at - forward)} of ${grouped(length - forward)}`,
    );
  } else if (playing && frame?.steps_per_second) parts.push(`${rateText(frame.steps_per_second)} steps/s`);
  else if (position < end) parts.push(`of ${grouped(end)}`);
  if (frame && frame.accuracy !== null) parts.push(`accuracy ${percent(frame.accuracy)}`);
  else if (frame && Number.isFinite(frame.loss)) parts.push(`loss ${lossText(frame.loss)}`);
  return parts.join(" · ");
}

/**
 * One sentence for whoever listens.
 *
 * @param {Readonly<TrainState>} state
 */
export function sentenceOf({ position, frame, phase }) {
  if (!frame) return "";
  if (phase) return `Step ${position}: ${phase.kind}.`;
  const loss = Number.isFinite(frame.loss) ? lossText(frame.loss) : "not finite";
  const accuracy = frame.accuracy === null ? "" : `, accuracy ${percent(frame.accuracy)}`;
  return `Step ${position}: loss ${loss}${accuracy}.`;
}
