/**
 * The graph: what a person looks at.
 *
 * They want to see what each value is made of, and, step by step, along which edge how much gradient arrives where.
 */

import { LETTERS } from "../boxes.js";
import { byId, svg } from "../dom.js";
import { signName } from "../format.js";
import { makeCamera } from "../graph/camera.js";
import { productTag } from "../graph/locals.js";
import { makeMinimap } from "../graph/minimap.js";
import { morphFolding, morphNew, morphSame } from "../graph/morph.js";
import { connectOpening, placeOfGroup } from "../graph/opening.js";
import { largestAmount, paint } from "../graph/paint.js";
import { around, boxesOf, centreOf, placeOn } from "../graph/places.js";
import { fly } from "../graph/pulse.js";
import { needsNewScene } from "../graph/renew.js";
import { buildScene } from "../graph/scene.js";
import { connectTips } from "../graph/tips.js";
import { turnLeaf } from "../graph/turn.js";
import { connectWalk } from "../graph/walk.js";
import { valueId } from "../groups.js";
import { PULSE, reducedMotion } from "../motion.js";
import { edgeKey, momentAt, stepAt } from "../timeline.js";

/** @typedef {import("../types.js").PageState} PageState */

const LEAST_NUMBER = 8; // px on screen: of smaller ones only name and colour are shown

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @param {(key: string) => void} typeInto somebody clicked a leaf: let them type its number
 * @returns {{ zoomBy: (factor: number) => void, fit: () => void, reveal: (id: number) => void }}
 */
