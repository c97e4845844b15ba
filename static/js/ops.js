/** The table of ops: formulas, rules and reasons, as the engine has them. */

import { askOps } from "./api.js";

/** @param {import("./types.js").PageStore} store */
export function connectOps(store) {
  let asking = false;

  async function learn() {
    if (store.get().table || asking) return;
    asking = true;
    const { ok } = await askOps();
    if (ok) store.set({ table: ok });
    asking = false;
  }

  store.on(["answered"], learn); // once the server has answered anything, it is worth asking again
  learn();
}
