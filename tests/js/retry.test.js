import assert from "node:assert/strict";
import test from "node:test";

import { createRetry, waitFor } from "../../static/js/retry.js";

/** A page whose clock stands still. */
function page() {
  /** @type {Map<string, () => void>} */
  const heard = new Map();
  /** @type {{ run: () => void, ms: number } | null} */
  let waiting = null;
  return {
    addEventListener: (/** @type {string} */ name, /** @type {() => void} */ run) => heard.set(name, run),
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      waiting = { run, ms };
      return waiting;
    },
    clearTimeout: (/** @type {unknown} */ timer) => {
      if (timer === waiting) waiting = null;
    },
    hear: (/** @type {string} */ name) => heard.get(name)?.(),
    waits: () => waiting?.ms ?? null,
    pass: () => waiting?.run(),
  };
}

test("every wait is longer than the one before, up to a bound, and differs from page to page", () => {
  const least = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((tries) => waitFor(tries, 0, () => 0));
  assert.deepEqual(
    least,
    [...least].sort((a, b) => a - b),
  );
  assert.ok(least.at(-1) === least.at(-2));
  assert.ok(waitFor(3, 0, () => 1) > waitFor(3, 0, () => 0));
});

test("nobody comes back before the server wants", () => {
  assert.ok(waitFor(1, 3000, () => 0) >= 3000);
});

test("it is tried again after the wait, once, and at once when the network or the reader comes back", () => {
  const here = page();
  let tries = 0;
  const retry = createRetry(() => tries++, here);
  here.hear("focus");
  assert.equal(tries, 0, "nothing has failed yet");
  retry.failed();
  here.pass();
  assert.equal(tries, 1);
  here.hear("online");
  assert.equal(tries, 1, "it is under way");
  retry.failed();
  here.hear("online");
  assert.equal(tries, 2);
  assert.equal(here.waits(), null);
});

test("what has gone well is not tried again", () => {
  const here = page();
  const retry = createRetry(() => assert.fail("nobody wants it"), here);
  retry.failed();
  retry.settled();
  here.hear("focus");
  assert.equal(here.waits(), null);
});
