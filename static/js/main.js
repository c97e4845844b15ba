/** The expression page: one store, and the parts that watch it. */

import { addressOf, connectAddress, readAddress } from "./address.js";
import { askOps } from "./api.js";
import { FIRST_EXAMPLE } from "./examples.js";
import { connectKeys } from "./keys.js";
import { connectLiterals } from "./literals.js";
import { connectSession } from "./session.js";
import { initialState } from "./state.js";
import { mountStepper } from "./stepper.js";
import { createStore } from "./store.js";
import { editorView } from "./views/editor.js";
import { leavesView } from "./views/leaves.js";
import { menusView } from "./views/menus.js";
import { messagesView } from "./views/messages.js";
import { outputView } from "./views/output.js";

const address = readAddress(location.hash);

/** @type {import("./types.js").PageStore} */
const store = createStore(
  initialState({
    source: address.source ?? FIRST_EXAMPLE,
    pass: address.pass ?? null,
    open: address.open ?? "auto",
    arrival: address.step ?? Number.POSITIVE_INFINITY,
  }),
);

const literals = connectLiterals(store);
const editor = editorView(store, literals);
const leaves = leavesView(store, literals);
const stepper = mountStepper(store, {
  literals,
  typeInto: (key) => leaves.focus(key) || editor.selectLiteral(key),
});
const menus = menusView(store, () => addressOf(store.get()));
messagesView(store);
outputView(store);

connectKeys({ ...stepper.commands, write: editor.focus, help: menus.help });
connectAddress(store);
connectSession(store, stepper.presenter);
askOps().then(({ ok }) => ok && store.set({ table: ok }));
