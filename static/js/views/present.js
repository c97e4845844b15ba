/**
 * Before a class: the graph, one sentence and the controls, in large letters; nothing else.
 */

import { byId, setText } from "../dom.js";
import { rests } from "../keys.js";

/** @returns {{ toggle: () => void }} */
export function presentView() {
  const button = byId("present", HTMLButtonElement);
  /** @param {boolean} on */
  const show = (on) => {
    document.documentElement.classList.toggle("presenting", on);
    button.setAttribute("aria-pressed", String(on));
    setText(button, on ? "Show panels" : "Present");
  };
  const toggle = () => show(!document.documentElement.classList.contains("presenting"));
  button.onclick = toggle;
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !rests(event)) show(false);
  });
  return { toggle };
}
