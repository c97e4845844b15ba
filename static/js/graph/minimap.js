/** All of a picture in small, with a frame around what is on the stage. */

import { setAttribute, svg } from "../dom.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{ x: number, y: number, k: number }} Place of the picture on the stage, and its scale */

const WIDTH = 168; // px
const HEIGHT = 112;

/**
 * @typedef {object} Minimap
 * @property {(scene: Scene, size: { width: number, height: number }) => void} draw
 * @property {(scene: Scene) => void} paint colours of the gradients
 * @property {(place: Place, stage: { width: number, height: number }) => void} look what is on the stage now
 */

/**
 * @param {SVGSVGElement} map
 * @param {(x: number, y: number) => void} go show this place of the picture
 * @returns {Minimap}
 */
export function makeMinimap(map, go) {
  let size = { width: 1, height: 1 };
  const boxes = svg("g");
  const view = svg("rect", { class: "view" });
  map.append(boxes, view);

  /** @param {PointerEvent} event */
  function move(event) {
    const { left, top, width } = map.getBoundingClientRect();
    const scale = map.viewBox.baseVal.width / width;
    const { x, y } = map.viewBox.baseVal;
    go(x + (event.clientX - left) * scale, y + (event.clientY - top) * scale);
  }
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    move(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) move(event);
  });

  return {
    draw(scene, whole) {
      size = whole;
      const k = Math.min(WIDTH / size.width, HEIGHT / size.height);
      const [width, height] = [WIDTH / k, HEIGHT / k];
      const corner = [(size.width - width) / 2, (size.height - height) / 2];
      map.setAttribute("viewBox", [...corner, width, height].join(" "));
      const rects = scene.nodes.map(({ at: [x, y], box }) =>
        svg("rect", {
          x: x + box.card[0],
          y: y + box.card[1],
          width: box.width - box.card[0],
          height: box.height - box.card[1],
          rx: 9,
        }),
      );
      boxes.replaceChildren(...rects);
    },
    paint({ nodes }) {
      for (const [i, { group }] of nodes.entries()) {
        const tone = group.getAttribute("data-tone") ?? "";
        const now = group.classList.contains("active") ? " now" : "";
        if (boxes.children[i]) setAttribute(boxes.children[i], "class", `${tone}${now}`);
      }
    },
    look({ x, y, k }, stage) {
      const part = { x: -x / k, y: -y / k, width: stage.width / k, height: stage.height / k };
      for (const [name, value] of Object.entries(part)) setAttribute(view, name, value.toFixed(1));
      const over = part.width < size.width - 1 || part.height < size.height - 1;
      map.classList.toggle("needed", over);
    },
  };
}
