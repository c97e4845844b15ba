/** The transport: where in the training am I, how do I move, and how fast. */

import { byId, html, setAttribute, setText } from "../../dom.js";
import { placeOf, sentenceOf } from "../words.js";

/** @typedef {import("../types.js").Pace} Pace */

/** @type {{ pace: Pace, label: string, title: string }[]} */
const PACES = [
  { pace: "contribution", label: "contribution", title: "Every += of one sample's backward pass (1)" },
  { pace: "phase", label: "phase", title: "Forward, loss, backward, update (2)" },
  { pace: "step", label: "step", title: "Whole steps, so many a second (3)" },
  { pace: "flat", label: "flat out", title: "As fast as the machine can (4)" },
];

/** What the speed slider means: from, to, on a logarithmic way. */
const SPEEDS = { step: [0.5, 2000], tempo: [0.25, 8] };

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../player.js").Player} player
 * @returns {{ faster: (times: number) => void }}
 */
export function transportView(store, player) {
  const play = byId("train-play", HTMLButtonElement);
  const scrub = byId("train-scrub", HTMLInputElement);
  const place = byId("train-place");
  const speed = byId("train-speed", HTMLInputElement);
  const speedField = byId("speed-field");
  const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);

  const skip = /** @type {HTMLAnchorElement} */ (document.querySelector(".skip"));
  skip.onclick = (event) => {
    event.preventDefault(); // the fragment is the training's
    byId("train-transport").focus();
  };
  byId("restart").onclick = player.restart;
  byId("train-first").onclick = player.first;
  byId("train-back").onclick = () => player.step(-1);
  play.onclick = player.toggle;
  byId("train-forward").onclick = () => player.step(1);
  byId("phase").onclick = () => player.phase(1);
  scrub.oninput = () => player.seek(Number(scrub.value));

  const segments = new Map(
    PACES.map(({ pace, label, title }) => {
      const segment = html("button", { type: "button", title, "aria-pressed": "false" }, label);
      // Space is for play once a pace is chosen, even while the focus is on it
      segment.onclick = ({ detail }) =>
        detail === 0 && store.get().pace === pace ? player.toggle() : player.setPace(pace);
      return [pace, segment];
    }),
  );
  byId("pace").append(...segments.values());

  const kind = () => (store.get().pace === "step" ? "step" : "tempo");
  /** @param {number} value */
  const setSpeed = (value) => {
    const [low, high] = SPEEDS[kind()];
    const within = Number(Math.min(Math.max(value, low), high).toPrecision(2));
    if (kind() === "step") player.setSpeed(within);
    else player.setTempo(within);
  };
  speed.oninput = () => {
    const [low, high] = SPEEDS[kind()];
    setSpeed(low * (high / low) ** Number(speed.value));
  };

  function showSpeed() {
    const { pace, speed: perSecond, tempo } = store.get();
    for (const [name, segment] of segments) setAttribute(segment, "aria-pressed", String(name === pace));
    speedField.hidden = pace === "flat";
    const [low, high] = SPEEDS[kind()];
    const value = pace === "step" ? perSecond : tempo;
    speed.value = String(Math.log(value / low) / Math.log(high / low));
    const text = pace === "step" ? `${value} a second` : `${value}×`;
    setAttribute(speed, "aria-valuetext", text);
    setAttribute(speed, "aria-label", pace === "step" ? "Steps per second" : "Speed");
    setText(byId("speed-text"), pace === "step" ? `${value}/s` : `${value}×`);
  }
  store.on(["pace", "speed", "tempo"], showSpeed);
  showSpeed();

  store.on(
    ["position", "end", "frame", "ready", "phase", "playing", "stepper", "pace", "connection"],
    (state) => {
      const { position, end, ready, connection, phase, stepper, pace } = state;
      const open = ready !== null && connection === "open";
      if (scrub.max !== String(end)) scrub.max = String(end);
      if (Number(scrub.value) !== position) scrub.value = String(position);
      scrub.style.setProperty("--done", `${end ? (position / end) * 100 : 0}%`);
      setText(place, placeOf(state));
      const contributing = pace === "contribution" && stepper !== null && stepper.position > 0;
      scrub.disabled = !open || end === 0;
      play.disabled = !open;
      button("restart").disabled = !open;
      button("train-first").disabled = !open || position <= 0;
      button("train-back").disabled = !open || (position <= 0 && !phase && !contributing);
      button("train-forward").disabled = button("phase").disabled = !open;
    },
  );

  // not with every frame of a training: a screen reader would read nothing else
  store.on(["position", "playing", "phase"], (state) => {
    if (!state.playing) setAttribute(scrub, "aria-valuetext", sentenceOf(state));
  });

  store.on(["playing"], ({ playing }) => {
    play.setAttribute("aria-label", playing ? "Pause" : "Play");
    play.title = playing ? "Pause (Space)" : "Play (Space)";
    play.classList.toggle("playing", playing);
  });

  return {
    faster: (times) => setSpeed((kind() === "step" ? store.get().speed : store.get().tempo) * times),
  };
}
