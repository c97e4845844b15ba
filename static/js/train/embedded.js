/** The training in a frame of somebody else's page: what moves, and a link to the rest. */

import { byId } from "../dom.js";
import { writeAddress } from "./address.js";

const LEFT_OUT = ["setup", "tools", "landscape", "readout", "gradients", "parameters"];

/** @param {import("./types.js").TrainStore} store */
export function connectEmbedding(store) {
  if (!document.documentElement.classList.contains("embedded")) return;
  store.on(["hidden"], ({ hidden }) => {
    if (hidden.length === 0) store.set({ hidden: LEFT_OUT }); // unless the link chose
  });
  const whole = byId("whole", HTMLAnchorElement);
  whole.onpointerenter = () => lead();
  whole.onfocus = () => lead();
  whole.onclick = () => lead();

  function lead() {
    const { hidden, ...shown } = store.get();
    const chosen = hidden.join() === LEFT_OUT.join() ? [] : hidden;
    whole.href = `/train${writeAddress({ ...shown, hidden: chosen })}`;
  }
}
