/**
 * The picture, the transport bar, the explanation and the table, on one store: what any page needs to let a person step
 * through a graph. The elements are those of `templates/_stepper.html`.
 */

import { byId } from "./dom.js";
import { connectPlayer } from "./player.js";
import { makePresenter } from "./presenter.js";
import { nodeMeant, toggleStop } from "./stops.js";
import { connectTour } from "./tour.js";
import { announcerView } from "./views/announcer.js";
import { beginView } from "./views/begin.js";
import { captionView } from "./views/caption.js";
import { explainView } from "./views/explain.js";
import { findView } from "./views/find.js";
import { foldingView } from "./views/folding.js";
import { followView } from "./views/follow.js";
import { graphView } from "./views/graph.js";
import { ledgerView } from "./views/ledger.js";
import { passesView } from "./views/passes.js";
import { transportView } from "./views/transport.js";

/** @type {import("./literals.js").Literals} */
const NO_LITERALS = { read: () => null, write: () => false, writeAll: () => false };

/**
 * @typedef {object} Stepper
 * @property {import("./player.js").Player} player
 * @property {import("./presenter.js").Presenter} presenter give it a graph to show
 * @property {Record<string, () => void>} commands what the keys of keys.js do here
 */

/**
 * @param {import("./types.js").PageStore} store
 * @param {object} [options]
 * @param {import("./literals.js").Literals} [options.literals] turning numbers in a program, where there is one
 * @param {(key: string) => void} [options.typeInto] somebody clicked a leaf: let them type its number
 * @param {import("./views/find.js").AskFind | null} [options.ask] for names that are folded away
 * @returns {Stepper}
 */
export function mountStepper(store, { literals = NO_LITERALS, typeInto = () => {}, ask = null } = {}) {
  const player = connectPlayer(store);
  const graph = graphView(store, literals, typeInto);
  transportView(store, player);
  beginView(store, player);
  captionView(store);
  explainView(store);
  ledgerView(store);
  const tour = connectTour(store);
  passesView(store, tour);
  announcerView(store);
  foldingView(store);
  followView(store);
  const finder = findView(store, graph.reveal, ask);

  const zoomIn = () => graph.zoomBy(1.3);
  const zoomOut = () => graph.zoomBy(1 / 1.3);
  byId("fit").onclick = graph.fit;
  byId("zoom-in").onclick = zoomIn;
  byId("zoom-out").onclick = zoomOut;

  return {
    player,
    presenter: makePresenter(store),
    commands: {
      forward: () => player.step(1),
      back: () => player.step(-1),
      toggle: player.toggle,
      first: player.first,
      last: player.last,
      contribute: player.contribute,
      over: player.over,
      forwardPass: () => player.seek(0),
      backwardPass: () => player.seek(store.get().timeline?.forward ?? 0),
      passBack: () => tour.step(-1),
      passForward: () => tour.step(1),
      tour: tour.toggle,
      find: finder.open,
      stop() {
        const node = nodeMeant(store.get());
        if (node !== null && node >= 0) toggleStop(store, "nodes", node);
      },
      zoomIn,
      zoomOut,
      fit: graph.fit,
    },
  };
}
