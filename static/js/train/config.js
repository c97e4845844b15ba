/** The set-up of a training: which fields there are, what differs from what, and what may stand in one. */

/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./types.js").Options} Options */

const MOST_EDITS = 200; // in an address
const MOST = { layers: 16, units: 9999 }; // of a server that names no limits

/**
 * A change of the task is a new training too: a loss curve over two tasks says nothing.
 *
 * @type {ReadonlySet<string>}
 */
const STARTS_OVER = new Set(["dataset", "classes"]);

/**
 * Whether a change has to start over with new parameters.
 *
 * @param {Options} options
 * @param {Partial<TrainConfig>} patch
 */
export function startsOver(options, patch) {
  return Object.keys(patch).some((name) => STARTS_OVER.has(name) || options.fields.get(name)?.new_model);
}

const SHAPE = /** @type {const} */ (["inputs", "hidden", "dataset", "classes", "points", "loss"]);

/** @param {TrainConfig} config */
export function featuresOf({ dataset, points }) {
  if (points) return points[0].length - 1;
  return dataset === "lecture" ? 3 : CURVES.has(dataset) && !SURFACES.has(dataset) ? 1 : 2;
}

/**
 * Names of what goes into the model.
 *
 * @param {TrainConfig} config
 */
export const entriesOf = (config) =>
  config.inputs ?? Array.from({ length: featuresOf(config) }, (_, i) => `x${i + 1}`);

/**
 * A set-up for another network than the one before: a parameter known by its number is not there, or another one; a
 * new layer has the activation of the one before it; other samples have other numbers to make inputs of.
 *
 * @param {TrainConfig} config
 * @param {TrainConfig} before
 * @returns {TrainConfig} the same one if nothing is lost
 */
export function withoutLostFlip(config, before) {
  if (SHAPE.every((name) => same(config[name], before[name]))) return config;
  const { activations, hidden, inputs } = config;
  const fits = inputs === null || featuresOf(config) === featuresOf(before);
  const each = activations && hidden.map((_, i) => activations[i] ?? activations[activations.length - 1]);
  const lost = config.flip_gradient !== null || config.edits.length > 0 || !fits;
  if (!lost && same(each, activations)) return config;
  return {
    ...config,
    flip_gradient: null,
    edits: [],
    inputs: fits ? inputs : null,
    activations: each?.length ? each : null,
  };
}

/**
 * The fields in which two set-ups differ, with the first one's values.
 *
 * @param {TrainConfig} config
 * @param {TrainConfig} from
 * @returns {Partial<TrainConfig>}
 */
export function difference(config, from) {
  /** @type {Record<string, unknown>} */
  const different = {};
  for (const [name, value] of Object.entries(config)) {
    if (!same(value, Reflect.get(from, name))) different[name] = value;
  }
  return different;
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * A field's value as text for the address; null where it has none.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function writeValue(value) {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (Array.isArray(value))
    return value.some(Array.isArray) ? value.map((row) => row.join(":")).join("_") : value.join("-");
  return String(value);
}

/**
 * A field's value from untrusted text; undefined for nonsense.
 *
 * @param {Field} field
 * @param {string} text
 * @param {Record<string, number>} limits of the server
 * @returns {unknown}
 */
export function readValue(field, text, limits) {
  if (field.kind === "edits") return readEdits(text);
  if (text.length > 100) return undefined;
  if (text === "none") return field.optional ? null : undefined;
  switch (field.kind) {
    case "choice":
      return field.choices?.includes(text) ? text : undefined;
    case "bool":
      return text === "1" ? true : text === "0" ? false : undefined;
    case "names": {
      const names = text.split("-");
      return names.length <= MOST.layers && names.every((name) => field.choices?.includes(name))
        ? names
        : undefined;
    }
    case "units":
      return readUnits(text, { ...MOST, ...limits });
    case "int":
    case "float":
      return readNumber(field, text);
    default:
      return undefined;
  }
}

