/**
 * The graph: what a person looks at.
 *
 * They want to see what each value is made of, and, step by step, along which edge how much gradient arrives where.
 */

import { OP_SIZE } from "../boxes.js";
import { byId, svg } from "../dom.js";
import { signed, signName } from "../format.js";
import { makeCamera } from "../graph/camera.js";
import { largestAmount, paint } from "../graph/paint.js";
import { fly } from "../graph/pulse.js";
import { buildScene } from "../graph/scene.js";
import { leafKey, literalText, notch } from "../literals.js";
import { MORPH, PULSE, reducedMotion } from "../motion.js";
import { followDrag } from "../scrub.js";
import { edgeKey, momentAt, stepAt } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @param {(key: string) => void} typeInto somebody clicked a leaf: let them type its number
 * @returns {{ zoomBy: (factor: number) => void, fit: () => void }}
 */
export function graphView(store, literals, typeInto) {
  const stage = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("stage")));
  const viewport = svg("g", { class: "viewport" });
  const pulses = svg("g", { class: "pulses" });
  stage.append(viewport);
  const camera = makeCamera(stage, viewport);
  new ResizeObserver(() => store.set({ stage: sizeOf(stage) })).observe(stage);
  store.set({ stage: sizeOf(stage) });
  /** @type {import("../graph/scene.js").Scene | null} */
  let scene = null;
  let largest = 0;
  let stop = () => {};

  store.on(["graph", "layout", "names", "table"], (state, before) => {
    const { graph, layout, failure } = state;
    stop();
    byId("too-large").hidden = layout !== null || graph === null || failure !== null;
    if (!graph || !layout) {
      scene?.root.remove();
      scene = null;
      return;
    }
    largest = largestAmount(graph);
    if (!scene || needsNewScene(state, before)) rebuild(state, graph.structure === before.graph?.structure);
    show(state);
    const boxes = arrives(before, state) && scene && boxesOf(scene, state);
    if (boxes) camera.follow(...boxes);
  });

  store.on(["position"], (state, before) => {
    const from = before.position;
    const to = state.position;
    stop();
    if (!scene || state.graph !== before.graph) return;
    const boxes = boxesOf(scene, state);
    if (boxes) camera.follow(...boxes);
    if (Math.abs(to - from) !== 1 || reducedMotion()) show(state);
    else animate(state, Math.max(from, to), to < from);
  });

  store.on(["hovered"], ({ hovered }) => {
    for (const [id, { group }] of scene?.nodes.entries() ?? [])
      group.classList.toggle("hovered", id === hovered);
  });

  store.on(["failure"], ({ failure }) => stage.classList.toggle("stale", failure !== null));

  /**
   * @param {Readonly<PageState>} state
   * @param {boolean} sameStructure only names have changed, and with them widths
   */
  function rebuild({ graph, layout, names, table, cause }, sameStructure) {
    if (!graph || !layout) return;
    const old = new Map(scene?.nodes.map((parts) => [parts.identity, parts.at]));
    const places = sameStructure ? (scene?.nodes.map(({ at }) => at) ?? []) : [];
    scene?.root.remove();
    scene = buildScene(graph, names, layout, (op) => table?.ops.get(op)?.symbol ?? op);
    scene.root.append(pulses);
    viewport.append(scene.root);
    if (cause === "load") camera.release();
    camera.frame(layout, old.size === 0 ? "jump" : sameStructure && cause === "drag" ? "stay" : "glide");
    if (old.size > 0 && !reducedMotion()) morph(scene, old, places);
  }

  /** @param {Readonly<PageState>} state */
  function show({ graph, timeline, position }) {
    if (!scene || !graph || !timeline) return;
    paint(scene, graph, momentAt(graph, timeline, position), stepAt(timeline, position), largest);
    stage.dataset.position = String(position);
  }

  /**
   * Play the step that ends at `later`, or take it back.
   *
   * @param {Readonly<PageState>} state
   * @param {number} later
   * @param {boolean} back
   */
  function animate(state, later, back) {
    const { graph, timeline, speed } = state;
    const step = timeline && stepAt(timeline, later);
    if (!scene || !graph || !timeline || !step || step.kind === "seed") {
      show(state);
      return;
    }
    const current = scene;
    if (!back) paint(current, graph, momentAt(graph, timeline, later - 1), step, largest);
    else show(state);
    const flights = flightsOf(current, graph, step, back);
    const land = () => {
      stop = () => {};
      if (!back) {
        show(state);
        flash(current.nodes[step.kind === "value" ? step.node : step.parent].group);
      }
    };
    stop = fly(pulses, flights, (back ? PULSE / 2 : PULSE) / speed, land);
  }

  stage.addEventListener("pointerover", (event) => {
    const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
    store.set({ hovered: node ? Number(node.getAttribute("data-node")) : null });
  });
  stage.addEventListener("pointerleave", () => store.set({ hovered: null }));
  stage.addEventListener("pointerdown", (event) => turnLeaf(event, store, literals, typeInto));

  return camera;
}

/**
 * Whether a link has just led into the middle of a pass.
 *
 * @param {Readonly<PageState>} before
 * @param {Readonly<PageState>} state
 */
