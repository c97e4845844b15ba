/**
 * What the panels at the right share: each asks the server about the program on screen, but only while it is looked at,
 * again when the program has changed, one question at a time.
 */

import { askAbout } from "./api.js";
import { byId, html, proseOf } from "./dom.js";
import { valueId } from "./groups.js";
import { isEditable } from "./literals.js";
import { symbolOf } from "./names.js";
import { chosenLeaf } from "./probe.js";
import { createRetry, isNotNow } from "./retry.js";

/** @typedef {import("./types.js").PageStore} PageStore */
/** @typedef {import("./types.js").PageState} PageState */

/**
 * @template T
 * @typedef {object} Question
 * @property {import("./types.js").Study} study the panel that wants to know
 * @property {string} what the end of the address, as in /api/check
 * @property {(state: Readonly<PageState>) => Record<string, any> | null} body null where there is nothing to ask
 * @property {(answer: T, state: Readonly<PageState>, asked: Record<string, any>) => void} show with what was
 *   asked: the body and the source
 * @property {(text: HTMLElement | null) => void} fail why, to be shown; null: nothing to ask
 */

/**
 * Ask whenever the panel is open and what it asks about has changed.
 *
 * @template T
 * @param {PageStore} store
 * @param {Question<T>} question
 * @param {typeof askAbout} [send] who answers
 * @returns {() => void} ask again now: something of the panel itself has changed
 */
export function connectQuestion(store, { study, what, body, show, fail }, send = askAbout) {
  let last = "";
  /** @type {import("./types.js").Graph | null} */
  let about = null; // the answer to `last` was sorted by this graph's boxes
  /** @type {{ source: string, call: AbortController } | null} */
  let asking = null;
  let again = false;
  const retry = createRetry(() => void ask());

  async function ask() {
    const state = store.get();
    if (state.study !== study) {
      if (asking) last = ""; // nobody looks any more: what is called off is asked anew on the way back
      asking?.call.abort();
      return;
    }
    if (!ready(state)) return; // the next answer calls again
    const more = body(state);
    const now = JSON.stringify([state.source, state.pass, more]);
    if (now === last && state.graph === about) return;
    if (more === null) {
      [last, about] = [now, state.graph];
      asking?.call.abort();
      fail(null);
      return;
    }
    if (asking && state.cause === "drag" && state.source !== asking.source) {
      again = true; // while a number is dragged, the answer that is under way is shown first
      return;
    }
    asking?.call.abort();
    const call = new AbortController();
    const mine = { source: state.source, call };
    asking = mine;
    [last, about] = [now, state.graph];
    try {
      const { ok, failure } = await send(what, state, more, call.signal);
      if (call.signal.aborted) return;
      if (failure) failed(failure);
      else {
        retry.settled();
        show(ok, store.get(), { ...more, source: state.source });
      }
    } catch (error) {
      if (!call.signal.aborted) throw error;
    } finally {
      if (asking === mine) asking = null;
    }
    if (again && !asking) {
      again = false;
      ask();
    }
  }

  /** @param {import("./types.js").Failure} failure */
  function failed(failure) {
    const text = failureText(failure);
    if (isNotNow(failure)) {
      last = ""; // no fault of the question
      retry.failed(failure.wait);
      const now = html("button", { type: "button" }, "Try again");
      now.onclick = () => void ask();
      text.append(now);
    }
    fail(text);
  }

  store.on(["study", "graph", "answered", "pass", "chosen", "failure"], () => void ask());
  return () => void ask();
}

/**
 * Whether what is on screen is what is wanted: the present source, and the pass that was asked for.
 *
 * @param {Readonly<PageState>} state
 */
function ready({ graph, answered, source, failure, pass, passes }) {
  if (!graph || answered !== source || failure) return false;
  return pass === null || !passes || passes.index === pass;
}

/**
 * Put badges on the cards, for as long as this panel is open.
 *
 * @param {PageStore} store
 * @param {import("./types.js").Study} study
 * @param {import("./types.js").Marks | null} marks
 */
export function setMarks(store, study, marks) {
  store.set({ marks: { ...store.get().marks, [study]: marks } });
}

/**
 * Why there is no answer, as in the program's own messages.
 *
 * @param {import("./types.js").Failure} failure
 */
export function failureText({ message, hint }) {
  const lines = [html("p", { class: "failure" }, ...proseOf(message))];
  if (hint) lines[0].append(html("span", { class: "hint" }, " ", ...proseOf(hint)));
  return html("div", { class: "message", role: "status" }, ...lines);
}

/**
 * The box that shows a Value of the whole graph, if it is on screen.
 *
 * @param {Readonly<PageState>} state
 * @param {number} value its id in the whole graph
 */
export function boxOfValue({ graph }, value) {
  return graph?.nodes.find((node) => (node.value === undefined ? node.id : node.value) === value) ?? null;
}

/**
 * What lies in the closed groups on screen, by their paths.
 *
 * @template {{ id: number }} T a Value of the whole graph, with what is told of it
 * @param {Readonly<PageState>} state
 * @param {T[]} told
 * @returns {Map<string, T[]>}
 */
export function byGroup({ graph }, told) {
  const groups = (graph?.nodes ?? []).flatMap(({ group }) => group ?? []);
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const { path, first = 0, last = -1 } of groups) {
    const inside = told.filter(({ id }) => first <= id && id <= last);
    if (inside.length > 0) found.set(path, inside);
  }
  return found;
}

/**
 * A section of the Code panel, which is looked at only while it is open.
 *
 * @param {PageStore} store
 * @param {string} name as in the template
 */
export function section(store, name) {
  const details = /** @type {HTMLDetailsElement} */ (byId(`code-${name}`));
  const body = /** @type {HTMLElement} */ (details.lastElementChild);
  /** @param {() => void} run whenever it comes into view or leaves it */
  const onSeen = (run) => {
    details.addEventListener("toggle", run);
    store.on(["study"], run);
  };
  return { body, seen: () => details.open && store.get().study === "code", onSeen };
}

/**
 * The numbers of the program that a question can be about, to choose from; it is the same choice in every panel.
 *
 * @param {PageStore} store
 * @param {string} label
 * @returns {HTMLSelectElement}
 */
export function leafChoice(store, label) {
  const choice = html("select", { "aria-label": label });
  choice.onchange = () => store.set({ probe: { ...store.get().probe, leaf: Number(choice.value) } });
  store.on(["graph", "names", "probe"], (state) => {
    const leaf = chosenLeaf(state);
    const nodes = (state.graph?.nodes ?? []).filter((node) => isEditable(node) || valueId(node) === leaf);
    choice.replaceChildren(
      ...nodes.map((node) => html("option", { value: valueId(node) }, symbolOf(state.names[node.id]))),
    );
    if (leaf !== null) choice.value = String(leaf);
  });
  return choice;
}
