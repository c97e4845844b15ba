import assert from "node:assert/strict";
import test from "node:test";
import { holdsStep, isAddress, readAddress, writeAddress } from "../../static/js/train/address.js";
import { fitting, readValue, startsOver } from "../../static/js/train/config.js";
import { aConfig, someOptions } from "./trainings.js";

const options = someOptions();

/** @param {object} different */
const state = (different) =>
  /** @type {any} */ ({
    options,
    config: aConfig(),
    preset: "moons-demo",
    pace: "step",
    speed: 20,
    position: 0,
    playing: true,
    chosen: { sample: null, unit: null },
    ready: null,
    ...different,
  });

test("an empty address is the moons demo, playing", () => {
  const { preset, config, pace, step } = readAddress("", options);
  assert.deepEqual({ preset, pace, step }, { preset: "moons-demo", pace: "step", step: null });
  assert.deepEqual(config, aConfig());
});

test("the place of a skip link is no address of a training", () => {
  for (const hash of ["#train-transport", "#", "", "#top&nothing=1"])
    assert.equal(isAddress(hash, options), false, hash);
  for (const hash of ["#v=1", "#preset=xor", "#hidden=4", "#step=3"])
    assert.equal(isAddress(hash, options), true, hash);
});

test("a link written by hand needs no version", () => {
  assert.equal(readAddress("#preset=lecture", options).config.dataset, "lecture");
});

test("only what differs from the preset is written, and comes back", () => {
  const config = {
    ...aConfig(),
    learning_rate: 0.25,
    hidden: [8, 4],
    batch_size: 10,
    forget_zero_grad: true,
    activation: "tanh",
  };
  const address = writeAddress(
    state({
      config,
      pace: "flat",
      speed: 50,
      position: 120,
      playing: false,
      chosen: { sample: 17, unit: [1, 3] },
    }),
  );
  assert.deepEqual(Object.fromEntries(new URLSearchParams(address.slice(1))), {
    v: "1",
    preset: "moons-demo",
    learning_rate: "0.25",
    hidden: "8-4",
    batch_size: "10",
    forget_zero_grad: "1",
    activation: "tanh",
    pace: "flat",
    speed: "50",
    step: "120",
    sample: "17",
    unit: "1.3",
  });
});

test("what was written is read back the same", () => {
  const config = {
    ...aConfig(),
    learning_rate: 1e-7,
    hidden: [],
    noise: 0.05,
    steps: 1000,
    schedule_steps: 100,
  };
  const there = state({
    config,
    pace: "phase",
    position: 7,
    playing: false,
    chosen: { sample: 0, unit: null },
  });
  const back = readAddress(writeAddress(there), options);
  assert.deepEqual(back.config, config);
  assert.equal(back.pace, "phase");
  assert.equal(back.step, 7);
  assert.deepEqual(back.chosen, { sample: 0, unit: null });
});

test("a network that the server does not allow is left out of an address", () => {
  const limited = { ...options, limits: { layers: 3, units: 64 } };
  for (const hidden of ["9999", "65", "4-4-4-4"]) {
    assert.deepEqual(readAddress(`#v=1&hidden=${hidden}`, limited).config, aConfig(), hidden);
  }
  assert.deepEqual(readAddress("#v=1&hidden=64-4-4", limited).config.hidden, [64, 4, 4]);
});

test("as many own points as a table may have travel with the address", () => {
  const points = Array.from({ length: 1000 }, (_, i) => [(i % 100) / 8, -(i + 1) / 1e5, i % 2 ? 1 : -1]);
  const there = state({ config: { ...aConfig(), dataset: "points", points } });
  const back = readAddress(writeAddress(there), options);
  assert.equal(back.config.dataset, "points");
  assert.deepEqual(back.config.points, points);
});

for (const part of [
  "learning_rate=abc",
  "learning_rate=-1",
  "learning_rate=1e999",
  "learning_rate=",
  "learning_rate=none",
  "seed=1.5",
  "seed=99999999999",
  "hidden=0",
  "hidden=a-b",
  `hidden=${Array(17).fill("2").join("-")}`,
  "activation=evil",
  "dataset=points",
  "points=1_2",
  "pace=ludicrous",
  "speed=-4",
  "step=-1",
  "step=1e3",
  "sample=9999999",
  "unit=1",
  "preset=__proto__",
  "__proto__=1",
  "forget_zero_grad=yes",
  `noise=${"1".repeat(200)}`,
]) {
  test(`what makes no sense in an address is left out: ${part.slice(0, 40)}`, () => {
    const arrival = readAddress(`#v=1&${part}`, options);
    assert.deepEqual(arrival, readAddress("", options));
  });
}

test("an address of another version is not believed at all", () => {
  assert.deepEqual(readAddress("#v=2&learning_rate=0.5", options), readAddress("", options));
});

test("an optional number may be none", () => {
  const field = options.fields.get("batch_size");
  assert.ok(field);
  assert.equal(readValue(field, "none", {}), null);
  assert.equal(readValue(field, "32", {}), 32);
});

test("another network or another task starts over, a learning rate does not", () => {
  assert.equal(startsOver(options, { hidden: [3] }), true);
  assert.equal(startsOver(options, { dataset: "circles" }), true);
  assert.equal(startsOver(options, { learning_rate: 0.1 }), false);
});

