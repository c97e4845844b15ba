/**
 * An op as the ops it is made of, and back: the text changes, the gradients of the leaves stay.
 *
 * Whoever opens it wants to know: what is inside a tanh? Does it matter how finely one cuts?
 */

import { askAbout } from "../../api.js";
import { html } from "../../dom.js";
import { valueId } from "../../groups.js";
import { failureText, section } from "../../study.js";

/** @typedef {import("../../types.js").PageState} PageState */

const SAME = 1e-9; // relative: two ways to compute differ in the last digits

/** @param {import("../../types.js").PageStore} store */
export function partsView(store) {
  const { body } = section(store, "parts");
  const rules = html(
    "select",
    { "aria-label": "Rules" },
    html("option", { value: "parts" }, "in simpler ops"),
    html("option", { value: "micrograd" }, "as micrograd has it"),
  );
  const only = html("input", { type: "checkbox" });
  const onlyText = html("small", {});
  const told = html("div", { role: "status" });
  const change = (/** @type {string} */ what, /** @type {string} */ title) => {
    const button = html("button", { type: "button" }, title);
    button.onclick = () => rewrite(what);
    return button;
  };
  body.replaceChildren(
    html(
      "p",
      {},
      "tanh in exponentials, a quotient as a power: the program is written anew. Undo takes it back.",
    ),
    html("label", { class: "choice" }, html("span", {}, "write"), rules),
    html("label", { class: "switch" }, only, html("span", {}, "only the chosen node", onlyText)),
    html("div", { class: "row" }, change("expand", "Expand"), change("collapse", "Collapse")),
    told,
  );
  store.on(["chosen", "names", "graph"], (state) => {
    const node = chosenNode(state);
    only.disabled = !node;
    if (!node) only.checked = false;
    onlyText.textContent = node ? `It is ${state.names[node.id]}.` : "Click a card to choose one.";
  });
  onlyText.textContent = "Click a card to choose one.";
  only.disabled = true;

  /** @type {{ source: string, says: string, before: Map<string, number> } | null} */
  let awaited = null;

  /** @param {string} what */
  async function rewrite(what) {
    const state = store.get();
    const nodes = only.checked && state.chosen !== null ? [state.chosen] : "all";
    const before = leafGradients(state);
    const { ok, failure } = await askAbout(what, state, { nodes, as: rules.value });
    if (failure) {
      told.replaceChildren(failureText(failure));
      return;
    }
    if (store.get().source !== state.source) return; // somebody has typed meanwhile
    if (ok.places === 0) {
      say(what === "expand" ? "Nothing here has simpler parts." : "No op is recognised in its parts here.");
      return;
    }
    const places = `${ok.places} ${ok.places === 1 ? "place is" : "places are"}`;
    const says = `${places} ${what === "expand" ? "written in parts" : "put together"}.`;
    awaited = { source: ok.source, says, before };
    say(says);
    store.set({ source: ok.source, cause: "typing" });
  }

  store.on(["answered", "failure"], (state) => {
    if (!awaited || state.source !== awaited.source) {
      awaited = null;
      return;
    }
    if (state.answered !== awaited.source) return;
    say(`${awaited.says} ${compared(awaited.before, leafGradients(state))}`);
    awaited = null;
  });

  /** @param {string} text */
  function say(text) {
    told.replaceChildren(html("p", {}, text));
  }
}

/** @param {Readonly<PageState>} state */
function chosenNode({ graph, chosen }) {
  return graph?.nodes.find((node) => node.op !== null && chosen !== null && valueId(node) === chosen) ?? null;
}

/**
 * @param {Readonly<PageState>} state
 * @returns {Map<string, number>} of every named leaf on screen
 */
function leafGradients({ graph }) {
  const leaves = (graph?.nodes ?? []).filter(({ kind }) => kind === "leaf" || kind === "free");
  return new Map(leaves.map(({ label, grad }) => [label, grad]));
}

/**
 * @param {Map<string, number>} before
 * @param {Map<string, number>} after
 */
export function compared(before, after) {
  const both = [...before].filter(([label]) => after.has(label));
  const moved = both.filter(([label, grad]) => {
    const now = after.get(label) ?? 0;
    return Math.abs(now - grad) > SAME * Math.max(1, Math.abs(grad));
  });
  if (both.length === 0) return "";
  if (moved.length > 0) return `The gradient of ${moved[0][0]} has changed.`;
  return both.length === 1
    ? `The gradient of ${both[0][0]} stays the same.`
    : `The gradients of all ${both.length} leaves stay the same.`;
}