/**
 * @param {string} text
 * @param {Record<string, number>} limits
 */
function readUnits(text, limits) {
  if (text === "") return [];
  const units = text.split("-").map((part) => (/^[1-9]\d{0,3}$/.test(part) ? Number(part) : 0));
  const fits = units.every((count) => count > 0 && count <= limits.units);
  return fits && units.length <= limits.layers ? units : undefined;
}

/**
 * Parameters set by hand: 10:4:2.5_11:0:-1, each a step, a number and a value.
 *
 * @param {string} text
 */
function readEdits(text) {
  const rows = text.split("_");
  if (
    rows.length > MOST_EDITS ||
    !rows.every((row) => /^\d{1,9}:\d{1,6}:-?\d{1,7}(\.\d{1,20})?(e-\d{1,3})?$/.test(row))
  )
    return undefined;
  return rows.map((row) => row.split(":").map(Number));
}

/**
 * @param {Field} field
 * @param {string} text
 */
function readNumber({ kind, low, high }, text) {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text)) return undefined;
  const number = Number(text);
  const fits = Number.isFinite(number) && number >= (low ?? -Infinity) && number <= (high ?? Infinity);
  return fits && (kind !== "int" || Number.isInteger(number)) ? number : undefined;
}

/** Datasets whose target is a number, and so no classes. */
export const CURVES = new Set(["plane", "hills", "line", "parabola", "sine", "steps"]);

/** Those of them with two numbers in. */
const SURFACES = new Set(["plane", "hills"]);

/** How a curve is learned: a rate that suits a margin throws squared errors out of the window. */
const FOR_CURVES = { optimizer: "adam", learning_rate: 0.02, schedule: "constant" };
const STEPS_FOR_CURVES = 100;

/**
 * What learning a curve takes, when somebody comes from classes.
 *
 * @param {TrainConfig} config
 * @param {string} dataset
 * @returns {Partial<TrainConfig>}
 */
export function forCurves(config, dataset) {
  const comes = CURVES.has(dataset) && kindOf(config) !== "curve";
  return comes
    ? {
        ...FOR_CURVES,
        output_activation: "linear",
        loss: "mse",
        steps: Math.max(config.steps, STEPS_FOR_CURVES),
      }
    : {};
}

/**
 * A choice with what it needs to make sense: a curve has no classes, some losses start from a plain score.
 *
 * @param {TrainConfig} config
 * @param {Partial<TrainConfig>} patch
 * @returns {Partial<TrainConfig>}
 */
export function fitting(config, patch) {
  const wanted = { ...config, ...patch };
  const fit = { ...patch };
  const kind = kindOf(wanted);
  const squares = wanted.loss === "mse" || wanted.loss === "sse";
  if (kind === "curve" && !squares) fit.loss = "mse";
  else if (kind === "several" && wanted.loss !== "softmax_nll") fit.loss = "softmax_nll";
  else if (kind === "two" && kindOf(config) !== "two" && patch.loss === undefined) fit.loss = "hinge";
  const loss = fit.loss ?? wanted.loss;
  const plain = loss === "bce" || loss === "softmax_nll";
  const clash = plain || (loss === "hinge" && wanted.output_activation === "sigmoid");
  if (clash && wanted.output_activation !== "linear") fit.output_activation = "linear";
  return fit;
}

/**
 * What the samples are: a curve or plain numbers, two classes, or several.
 *
 * @param {TrainConfig} config
 * @returns {"curve" | "two" | "several"}
 */
function kindOf({ dataset, points, classes }) {
  if (points) {
    const labels = points.map((point) => point[point.length - 1]);
    if (points[0].length < 3) return "curve";
    if (labels.every((y) => y === 1 || y === -1)) return "two";
    return labels.every((y) => Number.isInteger(y) && y >= 0 && y < 10) ? "several" : "curve";
  }
  if (CURVES.has(dataset)) return "curve";
  return classes > 2 && (dataset === "spiral" || dataset === "gaussians") ? "several" : "two";
}
