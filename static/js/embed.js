/**
 * The graph and its steps alone, in a frame of somebody else's page.
 *
 * Whoever reads that page wants to step, to turn a number, and perhaps to have the whole of it: that is one link away.
 */

import { addressOf, connectAddress, readAddress } from "./address.js";
import { askFind, askGraph } from "./api.js";
import { byId } from "./dom.js";
import { FIRST_EXAMPLE } from "./examples.js";
import { connectKeys } from "./keys.js";
import { connectLiterals } from "./literals.js";
import { connectOps } from "./ops.js";
import { connectSession } from "./session.js";
import { initialState, NO_STOPS } from "./state.js";
import { mountStepper } from "./stepper.js";
import { createStore } from "./store.js";
import { messagesView } from "./views/messages.js";

const address = readAddress(location.hash);

/** @type {import("./types.js").PageStore} */
const store = createStore(
  initialState({
    source: address.source ?? FIRST_EXAMPLE,
    pass: address.pass ?? null,
    open: address.open ?? "auto",
    stops: address.stops ?? NO_STOPS,
    arrival: address.source === undefined ? "ready" : (address.step ?? Number.POSITIVE_INFINITY),
  }),
);

const stepper = mountStepper(store, { literals: connectLiterals(store), ask: askFind });
messagesView(store);
connectKeys(stepper.commands);
connectAddress(store);
connectOps(store);
connectSession(store, stepper.presenter, askGraph);

const whole = byId("whole", HTMLAnchorElement);
whole.onpointerenter =
  whole.onfocus =
  whole.onclick =
    () => {
      whole.href = `/${addressOf(store.get())}`;
    };
