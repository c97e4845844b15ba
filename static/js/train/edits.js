/** Edits of the data: each is a new list of points, sent live; the training goes on. The last ones can be undone. */

import { fitting } from "./config.js";

const MOST_UNDONE = 50;

/**
 * @typedef {object} Edits
 * @property {(points: import("./types.js").Point[]) => void} apply
 * @property {() => void} undo
 * @property {() => boolean} canUndo
 */

/**
 * @param {import("./types.js").TrainStore} store
 * @param {import("./session.js").Session} session
 * @returns {Edits}
 */
export function connectEdits(store, session) {
  /** @type {Partial<import("./types.js").TrainConfig>[]} the fields that each edit changed, as they were */
  const past = [];

  // another dataset is another story
  store.on(["config"], ({ config }) => {
    if (config && config.dataset !== "points" && past.length && past[0].dataset !== config.dataset)
      past.length = 0;
  });

  return {
    apply(points) {
      const { config, ready } = store.get();
      if (!config || !ready) return;
      const edit = fitting(config, { dataset: "points", points });
      past.push(Object.fromEntries(Object.keys(edit).map((name) => [name, Reflect.get(config, name)])));
      if (past.length > MOST_UNDONE) past.splice(1, 1); // the first is the way back to what was drawn
      session.change(edit, true);
    },
    undo() {
      const { config } = store.get();
      const last = past.pop();
      if (last && config) session.change(fitting(config, last), true);
    },
    canUndo: () => past.length > 0,
  };
}
