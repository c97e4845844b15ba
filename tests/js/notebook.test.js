import assert from "node:assert/strict";
import test from "node:test";
import { looksLikeNotebook, notebookToProgram } from "../../static/js/notebook.js";

/**
 * @param {object[]} cells
 * @param {object} [metadata]
 */
const file = (cells, metadata = {}) => JSON.stringify({ cells, metadata, nbformat: 4 });
/** @param {string | string[]} source */
const code = (source) => ({ cell_type: "code", source, outputs: [{ text: "noise" }] });
/** @param {string} source */
const prose = (source) => ({ cell_type: "markdown", source });
/** @param {string} text */
const opened = (text) => /** @type {Record<string, string>} */ (notebookToProgram(text));

test("every code cell becomes a cell, and its output is dropped", () => {
  const text = file([code(["a = 1\n", "b = 2"]), code("a + b\n")]);
  assert.equal(opened(text).source, "# %%\na = 1\nb = 2\n\n# %%\na + b\n");
});

test("a text cell becomes a short remark", () => {
  const { source } = opened(file([prose("### The loss\n\n![x](data:...)\n- it falls"), code("x = 1")]));
  assert.equal(source, "# The loss\n# it falls\n\n# %%\nx = 1\n");
  const long = opened(file([prose("word ".repeat(200)), code("x = 1")])).source.split("\n")[0];
  assert.ok(long.length <= 102 && long.endsWith("…"));
});

test("no line of a text cell starts a cell of its own", () => {
  assert.equal(opened(file([prose("%% not a cell"), code("x")])).source.match(/^# *%%/gm)?.length, 2);
});

test("empty cells and raw cells are left out", () => {
  const text = file([code(""), { cell_type: "raw", source: "x" }, code("y = 1")]);
  assert.equal(opened(text).source, "# %%\ny = 1\n");
});

test("a cell of another language is left out with a remark", () => {
  const { source } = opened(file([code("%%bash\nls"), code("%%time\nx = 1")]));
  assert.equal(source, "# (a cell of bash is left out)\n\n# %%\n%%time\nx = 1\n");
});

test("a notebook of the old format is read too", () => {
  const text = JSON.stringify({ worksheets: [{ cells: [{ cell_type: "code", input: "x = 1" }] }] });
  assert.equal(opened(text).source, "# %%\nx = 1\n");
});

test("what is no notebook is told so", () => {
  for (const text of ["", "{", "[]", "null", "3", '{"a": 1}', '{"cells": 5}']) {
    assert.match(opened(text).message, /no notebook/);
  }
  assert.match(opened(file([prose("only text")])).message, /no code/);
  assert.match(opened(file([code("x")], { kernelspec: { language: "R" } })).message, /written in R/);
});

test("odd cells do no harm", () => {
  const text = JSON.stringify({ cells: [null, 3, "x", { cell_type: "code" }, code(["x", "= 1"])] });
  assert.equal(opened(text).source, "# %%\nx= 1\n");
});

test("a program is not taken for a notebook", () => {
  assert.equal(looksLikeNotebook("x = {'cells': 3}"), false);
  assert.equal(looksLikeNotebook('{"cells": []}'), true);
  assert.equal(looksLikeNotebook("{1: 2}"), false);
});
