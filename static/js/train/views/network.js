/**
 * The network: what a person looks at while it trains.
 *
 * They want to see which weights matter, what every neuron has learned to see, and where gradient arrives and where it
 * does not. Edges and tiles are canvases, painted once a frame; the neurons are buttons over them.
 */

import { html, setAttribute, setText, svg } from "../../dom.js";
import { format, glyph, signed } from "../../format.js";
import { entriesOf } from "../config.js";
import { batchName, followedOf } from "../followed.js";
import { biasNear, edgeNear, layoutNetwork, leastHeight } from "../network/layout.js";
import { edgePath, makePicture } from "../network/picture.js";
import { inputName, parameterIndex, placeOf, structureOf, weightName } from "../network/structure.js";
import { makeUnits } from "../network/units.js";
import { openValues, whereName } from "../opening.js";
import { makeSheet, oncePerFrame, onDensity } from "../painter.js";
import { onTheme, palette } from "../palette.js";
import { phaseSentence } from "../phases.js";
import { answersOf } from "../sample.js";
import { lossParts, lossText } from "../words.js";
import { networkFoot } from "./network_foot.js";
import { weightEditing } from "./weight_edit.js";

/** @typedef {import("../types.js").TrainState} TrainState */

/**
 * @param {import("../types.js").TrainStore} store
 * @param {HTMLElement} element
 * @param {(index: number, value: number) => void} edit set a parameter by hand
 */
