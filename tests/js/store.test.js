import assert from "node:assert/strict";
import test from "node:test";
import { createStore } from "../../static/js/store.js";

test("a watcher hears of the keys it asked for, and what was before", () => {
  const store = createStore({ a: 1, b: 1 });
  /** @type {number[][]} */
  const heard = [];
  store.on(["a"], (now, before) => heard.push([now.a, before.a]));
  store.set({ b: 2 });
  store.set({ a: 2 });
  store.set({ a: 2 });
  assert.deepEqual(heard, [[2, 1]]);
  assert.deepEqual(store.get(), { a: 2, b: 2 });
});

test("several keys at once are one message", () => {
  const store = createStore({ a: 1, b: 1 });
  let times = 0;
  store.on(["a", "b"], () => times++);
  store.set({ a: 2, b: 2 });
  assert.equal(times, 1);
});

test("a watcher may change the state; later ones see the newest", () => {
  const store = createStore({ a: 1, b: 1 });
  /** @type {number[]} */
  const seen = [];
  store.on(["a"], ({ a }) => store.set({ b: a * 10 }));
  store.on(["a"], ({ b }) => seen.push(b));
  store.set({ a: 2 });
  assert.deepEqual(seen, [20]);
});

test("a state that was handed out does not change afterwards", () => {
  const store = createStore({ a: 1 });
  const old = store.get();
  store.set({ a: 2 });
  assert.equal(old.a, 1);
});

test("a watcher that throws keeps no other from hearing, and its error is told", (t) => {
  const store = createStore({ a: 1 });
  /** @type {(() => void)[]} */
  const later = [];
  t.mock.method(globalThis, "queueMicrotask", (/** @type {() => void} */ run) => later.push(run));
  let heard = 0;
  store.on(["a"], () => {
    throw new Error("mine");
  });
  store.on(["a"], () => heard++);
  store.set({ a: 2 });
  assert.equal(heard, 1);
  assert.equal(later.length, 1);
  assert.throws(later[0], /mine/);
});
