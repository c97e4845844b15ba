/**
 * What is on screen as a picture: an SVG into which every look is written that the style sheets give, so that it looks
 * the same in a file, and the pixels of it.
 */

const SVG = "http://www.w3.org/2000/svg";

/** Looks that a part hands on to what is inside it: written where they change. */
const HANDED_ON = [
  "fill",
  "fill-opacity",
  "fill-rule",
  "stroke",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "stroke-width",
  "font-family",
  "font-size",
  "font-style",
  "font-variant-numeric",
  "font-weight",
  "letter-spacing",
  "paint-order",
  "text-anchor",
  "visibility",
];

/** @type {Record<string, string>} looks of a part alone, with what they usually are */
const OWN = {
  "clip-path": "none",
  "dominant-baseline": "auto",
  filter: "none",
  "marker-end": "none",
  "marker-start": "none",
  mask: "none",
  "mix-blend-mode": "normal",
  opacity: "1",
  "stop-color": "rgb(0, 0, 0)",
  "stop-opacity": "1",
  "text-decoration-line": "none",
};

/** @typedef {{ width: number, height: number }} Size in CSS pixels */

/**
 * @param {SVGSVGElement} drawing on screen
 * @returns {SVGSVGElement} a copy that needs no style sheet
 */
export function standalone(drawing) {
  const { width, height } = sizeOf(drawing);
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  dress(drawing, copy, null);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return copy;
}

/**
 * @param {Element} drawing
 * @returns {Size}
 */
export function sizeOf(drawing) {
  const { width, height } = drawing.getBoundingClientRect();
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

/**
 * @param {Element} part as it is on screen
 * @param {Element} copy
 * @param {CSSStyleDeclaration | null} outside the looks of what it is in
 */
function dress(part, copy, outside) {
  const looks = getComputedStyle(part);
  const style = [];
  for (const name of HANDED_ON) {
    const look = looks.getPropertyValue(name);
    if (look !== outside?.getPropertyValue(name)) style.push(`${name}:${look}`);
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const look = looks.getPropertyValue(name);
    if (look !== usual && look !== "") style.push(`${name}:${look}`);
  }
  const moved = looks.transform;
  if (moved !== "none" && !part.hasAttribute("transform")) copy.setAttribute("transform", moved);
  for (const name of ["class", "tabindex", "role"]) copy.removeAttribute(name);
  copy.setAttribute("style", style.join(";"));
  const inside = [...copy.children];
  for (const [i, child] of [...part.children].entries()) {
    if (getComputedStyle(child).display === "none" && child.localName !== "defs") inside[i].remove();
    else dress(child, inside[i], looks);
  }
}

/**
 * The colour behind a part of the page.
 *
 * @param {Element | null} part
 * @returns {string}
 */
function paper(part) {
  const colour = part ? getComputedStyle(part).backgroundColor : "white";
  return part && /^(transparent|rgba\(.*, 0\))$/.test(colour) ? paper(part.parentElement) : colour;
}

/**
 * @param {SVGSVGElement} drawing
 * @returns {string} a file
 */
export function svgText(drawing) {
  const copy = standalone(drawing);
  const ground = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: paper(drawing) }))
    ground.setAttribute(name, value);
  copy.prepend(ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/**
 * Draw everything in some parts of the page where it stands on a canvas, over the page's own colour.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Element[]} parts
 * @param {number} scale pixels of the canvas to one of CSS
 * @param {boolean} [fit] whether the canvas becomes as large as they are
 */
export async function paint(canvas, parts, scale, fit = true) {
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const drawings = parts.flatMap((part) =>
    part.matches("svg") ? [part] : [...part.querySelectorAll("canvas, svg:not(svg svg)")],
  );
  const images = await Promise.all(drawings.map(imageOf)); // as they are at this moment
  const width = 2 * Math.ceil(((right - left) * scale) / 2); // films have even sizes
  const height = 2 * Math.ceil(((bottom - top) * scale) / 2);
  if (fit) Object.assign(canvas, { width, height });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.fillStyle = paper(parts[0]);
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  for (const { image, box } of images)
    if (image && box.width > 0) pen.drawImage(image, box.left, box.top, box.width, box.height);
  pen.setTransform(1, 0, 0, 1, 0, 0);
}

/** @param {Element} drawing */
async function imageOf(drawing) {
  const box = drawing.getBoundingClientRect();
  if (drawing instanceof HTMLCanvasElement) return { box, image: drawing.width > 0 ? drawing : null };
  const text = new XMLSerializer().serializeToString(standalone(/** @type {SVGSVGElement} */ (drawing)));
  const image = new Image();
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    return { box, image };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {Element[]} parts
 * @returns {Promise<Blob>} a PNG, twice as fine as the screen's plain pixels
 */
export async function pngOf(parts) {
  const canvas = document.createElement("canvas");
  await paint(canvas, parts, 2);
  return new Promise((done, fail) =>
    canvas.toBlob(
      (blob) => (blob ? done(blob) : fail(new Error("The browser made no picture."))),
      "image/png",
    ),
  );
}
