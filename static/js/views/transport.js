/**
 * The transport bar: where am I in the two passes, and how do I move?
 */

import { byId, html, setText } from "../dom.js";
import { signName } from "../format.js";
import { placeOf, sentenceAt } from "../sentence.js";
import { reach } from "../timeline.js";

const SPEEDS = [0.2, 0.5, 1, 2, 4]; // the slowest is a step in five seconds
/** @type {Record<number, string>} */
const WRITTEN = { 0.2: "⅕", 0.5: "½" };
const MOST_TICKS = 150; // more would be a grey band

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../player.js").Player} player
 */
export function transportView(store, player) {
  const play = byId("play", HTMLButtonElement);
  const [first, back] = ["first", "back"].map((id) => byId(id, HTMLButtonElement));
  const [ahead, last] = ["forward", "last"].map((id) => byId(id, HTMLButtonElement));
  const scrub = byId("scrub", HTMLInputElement);
  const ticks = byId("ticks");
  const place = byId("place");
  const speed = byId("speed");
  const forward = byId("forward-pass");
  const backward = byId("backward-pass");

  /** @type {string[]} */
  let tones = [];

  first.onclick = player.first;
  back.onclick = () => player.step(-1);
  play.onclick = player.toggle;
  ahead.onclick = () => player.step(1);
  last.onclick = player.last;
  forward.onclick = () => player.seek(0);
  backward.onclick = () => player.seek(store.get().timeline?.forward ?? 0);
  scrub.oninput = () => player.seek(Number(scrub.value));
  speed.onclick = () => {
    const next = SPEEDS[(SPEEDS.indexOf(store.get().speed) + 1) % SPEEDS.length];
    store.set({ speed: next });
  };

  store.on(["timeline"], ({ timeline }) => {
    const steps = timeline?.steps ?? [];
    scrub.max = String(steps.length);
    scrub.disabled = steps.length === 0;
    const shown = steps.length > MOST_TICKS ? [] : steps.map(toneOf);
    if (shown.join() === tones.join()) return; // while a number is turned, mostly nothing changes here
    tones = shown;
    ticks.replaceChildren(
      ...tones.map((tone, i) => {
        const tick = html("i", { class: `tick ${tone}` });
        tick.style.left = `${((i + 1) / tones.length) * 100}%`;
        return tick;
      }),
    );
  });

  store.on(["timeline", "position", "concealed"], (state) => {
    const { timeline, position } = state;
    const length = timeline?.steps.length ?? 0;
    const end = reach(state);
    if (Number(scrub.value) !== position) scrub.value = String(position);
    scrub.setAttribute("aria-valuetext", sentenceAt(state, position));
    scrub.style.setProperty("--done", `${length ? (position / length) * 100 : 0}%`);
    setText(place, timeline ? placeOf(timeline, position) : "");
    for (const [i, tick] of [...ticks.children].entries()) tick.classList.toggle("done", i < position);
    const inBackward = timeline !== null && position >= timeline.forward && position > 0;
    forward.setAttribute("aria-pressed", String(!inBackward));
    backward.setAttribute("aria-pressed", String(inBackward));
    play.disabled = length === 0;
    first.disabled = back.disabled = position <= 0;
    ahead.disabled = last.disabled = position >= end;
  });

  store.on(["playing"], ({ playing }) => {
    play.setAttribute("aria-label", playing ? "Pause" : "Play");
    play.title = playing ? "Pause (Space)" : "Play (Space)";
    play.classList.toggle("playing", playing);
  });

  store.on(["speed"], (state) => {
    const text = `${WRITTEN[state.speed] ?? state.speed}×`;
    setText(speed, text);
    speed.setAttribute("aria-label", `Speed ${text}`);
  });
}

/** @param {import("../types.js").Step} step */
function toneOf(step) {
  if (step.kind === "value") return "value";
  if (step.kind === "seed") return "positive";
  return step.spread ? "mixed" : signName(step.amount);
}
