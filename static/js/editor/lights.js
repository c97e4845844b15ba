/** Which parts of the program are lit: numbers that can be turned, the present step, what the pointer is on. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** @typedef {{ span: import("../types.js").Span, kind: "literal" | "step" | "parent" | "writes" | "hovered", node: number }} Light */

/** @type {import("@codemirror/state").StateEffectType<Light[]>} */
export const showLights = StateEffect.define();

export const lights = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let result = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(showLights)) result = marksOf(effect.value, transaction.state.doc.length);
    }
    return result;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {Light[]} on
 * @param {number} length of the document
 */
function marksOf(on, length) {
  const ranges = on
    .filter(({ span: [from, to] }) => from < to && to <= length)
    .map(({ span: [from, to], kind, node }) => {
      /** @type {Record<string, string>} */
      const attributes =
        kind === "literal"
          ? { "data-literal": String(node), title: "Drag sideways to turn this number" }
          : {};
      return Decoration.mark({ class: `light-${kind}`, attributes }).range(from, to);
    });
  return Decoration.set(ranges, true);
}
