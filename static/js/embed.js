/**
 * The graph and its steps alone, in a frame of somebody else's page.
 *
 * Whoever reads that page wants to step, to turn a number, and perhaps to have the whole of it: that is one link away.
 */

import { addressOf, connectAddress, readAddress, wantedBy } from "./address.js";
import { askFind, askGraph } from "./api.js";
import { byId } from "./dom.js";
import { FIRST_EXAMPLE } from "./examples.js";
import { connectKeys } from "./keys.js";
import { connectLiterals } from "./literals.js";
import { connectOps } from "./ops.js";
import { connectSession } from "./session.js";
import { initialState } from "./state.js";
import { mountStepper } from "./stepper.js";
import { createStore } from "./store.js";
import { messagesView } from "./views/messages.js";

/** @type {import("./types.js").PageStore} */
const store = createStore(initialState(wantedBy(readAddress(location.hash), FIRST_EXAMPLE)));

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
