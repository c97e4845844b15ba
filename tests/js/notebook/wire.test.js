/** The kernel in place of a server: what a frame's `fetch` and `WebSocket` send and take. */

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {any[]} */
const sent = [];
/** @type {(message: any, data: ArrayBuffer | null) => void} */
let hear = () => {};
/** @type {Record<string, string>} */
const kept = { "GET /api/ops ": '{"ops":[]}' };
const frameElement = {
  kernel: {
    source: "a = 2",
    known: (/** @type {string} */ question) => kept[question],
    send: (/** @type {any} */ message) => sent.push(message),
    listen: (/** @type {typeof hear} */ run) => {
      hear = run;
    },
  },
};
Object.assign(globalThis, {
  window: { frameElement },
  document: { getElementById: () => null },
  addEventListener() {},
});
const { source } = await import("../../../static/js/notebook/wire.js");
const last = () => sent[sent.length - 1];

test("the frame knows its program", () => assert.equal(source, "a = 2"));

test("a question becomes a message and its answer a response", async () => {
  const asked = fetch("/api/graph", { method: "POST", body: "{}" });
  const { id, ...rest } = last();
  assert.deepEqual(rest, { kind: "ask", method: "POST", path: "/api/graph", body: "{}" });
  hear({ id: "another's", status: 500, headers: {}, text: "" }, null);
  hear({ id, status: 503, headers: { "retry-after": "2" }, text: '{"error":{}}' }, null);
  const response = await asked;
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "2");
  assert.deepEqual(await response.json(), { error: {} });
});

test("what was kept with the notebook needs no kernel", async () => {
  const before = sent.length;
  assert.deepEqual(await (await fetch("/api/ops")).json(), { ops: [] });
  assert.equal(sent.length, before);
});

test("a question that is called off is called off in the kernel", async () => {
  const calls = new AbortController();
  const asked = fetch("/api/find", { signal: calls.signal });
  const { id } = last();
  calls.abort();
  await assert.rejects(asked, { name: "AbortError" });
  assert.deepEqual(last(), { id, kind: "cancel" });
});

test("a socket opens, speaks, hears text and bytes, and closes", () => {
  const socket = new WebSocket("ws://notebook/ws/train");
  const { id } = last();
  /** @type {unknown[]} */
  const heard = [];
  socket.onopen = () => heard.push("open");
  socket.onmessage = ({ data }) => heard.push(data);
  socket.onclose = () => heard.push("close");
  assert.deepEqual(last(), { id, kind: "open", path: "/ws/train" });
  hear({ id, kind: "opened" }, null);
  assert.equal(socket.readyState, 1);
  socket.send("{}");
  assert.deepEqual(last(), { id, kind: "say", text: "{}" });
  const bytes = new ArrayBuffer(2);
  hear({ id, kind: "said", text: "words" }, null);
  hear({ id, kind: "said", text: null }, bytes);
  hear({ id, kind: "closed" }, null);
  hear({ id, kind: "said", text: "late" }, null);
  assert.deepEqual(heard, ["open", "words", bytes, "close"]);
});
