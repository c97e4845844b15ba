/** What a page with a stepper starts with, before the first graph is there. */

/** @typedef {import("./types.js").PageState} PageState */

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
    answered: "",
    layout: null,
    timeline: null,
    names: [],
    failure: null,
    position: 0,
    arrival: Number.POSITIVE_INFINITY,
    stage: { width: 0, height: 0 },
    playing: false,
    speed: 1,
    hovered: null,
    table: null,
    ...known,
  };
}
