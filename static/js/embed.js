/**
 * The graph and its steps alone, in a frame of somebody else's page.
 *
 * Whoever reads that page wants to step, to turn a number, and perhaps to have the whole of it: that is one link away.
 */

import { addressOf, connectAddress, readAddress } from "./address.js";
import { byId } from "./dom.js";
import { mountEmbedded } from "./embedded.js";
import { FIRST_EXAMPLE } from "./examples.js";

const store = mountEmbedded(FIRST_EXAMPLE, readAddress(location.hash));
connectAddress(store);

const whole = byId("whole", HTMLAnchorElement);
whole.onpointerenter =
  whole.onfocus =
  whole.onclick =
    () => {
      whole.href = `/${addressOf(store.get())}`;
    };
