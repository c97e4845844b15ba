/** What one undo takes back: a whole drag, however long it took, or a run of typing. */

import { history } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";

const PAUSE = 500; // ms without a key that end a run of typing
const ANY_TIME = 1e9; // ms: the editor's own limit, which would cut a slow drag in two

/** @returns {import("@codemirror/state").Extension} */
export function undoGroups() {
  let gesture = 0; // counts presses of the pointer and of keys: all edits of one drag come from one press
  let last = { gesture, drag: false, time: 0 };
  for (const kind of /** @type {const} */ (["pointerdown", "keydown"])) {
    window.addEventListener(
      kind,
      (event) => {
        if (!("repeat" in event && event.repeat)) gesture += 1;
      },
      { capture: true },
    );
  }
  const isDrag = (/** @type {import("@codemirror/state").Transaction} */ tr) =>
    tr.isUserEvent("input.type.drag");
  return [
    history({
      newGroupDelay: ANY_TIME,
      joinToEvent: (tr, adjacent) =>
        isDrag(tr)
          ? last.drag && last.gesture === gesture
          : !last.drag && adjacent && Date.now() - last.time < PAUSE,
    }),
    EditorView.updateListener.of(({ docChanged, transactions }) => {
      if (docChanged) last = { gesture, drag: transactions.some(isDrag), time: Date.now() };
    }),
  ];
}
