/**
 * Moving through a training: whole steps, the four phases of one step, or the contributions of one sample.
 *
 * A step is shown as forward, loss and backward on the frame before its update, then as update on the frame after it.
 */

import { reducedMotion } from "../motion.js";
import { openValues } from "./opening.js";
import { KINDS } from "./phases.js";

/** @typedef {import("./types.js").Pace} Pace */
/** @typedef {import("./types.js").PhaseKind} PhaseKind */

/** ms each phase takes at tempo 1 */
const TAKES = { forward: 900, loss: 500, backward: 1100, update: 700 };
const REST = 160; // ms between two phases while playing

/**
 * @typedef {object} Player
 * @property {() => void} toggle
 * @property {() => void} play
 * @property {() => void} pause
 * @property {() => void} first
 * @property {() => void} last
 * @property {(by: 1 | -1) => void} step
 * @property {(by: 1 | -1) => void} phase
 * @property {(step: number) => void} seek
 * @property {() => void} restart
 * @property {(pace: Pace) => void} setPace
 * @property {(speed: number) => void} setSpeed
 * @property {(tempo: number) => void} setTempo
 */

/**
 * @param {import("./types.js").TrainStore} store
 * @param {import("./session.js").Session} session
 * @param {() => void} taken what else to do when somebody takes the training in hand
 * @returns {Player}
 */
