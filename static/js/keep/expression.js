/** What of the expression page can be kept as files. */

import { byId } from "../dom.js";
import { PULSE, REST } from "../motion.js";
import { reach } from "../timeline.js";
import { save } from "./files.js";
import { film } from "./film.js";
import { pngOf, svgText } from "./picture.js";
import { csvOf, jsonOf } from "./steps.js";

/** @typedef {import("../types.js").PageStore} PageStore */

const LONGEST = 45; // seconds of a film, about, as a step takes one at speed 1: a longer pass goes faster
const FASTEST = 16;

/**
 * @param {PageStore} store
 * @param {import("../player.js").Player} player
 * @returns {Record<string, () => Promise<void>>} by format
 */
export function keepsOf(store, player) {
  const stage = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("stage")));
  const rows = (/** @type {(state: Readonly<import("../types.js").PageState>) => string} */ make) => {
    if (!store.get().timeline) throw new Error("There are no steps.");
    return make(store.get());
  };
  return {
    svg: async () => save(svgText(stage), "livegrad.svg", "image/svg+xml"),
    png: async () => save(await pngOf([stage]), "livegrad.png"),
    webm: () => filmed("webm"),
    gif: () => filmed("gif"),
    csv: async () => save(rows(csvOf), "livegrad-steps.csv", "text/csv"),
    json: async () => save(rows(jsonOf), "livegrad-steps.json", "application/json"),
  };

  /** @param {"webm" | "gif"} kind */
  async function filmed(kind) {
    const { timeline, position: was, speed } = store.get();
    if (!timeline) throw new Error("There are no steps.");
    // of the pass that is being stepped: who stands in the forward pass gets both
    const from = was < timeline.forward ? 0 : timeline.forward;
    const end = reach(store.get());
    const fast = Math.min(FASTEST, Math.max(speed, (end - from) / LONGEST));
    let landed = 0; // when the last step has begun
    const done = await film(
      {
        parts: [stage],
        begin() {
          store.set({ speed: fast });
          player.seek(from);
          store.set({ playing: true });
        },
        share() {
          const { position, playing } = store.get();
          if (position < end) {
            if (!playing) store.set({ playing: true }); // a stop is for whoever plays, not for the film
            return (0.99 * (position - from)) / (end - from);
          }
          landed ||= performance.now();
          return performance.now() - landed > (PULSE + REST) / fast ? 1 : 0.99;
        },
        end() {
          store.set({ speed, playing: false });
          player.seek(was);
        },
      },
      kind,
    );
    if (done) save(done, `livegrad.${kind}`);
  }
}
