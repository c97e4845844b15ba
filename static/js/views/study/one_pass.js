/**
 * A word where a panel's numbers are not the cards': questions are about one pass, and the program zeroed nothing.
 */

import { byId } from "../../dom.js";
import { isUnzeroed } from "../../timeline.js";

const ABOUT_ONE_PASS = ["nudge", "check", "break", "code"];

/** @param {import("../../types.js").PageStore} store */
export function onePassView(store) {
  const note = byId("one-pass");
  store.on(["study", "timeline"], ({ study, timeline }) => {
    note.hidden = !ABOUT_ONE_PASS.includes(study) || !timeline || !isUnzeroed(timeline);
  });
}
