/**
 * Every gradient beside a difference quotient: nothing here need be believed.
 *
 * Whoever opens it wants to know: are these gradients right? How does one check such a thing? And where not, why?
 */

import { byId, html } from "../../dom.js";
import { brief, format, signed } from "../../format.js";
import { symbolOf } from "../../names.js";
import { boxOfValue, byGroup, connectQuestion, setMarks } from "../../study.js";

/**
 * @typedef {{ id: number, label: string, analytic: number, numeric: number | null, difference: number | null,
 *   verdict: "agrees" | "differs" | "kink" | "too coarse" | "too fine" | "undefined", kink: { label: string } | null }} Check
 * @typedef {{ h: number, checks: Check[], verdicts: Record<string, number> }} CheckAnswer
 */

const MOST_ROWS = 200;

/** @type {Record<Check["verdict"], { text: string, tone: import("../../types.js").Mark["tone"], says: string }>} */
const VERDICTS = {
  agrees: { text: "✓", tone: "good", says: "The difference quotient agrees with the gradient." },
  differs: { text: "✗", tone: "bad", says: "The difference quotient differs from the gradient." },
  kink: { text: "∧", tone: "quiet", says: "There is a kink: the slopes at both sides differ." },
  "too coarse": { text: "?", tone: "quiet", says: "This h is too large to tell: the curve bends within it." },
  "too fine": {
    text: "?",
    tone: "quiet",
    says: "This h is too small to tell: rounding hides the difference.",
  },
  undefined: {
    text: "–",
    tone: "quiet",
    says: "A nudge has no result, so there is no quotient: it leaves the domain of an op, or goes through one that only the program can compute.",
  },
};

/** @param {import("../../types.js").PageStore} store */
export function checkView(store) {
  const panel = byId("panel-check");
  const size = html("input", {
    type: "range",
    min: -12,
    max: 0,
    step: 1,
    value: -6,
    "aria-label": "h, a power of ten",
  });
  const shown = html("output", { class: "amount" });
  const summary = html("p", { class: "summary", role: "status" });
  const body = html("tbody");
  const failure = html("div");
  const table = html(
    "table",
    { class: "ledger checks" },
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        ...["node", "gradient", "nudged"].map((text) => html("th", { scope: "col" }, text)),
        html("th", { scope: "col", class: "tick-column" }, html("span", { class: "unseen" }, "verdict")),
      ),
    ),
    body,
  );
  panel.replaceChildren(
    html("h2", {}, "Check every gradient"),
    html(
      "p",
      {},
      "Each number is nudged by h up and down. Rise over run must come out as the gradient, in a way of its own.",
    ),
    html("label", { class: "line" }, "h ", size, shown),
    summary,
    failure,
    table,
  );

  const ask = connectQuestion(store, {
    study: "check",
    what: "check",
    body: () => ({ h: 10 ** Number(size.value), nodes: "all" }),
    show: (/** @type {CheckAnswer} */ answer) => {
      failure.replaceChildren();
      table.hidden = false;
      fill(answer);
    },
    fail: (why) => {
      table.hidden = true;
      summary.textContent = "";
      failure.replaceChildren(...(why ? [why] : []));
      setMarks(store, "check", null);
    },
  });
  size.oninput = () => {
    label();
    ask();
  };
  label();

  function label() {
    shown.textContent = `1e${size.value}`.replace("-", "−").replace("1e0", "1");
    size.setAttribute("aria-valuetext", `ten to the power of ${size.value}`);
  }

  /** @param {CheckAnswer} answer */
  function fill({ checks, verdicts }) {
    const state = store.get();
    const shownNodes = checks.filter(({ id }) => boxOfValue(state, id));
    /** @type {import("../../types.js").Marks} */
    const marks = new Map(
      shownNodes.map((check) => [check.id, { ...VERDICTS[check.verdict], title: titleOf(check) }]),
    );
    for (const [path, inside] of byGroup(state, checks)) marks.set(path, markOfGroup(inside));
    setMarks(store, "check", marks);
    summary.textContent = summaryOf(checks.length, verdicts);
    const rows = shownNodes
      .slice(-MOST_ROWS)
      .reverse()
      .map((check) => {
        const { text, tone } = VERDICTS[check.verdict];
        const row = html(
          "tr",
          { title: titleOf(check) },
          html(
            "th",
            { scope: "row" },
            symbolOf(state.names[boxOfValue(state, check.id)?.id ?? 0] ?? check.label),
          ),
          html("td", {}, signed(check.analytic)),
          html("td", {}, check.numeric === null ? "–" : signed(check.numeric)),
          html(
            "td",
            { class: `verdict ${tone}` },
            text,
            html("span", { class: "unseen" }, ` ${check.verdict}`),
          ),
        );
        row.onpointerenter = () => store.set({ hovered: boxOfValue(store.get(), check.id)?.id ?? null });
        row.onpointerleave = () => store.set({ hovered: null });
        return row;
      });
    body.replaceChildren(...rows);
  }
}

/**
 * Of many checks the one that matters: anything that differs, else anything undecided.
 *
 * @param {Check[]} inside a closed group
 * @returns {import("../../types.js").Mark}
 */
function markOfGroup(inside) {
  const count = (/** @type {(check: Check) => boolean} */ is) => inside.filter(is).length;
  const wrong = count(({ verdict }) => verdict === "differs");
  const agree = count(({ verdict }) => verdict === "agrees");
  const title = summaryOf(inside.length, {
    agrees: agree,
    differs: wrong,
    undecided: inside.length - agree - wrong,
  });
  if (wrong > 0) return { text: `✗ ${wrong}`, tone: "bad", title };
  if (agree < inside.length) return { text: `? ${inside.length - agree}`, tone: "quiet", title };
  return { text: `✓ ${agree}`, tone: "good", title };
}

/** @param {Check} check */
function titleOf(check) {
  const { says } = VERDICTS[check.verdict];
  const numbers =
    check.numeric === null
      ? ""
      : ` Gradient ${format(check.analytic)}, quotient ${format(check.numeric)}, apart by ${brief(Math.abs(check.difference ?? 0))}.`;
  return `${says}${check.kink ? ` It is in ${check.kink.label}.` : ""}${numbers}`;
}

/**
 * @param {number} all
 * @param {Record<string, number>} verdicts
 */
function summaryOf(all, verdicts) {
  if (verdicts.agrees === all) return `All ${all} gradients agree.`;
  const parts = Object.entries(verdicts).filter(([, count]) => count > 0);
  return `${parts.map(([verdict, count]) => `${count} ${verdict === "agrees" ? "agree" : verdict}`).join(", ")}.`;
}
