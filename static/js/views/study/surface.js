/**
 * The output over two leaves, as a map with contour lines; the gradient as an arrow; steps along it, with their trail.
 *
 * Whoever looks wants to see: which way is up, how do I get there, and what does a learning rate do?
 */

import { askAbout } from "../../api.js";
import { linear, ticks } from "../../chart.js";
import { byId, html, svg } from "../../dom.js";
import { brief } from "../../format.js";
import { valueId } from "../../groups.js";
import { arrow, labels, levelsOf } from "../../landscape.js";
import { isEditable, leafKey, literalText, notch } from "../../literals.js";
import { symbolOf } from "../../names.js";
import { chosenLeaf, secondLeaf } from "../../probe.js";
import { boxOfValue, connectQuestion, failureText } from "../../study.js";
import { contour } from "../../train/contour.js";

/**
 * @typedef {{ at: [number, number], output: number, gradient: [number, number], xs: number[], ys: number[],
 *   values: (number | null)[][], least: number | null, most: number | null }} Surface
 */

const WIDTH = 300;
const HEIGHT = 220;
const LEFT = 34;
const FOOT = 20;
const POINTS = 45;
const LONGEST_TRAIL = 200;

/**
 * @param {import("../../types.js").PageStore} store
 * @param {import("../../literals.js").Literals} literals
 */
