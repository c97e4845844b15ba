/**
 * The address bar holds what is needed to see the same thing again: `#v=1&source=…&step=7`, `&pass=2` where not the last
 * is shown, and an `&open=…` for every open group where somebody chose them (an empty one: none is open). The panel, what is
 * broken, what is nudged and the node asked about follow where they are not the usual ones.
 * What comes from there is untrusted: an unknown version or a wrong part is left out, never believed.
 */

import { readLesson } from "./lesson/place.js";
import { loadProgram } from "./load.js";
import { NO_PROBE, NO_STOPS, NO_SWITCHES, ORDERS, STUDIES } from "./state.js";

/** @typedef {import("./types.js").Study} Study */

/** @typedef {import("./types.js").Switches} Switches */
/** @typedef {import("./types.js").Probe} Probe */
/** @typedef {import("./types.js").PageState["stops"]} Stops */

const VERSION = "1";
const LONGEST_SOURCE = 400_000; // more than a server takes: what is too long comes back after a reload, and is told so
const MOST_OPEN = 200;
const LONGEST_OPEN = 8_000; // characters of all paths together
const ID = /^\d{1,6}$/; // of a node, or a step
const MOST_STOPS = 50;
const LEAST_H = 1e-12;
const DELAY = 250; // ms: browsers limit how often the address may change

/**
 * @param {string} hash
 * @returns {{ source?: string, step?: number, pass?: number, open?: string[], study?: Study, switches?: Switches,
 *   probe?: Probe, chosen?: number, stops?: Stops, lesson?: string }}
 */
export function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  if (parts.get("v") !== VERSION) return readLesson(parts);
  const source = parts.get("source")?.replace(/\r\n?/g, "\n"); // as the editor keeps its lines
  const step = parts.get("step") ?? "";
  const pass = parts.get("pass") ?? "";
  const open = parts
    .getAll("open")
    .filter((path) => path !== "")
    .map(asNow);
  const chosen =
    parts.has("open") && open.length <= MOST_OPEN && open.join("").length <= LONGEST_OPEN ? { open } : {};
  const study = STUDIES.find((name) => name === parts.get("study"));
  return {
    ...chosen,
    ...readLesson(parts),
    ...(study ? { study } : {}),
    ...(parts.has("break") ? { switches: readSwitches(parts.get("break") ?? "") } : {}),
    ...readProbe(parts.get("probe") ?? ""),
    ...readStops(parts.get("stops") ?? ""),
    ...(ID.test(parts.get("node") ?? "") ? { chosen: Number(parts.get("node")) } : {}),
    ...(source !== undefined && [...source].length <= LONGEST_SOURCE ? { source } : {}),
    ...(ID.test(step) ? { step: Number(step) } : {}),
    ...(/^\d{1,4}$/.test(pass) ? { pass: Number(pass) } : {}),
  };
}

/**
 * What a page is to show for an address, with the usual where it says nothing.
 *
 * @param {ReturnType<typeof readAddress>} address
 * @param {string} usual program
 */
export const wantedBy = (address, usual) => ({
  source: address.source ?? usual,
  pass: address.pass ?? null,
  open: address.open ?? /** @type {const} */ ("auto"),
  study: address.study ?? /** @type {const} */ ("step"),
  switches: address.switches ?? NO_SWITCHES,
  probe: address.probe ?? NO_PROBE,
  chosen: address.chosen ?? null,
  stops: address.stops ?? NO_STOPS,
  lesson: address.lesson ?? null,
  arrival:
    address.source === undefined
      ? /** @type {const} */ ("ready")
      : (address.step ?? Number.POSITIVE_INFINITY),
});

/**
 * Iterations of a loop were once called its turns.
 *
 * @param {string} path
 */
const asNow = (path) => path.replace(/(^|\/)loop turn(?=[ /]|$)/g, "$1iteration");

/**
 * @param {string} text
 * @returns {Switches}
 */
function readSwitches(text) {
  const words = text.split(",");
  const skip = words.find((word) => /^no-[a-z0-9_]{1,20}$/.test(word));
  return {
    overwrite: words.includes("overwrite"),
    keep: words.includes("keep"),
    order: ORDERS.find((order) => words.includes(order)) ?? "topological",
    skip: skip ? skip.slice(3) : null,
  };
}

/**
 * `3,5,1e-6`: what is nudged, the second number of a landscape, and h. A node that is not there is passed over later.
 *
 * @param {string} text
 * @returns {{ probe?: Probe }}
 */
