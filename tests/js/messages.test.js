import assert from "node:assert/strict";
import test from "node:test";

import { createStore } from "../../static/js/store.js";

class Piece {
  /** @param {string} tag */
  constructor(tag) {
    this.tag = tag;
    /** @type {any[]} */
    this.children = [];
  }
  setAttribute() {}
  /** @param {any[]} children */
  append(...children) {
    this.children.push(...children);
  }
  /** @param {any[]} children */
  replaceChildren(...children) {
    this.children = children;
  }
}

const place = new Piece("div");
Object.assign(globalThis, {
  document: {
    /** @param {string} tag */
    createElement: (tag) => new Piece(tag),
    getElementById: () => place,
  },
});
const { messagesView } = await import("../../static/js/views/messages.js");

test("a program without a Value can be taken with its numbers as Values, ready for its backward pass", () => {
  const state = { source: "f(3.0)", answered: "", failure: null, notice: null, notes: [] };
  const store = /** @type {any} */ (createStore(/** @type {any} */ (state)));
  messagesView(store);
  const note = { message: "No Value was made", span: null, instead: "f(Value(3.0))" };
  store.set({ notes: [note], answered: "f(3.0)" });
  const take = place.children[0].children.find((/** @type {any} */ child) => child.tag === "button");
  take.onclick();
  assert.equal(store.get().source, "f(Value(3.0))");
  assert.equal(store.get().arrival, "ready");
  assert.equal(store.get().cause, "typing");
});
