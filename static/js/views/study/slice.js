/**
 * The output as a function of one leaf: the point, the tangent that the gradient is, and the secant of the nudge.
 *
 * Whoever looks wants to see: where am I on this curve, how steep is it here, where is it flat? They drag the point.
 */

import { linear, padded, ticks, tickTexts } from "../../chart.js";
import { byId, html, svg } from "../../dom.js";
import { brief } from "../../format.js";
import { leafKey, literalText, notch } from "../../literals.js";
import { symbolOf } from "../../names.js";
import { chosenLeaf } from "../../probe.js";
import { boxOfValue, connectQuestion } from "../../study.js";

/** @typedef {{ at: number, output: number, slope: number, from: number, to: number, segments: { xs: number[], ys: number[] }[] }} Slice */

const WIDTH = 300;
const HEIGHT = 190;
const LEFT = 38;
const FOOT = 20;

/**
 * @param {import("../../types.js").PageStore} store
 * @param {import("../../literals.js").Literals} literals
 */
export function sliceView(store, literals) {
  const place = byId("slice");
  const picture = svg("svg", { class: "slice", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" });
  const says = html("p", { class: "aside" });
  place.replaceChildren(html("h3", {}, "As a function of it"), picture, says);
  /** @type {(Slice & { leaf: number }) | null} */
  let shown = null;
  /** @type {{ leaf: number, structure: string, from: number, to: number } | null} */
  let frame = null; // stays while the point is inside, so that the curve stands still under a drag
  let x = linear([0, 1], [LEFT, WIDTH]);

  const ask = connectQuestion(store, {
    study: "nudge",
    what: "slice",
    body: (state) => {
      const leaf = chosenLeaf(state);
      if (leaf === null) return null;
      const at = boxOfValue(state, leaf)?.data ?? 0;
      const same = frame && frame.leaf === leaf && frame.structure === state.graph?.structure;
      const kept = same && frame && at > frame.from && at < frame.to;
      return kept && frame ? { leaf, from: frame.from, to: frame.to, points: 241 } : { leaf, points: 241 };
    },
    show: (/** @type {Slice} */ answer, { graph }, { leaf }) => {
      place.hidden = false;
      frame = { leaf, structure: graph?.structure ?? "", from: answer.from, to: answer.to };
      shown = { ...answer, leaf };
      draw();
    },
    fail: (why) => {
      shown = null;
      place.hidden = !why; // with no number there is no curve
      picture.replaceChildren();
      says.replaceChildren(...(why ? [why] : []));
    },
  });
  store.on(["probe", "chosen"], ask);
  store.on(["nudged"], draw);
  store.on(["source"], ({ cause }) => {
    if (cause === "load") frame = null; // another program has its own range
  });

  function draw() {
    if (!shown) return;
    const state = store.get();
    const node = boxOfValue(state, shown.leaf);
    if (!node) return;
    const name = symbolOf(state.names[node.id]);
    const root = symbolOf(state.names[state.graph?.root ?? 0]);
    const [low, high] = padded([...shown.segments.flatMap(({ ys }) => ys), shown.output]);
    x = linear([shown.from, shown.to], [LEFT, WIDTH - 8]);
    const y = linear([low, high], [HEIGHT - FOOT, 8]);
    const { at, output, slope } = shown;
    const line = (/** @type {number} */ m) =>
      `M${x.at(shown?.from ?? 0)},${y.at(output + m * ((shown?.from ?? 0) - at))}L${x.at(shown?.to ?? 0)},${y.at(output + m * ((shown?.to ?? 0) - at))}`;
    const { nudged } = state;
    const drawn = nudged?.leaf === shown.leaf && Math.abs(nudged.h) >= 1e-3; // a shorter one is not seen
    const secant = drawn ? nudged.slope : null;
    const clip = svg(
      "clipPath",
      { id: "slice-clip" },
      svg("rect", { x: LEFT, y: 4, width: WIDTH - LEFT - 4, height: HEIGHT - FOOT - 4 }),
    );
    const inside = svg(
      "g",
      { "clip-path": "url(#slice-clip)" },
      ...shown.segments.map(({ xs, ys }) =>
        svg("polyline", {
          class: "curve",
          points: xs.map((v, i) => `${x.at(v).toFixed(2)},${clamp(y.at(ys[i])).toFixed(2)}`).join(" "),
        }),
      ),
      ...(secant !== null ? [svg("path", { class: "secant", d: line(secant) })] : []),
      svg("path", { class: "tangent", d: line(slope) }),
    );
    const point = svg("circle", {
      class: "point",
      cx: x.at(at),
      cy: clamp(y.at(output)),
      r: 7,
      tabindex: 0,
      role: "slider",
      "aria-label": `${name}, on the curve`,
      "aria-valuemin": shown.from,
      "aria-valuemax": shown.to,
      "aria-valuenow": at,
      "aria-valuetext": `${name} ${brief(at)}, ${root} ${brief(output)}, slope ${brief(slope)}`,
    });
    const focused = picture.contains(document.activeElement);
    picture.replaceChildren(clip, ...axes(x, y, [shown.from, shown.to], [low, high]), inside, point);
    if (focused) point.focus();
    says.textContent = `${root} over ${name}: slope ${brief(slope)} at ${brief(at)}. Drag the point. The dashed line is the nudge's secant.`;
  }

  /** @param {number} value */
  function turnTo(value) {
    const state = store.get();
    const node = shown && boxOfValue(state, shown.leaf);
    if (!node || !shown) return;
    const grid = notch(shown.to - shown.from);
    literals.write(leafKey(node, state.names[node.id]), literalText(value, grid));
  }

  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    follow(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) follow(event);
  });
  /** @param {PointerEvent} event */
  function follow(event) {
    if (!shown) return;
    const box = picture.getBoundingClientRect();
    const px = ((event.clientX - box.x) / box.width) * WIDTH;
    turnTo(Math.min(Math.max(x.of(px), shown.from), shown.to));
  }
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!step || !shown) return;
    event.preventDefault();
    turnTo(shown.at + step * notch(shown.to - shown.from));
  });
}

/** @param {number} px so far outside that no line of it is seen */
function clamp(px) {
  return Math.min(Math.max(px, -1e4), 1e4);
}

/**
 * @param {import("../../chart.js").Scale} x
 * @param {import("../../chart.js").Scale} y
 * @param {[number, number]} across
 * @param {[number, number]} up
 */
function axes(x, y, across, up) {
  const [xs, ys] = [ticks(...across), ticks(...up)];
  const [below, beside] = [tickTexts(xs), tickTexts(ys)];
  return [
    ...xs.flatMap((value, i) => [
      svg("line", { class: "grid", x1: x.at(value), x2: x.at(value), y1: 8, y2: HEIGHT - FOOT }),
      svg("text", { x: x.at(value), y: HEIGHT - 5, "text-anchor": "middle" }, below[i]),
    ]),
    ...ys.flatMap((value, i) => [
      svg("line", { class: "grid", x1: LEFT, x2: WIDTH - 8, y1: y.at(value), y2: y.at(value) }),
      svg("text", { x: LEFT - 5, y: y.at(value) + 3.5, "text-anchor": "end" }, beside[i]),
    ]),
  ];
}
