import assert from "node:assert/strict";
import test from "node:test";
import { readFrame } from "../../static/js/train/frames.js";
import { History, Table } from "../../static/js/train/history.js";
import { resumption } from "../../static/js/train/resumption.js";
import { connectSession } from "../../static/js/train/session.js";
import { connectSocket } from "../../static/js/train/socket.js";
import { createTrainStore } from "../../static/js/train/store.js";
import { aConfig, aFrame, aReady, someOptions } from "./trainings.js";

// what a page has and node has not
Object.assign(globalThis, {
  document: { hidden: false, addEventListener() {} },
  window: { addEventListener() {} },
});

/** A session that talks to a list instead of a server. */
function talk() {
  const store = createTrainStore();
  store.set({ options: someOptions(), config: aConfig(), preset: "moons-demo" });
  /** @type {any[]} */
  const sent = [];
  let open = true;
  /** @type {any} */
  let hears;
  const session = connectSession(store, (does) => {
    hears = does;
    return {
      send(message) {
        if (open) sent.push(message);
        return open;
      },
      retry() {},
      close() {},
    };
  });
  session.begin();
  return {
    store,
    session,
    sent,
    hears,
    cut() {
      open = false;
      hears.lost();
    },
    mend() {
      open = true;
      hears.opened();
    },
    last: () => sent[sent.length - 1],
  };
}

/** The same, with a training that stands at a step. */
function training(step = 50) {
  const all = talk();
  all.hears.opened();
  all.hears.said(aReady());
  all.hears.shown([aFrame(step)]);
  all.sent.length = 0;
  return all;
}

test("a new page starts the training it wants", () => {
  const { hears, sent } = talk();
  hears.opened();
  const start = sent.find(({ type }) => type === "start");
  assert.deepEqual(start, { type: "start", config: aConfig() });
});

test("a learning rate is changed live; a layer starts over, with the reason", () => {
  const { session, sent, last, store, hears } = training();
  session.change({ learning_rate: 0.5 });
  assert.deepEqual(sent, [{ type: "set", learning_rate: 0.5 }]);
  session.change({ hidden: [4] });
  assert.equal(last().type, "start");
  assert.equal(last().config.learning_rate, 0.5);
  assert.equal(store.get().notice, null, "not before the server has");
  hears.said(aReady({ config: last().config }));
  assert.match(store.get().notice ?? "", /Started over from the same seed/);
  assert.equal(store.get().position, 0);
});

test("nothing is sent for a change that changes nothing", () => {
  const { session, sent } = training();
  session.change({ learning_rate: 1 });
  assert.deepEqual(sent, []);
});

test("a refused field keeps what runs and says so beside the field", () => {
  const { session, hears, store } = training();
  session.change({ learning_rate: -1 });
  hears.said({
    type: "error",
    error: { code: "config", message: "Out of range.", hint: null, field: "learning_rate" },
  });
  assert.equal(store.get().config?.learning_rate, 1);
  assert.equal(store.get().trouble?.field, "learning_rate");
});

test("while the thumb is dragged one place is asked for at a time, and the newest wins", () => {
  const { session, hears, sent, store } = training(50);
  for (const step of [40, 30, 20]) session.seek(step);
  assert.deepEqual(sent, [{ type: "seek", step: 40 }]);
  assert.equal(store.get().position, 20, "the thumb is where it was put");
  hears.shown([aFrame(40, { end: 50 })]);
  assert.deepEqual(sent[1], { type: "seek", step: 20 });
  assert.equal(store.get().position, 20);
  hears.shown([aFrame(20, { end: 50 })]);
  assert.equal(sent.length, 2);
  assert.equal(store.get().frame?.step, 20);
});

test("play, a step and a change wait for the place that was asked for last", () => {
  /** @type {[string, (all: ReturnType<typeof training>) => void][]} */
  const deeds = [
    ["play", ({ session }) => session.play(20)],
    ["step", ({ session }) => session.step(1)],
    ["set", ({ session }) => session.change({ learning_rate: 0.5 })],
  ];
  for (const [type, deed] of deeds) {
    const all = training(50);
    for (const step of [40, 30, 10]) all.session.seek(step);
    deed(all);
    const told = all.sent.map((message) => [message.type, message.step]);
    assert.deepEqual(told, [
      ["seek", 40],
      ["seek", 10],
      [type, undefined],
    ]);
  }
});

