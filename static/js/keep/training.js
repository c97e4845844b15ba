/** What of the training page can be kept as files. */

import { byId } from "../dom.js";
import { save } from "./files.js";
import { film } from "./film.js";
import { pngOf } from "./picture.js";

const MOST = 240; // pictures of a film: a longer training is shown in larger strides
const LASTS = 80; // ms
const PATIENCE = 10_000; // ms that a step may take to come
const GLANCE = 15; // ms

/**
 * @param {import("../train/types.js").TrainStore} store
 * @param {import("../train/player.js").Player} player
 * @returns {Record<string, () => Promise<void>>} by format
 */
export function keepsOf(store, player) {
  const parts = () =>
    ["network", "boundary", "curves"]
      .map((id) => byId(id))
      .filter((part) => part.getClientRects().length > 0);
  return {
    png: async () => save(await pngOf(parts()), "livegrad-training.png"),
    webm: () => filmed("webm"),
    gif: () => filmed("gif"),
  };

  /** @param {"webm" | "gif"} kind */
  async function filmed(kind) {
    player.pause();
    const { end, position: was } = store.get();
    if (end < 1) throw new Error("Nothing has been trained yet: press play first.");
    const stride = Math.ceil(end / MOST);
    let at = 0;
    const done = await film(
      {
        parts: parts(),
        begin: () => seek(0),
        share: () => at / end,
        pictures: {
          lasts: LASTS,
          next() {
            at = Math.min(end, at + stride);
            return seek(at);
          },
        },
        end: () => player.seek(was),
      },
      kind,
    );
    if (done) save(done, `livegrad-training.${kind}`);
  }

  /** @param {number} step */
  async function seek(step) {
    player.seek(step);
    const since = performance.now();
    while (store.get().position !== step || store.get().frame?.step !== step) {
      if (performance.now() - since > PATIENCE) throw new Error(`Step ${step} did not come.`);
      await new Promise((done) => setTimeout(done, GLANCE));
    }
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // until it is painted
  }
}
