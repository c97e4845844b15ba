import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readCsv } from "../../../static/js/train/csv.js";

/** @type {{ about: string, text: string, points?: number[][], labels?: Record<string, number>, problem?: string }[]} */
const TABLES = JSON.parse(readFileSync(new URL("../../corpus/tables.json", import.meta.url), "utf8"));

for (const { about, text, points, labels = {}, problem } of TABLES) {
  test(`a table is read or refused: ${about}`, () => {
    const found = readCsv(text, 100);
    assert.equal(found.problem, problem);
    assert.deepEqual(found.points, points);
    if (points) assert.deepEqual(found.labels, labels);
  });
}
