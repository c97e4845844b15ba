/** Which panel stands at the right: what somebody wants to find out. */

import { byId } from "../dom.js";
import { STUDIES } from "../state.js";

/** @param {import("../types.js").PageStore} store */
export function tabsView(store) {
  const tabs = STUDIES.map((study) => byId(`tab-${study}`, HTMLButtonElement));
  for (const [i, tab] of tabs.entries()) tab.onclick = () => store.set({ study: STUDIES[i] });

  byId("study-tabs").addEventListener("keydown", (event) => {
    const now = STUDIES.indexOf(store.get().study);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault(); // the arrows are the tabs' here, not the stepper's
    const study = /** @type {import("../types.js").Study} */ (STUDIES.at(to % STUDIES.length));
    store.set({ study });
    byId(`tab-${study}`).focus();
  });

  store.on(["study"], ({ study }) => show(study));
  show(store.get().study);

  /** @param {import("../types.js").Study} study */
  function show(study) {
    for (const [i, tab] of tabs.entries()) {
      const here = STUDIES[i] === study;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      byId(`panel-${STUDIES[i]}`).hidden = !here;
    }
  }
}
