import assert from "node:assert/strict";
import test from "node:test";

import { html } from "../../static/js/dom.js";

// what a page has and node has not
Object.assign(globalThis, {
  document: {
    createElement: () => ({
      /** @type {Record<string, string>} */
      set: {},
      append() {},
      /** @param {string} name @param {string} value */
      setAttribute(name, value) {
        this.set[name] = value;
      },
    }),
  },
});

test("an attribute that is false is left out, but a state for screen readers is said", () => {
  const made = /** @type {any} */ (
    html("button", { hidden: false, "aria-pressed": false, title: null, tabindex: 0 })
  );
  assert.deepEqual(made.set, { "aria-pressed": "false", tabindex: "0" });
});
