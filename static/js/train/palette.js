/** The page's colours as a canvas needs them: read from the style sheet, again whenever the theme changes. */

import { html } from "../dom.js";
import { makeScale, parseRgb } from "./colour.js";

const NAMES = /** @type {const} */ ([
  "plane-negative",
  "plane-zero",
  "plane-positive",
  "weight-negative",
  "weight-positive",
  "negative",
  "positive",
  "accent",
  "accent-ink",
  "value",
  "ink",
  "soft",
  "line",
  "paper",
  "surface",
  "tile-line",
  "class-0",
  "class-1",
  "class-2",
  "class-3",
  "class-4",
  "class-5",
]);

/**
 * @typedef {typeof NAMES[number]} ColourName
 * @typedef {import("./colour.js").Rgb} Rgb
 * @typedef {{ rgb: Record<ColourName, Rgb>, css: Record<ColourName, string>, scale: import("./colour.js").Scale }} Palette
 */

/** @type {Palette | null} */
let current = null;
/** @type {(() => void)[]} */
const listeners = [];

/** @returns {Palette} */
export function palette() {
  current ??= read();
  return current;
}

/** Be told when the theme has changed. @param {() => void} run */
export function onTheme(run) {
  if (listeners.length === 0) {
    const changed = () => {
      current = null;
      for (const listener of listeners) listener();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
    const watched = { attributes: true, attributeFilter: ["data-theme"] };
    new MutationObserver(changed).observe(document.documentElement, watched);
  }
  listeners.push(run);
}

function read() {
  const probe = html("span", { hidden: "" });
  probe.style.setProperty("forced-color-adjust", "none"); // else every colour would be that of text
  document.body.append(probe);
  const rgb = /** @type {Palette["rgb"]} */ ({});
  const css = /** @type {Palette["css"]} */ ({});
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    css[name] = getComputedStyle(probe).color;
    rgb[name] = parseRgb(css[name]);
  }
  probe.remove();
  const scale = makeScale({
    negative: rgb["plane-negative"],
    zero: rgb["plane-zero"],
    positive: rgb["plane-positive"],
  });
  return { rgb, css, scale };
}
