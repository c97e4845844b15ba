/** An edge that is pointed at, or has the focus, says what it is made of. */

import { tipOf } from "./locals.js";

/**
 * @param {SVGSVGElement} stage
 * @param {SVGGElement} layer
 * @param {(key: string) => SVGGElement | undefined} chipOf the chip of an edge, by edgeKey
 * @param {() => void} restore show what is shown when nothing is pointed at
 */
export function connectTips(stage, layer, chipOf, restore) {
  // around the stage: Chromium gives an SVG element that listens for the focus the focus of every click on it
  const around = stage.parentElement ?? stage;
  for (const [enter, leave] of [
    ["pointerover", "pointerout"],
    ["focusin", "focusout"],
  ]) {
    around.addEventListener(enter, ({ target }) => {
      const edge = target instanceof Element ? target.closest("[data-local], [data-of]") : null;
      const chip = edge && chipOf(edge.getAttribute("data-local") ?? edge.getAttribute("data-of") ?? "");
      if (!chip || chip.classList.contains("empty")) return;
      chip.classList.add("pointed");
      layer.replaceChildren(tipOf(chip));
    });
    around.addEventListener(leave, () => {
      const pointed = stage.querySelector(".local.pointed");
      if (!pointed) return;
      pointed.classList.remove("pointed");
      restore();
    });
  }
}
