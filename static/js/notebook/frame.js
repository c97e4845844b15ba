/**
 * The widget as a notebook loads it: a frame with the page in it, whose questions go to the kernel.
 *
 * It is loaded alone, without the page's other modules, so it imports none.
 */

/**
 * @typedef {object} Model of anywidget
 * @property {(name: string) => any} get
 * @property {(message: object) => void} send
 * @property {(event: string, run: (message: any, buffers: DataView[]) => void) => void} on
 * @property {(event: string, run: (message: any, buffers: DataView[]) => void) => void} off
 */

/**
 * What the page in the frame finds on its frame element.
 *
 * @typedef {object} Kernel
 * @property {string} source of the program to show
 * @property {(question: string) => string | undefined} known an answer that was kept with the notebook
 * @property {(message: Record<string, unknown>) => void} send
 * @property {(run: (message: any, data: ArrayBuffer | null) => void) => void} listen
 */

const LEAST_HEIGHT = 240;
const GRIP = 12; // px below the frame, by which it is made taller

export default {
  /** @param {{ model: Model, el: HTMLElement }} view */
  render({ model, el }) {
    const frame = document.createElement("iframe");
    frame.title = "livegrad";
    frame.style.cssText = `display:block;width:100%;height:calc(100% - ${GRIP}px);border:0;border-radius:6px`;
    const box = document.createElement("div");
    box.style.cssText = `height:${model.get("height") + GRIP}px;min-height:${LEAST_HEIGHT}px;resize:vertical;overflow:hidden`;

    /** @type {(message: any, data: ArrayBuffer | null) => void} */
    let listener = () => {};
    const hear = (/** @type {any} */ message, /** @type {DataView[]} */ buffers) =>
      listener(message, buffers?.length ? copied(buffers[0]) : null);
    model.on("msg:custom", hear);

    /** @type {Kernel} */
    const kernel = {
      source: model.get("source"),
      known: (question) => model.get("kept")[question],
      send: (message) => model.send(message),
      listen: (run) => {
        listener = run;
      },
    };
    Object.assign(frame, { kernel });
    frame.srcdoc = model.get("page").replace("<html ", `<html data-theme="${theme()}" `);
    box.append(frame);
    el.append(box);

    const observer = new MutationObserver(() => {
      const root = frame.contentDocument?.documentElement;
      if (root && root.dataset.theme !== theme()) root.dataset.theme = theme();
    });
    const attributeFilter = ["class", "data-jp-theme-light", "data-theme"];
    for (const part of [document.documentElement, document.body])
      observer.observe(part, { attributes: true, attributeFilter });
    return () => {
      observer.disconnect();
      model.off("msg:custom", hear);
    };
  },
};

/**
 * Dark or light as the notebook is now: JupyterLab, VS Code and marimo each say so in their own way, and the
 * background says it anywhere else.
 */
function theme() {
  const { classList, dataset } = document.body;
  if (dataset.jpThemeLight) return dataset.jpThemeLight === "true" ? "light" : "dark";
  if (classList.contains("vscode-dark") || classList.contains("dark")) return "dark";
  if (classList.contains("vscode-light")) return "light";
  const [r = 255, g = 255, b = 255, a = 0] = (
    getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
  ).map(Number);
  return a !== 0 && r + g + b < 384 ? "dark" : "light";
}

/** @param {DataView} view */
const copied = ({ buffer, byteOffset, byteLength }) =>
  /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
