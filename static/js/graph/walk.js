/** The keyboard on the picture: one stop for Tab, then up and down through every card and every edge. */

/**
 * @typedef {object} Walk
 * @property {(scene: import("./scene.js").Scene) => void} over walk over another scene
 */

/**
 * @param {SVGSVGElement} stage
 * @param {(id: number) => void} act what Enter on a card does
 * @param {(id: number) => void} reached somebody walked to a card, or to an edge of it
 * @returns {Walk}
 */
export function connectWalk(stage, act, reached) {
  /** @type {{ element: SVGGElement, id: number }[]} from the root on: a card, then the edges to its parents */
  let stops = [];

  stage.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = stops.findIndex(({ element }) => element === document.activeElement);
    if (at < 0) return;
    if (event.key === "Enter" && stops[at].element.hasAttribute("data-node")) {
      event.preventDefault();
      if (!stops[at].element.hasAttribute("data-open")) act(stops[at].id);
      return;
    }
    if (!by) return;
    event.preventDefault();
    let next = at + by;
    while (stops[next]?.element.classList.contains("empty")) next += by;
    if (!stops[next]) return;
    stops[at].element.setAttribute("tabindex", "-1");
    stops[next].element.setAttribute("tabindex", "0");
    stops[next].element.focus({ preventScroll: true });
    reached(stops[next].id);
  });
  // a press on a card is not meant for the keyboard: it takes the focus from wherever it was, and keeps none itself;
  // what the picture is a part of, if it can, has it then, so that its keys go on working
  stage.addEventListener("mousedown", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-node], [data-local]")) return;
    event.preventDefault();
    const around = stage.closest("[tabindex]");
    if (around instanceof HTMLElement) around.focus({ preventScroll: true });
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });

  return {
    over(scene) {
      stops = [...scene.nodes.entries()].reverse().flatMap(([id, { group }]) => {
        const chips = [...scene.chips].filter(([key]) => key.startsWith(`${id}:`));
        return [{ element: group, id }, ...chips.map(([, element]) => ({ element, id }))];
      });
      stops[0]?.element.setAttribute("tabindex", "0");
    },
  };
}
