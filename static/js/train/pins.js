/**
 * Runs that are kept while another goes on: their curves, and the set-up that tells them apart.
 *
 * Going on from an earlier step would lose what was known of the way from there: it is kept as such a run, too.
 */

import { difference } from "./config.js";
import { curvesOf } from "./curves_data.js";

/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").TrainState} TrainState */
/** @typedef {import("./palette.js").ColourName} ColourName */

/**
 * @typedef {object} Pin
 * @property {TrainConfig} config
 * @property {ColourName} tone
 * @property {number | null} from the step at which another way was taken; null for a run that was pinned
 * @property {Float64Array} steps
 * @property {Float64Array} loss over all training samples
 * @property {Float64Array} test the loss over the test samples, NaN where there is none
 */

/** @type {ColourName[]} */
const TONES = ["value", "class-4", "class-3", "class-0", "class-5"];
const LEAST = 2; // rows: fewer are no curve
const MOST_FIELDS = 3;
const UNSAID = new Set(["steps", "schedule_steps", "points"]); // how far it went is seen

/**
 * @param {Pick<TrainState, "pins" | "history" | "ready">} state
 * @param {number | null} [from]
 * @returns {Pin[]} the pins with this run among them; the oldest goes when there are too many
 */
export function withPin({ pins, history, ready }, from = null) {
  if (!ready || history.steps.length < LEAST) return pins;
  const kept = from === null ? pins : pins.filter((pin) => pin.from === null);
  const rest = kept.slice(kept.length >= TONES.length ? 1 : 0);
  const tone = freeTone(rest);
  const named = curvesOf({ ready }).find(({ name }) => name === "training loss");
  const column = (/** @type {string} */ name) => Float64Array.from(history.steps.column(name));
  const pin = { steps: column("step"), loss: column(named?.column ?? "loss"), test: column("test_loss") };
  return [...rest, { config: ready.config, tone, from, ...pin }];
}

/**
 * A hue that no other pin has.
 *
 * @param {Pin[]} pins
 */
export const freeTone = (pins) => TONES.find((name) => pins.every((pin) => pin.tone !== name)) ?? TONES[0];

/**
 * What every run is called: by the settings in which they differ.
 *
 * @param {TrainConfig} now
 * @param {Pin[]} pins
 * @returns {string[]} this run's name, then those of the pins
 */
export function namesOf(now, pins) {
  const configs = [now, ...pins.map(({ config }) => config)];
  const fields = new Set(configs.flatMap((config) => Object.keys(difference(config, now))));
  const said = [...fields].filter((name) => !UNSAID.has(name));
  const names = configs.map((config) =>
    said
      .slice(0, MOST_FIELDS)
      .map((name) => `${name.replaceAll("_", " ")} ${valueText(Reflect.get(config, name))}`)
      .join(", "),
  );
  return names.map((name, i) => {
    const from = i > 0 ? pins[i - 1].from : null;
    if (from !== null) return `before step ${from} was taken anew${name && `: ${name}`}`;
    return name || (i === 0 ? "this run" : "the same set-up");
  });
}

/** @param {unknown} value */
function valueText(value) {
  if (value === null) return "all";
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}

/**
 * Keep the way that is about to be left.
 *
 * @param {import("./types.js").TrainStore} store
 */
export function keepBranches(store) {
  const { history } = store.get();
  history.beforeCut = (step) => {
    if (history.steps.lastStep - step >= LEAST) store.set({ pins: withPin(store.get(), step) });
  };
}
