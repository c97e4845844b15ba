/** The buttons at the top that every page has: share and help. */

import { closeBeside } from "./dialogs.js";
import { byId, html } from "./dom.js";

/**
 * @param {() => string} address of what is on screen, for the address bar
 * @param {import("./keys.js").KeyEntry[]} keys what the help lists
 * @returns {{ help: () => void }}
 */
export function connectHeadBar(address, keys) {
  const share = byId("share", HTMLButtonElement);
  share.onclick = async () => {
    history.replaceState(null, "", address());
    try {
      await navigator.clipboard.writeText(location.href);
      say(share, "Link copied");
    } catch {
      say(share, "Copy the address bar");
    }
  };

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

/**
 * Let a button say something for a moment.
 *
 * @param {HTMLButtonElement} button
 * @param {string} text
 */
function say(button, text) {
  const usual = button.dataset.usual ?? button.textContent ?? "";
  button.dataset.usual = usual;
  button.textContent = text;
  setTimeout(() => {
    button.textContent = usual;
  }, 1600);
}
