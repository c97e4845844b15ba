/** Says every step to a screen reader, and what is wrong with the program. */

import { byId, setText } from "../dom.js";
import { sentenceAt } from "../sentence.js";

/** @param {import("../types.js").PageStore} store */
export function announcerView(store) {
  const live = byId("live");

  store.on(["position"], (state, before) => {
    if (state.graph === before.graph) setText(live, sentenceAt(state, state.position));
  });

  store.on(["source", "answered", "failure"], ({ source, answered, failure }) => {
    byId("stage").setAttribute("aria-busy", String(source !== answered && failure === null));
  });

  store.on(["failure"], ({ failure }) => failure && say(failure));
  store.on(["notice"], ({ notice }) => notice && say(notice));

  /** @param {{ message: string, hint: string | null }} what */
  function say({ message, hint }) {
    setText(live, [message, hint].filter(Boolean).join(" ").replaceAll("`", ""));
  }
}
