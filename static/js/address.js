/**
 * The address bar holds what is needed to see the same thing again: `#v=1&source=…&step=7`, `&pass=2` where not the last
 * is shown, and an `&open=…` for every open group where somebody chose them (an empty one: none is open).
 * What comes from there is untrusted: an unknown version or a wrong part is left out, never believed.
 */

const VERSION = "1";
const LONGEST_SOURCE = 20_000;
const MOST_OPEN = 200;
const LONGEST_OPEN = 8_000; // characters of all paths together
const DELAY = 250; // ms: browsers limit how often the address may change

/**
 * @param {string} hash
 * @returns {{ source?: string, step?: number, pass?: number, open?: string[] }}
 */
export function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  if (parts.get("v") !== VERSION) return {};
  const source = parts.get("source")?.replace(/\r\n?/g, "\n"); // as the editor keeps its lines
  const step = parts.get("step") ?? "";
  const pass = parts.get("pass") ?? "";
  const open = parts.getAll("open").filter((path) => path !== "");
  const chosen =
    parts.has("open") && open.length <= MOST_OPEN && open.join("").length <= LONGEST_OPEN ? { open } : {};
  return {
    ...chosen,
    ...(source !== undefined && [...source].length <= LONGEST_SOURCE ? { source } : {}),
    ...(/^\d{1,6}$/.test(step) ? { step: Number(step) } : {}),
    ...(/^\d{1,4}$/.test(pass) ? { pass: Number(pass) } : {}),
  };
}

/**
 * @param {string} source
 * @param {number | null} step null for the end of the backward pass
 * @param {number | null} [pass] null for the last
 * @param {string[] | "auto"} [open]
 * @returns {string} beginning with #
 */
export function writeAddress(source, step, pass = null, open = "auto") {
  const parts = new URLSearchParams({ v: VERSION, source });
  if (step !== null) parts.set("step", String(step));
  if (pass !== null) parts.set("pass", String(pass));
  if (open !== "auto") for (const path of open.length > 0 ? open : [""]) parts.append("open", path);
  return `#${parts}`;
}

/** @param {import("./types.js").PageStore} store */
export function connectAddress(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.on(["source", "position", "graph", "pass", "open"], () => {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(null, "", addressOf(store.get())), DELAY);
  });
  window.addEventListener("hashchange", () => {
    const { source, step, pass = null, open = "auto" } = readAddress(location.hash);
    if (source === undefined || location.hash === addressOf(store.get())) return;
    store.set({
      source,
      pass,
      open,
      cause: "load",
      arrival: step ?? Number.POSITIVE_INFINITY,
      playing: false,
    });
  });
}

/** @param {Readonly<import("./types.js").PageState>} state */
export function addressOf({ source, position, arrival, timeline, pass, open }) {
  if (arrival !== null) return writeAddress(source, Number.isFinite(arrival) ? arrival : null, pass, open);
  const atEnd = !timeline || position >= timeline.steps.length;
  return writeAddress(source, atEnd ? null : position, pass, open);
}
