/** Steps: one at a time, to either end, or played like a film. */

import { PULSE, REST, reducedMotion, START } from "./motion.js";
import { stopsAt } from "./stops.js";
import { reach } from "./timeline.js";

/**
 * @typedef {object} Player
 * @property {(by: number) => void} step
 * @property {() => void} first
 * @property {() => void} last
 * @property {(position: number) => void} seek
 * @property {() => void} toggle
 * @property {() => void} over the rest of a node's turn: all its contributions at once
 * @property {() => void} contribute to the next contribution; from before the backward pass to its first
 */

/**
 * @param {import("./types.js").PageStore} store
 * @returns {Player}
 */
export function connectPlayer(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const length = () => reach(store.get());

  /** @param {number} position */
  function seek(position) {
    store.set({ position: Math.min(Math.max(position, 0), length()), playing: false, touring: false });
  }

  function tick() {
    const { playing, position } = store.get();
    if (!playing) return;
    const next = position + 1;
    const on = next < length() && !stopsAt(store.get(), next);
    store.set({ position: Math.min(next, length()), playing: on });
  }

  store.on(["playing", "position", "speed"], ({ playing, speed }, before) => {
    clearTimeout(timer);
    const pause = !before.playing ? START : reducedMotion() ? REST * 1.6 : PULSE + REST;
    if (playing) timer = setTimeout(tick, pause / speed);
  });

  return {
    step: (by) => seek(store.get().position + by),
    first: () => seek(0),
    last: () => seek(length()),
    seek,
    over() {
      const { timeline, position } = store.get();
      const steps = timeline?.steps ?? [];
      let next = position + 1;
      const turn = steps[next - 1];
      const same = (/** @type {import("./types.js").Step | undefined} */ step) =>
        step?.kind === "contribution" && turn?.kind === "contribution" && step.node === turn.node;
      while (same(steps[next])) next += 1;
      seek(next);
    },
    contribute() {
      const { timeline, position } = store.get();
      const seed = (timeline?.forward ?? 0) + 1;
      if (position < seed) seek(seed);
      seek(store.get().position + 1);
    },
    toggle() {
      const { playing, position } = store.get();
      if (playing) store.set({ playing: false });
      else if (length() > 0)
        store.set({ playing: true, touring: false, position: position >= length() ? 0 : position });
    },
  };
}
