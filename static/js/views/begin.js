/**
 * The one thing to do next, as a button under the picture.
 *
 * Whoever sees the page for the first time wants to know: what do I do here?
 */

import { byId, setText } from "../dom.js";
import { reach } from "../timeline.js";

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../player.js").Player} player
 */
export function beginView(store, player) {
  const button = byId("begin", HTMLButtonElement);
  button.onclick = player.contribute;

  store.on(["timeline", "position", "concealed"], (state) => {
    const { timeline, position } = state;
    const over = !timeline || position >= timeline.steps.length || reach(state) <= timeline.forward + 1;
    if (over && document.activeElement === button) byId("transport").focus();
    button.hidden = over;
    setText(button, timeline && position > timeline.forward ? "Next contribution" : "Step the backward pass");
  });
}