export function connectPlayer(store, session, taken) {
  let moving = 0; // the animation under way
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let updating = false; // a step was asked for, and its update is to be shown
  let enter = false; // a frame was sought, and is to be shown after its backward phase

  session.onArrival(() => {
    if (updating) {
      updating = false;
      queueMicrotask(() => animate("update", 0, 1, afterPhase));
      return { phase: { kind: "update", at: 0 } };
    }
    if (enter) {
      enter = false;
      return { phase: { kind: "backward", at: 1 } };
    }
    return {};
  });

  function halt() {
    cancelAnimationFrame(moving);
    clearTimeout(timer);
    updating = enter = false;
    taken();
  }

  /**
   * @param {PhaseKind} kind
   * @param {number} from
   * @param {number} to
   * @param {() => void} [then]
   */
  function animate(kind, from, to, then) {
    cancelAnimationFrame(moving);
    const start = performance.now();
    const takes = reducedMotion() ? 0 : TAKES[kind] / store.get().tempo;
    const tick = () => {
      const done = takes === 0 ? 1 : Math.min((performance.now() - start) / takes, 1);
      store.set({ phase: { kind, at: from + (to - from) * done } });
      if (done < 1) moving = requestAnimationFrame(tick);
      else then?.();
    };
    tick();
  }

  function afterPhase() {
    const { playing, pace, tempo } = store.get();
    if (!playing || pace !== "phase") return;
    timer = setTimeout(() => phaseForward(), (reducedMotion() ? 700 : REST) / tempo);
  }

  /** The network shows the phases: what lies over it has to go. */
  function uncover() {
    if (store.get().inspecting) store.set({ inspecting: null });
  }

  function phaseForward() {
    uncover();
    const { phase } = store.get();
    const at = phase ? KINDS.indexOf(phase.kind) : 3;
    const kind = KINDS[(at + 1) % 4];
    if (kind === "update") {
      updating = true;
      stepForward();
    } else {
      animate(kind, 0, 1, afterPhase);
    }
  }

  function phaseBack() {
    uncover();
    const { phase, position } = store.get();
    const at = phase ? KINDS.indexOf(phase.kind) : 3;
    if (at === 0) {
      animate("forward", 1, 0, () => store.set({ phase: null }));
    } else if (at < 3) {
      const kind = KINDS[at];
      animate(kind, phase?.at ?? 1, 0, () => store.set({ phase: { kind: KINDS[at - 1], at: 1 } }));
    } else if (position > 0) {
      animate("update", 1, 0, () => {
        session.seek(position - 1);
        enter = true;
      });
    }
  }

  /** Of what is known already the next step is looked up; only at the end is a new one made. */
  function stepForward() {
    const { position, end } = store.get();
    if (position < end) session.seek(position + 1);
    else {
      extend();
      session.step(1);
    }
  }

  /** At the step where the set-up says stop, going on is still possible: the schedule stays as it was. */
  function extend() {
    const { config, options, position, pace } = store.get();
    if (!config || position < config.steps) return;
    const most = options?.fields.get("steps")?.high ?? position * 10;
    if (position >= most) return;
    const steps = pace === "flat" ? most : Math.min(Math.max(config.steps * 100, 10_000), most);
    session.change({ steps, schedule_steps: config.schedule_steps ?? config.steps });
  }

  function play() {
    const { pace, speed, stepper, chosen, inspecting, frame } = store.get();
    halt();
    store.set({ playing: true, notice: null, diverged: null });
    if (pace === "step" || pace === "flat") {
      store.set({ phase: null });
      extend();
      session.play(pace === "flat" ? null : speed);
    } else if (pace === "phase") {
      if (frame) phaseForward();
    } else if (stepper) {
      if (stepper.position >= stepper.length) stepForward();
      if (!stepper.playing) stepper.toggle();
    } else if (!inspecting) {
      openValues(store, chosen.unit);
    }
  }

  function pause() {
    const { stepper, pace } = store.get();
    halt();
    store.set({ playing: false });
    if (pace === "contribution" && stepper?.playing) stepper.toggle();
    if (pace === "step" || pace === "flat") session.pause();
  }

  /** @param {number} step */
  function seek(step) {
    halt();
    store.set({ playing: false, phase: null });
    session.seek(step);
  }

  const player = {
    play,
    pause,
    toggle: () => (store.get().playing ? pause() : play()),
    first: () => seek(0),
    last: () => seek(store.get().end),
    seek,
    /** @param {1 | -1} by */
    step(by) {
      const { pace, stepper, playing, position } = store.get();
      if (playing) pause();
      halt();
      if (pace === "contribution" && stepper && inRange(stepper.position + by, stepper.length)) {
        stepper.seek(stepper.position + by);
      } else if (by < 0) {
        if (position > 0) seek(position - 1);
      } else {
        store.set({ phase: null });
        stepForward();
      }
    },
    /** @param {1 | -1} by */
    phase(by) {
      if (store.get().playing) pause();
      halt();
      if (by > 0) phaseForward();
      else phaseBack();
    },
    restart() {
      halt();
      const { playing, pace } = store.get();
      if (playing && (pace === "phase" || pace === "contribution")) session.onceReady(play);
      session.restart(undefined, "Back at step 0, with the same seed.");
    },
    /** @param {Pace} pace */
    setPace(pace) {
      const { playing } = store.get();
      if (pace === store.get().pace) return;
      if (playing) pause();
      store.set({ pace });
      if (playing) play();
    },
    /** @param {number} speed */
    setSpeed(speed) {
      store.set({ speed });
      if (store.get().playing && store.get().pace === "step") session.play(speed);
    },
    /** @param {number} tempo */
    setTempo: (tempo) => store.set({ tempo }),
  };

  store.on(["stepper"], ({ stepper, playing, pace }, before) => {
    if (!playing || pace !== "contribution" || !stepper) return;
    if (!before.stepper) {
      if (!stepper.playing) stepper.toggle(); // it has just opened
    } else if (before.stepper.playing && !stepper.playing) {
      // played to the end, step by step; or somebody paused it, or moved it elsewhere
      const last = stepper.length - 1;
      if (stepper.position > last && before.stepper.position >= last) nextStep();
      else pause();
    }
  });
  store.on(["inspecting"], ({ inspecting, playing, pace }) => {
    if (!inspecting && playing && pace === "contribution") pause();
    if (inspecting && playing && pace === "phase") pause(); // somebody wants to look closely
  });

  /** All contributions of this step were shown: make it, and show those of the next. */
  function nextStep() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!store.get().playing) return;
      stepForward();
      timer = setTimeout(() => {
        const { stepper, playing } = store.get();
        if (!playing || !stepper || stepper.playing) return;
        stepper.seek(0);
        if (!store.get().stepper?.playing) stepper.toggle();
      }, 400);
    }, 500);
  }

  return player;
}

/**
 * @param {number} position
 * @param {number} length
 */
const inRange = (position, length) => position >= 0 && position <= length;
