/** The trained model, to take away: a dialog with it as PyTorch, micrograd or JSON. */

import { byId, html, setAttribute } from "../../dom.js";

const FORMS = /** @type {const} */ ([
  ["torch", "PyTorch", "py"],
  ["micrograd", "micrograd", "py"],
  ["json", "JSON", "json"],
]);

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @returns {{ open: () => void }}
 */
export function exportView(store, session) {
  const dialog = byId("export", HTMLDialogElement);
  const text = html("textarea", { rows: 16, spellcheck: "false", readonly: "", "aria-label": "The model" });
  const says = html("p", { class: "tool-hint", role: "status" });
  const copy = html("button", { type: "button", class: "primary" }, "Copy");
  const save = html("button", { type: "button" }, "Save as a file");
  const close = html("button", { type: "button" }, "Close");
  const buttons = FORMS.map(([form, title]) => {
    const button = html("button", { type: "button" }, title);
    button.onclick = () => ask(form);
    return button;
  });
  dialog.append(
    html("h2", { id: "export-title" }, "The model, with its weights"),
    html("div", { class: "segments", role: "group", "aria-label": "As" }, ...buttons),
    text,
    says,
    html("div", { class: "dialog-buttons" }, copy, save, close),
  );
  /** @type {typeof FORMS[number][0]} */
  let shown = "torch";

  /** @param {typeof shown} form */
  function ask(form) {
    shown = form;
    for (const [i, button] of buttons.entries())
      setAttribute(button, "aria-pressed", String(FORMS[i][0] === form));
    text.value = "";
    session.exportModel(form);
  }

  store.on(["exported"], ({ exported }) => {
    if (!exported || exported.form !== shown) return;
    text.value = exported.text;
    says.textContent = `As it is at step ${exported.step}.`;
  });
  copy.onclick = async () => {
    text.select();
    await navigator.clipboard.writeText(text.value).catch(() => document.execCommand("copy"));
    says.textContent = "Copied.";
  };
  save.onclick = () => {
    const ending = FORMS.find(([form]) => form === shown)?.[2];
    const link = html("a", { download: `livegrad-model.${ending}` });
    link.href = URL.createObjectURL(new Blob([text.value], { type: "text/plain" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  close.onclick = () => dialog.close();
  return {
    open() {
      dialog.showModal();
      ask(shown);
    },
  };
}
