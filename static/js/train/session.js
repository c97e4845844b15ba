/**
 * Between the store and the server: what the page wants goes out, what the training does comes in.
 *
 * The browser holds all that is needed to go on. When the connection is lost, the next one begins with it.
 */

import { difference, same, startsOver } from "./config.js";
import { connectSocket } from "./socket.js";
import { grouped } from "./words.js";

/** @typedef {import("./types.js").TrainState} TrainState */
/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").Frame} Frame */

const HZ = 60;
const HIDDEN_HZ = 1;
const MOST_MISSED = 4;

/**
 * @typedef {object} Session
 * @property {() => void} begin open the socket; the store has a set-up by then
 * @property {(patch: Partial<TrainConfig>, live?: boolean) => void} change the set-up. `live` keeps the parameters even
 *   where the task changes, as an edit of the data does; the server starts over where that cannot be
 * @property {(config?: TrainConfig, said?: string | null) => void} restart from step 0 with the same seed
 * @property {(rate: number | null) => void} play
 * @property {() => void} pause
 * @property {(count: number) => void} step
 * @property {(step: number) => void} seek
 * @property {(run: () => void) => void} onceReady what to do as soon as the next training stands at its start
 * @property {(patch: (frame: Frame) => Partial<TrainState>) => void} onArrival what else changes together with a frame
 */

/**
 * @param {import("./types.js").TrainStore} store
 * @param {typeof connectSocket} [connect] for tests
 * @returns {Session}
 */
