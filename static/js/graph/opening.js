/** Opening and folding on the picture: a click, or Enter and Space on what has the focus. */

import { foldGroup, openGroup } from "../groups.js";

/**
 * @typedef {object} Asked what was opened or folded last, and what took its place
 * @property {string} path
 * @property {boolean} opened
 * @property {boolean} focus whether it had the focus, which then goes on to what took its place
 */

/**
 * @param {SVGSVGElement} stage
 * @param {import("../types.js").PageStore} store
 * @returns {() => Asked | null} take what was asked for last, once
 */
export function connectOpening(stage, store) {
  /** @type {Asked | null} */
  let asked = null;

  /** @param {Event} event */
  function act(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-open], [data-fold]") : null;
    if (!target) return;
    event.preventDefault();
    const path = target.getAttribute("data-open");
    const focus = document.activeElement === target;
    if (path !== null) {
      asked = { path, opened: true, focus };
      openGroup(store, path);
    } else {
      asked = { path: target.getAttribute("data-fold") ?? "", opened: false, focus };
      foldGroup(store, asked.path);
    }
  }

  stage.addEventListener("click", act);
  stage.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") act(event);
  });

  store.on(["source"], () => {
    asked = null; // what comes next is another program's picture
  });

  return () => {
    const last = asked;
    asked = null;
    return last;
  };
}

/**
 * Where a group is on the picture, open or closed.
 *
 * @param {SVGElement} root
 * @param {string} path
 * @returns {SVGGElement | null} its box, or the label of its frame
 */
export function placeOfGroup(root, path) {
  const escaped = CSS.escape(path);
  return root.querySelector(`[data-open="${escaped}"], [data-fold="${escaped}"]`);
}