test("an answer to one edit does not take back the next", () => {
  const { session, hears, store, sent } = training(0);
  const three = [
    [0, 0, 1],
    [1, 1, -1],
    [2, 2, 1],
  ];
  session.change({ dataset: "points", points: three.slice(0, 2) }, true);
  session.change({ dataset: "points", points: three }, true);
  const first = { ...aConfig(), dataset: "points", points: three.slice(0, 2) };
  hears.said(aReady({ config: first }));
  assert.deepEqual(store.get().config?.points, three);
  hears.said(aReady({ config: { ...first, points: three } }));
  assert.deepEqual(store.get().config?.points, three);
  session.change({ learning_rate: 0.5 });
  hears.said({ ...aReady(), type: "changed", config: { ...first, learning_rate: 0.4 } });
  assert.equal(store.get().config?.learning_rate, 0.4, "the server has the last word");
  assert.equal(sent.filter(({ type }) => type === "set").length, 3);
});

test("a neuron and a sample that are no longer there are let go", () => {
  const { hears, store } = training(50);
  store.set({ chosen: { sample: 80, unit: [2, 0] }, inspecting: { sample: 0, unit: [2, 0], open: "auto" } });
  hears.said(aReady({ shapes: [2, 16, 1], unit_layers: [16, 1] }));
  assert.deepEqual(store.get().chosen, { sample: null, unit: null });
  assert.equal(store.get().inspecting, null);
  const chosen = { sample: 0, unit: /** @type {[number, number]} */ ([1, 0]) };
  store.set({ chosen });
  hears.said(aReady({ shapes: [2, 16, 1], unit_layers: [16, 1] }));
  assert.equal(store.get().chosen, chosen, "what is there stays");
});

test("going back past a change shows the settings of that step, and asks for nothing", () => {
  const { session, hears, store, sent } = training(50);
  const changed = { step: 40, fields: { learning_rate: 0.05 } };
  const later = { ...aConfig(), learning_rate: 0.05 };
  hears.said({ ...aReady({ config: later, changes: [changed] }), type: "changed", end: 50 });
  store.get().history.take([0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1], aFrame(50));
  session.seek(20);
  hears.said({ ...aReady({ changes: [changed] }), type: "changed", step: 20, end: 50 });
  hears.shown([aFrame(20, { end: 50 })]);
  assert.equal(store.get().config?.learning_rate, 1);
  assert.deepEqual(resumption(store.get())?.changes, [], "what comes later is a way not taken");
  session.seek(0);
  /** @type {string[]} */
  const ran = [];
  session.onceReady(() => ran.push("once"));
  hears.said(aReady({ changes: [changed], step: 0, end: 50, data: { ...aReady().data, classes: 3 } }));
  assert.equal(store.get().ready?.data.classes, 3);
  assert.equal(store.get().history.steps.length, 2, "the curve stays");
  assert.deepEqual(ran, [], "it is not the start that was waited for");
  assert.deepEqual(
    sent.map(({ type }) => type),
    ["seek", "seek"],
  );
});

test("a flipped sign does not outlive its weight", () => {
  const { session, hears, last, store } = training();
  store.set({ config: { ...aConfig(), flip_gradient: 330 } });
  session.change({ seed: 3 });
  assert.equal(last().config.flip_gradient, 330, "the same network has the same weights");
  hears.said(aReady({ config: last().config }));
  session.change({ hidden: [16] });
  assert.equal(last().config.flip_gradient, null);
  hears.said(aReady({ config: last().config }));
  assert.match(store.get().notice ?? "", /No sign is flipped/);
});

test("the graph of another sample than the one asked for is not shown", () => {
  const { hears, store } = training(50);
  store.set({ inspecting: { sample: 2, unit: null, open: "auto" } });
  hears.said({ type: "graph", sample: 1, unit: null });
  assert.equal(store.get().inspected, null);
  hears.said({ type: "graph", sample: 2, unit: null });
  assert.equal(store.get().inspected.sample, 2);
});

