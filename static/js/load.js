/** Another program comes onto the page: from the examples, a file or the address bar. */

import { NO_PROBE, NO_STOPS } from "./state.js";

/**
 * Nothing that was chosen in the program before is about this one. Panel and switches stay as they are.
 *
 * @param {import("./types.js").PageStore} store
 * @param {string} source
 * @param {Partial<import("./types.js").PageState>} [more] what is known beside it
 */
export function loadProgram(store, source, more = {}) {
  store.set({
    source,
    cause: "load",
    pass: null,
    open: "auto",
    chosen: null,
    probe: NO_PROBE,
    arrival: "ready",
    playing: false,
    stops: NO_STOPS,
    touring: false,
    notice: null,
    ...more,
  });
}
