/**
 * Ops that the program defines itself: their rows join the table of ops, so that they are drawn, explained and completed
 * like the engine's own.
 */

import { askOwn } from "./api.js";

/** @typedef {import("./types.js").OwnOp} OwnOp */
/** @typedef {import("./types.js").OpTable} OpTable */

const DEFINES = /^[ \t]*op\s+\w/m;

/** @param {import("./types.js").PageStore} store */
export function connectOwn(store) {
  /** @type {OpTable | null} */
  let engine = null; // the table without them
  /** @type {OpTable | null} */
  let made = null;
  let asked = "";

  store.on(["table", "answered", "failure"], async (state) => {
    if (state.table !== made) {
      engine = state.table;
      asked = "";
    }
    const { source } = state;
    if (!engine || state.answered !== source || source === asked) return;
    asked = source;
    if (!DEFINES.test(source)) {
      if (state.own.length > 0) show([]);
      return;
    }
    const { ok } = await askOwn(source);
    if (ok && store.get().source === source) show(ok.ops);
  });

  /** @param {OwnOp[]} own */
  function show(own) {
    if (!engine || JSON.stringify(own) === JSON.stringify(store.get().own)) return;
    made = own.length > 0 ? withOwn(engine, own) : engine;
    store.set({ own, table: made });
  }
}

/**
 * @param {OpTable} table
 * @param {OwnOp[]} own
 * @returns {OpTable}
 */
export function withOwn({ ops, functions }, own) {
  const rows = own.map(({ op }) => /** @type {const} */ ([op.name, { ...op, own: true }]));
  return {
    ops: new Map([...ops, ...rows]),
    functions: { ...functions, ...Object.fromEntries(rows.map(([name]) => [name, name])) },
  };
}

/**
 * Where a program defines an op, in a text that has not been answered yet.
 *
 * @param {string} source
 * @param {string} name
 * @returns {[number, number] | null} in code points
 */
export function definitionIn(source, name) {
  const lines = source.split("\n");
  const first = lines.findIndex((line) => line.match(/^[ \t]*op\s+(\w+)\s*\(/)?.[1] === name);
  if (first < 0) return null;
  let last = first;
  while (/^[ \t]*d\/d/.test(lines[last + 1] ?? "")) last += 1;
  const length = (/** @type {string[]} */ part) => [...part.join("\n")].length;
  const from = first === 0 ? 0 : length(lines.slice(0, first)) + 1;
  return [from, from + length(lines.slice(first, last + 1))];
}

/**
 * What is written into a program to define an op of one argument.
 *
 * @param {string} name
 * @param {string} rule in x
 * @param {string} derivative in x
 */
export function definition(name, rule, derivative) {
  return `op ${name.trim()}(x) = ${rule.trim()}\n  d/dx = ${derivative.trim()}\n`;
}
