/**
 * All steps so far as columns of numbers, for the curves and the scrub bar. Memory is bounded: when a table is full,
 * every other row of it goes, so an hour of training keeps its shape and the newest steps their detail.
 */

const MOST = 16_384;

/** A table of numbers, first column the step, ascending. */
export class Table {
  /** @param {string[]} names */
  constructor(names) {
    this.names = names;
    this.length = 0;
    /** @type {Float64Array[]} */
    this.columns = names.map(() => new Float64Array(MOST));
  }

  /**
   * One column, as long as the table is.
   *
   * @param {string} name
   */
  column(name) {
    return this.columns[this.names.indexOf(name)].subarray(0, this.length);
  }

  get lastStep() {
    return this.length ? this.columns[0][this.length - 1] : -1;
  }

  /**
   * A row of an earlier step replaces all from there on.
   *
   * @param {ArrayLike<number>} row
   */
  push(row) {
    if (row[0] <= this.lastStep) this.cut(row[0] - 1);
    if (this.length === MOST) this.#thin();
    for (const [i, column] of this.columns.entries()) column[this.length] = row[i] ?? Number.NaN;
    this.length += 1;
  }

  /**
   * Forget every row after a step.
   *
   * @param {number} step
   */
  cut(step) {
    this.length = this.after(step);
  }

  /**
   * How many rows are not after a step.
   *
   * @param {number} step
   */
  after(step) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.columns[0][middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #thin() {
    const kept = MOST >> 1;
    for (const column of this.columns) {
      for (let i = 0; i < kept; i++) column[i] = column[2 * i];
    }
    this.length = kept;
  }
}

export const COLUMNS = [
  "step",
  "loss",
  "accuracy",
  "learning_rate",
  "test_loss",
  "test_accuracy",
  "penalty",
  "whole_loss",
];

/**
 * Whether a frame is further than the rows: a row is complete once its step is made.
 *
 * @param {History} history
 * @param {{ step: number, end: number }} frame
 */
export const ahead = (history, frame) => frame.step > history.steps.lastStep && frame.step === frame.end;

export class History {
  constructor() {
    /** what to do before the rows after a step are forgotten. @type {(step: number) => void} */
    this.beforeCut = () => {};
    /** grows with every change, so that a view knows whether it has to draw */
    this.version = 0;
    this.steps = new Table(COLUMNS);
    /** the gradient norm of each layer, once a frame: columns step, layer 0, layer 1 … */
    this.gradients = new Table(["step"]);
  }

  /**
   * Take in what came with a frame.
   *
   * @param {ArrayLike<number> | null | undefined} rows flat, COLUMNS.length numbers a row
   * @param {import("./types.js").Frame} frame
   */
  take(rows, frame) {
    this.version += 1;
    if (this.steps.lastStep > frame.end) this.beforeCut(frame.end);
    this.steps.cut(frame.end);
    this.gradients.cut(frame.end);
    const width = COLUMNS.length;
    for (let at = 0; rows && at + width <= rows.length; at += width) {
      this.steps.push(Array.prototype.slice.call(rows, at, at + width));
    }
    const layers = frame.layers ?? [];
    if (this.gradients.names.length !== layers.length + 1) {
      this.gradients = new Table(["step", ...layers.map((_, i) => `layer ${i}`)]);
    }
    // only at the newest step: while somebody scrubs back, the rest of the curve stays
    if (frame.step > this.gradients.lastStep) {
      this.gradients.push([
        frame.step,
        ...layers.map(({ gradient }) => (Number.isFinite(gradient) ? gradient : Number.NaN)),
      ]);
    }
  }

  /**
   * The learning rate of the update that led to a step; null where it is not known.
   *
   * @param {number} step
   */
  rateTo(step) {
    const row = this.steps.after(step - 1) - 1;
    return this.steps.column("step")[row] === step - 1 ? this.steps.column("learning_rate")[row] : null;
  }

  clear() {
    this.version += 1;
    this.steps.length = 0;
    this.gradients.length = 0;
  }
}
