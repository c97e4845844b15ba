/** A run beside the one on screen, for its curves alone: made flat out on a connection of its own, and pinned. */

import { History } from "./history.js";
import { freeTone } from "./pins.js";
import { connectSocket } from "./socket.js";

/**
 * @param {import("./types.js").TrainStore} store
 * @param {import("./types.js").TrainConfig} config
 * @param {number} steps
 */
export function runBeside(store, config, steps) {
  const { preset } = store.get();
  const history = new History();
  let ended = false; // before all its steps
  const link = connectSocket({
    opened() {
      link.send({ type: "view", grid: 2, unit_grid: 2, units: false, hz: 5 });
      link.send({ type: "start", config });
      link.send({ type: "step", count: steps });
    },
    said({ type }) {
      if (type === "error") link.close();
      ended ||= type === "diverged" || type === "done";
    },
    lost() {},
    shown(frames) {
      for (const frame of frames) history.take(Reflect.get(frame, "history"), frame);
      if (history.steps.lastStep < steps - 1 && !ended) return;
      link.close();
      if (store.get().preset !== preset) return; // another lesson by now
      const column = (/** @type {string} */ name) => Float64Array.from(history.steps.column(name));
      const curves = { steps: column("step"), loss: column("loss"), test: column("test_loss") };
      const { pins } = store.get();
      store.set({ pins: [...pins, { config, tone: freeTone(pins), from: null, ...curves }] });
    },
  });
}
