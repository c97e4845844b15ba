/** Moving through the backward passes of a program: one at a time, or played one after the other. */

const STAY = 550; // ms a pass stays on screen, at speed 1

/**
 * @typedef {object} Tour
 * @property {(index: number) => void} choose
 * @property {(by: number) => void} step
 * @property {() => void} toggle
 */

/**
 * @param {import("./types.js").PageStore} store
 * @returns {Tour}
 */
export function connectTour(store) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {number} index
   * @param {boolean} touring
   */
  function show(index, touring) {
    const count = store.get().passes?.count ?? 0;
    if (count < 2) return;
    store.set({ pass: Math.min(Math.max(index, 0), count - 1), touring, playing: false });
  }

  const wanted = () => store.get().pass ?? store.get().passes?.index ?? 0;

  // the next one is asked for when this one is there: a slow answer makes the tour slower, not longer
  store.on(["touring", "graph", "passes"], ({ touring, passes, speed }) => {
    clearTimeout(timer);
    if (!touring || !passes || passes.index !== wanted()) return; // or what was asked for is not there yet
    if (passes.index + 1 >= passes.count) store.set({ touring: false });
    else timer = setTimeout(() => show(passes.index + 1, true), STAY / speed);
  });
  store.on(["source", "failure"], ({ touring, source, failure }, before) => {
    const over = source !== before.source || (failure !== null && failure !== before.failure);
    if (touring && over) store.set({ touring: false });
  });

  return {
    choose: (index) => show(index, false),
    step: (by) => show(wanted() + by, false),
    toggle() {
      const { touring, passes } = store.get();
      if (touring || !passes) store.set({ touring: false });
      else if (wanted() + 1 >= passes.count) show(0, true);
      else store.set({ touring: true, playing: false });
    },
  };
}
