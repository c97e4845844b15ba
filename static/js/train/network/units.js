/**
 * The units as buttons over their pictures: for the pointer, the keyboard and the screen reader. One of them is a
 * tab stop; the arrow keys lead to the others. Nothing here changes from frame to frame but a class or two.
 */

import { html, setText } from "../../dom.js";
import { unitName } from "./structure.js";

/**
 * @typedef {import("./layout.js").NetworkLayout} NetworkLayout
 * @typedef {import("./structure.js").Structure} Structure
 * @typedef {object} UnitActions
 * @property {(layer: number, unit: number) => void} enter
 * @property {() => void} leave
 * @property {(layer: number, unit: number) => void} choose
 * @property {(layer: number, unit: number) => void} open its Values
 */

/**
 * @param {Structure} structure
 * @param {string[]} inputs names
 * @param {UnitActions} actions
 */
export function makeUnits(structure, inputs, actions) {
  const element = html("div", {
    class: "units",
    role: "group",
    "aria-label": "Neurons; arrow keys move between them",
  });
  const columns = structure.sizes.map((count, place) =>
    Array.from({ length: count }, (_, unit) => {
      const layer = place - 1;
      const name = layer < 0 ? `Input ${inputs[unit]}` : unitName(structure, layer, unit);
      const mark = html("span", { class: "mark", "aria-hidden": "true" });
      const children = layer < 0 ? [html("span", { class: "input-name" }, inputs[unit])] : [mark];
      const button = html(
        "button",
        { type: "button", class: "unit", tabindex: -1, "aria-label": name },
        ...children,
      );
      button.onpointerenter = () => actions.enter(layer, unit);
      button.onpointerleave = actions.leave;
      button.onfocus = () => {
        stop(button);
        actions.enter(layer, unit);
      };
      button.onblur = actions.leave;
      if (layer >= 0) button.onclick = () => actions.choose(layer, unit);
      else button.setAttribute("aria-disabled", "true");
      button.onkeydown = (event) => {
        const next = neighbour(place, unit, event.key);
        if (!next) return;
        event.preventDefault();
        event.stopPropagation(); // the arrows move the training elsewhere on the page
        next.focus();
      };
      element.append(button);
      return { button, mark, name, state: "" };
    }),
  );
  const values = html("button", { type: "button", class: "unit-values", hidden: true }, "Values ↗");
  /** @type {[number, number] | null} */
  let owner = null;
  values.onclick = () => owner && actions.open(...owner);
  element.append(values);
  let stopped = columns[1]?.[0]?.button ?? columns[0][0].button;
  stopped.tabIndex = 0;

  /** @param {HTMLButtonElement} button */
  function stop(button) {
    stopped.tabIndex = -1;
    stopped = button;
    stopped.tabIndex = 0;
  }

  /**
   * @param {number} place
   * @param {number} unit
   * @param {string} key
   */
  function neighbour(place, unit, key) {
    if (key === "ArrowDown" || key === "ArrowUp")
      return columns[place][unit + (key === "ArrowDown" ? 1 : -1)]?.button;
    if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
    const column = columns[place + (key === "ArrowRight" ? 1 : -1)];
    if (!column) return undefined;
    return column[Math.round((unit * (column.length - 1)) / Math.max(1, columns[place].length - 1))].button;
  }

  return {
    element,

    /** @param {NetworkLayout} layout */
    place(layout) {
      for (const [place, column] of layout.tiles.entries()) {
        for (const { unit, x, y, size } of column) {
          const { style, classList } = columns[place][unit].button;
          style.transform = `translate(${x - size / 2}px, ${y - size / 2}px)`;
          style.width = `${size}px`;
          style.height = `${size}px`;
          classList.toggle("small", size < 30);
        }
      }
    },

    /**
     * @param {[number, number][]} dead
     * @param {[number, number][]} saturated
     */
    tell(dead, saturated) {
      /** @type {Map<string, string>} */
      const states = new Map();
      for (const [layer, unit] of saturated ?? []) states.set(`${layer} ${unit}`, "saturated");
      for (const [layer, unit] of dead ?? []) states.set(`${layer} ${unit}`, "dead");
      for (const [place, column] of columns.slice(1).entries()) {
        for (const [unit, parts] of column.entries()) {
          const state = states.get(`${place} ${unit}`) ?? "";
          if (state === parts.state) continue;
          parts.state = state;
          parts.button.classList.toggle("dead", state === "dead");
          parts.button.classList.toggle("saturated", state === "saturated");
          parts.button.setAttribute("aria-label", state ? `${parts.name}, ${state}` : parts.name);
          setText(parts.mark, state === "saturated" ? "sat." : state);
        }
      }
    },

    /**
     * The way to the Values of the chosen one, at its tile.
     *
     * @param {NetworkLayout} layout
     * @param {[number, number] | null} chosen
     * @param {string} where of which sample
     */
    offer(layout, chosen, where) {
      owner = chosen;
      const tile = chosen && layout.tiles[chosen[0] + 1]?.[chosen[1]];
      values.hidden = !tile;
      if (!tile || !chosen) return;
      const right = tile.x + tile.size / 2 + 6;
      const side = chosen[0] === structure.layers.length - 1 ? "before" : "after";
      values.classList.toggle("before", side === "before");
      values.style.translate = `${side === "before" ? tile.x - tile.size / 2 - 6 : right}px ${tile.y}px`;
      const label = `Values of ${unitName(structure, ...chosen)} for ${where}`;
      values.title = label;
      values.setAttribute("aria-label", label);
    },

    /** @param {[number, number] | null} chosen */
    choose(chosen) {
      for (const [place, column] of columns.slice(1).entries()) {
        for (const [unit, { button }] of column.entries()) {
          const pressed = String(chosen !== null && chosen[0] === place && chosen[1] === unit);
          if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
        }
      }
    },
  };
}
