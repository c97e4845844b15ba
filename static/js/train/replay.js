/** Going again the way that an address tells: to each step where something was changed, the change, and on. */

/** @typedef {{ step: number, fields: Record<string, unknown> | null }} Stop */

/**
 * @param {import("./types.js").TrainStore} store
 * @param {import("./session.js").Session} session
 * @returns {{ go: (stops: Stop[]) => void, stop: () => void }} `go` is for a training that stands at its start; `stop`
 *   for whoever moves by hand
 */
export function connectReplay(store, session) {
  /** @type {Stop[]} */
  let stops = [];
  let asked = false;

  store.on(["frame"], ({ frame }) => {
    if (!frame) return;
    while (stops.length && frame.step >= stops[0].step) {
      const fields = stops.shift()?.fields;
      asked = false;
      if (fields) session.change(fields, true);
    }
    if (stops.length === 0 || asked) return;
    asked = true;
    session.step(stops[0].step - frame.step);
  });
  const stop = () => {
    stops = [];
  };
  session.onRestart(stop);

  return {
    go(wanted) {
      stops = wanted;
      asked = false;
    },
    stop,
  };
}
