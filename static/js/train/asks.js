/** What the page asks to be shown beside the frames: graphs, the landscape, the model; and what comes back. */

import { same } from "./config.js";

const HZ = 60;
const HIDDEN_HZ = 1;

/**
 * @param {import("./types.js").TrainStore} store
 * @param {(message: object) => unknown} send
 */
export function connectAsks(store, send) {
  function inspect() {
    const { inspecting } = store.get();
    send(inspecting ? { type: "inspect", ...inspecting } : { type: "close-inspect" });
  }

  function lookAround() {
    const { landscape, directions, pair } = store.get();
    send({ type: "landscape", kind: landscape, directions, weights: pair });
  }

  function view() {
    const { sample } = store.get().chosen;
    send({ type: "view", hz: document.hidden ? HIDDEN_HZ : HZ, units: !document.hidden, sample });
  }

  return {
    view,
    begin() {
      document.addEventListener("visibilitychange", view);
      store.on(["chosen"], ({ chosen }, before) => {
        if (chosen.sample !== before.chosen.sample) view();
      });
      store.on(["landscape", "directions", "pair"], lookAround);
      store.on(["inspecting"], ({ inspecting }, before) => {
        if (!inspecting) store.set({ inspected: null });
        if (inspecting || before.inspecting) inspect();
      });
    },
    /** Of another training the server knows nothing that was asked before. */
    again() {
      if (store.get().inspecting) inspect();
      if (store.get().landscape !== "none") lookAround();
    },
    /** @param {string} form */
    exportModel: (form) => void send({ type: "export", form }),
    /** @type {Record<string, (message: any) => void>} */
    hearers: {
      graph(message) {
        const { inspecting } = store.get();
        // the one before may still be under way when another is asked for
        const asked = inspecting && [inspecting.sample, inspecting.unit, inspecting.point ?? null];
        if (same(asked, [message.sample, message.unit ?? null, message.point ?? null])) {
          store.set({ inspected: message });
        }
      },
      landscape: (survey) => store.set({ survey }),
      export: ({ form, step, text }) => store.set({ exported: { form, step, text } }),
    },
  };
}
