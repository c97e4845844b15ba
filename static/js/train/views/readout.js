/**
 * What is pointed at, in numbers: a weight, a neuron, a sample. It stays when the pointer leaves, and goes on
 * changing while it trains; what was chosen by a click takes its place when nothing has been pointed at.
 */

import { html, setAttribute, setText } from "../../dom.js";
import { brief, format, glyph, signed, signName } from "../../format.js";
import { arriving, batchName, followedOf, passing } from "../followed.js";
import {
  parameterIndex,
  structureOf,
  subscript,
  unitIndex,
  unitName,
  weightName,
} from "../network/structure.js";
import { openValues, whereName } from "../opening.js";
import { makeSheet, oncePerFrame, onDensity } from "../painter.js";
import { onTheme, palette } from "../palette.js";
import { answersTo } from "../sample.js";

const REMEMBERED = 160; // values of the weight that is pointed at
const STRONGEST = 4;

/** @typedef {import("../types.js").Ready} Ready */
/** @typedef {import("../types.js").Frame} Frame */
/** @typedef {import("../followed.js").Followed} Followed */
/** @typedef {{ label: string, text: string, tone?: string }} Line */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function readoutView(store, element) {
  const title = html("h2", {});
  const table = html("dl", { class: "readout" });
  const sheet = makeSheet("sparkline");
  const spark = html("div", { class: "spark" }, sheet.canvas);
  const open = html("button", { type: "button", class: "open-values" });
  const count = html("span", { class: "count" });
  element.append(title, table, spark, html("p", { class: "open-line" }, open, count));
  /** @type {{ term: HTMLElement, value: HTMLElement }[]} */
  const lines = [];
  /** @type {import("../types.js").Hovered | null} */
  let shown = null;
  /** @type {number[]} */
  let past = [];
  /** @type {Frame | null} */
  let taken = null; // the frame that `past` ends with

  const soon = oncePerFrame(paint);
  store.on(["hovered"], ({ hovered }) => {
    if (!hovered || JSON.stringify(hovered) === JSON.stringify(shown)) return;
    shown = hovered;
    past = [];
    taken = null;
    soon();
  });
  store.on(["chosen"], ({ chosen }, before) => {
    if (chosen.unit && chosen.unit !== before.chosen.unit)
      shown = { kind: "unit", layer: chosen.unit[0], unit: chosen.unit[1] };
    else if (chosen.sample !== null && chosen.sample !== before.chosen.sample)
      shown = { kind: "sample", sample: chosen.sample };
    soon();
  });
  store.on(["ready"], (state, before) => {
    if (String(state.ready?.shapes) !== String(before.ready?.shapes)) shown = null;
  });
  store.on(["frame", "ready", "inspected", "follow"], soon);
  onTheme(soon);
  onDensity(soon);
  open.onclick = () => {
    openValues(store, store.get().chosen.unit);
  };

  function paint() {
    const { frame, ready, chosen, follow, inspected } = store.get();
    if (!frame || !ready) return;
    const structure = structureOf(ready.shapes);
    if (frame.parameters.length !== structure.parameters) return;
    const [heading, content] = read(
      shown,
      structure,
      ready,
      frame,
      chosen.sample,
      followedOf(ready, frame, follow),
    );
    setText(title, heading);
    write(content);
    sparkline(frame);
    const target = chosen.unit ? `, ${unitName(structure, ...chosen.unit).toLowerCase()},` : "";
    setText(open, `open ${whereName(store.get())}${target} as Values →`);
    const values = inspected?.folded?.values;
    setText(count, values ? values.toLocaleString("en") : "");
  }

  /** @param {Line[]} content */
  function write(content) {
    while (lines.length < content.length) {
      const parts = { term: html("dt"), value: html("dd") };
      lines.push(parts);
      table.append(html("div", {}, parts.term, parts.value));
    }
    for (const [i, { term, value }] of lines.entries()) {
      const line = content[i];
      /** @type {HTMLElement} */ (term.parentElement).hidden = !line;
      setText(term, line?.label ?? "");
      setText(value, line?.text ?? "");
      setAttribute(value, "class", line?.tone ?? "");
    }
  }

  /** @param {Frame} frame */
  function sparkline(frame) {
    const weight = shown?.kind === "weight" ? shown : null;
    spark.hidden = weight === null;
    if (!weight) return;
    if (frame !== taken) past.push(frame.parameters[weight.index]);
    taken = frame;
    if (past.length > REMEMBERED) past.shift();
    const [width, height] = [spark.clientWidth, 26];
    if (width === 0) return;
    sheet.resize(width, height);
    sheet.clear();
    const [least, most] = [Math.min(...past), Math.max(...past)];
    const { context } = sheet;
    context.beginPath();
    for (const [i, value] of past.entries()) {
      const y = most > least ? height - 3 - ((value - least) / (most - least)) * (height - 6) : height / 2;
      context.lineTo((i / Math.max(1, past.length - 1)) * (width - 4) + 2, y);
    }
    context.strokeStyle = palette().css.value;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/**
 * @param {import("../types.js").Hovered | null} what
 * @param {import("../network/structure.js").Structure} structure
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {number | null} chosen
 * @param {Followed} followed
 * @returns {[string, Line[]]}
 */
function read(what, structure, ready, frame, chosen, followed) {
  if (what?.kind === "weight")
    return [weightName(structure, what), weightLines(ready, frame, what.index, followed)];
  if (what?.kind === "unit")
    return [unitName(structure, what.layer, what.unit), unitLines(structure, frame, what, followed)];
  const sample = what?.kind === "sample" ? what.sample : chosen;
  const split = what?.kind === "sample" ? (what.split ?? "train") : "train";
  if (sample !== null && sample < ready.data[split].x.length) {
    return [
      `${split === "test" ? "Test sample" : "Sample"} ${sample}`,
      sampleLines(structure, ready, frame, sample, split),
    ];
  }
  return [
    "Read-out",
    [{ label: "Point at a line, a tile or a sample to read its numbers.", text: "", tone: "note" }],
  ];
}

/**
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {number} index
 * @param {Followed} followed
 * @returns {Line[]}
 */
function weightLines(ready, frame, index, followed) {
  const { parameters, gradients, data_gradients: data, penalty_gradients: pull, updates } = frame;
  const own =
    followed.sample === null
      ? []
      : [gradientLine(`gradient of ${followed.name}`, followed.parameters[index])];
  const penalty = pull ? [gradientLine("gradient of the penalty", pull[index])] : [];
  const broken = ready.config.forget_zero_grad || ready.config.flip_gradient === index;
  const used = broken ? [gradientLine("what the step will use", gradients[index])] : [];
  return [
    { label: "value", text: format(parameters[index]), tone: "value" },
    ...own,
    gradientLine(`gradient of ${batchName(ready)}`, data[index]),
    ...penalty,
    ...used,
    { label: "last update", text: signed(updates[index]) },
  ];
}

/**
 * @param {string} label
 * @param {number} gradient
 * @returns {Line}
 */
function gradientLine(label, gradient) {
  return { label, text: `${glyph(gradient)} ${signed(gradient)}`.trim(), tone: signName(gradient) };
}

/**
 * @param {import("../network/structure.js").Structure} structure
 * @param {Frame} frame
 * @param {{ layer: number, unit: number }} unit
 * @param {Followed} followed
 * @returns {Line[]}
 */
function unitLines(structure, frame, { layer, unit }, followed) {
  const { inputs } = structure.layers[layer];
  const first = parameterIndex(structure, layer, unit, 0);
  const state = (/** @type {[number, number][]} */ list) => list?.some(([l, u]) => l === layer && u === unit);
  /** @type {Line[]} */
  const lines = [];
  if (state(frame.dead))
    lines.push({ label: "dead", text: "0 for every sample: no gradient passes", tone: "note" });
  else if (state(frame.saturated))
    lines.push({ label: "saturated", text: "flat for nearly every sample", tone: "note" });
  if (followed.sample !== null) {
    const answer = frame.activations[unitIndex(structure, layer, unit)];
    lines.push({ label: `answer to ${followed.name}`, text: format(answer), tone: "value" });
  }
  lines.push({ label: `gradient of ${followed.name}`, text: "", tone: "note" });
  lines.push(gradientLine("∂loss/∂output", arriving(structure, followed, layer, unit)));
  lines.push(gradientLine("∂loss/∂sum", passing(structure, followed, layer, unit)));
  lines.push({ label: "bias", text: format(frame.parameters[first + inputs]), tone: "value" });
  const order = Array.from({ length: inputs }, (_, i) => i);
  order.sort((a, b) => Math.abs(frame.parameters[first + b]) - Math.abs(frame.parameters[first + a]));
  for (const input of order.slice(0, STRONGEST).sort((a, b) => a - b)) {
    const from = layer === 0 ? subscript("x", input + 1) : `neuron ${input + 1}`;
    lines.push({
      label: `weight from ${from}`,
      text: format(frame.parameters[first + input]),
      tone: "value",
    });
  }
  if (inputs > STRONGEST)
    lines.push({ label: `and ${inputs - STRONGEST} smaller weights`, text: "", tone: "note" });
  return lines;
}

/**
 * @param {import("../network/structure.js").Structure} structure
 * @param {Ready} ready
 * @param {Frame} frame
 * @param {number} sample
 * @param {"train" | "test"} split
 * @returns {Line[]}
 */
function sampleLines(structure, ready, frame, sample, split) {
  const { x, y } = ready.data[split];
  const place = x[sample]
    .map((v, i) => `${x[sample].length === 1 ? "x" : subscript("x", i + 1)} ${brief(v)}`)
    .join(" · ");
  /** @type {Line[]} */
  const lines = [
    { label: "place", text: place },
    { label: "target", text: brief(y[sample]), tone: "value" },
  ];
  const outputs = ready.shapes[ready.shapes.length - 1];
  const all = structure.units - outputs;
  if (split === "train" && frame.scores.length !== outputs * x.length) return lines; // a sample that has just come
  if (split === "test" && ready.data.features > 2) return lines;
  if (outputs === 1) {
    const score =
      split === "train" ? frame.scores[sample] : answersTo(structure, ready, frame, x[sample])[all];
    lines.push({ label: "score", text: format(score), tone: "value" });
    if (ready.data.kind !== "regression") {
      const threshold = ready.threshold ?? 0;
      lines.push({ label: "side", text: score > threshold === y[sample] > threshold ? "right" : "wrong" });
    }
  } else if (split === "train") {
    const count = x.length;
    for (let k = 0; k < outputs; k += 1) {
      lines.push({
        label: `score of class ${k}`,
        text: format(frame.scores[k * count + sample]),
        tone: "value",
      });
    }
  }
  return lines;
}
