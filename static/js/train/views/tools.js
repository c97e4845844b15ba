/** What a click on the plane does: choose, add to a class, turn the class, erase; and paste, undo. */

import { byId, html } from "../../dom.js";

/** @typedef {import("../types.js").Tool} Tool */

const SEVERAL = 2;

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../edits.js").Edits} edits
 * @param {{ open: () => void }} csv
 */
export function toolsView(store, edits, csv) {
  const place = byId("tools");
  const bar = html("div", { class: "tool-bar", role: "group", "aria-label": "A click on the plane" });
  const hint = html("p", { class: "tool-hint" });
  const undo = html(
    "button",
    { type: "button", "aria-label": "Undo", title: "Undo the last edit of a point (u)" },
    "↶",
  );
  const paste = html("button", { type: "button", title: "Paste a table of points (CSV)" }, "CSV");
  undo.onclick = edits.undo;
  paste.onclick = csv.open;
  place.append(bar, hint);

  /** @type {{ button: HTMLButtonElement, tool: Tool, brush: number | null }[]} */
  let tools = [];

  /**
   * @param {Tool} tool
   * @param {number | null} brush
   * @param {string} label
   * @param {...(Node | string)} content
   */
  function make(tool, brush, label, ...content) {
    const button = html("button", { type: "button", "aria-label": label, title: label }, ...content);
    button.onclick = () => store.set(brush === null ? { tool } : { tool, brush });
    return { button, tool, brush };
  }

  function build() {
    const { ready } = store.get();
    const { kind, classes, features } = ready?.data ?? { kind: "binary", classes: 2, features: 2 };
    const brushes =
      kind === "classes" && classes > SEVERAL ? Array.from({ length: classes }, (_, i) => i) : [1, -1];
    tools = [
      make("select", null, "Choose and drag samples", "↖"),
      ...(kind === "regression"
        ? [make("add", 1, "Add points", "+")]
        : brushes.map((y) =>
            make(
              "add",
              y,
              `Add points of class ${y === -1 ? "−1" : y}`,
              html("i", { class: `chip ${chipOf(y, kind, classes)}` }),
              "+",
            ),
          )),
      ...(kind === "regression" ? [] : [make("relabel", null, "Turn the class of a point", "⇄")]),
      make("erase", null, "Erase points", "⌫"),
    ];
    bar.replaceChildren(...tools.map(({ button }) => button), html("span", { class: "gap" }), undo, paste);
    bar.hidden = features > 2;
    show();
  }

  function show() {
    const { tool, brush, ready } = store.get();
    for (const item of tools) {
      item.button.setAttribute("aria-pressed", String(item.tool === tool && (item.brush ?? brush) === brush));
    }
    undo.disabled = !edits.canUndo();
    const several = (ready?.data.features ?? 2) > 2;
    hint.textContent = several
      ? "These samples have three numbers: the plane is a slice through the first two."
      : ready?.data.kind === "regression"
        ? CURVE_HINTS[tool]
        : HINTS[tool];
  }

  store.on(["ready"], ({ ready }, before) => {
    const key = (/** @type {typeof ready} */ r) => r && `${r.data.kind} ${r.data.classes} ${r.data.features}`;
    if (key(ready) !== key(before.ready)) {
      if (ready?.data.kind === "classes" && store.get().brush < 0) store.set({ brush: 0 });
      else if (ready?.data.kind === "binary" && Math.abs(store.get().brush) !== 1) store.set({ brush: 1 });
      build();
    } else show();
  });
  store.on(["tool", "brush", "config"], show);
  build();
}

/**
 * @param {number} y
 * @param {string} kind
 * @param {number} classes
 */
const chipOf = (y, kind, classes) =>
  kind === "classes" && classes > SEVERAL ? `class-${y}` : y > 0 ? "above" : "below";

/** @type {Record<Tool, string>} */
const HINTS = {
  select: "Click a sample to follow it, drag it anywhere, double-click to turn its class.",
  add: "Click to add. With Shift or the right button: the other class.",
  relabel: "Click a sample to turn its class.",
  erase: "Click a sample to erase it.",
};

/** @type {Record<Tool, string>} */
const CURVE_HINTS = {
  ...HINTS,
  select: "Click a sample to follow it, drag it anywhere.",
  add: "Click to add.",
};
