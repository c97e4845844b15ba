/** Lines at which playing stops: a click on a line's number, or F9 in it. */

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { GutterMarker, gutterLineClass, lineNumbers } from "@codemirror/view";

/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** @type {import("@codemirror/state").StateEffectType<number[]>} */
export const showStops = StateEffect.define();

class StopMarker extends GutterMarker {
  elementClass = "stop-line";
}
const marker = new StopMarker();

const marked = StateField.define({
  create: () => /** @type {RangeSet<GutterMarker>} */ (RangeSet.empty),
  update(marks, transaction) {
    let result = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showStops)) continue;
      const { doc } = transaction.state;
      const lines = effect.value.filter((line) => line <= doc.lines).sort((a, b) => a - b);
      result = RangeSet.of(lines.map((line) => marker.range(doc.line(line).from)));
    }
    return result;
  },
  provide: (field) => gutterLineClass.from(field),
});

/**
 * @param {(line: number) => void} toggle
 * @returns {import("@codemirror/state").Extension}
 */
export function stopGutter(toggle) {
  const numbers = lineNumbers({
    domEventHandlers: {
      mousedown(view, line) {
        toggle(view.state.doc.lineAt(line.from).number);
        return true;
      },
    },
  });
  return [numbers, marked];
}

/**
 * @param {(line: number) => void} toggle
 * @returns {(view: EditorView) => boolean}
 */
export function toggleHere(toggle) {
  return ({ state }) => {
    toggle(state.doc.lineAt(state.selection.main.head).number);
    return true;
  };
}
