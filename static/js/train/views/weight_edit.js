/** A weight or a bias taken in hand: dragged to the right for more and to the left for less, or typed after a click. */

import { html } from "../../dom.js";
import { oncePerFrame } from "../painter.js";

const PER_PX = 0.02;
const THRESHOLD = 3; // px before a press becomes a drag

/**
 * @param {HTMLElement} stage
 * @param {object} does
 * @param {() => { index: number, name: string, value: number } | null} does.pointed the parameter under the pointer
 * @param {(index: number, value: number) => void} does.set
 */
export function weightEditing(stage, { pointed, set }) {
  const field = html("input", { type: "text", class: "weight-field", inputmode: "decimal", hidden: true });
  stage.append(field);
  /** @type {number | null} */
  let open = null;
  const shut = () => {
    open = null;
    field.hidden = true;
  };
  field.onblur = shut;
  field.onkeydown = (event) => {
    event.stopPropagation(); // the same keys move the training elsewhere on the page
    if (event.key === "Escape") shut();
    if (event.key !== "Enter") return;
    const value = Number(field.value.trim().replace("−", "-").replace(",", "."));
    if (open === null || field.value.trim() === "" || !(Math.abs(value) <= 1e6)) {
      field.setAttribute("aria-invalid", "true");
      return;
    }
    set(open, value);
    shut();
  };

  stage.addEventListener(
    "pointerdown",
    (press) => {
      const beside = press.target instanceof Element && press.target.closest("input, .unit-values");
      const target = press.button === 0 && !beside ? pointed() : null;
      if (!target) return;
      press.preventDefault();
      press.stopPropagation();
      const end = new AbortController();
      let moved = false;
      let wanted = target.value;
      // once a frame: the server reads only so many messages a second
      const soon = oncePerFrame(() => set(target.index, wanted));
      stage.setPointerCapture(press.pointerId);
      const options = { signal: end.signal };
      stage.addEventListener(
        "pointermove",
        (event) => {
          event.stopImmediatePropagation(); // the same weight stays pointed at
          const by = event.clientX - press.clientX;
          moved ||= Math.abs(by) > THRESHOLD;
          wanted = Number((target.value + by * PER_PX).toFixed(4));
          if (moved) soon();
        },
        { ...options, capture: true },
      );
      stage.addEventListener("pointercancel", () => end.abort(), options);
      stage.addEventListener(
        "pointerup",
        () => {
          end.abort();
          if (moved) return;
          const box = stage.getBoundingClientRect();
          field.style.translate = `${Math.min(press.clientX - box.left, box.width - 110)}px ${press.clientY - box.top}px`;
          field.value = String(Number(target.value.toPrecision(6)));
          field.removeAttribute("aria-invalid");
          field.setAttribute("aria-label", target.name);
          field.hidden = false;
          open = target.index;
          field.focus();
          field.select();
        },
        options,
      );
    },
    { capture: true },
  );
}
