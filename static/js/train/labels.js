/** Names for Values that no program named: the formula they come from, as the expression page shows it. */

const INFIX = /** @type {Record<string, { sign: string, binds: number }>} */ ({
  add: { sign: " + ", binds: 1 },
  sub: { sign: " - ", binds: 1 },
  mul: { sign: "*", binds: 2 },
  div: { sign: "/", binds: 2 },
  pow: { sign: "**", binds: 3 },
});
const WORDS = /** @type {Record<string, string>} */ ({
  add: "sum",
  sub: "difference",
  mul: "product",
  div: "quotient",
});
const LONGEST = 40;
const ATOM = 9;

/** @typedef {{ id: number, op: string | null, label: string, parents: number[], constant?: number | null, data?: number | null, group?: { name: string, values?: number, parameters?: number } | null }} Named */

/**
 * @template {Named} T
 * @param {T[]} nodes parents before what is made of them
 * @returns {T[]}
 */
export function withLabels(nodes) {
  /** @type {Map<number, { text: string, binds: number }>} */
  const texts = new Map();
  const groups = new Set(nodes.filter(({ group }) => group).map(({ id }) => id));
  return nodes.map((given) => {
    const node = apart(given);
    const text =
      node.label || node.group
        ? { text: node.label || node.group?.name || "", binds: ATOM }
        : formula(node, texts, groups);
    texts.set(node.id, text);
    return node.label || node.group ? node : { ...node, label: shortened(text.text) };
  });
}

/**
 * A layer's parameters and what it makes of them are two groups of one name: tell them apart.
 *
 * @template {Named} T
 * @param {T} node
 * @returns {T}
 */
function apart(node) {
  const { group } = node;
  if (!group?.parameters || group.parameters !== group.values) return node;
  return { ...node, group: { ...group, name: `${group.name} weights` } };
}

/**
 * @param {Named} node
 * @param {Map<number, { text: string, binds: number }>} texts
 * @param {Set<number>} groups
 */
function formula({ op, parents, constant, data }, texts, groups) {
  if (op === null) return { text: String(constant ?? data ?? ""), binds: ATOM };
  // a group has many Values: a formula with its name would say something wrong
  if (parents.some((parent) => groups.has(parent))) return { text: WORDS[op] ?? op, binds: ATOM };
  const of = (/** @type {number} */ slot, /** @type {number} */ least) => {
    const { text, binds } = texts.get(parents[slot]) ?? { text: "…", binds: ATOM };
    return binds < least ? `(${text})` : text;
  };
  const infix = INFIX[op];
  if (infix && parents.length === 2) {
    const { sign, binds } = infix;
    const right = op === "add" || op === "mul" ? binds : binds + 1;
    return { text: cut(of(0, binds)) + sign + of(1, right), binds };
  }
  if (op === "neg") return { text: `-${of(0, 2)}`, binds: 2 };
  if (op === "powk") return { text: `${of(0, 4)}**${constant ?? ""}`, binds: 3 };
  return { text: `${op}(${parents.map((_, slot) => of(slot, 0)).join(", ")})`, binds: ATOM };
}

/** The end of a long sum is what is new in it. @param {string} text */
function cut(text) {
  return text.length <= LONGEST ? text : `…${text.slice(text.length - LONGEST + 1)}`;
}

/** @param {string} text */
function shortened(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
