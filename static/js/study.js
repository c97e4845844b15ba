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

/** @typedef {import("./types.js").PageStore} PageStore */
/** @typedef {import("./types.js").PageState} PageState */

/**
 * @template T
 * @typedef {object} Question
 * @property {import("./types.js").Study} study the panel that wants to know
 * @property {string} what the end of the address, as in /api/check
 * @property {(state: Readonly<PageState>) => Record<string, unknown> | null} body null where there is nothing to ask
 * @property {(answer: T, state: Readonly<PageState>) => void} show
 * @property {(failure: import("./types.js").Failure | null) => void} fail null: nothing to ask
 */

/**
 * Ask whenever the panel is open and what it asks about has changed.
 *
 * @template T
 * @param {PageStore} store
 * @param {Question<T>} question
 * @returns {() => void} ask again now: something of the panel itself has changed
 */
export function connectQuestion(store, { study, what, body, show, fail }) {
  let last = "";
  /** @type {AbortController | null} */
  let asking = null;
  let again = false;

  async function ask() {
    const state = store.get();
    if (state.study !== study) return;
    if (!state.graph || state.answered !== state.source || state.failure) return; // the next answer calls again
    const more = body(state);
    const now = JSON.stringify([state.source, state.pass, more]);
    if (now === last) return;
    if (more === null) {
      last = now;
      asking?.abort();
      fail(null);
      return;
    }
    if (asking && state.cause === "drag") {
      again = true; // while a number is dragged, the answer that is under way is shown first
      return;
    }
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    last = now;
    try {
      const answer = await askAbout(what, state, more, mine.signal);
      if (answer.failure) fail(answer.failure);
      else show(answer.ok, store.get());
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    } finally {
      if (asking === mine) asking = null;
    }
    if (again && !asking) {
      again = false;
      ask();
    }
  }

  store.on(["study", "graph", "answered", "pass", "chosen", "failure"], () => void ask());
  return () => void ask();
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
