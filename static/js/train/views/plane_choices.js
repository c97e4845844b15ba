/** Over the plane: what it is called, and what else it may show. */

import { byId, html, setText } from "../../dom.js";

/** @param {import("../types.js").Ready | null} ready */
function titleOf(ready) {
  if (ready?.data.kind !== "regression") return "Decision boundary";
  return ready.data.features === 1 ? "Fitted curve" : "Fitted surface";
}

/**
 * What else the plane may show.
 *
 * @param {import("../types.js").TrainStore} store
 */
export function planeChoices(store) {
  store.on(["ready"], ({ ready }) => setText(byId("boundary-title"), titleOf(ready)));
  /** @type {["discrete" | "tested", string, string][]} */
  const all = [
    ["tested", "test", "Show the test samples"],
    ["discrete", "sides", "Show sides only, not how sure it is of them"],
  ];
  for (const [name, text, title] of all) {
    const button = html("button", { type: "button", class: "small", title }, text);
    button.onclick = () => store.set({ [name]: !store.get()[name] });
    store.on([name, "ready"], ({ ready, [name]: on }) => {
      button.setAttribute("aria-pressed", String(on));
      button.hidden =
        name === "tested"
          ? !ready?.data.test.x.length
          : ready?.data.features === 1 || ready?.data.classes !== 2;
    });
    byId("plane-choices").prepend(button);
  }
}
