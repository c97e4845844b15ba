/** A table of points, pasted. An error names its line, and nothing is lost. */

import { byId, html } from "../../dom.js";
import { readCsv, withSigns } from "../csv.js";
import { pointsOf, rounded } from "../points.js";

const MOST = 2000;

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
      "One point a line: x1, x2 and its class (1 or −1; 0 and 1 will do; 0, 1, 2 … for several). Two columns x, y are a curve. A first line of names is skipped.",
    ),
    text,
    problem,
    html("div", { class: "dialog-buttons" }, use, close),
  );

  close.onclick = () => dialog.close();
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  text.oninput = () => problem.replaceChildren();
  use.onclick = () => {
    const most = Math.min(store.get().options?.limits.points ?? MOST, MOST);
    const { points, problem: wrong } = readCsv(text.value, most);
    if (!points) {
      problem.textContent = wrong;
      text.focus();
      return;
    }
    edits.apply(withSigns(points).map((point) => point.map(rounded)));
    dialog.close();
  };

  return {
    open() {
      const { ready } = store.get();
      problem.replaceChildren();
      if (ready && ready.data.features <= 2) {
        text.value = pointsOf(ready)
          .map((point) => point.join(", "))
          .join("\n");
      }
      dialog.showModal();
      text.select();
    },
  };
}
