/**
 * The chain rule the other way round: tangents from one leaf forward to the root, term by term.
 *
 * Whoever opens it wants to know: why backward at all? What would it cost to go forward?
 */

import { html } from "../../dom.js";
import { brief, format } from "../../format.js";
import { symbolOf } from "../../names.js";
import { chosenLeaf } from "../../probe.js";
import { row, rows } from "../../prose.js";
import { boxOfValue, connectQuestion, leafChoice, section, setMarks } from "../../study.js";
import { edgeKey } from "../../timeline.js";

/**
 * @typedef {{ parent: number, slot: number, tangent: number | null, local: number, amount: number | null,
 *   before: number | null, after: number | null }} Term
 * @typedef {{ leaf: { id: number }, root: { id: number }, steps: { node: number, terms: Term[] }[],
 *   counts: { sweep: number, all_sweeps: number, reverse: number, leaves: number } }} ForwardAnswer
 */

const PACE = 900; // ms a term

/** @param {import("../../types.js").PageStore} store */
export function sweepView(store) {
  const { body, seen, onSeen } = section(store, "sweep");
  const back = control("‹", "One term back", () => go(at - 1));
  const play = control("Go", "Go through the sweep", () => (timer ? pause() : start()));
  const on = control("›", "One term forward", () => go(at + 1));
  const place = html("span", { class: "place" });
  const says = html("div", { class: "panel", role: "status" });
  const costs = html("div", { class: "panel" });
  const steps = html("div", { class: "row" }, back, play, on, place);
  body.replaceChildren(
    html(
      "p",
      {},
      "Forward mode goes with the computation: one leaf has the rate 1, and each op passes on how fast its result changes with it.",
    ),
    html("label", { class: "choice" }, html("span", {}, "from"), leafChoice(store, "Leaf to sweep from")),
    steps,
    says,
    costs,
  );
  /** @type {(Term & { node: number })[]} */
  let terms = [];
  /** @type {ForwardAnswer | null} */
  let answer = null;
  let at = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let timer = null;

  /**
   * @param {string} text
   * @param {string} label
   * @param {() => void} run
   */
  function control(text, label, run) {
    const button = html("button", { type: "button", "aria-label": label, title: label }, text);
    button.onclick = () => {
      if (button !== play) pause();
      run();
    };
    return button;
  }

  /**
   * @param {string} word what the button does now
   * @param {string} label
   */
  function name(word, label) {
    play.textContent = word;
    play.ariaLabel = play.title = label;
  }

  function start() {
    name("Pause", "Pause the sweep");
    goOn(at >= terms.length ? 0 : at + 1);
  }

  /** @param {number} to */
  function goOn(to) {
    timer = setTimeout(() => goOn(at + 1), PACE / store.get().speed);
    go(to);
  }

  function pause() {
    if (timer) clearTimeout(timer);
    timer = null;
    name("Go", "Go through the sweep");
  }

  /** @param {number} to */
  function go(to) {
    at = Math.min(Math.max(to, 0), terms.length);
    if (at === terms.length) pause();
    draw();
  }

  const ask = connectQuestion(store, {
    study: "code",
    what: "forward",
    body: (state) => {
      const leaf = chosenLeaf(state);
      return seen() && leaf !== null ? { leaf } : null;
    },
    show: (/** @type {ForwardAnswer} */ now) => {
      const same = answer && answer.leaf.id === now.leaf.id && at < terms.length;
      answer = now;
      terms = now.steps.flatMap(({ node, terms: turn }) => turn.map((term) => ({ ...term, node })));
      steps.hidden = false;
      costs.replaceChildren(...costsOf(now.counts));
      go(same ? at : terms.length);
    },
    fail: (why) => {
      if (!why && !seen()) return;
      pause();
      answer = null;
      terms = [];
      steps.hidden = true;
      costs.replaceChildren();
      says.replaceChildren(why ?? html("p", {}, "There is no number here to start from."));
      clear();
    },
  });
  store.on(["probe"], ask);
  let shown = false;
  onSeen(() => {
    ask();
    if (seen()) {
      if (answer) draw();
    } else {
      pause();
      if (shown) clear();
    }
    shown = seen();
  });

  function clear() {
    setMarks(store, "code", null);
    if (seen() || shown) store.set({ lit: null });
  }
  store.on(["graph", "names"], () => answer && seen() && draw()); // another answer is on its way, if it is needed

  function draw() {
    if (!answer || !seen()) return;
    shown = true;
    const state = store.get();
    const name = (/** @type {number} */ id) =>
      below(symbolOf(state.names[boxOfValue(state, id)?.id ?? -1] ?? `node ${id}`));
    const leaf = name(answer.leaf.id);
    const known = new Map([[answer.leaf.id, /** @type {number | null} */ (1)]]);
    for (const term of terms.slice(0, at)) known.set(term.node, term.after);
    const term = terms[at - 1];
    setMarks(
      store,
      "code",
      new Map(
        [...known].map(([id, tangent]) => [
          id,
          {
            text: `→ ${tangent === null ? "∞" : brief(tangent)}`,
            tone: id === term?.node ? "good" : "quiet",
            title: `∂${name(id)}/∂${leaf} = ${tangent === null ? "not finite" : format(tangent)}`,
          },
        ]),
      ),
    );
    store.set({ lit: term ? litOf(state, term) : null });
    place.textContent = `${at} of ${terms.length}`;
    back.disabled = at === 0;
    on.disabled = at === terms.length;
    play.disabled = terms.length === 0;
    says.replaceChildren(...saysOf(term, leaf, name));
  }

  /**
   * @param {Term & { node: number } | undefined} term
   * @param {string} leaf
   * @param {(id: number) => string} name
   * @returns {HTMLElement[]}
   */
  function saysOf(term, leaf, name) {
    if (terms.length === 0) return [html("p", {}, `Nothing shown is made of ${leaf}.`)];
    if (!term) return [html("p", {}, `${leaf} moves with itself: its tangent is 1. All others wait.`)];
    const number = (/** @type {number | null} */ x) => (x === null ? "–" : format(x));
    const end = at === terms.length && answer;
    return [
      rows([
        row(`tangent ∂${name(term.parent)}/∂${leaf}`, number(term.tangent), ""),
        row(`× local ∂${name(term.node)}/∂${name(term.parent)}`, format(term.local), "value"),
        row("term", number(term.amount), "total"),
        row(`∂${name(term.node)}/∂${leaf} after`, number(term.after), "strong"),
      ]),
      ...(end ? [html("p", {}, `The root is reached: this is ${leaf}.grad, and only ${leaf}'s.`)] : []),
    ];
  }
}