export function networkView(store, element, edit) {
  const below = makeSheet("edges");
  const above = makeSheet("tiles");
  const mark = svg("path", { class: "edge-mark" });
  const flip = svg("path", { class: "edge-flipped" });
  const overlay = svg("svg", { class: "edge-overlay", "aria-hidden": "true" }, flip, mark);
  const tip = html("div", { class: "net-tip", "aria-hidden": "true", hidden: true });
  const stage = html("div", { class: "net-stage" }, below.canvas, above.canvas, overlay);
  const caption = html("p", { class: "net-caption", role: "status" });
  const foot = networkFoot(store, element, () => soon());
  element.append(caption, stage, tip, foot.element);

  /** @type {ReturnType<typeof structureOf> | null} */
  let structure = null;
  /** @type {ReturnType<typeof makePicture> | null} */
  let picture = null;
  /** @type {ReturnType<typeof makeUnits> | null} */
  let units = null;
  /** @type {import("../network/layout.js").NetworkLayout | null} */
  let layout = null;

  let room = [0, 0]; // of the stage: measured once, not with every frame

  const soon = oncePerFrame(paint);
  const rest = restAfter(200, soon);

  store.on(["ready"], (state, before) => {
    if (!state.ready) return;
    if (
      String(state.ready.shapes) !== String(before.ready?.shapes) ||
      String(state.ready.config.inputs) !== String(before.ready?.config.inputs) ||
      state.ready.unit_grid !== before.ready?.unit_grid
    ) {
      rebuild(state.ready);
    }
  });
  store.on(["frame", "phase", "chosen", "follow"], soon);
  store.on(["chosen"], ({ chosen }, before) => {
    if (chosen.sample !== before.chosen.sample)
      store.set({ follow: chosen.sample === null ? "batch" : "sample" });
  });
  store.on(["phase"], ({ phase, chosen }) => {
    // somebody has to go through: the sample that does is marked on the plane, too
    const sample = store.get().frame?.followed ?? 0;
    if (phase && chosen.sample === null) store.set({ chosen: { ...chosen, sample } });
  });
  store.on(["frame", "hovered"], () => pointAt(store.get()));
  store.on(["hovered"], ({ hovered }, before) => {
    const unit = (/** @type {import("../types.js").Hovered | null} */ what) =>
      what?.kind === "unit" || what?.kind === "input";
    if (unit(hovered) || unit(before.hovered)) soon();
  });
  store.on(["chosen"], ({ chosen }) => units?.choose(chosen.unit));
  new ResizeObserver(place).observe(stage);
  onDensity(place);
  onTheme(soon);
  const { ready } = store.get();
  if (ready) rebuild(ready);

  /** @param {import("../types.js").Ready} ready */
  function rebuild(ready) {
    structure = structureOf(ready.shapes);
    picture = makePicture(structure, ready, below, above);
    units?.element.remove();
    const names = entriesOf(ready.config);
    const inputs = String(names) === "x1" && ready.data.features === 1 ? ["x"] : names.map(inputName);
    units = makeUnits(structure, inputs, {
      enter: (layer, unit) =>
        store.set({ hovered: layer < 0 ? { kind: "input", input: unit } : { kind: "unit", layer, unit } }),
      leave: () => store.set({ hovered: null }),
      choose(layer, unit) {
        const { chosen } = store.get();
        const same = chosen.unit?.[0] === layer && chosen.unit[1] === unit;
        if (same) openValues(store, [layer, unit]);
        else store.set({ chosen: { ...chosen, unit: [layer, unit] } });
      },
      open: (layer, unit) => openValues(store, [layer, unit]),
    });
    units.choose(store.get().chosen.unit);
    stage.append(units.element);
    stage.style.minHeight = `${leastHeight(ready.shapes)}px`;
    place();
  }

  function place() {
    if (!structure || !units) return;
    const { clientWidth: width, clientHeight: height } = stage;
    if (width === 0 || height === 0) return;
    layout = layoutNetwork(structure.sizes, width, height);
    room = [width, height];
    setAttribute(overlay, "viewBox", `0 0 ${width} ${height}`);
    units.place(layout);
    paint();
  }

  function paint() {
    const { frame, history, ready, phase, chosen, follow, hovered, playing } = store.get();
    if (
      !frame ||
      !ready ||
      !layout ||
      !picture ||
      !structure ||
      frame.parameters.length !== structure.parameters
    )
      return;
    for (const sheet of [below, above]) sheet.resize(room[0], room[1]); // the screen may be another one by now
    const index = chosen.sample ?? frame.followed;
    const point = ready.data.train.x[index];
    const answers = phase && point ? answersOf(structure, ready, frame, index) : null;
    const followed = followedOf(ready, frame, phase ? "sample" : follow);
    const sample = answers ? { point, answers } : null;
    const still = !playing || rest.over();
    const focus =
      hovered?.kind === "unit"
        ? /** @type {[number, number]} */ ([hovered.layer, hovered.unit])
        : hovered?.kind === "input"
          ? /** @type {[number, number]} */ ([-1, hovered.input])
          : chosen.unit;
    const flipped = ready.config.flip_gradient;
    setAttribute(flip, "d", flipped === null ? "" : edgePath(layout, placeOf(structure, flipped)));
    picture.paint(layout, { frame, phase, edges: foot.edges(), sample, followed, focus, still }, palette());
    foot.tell(followed.name, frame.executor);
    if (playing) rest.start();
    units?.tell(frame.dead, frame.saturated);
    units?.offer(layout, chosen.unit, whereName(store.get()));
    element.dataset.phase = phase?.kind ?? "";
    const rate = history.rateTo(frame.step); // the frame has that of the step to come
    const numbers = {
      sample: index,
      own: lossText(frame.sample_loss),
      loss: lossParts(frame),
      batch: batchName(ready),
      rate: rate === null ? null : format(rate),
    };
    setText(caption, phase ? phaseSentence(phase, numbers, ready.config) : "");
  }

  /**
   * @param {Readonly<TrainState>} state
   */
  function pointAt({ hovered, frame }) {
    const weight = hovered?.kind === "weight" ? hovered : null;
    if (!layout || !structure || !weight || !frame) {
      setAttribute(mark, "d", "");
      tip.hidden = true;
      return;
    }
    setAttribute(mark, "d", edgePath(layout, weight));
    setAttribute(mark, "class", `edge-mark ${frame.parameters[weight.index] < 0 ? "negative" : "positive"}`);
    const { ready, follow } = store.get();
    if (!ready) return;
    const followed = followedOf(ready, frame, follow);
    const gradient = followed.parameters[weight.index];
    setText(
      tip,
      `${format(frame.parameters[weight.index])}   gradient of ${followed.name} ${glyph(gradient)} ${signed(gradient)}`,
    );
    tip.setAttribute("title", weightName(structure, weight));
    tip.hidden = false;
  }

  stage.addEventListener("pointermove", (event) => {
    const aside = event.target instanceof Element && event.target.closest(".unit-values");
    if (!layout || !structure || aside) return;
    const box = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const bias = biasNear(layout, structure, x, y);
    if (!bias && event.target instanceof Element && event.target.closest(".unit")) return;
    const found = bias ?? edgeNear(layout, x, y, event.pointerType === "touch" ? 14 : 7);
    tip.style.transform = `translate(${Math.min(x + 14, box.width - (tip.offsetWidth || 210) - 6)}px, ${Math.max(4, y - 34)}px)`;
    const { hovered } = store.get();
    const index = found ? parameterIndex(structure, found.layer, found.unit, found.input) : -1;
    if (hovered?.kind === "weight" ? hovered.index === index : !found) return;
    store.set({ hovered: found ? { kind: "weight", ...found, index } : null });
  });
  weightEditing(stage, {
    pointed() {
      const { hovered, frame } = store.get();
      if (hovered?.kind !== "weight" || !frame || !structure) return null;
      const value = frame.parameters[hovered.index];
      return { index: hovered.index, name: weightName(structure, hovered), value };
    },
    set: edit,
  });
  const letGo = () => {
    const { chosen } = store.get();
    if (chosen.unit) store.set({ chosen: { ...chosen, unit: null } });
  };
  stage.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest("button"))) letGo();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo();
  });
  stage.addEventListener("pointerleave", () => {
    if (store.get().hovered?.kind === "weight") store.set({ hovered: null });
  });
}

/**
 * Whether nothing has come for a while, and one more call when it is so.
 *
 * @param {number} ms
 * @param {() => void} run
 */
function restAfter(ms, run) {
  let timer = 0;
  let last = 0;
  return {
    over: () => last !== 0 && performance.now() - last > ms,
    start() {
      last = performance.now();
      clearTimeout(timer);
      timer = setTimeout(run, ms + 20);
    },
  };
}
