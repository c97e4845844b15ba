/**
 * The program's own class beside livegrad's Value and PyTorch: values, gradients, objects, time.
 *
 * Whoever opens it has written an engine and wants to know: does it say the same as others? What does it cost?
 */

import { html } from "../../dom.js";
import { short } from "../../format.js";
import { symbolOf } from "../../names.js";
import { boxOfValue, connectQuestion, section } from "../../study.js";

/**
 * @typedef {object} Beside
 * @property {string | null} name
 * @property {{ id: number, label: string, data: number | null, own_grad: number | null, grad: number | null }[]} nodes
 * @property {number} objects
 * @property {number | null} seconds
 * @property {number | null} our_objects
 * @property {number | null} our_seconds
 */

const CLOSE = 1e-9; // relative: two right ways of adding up differ by less

/** @param {import("../../types.js").PageStore} store */
export function besideView(store) {
  const { body, seen, onSeen } = section(store, "beside");
  const waits = html("p", { class: "aside", role: "status" }, "The program runs again, with either class …");
  body.replaceChildren(waits);
  const ask = connectQuestion(store, {
    study: "code",
    what: "beside",
    body: ({ graph }) => {
      if (!seen()) return null;
      if (graph?.engine) return {};
      body.replaceChildren(
        html("p", {}, "This program has no autograd class of its own: it uses livegrad's Value already."),
      );
      return null;
    },
    show: (/** @type {Beside} */ answer) => body.replaceChildren(...shown(answer, store.get())),
    fail: (why) => why && body.replaceChildren(why),
  });
  onSeen(ask);
}

/**
 * @param {Beside} answer
 * @param {Readonly<import("../../types.js").PageState>} state
 * @returns {HTMLElement[]}
 */
function shown({ name, nodes, objects, seconds, our_objects, our_seconds }, state) {
  const rows = nodes.filter(({ id }) => boxOfValue(state, id)).reverse();
  const apart = nodes.filter(({ own_grad, grad }) => !close(own_grad, grad)).length;
  const said =
    apart === 0
      ? "Every gradient is the same in both."
      : `${apart === 1 ? "One gradient differs" : `${apart} gradients differ`}.`;
  const replaced =
    our_seconds === null
      ? html(
          "p",
          { class: "aside" },
          `With livegrad's Value in place of ${name} this program does not run: it uses more than that class has.`,
        )
      : html(
          "p",
          { class: "aside" },
          "The whole program in the sandbox, with nothing watched; the shortest of a few runs.",
        );
  return [
    html("p", { role: "status" }, said),
    table(
      ["", `your ${name}`, "livegrad's Value"],
      [
        ["objects", count(objects), our_objects === null ? "–" : count(our_objects)],
        ["time", time(seconds), time(our_seconds)],
      ].map((cells) => ({ cells, bad: false })),
    ),
    replaced,
    table(
      ["node", "value", "your gradient", "livegrad's"],
      rows.map(({ id, label, data, own_grad, grad }) => ({
        cells: [
          symbolOf(state.names[boxOfValue(state, id)?.id ?? 0] ?? label),
          written(data),
          written(own_grad),
          written(grad),
        ],
        bad: !close(own_grad, grad),
      })),
    ),
    html(
      "p",
      { class: "aside" },
      "Its source for PyTorch, and PyTorch's numbers, stand in the first part above.",
    ),
  ];
}

/**
 * @param {string[]} columns
 * @param {{ cells: string[], bad: boolean }[]} rows
 */
function table(columns, rows) {
  return html(
    "table",
    { class: "ledger checks" },
    html("thead", {}, html("tr", {}, ...columns.map((name) => html("th", { scope: "col" }, name)))),
    html(
      "tbody",
      {},
      ...rows.map(({ cells: [name, ...cells], bad }) =>
        html(
          "tr",
          bad ? { class: "differs" } : {},
          html("th", { scope: "row" }, name),
          ...cells.map((text) => html("td", {}, text)),
        ),
      ),
    ),
  );
}

/**
 * @param {number | null} a
 * @param {number | null} b
 */
const close = (a, b) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b), 1));

/** @param {number | null} x none where it is no finite number */
const written = (x) => (x === null ? "–" : short(x));

/** @param {number} n */
const count = (n) => n.toLocaleString("en");

/** @param {number | null} seconds */
const time = (seconds) =>
  seconds === null
    ? "–"
    : seconds < 1
      ? `${(1000 * seconds).toPrecision(2)} ms`
      : `${seconds.toPrecision(2)} s`;
