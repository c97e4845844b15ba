/** The buttons at the top: presets, share, help. */

import { byId, html } from "../../dom.js";
import { connectHelp } from "../../help.js";
import { TRAIN_KEYS } from "../keys.js";
import { PRESETS } from "../presets.js";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {(preset: import("../presets.js").Preset) => void} open
 * @returns {{ help: () => void }}
 */
export function menusView(store, open) {
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

  return connectHelp(TRAIN_KEYS);
}
