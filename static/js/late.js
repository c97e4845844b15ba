/** What is loaded when it is first wanted. */

import { initialState } from "./state.js";

/**
 * Load the panels once one of them is opened. A part that does not come is said by failed.js.
 *
 * @param {import("./types.js").PageStore} store
 * @param {(store: import("./types.js").PageStore, panels: typeof import("./panels.js")) => void} mount
 * @param {() => Promise<typeof import("./panels.js")>} [load]
 */
export function connectPanels(store, mount, load = () => import("./panels.js")) {
  onceWanted(
    store,
    "study",
    ({ study }) => study !== "step",
    async () => {
      const panels = await load();
      tellLate(store, (late) => mount(late, panels));
    },
  );
}

/**
 * Start something once the state wants it. If it does not come, failed.js says so, and the next change tries again.
 *
 * @template {object} S
 * @param {import("./store.js").Store<S>} store
 * @param {keyof S} key
 * @param {(state: Readonly<S>) => boolean} wanted
 * @param {() => Promise<void>} start
 */
export function onceWanted(store, key, wanted, start) {
  let begun = false;
  async function look() {
    if (begun || !wanted(store.get())) return;
    begun = true;
    try {
      await start();
    } catch (error) {
      begun = false;
      dispatchEvent(new Event("livegrad:failed"));
      throw error;
    }
  }
  store.on([key], look);
  look();
}

/**
 * Who joins late hears at once how things stand.
 *
 * @param {import("./types.js").PageStore} store
 * @param {(store: import("./types.js").PageStore) => void} join
 */
export function tellLate(store, join) {
  /** @type {Parameters<typeof store.on>[1][]} */
  const late = [];
  join({
    ...store,
    on(keys, run) {
      store.on(keys, run);
      late.push(run);
    },
  });
  const before = initialState();
  for (const run of late) run(store.get(), before);
}
