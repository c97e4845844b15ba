/** A place of the plane that is no sample: a cross where it was chosen, and the way to its Values. */

import { html, svg } from "../../dom.js";
import { openValues, placeText } from "../opening.js";

/** @param {import("../types.js").TrainStore} store */
export function freePoint(store) {
  const cross = svg("path", { class: "free-point" });
  const values = html("button", { type: "button", class: "unit-values", hidden: true }, "Values ↗");
  values.onclick = () => openValues(store, store.get().chosen.unit);
  return {
    cross,
    values,
    /** @param {import("../plane.js").Plane} plane */
    place(plane) {
      const { point = null } = store.get().chosen;
      values.hidden = !point;
      cross.setAttribute("d", "");
      if (!point) return;
      const [x, y] = [plane.x(point[0]), plane.y(point[1])];
      cross.setAttribute("d", `M${x - 7},${y}H${x + 7}M${x},${y - 7}V${y + 7}`);
      values.classList.toggle("before", x > plane.width / 2);
      values.style.translate = `${x}px ${y}px`;
      values.setAttribute("aria-label", `Values at ${placeText(point)}`);
    },
  };
}
