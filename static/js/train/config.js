/** The set-up of a training: which fields there are, what differs from what, and what may stand in one. */

/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").Field} Field */
/** @typedef {import("./types.js").Options} Options */

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

const SHAPE = /** @type {const} */ (["hidden", "dataset", "classes", "points", "loss"]);

/**
 * A set-up for another network than the one before: a parameter known by its number is not there, or another one.
 *
 * @param {TrainConfig} config
 * @param {TrainConfig} before
 * @returns {TrainConfig} the same one if nothing is lost
 */
export function withoutLostFlip(config, before) {
  const kept = config.flip_gradient === null || SHAPE.every((name) => same(config[name], before[name]));
  return kept ? config : { ...config, flip_gradient: null };
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
  if (Array.isArray(value)) return value.join("-");
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
  if (text.length > 100) return undefined;
  if (text === "none") return field.optional ? null : undefined;
  switch (field.kind) {
    case "choice":
      return field.choices?.includes(text) ? text : undefined;
    case "bool":
      return text === "1" ? true : text === "0" ? false : undefined;
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
export const CURVES = new Set(["line", "parabola", "sine", "steps"]);

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
