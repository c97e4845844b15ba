/** The steps as they can be stepped here, as a table for other programs. */

import { sentenceAt } from "../sentence.js";

/** @typedef {import("../types.js").PageState} PageState */

const COLUMNS = /** @type {const} */ ([
  "step",
  "pass",
  "kind",
  "node",
  "op",
  "value",
  "parent",
  "upstream",
  "local",
  "amount",
  "before",
  "after",
  "says",
]);

/** @typedef {Partial<Record<typeof COLUMNS[number], string | number | null>>} Row what a step has not is left out */

/**
 * Every step of both passes, whatever is on screen now.
 *
 * @param {Readonly<PageState>} state
 * @returns {Row[]}
 */
export function rowsOf(state) {
  const { graph, timeline, names } = state;
  if (!graph || !timeline) return [];
  return timeline.steps.map((step, i) => {
    const node = graph.nodes[step.node];
    const known = {
      step: i + 1,
      pass: i < timeline.forward ? "forward" : "backward",
      kind: step.kind,
      node: names[step.node] ?? node.label,
      ...(node.op ? { op: node.op } : {}),
      says: sentenceAt(state, i + 1),
    };
    if (step.kind === "value") return { ...known, value: node.data };
    const { before, after } = step;
    if (step.kind === "seed") return { ...known, before, after };
    const { upstream, local, amount } = step;
    return { ...known, parent: names[step.parent], upstream, local, amount, before, after };
  });
}

/**
 * @param {Readonly<PageState>} state
 * @returns {string}
 */
export function jsonOf(state) {
  const { graph, timeline, names, source } = state;
  const nodes = (graph?.nodes ?? []).map(({ id, op, data, grad, parents }) => ({
    name: names[id],
    op,
    value: data,
    gradient: timeline && graph ? grad : null,
    parents: parents.map((parent) => names[parent]),
  }));
  return `${JSON.stringify({ program: source, nodes, steps: rowsOf(state) }, null, 2)}\n`;
}

/**
 * As RFC 4180 has it, with a heading.
 *
 * @param {Readonly<PageState>} state
 * @returns {string}
 */
export function csvOf(state) {
  const lines = rowsOf(state).map((row) => COLUMNS.map((column) => cell(row[column])).join(","));
  return `${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** @param {string | number | null | undefined} content */
function cell(content) {
  if (typeof content === "number") return String(content);
  const text = content ?? "";
  // a name such as -x must not become a formula in a spreadsheet
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
