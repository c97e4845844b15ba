/**
 * From the source to the graph on screen.
 *
 * Typing waits for a short pause; a drag goes out at once, one question at a time with only the newest waiting. An
 * answer to anything but the newest source is dropped. A broken source keeps the last good graph.
 */

import { askGraph, askLayout } from "./api.js";
import { shapeOf } from "./boxes.js";
import { displayNames } from "./names.js";
import { makeTimeline } from "./timeline.js";

const TYPING_PAUSE = 120; // ms: shorter than a pause between words, longer than one between letters

/** @param {import("./types.js").PageStore} store */
export function connectSession(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let busy = false;
  let again = false;
  let shape = "";

  async function update() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      await answerTo(store.get().source);
    } while (again);
    busy = false;
  }

  /** @param {string} source */
  async function answerTo(source) {
    const answer = await askGraph(source);
    if (store.get().source !== source) {
      again = again || store.get().cause === "drag";
      if (store.get().cause !== "drag" || !answer.ok) return; // stale; a drag still shows what it passed through
    }
    if (answer.failure) {
      store.set({ failure: answer.failure, playing: false });
      return;
    }
    const graph = answer.ok;
    const names = displayNames(graph.nodes);
    const boxes = shapeOf(graph.nodes, names);
    const newShape = JSON.stringify(boxes);
    let { layout } = store.get();
    let failure = null;
    if (newShape !== shape || !layout) {
      const placed = await askLayout(boxes);
      if (store.get().source !== source && store.get().cause !== "drag") return;
      layout = placed.ok ?? null;
      if (placed.failure) failure = placed.failure;
      shape = newShape;
    }
    show(source, graph, names, layout, failure);
  }

  /**
   * @param {string} answered
   * @param {import("./types.js").Graph} graph
   * @param {string[]} names
   * @param {import("./types.js").Layout | null} layout
   * @param {import("./types.js").Failure | null} failure
   */
  function show(answered, graph, names, layout, failure) {
    const before = store.get();
    const timeline = makeTimeline(graph);
    const end = timeline.steps.length;
    const wasAtEnd = before.timeline !== null && before.position >= before.timeline.steps.length;
    const position = wasAtEnd ? end : Math.min(before.position, end);
    store.set({ graph, answered, names, layout, timeline, failure, position, hovered: null });
  }

  store.on(["source"], (state) => {
    clearTimeout(timer);
    if (state.cause === "typing") timer = setTimeout(update, TYPING_PAUSE);
    else update();
  });
  update();
}