export function surfaceView(store, literals) {
  const place = byId("surface");
  const other = html("select", { "aria-label": "Second number" });
  const picture = svg("svg", { class: "surface", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" });
  const says = html("p", { class: "aside" });
  const rate = html("input", {
    type: "text",
    inputmode: "decimal",
    value: "0.01",
    "aria-label": "Learning rate",
    class: "rate",
  });
  const up = html("button", { type: "button", title: "Move the numbers along their gradients" }, "step up");
  const down = html(
    "button",
    { type: "button", title: "Move the numbers against their gradients" },
    "step down",
  );
  const which = html(
    "select",
    { "aria-label": "Numbers to move" },
    html("option", { value: "all" }, "all named numbers"),
    html("option", { value: "two" }, "the two of the map"),
    html("option", { value: "one" }, "the nudged one alone"),
  );
  const told = html("p", { class: "aside", role: "status" });
  place.replaceChildren(
    html("h3", {}, "Over two numbers"),
    html("label", { class: "choice" }, html("span", {}, "and"), other),
    picture,
    says,
    html("h3", {}, "One optimisation step"),
    html("label", { class: "choice" }, html("span", {}, "move"), which),
    html("div", { class: "descent" }, html("label", {}, "learning rate ", rate), down, up),
    told,
  );
  other.onchange = () => store.set({ probe: { ...store.get().probe, second: Number(other.value) } });

  /** @type {(Surface & { leaves: number[] }) | null} */
  let shown = null;
  /** @type {{ pair: string, x: [number, number], y: [number, number] } | null} */
  let frame = null;
  /** @type {[number, number][]} */
  let trail = [];
  let x = linear([0, 1], [LEFT, WIDTH]);
  let y = linear([0, 1], [HEIGHT, 0]);

  const ask = connectQuestion(store, {
    study: "nudge",
    what: "surface",
    body: (state) => {
      const leaves = [chosenLeaf(state), secondLeaf(state)];
      if (leaves.includes(null)) return null;
      const [a, b] = leaves.map((leaf) => boxOfValue(state, /** @type {number} */ (leaf))?.data ?? 0);
      const kept =
        frame && frame.pair === pairOf(state, leaves) && within(a, frame.x) && within(b, frame.y)
          ? { x: frame.x, y: frame.y }
          : {};
      return { leaves, points: POINTS, ...kept };
    },
    show: (/** @type {Surface} */ answer, state, { leaves }) => {
      place.hidden = false;
      const pair = pairOf(state, leaves);
      if (frame?.pair !== pair) trail = [];
      frame = { pair, x: ends(answer.xs), y: ends(answer.ys) };
      const last = trail.at(-1);
      if (!last || last[0] !== answer.at[0] || last[1] !== answer.at[1]) trail.push(answer.at);
      trail = trail.slice(-LONGEST_TRAIL);
      shown = { ...answer, leaves };
      draw();
    },
    fail: (why) => {
      shown = null;
      place.hidden = !why; // with one number only there is nothing to map
      picture.replaceChildren();
      says.replaceChildren(...(why ? [why] : []));
    },
  });
  store.on(["probe", "chosen"], ask);
  store.on(["source"], ({ cause }) => {
    if (cause === "load") frame = null; // another program: the trail on the map is not its own
  });
  store.on(["graph", "names", "probe"], (state) => {
    const first = chosenLeaf(state);
    const nodes = (state.graph?.nodes ?? []).filter((node) => isEditable(node) && valueId(node) !== first);
    other.replaceChildren(
      ...nodes.map((node) => html("option", { value: valueId(node) }, symbolOf(state.names[node.id]))),
    );
    const second = secondLeaf(state);
    if (second !== null) other.value = String(second);
  });

  let steps = Promise.resolve(); // a quick second click goes on from where the first has led
  const then = (/** @type {"up" | "down"} */ direction) => () => {
    steps = steps.then(() => step(direction));
  };
  up.onclick = then("up");
  down.onclick = then("down");

  /** @param {"up" | "down"} direction */
  async function step(direction) {
    const learningRate = Number(rate.value);
    rate.setAttribute("aria-invalid", String(!(learningRate > 0)));
    if (!(learningRate > 0)) {
      told.textContent = "The learning rate is a number above 0.";
      return;
    }
    const state = store.get();
    const map = [chosenLeaf(state), secondLeaf(state)];
    const leaves = which.value === "all" ? null : which.value === "two" ? map : map.slice(0, 1);
    const { ok, failure } = await askAbout("step", state, { learning_rate: learningRate, direction, leaves });
    if (failure) {
      told.replaceChildren(failureText(failure));
      return;
    }
    if (store.get().source !== state.source) {
      told.textContent = "The program has changed meanwhile, so no step was made.";
      return;
    }
    store.set({ source: ok.source, cause: "drag" });
    told.textContent = `${symbolOf(store.get().names[store.get().graph?.root ?? 0])}: ${brief(ok.before)} → ${brief(ok.after)}. Undo in the program takes it back.`;
  }

  function draw() {
    if (!shown) return;
    const state = store.get();
    const [first, second] = shown.leaves.map((leaf) =>
      symbolOf(state.names[boxOfValue(state, leaf)?.id ?? 0]),
    );
    const root = symbolOf(state.names[state.graph?.root ?? 0]);
    const { xs, ys, values, at, gradient, output } = shown;
    const [left, right] = ends(xs);
    const [bottom, top] = ends(ys);
    x = linear([left, right], [LEFT, WIDTH - 4]);
    y = linear([bottom, top], [HEIGHT - FOOT, 4]);
    const flat = values.flat().map((value) => value ?? Number.NaN);
    const cellX = (x.at(right) - x.at(left)) / (xs.length - 1);
    const cellY = (y.at(top) - y.at(bottom)) / (ys.length - 1);
    const levels = levelsOf(flat);
    const lines = levels.map((level, i) => {
      const pieces = contour(flat, xs.length, ys.length, level);
      let d = "";
      for (let k = 0; k < pieces.length; k += 4)
        d += `M${(LEFT + pieces[k] * cellX).toFixed(1)},${(HEIGHT - FOOT + pieces[k + 1] * cellY).toFixed(1)}L${(LEFT + pieces[k + 2] * cellX).toFixed(1)},${(HEIGHT - FOOT + pieces[k + 3] * cellY).toFixed(1)}`;
      const path = svg("path", { class: "level", d });
      path.style.strokeOpacity = String(0.25 + (0.75 * i) / levels.length);
      path.append(svg("title", {}, `${root} = ${brief(level)}`));
      return path;
    });
    const here = /** @type {[number, number]} */ ([x.at(at[0]), y.at(at[1])]);
    picture.setAttribute(
      "aria-label",
      `${root} over ${first} and ${second}, contour lines. At ${brief(at[0])} and ${brief(at[1])} it is ${brief(output)}; the gradient points to ${brief(gradient[0])}, ${brief(gradient[1])}.`,
    );
    const point = svg("circle", {
      class: "point",
      cx: here[0],
      cy: here[1],
      r: 6,
      tabindex: 0,
      role: "slider",
      "aria-roledescription": "two-dimensional slider",
      "aria-label": `${first} and ${second}, on the map`,
      "aria-valuemin": left,
      "aria-valuemax": right,
      "aria-valuenow": at[0],
      "aria-valuetext": `${first} ${brief(at[0])}, ${second} ${brief(at[1])}, ${root} ${brief(output)}`,
    });
    const focused = picture.contains(document.activeElement);
    picture.replaceChildren(
      svg("rect", { class: "ground", x: LEFT, y: 4, width: WIDTH - 4 - LEFT, height: HEIGHT - FOOT - 4 }),
      ...lines,
      ...labels(ticks(left, right), (v) => ({ x: x.at(v), y: HEIGHT - 5, "text-anchor": "middle" })),
      ...labels(ticks(bottom, top), (v) => ({ x: LEFT - 5, y: y.at(v) + 3.5, "text-anchor": "end" })),
      svg("polyline", { class: "trail", points: trail.map((p) => `${x.at(p[0])},${y.at(p[1])}`).join(" ") }),
      ...arrow(here, [gradient[0] * (x.at(1) - x.at(0)), gradient[1] * (y.at(1) - y.at(0))]),
      point,
    );
    if (focused) point.focus();
    says.textContent = `${root} over ${first} (across) and ${second} (up); stronger lines are higher. The arrow is the gradient: ${brief(gradient[0])}, ${brief(gradient[1])}. Drag the point, or move it with the arrow keys.`;
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
    const box = picture.getBoundingClientRect();
    const wanted = [
      x.of(((event.clientX - box.x) / box.width) * WIDTH),
      y.of(((event.clientY - box.y) / box.height) * HEIGHT),
    ];
    turnTo(wanted);
  }

  picture.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 1], ArrowDown: [1, -1] }[event.key];
    if (!way || !shown) return;
    event.preventDefault();
    const [i, step] = way;
    const [low, high] = ends(i === 0 ? shown.xs : shown.ys);
    const value = shown.at[i] + step * notch(high - low);
    turnTo(i === 0 ? [value, null] : [null, value]);
  });

  /** @param {(number | null)[]} wanted of the two; null for one that stays */
  function turnTo(wanted) {
    if (!shown) return;
    const state = store.get();
    /** @type {[string, string][]} */
    const edits = [];
    for (const [i, value] of wanted.entries()) {
      const node = boxOfValue(state, shown.leaves[i]);
      if (value === null || !node) continue;
      const [low, high] = ends(i === 0 ? shown.xs : shown.ys);
      const text = literalText(Math.min(Math.max(value, low), high), notch(high - low));
      edits.push([leafKey(node, state.names[node.id]), text]);
    }
    literals.writeAll(edits);
  }
}

/**
 * What a map is of: the same two numbers of the same structure.
 *
 * @param {Readonly<import("../../types.js").PageState>} state
 * @param {(number | null)[]} leaves
 */
const pairOf = ({ graph }, leaves) => `${leaves} of ${graph?.structure}`;

/** @param {number[]} values @returns {[number, number]} */
const ends = (values) => [values[0], values[values.length - 1]];

/** @param {number} value @param {[number, number]} range */
const within = (value, [from, to]) => value > from && value < to;