export function connectSession(store, connect = connectSocket) {
  /** @type {import("./socket.js").Link | null} */
  let link = null;
  /** @type {number | null} */
  let sought = null; // the step asked for and not yet on screen
  /** @type {number | null} */
  let next = null; // the newest one asked for meanwhile
  let missed = 0; // frames that were not of the step asked for
  /** @type {{ rate: number | null } | null} */
  let running = null; // as asked for; null while it stands
  /** @type {(() => void) | null} */
  let once = null;
  let fresh = false; // the next connection begins a new training, as it was asked for while there was none
  let starting = false; // frames of the training before are of no interest
  /** @type {(frame: Frame) => Partial<TrainState>} */
  let alongside = () => ({});

  const send = (/** @type {object} */ message) => link?.send(message) ?? false;

  function opened() {
    const { config } = store.get();
    store.set({ connection: "open", trouble: null });
    view();
    start(config, fresh ? null : resumption(store.get()));
  }

  /**
   * @param {TrainConfig | null} config
   * @param {object | null} resume
   */
  function start(config, resume) {
    sought = next = null;
    starting = send({ type: "start", config: config ?? {}, ...(resume ? { resume } : {}) });
    fresh = !starting && resume === null;
  }

  /** @param {any} message */
  function said(message) {
    const hear = HEARERS[message.type];
    if (hear) hear(message);
  }

  /** @type {Record<string, (message: any) => void>} */
  const HEARERS = {
    ready(message) {
      starting = false;
      const { config, ready } = store.get();
      const wanted = config && message.step > 0 ? difference(config, message.config) : {};
      if (message.step === 0) store.get().history.clear();
      store.set({
        ready: message,
        config: message.config,
        end: message.end,
        position: message.step,
        diverged: null,
        trouble: null,
        phase: null,
        ...(same(ready?.shapes, message.shapes) ? {} : { frame: null, hovered: null }),
      });
      if (Object.keys(wanted).length) change(wanted, true); // turned while nobody listened
      if (running && !message.restarted) send({ type: "play", steps_per_second: running.rate });
      if (store.get().inspecting) inspect();
      const run = once;
      once = null;
      run?.();
    },
    changed(message) {
      const ready = store.get().ready;
      if (!ready) return;
      store.set({
        ready: { ...ready, ...message },
        config: message.config,
        end: message.end,
        diverged: null,
      });
    },
    graph(message) {
      if (store.get().inspecting) store.set({ inspected: message });
    },
    diverged({ step, message }) {
      running = null;
      store.set({ diverged: { step, message }, playing: false });
    },
    done({ step }) {
      running = null;
      store.set({
        playing: false,
        notice: `Done: ${grouped(step)} steps, as set up. Play goes on.`,
      });
    },
    error({ error }) {
      const { ready, config, frame } = store.get();
      if (error.code === "new_model" && config) {
        restart(config);
        return;
      }
      starting = false;
      sought = next = once = null;
      store.set({
        trouble: { code: error.code, message: error.message, hint: error.hint, field: error.field ?? null },
        // what is running is what is shown; the field at fault keeps what was written
        ...(ready ? { config: ready.config } : {}),
        ...(frame ? { position: frame.step, end: frame.end } : {}),
      });
    },
  };

  /** @param {Frame[]} frames */
  function shown(frames) {
    if (starting) return;
    const { history } = store.get();
    for (const frame of frames) history.take(Reflect.get(frame, "history"), frame);
    const frame = frames[frames.length - 1];
    if (sought !== null && frame.step !== sought && missed++ < MOST_MISSED) return; // sent before the server knew
    sought = null;
    store.set({
      frame,
      end: frame.end,
      ...(next === null ? { position: frame.step } : {}),
      ...alongside(frame),
    });
    if (next !== null) {
      const step = next;
      next = null;
      seek(step);
    }
  }

  /** @param {number} step */
  function seek(step) {
    const to = Math.min(Math.max(Math.round(step), 0), store.get().end);
    store.set({ position: to, diverged: null });
    missed = 0;
    running = null;
    if (sought !== null) next = to;
    else if (send({ type: "seek", step: to })) sought = to;
  }

  /** @type {Session["change"]} */
  function change(patch, live = false) {
    const { config, options } = store.get();
    if (!config || !options) return;
    const wanted = { ...config, ...patch };
    if (Object.keys(difference(wanted, config)).length === 0) {
      store.set({ trouble: null });
      return;
    }
    if (!live && startsOver(options, patch)) {
      const why = patch.dataset ? "something else to learn" : "this needs new parameters";
      restart(wanted, `Started over from the same seed: ${why}.`);
      return;
    }
    store.set({ config: wanted, trouble: null, notice: null, diverged: null });
    send({ type: "set", ...patch });
  }

  /** @type {Session["restart"]} */
  function restart(config, notice = null) {
    const wanted = config ?? store.get().config;
    if (!wanted) return;
    store.set({
      config: wanted,
      trouble: null,
      notice,
      diverged: null,
      phase: null,
      inspected: null,
      position: 0,
      end: 0,
    });
    start(wanted, null);
  }

  function inspect() {
    const { inspecting } = store.get();
    send(inspecting ? { type: "inspect", ...inspecting } : { type: "close-inspect" });
  }

  function view() {
    send({ type: "view", hz: document.hidden ? HIDDEN_HZ : HZ, units: !document.hidden });
  }

  return {
    begin() {
      link = connect({
        opened,
        said,
        shown,
        lost: () => store.set({ connection: store.get().ready ? "lost" : "failed" }),
      });
      document.addEventListener("visibilitychange", view);
      window.addEventListener("online", () => link?.retry());
      store.on(["inspecting"], ({ inspecting }, before) => {
        if (!inspecting) store.set({ inspected: null });
        if (inspecting || before.inspecting) inspect();
      });
    },
    change,
    restart,
    play(steps) {
      running = { rate: steps };
      sought = next = null;
      send({ type: "play", steps_per_second: steps });
    },
    pause() {
      running = null;
      send({ type: "pause" });
    },
    step(count) {
      running = null;
      sought = next = null;
      send({ type: "step", count });
    },
    seek,
    onceReady(run) {
      once = run;
    },
    onArrival(patch) {
      alongside = patch;
    },
  };
}

/**
 * All that is needed to go on where the page stands; null at the very start.
 *
 * @param {Readonly<TrainState>} state
 */
export function resumption({ ready, frame }) {
  if (!ready || !frame || frame.step === 0) return null;
  const width = frame.parameters.length;
  const rows = Math.floor((frame.state?.length ?? 0) / Math.max(width, 1));
  return {
    ...frame.resume_extra,
    config: ready.base,
    changes: ready.changes,
    step: frame.step,
    parameters: [...frame.parameters],
    state: Array.from({ length: rows }, (_, i) => [...frame.state.subarray(i * width, (i + 1) * width)]),
  };
}
