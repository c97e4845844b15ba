/** Switches that teach: one mistake each, and what to look for while it is on. */

import { group, switchRow } from "../fields.js";
import { TOO_HIGH, usualRate } from "../rate.js";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} element
 */
export function breakItView(store, session, element) {
  let usualInit = "micrograd";

  group(
    element,
    "Break it",
    switchRow(store, {
      name: "forget_zero_grad",
      label: "forget zero_grad",
      look: "Gradients pile up from step to step: watch the updates grow and overshoot, and the loss swing.",
      isOn: (config) => config.forget_zero_grad,
      turn: (on) => session.change({ forget_zero_grad: on }),
    }),
    switchRow(store, {
      name: "rate_too_high",
      label: "rate too high",
      look: "Twenty times the learning rate: every step jumps over the valley. The loss leaps instead of falling.",
      isOn: () => usualRate(store.get()) !== null,
      turn(on) {
        const { config } = store.get();
        if (!config) return;
        const usual = on ? config.learning_rate : (usualRate(store.get()) ?? 1);
        store.set({ usualRate: on ? usual : null });
        session.change({ learning_rate: on ? usual * TOO_HIGH : usual });
      },
    }),
    switchRow(store, {
      name: "zero_start",
      label: "all-zero start",
      look: "All parameters begin at 0: every neuron of a layer gets the same gradient, mostly none, and they never differ.",
      isOn: ({ init }) => init === "zeros",
      turn(on) {
        const { config } = store.get();
        if (on && config) usualInit = config.init;
        session.change({ init: on ? "zeros" : usualInit });
      },
    }),
    switchRow(store, {
      name: "flip_gradient",
      label: "flip one sign",
      look: "One weight, outlined on the network, gets its gradient with the wrong sign and moves the wrong way. With the moons' 337 parameters the loss falls nearly as before: the others make up for it. Try it with two or three neurons.",
      isOn: ({ flip_gradient }) => flip_gradient !== null,
      turn: (on) => session.change({ flip_gradient: on ? weightToFlip() : null }),
    }),
  );

  /** The output's largest: there it hurts most. */
  function weightToFlip() {
    const { frame, ready } = store.get();
    if (!frame || !ready) return 0;
    const [inputs, outputs] = ready.shapes.slice(-2);
    const from = frame.parameters.length - outputs * (inputs + 1);
    const last = [...frame.parameters.subarray(from, from + inputs)].map(Math.abs);
    return from + last.indexOf(Math.max(...last));
  }
}
