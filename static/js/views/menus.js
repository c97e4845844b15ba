/** The buttons at the top: examples, share, help. */

import { byId, html } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { KEYS } from "../keys.js";
import { NO_PROBE } from "../state.js";

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
          store.set({
            source,
            pass: null,
            open: "auto",
            chosen: null,
            probe: NO_PROBE,
            cause: "load",
            arrival: Number.POSITIVE_INFINITY,
            playing: false,
          });
        };
        return item;
      }),
    ]),
  );

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
    ...KEYS.map(({ shown, does }) =>
      html("div", {}, html("dt", {}, html("kbd", {}, shown)), html("dd", {}, does)),
    ),
  );
  byId("help-button").onclick = () => help.showModal();
  byId("help-close").onclick = () => help.close();
  help.onclick = (event) => {
    if (event.target === help) help.close(); // a click beside it
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
