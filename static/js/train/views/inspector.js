/**
 * Under the glass: the scalar Values of one sample (or of one neuron on the way), live at the step on screen.
 *
 * It is the stepper of the expression page on a store of its own. While the training runs the numbers change under
 * it, and the place in the pass stays.
 */

import { writeAddress } from "../../address.js";
import { askOps } from "../../api.js";
import { byId, setText } from "../../dom.js";
import { KEYS } from "../../keys.js";
import { initialState } from "../../state.js";
import { mountStepper } from "../../stepper.js";
import { createStore } from "../../store.js";
import { withLabels } from "../labels.js";
import { structureOf, unitIndex, unitName } from "../network/structure.js";
import { neuronSource } from "../neuron_source.js";
import { placeText } from "../opening.js";
import { answersOf, answersTo } from "../sample.js";

const NARROW = 900; // px: the picture may be below what is in view

/** @typedef {import("../types.js").TrainState} TrainState */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 */
export function inspectorView(store, element) {
  const title = byId("inspector-title");
  const facts = byId("inspector-facts");
  const link = byId("inspector-link", HTMLAnchorElement);
  /** @type {HTMLElement | null} */
  let opener = null;
  /** @type {ReturnType<typeof mount> | null} */
  let parts = null;
  let asked = 0;

  const close = () => store.set({ inspecting: null });
  byId("inspector-close").onclick = close;
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") close();
    else if (!command(event)) return;
    event.preventDefault();
    event.stopPropagation(); // the same keys move the training elsewhere on the page
  });
  window.addEventListener("keydown", (event) => {
    if (
      event.key === "Escape" &&
      store.get().inspecting &&
      !document.querySelector("dialog[open], :popover-open")
    )
      close();
  });

  store.on(["inspecting"], ({ inspecting, inspected }, before) => {
    if (!inspecting === !before.inspecting) return;
    element.hidden = !inspecting;
    if (inspecting) {
      opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      parts ??= mount();
      parts.page.set({ open: inspecting.open }); // not what was unfolded in the one before
      title.focus();
      if (innerWidth < NARROW) element.scrollIntoView({ block: "nearest" });
    } else {
      parts?.page.set({ playing: false });
      store.set({ stepper: null, ...(inspected ? { inspected: null } : {}) });
      opener?.focus();
    }
  });
  store.on(["inspecting", "inspected"], ({ inspecting, inspected }, before) => {
    if (!inspecting || !inspected || inspected === before.inspected) return;
    show(inspected);
  });
  store.on(["inspecting", "inspected", "frame"], (state) => {
    if (state.inspecting) tell(state);
  });
  if (store.get().inspecting) {
    element.hidden = false;
    parts = mount();
  }

  function mount() {
    const page = createStore(initialState());
    const stepper = mountStepper(page);
    askOps().then(({ ok }) => ok && page.set({ table: ok }));
    page.on(["open"], ({ open }) => {
      const { inspecting } = store.get();
      if (inspecting && open !== inspecting.open) store.set({ inspecting: { ...inspecting, open } });
    });
    page.on(["position", "playing", "timeline"], ({ position, playing, timeline }) => {
      if (!store.get().inspecting || !timeline) return;
      const { forward, steps } = timeline;
      const { seek, toggle } = stepper.player;
      store.set({ stepper: { position, length: steps.length, forward, playing, seek, toggle } });
    });
    return { page, stepper };
  }

  /** @param {any} graph */
  function show(graph) {
    if (!parts) return;
    asked += 1;
    const mine = asked;
    const name = `${graph.point ?? graph.sample} ${graph.step} ${JSON.stringify(graph.open)}`;
    parts.stepper.presenter.present({ ...graph, nodes: withLabels(graph.nodes) }, name, {
      wanted: () => mine === asked && store.get().inspecting !== null,
    });
  }

  /** @param {Readonly<TrainState>} state */
  function tell({ inspecting, inspected, ready, frame }) {
    if (!inspecting || !ready || !frame) return;
    const { sample } = inspecting;
    const structure = structureOf(ready.shapes);
    const unit = inspecting.unit;
    const place = inspecting.point ? `Point ${placeText(inspecting.point)}` : `Sample ${sample}`;
    const root = inspecting.point ? "the network’s answer" : "its loss";
    setText(title, `${place} · ${unit ? unitName(structure, ...unit) : root}`);
    const values = inspected?.folded?.values ?? inspected?.nodes?.length;
    const step = inspected ? `step ${inspected.step.toLocaleString("en")}` : "";
    setText(facts, inspected ? `${values.toLocaleString("en")} Values · ${step}` : "…");
    const point = inspecting.point ?? ready.data.train.x[sample];
    const [layer, number] = unit ?? [structure.layers.length - 1, 0];
    const sound = frame.parameters.length === structure.parameters;
    const answers =
      layer === 0
        ? []
        : sound
          ? inspecting.point
            ? answersTo(structure, ready, frame, inspecting.point)
            : answersOf(structure, ready, frame, sample)
          : null;
    link.hidden = !point || !sound || !answers;
    if (link.hidden || !answers) return;
    const from = layer === 0 ? 0 : unitIndex(structure, layer - 1, 0);
    const inputs =
      layer === 0 ? point : Array.from(answers).slice(from, from + structure.layers[layer].inputs);
    const last = layer === structure.layers.length - 1;
    const { output_activation: output, activations, activation: each } = ready.config;
    const activation = last ? output : (activations?.[layer] ?? each);
    link.href = `/${writeAddress(neuronSource(structure, frame.parameters, layer, number, inputs, activation), null)}`;
    setText(link, `${unit ? "this neuron" : "its last neuron"} in the expression page →`);
  }

  /**
   * The keys of the expression page, for its stepper.
   *
   * @param {KeyboardEvent} event
   */
  function command(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.matches("input[type=range]") && /^(Arrow|Home|End|Page)/.test(event.key)) return false;
    if (target.matches("select, input:not([type=range])")) return false;
    if (target.closest("button, a, summary, [role=button]") && (event.key === " " || event.key === "Enter"))
      return false;
    const entry = KEYS.find(({ keys }) => keys.includes(event.key));
    const run = entry && parts?.stepper.commands[entry.command];
    run?.();
    return run !== undefined;
  }
}
