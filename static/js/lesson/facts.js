/** What a lesson may ask about the expression page. */

import { valueId, withHidden } from "../groups.js";

/** @typedef {import("../types.js").PageState} PageState */

/**
 * @param {Readonly<PageState>} state
 * @param {string} what
 * @returns {import("./types.js").Fact} undefined while the page is on its way to another state
 */
export function factOf(state, what) {
  const named = /^(value|gradient) of (.+)$/.exec(what);
  if (!named && !Object.hasOwn(ANSWERED, what))
    return Object.hasOwn(FACTS, what) ? FACTS[what](state) : undefined;
  if (!isSettled(state)) return undefined;
  if (!named) return ANSWERED[what](state);
  const node = nodeNamed(state, named[2]);
  return named[1] === "value" ? node?.data : node?.grad;
}

/**
 * Whether what is on screen is the answer to what is asked for.
 *
 * @param {Readonly<PageState>} state
 */
export const isSettled = ({ source, answered, failure, arrival }) =>
  source === answered && failure === null && arrival === null;

/**
 * What the answer to a program says.
 *
 * @type {Record<string, (state: Readonly<PageState>) => import("./types.js").Fact>}
 */
const ANSWERED = {
  place: placeOf,
  step: ({ position }) => position,
  pass: ({ passes }) => (passes ? passes.index + 1 : undefined),
  verdict: ({ graph }) => graph?.engine?.verdict ?? "none",
  ops: ({ graph }) => (graph?.nodes ?? []).flatMap(({ op }) => op ?? []),
  values: ({ graph }) => graph?.folded?.values ?? graph?.nodes.length,
  opened: ({ graph }) => (graph?.groups?.length ? graph.groups.map(({ name }) => name) : ["nothing"]),
  predicted: predictedOf,
  printed: ({ output }) => output.map(({ text }) => text).join(""),
};

/**
 * What can be told at any time.
 *
 * @type {Record<string, (state: Readonly<PageState>) => import("./types.js").Fact>}
 */
const FACTS = {
  panel: ({ study }) => study,
  chosen: (state) => (state.chosen === null ? "nothing" : nameOf(state, state.chosen)),
  error: (state) => state.failure?.message ?? (isSettled(state) ? "nothing" : undefined),
  broken: ({ switches }) => brokenOf(switches),
  nudged: (state) => (state.probe.leaf === null ? "nothing" : nameOf(state, state.probe.leaf)),
  h: ({ probe }) => probe.h,
  program: ({ source }) => source,
};

/** @param {Readonly<PageState>} state */
function placeOf({ timeline, position }) {
  if (!timeline) return undefined;
  if (position >= timeline.steps.length) return "end";
  if (position > timeline.forward) return "backward";
  if (position === timeline.forward) return "ready";
  return position > 0 ? "forward" : "start";
}

/** @param {Readonly<PageState>} state */
function predictedOf({ study, concealed, marks }) {
  const found = marks.predict?.size ?? 0;
  return study === "predict" && concealed === null && found > 0 ? "all" : found;
}

/** @param {import("../types.js").Switches} switches */
function brokenOf({ overwrite, keep, order, skip }) {
  const words = [
    ...(overwrite ? ["overwrite"] : []),
    ...(keep ? ["keep"] : []),
    ...(order === "topological" ? [] : [order]),
    ...(skip ? [`no-${skip}`] : []),
  ];
  return words.length > 0 ? words : ["nothing"];
}

/**
 * The newest Value of a name.
 *
 * @param {Readonly<PageState>} state
 * @param {string} name
 */
export function nodeNamed({ graph, names }, name) {
  return graph
    ? withHidden(graph).findLast(({ id, label }) => label === name || names[id] === name)
    : undefined;
}

/**
 * @param {Readonly<PageState>} state
 * @param {number} id in the whole graph
 */
function nameOf({ graph, names }, id) {
  const node = graph && withHidden(graph).find((other) => valueId(other) === id);
  return node ? node.label || names[node.id] : undefined;
}
