/** A click on a card, its number too, asks about that node; a second one, or Escape, stops asking. */

import { byId } from "../dom.js";
import { valueId } from "../groups.js";
import { rests } from "../keys.js";
import { THRESHOLD } from "../scrub.js";

const STILL = 5; // px: a press that moves farther is a drag

/** @param {import("../types.js").PageStore} store */
export function chooseView(store) {
  const stage = byId("stage");
  /** @type {{ x: number, y: number, id: number, still: number } | null} */
  let pressed = null;

  stage.addEventListener("pointerdown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const node = target?.closest("[data-node]");
    const free = node && !target?.closest("[data-open], [data-fold]");
    const still = target?.closest("[data-dial]") ? THRESHOLD : STILL; // from there on the number is turned
    pressed =
      free && event.button === 0
        ? { x: event.clientX, y: event.clientY, id: Number(node.getAttribute("data-node")), still }
        : null;
  });
  window.addEventListener("pointerup", (event) => {
    const press = pressed;
    pressed = null;
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) < press.still) choose(press.id);
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !rests(event) && !document.querySelector(":popover-open"))
      store.set({ chosen: null });
  });
  byId("ledger").addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    if (row && !(event.target instanceof HTMLButtonElement)) choose(Number(row.getAttribute("data-row")));
  });
  store.on(["asked"], ({ asked }) => {
    if (asked === null) return;
    choose(asked);
    store.set({ asked: null });
  });
  /** @param {number} id of a box */
  function choose(id) {
    const { graph, chosen } = store.get();
    const node = graph?.nodes[id];
    if (!node || (node.group && node.group.outputs !== 1)) return;
    const value = valueId(node);
    store.set({ chosen: value === chosen ? null : value });
  }

  return {
    /** The node of the present step, for the key `i`. */
    into() {
      const { timeline, position } = store.get();
      const step = timeline?.steps[position - 1];
      if (step) choose(step.kind === "contribution" ? step.parent : step.node);
    },
  };
}
