/** What each node is called on screen. */

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const LONGEST_PIECE = 24;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Labels, with a version where one name was given to several Values: c₁, c₂, c₃.
 *
 * @param {import("./types.js").GraphNode[]} nodes
 * @returns {string[]}
 */
export function displayNames(nodes) {
  /** @type {Map<string, number>} */
  const count = new Map();
  for (const { label, kind } of nodes) {
    if (NAME.test(label) && kind !== "group") count.set(label, (count.get(label) ?? 0) + 1);
  }
  /** @type {Map<string, number>} */
  const seen = new Map();
  return nodes.map(({ label, kind, group }) => {
    if (group) return group.name;
    const text = kind === "constant" ? label.replaceAll("-", "−") : label;
    if ((count.get(label) ?? 0) < 2) return text;
    const version = (seen.get(label) ?? 0) + 1;
    seen.set(label, version);
    return text + subscript(version);
  });
}

/** @param {number} n */
function subscript(n) {
  return [...String(n)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");
}

/**
 * A name for a formula: nearly as it is.
 *
 * @param {string} name
 */
export function symbolOf(name) {
  return shorten(name, isName(name) ? 14 : LONGEST_PIECE);
}

/**
 * Whether it was given by the person, and is not a piece of program.
 *
 * @param {string} name
 */
export function isName(name) {
  return NAME.test(name);
}

/**
 * A name short enough for a sentence.
 *
 * @param {string} name
 * @param {number} most
 */
export function shorten(name, most) {
  const letters = [...name];
  return letters.length <= most ? name : `${letters.slice(0, Math.max(most - 1, 1)).join("")}…`;
}
