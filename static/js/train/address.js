/**
 * The address holds the whole set-up: `#v=1&preset=moons-demo&learning_rate=0.5&step=120&pace=flat`. Of the fields only
 * those that differ from the preset are there. Of a training that stands, the set-up at its start and each
 * `change=50*learning_rate*0.1` on the way, so that it comes to the same step with the same numbers. Points edited on
 * the way are too large for that: then it is the set-up as it is now, and no step. What comes from an address is
 * untrusted: a part that makes no sense is left out, never believed.
 */

import { readLesson } from "../lesson/place.js";
import { difference, readValue, writeValue } from "./config.js";
import { readHidden } from "./hiding.js";
import { readPoints, writePoints } from "./points.js";
import { configOf, presetOf, versionOf } from "./presets.js";
import { usualRate } from "./rate.js";

const DELAY = 300; // ms: browsers limit how often the address may change
const MOST_CHANGES = 40;
const MOST_POINTS = 1000; // some twenty characters each; as many as a server takes that was not told otherwise
const PACES = new Set(["contribution", "phase", "step", "flat"]);

/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").TrainState} TrainState */

/**
 * @typedef {object} Arrival what an address asks for
 * @property {string} preset
 * @property {TrainConfig} config
 * @property {import("./types.js").Pace} pace
 * @property {number} speed
 * @property {number | null} step to stand at; null to play from the start
 * @property {{ step: number, fields: Record<string, unknown> }[]} changes on the way there
 * @property {import("./types.js").Chosen} chosen
 * @property {number | null} usualRate
 * @property {string[]} hidden parts of the page that are not shown
 * @property {string | null} lesson which goes along
 */

/**
 * @param {string} hash
 * @param {import("./types.js").Options} options
 * @returns {Arrival}
 */
export function readAddress(hash, options) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  // a bare #preset=… is a link that people write by hand
  const version = given.get("v") ?? "1.1";
  const parts = ["1", "1.1"].includes(version) ? given : new URLSearchParams();
  const preset = presetOf(parts.get("preset"));
  /** @type {Record<string, unknown>} */
  const changed = {};
  for (const [name, text] of parts) {
    const field = options.fields.get(name);
    const value = field && readValue(field, text, options.limits);
    if (value !== undefined) changed[name] = value;
  }
  const points = readPoints(parts.get("points") ?? "", MOST_POINTS);
  if (points) Object.assign(changed, { dataset: "points", points });
  else if (changed.dataset === "points") delete changed.dataset;
  else if (changed.dataset) changed.points = null;
  const pace = parts.get("pace") ?? "";
  const speed = Number(parts.get("speed") ?? Number.NaN);
  const rate = options.fields.get("learning_rate") ?? null;
  const unit = /^(\d{1,2})\.(\d{1,3})$/.exec(parts.get("unit") ?? "");
  return {
    preset: preset.id,
    config: { ...configOf(options, preset, version), ...changed },
    pace: PACES.has(pace) ? /** @type {any} */ (pace) : (preset.pace ?? "step"),
    speed: speed >= 0.5 && speed <= 2000 ? speed : (preset.speed ?? 20),
    step: whole(parts.get("step"), 9),
    changes: parts
      .getAll("change")
      .slice(0, MOST_CHANGES)
      .flatMap((text) => readChange(text, options)),
    hidden: readHidden(parts.get("hide")),
    lesson: readLesson(parts).lesson ?? null,
    usualRate: /** @type {number | null} */ (
      rate && (readValue(rate, parts.get("usual_rate") ?? "", options.limits) ?? null)
    ),
    chosen: { sample: whole(parts.get("sample"), 5), unit: unit && [Number(unit[1]), Number(unit[2])] },
  };
}

/**
 * @param {string | null} text
 * @param {number} digits
 */
const whole = (text, digits) => (new RegExp(`^\\d{1,${digits}}$`).test(text ?? "") ? Number(text) : null);

/**
 * @param {string} text 50*learning_rate*0.1
 * @param {import("./types.js").Options} options
 */
function readChange(text, options) {
  const [at, name, written] = text.split("*");
  const step = whole(at, 9);
  const field = options.fields.get(name);
  const value = field && !field.new_model ? readValue(field, written ?? "", options.limits) : undefined;
  return step === null || value === undefined ? [] : [{ step, fields: { [name]: value } }];
}

/**
 * The way to the step on screen: the set-up at its start, and the changes since, one field each. Null when they are
 * too many or too large for an address, or when there is no such step.
 *
 * @param {Readonly<TrainState>} state
 */
