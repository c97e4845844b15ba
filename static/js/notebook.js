/** A Jupyter notebook as a program: a cell for each of its cells, what it printed and drew left out. */

const LINES_OF_A_REMARK = 3;
const LONGEST_REMARK = 100;
/** Cell magics whose cell is Python all the same. */
const STILL_PYTHON = new Set(["time", "timeit", "capture", "prun"]);

/** @typedef {{ source: string } | { message: string, hint: string }} Opened */

/**
 * Whether a text looks as a notebook file does.
 *
 * @param {string} text
 */
export function looksLikeNotebook(text) {
  return /^\s*\{/.test(text) && /"(?:cells|worksheets)"\s*:/.test(text);
}

/**
 * The program of a notebook file, or why there is none.
 *
 * @param {string} text the file's JSON
 * @returns {Opened}
 */
export function notebookToProgram(text) {
  /** @type {unknown} */
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch {
    return { message: "This file is no notebook: it cannot be read.", hint: "Choose an .ipynb file." };
  }
  const cells = cellsOf(notebook);
  if (!cells)
    return { message: "This file is no notebook: it has no cells.", hint: "Choose an .ipynb file." };
  const language = languageOf(notebook);
  if (language && !/^i?python/i.test(language)) {
    return {
      message: `This notebook is written in ${language.slice(0, 30)}.`,
      hint: "Choose one in Python.",
    };
  }
  const parts = cells.map(cellToText).filter((part) => part !== "");
  if (!parts.some((part) => part.startsWith("# %%"))) {
    return { message: "There is no code in this notebook.", hint: "Choose one with code cells." };
  }
  return { source: `${parts.join("\n\n")}\n` };
}

/**
 * @param {unknown} notebook
 * @returns {unknown[] | null}
 */
function cellsOf(notebook) {
  const cells = property(notebook, "cells");
  if (Array.isArray(cells)) return cells;
  const sheets = property(notebook, "worksheets"); // notebooks written before 2015
  if (!Array.isArray(sheets)) return null;
  return sheets.flatMap((sheet) => {
    const found = property(sheet, "cells");
    return Array.isArray(found) ? found : [];
  });
}

/** @param {unknown} notebook */
function languageOf(notebook) {
  const metadata = property(notebook, "metadata");
  const language =
    property(property(metadata, "language_info"), "name") ??
    property(property(metadata, "kernelspec"), "language");
  return typeof language === "string" ? language : "";
}

/** @param {unknown} cell */
function cellToText(cell) {
  const text = textOf(property(cell, "source") ?? property(cell, "input"))
    .replaceAll("\r\n", "\n")
    .trimEnd();
  const kind = property(cell, "cell_type");
  if (kind === "markdown") return remark(text);
  if (kind !== "code" || text.trim() === "") return "";
  const magic = /^\s*%%(\w+)/.exec(text);
  if (magic && !STILL_PYTHON.has(magic[1])) return `# (a cell of ${magic[1]} is left out)`;
  return `# %%\n${text.replace(/^\n+/, "")}`;
}

/**
 * The first lines of a text cell, as remarks.
 *
 * @param {string} text
 */
function remark(text) {
  return text
    .split("\n")
    .map((line) => line.replace(/^[#>*\s-]+/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("!["))
    .slice(0, LINES_OF_A_REMARK)
    .map((line) => `# ${line.length > LONGEST_REMARK ? `${line.slice(0, LONGEST_REMARK - 1)}…` : line}`)
    .join("\n");
}

/** @param {unknown} source a text, or a list of lines */
function textOf(source) {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

/**
 * @param {unknown} thing
 * @param {string} name
 * @returns {unknown}
 */
function property(thing, name) {
  if (typeof thing !== "object" || thing === null || !Object.hasOwn(thing, name)) return undefined;
  return /** @type {Record<string, unknown>} */ (thing)[name];
}
