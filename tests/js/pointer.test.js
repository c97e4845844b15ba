/** Presses: which are drags, which are clicks, and which close a dialog. */

import assert from "node:assert/strict";
import test from "node:test";

import { closeBeside } from "../../static/js/dialogs.js";
import { followDrag } from "../../static/js/scrub.js";

// what a page has and node has not
Object.assign(globalThis, {
  window: new EventTarget(),
  document: { documentElement: { classList: { add() {}, remove() {} } } },
  requestAnimationFrame: () => 1,
  cancelAnimationFrame() {},
});

/**
 * @param {string} type
 * @param {object} more
 */
const event = (type, more) => Object.assign(new Event(type, { cancelable: true }), more);

/**
 * Press at 0 and do this.
 *
 * @param {[string, number][]} then
 */
function press(then) {
  /** @type {boolean[]} */
  const ends = [];
  const start = /** @type {any} */ (event("pointerdown", { clientX: 0, pointerId: 1 }));
  followDrag(start, { move: () => {}, end: (moved) => ends.push(moved) });
  for (const [type, clientX] of then) window.dispatchEvent(event(type, { clientX, pointerId: 1 }));
  return ends;
}

test("a press that does not move is a click", () => {
  assert.deepEqual(press([["pointerup", 1]]), [false]);
  assert.deepEqual(
    press([
      ["pointermove", 20],
      ["pointerup", 20],
    ]),
    [true],
  );
});

test("a press that the browser takes for a scroll is no click", () => {
  assert.deepEqual(press([["pointercancel", 0]]), [true]);
});

/**
 * Whether a press and a click at these places close a dialog that fills 100 to 200 both ways.
 *
 * @param {number} from
 * @param {number} to
 */
function closes(from, to) {
  let closed = false;
  const dialog = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 100, top: 100, right: 200, bottom: 200 }),
    close() {
      closed = true;
    },
  });
  closeBeside(/** @type {any} */ (dialog));
  dialog.dispatchEvent(event("pointerdown", { clientX: from, clientY: from }));
  dialog.dispatchEvent(event("click", { clientX: to, clientY: to }));
  return closed;
}

test("a dialog closes by a click beside it, not in its padding nor by a selection that ends outside", () => {
  assert.ok(closes(50, 60));
  assert.ok(!closes(110, 110));
  assert.ok(!closes(150, 60));
});
