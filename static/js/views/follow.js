/**
 * Whether the picture moves with the steps.
 *
 * Whoever looks somewhere else wants it to stay there; whoever steps through a large graph wants to be taken along.
 */

import { byId } from "../dom.js";

/** @param {import("../types.js").PageStore} store */
export function followView(store) {
  const button = byId("follow", HTMLButtonElement);
  button.onclick = () => store.set({ follow: !store.get().follow });
  store.on(["follow"], ({ follow }) => button.setAttribute("aria-pressed", String(follow)));
  store.on(["source"], ({ cause }) => {
    if (cause === "load") store.set({ follow: true });
  });
}
