/** What is to be said of the program's own autograd class: right or wrong, where it first goes wrong, and the way there. */

import { rememberMended } from "../bugs.js";
import { byId, html, proseOf } from "../dom.js";
import { short } from "../format.js";
import { valueId } from "../groups.js";

/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("../types.js").PageState} PageState */

/** @type {Record<string, string>} */
const KINDS = {
  overwrites: "Overwritten",
  local: "A local derivative",
  missing: "A share that never comes",
  order: "Passed on too early",
  repeated: "Passed on twice",
  seed: "The seed",
  stale: "Left from before",
  value: "Another number",
};

/** @param {import("../types.js").PageStore} store */
export function engineView(store) {
  const place = byId("engine");
  let wasWrong = false;

  store.on(["graph", "answered", "source"], (state) => {
    const { graph, answered, source } = state;
    const engine = graph?.engine;
    const silent = !engine || (engine.verdict === "unchecked" && graph.passes.length === 0);
    place.hidden = silent || answered !== source;
    if (!engine || answered !== source) return;
    place.replaceChildren(...(engine.verdict === "wrong" ? wrong(engine) : [fine(engine)]));
    const elsewhere = typeof engine.elsewhere === "number"; // a graph kept from an earlier version has none
    if (engine.verdict === "right" && !elsewhere && wasWrong) rememberMended(source);
    wasWrong = engine.verdict === "wrong" || elsewhere;
    const marks = new Map(
      engine.wrong.map((id, i) => {
        const right = engine.right[i];
        const text = right === null ? "≠" : `≠ ${short(right)}`;
        return [id, { text, tone: /** @type {const} */ ("bad"), title: `The right gradient is ${right}` }];
      }),
    );
    store.set({ marks: { ...state.marks, step: marks.size > 0 ? marks : null } });
  });

  /** @param {import("../types.js").Engine} engine */
  function fine({ name, verdict, unused, elsewhere }) {
    if (typeof elsewhere === "number") {
      const said = verdict === "right" ? "is right" : "is not checked";
      return html(
        "p",
        { class: "verdict" },
        `This pass of your ${name} ${said}; pass ${elsewhere + 1} goes wrong.`,
      );
    }
    if (verdict === "unchecked") {
      return html(
        "p",
        { class: "verdict" },
        `Your ${name} runs as you wrote it. Its gradients are not checked here.`,
      );
    }
    const text = wasWrong
      ? `Mended: every gradient of your ${name} is right.`
      : `Your ${name} is right: every gradient is the chain rule's.`;
    const rest =
      unused.length > 0 ? proseOf(` Not tried here: ${unused.map((op) => `\`${op}\``).join(", ")}.`) : [];
    return html("p", { class: "verdict right" }, text, ...rest);
  }

  /** @param {import("../types.js").Engine} engine */
  function wrong({ name, findings, wrong: nodes }) {
    const values = nodes.length === 1 ? "one gradient is" : `${nodes.length} gradients are`;
    const what =
      nodes.length > 0 ? `${values} not the chain rule's` : "an op gives another number than its sign says";
    const list = html("ol", { class: "findings" }, ...findings.map(item));
    return [html("p", { class: "verdict wrong" }, `Your ${name} goes wrong: ${what}.`), list];
  }

  /** @param {Finding} finding */
  function item(finding) {
    const show = html("button", { type: "button" }, "Show me");
    show.onclick = () => goTo(finding);
    return html(
      "li",
      {},
      html("b", {}, KINDS[finding.kind]),
      html("p", {}, ...proseOf(finding.message)),
      html("p", { class: "hint" }, ...proseOf(finding.hint)),
      show,
    );
  }

  /** @param {Finding} finding */
  function goTo(finding) {
    const { timeline, graph } = store.get();
    if (!timeline || !graph) return;
    const at = stepOf(timeline.steps, graph, finding);
    store.set({
      position: at === null ? timeline.steps.length : at + 1,
      playing: false,
      touring: false,
      study: "step",
      chosen: finding.node,
      pointed: finding.span,
    });
  }

  store.on(["position", "source"], ({ pointed }, before) => {
    if (pointed && before.pointed === pointed) store.set({ pointed: null }); // moved on by other means
  });
}

/**
 * The step at which a finding shows: the write itself or, in a folded picture, the first that lands on its box.
 *
 * @param {import("../types.js").Step[]} steps
 * @param {import("../types.js").Graph} graph
 * @param {Finding} finding
 * @returns {number | null} null for what never came
 */
export function stepOf(steps, graph, { kind, node, span, step }) {
  if (kind === "seed") return steps.findIndex((one) => one.kind === "seed");
  if (step === null) return null;
  const whole = steps.findIndex((one) => one.kind === "contribution" && one.index === step);
  const fits = (/** @type {import("../types.js").Step} */ one) =>
    one.kind === "contribution" &&
    valueId(graph.nodes[one.parent]) === node &&
    String(one.span) === String(span);
  if (whole >= 0 && fits(steps[whole])) return whole;
  const found = steps.findIndex(fits);
  return found >= 0 ? found : null;
}
