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
  let begun = false;
  async function open() {
    if (begun || store.get().study === "step") return;
    begun = true;
    try {
      const panels = await load();
      tellLate(store, (late) => mount(late, panels));
    } catch (error) {
      begun = false;
      dispatchEvent(new Event("livegrad:failed"));
      throw error;
    }
  }
  store.on(["study"], open);
  open();
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
