/**
 * The backward pass with a bug: what goes wrong, where it starts, and why the right way is right.
 *
 * Whoever opens it wants to know: does it matter? What if I forget the `+=`, the zeroing, the order?
 */

import { byId, html, proseOf } from "../../dom.js";
import { brief, signed } from "../../format.js";
import { symbolOf } from "../../names.js";
import { NO_SWITCHES, ORDERS } from "../../state.js";
import { boxOfValue, byGroup, connectQuestion, setMarks } from "../../study.js";

/** @typedef {import("../../types.js").Switches} Switches */
/**
 * @typedef {{ nodes: { id: number, label: string, wrong: number | null, right: number, differs: boolean }[], differs: number,
 *   parts: { node: number | null, slot: number | null, message: string } | null, ops: string[] }} BreakAnswer
 */

/** @type {Record<Switches["order"], string>} */
const VISITS = {
  topological: "topological (right)",
  creation: "in order of creation",
  depth_first: "depth first, as met",
  breadth_first: "breadth first, as met",
};

/** @param {import("../../types.js").PageStore} store */
export function breakView(store) {
  const panel = byId("panel-break");
  const overwrite = checkbox(
    "overwrite",
    "`=` instead of `+=`",
    "A node used twice keeps only its last contribution.",
  );
  const keep = checkbox("keep", "forget to zero", "A second pass adds onto the gradients of the first.");
  const order = html(
    "select",
    { "aria-label": "Order of visits" },
    ...ORDERS.map((value) => html("option", { value }, VISITS[value])),
  );
  const skip = html(
    "select",
    { "aria-label": "Op without a backward" },
    html("option", { value: "" }, "none"),
  );
  const verdict = html("div", { class: "verdicts", role: "status" });
  const body = html("tbody");
  const table = html(
    "table",
    { class: "ledger checks", hidden: true },
    html(
      "thead",
      {},
      html("tr", {}, ...["node", "wrong", "right"].map((text) => html("th", { scope: "col" }, text))),
    ),
    body,
  );
  panel.replaceChildren(
    html("h2", {}, "Break the backward pass"),
    html("p", {}, "Switch a bug on. Wrong gradients are marked on the graph."),
    html(
      "div",
      { class: "switches" },
      overwrite.label,
      keep.label,
      html("label", { class: "choice" }, html("span", {}, "visit"), order),
      html("label", { class: "choice" }, html("span", {}, "no backward for"), skip),
    ),
    verdict,
    table,
  );

  const changed = () =>
    store.set({
      switches: {
        overwrite: overwrite.input.checked,
        keep: keep.input.checked,
        order: /** @type {Switches["order"]} */ (order.value),
        skip: skip.value || null,
      },
    });
  for (const control of [overwrite.input, keep.input, order, skip]) control.onchange = changed;

  const ask = connectQuestion(store, {
    study: "break",
    what: "break",
    body: ({ switches }) => ({ switches }),
    show: (/** @type {BreakAnswer} */ answer) => show(answer),
    fail: (why) => {
      setMarks(store, "break", null);
      table.hidden = true;
      verdict.replaceChildren(...(why ? [why] : []));
    },
  });
  store.on(["switches"], ({ switches }) => {
    set(switches);
    ask();
  });
  set(store.get().switches);

  /** @param {Switches} switches */
  function set(switches) {
    overwrite.input.checked = switches.overwrite;
    keep.input.checked = switches.keep;
    order.value = switches.order;
    if (switches.skip && ![...skip.options].some(({ value }) => value === switches.skip))
      skip.append(html("option", { value: switches.skip }, switches.skip));
    skip.value = switches.skip ?? "";
  }

  /** @param {BreakAnswer} answer */
  function show({ nodes, differs, parts, ops }) {
    const state = store.get();
    skip.replaceChildren(
      html("option", { value: "" }, "none"),
      ...ops.map((op) => html("option", { value: op }, state.table?.ops.get(op)?.symbol ?? op)),
    );
    set(state.switches);
    const wrong = nodes.filter((node) => node.differs && boxOfValue(state, node.id));
    /** @type {import("../../types.js").Marks} */
    const marks = new Map(
      wrong.map((node) => [
        node.id,
        {
          text: `✗ ${node.wrong === null ? "∞" : brief(node.wrong)}`,
          tone: "bad",
          title: `${node.wrong === null ? "not finite" : brief(node.wrong)} instead of ${brief(node.right)}`,
        },
      ]),
    );
    for (const [path, inside] of byGroup(state, nodes)) {
      const count = inside.filter((node) => node.differs).length;
      const title = `${count} of the ${inside.length} gradients in it are wrong. Open it to see which.`;
      if (count > 0) marks.set(path, { text: `✗ ${count} of ${inside.length}`, tone: "bad", title });
    }
    setMarks(store, "break", marks);
    table.hidden = wrong.length === 0;
    body.replaceChildren(
      ...[...wrong].reverse().map((node) => {
        const box = boxOfValue(state, node.id)?.id ?? 0;
        const row = html(
          "tr",
          {},
          html("th", { scope: "row" }, symbolOf(state.names[box] ?? node.label)),
          html("td", { class: "verdict bad" }, node.wrong === null ? "not finite" : signed(node.wrong)),
          html("td", {}, signed(node.right)),
        );
        row.onpointerenter = () => store.set({ hovered: box });
        row.onpointerleave = () => store.set({ hovered: null });
        return row;
      }),
    );
    verdict.replaceChildren(...verdictOf(differs, parts));
  }

  /**
   * @param {number} differs
   * @param {BreakAnswer["parts"]} parts
   */
  function verdictOf(differs, parts) {
    const { switches } = store.get();
    if (JSON.stringify(switches) === JSON.stringify(NO_SWITCHES))
      return [html("p", { class: "aside" }, "Nothing is broken: this is the right pass.")];
    if (differs === 0)
      return [
        html(
          "p",
          { class: "verdict good" },
          "Nothing goes wrong here. This graph does not show the bug: use a value twice, or in two places.",
        ),
      ];
    const says = html(
      "p",
      { class: "verdict bad" },
      `${differs} ${differs === 1 ? "gradient is" : "gradients are"} wrong.`,
    );
    if (!parts) return [says];
    const why = html("p", {}, ...proseOf(parts.message));
    const there = placeOf(store.get(), parts);
    if (there === null) return [says, why];
    const go = html("button", { type: "button" }, "Show the right step here");
    go.onclick = () => store.set({ position: there, playing: false });
    return [says, why, go];
  }
}

/**
 * The place of the right pass's contribution over the same edge, if that edge is on screen.
 *
 * @param {Readonly<import("../../types.js").PageState>} state
 * @param {NonNullable<BreakAnswer["parts"]>} parts
 */
function placeOf(state, { node, slot }) {
  const box = node === null ? null : boxOfValue(state, node);
  if (!box || box.group || !state.timeline) return null;
  const index = state.timeline.steps.findIndex(
    (step) => step.kind === "contribution" && step.node === box.id && step.slot === slot,
  );
  return index < 0 ? null : index + 1;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} about
 */
function checkbox(name, text, about) {
  const input = html("input", { type: "checkbox", name });
  const words = text.split("`").map((part, i) => (i % 2 ? html("code", {}, part) : part));
  const label = html(
    "label",
    { class: "switch" },
    input,
    html("span", {}, ...words, html("small", {}, about)),
  );
  return { input, label };
}
