/** A notebook or a program from a file: dropped on the program, chosen in the menu, or its JSON pasted. */

import { byId, html } from "../dom.js";
import { loadProgram } from "../load.js";
import { looksLikeNotebook, notebookToProgram } from "../notebook.js";

const LARGEST_FILE = 10_000_000;

/** @param {import("../types.js").PageStore} store */
export function dropView(store) {
  const editor = byId("editor");
  const zone = editor.closest("section") ?? editor;
  const chooser = html("input", { type: "file", accept: ".ipynb,.py,.txt", "aria-label": "Notebook file" });
  const item = html(
    "button",
    { type: "button", class: "item", id: "open-file" },
    html("b", {}, "Open a file…"),
    html("span", {}, "A notebook (.ipynb) or a program (.py); or drop it on the program"),
  );
  const menu = byId("examples-menu");
  menu.append(html("h2", {}, "Your own"), item);
  item.onclick = () => {
    menu.hidePopover();
    chooser.click();
  };
  chooser.onchange = () => {
    if (chooser.files?.[0]) open(chooser.files[0]);
    chooser.value = "";
  };

  zone.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    zone.classList.add("dropping");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) leave();
  });
  // before the editor sees it, which would put the file's raw text in
  zone.addEventListener("drop", dropped, { capture: true });
  zone.addEventListener("paste", pasted, { capture: true });

  function leave() {
    zone.classList.remove("dropping");
  }

  /** @param {DragEvent} event */
  function dropped(event) {
    leave();
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    open(file);
  }

  /** @param {ClipboardEvent} event */
  function pasted(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!looksLikeNotebook(text)) return;
    event.preventDefault();
    event.stopPropagation();
    show(notebookToProgram(text));
  }

  /** @param {File} file */
  async function open(file) {
    if (file.size > LARGEST_FILE) {
      show({ message: "This file is too large.", hint: "A notebook without its pictures is smaller." });
      return;
    }
    try {
      const text = await file.text();
      const program = file.name.endsWith(".py") || file.name.endsWith(".txt");
      show(program && !looksLikeNotebook(text) ? { source: text } : notebookToProgram(text));
    } catch {
      show({ message: "This file cannot be read.", hint: "Choose it again." });
    }
  }

  /** @param {import("../notebook.js").Opened} opened */
  function show(opened) {
    if ("message" in opened) store.set({ notice: opened });
    else loadProgram(store, opened.source);
  }
}

/** @param {DragEvent} event */
function carriesFile(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
