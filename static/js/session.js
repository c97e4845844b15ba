/**
 * From the source to the graph on screen.
 *
 * Typing waits for a short pause, then calls off the question before it. A drag goes out at once, one question at a
 * time with only the newest waiting. An answer to anything but the newest source is dropped. A broken source keeps the
 * last good graph.
 */

import { askGraph } from "./api.js";
import { displayNames } from "./names.js";
import { place, shapeKey } from "./placement.js";
import { reachedFrom } from "./reach.js";
import { makeTimeline } from "./timeline.js";

const TYPING_PAUSE = 120; // ms: shorter than a pause between words, longer than one between letters

/** @param {import("./types.js").PageStore} store */
export function connectSession(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {AbortController | null} */
  let asking = null;
  let again = false;
  let shape = "";

  async function update() {
    if (asking && store.get().cause === "drag") {
      again = true;
      return;
    }
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      do {
        again = false;
        await answerTo(store.get().source, mine.signal);
      } while (again && !mine.signal.aborted);
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    } finally {
      if (asking === mine) asking = null;
    }
  }

  /**
   * @param {string} source
   * @param {AbortSignal} signal
   */
  async function answerTo(source, signal) {
    const { pass } = store.get();
    const answer = await askGraph(source, pass, signal);
    if (store.get().source !== source) {
      again = again || store.get().cause === "drag";
      if (store.get().cause !== "drag" || !answer.ok) return; // stale; a drag still shows what it passed through
    }
    if (answer.failure?.code === "request" && pass !== null) {
      store.set({ pass: null }); // the program has changed and runs fewer passes now
      return;
    }
    if (answer.failure) {
      store.set({ failure: answer.failure, playing: false });
      return;
    }
    const { items, root } = answer.ok;
    if (root === null) {
      shape = "";
      const nothing = { graph: null, layout: null, timeline: null, names: [], position: 0, hovered: null };
      store.set({
        ...nothing,
        answered: source,
        output: items,
        passes: passesOf(answer.ok),
        failure: null,
        playing: false,
      });
      return;
    }
    const all = { ...answer.ok, root };
    const graph = all.passes.length > 1 ? reachedFrom(all) : all;
    const names = displayNames(graph.nodes);
    const newShape = shapeKey(graph, names);
    let { layout } = store.get();
    let failure = null;
    if (newShape !== shape || !layout) {
      const placed = await place(graph, names, store.get().stage, signal);
      if (store.get().source !== source && store.get().cause !== "drag") return;
      layout = placed.ok ?? null;
      if (placed.failure?.code !== "limit") failure = placed.failure ?? null; // too large is no mistake
      shape = newShape;
    }
    show(source, graph, passesOf(all), names, layout, failure);
  }

  /**
   * @param {string} answered
   * @param {import("./types.js").Graph} graph
   * @param {import("./types.js").PageState["passes"]} passes
   * @param {string[]} names
   * @param {import("./types.js").Layout | null} layout
   * @param {import("./types.js").Failure | null} failure
   */
  function show(answered, graph, passes, names, layout, failure) {
    const before = store.get();
    const timeline = makeTimeline(graph);
    const end = timeline.steps.length;
    const wasAtEnd = before.timeline !== null && before.position >= before.timeline.steps.length;
    const position = Math.min(before.arrival ?? (wasAtEnd ? end : before.position), end);
    store.set({
      graph,
      answered,
      output: graph.items,
      passes,
      names,
      layout,
      timeline,
      failure,
      position,
      arrival: null,
      hovered: null,
    });
  }

  store.on(["source", "pass"], (state, before) => {
    clearTimeout(timer);
    const typed = state.source !== before.source && state.cause === "typing";
    if (typed) timer = setTimeout(update, TYPING_PAUSE);
    else update();
  });
  update();
}

/** @param {import("./types.js").Ran} ran */
function passesOf(ran) {
  return ran.pass === null ? null : { index: ran.pass, count: ran.passes.length };
}