function readProbe(text) {
  const [leaf = "", second = "", size = ""] = text.split(",");
  const h = Number(size);
  if (!(h >= LEAST_H && h <= 1) || !/^[\d.e-]{1,12}$/.test(size)) return {};
  const node = (/** @type {string} */ id) => (ID.test(id) ? Number(id) : null);
  return { probe: { leaf: node(leaf), second: node(second), h } };
}

/**
 * `n3,l12`: playing stops at the node 3, and at line 12.
 *
 * @param {string} text
 * @returns {{ stops?: Stops }}
 */
function readStops(text) {
  const all = text.split(",").slice(0, MOST_STOPS);
  const of = (/** @type {string} */ kind) =>
    all.filter((stop) => stop[0] === kind && ID.test(stop.slice(1))).map((stop) => Number(stop.slice(1)));
  const stops = { nodes: of("n"), lines: of("l") };
  return stops.nodes.length + stops.lines.length > 0 ? { stops } : {};
}

/** @param {Stops} stops */
function writeStops({ nodes, lines }) {
  return [...nodes.map((id) => `n${id}`), ...lines.map((line) => `l${line}`)].slice(0, MOST_STOPS).join(",");
}

/** @param {Probe} probe */
function writeProbe({ leaf, second, h }) {
  return leaf === null && second === null && h === NO_PROBE.h ? "" : `${leaf ?? ""},${second ?? ""},${h}`;
}

/** @param {Switches} switches */
function writeSwitches({ overwrite, keep, order, skip }) {
  return [
    ...(overwrite ? ["overwrite"] : []),
    ...(keep ? ["keep"] : []),
    ...(order === "topological" ? [] : [order]),
    ...(skip ? [`no-${skip}`] : []),
  ].join(",");
}

/**
 * @param {string} source
 * @param {number | null} step null for the end of the backward pass
 * @param {number | null} [pass] null for the last
 * @param {string[] | "auto"} [open]
 * @param {Study} [study] the panel at the right
 * @returns {string} beginning with #
 */
export function writeAddress(source, step, pass = null, open = "auto", study = "step") {
  const parts = new URLSearchParams({ v: VERSION, source });
  if (step !== null) parts.set("step", String(step));
  if (pass !== null) parts.set("pass", String(pass));
  if (open !== "auto") for (const path of open.length > 0 ? open : [""]) parts.append("open", path);
  if (study !== "step") parts.set("study", study);
  return `#${parts}`;
}

/** @param {import("./types.js").PageStore} store */
export function connectAddress(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  store.on(
    [
      "source",
      "position",
      "graph",
      "pass",
      "open",
      "study",
      "switches",
      "probe",
      "chosen",
      "stops",
      "lesson",
    ],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => history.replaceState(null, "", addressOf(store.get())), DELAY);
    },
  );
  window.addEventListener("hashchange", ({ newURL }) => {
    const { hash } = new URL(newURL); // what was followed: the page may have written its own in between
    const address = readAddress(hash);
    const { source, lesson = null } = address;
    if (source === undefined && lesson !== null) {
      store.set({ lesson }); // which brings a program
      return;
    }
    const here = addressOf(store.get());
    if (source === undefined) {
      history.replaceState(null, "", here); // it leads nowhere, and a reload would lose the program
      return;
    }
    if (hash === here) return;
    loadProgram(store, source, wantedBy(address, source));
  });
}

/** @param {Readonly<import("./types.js").PageState>} state */
export function addressOf(state) {
  const broken = writeSwitches(state.switches);
  const probe = writeProbe(state.probe);
  const stops = writeStops(state.stops);
  return [
    shownAt(state),
    ...(broken ? [`break=${broken}`] : []),
    ...(probe ? [`probe=${probe}`] : []),
    ...(stops ? [`stops=${stops}`] : []),
    ...(state.chosen === null ? [] : [`node=${state.chosen}`]),
    ...(state.lesson === null ? [] : [`lesson=${state.lesson}`]),
  ].join("&");
}

/** @param {Readonly<import("./types.js").PageState>} state */
function shownAt({ source, position, arrival, timeline, pass, open, study }) {
  if (arrival !== null) {
    const step = typeof arrival === "number" && Number.isFinite(arrival) ? arrival : null;
    return writeAddress(source, step, pass, open, study);
  }
  const atEnd = !timeline || position >= timeline.steps.length;
  return writeAddress(source, atEnd ? null : position, pass, open, study);
}
