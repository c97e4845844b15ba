/**
 * How much room program and explanation take beside the picture: they fold away, and grow and shrink.
 *
 * Whoever shows a graph wants it large; whoever writes a program wants to read its lines.
 */

import { byId } from "../dom.js";
import { followDrag } from "../scrub.js";

const KEPT = "livegrad.panes";
const LEAST = 200; // px
const MOST = 0.5; // of the window
const NOTCH = 24; // px, of an arrow key

/** @typedef {{ width: number | null, folded: boolean }} Pane a width of null is the usual one */

export function panesView() {
  const desk = byId("desk");
  const panes = read();

  for (const side of /** @type {const} */ (["left", "right"])) {
    const divider = byId(`divider-${side}`);
    const button = byId(`fold-${side}`, HTMLButtonElement);
    const pane = panes[side];
    const part = byId(divider.getAttribute("aria-controls") ?? "");
    const show = () => {
      desk.style.setProperty(
        `--${side}`,
        pane.folded ? "0px" : pane.width === null ? null : `${pane.width}px`,
      );
      desk.classList.toggle(`${side}-folded`, pane.folded);
      button.setAttribute("aria-expanded", String(!pane.folded));
      divider.setAttribute("aria-valuenow", String(Math.round(pane.folded ? 0 : part.offsetWidth)));
      divider.setAttribute("aria-valuemax", String(Math.round(MOST * innerWidth)));
      keep(panes);
    };
    /** @param {number} width */
    const resize = (width) => {
      pane.folded = width < LEAST / 2;
      if (!pane.folded) pane.width = Math.round(Math.min(Math.max(width, LEAST), MOST * innerWidth));
      show();
    };
    const outwards = side === "left" ? 1 : -1;

    button.onclick = () => {
      pane.folded = !pane.folded;
      show();
    };
    divider.ondblclick = () => {
      Object.assign(pane, { width: null, folded: false });
      show();
    };
    divider.onpointerdown = (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const from = pane.folded ? 0 : part.offsetWidth;
      followDrag(event, { move: (dx) => resize(from + dx * outwards), end: () => {} });
    };
    divider.onkeydown = (event) => {
      const by = { ArrowLeft: -NOTCH, ArrowRight: NOTCH }[event.key];
      if (!by) return;
      event.preventDefault();
      const wide = pane.folded ? LEAST - NOTCH : part.offsetWidth;
      resize(by * outwards < 0 && wide <= LEAST ? 0 : wide + by * outwards);
    };
    show();
  }
}

/** @returns {{ left: Pane, right: Pane }} */
function read() {
  /** @type {Record<string, { width?: unknown, folded?: unknown } | undefined>} */
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
  } catch {
    // nothing can be kept here, or it is not ours
  }
  const pane = (/** @type {string} */ side) => {
    const { width, folded } = kept[side] ?? {};
    const fits = typeof width === "number" && width >= LEAST && width <= MOST * innerWidth;
    return { width: fits ? width : null, folded: folded === true };
  };
  return { left: pane("left"), right: pane("right") };
}

/** @param {{ left: Pane, right: Pane }} panes */
function keep(panes) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(panes));
  } catch {
    // it lasts as long as the page then
  }
}
