/**
 * The gradient as a graph of its own, which has gradients too: the second derivatives.
 *
 * Whoever opens it wants to know: does the slope itself change, and with what? They open it as a program.
 */

import { html } from "../../dom.js";
import { brief, plus } from "../../format.js";
import { symbolOf } from "../../names.js";
import { chosenLeaf } from "../../probe.js";
import { boxOfValue, connectQuestion, leafChoice, section } from "../../study.js";

/**
 * @typedef {{ leaf: { id: number, label: string }, root: { id: number, label: string }, gradient: number, source: string,
 *   values: number, second: { id: number, label: string, second: number | null }[] }} SecondAnswer
 */

/** @param {import("../../types.js").PageStore} store */
export function secondView(store) {
  const { body, seen, onSeen } = section(store, "second");
  const says = html("div", { role: "status" });
  const rows = html("tbody");
  const open = html("button", { type: "button" }, "Open the gradient as a program");
  const rest = html(
    "div",
    { class: "panel", hidden: true },
    html(
      "table",
      { class: "ledger checks" },
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          html("th", { scope: "col" }, "leaf"),
          html("th", { scope: "col" }, "second derivative"),
        ),
      ),
      rows,
    ),
    open,
    html("p", { class: "aside" }, "Undo in the program brings this one back."),
  );
  body.replaceChildren(
    html("p", {}, "Built of Values itself, the gradient can be differentiated again."),
    html(
      "label",
      { class: "choice" },
      html("span", {}, "gradient of"),
      leafChoice(store, "Leaf of the gradient"),
    ),
    says,
    rest,
  );
  let source = "";
  let of = ""; // the program whose gradient it is
  store.on(["source"], (state) => {
    open.disabled = state.source !== of;
  });
  open.onclick = () => store.set({ source, cause: "typing", position: 0, playing: false });

  const ask = connectQuestion(store, {
    study: "code",
    what: "second",
    body: (state) => {
      const leaf = chosenLeaf(state);
      return seen() && leaf !== null ? { leaf } : null;
    },
    show: (/** @type {SecondAnswer} */ answer, _, asked) => show(answer, asked.source),
    fail: (why) => {
      if (!why && !seen()) return;
      rest.hidden = true;
      says.replaceChildren(why ?? html("p", {}, "There is no number here."));
    },
  });
  store.on(["probe"], ask);
  onSeen(ask);

  /**
   * @param {SecondAnswer} answer
   * @param {string} asked the program it is about
   */
  function show({ leaf, root, gradient, source: program, values, second }, asked) {
    const state = store.get();
    const name = (/** @type {{ id: number, label: string }} */ node) =>
      symbolOf(state.names[boxOfValue(state, node.id)?.id ?? -1] ?? node.label);
    [source, of] = [program, asked];
    open.disabled = state.source !== of;
    rest.hidden = false;
    says.replaceChildren(
      html(
        "p",
        {},
        `∂${name(root)}/∂${name(leaf)} = ${brief(gradient)} is a graph of ${values} ${values === 1 ? "Value" : "Values"}.`,
      ),
    );
    rows.replaceChildren(
      ...second.map((line) => {
        const twice =
          line.id === leaf.id
            ? `∂²${name(root)}/∂${name(leaf)}²`
            : `∂²${name(root)}/∂${name(leaf)}∂${name(line)}`;
        const given = html(
          "tr",
          { title: twice },
          html("th", { scope: "row" }, name(line)),
          html("td", {}, line.second === null ? "not finite" : plus(line.second, brief)),
        );
        given.onpointerenter = () => store.set({ hovered: boxOfValue(store.get(), line.id)?.id ?? null });
        given.onpointerleave = () => store.set({ hovered: null });
        return given;
      }),
    );
  }
}