export function graphView(store, literals, typeInto) {
  const stage = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("stage")));
  const viewport = svg("g", { class: "viewport" });
  const pulses = svg("g", { class: "pulses" });
  const tips = svg("g", { class: "tips" });
  stage.append(viewport);
  const map = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("minimap")));
  const camera = makeCamera(stage, viewport, (place, byHand) => {
    stage.classList.toggle("far", place.k * LETTERS < LEAST_NUMBER);
    minimap.look(place, sizeOf(stage));
    if (byHand && store.get().follow) store.set({ follow: false });
  });
  const minimap = makeMinimap(map, (x, y) => {
    camera.centre(x, y);
    store.set({ follow: false });
  });
  const lastAsked = connectOpening(stage, store);
  const walk = connectWalk(
    stage,
    (id) => store.set({ asked: id }),
    (id) => {
      if (!scene) return;
      const box = around([scene.nodes[id]]);
      camera.follow(box, box);
    },
  );
  new ResizeObserver(() => store.set({ stage: sizeOf(stage) })).observe(stage);
  store.set({ stage: sizeOf(stage) });
  /** @type {import("../graph/scene.js").Scene | null} */
  let scene = null;
  let largest = 0;
  let stop = () => {};

  store.on(["graph", "layout", "names", "table"], (state, before) => {
    const { graph, layout } = state;
    stop();
    if (!graph || !layout) {
      scene?.root.remove();
      scene = null;
      return;
    }
    largest = largestAmount(graph);
    if (!scene || needsNewScene(state, before)) rebuild(state, before);
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
    if (boxes && state.follow) camera.follow(...boxes);
    if (Math.abs(to - from) !== 1 || reducedMotion()) show(state);
    else animate(state, Math.max(from, to), to < from);
  });

  store.on(["timeline"], (state, before) => {
    if (state.graph !== before.graph || state.position !== before.position) return; // others see to that
    stop();
    show(state); // another pass over the same graph
  });

  store.on(["hovered"], ({ hovered }) => {
    for (const [id, { group }] of scene?.nodes.entries() ?? [])
      group.classList.toggle("hovered", id === hovered);
  });

  store.on(["failure"], ({ failure }) => stage.classList.toggle("stale", failure !== null));

  /**
   * @param {Readonly<PageState>} state
   * @param {Readonly<PageState>} before
   */
  function rebuild({ graph, layout, names, table, cause, answered, chosen }, before) {
    if (!graph || !layout) return;
    const same = graph.structure === before.graph?.structure; // only names have changed, and with them widths
    const folding = answered === before.answered && !same;
    const asked = lastAsked();
    const from = asked && placeOn(stage, asked.path);
    const old = scene;
    const held = old?.nodes.find(({ group }) => group === document.activeElement)?.key;
    old?.root.remove();
    scene = buildScene(graph, names, layout, (op) => table?.ops.get(op)?.symbol ?? op);
    scene.root.append(pulses, tips);
    walk.over(scene);
    viewport.append(scene.root);
    if (cause === "load" && !folding) camera.release();
    const to = asked && placeOfGroup(scene.root, asked.path);
    const elsewhere = document.activeElement !== document.body && !stage.contains(document.activeElement);
    if (asked?.focus && !elsewhere) to?.focus({ preventScroll: true });
    if (held) scene.nodes.find(({ key }) => key === held)?.group.focus({ preventScroll: true });
    const size = { ...layout, root: around([scene.nodes[graph.root]]) };
    minimap.draw(scene, layout);
    if (from && to) camera.keep(size, from, centreOf(to));
    else camera.frame(size, !old ? "jump" : same && cause === "drag" ? "stay" : "glide");
    const kept = folding ? graph.nodes.find((node) => chosen !== null && valueId(node) === chosen) : null;
    if (kept) camera.follow(around([scene.nodes[kept.id]]), around([scene.nodes[kept.id]]));
    if (!old || reducedMotion()) return;
    if (same) morphSame(scene, old);
    else if (folding && before.graph) morphFolding(scene, graph, old, before.graph);
    else morphNew(scene, old);
  }

  /** @param {Readonly<PageState>} state */
  function show({ graph, timeline, position, names }) {
    if (!scene || !graph || !timeline) return;
    const step = stepAt(timeline, position);
    paint(scene, graph, momentAt(graph, timeline, position), step, names, largest);
    minimap.paint(scene);
    tell(step);
  }

  /**
   * Write what the present contribution is made of beside its op.
   *
   * @param {import("../types.js").Step | undefined} step
   */
  function tell(step) {
    tips.replaceChildren();
    if (scene && step?.kind === "contribution") tips.append(productTag(scene, step));
  }

  /**
   * Play the step that ends at `later`, or take it back.
   *
   * @param {Readonly<PageState>} state
   * @param {number} later
   * @param {boolean} back
   */
  function animate(state, later, back) {
    const { graph, timeline, speed, names } = state;
    const step = timeline && stepAt(timeline, later);
    if (!scene || !graph || !timeline || !step || step.kind === "seed") {
      show(state);
      return;
    }
    const current = scene;
    if (!back) {
      paint(current, graph, momentAt(graph, timeline, later - 1), step, names, largest);
      tell(step);
    } else show(state);
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
  connectTips(
    stage,
    tips,
    (key) => scene?.chips.get(key),
    () => {
      const { timeline, position } = store.get();
      tell(timeline ? stepAt(timeline, position) : undefined);
    },
  );
  stage.addEventListener("pointerdown", (event) => turnLeaf(event, store, literals, typeInto));

  store.on(["follow"], (state) => {
    const boxes = state.follow && scene && boxesOf(scene, state);
    if (boxes) camera.follow(...boxes);
  });
  store.on(["stops", "graph", "layout", "names", "table"], ({ stops, graph }) => {
    for (const [id, { group }] of scene?.nodes.entries() ?? [])
      group.classList.toggle("stop", graph !== null && stops.nodes.includes(valueId(graph.nodes[id])));
  });

  return {
    zoomBy: camera.zoomBy,
    fit() {
      store.set({ follow: true });
      camera.fit();
    },
    reveal,
  };

  /** @param {number} id of a box, which is brought into view and gets the focus */
  function reveal(id) {
    const parts = scene?.nodes[id];
    if (!parts) return;
    const box = around([parts]);
    camera.follow(box, box);
    parts.group.focus({ preventScroll: true });
    store.set({ hovered: id });
  }
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
    const tone = step.spread ? "mixed" : signName(step.amount);
    return [{ path: path(step.slot), backward: !back, tone }];
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

/** @param {SVGGElement} group */
function flash(group) {
  group
    .querySelector(".face")
    ?.animate([{ strokeWidth: "6px" }, { strokeWidth: "2px" }], { duration: 380, easing: "ease-out" });
}
