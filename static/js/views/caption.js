/**
 * The present step in one sentence and one formula, beside the controls.
 *
 * Whoever has no room for the panel, or stands before a class, wants to read what happens where they press.
 */

import { chainRule } from "../chain_rule.js";
import { byId, html } from "../dom.js";
import { explained } from "../explaining.js";
import { isSingle } from "../groups.js";
import { fitFormulas } from "../math.js";
import { stepAt } from "../timeline.js";

/** @param {import("../types.js").PageStore} store */
export function captionView(store) {
  const caption = byId("docked");
  new ResizeObserver(() => fitFormulas(caption)).observe(caption);

  store.on(["graph", "timeline", "position", "table", "names", "concealed"], (state) => {
    const told = explained({ ...state, fill: "symbols" });
    caption.hidden = told === null;
    if (!told || !state.timeline || !state.graph) return;
    const step = stepAt(state.timeline, state.position);
    const { nodes } = state.graph;
    const alone =
      step?.kind === "contribution" &&
      !step.spread &&
      step.local !== null &&
      isSingle(nodes[step.node]) &&
      isSingle(nodes[step.parent]);
    const formulas = alone
      ? [chainRule(state, step, "symbols"), chainRule(state, step, "number")]
      : told.formulas.flatMap((part) => (part.matches("p") ? [] : [...part.children]));
    if (alone) formulas[0].classList.add("roomy");
    for (const math of formulas) math.setAttribute("display", "inline");
    for (const math of formulas) math.setAttribute("displaystyle", "true");
    const [sentence] = told.says;
    const where = told.formulas.filter((part) => part.matches("p"));
    caption.replaceChildren(
      html("p", {}, ...sentence.childNodes, ...where.flatMap((part) => [" ", ...part.childNodes])),
      html("div", { class: "formulas" }, ...formulas),
    );
    fitFormulas(caption);
  });
}
