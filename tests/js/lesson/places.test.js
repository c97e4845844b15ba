import assert from "node:assert/strict";
import test from "node:test";
import { pack, unpack } from "../../../static/js/lesson/packing.js";
import { isBareLesson, readLesson, splitPlace } from "../../../static/js/lesson/place.js";

test("a place is a lesson and a step of it", () => {
  assert.deepEqual(splitPlace("used_twice.3"), { name: "used_twice", step: 3 });
  assert.deepEqual(splitPlace("used_twice"), { name: "used_twice", step: 0 });
});

test("an address that names no lesson has none", () => {
  const read = (/** @type {string} */ text) => readLesson(new URLSearchParams({ lesson: text }));
  assert.deepEqual(read("neuron.2"), { lesson: "neuron.2" });
  for (const text of ["", "../x", "Neuron", "neuron.", "neuron.x", "~", "~a b", "neuron.12345"]) {
    assert.deepEqual(read(text), {}, text);
  }
});

test("a lesson alone brings its own program, one beside a program leaves that", () => {
  assert.ok(isBareLesson("#lesson=neuron.2"));
  assert.ok(!isBareLesson("#lesson=neuron.2&source=a"));
  assert.ok(!isBareLesson("#source=a"));
});

test("a text comes out of its link as it went in", async () => {
  for (const text of ["", "title = 'x'\n", "∂ − ²\n".repeat(2000)]) {
    const packed = await pack(text);
    assert.match(packed, /^[\w-]*$/);
    assert.equal(await unpack(packed), text);
  }
});

test("what was not packed here, or would grow without end, is not unpacked", async () => {
  assert.equal(await unpack("not-packed"), null);
  const packed = await pack("a whole lesson");
  assert.equal(await unpack(packed.slice(0, -4)), null);
  assert.equal(await unpack(await pack("0".repeat(400_001))), null);
});
