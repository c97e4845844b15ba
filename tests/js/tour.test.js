import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createStore } from "../../static/js/store.js";
import { connectTour } from "../../static/js/tour.js";

// what a page has and node has not
Object.assign(globalThis, { window: { matchMedia: () => ({ matches: false }) } });
const { connectPlayer } = await import("../../static/js/player.js");

/** A page that shows one of twenty passes, and answers when told to. */
function twentyPasses({ at = 19 } = {}) {
  const store = createStore(
    /** @type {any} */ ({
      source: "a",
      failure: null,
      graph: null,
      pass: null,
      passes: { index: at, count: 20, losses: [] },
      touring: false,
      playing: false,
      speed: 1,
    }),
  );
  const tour = connectTour(store);
  const answer = () => store.set({ passes: { index: store.get().pass ?? 19, count: 20, losses: [] } });
  return { store, tour, answer };
}

test("played from the last pass, a tour starts over and goes on", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, tour, answer } = twentyPasses();
  tour.toggle();
  assert.equal(store.get().pass, 0);
  assert.ok(store.get().touring);
  answer();
  mock.timers.tick(1000);
  assert.equal(store.get().pass, 1);
  mock.timers.reset();
});

test("played while a chosen pass is still on its way, a tour goes on from that pass to the last", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, tour, answer } = twentyPasses();
  tour.choose(17);
  tour.toggle();
  assert.equal(store.get().pass, 17);
  mock.timers.tick(5000);
  assert.equal(store.get().pass, 17, "not before it is there");
  for (const next of [18, 19]) {
    answer();
    mock.timers.tick(1000);
    assert.equal(store.get().pass, next);
  }
  assert.ok(store.get().touring);
  answer();
  assert.ok(!store.get().touring);
  mock.timers.reset();
});

test("a failure ends a tour", () => {
  const { store, tour } = twentyPasses({ at: 3 });
  tour.toggle();
  store.set({ failure: { code: "server", message: "", span: null, hint: null } });
  assert.ok(!store.get().touring);
});

test("a failure that is over ends no tour", () => {
  const { store, tour } = twentyPasses({ at: 3 });
  store.set({ failure: { code: "server", message: "", span: null, hint: null } });
  tour.toggle();
  store.set({ failure: null });
  assert.ok(store.get().touring);
});

test("whoever plays or seeks steps leaves the tour", () => {
  const { store, tour } = twentyPasses({ at: 3 });
  store.set({ timeline: /** @type {any} */ ({ steps: [1, 2, 3], forward: 1 }), position: 3 });
  const player = connectPlayer(store);
  tour.toggle();
  player.toggle();
  assert.deepEqual([store.get().playing, store.get().touring], [true, false]);
  tour.toggle();
  assert.deepEqual([store.get().playing, store.get().touring], [false, true]);
  player.seek(1);
  assert.ok(!store.get().touring);
});
