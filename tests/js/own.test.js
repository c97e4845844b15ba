import assert from "node:assert/strict";
import test from "node:test";
import { definition, definitionIn, withOwn } from "../../static/js/own.js";

const row = (/** @type {string} */ name) =>
  /** @type {import("../../static/js/types.js").Op} */ (
    /** @type {unknown} */ ({ name, symbol: name, code: "" })
  );
const table = { ops: new Map([["add", row("add")]]), functions: { exp: "exp" } };
/** @param {string} name @returns {import("../../static/js/types.js").OwnOp} */
const own = (name) => ({ op: row(name), arguments: ["x"], span: [0, 1], agrees: true, samples: [] });

test("the program's own ops join the table and can be called by their names", () => {
  const both = withOwn(table, [own("cube")]);
  assert.deepEqual([...both.ops.keys()], ["add", "cube"]);
  assert.equal(both.ops.get("cube")?.own, true);
  assert.equal(both.functions.cube, "cube");
});

test("the engine's own table stays as it is", () => {
  withOwn(table, [own("cube")]);
  assert.deepEqual([...table.ops.keys()], ["add"]);
  assert.deepEqual(table.functions, { exp: "exp" });
});

test("a definition is written as the language reads it", () => {
  assert.equal(definition(" cube ", "x**3 ", " 3*x**2"), "op cube(x) = x**3\n  d/dx = 3*x**2\n");
});

test("a definition is found in a text that nobody has answered yet", () => {
  const cube = definition("cube", "x**3", "3*x**2");
  assert.deepEqual(definitionIn(`${cube}cube(2)`, "cube"), [0, [...cube].length - 1]);
  assert.equal(definitionIn("cube(2)", "cube"), null);
  assert.equal(definitionIn(definition("cubed", "x", "1"), "cube"), null);
  const [from, to] = definitionIn(`𝛼 = 1\n${cube}`, "cube") ?? [0, 0];
  assert.equal([...`𝛼 = 1\n${cube}`].slice(from, to).join(""), cube.trimEnd());
});
