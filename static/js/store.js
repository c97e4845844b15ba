/**
 * A state that tells who asked when some of it changes.
 *
 * @template {object} S
 * @typedef {object} Store
 * @property {() => Readonly<S>} get
 * @property {(patch: Partial<S>) => void} set
 * @property {(keys: (keyof S)[], run: (state: Readonly<S>, before: Readonly<S>) => void) => void} on
 */

/**
 * @template {object} S
 * @param {S} initial
 * @returns {Store<S>}
 */
export function createStore(initial) {
  let state = initial;
  /** @type {{ keys: (keyof S)[], run: (state: Readonly<S>, before: Readonly<S>) => void }[]} */
  const watchers = [];
  return {
    get: () => state,
    set(patch) {
      const before = state;
      state = { ...state, ...patch };
      const now = state;
      for (const { keys, run } of watchers) {
        if (!keys.some((key) => now[key] !== before[key])) continue;
        try {
          run(state, before);
        } catch (error) {
          // one watcher's mistake is told, and the others still hear of the change
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    on(keys, run) {
      watchers.push({ keys, run });
    },
  };
}
