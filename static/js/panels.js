/** The panels beside the explanation. They are a module of their own, loaded when one of them is first opened. */

import { besideView } from "./views/study/beside.js";
import { breakView } from "./views/study/break.js";
import { checkView } from "./views/study/check.js";
import { nudgeView } from "./views/study/nudge.js";
import { onePassView } from "./views/study/one_pass.js";
import { ownView } from "./views/study/own.js";
import { partsView } from "./views/study/parts.js";
import { predictView } from "./views/study/predict.js";
import { secondView } from "./views/study/second.js";
import { sliceView } from "./views/study/slice.js";
import { surfaceView } from "./views/study/surface.js";
import { sweepView } from "./views/study/sweep.js";
import { wordsView } from "./views/study/words.js";

/**
 * @param {import("./types.js").PageStore} store
 * @param {ReturnType<typeof import("./literals.js").connectLiterals>} literals
 */
export function mountPanels(store, literals) {
  nudgeView(store);
  sliceView(store, literals);
  surfaceView(store, literals);
  onePassView(store);
  checkView(store);
  breakView(store);
  predictView(store);
  wordsView(store);
  partsView(store);
  sweepView(store);
  secondView(store);
  ownView(store);
  besideView(store);
}
