/**
 * The address bar holds what is needed to see the same thing again: `#v=1&source=…&step=7`, and `&pass=2` where not the last is shown.
 * What comes from there is untrusted: an unknown version or a wrong part is left out, never believed.
 */

const VERSION = "1";
const LONGEST_SOURCE = 20_000;
const DELAY = 250; // ms: browsers limit how often the address may change

/**
 * @param {string} hash
 * @returns {{ source?: string, step?: number, pass?: number }}
 */
export function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  if (parts.get("v") !== VERSION) return {};
  const source = parts.get("source")?.replace(/\r\n?/g, "\n"); // as the editor keeps its lines
  const step = parts.get("step") ?? "";
  const pass = parts.get("pass") ?? "";
  return {
    ...(source !== undefined && [...source].length <= LONGEST_SOURCE ? { source } : {}),
    ...(/^\d{1,6}$/.test(step) ? { step: Number(step) } : {}),
    ...(/^\d{1,4}$/.test(pass) ? { pass: Number(pass) } : {}),
  };
}

/**
 * @param {string} source
 * @param {number | null} step null for the end of the backward pass
 * @param {number | null} [pass] null for the last
 * @returns {string} beginning with #
 */
export function writeAddress(source, step, pass = null) {
  const parts = new URLSearchParams({ v: VERSION, source });
  if (step !== null) parts.set("step", String(step));
  if (pass !== null) parts.set("pass", String(pass));
  return `#${parts}`;
}

/** @param {import("./types.js").PageStore} store */
export function connectAddress(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.on(["source", "position", "graph", "pass"], () => {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(null, "", addressOf(store.get())), DELAY);
  });
  window.addEventListener("hashchange", () => {
    const { source, step, pass = null } = readAddress(location.hash);
    if (source === undefined || location.hash === addressOf(store.get())) return;
    store.set({ source, pass, cause: "load", arrival: step ?? Number.POSITIVE_INFINITY, playing: false });
  });
}

/** @param {Readonly<import("./types.js").PageState>} state */
export function addressOf({ source, position, arrival, timeline, pass }) {
  if (arrival !== null) return writeAddress(source, Number.isFinite(arrival) ? arrival : null, pass);
  const atEnd = !timeline || position >= timeline.steps.length;
  return writeAddress(source, atEnd ? null : position, pass);
}
