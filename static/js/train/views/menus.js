/** The buttons at the top: presets, share, help. */

import { byId, html } from "../../dom.js";
import { connectHeadBar } from "../../head_bar.js";
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
    for (const [id, item] of items) item.setAttribute("aria-current", String(id === preset));
  });

  return connectHeadBar(address, TRAIN_KEYS);
}