const REFUSAL = {
  type: "error",
  error: { code: "limit", message: "Too many.", hint: null, field: "hidden" },
};

test("a link whose set-up is refused becomes its preset, and the page says so", () => {
  const { hears, sent, store } = talk();
  store.set({ config: { ...aConfig(), hidden: [64, 64, 64, 64] } });
  hears.opened();
  hears.said(REFUSAL);
  assert.equal(sent.length, 3, "the view, and two starts");
  assert.deepEqual(sent[2], { type: "start", config: aConfig() });
  assert.match(store.get().notice ?? "", /refused.*Too many/);
  hears.said(REFUSAL);
  assert.equal(sent.length, 3, "it is not tried for ever");
  assert.equal(store.get().trouble?.message, "Too many.");
});

test("when a new training is refused, the one before goes on from its step, with the reason", () => {
  const { session, hears, sent, store, last } = training(50);
  session.change({ hidden: [64, 64, 64, 64] });
  hears.said(REFUSAL);
  assert.equal(last().type, "start");
  assert.equal(last().resume.step, 50);
  hears.said(aReady({ step: 50, end: 50 }));
  assert.deepEqual(store.get().config?.hidden, [16, 16]);
  assert.equal(store.get().trouble?.field, "hidden");
  assert.equal(store.get().notice, null);
  assert.equal(sent.filter(({ type }) => type === "start").length, 2);
});

test("frames that were under way do not move the thumb back", () => {
  const { session, hears, store } = training(50);
  session.seek(10);
  hears.shown([aFrame(51)]);
  assert.equal(store.get().position, 10);
  assert.equal(store.get().frame?.step, 50);
});

test("after a lost connection the training goes on from what the page holds", () => {
  const { hears, session, cut, mend, sent, store } = training(50);
  session.play(20);
  store.set({ playing: true });
  cut();
  assert.equal(store.get().connection, "lost");
  sent.length = 0;
  mend();
  const start = sent.find(({ type }) => type === "start");
  assert.equal(start.resume.step, 50);
  assert.deepEqual(start.resume.parameters, [1, 2]);
  assert.deepEqual(start.resume.config, aConfig());
  assert.equal(start.resume.number, 50);
  hears.said(aReady({ step: 50, end: 50 }));
  assert.deepEqual(sent[sent.length - 1], { type: "play", steps_per_second: 20 });
});

test("what was turned while nobody listened is told afterwards", () => {
  const { session, cut, mend, hears, sent } = training(50);
  cut();
  session.change({ learning_rate: 0.25 });
  mend();
  hears.said(aReady({ step: 50, end: 50 }));
  assert.deepEqual(sent[sent.length - 1], { type: "set", learning_rate: 0.25 });
});

test("a new training asked for while nobody listened is what begins then", () => {
  const { session, cut, mend, sent } = training(50);
  cut();
  session.restart({ ...aConfig(), dataset: "circles" });
  sent.length = 0;
  mend();
  const start = sent.find(({ type }) => type === "start");
  assert.equal(start.resume, undefined);
  assert.equal(start.config.dataset, "circles");
});

test("at step 0 there is nothing to resume", () => {
  assert.equal(resumption(/** @type {any} */ ({ ready: aReady(), frame: aFrame(0) })), null);
});

test("the optimiser's state is given back row by row", () => {
  const frame = aFrame(3, { state: new Float64Array([1, 2, 3, 4]) });
  assert.deepEqual(/** @type {any} */ (resumption(/** @type {any} */ ({ ready: aReady(), frame }))).state, [
    [1, 2],
    [3, 4],
  ]);
});

test("the end and a divergence stop the play", () => {
  const { hears, store } = training();
  store.set({ playing: true });
  hears.said({ type: "done", step: 100 });
  assert.equal(store.get().playing, false);
  store.set({ playing: true });
  hears.said({ type: "diverged", step: 7, message: "The loss is infinite." });
  assert.equal(store.get().playing, false);
  assert.equal(store.get().diverged?.step, 7);
});