test("a curve gets a loss for numbers, and classes get theirs back", () => {
  assert.equal(fitting(aConfig(), { dataset: "sine" }).loss, "mse");
  assert.equal(fitting({ ...aConfig(), dataset: "sine", loss: "mse" }, { dataset: "moons" }).loss, "hinge");
  assert.equal(fitting({ ...aConfig(), dataset: "spiral" }, { classes: 3 }).loss, "softmax_nll");
  assert.equal(fitting(aConfig(), { learning_rate: 2 }).loss, undefined);
});

test("a loss that starts from a plain score gets one", () => {
  assert.equal(
    fitting({ ...aConfig(), output_activation: "tanh" }, { loss: "bce" }).output_activation,
    "linear",
  );
});

test("a training that stands is told with its changes on the way, a playing one as it is now", () => {
  const ready = {
    base: aConfig(),
    changes: [
      { step: 10, fields: { learning_rate: 0.1, batch_size: 8 } },
      { step: 90, fields: { learning_rate: 5 } },
    ],
  };
  const config = { ...aConfig(), learning_rate: 5, batch_size: 8 };
  const back = readAddress(writeAddress(state({ config, ready, position: 50, playing: false })), options);
  assert.deepEqual(back.config, aConfig());
  assert.deepEqual(back.changes, [
    { step: 10, fields: { learning_rate: 0.1 } },
    { step: 10, fields: { batch_size: 8 } },
  ]);
  const playing = readAddress(writeAddress(state({ config, ready, position: 50, playing: true })), options);
  assert.deepEqual(playing.config, config);
  assert.deepEqual(playing.changes, []);
});

test("no address leads through points edited on the way; those of step 0 are the start", () => {
  const edit = {
    dataset: "points",
    points: [
      [0, 0, 1],
      [1, 1, -1],
    ],
  };
  const config = { ...aConfig(), ...edit };
  const at = (/** @type {number} */ step) => ({
    config,
    ready: { base: aConfig(), changes: [{ step, fields: edit }] },
    position: 50,
    playing: false,
  });
  assert.equal(readAddress(writeAddress(state(at(0))), options).step, 50);
  assert.deepEqual(readAddress(writeAddress(state(at(0))), options).config.points, edit.points);
  assert.equal(holdsStep(state(at(0))), true);
  assert.equal(readAddress(writeAddress(state(at(30))), options).step, null);
  assert.equal(holdsStep(state(at(30))), false);
  assert.equal(holdsStep(state(at(60))), true, "what comes later is not on the way");
});

test("the usual rate comes with one that is too high on purpose", () => {
  const config = { ...aConfig(), learning_rate: 6 };
  assert.equal(readAddress(writeAddress(state({ config, usualRate: 0.3 })), options).usualRate, 0.3);
  assert.equal(readAddress(writeAddress(state({ config, usualRate: 0.4 })), options).usualRate, null);
  assert.equal(readAddress("#usual_rate=x", options).usualRate, null);
});

test("a change in an address is no more believed than a field", () => {
  const parts = [
    "x*learning_rate*1",
    "5*learning_rate*-1",
    "5*hidden*3-3",
    "5*nothing*1",
    "5",
    "5*points*1_2_1",
  ];
  const { changes } = readAddress(`#v=1&step=9&${parts.map((part) => `change=${part}`).join("&")}`, options);
  assert.deepEqual(changes, []);
});

test("a link of the first version opens a preset as it was then, and a new one says that it is new", () => {
  const served = { ...options, presets: { ...options.presets, vanishing: { ...aConfig(), loss: "bce" } } };
  const [then, now] = ["#v=1&preset=vanishing", "#preset=vanishing"].map((hash) => readAddress(hash, served));
  assert.deepEqual(then.config.hidden, [8, 8, 8, 8, 8, 8]);
  assert.deepEqual(now.config.hidden, aConfig().hidden);
  assert.equal(readAddress("#v=1&preset=xor", served).config.test_fraction, 0);
  assert.equal(readAddress("#preset=xor", served).config.test_fraction, 0.3);
  const written = writeAddress(state({ options: served, config: now.config, preset: "vanishing" }));
  assert.match(written, /^#v=1\.1&/);
  assert.deepEqual(readAddress(written, served).config, now.config);
});

test("inputs, activations of layers, parameters set by hand and hidden parts travel in an address", () => {
  const config = {
    ...aConfig(),
    inputs: ["x1", "x1^2"],
    activations: ["tanh", "relu"],
    edits: [
      [0, 4, 2.5],
      [10, 0, -0.001],
    ],
  };
  const address = writeAddress(state({ config, hidden: ["setup", "gradients"] }));
  const arrival = readAddress(address, options);
  assert.deepEqual(arrival.config, config);
  assert.deepEqual(arrival.hidden, ["setup", "gradients"]);
  const wrong = readAddress("#v=1&inputs=x1-x9&edits=1:2&activations=nothing&hide=everything,model", options);
  assert.deepEqual(wrong.config, aConfig());
  assert.deepEqual(wrong.hidden, ["model"]);
});
