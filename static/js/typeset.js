/** A piece of program as mathematics: `3*x**2` is set as 3x², `(2*n).exp()` as e to the 2n. */

import { m } from "./dom.js";

/**
 * @typedef {object} Set
 * @property {Element[]} nodes
 * @property {number} binds how tightly: a sum 0, a product 1, a sign 2, a power 3, an atom 4
 * @property {boolean} [digits] a plain number
 */

const [SUM, PRODUCT, SIGN, POWER, ATOM] = [0, 1, 2, 3, 4];
const TOKEN =
  /\s*(?:(\d[\d_]*\.?\d*(?:[eE][-+−]?\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+−*/(),.²³]))/uy;
const LONGEST = 200; // letters
const UNARY = new Set(["abs", "sqrt", "exp"]);

/**
 * @param {string} text
 * @returns {{ element: Element, loose: boolean } | null} null for what is no formula; loose: it needs brackets in a product
 */
export function typeset(text) {
  const tokens = text.length <= LONGEST ? tokensOf(text) : null;
  if (!tokens) return null;
  try {
    const reader = new Reader(tokens);
    const { nodes, binds } = reader.sum();
    return reader.done ? { element: m("mrow", ...nodes), loose: binds < PRODUCT } : null;
  } catch {
    return null; // what cannot be read is shown as it is written
  }
}

/** @param {string} text */
function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push(found[0].trim());
  }
  return tokens;
}

class Reader {
  at = 0;

  /** @param {string[]} tokens */
  constructor(tokens) {
    this.tokens = tokens;
  }

  get done() {
    return this.at >= this.tokens.length;
  }

  /** @param {string[]} wanted */
  take(...wanted) {
    if (!wanted.includes(this.tokens[this.at])) return null;
    this.at += 1;
    return this.tokens[this.at - 1];
  }

  /** @param {string} token */
  need(token) {
    if (!this.take(token)) throw new SyntaxError(token);
  }

  /** @returns {Set} */
  sum() {
    let left = this.product();
    for (let sign = this.take("+", "-", "−"); sign; sign = this.take("+", "-", "−")) {
      const right = this.product();
      left = {
        nodes: [...left.nodes, m("mo", sign === "+" ? "+" : "−"), ...fenced(right, PRODUCT)],
        binds: SUM,
      };
    }
    return left;
  }

  /** @returns {Set} */
  product() {
    let left = this.signed();
    for (let sign = this.take("*", "/"); sign; sign = this.take("*", "/")) {
      const right = this.signed();
      if (sign === "/") {
        left = { nodes: [m("mfrac", m("mrow", ...left.nodes), m("mrow", ...right.nodes))], binds: ATOM };
        continue;
      }
      const near = left.digits && !right.digits; // a number stands right before what it multiplies
      const between = near ? [] : [m("mo", "⋅")];
      left = { nodes: [...fenced(left, PRODUCT), ...between, ...fenced(right, POWER)], binds: PRODUCT };
    }
    return left;
  }

  /** @returns {Set} */
  signed() {
    if (this.take("-", "−")) return { nodes: [m("mo", "−"), ...fenced(this.signed(), PRODUCT)], binds: SIGN };
    this.take("+");
    return this.power();
  }

  /** @returns {Set} */
  power() {
    const base = this.call();
    const raised = this.take("²", "³");
    if (raised) return { nodes: [power(base, [m("mn", raised === "²" ? "2" : "3")])], binds: POWER };
    return this.take("**") ? { nodes: [power(base, this.signed().nodes)], binds: POWER } : base;
  }

  /** @returns {Set} */
  call() {
    let value = this.atom();
    while (this.take(".")) {
      const name = this.tokens[this.at];
      this.at += 1;
      this.need("(");
      this.need(")");
      value = applied(name ?? "", [value]);
    }
    return value;
  }

  /** @returns {Set} */
  atom() {
    if (this.take("(")) {
      const inner = this.sum();
      this.need(")");
      return inner;
    }
    const token = this.tokens[this.at];
    if (token === undefined) throw new SyntaxError("end");
    this.at += 1;
    if (/^[\d.]/.test(token) && token !== ".")
      return { nodes: [m("mn", token.replace(/\.0*$/, "") || "0")], binds: ATOM, digits: true };
    if (!/^[\p{L}_]/u.test(token)) throw new SyntaxError(token);
    if (!this.take("(")) return { nodes: [named(token)], binds: ATOM };
    const inside = [this.sum()];
    while (this.take(",")) inside.push(this.sum());
    this.need(")");
    return applied(token, inside);
  }
}

/**
 * In brackets, where it binds more loosely than its place needs.
 *
 * @param {Set} part
 * @param {number} least
 */
function fenced({ nodes, binds }, least) {
  return binds >= least ? nodes : [m("mo", "("), ...nodes, m("mo", ")")];
}

/**
 * @param {Set} base
 * @param {Element[]} exponent
 */
function power(base, exponent) {
  return m("msup", m("mrow", ...fenced(base, ATOM)), m("mrow", ...exponent));
}

/**
 * @param {string} name
 * @param {Set[]} inside
 * @returns {Set}
 */
function applied(name, inside) {
  const [first] = inside;
  if (inside.length === 1 && UNARY.has(name)) {
    if (name === "exp") return { nodes: [m("msup", m("mi", "e"), m("mrow", ...first.nodes))], binds: POWER };
    const element =
      name === "sqrt" ? m("msqrt", ...first.nodes) : m("mrow", m("mo", "|"), ...first.nodes, m("mo", "|"));
    return { nodes: [element], binds: ATOM };
  }
  const list = inside.flatMap(({ nodes }, i) => (i === 0 ? nodes : [m("mo", ","), ...nodes]));
  const shown = name === "sigmoid" ? m("mi", "σ") : named(name);
  return { nodes: [shown, m("mo", "("), ...list, m("mo", ")")], binds: ATOM };
}

/**
 * A name: digits at its end are an index, x1 is x₁; more than one letter stay upright.
 *
 * @param {string} name
 * @returns {Element}
 */
export function named(name) {
  const [, letters, digits] = /^(\p{L}+?)(\d+)$/u.exec(name) ?? [];
  if (digits) return m("msub", m([...letters].length === 1 ? "mi" : "mtext", letters), m("mn", digits));
  return m([...name].length === 1 ? "mi" : "mtext", name);
}