test("at the last step a training may take, the notice names the limit", () => {
  const { hears, store } = training();
  const options = /** @type {NonNullable<ReturnType<typeof store.get>["options"]>} */ (store.get().options);
  store.set({ options: { ...options, limits: { steps: 100 } } });
  hears.said({ type: "done", step: 99 });
  assert.match(store.get().notice ?? "", /as set up/);
  hears.said({ type: "done", step: 100 });
  assert.match(store.get().notice ?? "", /100 steps, which is the most/);
});

/** @param {Record<string, unknown>} header @param {Float64Array} numbers */
function message(header, numbers) {
  const listed = {
    ...header,
    arrays: [{ name: "parameters", dtype: "f8", shape: [numbers.length], offset: 0 }],
  };
  const text = JSON.stringify(listed);
  const length = Math.ceil((4 + text.length) / 8) * 8 - 4;
  const buffer = new ArrayBuffer(4 + length + numbers.byteLength);
  new DataView(buffer).setUint32(0, length, true);
  new Uint8Array(buffer, 4).set(new TextEncoder().encode(text.padEnd(length)));
  new Float64Array(buffer, 4 + length).set(numbers);
  return buffer;
}

test("a binary frame is looked at in place", () => {
  const buffer = message({ type: "frame", step: 3 }, new Float64Array([1.5, -2.5]));
  const frame = readFrame(buffer);
  assert.equal(frame.step, 3);
  assert.deepEqual([...frame.parameters], [1.5, -2.5]);
  assert.equal(frame.parameters.buffer, buffer);
  assert.deepEqual(frame.shapes.parameters, [2]);
});

test("what JSON could not say in a diverged training is infinite", () => {
  const layers = [{ gradient: null, data: 2, update_ratio: null }];
  const frame = readFrame(message({ step: 3, loss: null, layers }, new Float64Array(1)));
  assert.equal(frame.loss, Number.POSITIVE_INFINITY);
  const infinite = Number.POSITIVE_INFINITY;
  assert.deepEqual(frame.layers, [{ gradient: infinite, data: 2, update_ratio: infinite }]);
});

test("frames are shown together once the screen is ready, and the last is acknowledged", () => {
  /** @type {any} */
  const fake = {
    readyState: 1,
    sent: [],
    send: (/** @type {string} */ text) => fake.sent.push(JSON.parse(text)),
  };
  /** @type {(() => void)[]} */
  const later = [];
  /** @type {any[]} */
  const shown = [];
  connectSocket(
    { opened() {}, lost() {}, said() {}, shown: (frames) => shown.push(frames.map(({ step }) => step)) },
    () => fake,
    (run) => later.push(run),
  );
  for (const step of [1, 2]) fake.onmessage({ data: message({ frame: step, step }, new Float64Array(1)) });
  assert.deepEqual(fake.sent, []);
  later[0]();
  assert.deepEqual(shown, [[1, 2]]);
  assert.deepEqual(fake.sent, [{ type: "ack", frame: 2 }]);
});

test("an hour of steps stays within its memory and keeps first, last and order", () => {
  const table = new Table(["step", "loss"]);
  for (let step = 0; step < 100_000; step++) table.push([step, 1 / (step + 1)]);
  const steps = table.column("step");
  assert.ok(table.length <= 16_384);
  assert.equal(steps[0], 0);
  assert.equal(steps[table.length - 1], 99_999);
  assert.ok(steps.every((step, i) => i === 0 || step > steps[i - 1]));
});

test("a branch forgets what came after it", () => {
  const history = new History();
  const rows = (/** @type {number[]} */ ...steps) => steps.flatMap((step) => [step, 1, 1, 1, 1, 1, 0, 1]);
  history.take(rows(0, 1, 2, 3), aFrame(4, { end: 4 }));
  history.take([], aFrame(1, { end: 4 }));
  assert.deepEqual([...history.steps.column("step")], [0, 1, 2, 3], "looking back forgets nothing");
  history.take(rows(1), aFrame(2, { end: 2 }));
  assert.deepEqual([...history.steps.column("step")], [0, 1]);
});
