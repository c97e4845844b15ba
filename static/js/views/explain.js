/**
 * The present step, explained.
 *
 * Whoever reads it wants to know: what came from above, by what is it multiplied and why, and what is it added to?
 */

import { STAGES } from "../chain_rule.js";
import { byId, html } from "../dom.js";
import { explained } from "../explaining.js";
import { fitFormulas } from "../math.js";
import { stepAt } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */

/** @type {Record<import("../types.js").Stage, string>} */
const ABOUT = {
  symbols: "Only symbols",
  upstream: "The upstream gradient as a number",
  local: "The local derivative, too",
  number: "And their product",
};

/** What keeps the focus from one step to the next, although it is made anew. */
const FOCUSED = [...STAGES.map((name) => `[data-fill="${name}"]`), ".engine summary", ".engine pre"];

/** @param {import("../types.js").PageStore} store */
export function explainView(store) {
  const panel = byId("explain");
  const title = byId("explain-title");
  panel.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-fill]") : null;
    const wanted = STAGES.find((name) => name === button?.getAttribute("data-fill"));
    if (wanted) store.set({ fill: wanted });
  });
  panel.addEventListener("pointerover", ({ target }) => {
    const lights =
      target instanceof Element ? target.closest("[data-lights]")?.getAttribute("data-lights") : null;
    const parts = lights?.split(" ") ?? [];
    const lit = {
      nodes: parts.filter((part) => !part.includes(":")).map(Number),
      edges: parts.filter((part) => part.includes(":")),
    };
    if (lights || store.get().lit) store.set({ lit: lights ? lit : null });
  });
  panel.addEventListener("pointerleave", () => store.set({ lit: null }));
  let opened = false; // the engine's lines, from step to step

  store.on(["graph", "timeline", "position", "table", "names", "fill"], (state) => {
    const told = explained(state);
    if (!told) {
      if (state.answered === "") return; // nothing has been answered yet
      title.textContent = "This step";
      panel.replaceChildren(html("p", {}, "There is no Value here to step through."));
      return;
    }
    title.textContent = told.title;
    const step = state.timeline && stepAt(state.timeline, state.position);
    const had = FOCUSED.find((selector) => document.activeElement?.matches(`#explain ${selector}`));
    const fillable = told.formulas.some((part) => part.querySelector("[data-lights]"));
    // as the page has it at this moment: a `toggle` event may be later than the next key
    opened = /** @type {HTMLDetailsElement | null} */ (panel.querySelector(".engine"))?.open ?? opened;
    const lines = step && step.kind !== "seed" ? engineLines(state, step.node, opened) : [];
    panel.replaceChildren(
      ...told.says,
      ...told.formulas,
      ...(fillable ? [fills(state.fill)] : []),
      ...told.more,
      ...lines,
    );
    fitFormulas(panel);
    if (had) /** @type {HTMLElement | null} */ (panel.querySelector(had))?.focus();
  });
}

/**
 * The buttons to say how far the formula is filled in.
 *
 * @param {import("../types.js").Stage} fill
 */
function fills(fill) {
  const buttons = STAGES.map((name) =>
    html(
      "button",
      { type: "button", "data-fill": name, "aria-pressed": name === fill, title: ABOUT[name] },
      name,
    ),
  );
  return html("div", { class: "segments fills", role: "group", "aria-label": "Fill in" }, ...buttons);
}

/**
 * What computes it: the op's row in the engine, or its definition in the program.
 *
 * @param {Readonly<PageState>} state
 * @param {number} id
 * @param {boolean} open
 * @returns {Element[]}
 */
function engineLines({ graph, table }, id, open) {
  const op = table?.ops.get(graph?.nodes[id].op ?? "");
  if (!op?.code) return [];
  const where = op.own ? `In the program, line ${op.line}` : `In the engine: ops.py, line ${op.line}`;
  return [
    html(
      "details",
      { class: "engine", open },
      html("summary", {}, where),
      html("pre", { class: "source", tabindex: 0, role: "region", "aria-label": where }, op.code),
    ),
  ];
}
