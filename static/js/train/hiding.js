/** Parts of the page that a link leaves out, for a lesson: `hide=model,gradients`. */

/** @type {Record<string, string>} */
const PARTS = {
  setup: ".setup",
  data: '.setup [data-part="data"]',
  model: '.setup [data-part="model"]',
  loss: '.setup [data-part="loss"]',
  optimiser: '.setup [data-part="optimiser"]',
  break: '.setup [data-part="break it"]',
  network: ".net",
  tools: "#tools",
  curves: ".curves-part",
  landscape: ".landscape-part",
  readout: ".readout-part",
  gradients: ".gradients-part",
  parameters: ".strip-part",
  transport: "#train-transport",
};

/**
 * The parts that a text names; what is none is left out.
 *
 * @param {string | null} text
 */
export const readHidden = (text) => (text ?? "").split(",").filter((part) => Object.hasOwn(PARTS, part));

/** @param {import("./types.js").TrainStore} store */
export function connectHiding(store) {
  store.on(["hidden"], ({ hidden }) => {
    for (const [part, selector] of Object.entries(PARTS)) {
      for (const element of document.querySelectorAll(selector))
        element.toggleAttribute("data-left-out", hidden.includes(part));
    }
  });
}
