/** Tells a screen reader how the training goes: a sentence every few seconds, and at once when it stops. */

import { byId, setText } from "../../dom.js";
import { sentenceOf } from "../words.js";

const EVERY = 4000; // ms

/** @param {import("../types.js").TrainStore} store */
export function announcerView(store) {
  const live = byId("train-live");
  let said = 0;

  store.on(["frame", "playing", "phase"], (state, before) => {
    const { playing, frame } = state;
    if (!frame) return;
    const now = performance.now();
    const moved = frame.step !== before.frame?.step || state.phase?.kind !== before.phase?.kind;
    const stopped = before.playing && !playing;
    if (!stopped && !(moved && (!playing || now - said > EVERY))) return;
    said = now;
    setText(live, sentenceOf(state));
  });
}
