/**
 * Nudge one number: what happens to everything that depends on it, and what the gradient had promised.
 *
 * Whoever opens it wants to know: is the gradient really a slope? How small must the nudge be? May it be too small?
 */

import { byId, html } from "../../dom.js";
import { brief } from "../../format.js";
import { symbolOf } from "../../names.js";
import { chosenLeaf } from "../../probe.js";
import { row, rows } from "../../prose.js";
import { boxOfValue, connectQuestion, leafChoice, setMarks } from "../../study.js";

/** @typedef {import("../../types.js").PageState} PageState */
/**
 * @typedef {{ node: { label: string }, h: number, gradient: number, rise: number | null, slope: number | null,
 *   moved: { id: number, label: string, before: number, change: number | null, predicted: number | null }[],
 *   slopes: { h: number, forward: number | null, central: number | null }[] }} NudgeAnswer
 */

/** @param {import("../../types.js").PageStore} store */
export function nudgeView(store) {
  const choice = leafChoice(store, "Number to nudge");
  const size = html("input", {
    type: "range",
    min: -12,
    max: 0,
    step: 0.25,
    "aria-label": "h, a power of ten",
  });
  const shown = html("output", { class: "amount" });
  const facts = html("div", { role: "status" });
  const slopes = html("tbody");
  const table = html(
    "details",
    {},
    html("summary", {}, "Rise over run for smaller and smaller h"),
    html(
      "table",
      { class: "ledger checks" },
      html(
        "thead",
        {},
        html("tr", {}, ...["h", "forward", "both sides"].map((text) => html("th", { scope: "col" }, text))),
      ),
      slopes,
    ),
    html(
      "p",
      { class: "aside" },
      "On the cards: Δ is the change; after ≈, where it differs, what the derivative promised. With a large h the bend of the curve shows. With a very small one rounding wins: both results agree in nearly all their digits, and the few that differ are noise.",
    ),
  );
  const asks = [
    html("label", { class: "choice" }, html("span", {}, "nudge"), choice),
    html("label", { class: "line" }, "by h", size, shown),
  ];
  byId("nudge").replaceChildren(...asks, facts, table);

  size.oninput = () => store.set({ probe: { ...store.get().probe, h: hOf(Number(size.value)) } });

  store.on(["graph", "names", "probe", "chosen"], (state, before) => {
    const { graph, probe, chosen } = state;
    if (chosen !== before.chosen && chosen !== null && chosen !== probe.leaf) {
      store.set({ probe: { ...probe, leaf: chosen } });
      return;
    }
    if (!graph) return;
    const nothing = chosenLeaf(state) === null; // then no control has any use
    for (const part of [...asks, table]) part.hidden = nothing;
    size.value = String(Math.log10(Math.abs(probe.h)));
    shown.textContent = brief(probe.h).length > 8 ? probe.h.toExponential(1) : brief(probe.h);
    size.setAttribute("aria-valuetext", shown.textContent);
    ask();
  });

  const ask = connectQuestion(store, {
    study: "nudge",
    what: "nudge",
    body: (state) => {
      const node = chosenLeaf(state);
      return node === null ? null : { node, h: state.probe.h };
    },
    show: (/** @type {NudgeAnswer} */ answer, state, { node }) => show(answer, state, node),
    fail: (why) => {
      facts.replaceChildren(why ?? html("p", { class: "aside" }, howTo(store.get())));
      store.set({ nudged: null });
      setMarks(store, "nudge", null);
    },
  });

  /**
   * @param {NudgeAnswer} answer
   * @param {Readonly<PageState>} state
   * @param {number} leaf that was nudged
   */
  function show({ h, gradient, rise, slope, moved, slopes: lines }, state, leaf) {
    const at = symbolOf(state.names[boxOfValue(state, leaf)?.id ?? 0] ?? "");
    const root = symbolOf(state.names[state.graph?.root ?? 0] ?? "");
    store.set({ nudged: { leaf, h, slope } });
    facts.replaceChildren(
      rows([
        row(`rise of ${root}`, rise === null ? "leaves the domain" : signedBrief(rise), ""),
        row(`run of ${at}`, signedBrief(h), ""),
        row("rise over run", slope === null ? "–" : exact(slope), "strong"),
        row(`gradient ${at}.grad`, exact(gradient), "total"),
        row("apart by", slope === null ? "–" : Math.abs(slope - gradient).toExponential(1), ""),
      ]),
    );
    setMarks(
      store,
      "nudge",
      new Map(
        moved
          .filter(({ id }) => boxOfValue(state, id))
          .map(({ id, change, predicted }) => [
            id,
            {
              text: badgeText(change, predicted),
              tone: "quiet",
              title: `It changes by ${change === null ? "no finite amount" : exact(change)}. Its derivative promised ${predicted === null ? "none" : exact(predicted)}.`,
            },
          ]),
      ),
    );
    slopes.replaceChildren(
      ...lines.map((line) =>
        html(
          "tr",
          {},
          html("th", { scope: "row" }, line.h === 1 ? "1" : line.h.toExponential(0).replace("-", "−")),
          html("td", {}, line.forward === null ? "–" : exact(line.forward)),
          html("td", {}, line.central === null ? "–" : exact(line.central)),
        ),
      ),
    );
  }
}

/**
 * What to do where no number of the program is on screen: it made its numbers itself, or they are in closed groups.
 *
 * @param {Readonly<PageState>} state
 */
function howTo({ graph }) {
  return graph?.nodes.some(({ group }) => group)
    ? "The numbers of this program are inside its groups. Open one, then click the card of a Value to nudge it."
    : "Click the card of a Value to nudge it.";
}

/** @param {number} power */
function hOf(power) {
  return Number((10 ** power).toPrecision(2));
}

/** @param {number} x */
function exact(x) {
  return String(Number(x.toPrecision(10))).replace("-", "−");
}

/** @param {number} x */
function signedBrief(x) {
  const size = Math.abs(x);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e5) ? size.toExponential(1).replace("-", "−") : brief(size);
  return x > 0 ? `+${text}` : x < 0 ? `−${text}` : text;
}

/**
 * The change, and where three digits tell them apart, what the derivative had promised.
 *
 * @param {number | null} change
 * @param {number | null} predicted
 */
function badgeText(change, predicted) {
  if (change === null) return "–";
  const short = (/** @type {number} */ x) => signedBrief(Number(x.toPrecision(3)));
  const says = `Δ ${short(change)}`;
  return predicted === null || short(predicted) === short(change) ? says : `${says} ≈ ${short(predicted)}`;
}