/** @param {string} name as it stands behind a ∂ */
const below = (name) => (/^[\p{L}\p{N}_.[\]]+$/u.test(name) ? name : `(${name})`);

/**
 * @param {Readonly<import("../../types.js").PageState>} state
 * @param {Term & { node: number }} term
 */
function litOf(state, { node, parent, slot }) {
  const [to, from] = [boxOfValue(state, node), boxOfValue(state, parent)];
  if (!to || !from) return null; // inside a folded group
  return { nodes: [to.id, from.id], edges: [edgeKey(to.id, slot)] };
}

/** @param {ForwardAnswer["counts"]} counts */
function costsOf({ sweep, all_sweeps, reverse, leaves }) {
  const most = Math.max(all_sweeps, reverse, 1);
  const bar = (/** @type {string} */ label, /** @type {number} */ count, /** @type {string} */ tone) => {
    const fill = html("span", { class: `fill ${tone}` });
    fill.style.width = `${(100 * count) / most}%`;
    return html(
      "div",
      { class: "cost" },
      html("span", {}, label),
      html("span", { class: "amount" }, count.toLocaleString("en")),
      html("span", { class: "track", "aria-hidden": "true" }, fill),
    );
  };
  const sweeps = leaves === 1 ? "1 sweep" : `${leaves} sweeps`;
  return [
    html("h3", {}, leaves === 1 ? "The work for its one leaf" : `The work for all ${leaves} leaves`),
    html(
      "p",
      {},
      `Forward needs ${sweeps}, one for each leaf: ${all_sweeps} terms, ${sweep} of them here. Backward needs one pass: ${reverse} terms.`,
    ),
    bar("forward", all_sweeps, "forward"),
    bar("backward", reverse, "backward"),
  ];
}
