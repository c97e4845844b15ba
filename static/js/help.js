/** The help, which both pages have. */

import { closeBeside } from "./dialogs.js";
import { byId, html } from "./dom.js";

/**
 * @param {import("./keys.js").KeyEntry[]} keys what it lists
 * @returns {{ help: () => void }}
 */
export function connectHelp(keys) {
  const help = byId("help", HTMLDialogElement);
  byId("keys").append(
    ...keys.map(({ shown, does }) =>
      html("div", {}, html("dt", {}, html("kbd", {}, shown)), html("dd", {}, does)),
    ),
  );
  byId("help-button").onclick = () => help.showModal();
  byId("help-close").onclick = () => help.close();
  closeBeside(help);
  return { help: () => help.showModal() };
}
