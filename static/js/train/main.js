/** The training page: one store, and the parts that watch it. */

import { createTrainStore } from "./store.js";

export const store = createTrainStore();
