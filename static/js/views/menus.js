/** The buttons at the top: examples, help. */

import { BUGS, mended } from "../bugs.js";
import { byId, html } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { connectHelp } from "../help.js";
import { KEYS } from "../keys.js";
import { loadProgram } from "../load.js";

/**
 * @param {import("../types.js").PageStore} store
 * @returns {{ help: () => void }}
 */
export function menusView(store) {
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

  const title = html("h2", {}, "Find the bug");
  examples.append(title);
  const found = BUGS.map(({ source, title: name, about }) => {
    const text = html("b", {}, name);
    const item = html("button", { type: "button", class: "item" }, text, html("span", {}, about));
    item.onclick = () => {
      examples.hidePopover();
      loadProgram(store, source);
    };
    examples.append(item);
    return { text, name };
  });
  examples.addEventListener("beforetoggle", () => {
    const done = mended();
    title.textContent = `Find the bug · ${done.size} of ${BUGS.length} mended`;
    for (const [i, { text, name }] of found.entries())
      text.textContent = done.has(i + 1) ? `${name} ✓` : name;
  });

  return connectHelp(KEYS);
}
