import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, readAddress, writeAddress } from "../../static/js/address.js";
import { initialState, NO_SWITCHES } from "../../static/js/state.js";
import { makeTimeline } from "../../static/js/timeline.js";
import { aPlusA } from "./graphs.js";

test("what is written is read again", () => {
  for (const source of ["a*b", "a = 2\nb = 𝛼*3 # ü & = + % #", "", "<script>"]) {
    assert.deepEqual(readAddress(writeAddress(source, 7)), { source, step: 7 });
    assert.deepEqual(readAddress(writeAddress(source, null)), { source });
  }
});

test("an address of another version, or of none, says nothing", () => {
  for (const hash of ["", "#", "#source=a", "#v=2&source=a", "#v=11&source=a", "#%E0%A4%A"]) {
    assert.deepEqual(readAddress(hash), {});
  }
});

test("a step that is no count is left out", () => {
  for (const step of ["-1", "1.5", "1e3", "abc", "", " 1", "0x1", "12345678"]) {
    assert.deepEqual(readAddress(`#v=1&source=a&step=${encodeURIComponent(step)}`), { source: "a" });
  }
});

test("a program that is too long for the server is left out", () => {
  assert.equal(readAddress(writeAddress("a".repeat(400_000), 1)).source?.length, 400_000);
  assert.deepEqual(readAddress(writeAddress("a".repeat(400_001), 1)), { step: 1 });
});

test("where playing stops is in the link, and what is no stop is left out", () => {
  const stops = { nodes: [3, 5], lines: [12] };
  const state = initialState({ source: "b", arrival: 2, stops });
  assert.deepEqual(readAddress(addressOf(state)).stops, stops);
  assert.deepEqual(readAddress("#v=1&source=a&stops=n3,x4,l,n-1,l2").stops, { nodes: [3], lines: [2] });
  assert.equal(readAddress("#v=1&source=a&stops=zzz").stops, undefined);
});

test("links from when iterations were called turns of a loop open the same groups", () => {
  const open = (/** @type {string} */ path) => readAddress(writeAddress("a", null, null, [path])).open;
  assert.deepEqual(open("loop turn/sample 2"), ["iteration/sample 2"]);
  assert.deepEqual(open("f/loop turn 3"), ["f/iteration 3"]);
  assert.deepEqual(open("my loop turner"), ["my loop turner"]);
});

test("lines end as in the editor, whoever wrote the link", () => {
  assert.equal(readAddress(writeAddress("a\r\nb\rc\n", null)).source, "a\nb\nc\n");
});

test("the end of the pass is not a number, so that it stays the end", () => {
  const timeline = makeTimeline(aPlusA());
  const state = initialState({
    source: "b",
    timeline,
    position: 4,
    arrival: null,
  });
  assert.equal(addressOf(state), "#v=1&source=b");
  assert.equal(addressOf({ ...state, position: 3 }), "#v=1&source=b&step=3");
});

test("while a program loads, the address is where it will arrive", () => {
  const state = initialState({
    source: "b",
    timeline: null,
    position: 0,
    arrival: 5,
  });
  assert.equal(addressOf(state), "#v=1&source=b&step=5");
  assert.equal(addressOf({ ...state, arrival: Number.POSITIVE_INFINITY }), "#v=1&source=b");
});

test("a pass that is not the last comes back as it was written", () => {
  assert.deepEqual(readAddress(writeAddress("a*b", 3, 2)), { source: "a*b", step: 3, pass: 2 });
  assert.deepEqual(readAddress("#v=1&source=a&pass=-1"), { source: "a" });
});

const shared = initialState({ source: "a*b", arrival: Number.POSITIVE_INFINITY });

test("the panel at the right is shared, and one that does not exist is left out", () => {
  for (const study of /** @type {const} */ (["nudge", "check", "break", "predict", "code"]))
    assert.equal(readAddress(addressOf({ ...shared, study })).study, study);
  assert.equal(addressOf({ ...shared, study: "step" }), "#v=1&source=a*b");
  assert.deepEqual(readAddress("#v=1&source=a&study=everything"), { source: "a" });
});

test("what is broken is shared", () => {
  for (const switches of [
    { ...NO_SWITCHES, overwrite: true },
    { ...NO_SWITCHES, keep: true, skip: "tanh" },
    { ...NO_SWITCHES, order: /** @type {const} */ ("depth_first"), overwrite: true, keep: true },
  ])
    assert.deepEqual(readAddress(addressOf({ ...shared, switches })).switches, switches);
  assert.equal(readAddress("#v=1&source=a").switches, undefined);
});

test("a switch that is none breaks nothing", () => {
  for (const words of ["", "everything", "no-", "no-<b>", "topological,order", `no-${"a".repeat(21)}`])
    assert.deepEqual(readAddress(`#v=1&source=a&break=${encodeURIComponent(words)}`).switches, NO_SWITCHES);
});

test("what is nudged, and by how much, is shared", () => {
  for (const probe of [
    { leaf: 3, second: 5, h: 1e-6 },
    { leaf: null, second: 2, h: 1 },
    { leaf: 0, second: null, h: 1e-12 },
    { leaf: null, second: null, h: 0.00018 },
  ])
    assert.deepEqual(readAddress(addressOf({ ...shared, probe })).probe, probe);
});

test("a nudge that is none is left out", () => {
  for (const text of [
    "",
    "1",
    "1,2",
    "1,2,0",
    "1,2,-1",
    "1,2,2",
    "1,2,1e-13",
    "1,2,NaN",
    "1,2,0x1",
    "1,2, 1",
  ])
    assert.equal(readAddress(`#v=1&source=a&probe=${encodeURIComponent(text)}`).probe, undefined, text);
  assert.deepEqual(readAddress("#v=1&probe=-1,1e3,0.5").probe, { leaf: null, second: null, h: 0.5 });
});

test("the node asked about is shared, if it is a node", () => {
  assert.equal(readAddress(addressOf({ ...shared, chosen: 4 })).chosen, 4);
  for (const node of ["-1", "a", "1.5", "", "1234567"])
    assert.deepEqual(readAddress(`#v=1&source=a&node=${node}`), { source: "a" });
});

test("the panel at the right and what is broken come back as they were written", () => {
  const switches = {
    ...NO_SWITCHES,
    overwrite: true,
    order: /** @type {const} */ ("creation"),
    skip: "tanh",
  };
  const state = initialState({ source: "b", arrival: 3, study: "break", switches });
  assert.deepEqual(readAddress(addressOf(state)), { source: "b", step: 3, study: "break", switches });
  assert.deepEqual(readAddress("#v=1&source=a&study=x&break=sideways"), {
    source: "a",
    switches: NO_SWITCHES,
  });
});

test("the groups that are open are read again, and none is another thing than the server's choice", () => {
  const open = ["iteration", "iteration/sample 1 & 2"];
  assert.deepEqual(readAddress(writeAddress("a", null, 2, open)), { source: "a", pass: 2, open });
  assert.deepEqual(readAddress(writeAddress("a", null, null, [])), { source: "a", open: [] });
  assert.deepEqual(readAddress(writeAddress("a", null, null, "auto")), { source: "a" });
});

test("too many open groups, or too long ones, are left out", () => {
  const many = Array.from({ length: 201 }, (_, i) => `g${i}`);
  assert.deepEqual(readAddress(writeAddress("a", null, null, many)), { source: "a" });
  assert.equal(readAddress(writeAddress("a", null, null, many.slice(1))).open?.length, 200);
  assert.deepEqual(readAddress(writeAddress("a", null, null, ["x".repeat(8_001)])), { source: "a" });
});
