/** A table of points, pasted. An error names its line, and nothing is lost. */

import { byId, html } from "../../dom.js";
import { readCsv, withSigns } from "../csv.js";
import { pointsOf } from "../points.js";

const MOST = 1000; // of a server that names no limit

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../edits.js").Edits} edits
 * @returns {{ open: () => void }}
 */
export function csvView(store, edits) {
  const dialog = byId("csv", HTMLDialogElement);
  const text = html("textarea", {
    rows: 12,
    spellcheck: "false",
    "aria-label": "Points, one a line",
    "aria-describedby": "csv-problem",
    placeholder: "x1, x2, y\n0.5, 1.2, 1\n-0.3, 0.8, -1",
  });
  const problem = html("p", { id: "csv-problem", class: "field-error", role: "alert" });
  const use = html("button", { type: "button", class: "primary" }, "Train on these");
  const close = html("button", { type: "button" }, "Cancel");
  dialog.append(
    html("h2", { id: "csv-title" }, "Paste a table of points"),
    html(
      "p",
      {},
      "One point a line: x1, x2 and its class (1 or −1, or any two to six names or whole numbers; other numbers make a surface). Two columns x, y are a curve. Decimal commas will do between semicolons, tabs or blanks. A first line of names is skipped.",
    ),
    text,
    problem,
    html("div", { class: "dialog-buttons" }, use, close),
  );

  close.onclick = () => dialog.close();
  // a click beside it: a press on its padding, or one that only ends outside, is none
  let pressedBeside = false;
  dialog.onpointerdown = (event) => {
    pressedBeside = beside(dialog, event);
  };
  dialog.onclick = (event) => {
    if (pressedBeside && beside(dialog, event)) dialog.close();
  };
  /** @type {string | null} */
  let filled = null; // what the page wrote into it; what a person wrote stays until it is used
  let waiting = false; // for what the server says of the points
  store.on(["ready"], () => {
    waiting = false;
  });
  store.on(["trouble"], ({ trouble }) => {
    if (!trouble || !waiting) return;
    waiting = false;
    problem.textContent = [trouble.message, trouble.hint].filter(Boolean).join(" ");
    dialog.showModal();
  });
  text.oninput = () => problem.replaceChildren();
  use.onclick = () => {
    const most = store.get().options?.limits.points ?? MOST;
    const { points, labels, problem: wrong } = readCsv(text.value, most);
    if (!points) {
      problem.textContent = wrong;
      text.focus();
      return;
    }
    filled = null;
    waiting = true;
    edits.apply(withSigns(points));
    dialog.close();
    const named = Object.entries(labels).map(([name, y]) => `${name} is ${y === -1 ? "−1" : y}`);
    if (named.length) store.set({ notice: `Classes: ${named.join(", ")}.` });
  };

  return {
    open() {
      const { ready } = store.get();
      problem.replaceChildren();
      if (ready && ready.data.features <= 2 && (filled === null || text.value === filled)) {
        filled = pointsOf(ready)
          .map((point) => point.join(", "))
          .join("\n");
        text.value = filled;
      }
      dialog.showModal();
      text.select();
    },
  };
}

/**
 * Whether a pointer is on the backdrop of a dialog.
 *
 * @param {HTMLDialogElement} dialog
 * @param {MouseEvent} event
 */
function beside(dialog, { target, clientX: x, clientY: y }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (x < left || x > right || y < top || y > bottom);
}
