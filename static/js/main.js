/** The expression page: one store, and the parts that watch it. */

import { addressOf, connectAddress, readAddress } from "./address.js";
import { askOps } from "./api.js";
import { byId } from "./dom.js";
import { FIRST_EXAMPLE } from "./examples.js";
import { connectKeys } from "./keys.js";
import { connectLiterals } from "./literals.js";
import { connectPlayer } from "./player.js";
import { connectSession } from "./session.js";
import { createStore } from "./store.js";
import { announcerView } from "./views/announcer.js";
import { dropView } from "./views/drop.js";
import { editorView } from "./views/editor.js";
import { explainView } from "./views/explain.js";
import { graphView } from "./views/graph.js";
import { leavesView } from "./views/leaves.js";
import { ledgerView } from "./views/ledger.js";
import { menusView } from "./views/menus.js";
import { messagesView } from "./views/messages.js";
import { outputView } from "./views/output.js";
import { passesView } from "./views/passes.js";
import { transportView } from "./views/transport.js";

const address = readAddress(location.hash);

/** @type {import("./types.js").PageStore} */
const store = createStore(
  /** @type {import("./types.js").PageState} */ ({
    source: address.source ?? FIRST_EXAMPLE,
    cause: "load",
    pass: address.pass ?? null,
    graph: null,
    passes: null,
    output: [],
    answered: "",
    layout: null,
    timeline: null,
    names: [],
    failure: null,
    position: 0,
    arrival: address.step ?? Number.POSITIVE_INFINITY,
    stage: { width: 0, height: 0 },
    playing: false,
    speed: 1,
    hovered: null,
    table: null,
  }),
);

const literals = connectLiterals(store);
const player = connectPlayer(store);
const editor = editorView(store, literals);
const leaves = leavesView(store, literals);
const graph = graphView(store, literals, (key) => leaves.focus(key) || editor.selectLiteral(key));
const menus = menusView(store, () => addressOf(store.get()));
dropView(store);
transportView(store, player);
explainView(store);
ledgerView(store);
messagesView(store);
outputView(store);
passesView(store);
announcerView(store);

byId("fit").onclick = graph.fit;
byId("zoom-in").onclick = () => graph.zoomBy(1.3);
byId("zoom-out").onclick = () => graph.zoomBy(1 / 1.3);

connectKeys({
  forward: () => player.step(1),
  back: () => player.step(-1),
  toggle: player.toggle,
  first: player.first,
  last: player.last,
  forwardPass: () => player.seek(0),
  backwardPass: () => player.seek(store.get().timeline?.forward ?? 0),
  zoomIn: () => graph.zoomBy(1.3),
  zoomOut: () => graph.zoomBy(1 / 1.3),
  fit: graph.fit,
  write: editor.focus,
  help: menus.help,
});

connectAddress(store);
connectSession(store);
askOps().then(({ ok }) => ok && store.set({ table: ok }));
