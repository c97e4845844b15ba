/**
 * From the source to the graph on screen.
 *
 * Typing waits for a short pause, then calls off the question before it. A drag goes out at once, one question at a
 * time with only the newest waiting; so does scrubbing through passes. An answer to anything but the newest source is
 * dropped. A broken source keeps the last good graph. A server that is away or busy is asked again until it answers.
 */

import { askGraph } from "./api.js";
import { createRetry, isNotNow } from "./retry.js";

const TYPING_PAUSE = 120; // ms: shorter than a pause between words, longer than one between letters

/**
 * @param {import("./types.js").PageStore} store
 * @param {import("./presenter.js").Presenter} presenter
 * @param {typeof askGraph} [ask] who answers
 */
export function connectSession(store, presenter, ask = askGraph) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {AbortController | null} */
  let asking = null;
  let again = false;
  const retry = createRetry(() => update(true));

  /** @param {boolean} patient whether to let the question before be answered first */
  async function update(patient) {
    if (asking && patient) {
      again = true;
      return;
    }
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      do {
        again = false;
        await answerTo(store.get().source, mine.signal);
      } while (again && !mine.signal.aborted);
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    } finally {
      if (asking === mine) asking = null;
    }
  }

  /**
   * @param {string} source
   * @param {AbortSignal} signal
   */
  async function answerTo(source, signal) {
    const { pass, open } = store.get();
    const answer = await ask(source, pass, open, signal);
    if (store.get().source !== source) {
      again = again || store.get().cause === "drag";
      if (store.get().cause !== "drag" || !answer.ok) return; // stale; a drag still shows what it passed through
    }
    if (answer.failure?.code === "request" && pass !== null) {
      store.set({ pass: null }); // the program has changed and runs fewer passes now
      return;
    }
    if (answer.failure) {
      if (isNotNow(answer.failure)) retry.failed(answer.failure.wait);
      store.set({ failure: answer.failure, playing: false });
      return;
    }
    if (store.get().pass !== pass || store.get().open !== open) again = true;
    if (shrunk(open, answer.ok)) {
      store.set({ open: "auto" }); // another program now, whose groups have other names
      return;
    }
    const wanted = () => store.get().source === source || store.get().cause === "drag";
    await presenter.present(answer.ok, source, { signal, wanted });
    const { failure } = store.get();
    if (failure && isNotNow(failure)) retry.failed(failure.wait);
    else retry.settled();
  }

  store.on(["source", "pass", "open"], (state, before) => {
    clearTimeout(timer);
    const edited = state.source !== before.source;
    if (edited) retry.settled();
    if (edited && state.cause === "typing") timer = setTimeout(() => update(false), TYPING_PAUSE);
    else update(edited ? state.cause === "drag" : true);
  });
  update(false);
}

/**
 * Whether none of what should be open is there.
 *
 * @param {string[] | "auto"} open
 * @param {import("./types.js").Ran} ran
 */
function shrunk(open, ran) {
  return open !== "auto" && open.length > 0 && ran.open?.length === 0 && (ran.folded?.groups ?? 0) > 0;
}
