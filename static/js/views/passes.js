/**
 * Which of a program's backward passes is shown: a training loop runs one a turn.
 *
 * Whoever trained something wants to see the loss fall, and at any point of it ask: what did the graph look like then?
 */

import { byId, html, setText, svg } from "../dom.js";
import { brief } from "../format.js";
import { shorten } from "../names.js";

const HEIGHT = 28;
const WIDTH = 100;

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../tour.js").Tour} tour
 */
export function passesView(store, tour) {
  const box = byId("passes");
  const choice = byId("pass", HTMLSelectElement);
  const slider = byId("trail", HTMLInputElement);
  const curve = byId("curve");
  const dot = byId("pass-now");
  const told = byId("loss");
  const play = byId("tour");
  const back = byId("pass-back", HTMLButtonElement);
  const forward = byId("pass-forward", HTMLButtonElement);
  /** @type {number | null} */
  let pointed = null;
  let drawn = "";

  choice.onchange = () => tour.choose(Number(choice.value));
  slider.oninput = () => tour.choose(Number(slider.value));
  back.onclick = () => tour.step(-1);
  forward.onclick = () => tour.step(1);
  play.onclick = tour.toggle;
  slider.onpointermove = ({ clientX }) => {
    const { left, width } = slider.getBoundingClientRect();
    const count = store.get().passes?.count ?? 1;
    pointed = Math.round(((clientX - left - 8) / (width - 16)) * (count - 1));
    tell();
  };
  slider.onpointerleave = () => {
    pointed = null;
    tell();
  };

  store.on(["passes", "pass", "names"], ({ passes, pass }) => {
    const count = passes?.count ?? 0;
    box.hidden = count < 2;
    if (!passes || count < 2) return;
    if (choice.options.length !== count) {
      const options = Array.from({ length: count }, (_, i) =>
        html("option", { value: i }, `${i + 1} of ${count}`),
      );
      choice.replaceChildren(...options);
      slider.max = String(count - 1);
    }
    const index = pass ?? passes.index;
    choice.value = String(index);
    if (Number(slider.value) !== index) slider.value = String(index);
    back.disabled = index <= 0;
    forward.disabled = index >= count - 1;
    draw(passes.losses, index);
    tell();
    slider.setAttribute("aria-valuetext", sentence(index));
  });

  store.on(["touring"], ({ touring }) => {
    const label = touring ? "Stop at this pass" : "Go through the passes";
    play.setAttribute("aria-label", label);
    play.title = `${label} (t)`;
    play.classList.toggle("playing", touring);
  });

  /**
   * @param {number[]} losses
   * @param {number} index
   */
  function draw(losses, index) {
    const places = placesOf(losses);
    const key = JSON.stringify([losses, index]);
    if (key === drawn) return;
    drawn = key;
    const line = (/** @type {[number, number][]} */ points) => points.map((at) => at.join(",")).join(" ");
    curve.replaceChildren(
      svg("line", { class: "ground", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
      svg("polyline", { class: "ahead", points: line(places.slice(index)) }),
      svg("polyline", { points: line(places.slice(0, index + 1)) }),
    );
    const [x, y] = places[index] ?? [0, HEIGHT];
    dot.style.left = `calc(8px + (100% - 16px) * ${x / WIDTH})`;
    dot.style.top = `calc(3px + (100% - 6px) * ${y / HEIGHT})`;
  }

  function tell() {
    const { pass, passes } = store.get();
    if (passes) setText(told, sentence(pointed ?? pass ?? passes.index));
  }

  /** @param {number} index */
  function sentence(index) {
    const { passes, graph, names } = store.get();
    const at = Math.min(Math.max(index, 0), (passes?.count ?? 1) - 1);
    const name = graph ? shorten(names[graph.root] ?? "", 12) : "";
    return `pass ${at + 1}: ${name} ${brief(passes?.losses[at] ?? 0)}`;
  }
}

/**
 * @param {number[]} losses
 * @returns {[number, number][]}
 */
function placesOf(losses) {
  const high = Math.max(...losses);
  const low = Math.min(0, ...losses); // a loss is seen against zero
  const height = high - low || 1;
  return losses.map((loss, i) => [
    losses.length > 1 ? (i / (losses.length - 1)) * WIDTH : 0,
    HEIGHT - ((loss - low) / height) * HEIGHT,
  ]);
}
