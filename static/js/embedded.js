/** The graph and its steps alone: no editor, no panels. */

import { wantedBy } from "./address.js";
import { askFind, askGraph } from "./api.js";
import { connectKeys } from "./keys.js";
import { connectLiterals } from "./literals.js";
import { connectOps } from "./ops.js";
import { connectSession } from "./session.js";
import { initialState } from "./state.js";
import { mountStepper } from "./stepper.js";
import { createStore } from "./store.js";
import { messagesView } from "./views/messages.js";

/**
 * @param {string} usual the program to show
 * @param {ReturnType<typeof import("./address.js").readAddress>} [address] that may want another
 */
export function mountEmbedded(usual, address = {}) {
  /** @type {import("./types.js").PageStore} */
  const store = createStore(initialState(wantedBy(address, usual)));
  const stepper = mountStepper(store, { literals: connectLiterals(store), ask: askFind });
  messagesView(store);
  connectKeys(stepper.commands);
  connectOps(store);
  connectSession(store, stepper.presenter, askGraph);
  return store;
}
