/** The buttons at the top: presets, share, help. */

import { byId, html } from "../../dom.js";
import { TRAIN_KEYS } from "../keys.js";
import { PRESETS } from "../presets.js";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {object} does
 * @param {() => string} does.address of what is on screen
 * @param {(preset: import("../presets.js").Preset) => void} does.open
 * @returns {{ help: () => void }}
 */
export function menusView(store, { address, open }) {
  const menu = byId("presets-menu");
  const items = new Map(
    PRESETS.flatMap(({ items }) => items).map((preset) => {
      const item = html(
        "button",
        { type: "button", class: "item" },
        html("b", {}, preset.title),
        html("span", {}, preset.about),
      );
      item.onclick = () => {
        menu.hidePopover();
        open(preset);
      };
      return [preset.id, item];
    }),
  );
  menu.append(
    ...PRESETS.flatMap(({ group, items: presets }) => [
      html("h2", {}, group),
      ...presets.flatMap(({ id }) => items.get(id) ?? []),
    ]),
  );
  store.on(["preset"], ({ preset }) => {
    for (const [id, item] of items) item.toggleAttribute("aria-current", id === preset);
  });

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
    ...TRAIN_KEYS.map(({ shown, does }) =>
      html("div", {}, html("dt", {}, html("kbd", {}, shown)), html("dd", {}, does)),
    ),
  );
  byId("help-button").onclick = () => help.showModal();
  byId("help-close").onclick = () => help.close();
  help.onclick = (event) => {
    if (event.target === help) help.close();
  };
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