function wayOf({ ready, config, playing, position }) {
  if (playing || position === 0) return null;
  if (!ready) return { start: config, changes: [] };
  const past = ready.changes.filter(({ step }) => step <= position);
  // what was changed at the start is as if it had been so
  const start = Object.assign(
    {},
    ready.base,
    ...past.filter(({ step }) => step === 0).map(({ fields }) => fields),
  );
  const single = past
    .filter(({ step }) => step > 0)
    .flatMap(({ step, fields }) => Object.entries(fields).map(([name, value]) => ({ step, name, value })));
  const large = single.some(({ name }) => name === "points" || name === "dataset");
  return large || single.length > MOST_CHANGES ? null : { start, changes: single };
}

/**
 * Whether an address leads to the step on screen.
 *
 * @param {Readonly<TrainState>} state
 */
export const holdsStep = (state) => state.playing || state.position === 0 || wayOf(state) !== null;

/**
 * Whether an address can hold the data: a server may allow more points of one's own than a link.
 *
 * @param {Readonly<TrainState>} state
 */
export const holdsData = ({ config }) => (config?.points?.length ?? 0) <= MOST_POINTS;

/** @param {Readonly<TrainState>} state */
export function writeAddress(state) {
  const { options, config: now, preset, pace, speed, position, chosen, lesson } = state;
  const base = presetOf(preset);
  if (!options || !now) return "";
  const way = wayOf(state);
  const config = way?.start ?? now;
  const parts = new URLSearchParams({ v: versionOf(base), preset: base.id });
  const { points, ...changed } = difference(config, configOf(options, base));
  if (config.dataset === "points") delete changed.dataset;
  for (const [name, value] of Object.entries(changed)) parts.set(name, writeValue(value));
  if (points && config.points && config.points.length <= MOST_POINTS) {
    parts.set("points", writePoints(config.points));
  }
  if (pace !== (base.pace ?? "step")) parts.set("pace", pace);
  if (speed !== (base.speed ?? 20)) parts.set("speed", String(speed));
  if (way) parts.set("step", String(position));
  for (const { step, name, value } of way?.changes ?? [])
    parts.append("change", `${step}*${name}*${writeValue(value)}`);
  if (chosen.sample !== null) parts.set("sample", String(chosen.sample));
  const usual = usualRate(state);
  if (usual !== null && usual === state.usualRate) parts.set("usual_rate", String(usual));
  if (state.hidden?.length) parts.set("hide", state.hidden.join(","));
  if (chosen.unit) parts.set("unit", chosen.unit.join("."));
  if (lesson) parts.set("lesson", lesson);
  return `#${parts}`;
}

const OTHERS = [
  "lesson",
  "hide",
  "v",
  "preset",
  "pace",
  "speed",
  "step",
  "change",
  "sample",
  "unit",
  "usual_rate",
];

/**
 * Whether a fragment is an address of a training, and not that of a place on the page.
 *
 * @param {string} hash
 * @param {import("./types.js").Options | null} options
 */
export function isAddress(hash, options) {
  const names = [...new URLSearchParams(hash.replace(/^#/, "")).keys()];
  return names.some((name) => OTHERS.includes(name) || options?.fields.has(name));
}

/** Whether this page has an address of its own; a notebook's widget has none. */
export const hasAddress = () => location.protocol !== "about:";

/**
 * Keep the address true, and follow one that is typed or clicked.
 *
 * @param {import("./types.js").TrainStore} store
 * @param {(hash: string) => void} arrive what to do when the address asks for something else
 */
export function connectAddress(store, arrive) {
  if (!hasAddress()) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const write = () => {
    const { ready, connection } = store.get();
    if (!ready || connection !== "open") return; // nothing is known to be true yet
    const address = writeAddress(store.get());
    if (address !== location.hash) history.replaceState(null, "", address);
  };
  store.on(
    ["config", "ready", "preset", "pace", "speed", "position", "playing", "chosen", "lesson"],
    (now, before) => {
      // while it plays, the step in the address stands for nothing: do not write with every frame
      const only = now.playing && before.playing && now.position !== before.position;
      if (only && now.config === before.config) return;
      clearTimeout(timer);
      timer = setTimeout(write, DELAY);
    },
  );
  window.addEventListener("hashchange", ({ newURL }) => {
    const { hash } = new URL(newURL); // the present one may have been written over already
    if (hash === writeAddress(store.get())) return;
    clearTimeout(timer);
    if (isAddress(hash, store.get().options)) arrive(hash);
    else write();
  });
}
