import assert from "node:assert/strict";
import test from "node:test";
import { connectEdits } from "../../../static/js/train/edits.js";
import { connectReplay } from "../../../static/js/train/replay.js";
import { createTrainStore } from "../../../static/js/train/store.js";
import { aConfig, aFrame, aReady, someOptions } from "../trainings.js";

// what a page has and node has not
Object.assign(globalThis, {
  cancelAnimationFrame() {},
  requestAnimationFrame() {},
  window: { matchMedia: () => ({ matches: false, addEventListener() {} }) },
});
const { connectPlayer } = await import("../../../static/js/train/player.js");

/** A player over a session that only writes down what it is asked. */
function playing() {
  const store = createTrainStore();
  store.set({
    options: someOptions(),
    config: aConfig(),
    ready: aReady(),
    frame: aFrame(5),
    position: 5,
    end: 9,
  });
  /** @type {any[][]} */
  const asked = [];
  const note =
    (/** @type {string} */ name) =>
    (/** @type {any[]} */ ...given) =>
      asked.push([name, ...given]);
  const session = /** @type {any} */ ({
    ...Object.fromEntries(["play", "pause", "step", "seek", "restart"].map((name) => [name, note(name)])),
    change(/** @type {any} */ patch) {
      asked.push(["change", patch]);
      store.set({ config: { .../** @type {any} */ (store.get().config), ...patch } });
    },
    onArrival() {},
    onRestart() {},
    onceReady() {},
  });
  const replay = connectReplay(store, session);
  return {
    store,
    asked,
    replay,
    player: connectPlayer(store, session, replay.stop),
    edits: connectEdits(store, session),
  };
}

/** The same at the pace of contributions, with the inspector open and playing. */
function contributing() {
  const all = playing();
  const { store } = all;
  const move = (/** @type {number} */ position, plays = true) => {
    const toggle = () => move(position, !plays);
    store.set({
      stepper: { position, length: 10, forward: 0, playing: plays, seek: (to) => move(to, false), toggle },
    });
  };
  store.set({ pace: "contribution", inspecting: { sample: 0, unit: null, open: "auto" } });
  move(3);
  store.set({ playing: true });
  return { ...all, move };
}

test("contributions that are paused in the inspector are paused in the transport, too", () => {
  const { store, move } = contributing();
  move(4, false);
  assert.equal(store.get().playing, false);
});

test("a jump to the end of the contributions is no reason for a training step", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { store, move, asked } = contributing();
  move(10, false);
  t.mock.timers.tick(5000);
  assert.equal(store.get().playing, false);
  assert.deepEqual(asked, []);
});

test("contributions that were played to the end lead to the next step", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { store, move, asked } = contributing();
  move(9);
  move(10, false);
  t.mock.timers.tick(1000);
  t.mock.timers.tick(1000);
  assert.equal(store.get().playing, true);
  assert.deepEqual(asked, [["seek", 6]]);
  assert.equal(store.get().stepper?.playing, true);
});

test("whoever closes the inspector has stopped the contributions", () => {
  const { store } = contributing();
  store.set({ inspecting: null, stepper: null });
  assert.equal(store.get().playing, false);
});

test("an address is followed to its step, with its changes, until somebody moves", () => {
  const { store, asked, replay, player } = playing();
  const stops = () => [
    { step: 7, fields: { learning_rate: 0.1 } },
    { step: 12, fields: null },
  ];
  replay.go(stops());
  store.set({ frame: aFrame(5) });
  store.set({ frame: aFrame(7) });
  assert.deepEqual(asked, [
    ["step", 2],
    ["change", { learning_rate: 0.1 }],
    ["step", 5],
  ]);
  for (const deed of [() => player.seek(3), () => player.step(1), player.play, player.restart]) {
    replay.go(stops());
    deed();
    asked.length = 0;
    store.set({ frame: aFrame(8) });
    assert.deepEqual(asked, []);
  }
});

test("an edit that needed another loss gives the loss back when it is undone", () => {
  const { store, edits } = playing();
  store.set({ config: { ...aConfig(), loss: "bce" } });
  edits.apply([
    [0, 1],
    [1, 2],
  ]);
  assert.equal(store.get().config?.loss, "mse");
  edits.undo();
  assert.deepEqual(store.get().config, { ...aConfig(), loss: "bce" });
});
