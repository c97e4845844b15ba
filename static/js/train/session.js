/**
 * Between the store and the server: what the page wants goes out, what the training does comes in.
 *
 * The browser holds all that is needed to go on. When the connection is lost, the next one begins with it.
 */

import { connectAsks } from "./asks.js";
import { trimmed } from "./chosen.js";
import { difference, same, startsOver, withoutLostFlip } from "./config.js";
import { configOf, presetOf } from "./presets.js";
import { resumption } from "./resumption.js";
import { connectSocket } from "./socket.js";
import { grouped } from "./words.js";

/** @typedef {import("./types.js").TrainState} TrainState */
/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {import("./types.js").Frame} Frame */

const MOST_MISSED = 4;

/**
 * @typedef {object} Session
 * @property {() => void} begin open the socket; the store has a set-up by then
 * @property {(patch: Partial<TrainConfig>, live?: boolean, said?: string) => void} change the set-up. `live` keeps the parameters even
 *   where the task changes, as an edit of the data does; the server starts over where that cannot be. `said` is what
 *   else to tell when it starts over
 * @property {(config?: TrainConfig, said?: string | null) => void} restart from step 0 with the same seed
 * @property {(rate: number | null) => void} play
 * @property {() => void} pause
 * @property {(count: number) => void} step
 * @property {(step: number) => void} seek
 * @property {(index: number, value: number) => void} edit set a parameter where the training stands
 * @property {(form: string) => void} exportModel ask for the model as a program or as numbers
 * @property {(run: () => void) => void} onceReady what to do as soon as the next training stands at its start
 * @property {(patch: (frame: Frame) => Partial<TrainState>) => void} onArrival what else changes together with a frame
 * @property {(run: () => void) => void} onRestart what to do when a new training is asked for
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
  let mending = false; // the start under way takes the place of one that was refused
  /** @type {string | null} */
  let promised = null; // what to say once the server has begun anew
  /** @type {Partial<TrainConfig>[]} */
  let unanswered = []; // changes that the server has not said anything about
  /** @type {(frame: Frame) => Partial<TrainState>} */
  let alongside = () => ({});
  let onRestart = () => {};

  const send = (/** @type {object} */ message) => link?.send(message) ?? false;
  const asks = connectAsks(store, send);

  function opened() {
    const { config } = store.get();
    store.set({ connection: "open", trouble: null });
    asks.view();
    start(config, fresh ? null : resumption(store.get()));
  }

  /**
   * @param {TrainConfig | null} config
   * @param {object | null} resume
   */
  function start(config, resume) {
    sought = next = null;
    unanswered = [];
    mending = false;
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
      const { config: asked, ready, trouble } = store.get();
      const begun = starting; // or else the data are others: edited, or those of the step that was sought
      const config = settled(message.config);
      const wanted = asked && begun && message.step > 0 ? difference(asked, config) : {};
      if (message.end === 0 || message.restarted) store.get().history.clear();
      store.set({
        ...trimmed(message, store.get()),
        ready: message,
        config,
        end: message.end,
        ...(next === null ? { position: message.step } : {}),
        trouble: mending ? trouble : null,
        ...(begun || message.restarted ? { phase: null, diverged: null } : {}),
        ...(same(ready?.shapes, message.shapes) ? {} : { frame: null, hovered: null }),
      });
      starting = false;
      if (!mending && Object.keys(wanted).length) change(wanted, true); // turned while nobody listened
      if (begun && running) send({ type: "play", steps_per_second: running.rate });
      mending = false;
      asks.again();
      if (begun) began();
    },
    changed(message) {
      const { ready } = store.get();
      if (!ready || starting) return; // said of the training before
      store.set({
        ready: { ...ready, ...message },
        config: settled(message.config),
        end: message.end,
      });
    },
    ...asks.hearers,
    diverged({ step, message }) {
      running = null;
      store.set({ diverged: { step, message }, playing: false });
    },
    done({ step }) {
      running = null;
      store.set({
        playing: false,
        notice:
          step >= (store.get().options?.limits.steps ?? Number.POSITIVE_INFINITY)
            ? `Done: ${grouped(step)} steps, which is the most that one training may take here.`
            : `Done: ${grouped(step)} steps, as set up. Play goes on.`,
      });
    },
    error({ error }) {
      const { ready, config, frame, preset, options } = store.get();
      if (error.code === "new_model" && config) {
        restart(withoutLostFlip(config, ready?.config ?? config));
        return;
      }
      const refused = starting && !mending;
      starting = mending = false;
      unanswered = [];
      sought = next = once = promised = null;
      if (refused && !ready && options) {
        const sound = configOf(options, presetOf(preset));
        restart(sound);
        store.set({ notice: `This set-up is refused, so the preset is here instead. ${error.message}` });
        mending = true;
        return;
      }
      store.set({
        trouble: { code: error.code, message: error.message, hint: error.hint, field: error.field ?? null },
        // what is running is what is shown; the field at fault keeps what was written
        ...(ready ? { config: ready.config } : {}),
        ...(frame ? { position: frame.step, end: frame.end } : {}),
      });
      if (refused && ready) {
        // the server has let go of what ran: give it back
        running = null;
        store.set({ notice: null });
        start(ready.config, resumption(store.get()));
        mending = true;
      }
    },
  };

  /** The training that was asked for stands at its start. */
  function began() {
    const [run, notice] = [once, promised];
    once = promised = null;
    run?.();
    if (notice) store.set({ notice });
  }

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

  /** The place that was asked for last and waits is sought before anything happens there. */
  function seekFirst() {
    if (next !== null && send({ type: "seek", step: next })) sought = next;
    next = null;
    missed = 0;
  }

  /**
   * The set-up as the server has it, with all that it has not answered yet.
   *
   * @param {TrainConfig} config
   * @returns {TrainConfig}
   */
  function settled(config) {
    if (!starting) unanswered.shift();
    return Object.assign({}, config, ...unanswered);
  }

  /** @type {Session["change"]} */
  function change(patch, live = false, said = "") {
    const { config, options } = store.get();
    if (!config || !options) return;
    const wanted = { ...config, ...patch };
    if (Object.keys(difference(wanted, config)).length === 0) {
      store.set({ trouble: null });
      return;
    }
    if (!live && startsOver(options, patch)) {
      const why = patch.dataset ? "something else to learn" : "this needs new parameters";
      const kept = withoutLostFlip(wanted, config);
      const lost =
        kept.flip_gradient === wanted.flip_gradient
          ? ""
          : " No sign is flipped any more: that weight is gone.";
      restart(kept, `Started over from the same seed: ${why}.${said && ` ${said}`}${lost}`);
      return;
    }
    store.set({ config: wanted, trouble: null, notice: null, diverged: null });
    seekFirst();
    if (send({ type: "set", ...patch })) unanswered.push(patch);
  }

  /** @type {Session["restart"]} */
  function restart(config, notice = null) {
    const wanted = config ?? store.get().config;
    if (!wanted) return;
    onRestart();
    promised = notice;
    store.set({
      config: wanted,
      trouble: null,
      notice: null,
      diverged: null,
      phase: null,
      inspected: null,
      survey: null,
      position: 0,
      end: 0,
    });
    start(wanted, null);
  }

  return {
    begin() {
      link = connect({
        opened,
        said,
        shown,
        lost: () => store.set({ connection: store.get().ready ? "lost" : "failed" }),
      });
      window.addEventListener("online", () => link?.retry());
      asks.begin();
    },
    change,
    restart,
    play(steps) {
      running = { rate: steps };
      seekFirst();
      sought = null;
      send({ type: "play", steps_per_second: steps });
    },
    pause() {
      running = null;
      send({ type: "pause" });
    },
    step(count) {
      running = null;
      seekFirst();
      sought = null;
      send({ type: "step", count });
    },
    seek,
    edit(index, value) {
      seekFirst();
      if (send({ type: "set", edit: [index, value] })) unanswered.push({});
    },
    exportModel: asks.exportModel,
    onceReady(run) {
      once = run;
    },
    onArrival(patch) {
      alongside = patch;
    },
    onRestart(run) {
      onRestart = run;
    },
  };
}
