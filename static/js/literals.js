/**
 * Turning a leaf's number means editing the number in the source. Every control that does so comes here.
 *
 * Spans come with each answer; edits made here shift them, so a drag need not wait for the server. A leaf is known by
 * its name, as its id may change when its first assignment is written.
 */

import { withHidden } from "./groups.js";
import { spanToUnits } from "./spans.js";

/** @typedef {import("./types.js").GraphNode} GraphNode */

/**
 * What stays the same about a leaf while it is turned.
 *
 * @param {GraphNode} node
 * @param {string} name
 */
export const leafKey = (node, name) =>
  node.kind === "constant" ? `constant ${node.value ?? node.id}` : name;

/** @param {GraphNode} node */
export const isEditable = (node) => node.literal !== null || node.kind === "free";

/**
 * How much one notch of a control is: a hundredth of the leading digit's place, a hundredth of one around zero, and for
 * numbers below a tenth a tenth of that place.
 *
 * @param {number} value
 */
export function notch(value) {
  const size = Math.abs(value);
  if (size > 0 && size < 0.1) return 10 ** (Math.floor(Math.log10(size)) - 1);
  return 10 ** (Math.floor(Math.log10(Math.max(size, 1))) - 2);
}

/**
 * A number as one would type it, on a grid of notches.
 *
 * @param {number} value
 * @param {number} grid a power of ten; 0 for the number as it is
 */
export function literalText(value, grid) {
  const count = Math.round(value / grid);
  if (!Number.isSafeInteger(count)) return String(value);
  const text = String(Number(`${count}e${Math.round(Math.log10(grid))}`)); // read as decimals: nothing is rounded twice
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/**
 * The literal as it must be written at its place: a negative number needs brackets next to most operators.
 *
 * @param {string} source
 * @param {import("./types.js").Span} span in UTF-16 units
 * @param {string} text
 */
export function fitLiteral(source, span, text) {
  if (!text.startsWith("-")) return text;
  const before = source.slice(0, span[0]).trimEnd().at(-1) ?? "\n";
  const after = source.slice(span[1]).trimStart();
  const alone =
    "=(,;\n".includes(before) ||
    source.slice(0, span[0]).trimEnd() === "" ||
    /\n\s*$/.test(source.slice(0, span[0]));
  return alone && !/^(\*\*|\^|\.|²|³)/.test(after) ? text : `(${text})`;
}

/**
 * @typedef {object} Literals
 * @property {(key: string, text: string) => boolean} write put a number into the source; false while it cannot be done
 * @property {(edits: [string, string][]) => boolean} writeAll several numbers at once, as one edit
 * @property {(key: string) => number | null} read the number that stands in the source now
 */

/**
 * @param {import("./types.js").PageStore} store
 * @returns {Literals}
 */
export function connectLiterals(store) {
  /** @type {Map<string, import("./types.js").Span | { free: string }>} where each number stands, or the name it has not got yet */
  let places = new Map();
  let validFor = "";

  function learn() {
    const { graph, names, answered, source } = store.get();
    if (!graph || answered !== source) return;
    places = new Map();
    for (const node of withHidden(graph)) {
      if (!isEditable(node)) continue;
      const place = node.literal ? spanToUnits(source, node.literal) : { free: node.label };
      places.set(leafKey(node, names[node.id]), place);
    }
    validFor = source;
  }
  store.on(["graph", "source"], learn);

  /**
   * The source with one number in it, whose place and those behind it are remembered.
   *
   * @param {string} source
   * @param {string} key
   * @param {string} text
   */
  function edited(source, key, text) {
    const place = places.get(key);
    if (!place) return source;
    const [from, to] = "free" in place ? [0, 0] : place;
    const [before, fitted, after] =
      "free" in place ? [`${place.free} = `, text, "\n"] : ["", fitLiteral(source, place, text), ""];
    const inserted = before + fitted + after;
    const changed = source.slice(0, from) + inserted + source.slice(to);
    if (changed === source) return source;
    const shift = inserted.length - (to - from);
    for (const [other, span] of places) {
      if (!("free" in span) && other !== key && span[0] >= to)
        places.set(other, [span[0] + shift, span[1] + shift]);
    }
    const inner = fitted.startsWith("(") ? 1 : 0;
    const start = from + before.length;
    places.set(key, [start + inner, start + fitted.length - inner]);
    return changed;
  }

  /** @type {Literals["writeAll"]} */
  function writeAll(edits) {
    const { source } = store.get();
    if (validFor !== source || edits.some(([key]) => !places.has(key))) return false;
    const changed = edits.reduce((text, [key, number]) => edited(text, key, number), source);
    validFor = changed;
    if (changed !== source) store.set({ source: changed, cause: "drag" });
    return true;
  }

  return {
    read(key) {
      const { source } = store.get();
      const place = places.get(key);
      if (!place || "free" in place || validFor !== source) return null;
      const number = Number(source.slice(...place).replaceAll("_", ""));
      return Number.isFinite(number) ? number : null;
    },
    write: (key, text) => writeAll([[key, text]]),
    writeAll,
  };
}
