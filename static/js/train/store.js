/** The state of the training page, as it is before the server has said anything. */

import { createStore } from "../store.js";
import { History } from "./history.js";

/** @returns {import("./types.js").TrainStore} */
export function createTrainStore() {
  return createStore(
    /** @type {import("./types.js").TrainState} */ ({
      options: null,
      config: null,
      preset: null,
      ready: null,
      connection: "connecting",
      trouble: null,
      notice: null,
      diverged: null,
      frame: null,
      history: new History(),
      playing: false,
      pace: "step",
      speed: 20,
      tempo: 1,
      position: 0,
      end: 0,
      phase: null,
      hovered: null,
      chosen: { sample: null, unit: null },
      follow: "batch",
      tool: "select",
      brush: 1,
      usualRate: null,
      inspecting: null,
      inspected: null,
      stepper: null,
      logScale: false,
      landscape: "none",
      directions: "path",
      pair: [0, 1],
      survey: null,
      exported: null,
      discrete: false,
      tested: true,
      hidden: [],
      smooth: true,
      pins: [],
      strip: "histogram",
      lesson: null,
    }),
  );
}
