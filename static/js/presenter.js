/**
 * From an answer to the picture: names, a place for every box, the row of steps.
 *
 * It does not matter where the answer comes from: a program, or a training loop that shows one sample's loss. The
 * layout is asked for only when the shape is another one.
 */

import { readAnswer } from "./answer.js";
import { withHidden } from "./groups.js";
import { displayNames } from "./names.js";
import { largerOf, place, shapeKey } from "./placement.js";
import { reachedFrom } from "./reach.js";
import { carry, makeTimeline } from "./timeline.js";

/** @typedef {import("./types.js").Ran} Ran */

/**
 * @typedef {object} Presenter
 * @property {(ran: Ran, answered: string, options?: { signal?: AbortSignal, wanted?: () => boolean }) => Promise<void>} present
 *   put a graph on the page; `wanted` is asked again once the layout is there
 */

/**
 * @param {import("./types.js").PageStore} store
 * @returns {Presenter}
 */
export function makePresenter(store) {
  let shape = "";
  /** @type {import("./placement.js").Placed | null} of that shape */
  let places = null;

  store.on(["stage"], ({ stage, layout }) => {
    if (!places || !layout || stage.width === 0) return;
    const better = largerOf(places, stage);
    if (better !== layout) store.set({ layout: better });
  });

  /** @type {Presenter["present"]} */
  async function present(answer, answered, { signal, wanted = () => true } = {}) {
    const ran = readAnswer(answer);
    if (ran.root === null) {
      shape = "";
      const nothing = { graph: null, layout: null, timeline: null, names: [], position: 0, hovered: null };
      store.set({
        ...nothing,
        answered,
        output: ran.items,
        notes: ran.notes,
        passes: passesOf(ran),
        failure: null,
        playing: false,
      });
      return;
    }
    const all = { ...ran, root: ran.root };
    const graph = all.passes.length > 1 && !all.folded ? reachedFrom(all) : all;
    const names = displayNames(withHidden(graph)); // those of the hidden leaves follow
    const newShape = shapeKey(graph, names);
    let { layout } = store.get();
    let failure = null;
    if (newShape !== shape || !layout) {
      const placed = await place(graph, names, signal);
      if (!wanted()) return;
      places = placed.ok ?? null;
      layout = places && largerOf(places, store.get().stage);
      failure = placed.failure ?? null;
      shape = newShape;
    }
    show(answered, graph, passesOf(all), names, layout, failure);
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
    const position = Math.min(placeIn(timeline, before), end);
    store.set({
      graph,
      answered,
      output: graph.items,
      notes: graph.notes,
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

  return { present };
}

/**
 * Where to be in a new row of steps: where a link leads, or where one was.
 *
 * @param {import("./types.js").Timeline} timeline
 * @param {Readonly<import("./types.js").PageState>} before
 */
function placeIn(timeline, { arrival, position, timeline: old }) {
  if (arrival !== null) return arrival === "ready" ? timeline.forward : arrival;
  return carry(position, old, timeline);
}

/** @param {Ran} ran */
function passesOf(ran) {
  if (ran.pass === null) return null;
  return { index: ran.pass, count: ran.passes.length, losses: ran.passes.map(({ data }) => data ?? 0) };
}
