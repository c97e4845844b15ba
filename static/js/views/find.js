/**
 * Find a node by its name.
 *
 * Whoever has a large graph before them wants to know: where is that one?
 */

import { byId, html } from "../dom.js";
import { brief } from "../format.js";
import { isSingle } from "../groups.js";

const MOST = 8;

/**
 * @param {import("../types.js").PageStore} store
 * @param {(id: number) => void} show bring a box into view
 * @returns {{ open: () => void }}
 */
export function findView(store, show) {
  const box = byId("finder");
  const input = byId("find", HTMLInputElement);
  const list = byId("found");
  byId("find-open").onclick = open;

  function open() {
    box.hidden = false;
    input.select();
    input.focus();
    look();
  }
  function close() {
    box.hidden = true;
  }

  function look() {
    const { graph, names } = store.get();
    const wanted = input.value.trim().toLowerCase();
    const nodes = (graph?.nodes ?? []).filter(({ id }) => names[id].toLowerCase().includes(wanted)).reverse();
    const rank = (/** @type {string} */ name) =>
      name.toLowerCase() === wanted ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2;
    nodes.sort((a, b) => rank(names[a.id]) - rank(names[b.id]));
    const items = nodes.slice(0, MOST).map((node) => {
      const value = isSingle(node) ? brief(node.data) : "";
      const button = html("button", { type: "button" }, html("b", {}, names[node.id]), ` ${value}`);
      button.onclick = () => go(node.id);
      return html("li", {}, button);
    });
    const more = nodes.length - items.length;
    const rest =
      wanted === "" || nodes.length > 0
        ? more > 0
          ? [`and ${more} more`]
          : []
        : ["None on the picture has this name."];
    list.replaceChildren(...items, ...rest.map((text) => html("li", { class: "aside" }, text)));
  }

  /** @param {number} id */
  function go(id) {
    close();
    show(id);
  }

  input.oninput = look;
  byId("find-form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    byId("find-open").focus();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
  });

  return { open };
}
