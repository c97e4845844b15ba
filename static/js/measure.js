/** How wide a text is on screen: measured, as letters of different scripts are not equally wide. */

const PER_LETTER = 0.62; // of its size, where nothing can be measured; of a wide one 1

/** @type {CanvasRenderingContext2D | null | undefined} */
let pen;
let family = "sans-serif";
/** @type {Map<string, number>} */
const known = new Map();

/**
 * @param {string} text
 * @param {number} size px
 * @param {number} [weight]
 * @returns {number} px
 */
export function textWidth(text, size, weight = 400) {
  const font = `${weight} ${size}px`;
  const key = `${font} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    width = measure(text, font) ?? guess(text, size);
    if (known.size > 5000) known.clear();
    known.set(key, width);
  }
  return width;
}

/**
 * As much of a text as has room, with an ellipsis for the rest.
 *
 * @param {string} text
 * @param {number} room px
 * @param {number} size px
 * @param {number} [weight]
 */
export function fitText(text, room, size, weight = 400) {
  if (textWidth(text, size, weight) <= room) return text;
  const letters = [...text];
  let [fits, over] = [0, letters.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    const shown = `${letters.slice(0, middle).join("")}…`;
    if (textWidth(shown, size, weight) <= room) fits = middle;
    else over = middle;
  }
  return `${letters.slice(0, Math.max(fits, 1)).join("")}…`;
}

/**
 * @param {string} text
 * @param {string} font
 * @returns {number | null} null without a canvas
 */
function measure(text, font) {
  if (pen === undefined) {
    pen = globalThis.document?.createElement("canvas").getContext("2d") ?? null;
    if (pen) family = getComputedStyle(document.documentElement).getPropertyValue("--sans").trim() || family;
  }
  if (!pen) return null;
  pen.font = `${font} ${family}`;
  return pen.measureText(text).width;
}

/**
 * @param {string} text
 * @param {number} size
 */
function guess(text, size) {
  const wide = /[WM@\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]/u;
  return [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 1 : PER_LETTER) * size, 0);
}
