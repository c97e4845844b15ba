/** The expression page: one store, and the parts that watch it. */

import { addressOf, connectAddress, readAddress, wantedBy } from "./address.js";
import { askFind } from "./api.js";
import { connectChoice } from "./choice.js";
import { FIRST_EXAMPLE } from "./examples.js";
import { askGraphFirst } from "./first.js";
import { connectKeys } from "./keys.js";
import { connectPanels, onceWanted } from "./late.js";
import { connectLiterals } from "./literals.js";
import "./offline.js";
import { connectOps } from "./ops.js";
import { connectOwn } from "./own.js";
import { connectSession } from "./session.js";
import { shareView } from "./share.js";
import { connectSkip } from "./skip.js";
import { initialState } from "./state.js";
import { mountStepper } from "./stepper.js";
import { createStore } from "./store.js";
import { chooseView } from "./views/choose.js";
import { dropView } from "./views/drop.js";
import { editorView } from "./views/editor.js";
import { engineView } from "./views/engine.js";
import { leavesView } from "./views/leaves.js";
import { marksView } from "./views/marks.js";
import { menusView } from "./views/menus.js";
import { messagesView } from "./views/messages.js";
import { outputView } from "./views/output.js";
import { panesView } from "./views/panes.js";
import { presentView } from "./views/present.js";
import { chainView } from "./views/study/chain.js";
import { tabsView } from "./views/tabs.js";

const address = readAddress(location.hash);

/** @type {import("./types.js").PageStore} */
const store = createStore(initialState(wantedBy(address, FIRST_EXAMPLE)));

connectChoice(store); // before any view hears of an answer
const literals = connectLiterals(store);
const editor = editorView(store, literals);
const leaves = leavesView(store, literals);
const stepper = mountStepper(store, {
  literals,
  ask: askFind,
  typeInto: (key) => leaves.focus(key) || editor.selectLiteral(key),
});
const menus = menusView(store);
shareView(
  () => addressOf(store.get()),
  "/embed",
  () => import("./keep/expression.js").then(({ keepsOf }) => keepsOf(store, stepper.player)),
  [
    { name: "Picture", about: "The graph, as it is on screen.", ways: ["svg", "png"] },
    { name: "Film", about: "The pass that is stepped, played to its end.", ways: ["webm", "gif"] },
    { name: "Steps", about: "Every step with its numbers.", ways: ["csv", "json"] },
  ],
);
dropView(store);
messagesView(store);
engineView(store);
outputView(store);
tabsView(store);
marksView(store);
panesView();
const present = presentView();
const choose = chooseView(store);
chainView(store);
connectPanels(store, (late, { mountPanels }) => mountPanels(late, literals));

connectKeys({
  ...stepper.commands,
  into: choose.into,
  present: present.toggle,
  write: editor.focus,
  help: menus.help,
});
connectSkip();
connectAddress(store);
connectOps(store);
connectOwn(store);
connectSession(store, stepper.presenter, askGraphFirst);
onceWanted(
  store,
  "lesson",
  ({ lesson }) => lesson !== null,
  async () => {
    const { mountLessons } = await import("./lesson/expression.js");
    mountLessons(
      store,
      stepper.player,
      literals,
      address.lesson !== undefined && address.source !== undefined,
    );
  },
);
