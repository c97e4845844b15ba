import assert from "node:assert/strict";
import test from "node:test";
import { faintest, largestSize } from "../../../static/js/train/network/edges.js";
import {
  descent,
  edgeNear,
  edgeOf,
  layoutNetwork,
  leastHeight,
  parameterAt,
} from "../../../static/js/train/network/layout.js";
import {
  parameterIndex,
  placeOf,
  structureOf,
  unitIndex,
  unitName,
  weightName,
} from "../../../static/js/train/network/structure.js";
import { barLength } from "../../../static/js/train/network/tiles.js";

const MOONS = structureOf([2, 16, 16, 1]);

test("the moons network has 337 parameters and 33 units", () => {
  assert.equal(MOONS.parameters, 337);
  assert.equal(MOONS.units, 33);
  assert.equal(unitIndex(MOONS, 2, 0), 32);
});

test("every parameter has one place, and every place one parameter", () => {
  for (let index = 0; index < MOONS.parameters; index += 1) {
    const { layer, unit, input } = placeOf(MOONS, index);
    assert.equal(parameterIndex(MOONS, layer, unit, input), index);
    assert.ok(input <= MOONS.layers[layer].inputs && unit < MOONS.layers[layer].units);
  }
});

test("a neuron's weights come before its bias", () => {
  assert.equal(parameterIndex(MOONS, 0, 1, 0), 3);
  assert.equal(parameterIndex(MOONS, 0, 1, 2), 5);
  assert.equal(parameterIndex(MOONS, 1, 0, 0), 48);
});

test("weights and neurons are called as people count, from 1", () => {
  assert.equal(unitName(MOONS, 1, 4), "Layer 2, neuron 5");
  assert.equal(unitName(MOONS, 2, 0), "Output");
  assert.equal(weightName(MOONS, { layer: 1, unit: 4, input: 2 }), "Weight · Layer 2, 3 → 5");
  assert.equal(weightName(MOONS, { layer: 0, unit: 4, input: 1 }), "Weight · Layer 1, x₂ → 5");
  assert.equal(weightName(MOONS, { layer: 0, unit: 0, input: 2 }), "Bias · Layer 1, neuron 1");
});

for (const sizes of [
  [1, 1],
  [2, 4, 1],
  [2, 16, 16, 1],
  [2, 64, 64, 1],
  [2, 8, 8, 8, 8, 8, 8, 1],
  [2, ...Array.from({ length: 8 }, () => 32), 1],
  [2, 8, 6],
]) {
  for (const [width, height] of [
    [725, 560],
    [390, 520],
    [1300, 900],
  ]) {
    test(`tiles of ${sizes.join("-")} in ${width} x ${height} stand inside and apart`, () => {
      const room = Math.max(height, leastHeight(sizes));
      const { tiles } = layoutNetwork(sizes, width, room);
      for (const column of tiles) {
        for (const [i, { x, y, size }] of column.entries()) {
          assert.ok(x - size / 2 >= 0 && x + size / 2 <= width, "within the width");
          assert.ok(y - size / 2 >= 0 && y + size / 2 <= room, "within the height");
          const above = column.slice(0, i).findLast((other) => Math.abs(other.x - x) < size);
          if (above) assert.ok(y - above.y >= size + 3, "the gradient's bar has room");
        }
      }
      for (let i = 1; i < tiles.length; i += 1) {
        const [start, , end] = edgeOf(tiles[i - 1][0], tiles[i][0]);
        assert.ok(end - start > 6, "edges have room");
      }
    });
  }
}

test("an edge is found where it is drawn", () => {
  const layout = layoutNetwork([2, 8, 8, 1], 700, 560);
  const [x0, y0, x1, y1] = edgeOf(layout.tiles[1][2], layout.tiles[2][5]);
  const x = x0 + 0.3 * (x1 - x0);
  const y = y0 + descent(parameterAt(x, x0, x1)) * (y1 - y0);
  assert.deepEqual(edgeNear(layout, x, y, 1), { layer: 1, unit: 5, input: 2 });
  assert.equal(edgeNear(layout, x, -50), null);
  assert.equal(edgeNear(layout, layout.tiles[1][0].x, layout.tiles[1][0].y), null, "not on a tile");
});

test("the curve's parameter is the one of its x", () => {
  for (const t of [0, 0.2, 0.5, 0.9, 1]) {
    const x = 10 + 80 * t * (1.5 - 1.5 * t + t * t);
    assert.ok(Math.abs(parameterAt(x, 10, 90) - t) < 1e-5);
  }
});

test("of too many edges only the strongest are drawn while it trains", () => {
  const values = Float64Array.from({ length: 7000 }, (_, i) => ((i % 2 ? 1 : -1) * (i + 1)) / 7000);
  const least = faintest(values, largestSize(values), 1500);
  const drawn = values.filter((value) => Math.abs(value) > least).length;
  assert.ok(drawn > 1300 && drawn <= 1500, `${drawn} are drawn`);
  assert.ok(faintest(values.subarray(0, 300), 1) < 0.05, "of few, nearly all");
});

test("a gradient's bar is logarithmic and stays within its tile", () => {
  assert.equal(barLength(0), 0);
  assert.equal(barLength(1e-9), 0);
  assert.ok(Math.abs(barLength(-1e-3) - 0.5) < 1e-12);
  assert.equal(barLength(50), 1);
});
