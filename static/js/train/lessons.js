/** Lessons on the training page. Loaded when there is one. */

import { connectGuide } from "../lesson/guide.js";
import { readValue } from "./config.js";
import { factOf } from "./lesson_facts.js";
import { openValues } from "./opening.js";
import { withPin } from "./pins.js";

/** @type {(keyof import("./types.js").TrainState)[]} */
const TOLD = ["position", "playing", "frame", "inspecting", "landscape", "pins", "config", "ready"];

/**
 * @param {import("./types.js").TrainStore} store
 * @param {import("./session.js").Session} session
 * @param {import("./player.js").Player} player
 * @param {(training: string) => void} begin a training, as an address tells it
 * @param {boolean} keep whether the training on the page stays, as a link brought it
 */
export function mountLessons(store, session, player, begin, keep) {
  let goal = Number.POSITIVE_INFINITY; // the step that "Show me" trains to
  store.on(["position", "playing"], ({ position, playing }) => {
    if (position < goal || !playing) return;
    const there = goal;
    goal = Number.POSITIVE_INFINITY;
    queueMicrotask(() => player.seek(there));
  });

  /** @type {[RegExp, (...parts: string[]) => void][]} */
  const doors = [
    [/^train to (\d+)$/, (step) => trainTo(Number(step))],
    [/^set (\w+) to (\S+)$/, set],
    [/^look inside$/, () => openValues(store, store.get().chosen.unit)],
    [/^start over$/, () => player.restart()],
    [/^keep this run$/, () => store.set({ pins: withPin(store.get()) })],
    [/^show the (slice|map)$/, (kind) => store.set({ landscape: kind === "map" ? "map" : "slice" })],
  ];

  /** @param {number} step */
  function trainTo(step) {
    if (store.get().end >= step) {
      player.seek(step);
      return;
    }
    goal = step;
    player.setPace("step");
    player.setSpeed(Math.max(store.get().speed, 100));
    player.play();
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  function set(name, text) {
    const { options } = store.get();
    const field = options?.fields.get(name);
    const value = options && field && readValue(field, text, options.limits);
    if (value !== undefined) session.change({ [name]: value });
  }

  connectGuide(
    {
      name: "train",
      fact: (what) => factOf(store.get(), what),
      settled: () => store.get().ready !== null,
      begin: (_, section) => begin(section.training ?? ""),
      enter() {},
      act(action) {
        for (const [form, run] of doors) {
          const found = form.exec(action);
          if (found) return run(...found.slice(1));
        }
      },
      brings: (now, before) => now.config !== before.config,
      onChange: (run) => store.on(TOLD, run),
    },
    store,
    keep,
  );
}
