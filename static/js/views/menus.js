/** The buttons at the top: examples, share, help. */

import { byId, html } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { connectHeadBar } from "../head_bar.js";
import { KEYS } from "../keys.js";
import { loadProgram } from "../load.js";

/**
 * @param {import("../types.js").PageStore} store
 * @param {() => string} address of what is on screen
 * @returns {{ help: () => void }}
 */
export function menusView(store, address) {
  const examples = byId("examples-menu");
  examples.append(
    ...EXAMPLES.flatMap(({ group, items }) => [
      html("h2", {}, group),
      ...items.map(({ title, about, source }) => {
        const item = html(
          "button",
          { type: "button", class: "item" },
          html("b", {}, title),
          html("span", {}, about),
        );
        item.onclick = () => {
          examples.hidePopover();
          loadProgram(store, source);
        };
        return item;
      }),
    ]),
  );

  return connectHeadBar(address, KEYS);
}
