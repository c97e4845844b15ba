import assert from "node:assert/strict";
import test from "node:test";

import { createStore } from "../../static/js/store.js";
import { connectQuestion, setMarks } from "../../static/js/study.js";
import { aPlusA } from "./graphs.js";

/** @typedef {import("../../static/js/types.js").PageState} PageState */

// what a page has and node has not
Object.assign(globalThis, { document: { createElement: () => ({ append() {}, setAttribute() {} }) } });

const OFFLINE = { failure: { code: "offline", message: "", span: null, hint: null } };
const settle = () => new Promise((done) => setImmediate(done));

/** A page with the Check panel open, whose questions are answered when told to. */
function page() {
  const store = createStore(
    /** @type {PageState} */ (
      /** @type {unknown} */ ({
        study: "check",
        source: "a",
        answered: "",
        cause: "load",
        graph: null,
        pass: null,
        passes: null,
        failure: null,
        chosen: null,
        marks: {},
        leaf: 0,
      })
    ),
  );
  /** @type {{ source: string, body: any, signal: AbortSignal, answer: (answer: any) => Promise<unknown> }[]} */
  const sent = [];
  /** @type {any[]} */
  const shown = [];
  /** @type {any[]} */
  const failed = [];
  const ask = connectQuestion(
    store,
    {
      study: "check",
      what: "check",
      body: (state) => ({ leaf: Reflect.get(state, "leaf") }),
      show: (answer, _, asked) => shown.push([answer, asked.leaf, asked.source]),
      fail: (text) => failed.push(text),
    },
    /** @type {any} */ (
      (
        /** @type {string} */ _,
        /** @type {any} */ { source },
        /** @type {any} */ body,
        /** @type {any} */ signal,
      ) =>
        new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          const answer = (/** @type {any} */ answer) => {
            resolve(answer);
            return settle();
          };
          sent.push({ source, body, signal, answer });
        })
    ),
  );
  /** @param {object} [more] */
  const present = (more) => store.set({ graph: aPlusA(), answered: store.get().source, ...more });
  return { store, ask, sent, shown, failed, present };
}

test("the same program's other boxes are asked about again: an answer is sorted by the graph on screen", () => {
  const { sent, present } = page();
  present();
  present();
  assert.equal(sent.length, 2);
});

test("nothing is asked while another pass is wanted than is shown", () => {
  const { store, sent, present } = page();
  present({ passes: { index: 3, count: 4, losses: [] } });
  store.set({ pass: 2 });
  assert.equal(sent.length, 1);
  present({ passes: { index: 2, count: 4, losses: [] } });
  assert.equal(sent.length, 2);
});

test("a panel that is left calls off its question, and asks anew when it is opened again", async () => {
  const { store, sent, shown, present } = page();
  present();
  store.set({ study: "step" });
  assert.ok(sent[0].signal.aborted);
  await sent[0].answer({ ok: 1 });
  assert.deepEqual(shown, []);
  store.set({ study: "check" });
  assert.equal(sent.length, 2);
  await sent[1].answer({ ok: 2 });
  store.set({ study: "step" });
  store.set({ study: "check" });
  assert.equal(sent.length, 2, "what is known is not asked again");
});

test("under a drag the answer on its way is shown first, and then the newest is asked for", async () => {
  const { store, sent, shown, present } = page();
  present();
  store.set({ source: "b", cause: "drag" });
  present();
  assert.equal(sent.length, 1);
  await sent[0].answer({ ok: 1 });
  assert.deepEqual(shown, [[1, 0, "a"]]);
  assert.deepEqual(
    sent.map(({ source }) => source),
    ["a", "b"],
  );
});

test("after a drag, another choice calls off the question before it", async () => {
  const { store, ask, sent, shown, present } = page();
  store.set({ cause: "drag" });
  present();
  store.set(/** @type {any} */ ({ leaf: 1 }));
  ask();
  assert.ok(sent[0].signal.aborted);
  await sent[1].answer({ ok: 1 });
  assert.deepEqual(shown, [[1, 1, "a"]]);
});

test("a question the server did not hear is asked again", async () => {
  const { ask, sent, failed, present } = page();
  present();
  await sent[0].answer(OFFLINE);
  assert.equal(failed.length, 1);
  ask();
  assert.equal(sent.length, 2);
});

test("a panel's badges are its own", () => {
  const { store } = page();
  const [mine, other] = [new Map(), new Map()];
  setMarks(store, "check", mine);
  setMarks(store, "break", other);
  setMarks(store, "break", null);
  assert.equal(store.get().marks.check, mine);
});
