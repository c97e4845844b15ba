/** What a lesson may ask about the training page. */

/** @typedef {import("./types.js").TrainState} TrainState */

/**
 * @param {Readonly<TrainState>} state
 * @param {string} what
 * @returns {import("../lesson/types.js").Fact} undefined while the page is on its way to another state
 */
export function factOf(state, what) {
  const setting = /^setting (\w+)$/.exec(what);
  if (setting) return settingOf(state, setting[1]);
  return Object.hasOwn(FACTS, what) ? FACTS[what](state) : undefined;
}

/** @type {Record<string, (state: Readonly<TrainState>) => import("../lesson/types.js").Fact>} */
const FACTS = {
  step: ({ ready, position }) => (ready ? position : undefined),
  playing: ({ playing }) => (playing ? "yes" : "no"),
  loss: ({ frame }) => frame?.loss,
  "test loss": ({ frame }) => frame?.test_loss ?? undefined,
  accuracy: ({ frame }) => frame?.accuracy ?? undefined,
  dead: ({ frame }) => frame?.dead.length,
  looking: ({ inspecting }) => (inspecting ? "inside" : "nothing"),
  landscape: ({ landscape }) => landscape,
  kept: ({ pins }) => pins.length,
  parameters: ({ ready }) => ready?.parameters.length,
};

/**
 * A setting as it would be written in an address, but yes and no in words.
 *
 * @param {Readonly<TrainState>} state
 * @param {string} name
 */
function settingOf({ config }, name) {
  const value = /** @type {unknown} */ (config && Reflect.get(config, name));
  if (value === undefined || value === null) return config ? "none" : undefined;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join("-") : String(value);
}