function arrives(before, { timeline, position }) {
  return before.arrival !== null && timeline !== null && position < timeline.steps.length;
}

/**
 * Where all that takes part in the present step is, and where the node is to which it happens.
 *
 * @param {import("../graph/scene.js").Scene} scene
 * @param {Readonly<PageState>} state
 */
function boxesOf(scene, { graph, timeline, position }) {
  const step = timeline && stepAt(timeline, position);
  if (!step || !graph) return null;
  const ids =
    step.kind === "contribution" ? [step.parent, step.node] : [step.node, ...graph.nodes[step.node].parents];
  const parts = ids.map((id) => scene.nodes[id]);
  return /** @type {const} */ ([around(parts), around(parts.slice(0, 1))]);
}

/** @param {import("../graph/scene.js").NodeParts[]} parts */
function around(parts) {
  const x = Math.min(...parts.map(({ at }) => at[0]));
  const y = Math.min(...parts.map(({ at }) => at[1]));
  const right = Math.max(...parts.map(({ at, box }) => at[0] + box.width));
  const bottom = Math.max(...parts.map(({ at, box }) => at[1] + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * @param {Readonly<PageState>} state
 * @param {Readonly<PageState>} before
 */
function needsNewScene(state, before) {
  return (
    state.layout !== before.layout ||
    state.table !== before.table ||
    state.graph?.structure !== before.graph?.structure ||
    state.names.join("\n") !== before.names.join("\n") ||
    state.graph?.nodes.some((node, i) => {
      const other = before.graph?.nodes[i];
      return (
        node.kind !== other?.kind || node.constant !== other.constant || !node.literal !== !other.literal
      );
    })
  );
}

/**
 * @param {import("../graph/scene.js").Scene} scene
 * @param {import("../types.js").Graph} graph
 * @param {import("../types.js").ValueStep | import("../types.js").ContributionStep} step
 * @param {boolean} back
 * @returns {import("../graph/pulse.js").Flight[]}
 */
function flightsOf(scene, graph, step, back) {
  const path = (/** @type {number} */ slot) =>
    /** @type {SVGPathElement} */ (scene.edges.get(edgeKey(step.node, slot)));
  if (step.kind === "contribution") {
    const tag = { text: signed(step.amount), at: besideOp(scene.nodes[step.node]) };
    return [{ path: path(step.slot), backward: !back, tag, tone: signName(step.amount) }];
  }
  return graph.nodes[step.node].parents.map((_, slot) => ({
    path: path(slot),
    backward: back,
    tone: "value",
  }));
}

/** @param {SVGSVGElement} stage */
function sizeOf(stage) {
  return { width: stage.clientWidth, height: stage.clientHeight };
}

/**
 * Where no card is: above the op, or to its right when its card is below it.
 *
 * @param {import("../graph/scene.js").NodeParts} parts
 * @returns {[number, number]}
 */
function besideOp({ at: [x, y], box }) {
  const [opX, opY] = box.op;
  return box.card[0] > 0 ? [x + opX, y + opY - OP_SIZE / 2 - 15] : [x + opX + OP_SIZE / 2 + 42, y + opY];
}

/**
 * Boxes move from where they were; what is new fades in.
 *
 * @param {import("../graph/scene.js").Scene} scene
 * @param {Map<string, [number, number]>} old places by identity
 * @param {[number, number][]} places by id, while the structure is the same
 */
function morph(scene, old, places) {
  const timing = { duration: MORPH, easing: "cubic-bezier(.3,0,.1,1)" };
  for (const [id, { group, identity, at }] of scene.nodes.entries()) {
    const from = places[id] ?? old.get(identity);
    if (!from) group.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    else if (from[0] !== at[0] || from[1] !== at[1]) {
      const place = ([x, y] = at) => ({ transform: `translate(${x}px, ${y}px)` });
      group.animate([place(from), place(at)], timing);
    }
  }
  if (places.length > 0) return;
  for (const path of scene.edges.values())
    path.animate([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, { opacity: 1 }], timing);
}

/** @param {SVGGElement} group */
function flash(group) {
  group
    .querySelector(".face")
    ?.animate([{ strokeWidth: "6px" }, { strokeWidth: "2px" }], { duration: 380, easing: "ease-out" });
}

/**
 * Dragging a leaf's number turns it; a click lets one type.
 *
 * @param {PointerEvent} event
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @param {(key: string) => void} typeInto
 */
function turnLeaf(event, store, literals, typeInto) {
  const dial = event.target instanceof Element ? event.target.closest("[data-dial]") : null;
  const { graph, names } = store.get();
  if (!dial || !graph || event.button !== 0) return;
  event.preventDefault();
  const node = graph.nodes[Number(dial.getAttribute("data-dial"))];
  const key = leafKey(node, names[node.id]);
  const from = literals.read(key) ?? node.data;
  const grid = notch(from);
  followDrag(event, {
    move: (dx) => literals.write(key, literalText(from + dx * grid, grid)),
    end: (moved) => moved || typeInto(key),
  });
}
