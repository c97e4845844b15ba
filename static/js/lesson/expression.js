/** Lessons on the expression page. Loaded when there is one. */

import { loadProgram } from "../load.js";
import { NO_SWITCHES } from "../state.js";
import { actsOn } from "./acts.js";
import { factOf, isSettled } from "./facts.js";
import { connectGuide } from "./guide.js";

// biome-ignore format: a list of words
/** @type {(keyof import("../types.js").PageState)[]} */
const TOLD = [
  "position", "graph", "answered", "arrival", "failure", "study", "chosen", "switches", "probe", "passes", "marks",
  "concealed", "source", "output",
];

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../player.js").Player} player
 * @param {import("../literals.js").Literals} literals
 * @param {boolean} keep whether the program on the page stays, as a link brought it
 */
export function mountLessons(store, player, literals, keep) {
  const places = { start: 0, end: Number.POSITIVE_INFINITY, ready: /** @type {const} */ ("ready") };

  connectGuide(
    {
      name: "expression",
      fact: (what) => factOf(store.get(), what),
      settled: () => isSettled(store.get()) || store.get().failure !== null,
      begin(step, section) {
        const source = section.program ?? "";
        const usual = { study: step.panel ?? "step", switches: NO_SWITCHES };
        if (source === store.get().source && store.get().answered === source) {
          store.set({ ...usual, chosen: null, playing: false });
          go(step.start ?? "ready");
        } else loadProgram(store, source, { ...usual, arrival: places[step.start ?? "ready"] });
      },
      enter(step) {
        if (step.panel) store.set({ study: step.panel });
        if (step.start) go(step.start);
      },
      act: actsOn(store, player, literals),
      brings: (now, before) => now.source !== before.source,
      onChange: (run) => store.on(TOLD, run),
    },
    store,
    keep,
  );

  /** @param {"start" | "ready" | "end"} place */
  function go(place) {
    const { timeline } = store.get();
    const ends = { start: 0, ready: timeline?.forward ?? 0, end: timeline?.steps.length ?? 0 };
    player.seek(ends[place]);
  }
}
