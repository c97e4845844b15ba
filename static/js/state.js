/** What a page with a stepper starts with, before the first graph is there. */

/** @typedef {import("./types.js").PageState} PageState */

/** @type {readonly import("./types.js").Study[]} */
export const STUDIES = ["step", "nudge", "check", "break", "predict", "code"];

/** @type {readonly import("./types.js").Switches["order"][]} */
export const ORDERS = ["topological", "creation", "depth_first", "breadth_first"];

/** @type {import("./types.js").Switches} */
export const NO_SWITCHES = { overwrite: false, keep: false, order: "topological", skip: null };

/** @type {import("./types.js").PageState["stops"]} */
export const NO_STOPS = { nodes: [], lines: [] };

/** @type {import("./types.js").Probe} */
export const NO_PROBE = { leaf: null, second: null, h: 0.1 };

/**
 * @param {Partial<PageState>} [known] what is known already
 * @returns {PageState}
 */
export function initialState(known = {}) {
  return {
    source: "",
    cause: "load",
    pass: null,
    open: "auto",
    graph: null,
    passes: null,
    touring: false,
    output: [],
    notes: [],
    answered: "",
    layout: null,
    timeline: null,
    names: [],
    failure: null,
    notice: null,
    position: 0,
    arrival: Number.POSITIVE_INFINITY,
    stage: { width: 0, height: 0 },
    playing: false,
    speed: 1,
    hovered: null,
    study: "step",
    fill: "symbols",
    switches: NO_SWITCHES,
    probe: NO_PROBE,
    nudged: null,
    chosen: null,
    follow: true,
    stops: NO_STOPS,
    pointed: null,
    asked: null,
    marks: {},
    lit: null,
    concealed: null,
    table: null,
    own: [],
    lesson: null,
    ...known,
  };
}
