/**
 * The backward pass with a bug: what goes wrong, where it starts, and why the right way is right.
 *
 * Whoever opens it wants to know: does it matter? What if I forget the `+=`, the zeroing, the order?
 */

import { brokenTimeline, settledAt } from "../../broken.js";
import { byId, html, proseOf } from "../../dom.js";
import { brief, columnOf, plus } from "../../format.js";
import { symbolOf } from "../../names.js";
import { NO_SWITCHES, ORDERS } from "../../state.js";
import { boxOfValue, byGroup, connectQuestion, setMarks } from "../../study.js";
import { switchOf } from "../../switch_of.js";
import { carry, makeTimeline } from "../../timeline.js";

/** @typedef {import("../../types.js").Switches} Switches */
/**
 * @typedef {Omit<import("../../broken.js").BrokenPass, "nodes"> & { nodes: { id: number, label: string, wrong: number | null, right: number,
 *   differs: boolean }[], differs: number, parts: { step: number, message: string } | null, ops: string[] }} BreakAnswer
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
  const yours = html("p", { class: "yours", hidden: true });
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
    html(
      "p",
      {},
      "Switch a bug on and play the pass: it goes wrong before your eyes, and every wrong gradient is marked as it lands.",
    ),
    html(
      "div",
      { class: "switches" },
      overwrite.label,
      keep.label,
      html("label", { class: "choice" }, html("span", {}, "visit"), order),
      html("label", { class: "choice" }, html("span", {}, "no backward for"), skip),
    ),
    yours,
    verdict,
    table,
  );

  // whoever has a bug of their own wants to know which of these it is
  store.on(["graph"], ({ graph }) => {
    const engine = graph?.engine;
    const found = (engine?.findings ?? []).map((finding) => ({ finding, is: switchOf(finding) }));
    const one = found.find(({ is }) => is);
    yours.hidden = !engine || !one;
    if (!engine || !one?.is) return;
    const { does, switches } = one.is;
    const on = html("button", { type: "button" }, "Switch it on");
    on.onclick = () => store.set({ switches: { ...NO_SWITCHES, ...switches } });
    yours.replaceChildren(...proseOf(`The bug of your ${engine.name} is here too: ${does}. `), on);
  });

  /** @type {BreakAnswer | null} */
  let last = null;
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
  // the right pass is on the picture again as soon as nobody looks at a bug
  store.on(["study", "switches"], ({ study, switches, timeline }) => {
    if (timeline?.right && (study !== "break" || isWhole(switches))) play(null);
  });
  store.on(["study"], ({ study }, before) => {
    if (study === "break" && before.study !== "break" && last) play(last);
  });
  store.on(["graph", "source", "switches"], () => {
    last = null; // it was about what was there before
  });
  store.on(["switches"], ({ switches }) => {
    set(switches);
    ask();
  });
  set(store.get().switches);

  /**
   * Put a broken pass in the place of the right one, or the right one back.
   *
   * @param {BreakAnswer | null} answer
   */
  function play(answer) {
    const { graph, timeline: old, position, switches } = store.get();
    if (!graph) return;
    const broken = answer && !isWhole(switches) ? brokenTimeline(graph, answer) : null;
    if (!broken && !old?.right) return;
    const timeline = broken ?? makeTimeline(graph);
    store.set({ timeline, position: carry(position, old, timeline), playing: false });
  }

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
  function show(answer) {
    const { nodes, differs, parts, ops } = answer;
    last = answer;
    play(answer);
    const state = store.get();
    const { timeline } = state;
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
          from: timeline?.right ? settledAt(timeline, boxOfValue(state, node.id)?.id ?? -1) : 0,
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
    const show = columnOf(wrong.flatMap((node) => [node.wrong ?? 0, node.right]));
    table.hidden = wrong.length === 0;
    body.replaceChildren(
      ...[...wrong].reverse().map((node) => {
        const box = boxOfValue(state, node.id)?.id ?? 0;
        const row = html(
          "tr",
          {},
          html("th", { scope: "row" }, symbolOf(state.names[box] ?? node.label)),
          html("td", { class: "verdict bad" }, node.wrong === null ? "not finite" : plus(node.wrong, show)),
          html("td", {}, plus(node.right, show)),
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
    if (isWhole(switches))
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
    const { timeline } = store.get();
    if (!timeline?.right) return [says, why];
    const { forward, steps } = timeline;
    const run = html("button", { type: "button" }, "Play the broken pass");
    run.onclick = () => store.set({ position: forward + 1, playing: true });
    const go = html("button", { type: "button" }, "Show where it goes wrong");
    go.onclick = () =>
      store.set({ position: Math.min(forward + 2 + parts.step, steps.length), playing: false });
    return [says, why, html("div", { class: "buttons" }, run, go)];
  }
}

/** @param {Switches} switches */
function isWhole(switches) {
  return JSON.stringify(switches) === JSON.stringify(NO_SWITCHES);
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
