/** Handing a file to the person. */

/**
 * @param {Blob | string} content
 * @param {string} name
 * @param {string} [type] of a text
 */
export function save(content, name, type = "text/plain") {
  const blob = typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const way = document.createElement("a");
  way.href = URL.createObjectURL(blob);
  way.download = name;
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 10_000); // some browsers only then begin to read
}
