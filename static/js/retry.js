/** When to ask again what the server could not answer: it was away, or busy. Later each time, and not all pages at once. */

const FIRST = 400; // ms
const LONGEST = 15_000; // ms

/** Failures that say nothing about the question. */
const NOT_NOW = new Set(["offline", "server", "busy", "rate", "starting"]);

/** @param {import("./types.js").Failure} failure */
export const isNotNow = (failure) => NOT_NOW.has(failure.code);

/**
 * The wait before a try: doubled each time, no shorter than the server asks for, drawn from half to the whole of it.
 *
 * @param {number} tries how many have failed
 * @param {number} [wanted] ms the server asks for
 * @param {() => number} [random]
 */
export function waitFor(tries, wanted = 0, random = Math.random) {
  const most = Math.min(LONGEST, FIRST * 2 ** (tries - 1));
  return Math.max(wanted, most / 2) + (most / 2 + wanted / 2) * random();
}

/**
 * Something to be tried again until it is well: after a while, or at once when the network or the reader comes back.
 *
 * @param {() => void} again
 * @param {{ addEventListener?: (name: string, run: () => void) => void, setTimeout: (run: () => void, ms: number) => any,
 *   clearTimeout: (timer: any) => void }} [page]
 */
export function createRetry(again, page = globalThis) {
  let tries = 0;
  /** @type {any} */
  let timer = null;
  const now = () => {
    if (timer === null) return;
    page.clearTimeout(timer);
    timer = null;
    again();
  };
  page.addEventListener?.("online", now);
  page.addEventListener?.("focus", now);
  return {
    /** @param {number} [wanted] ms the server asks for */
    failed(wanted) {
      page.clearTimeout(timer);
      tries++;
      timer = page.setTimeout(now, waitFor(tries, wanted));
    },
    /** It went well, or nobody wants it any more. */
    settled() {
      page.clearTimeout(timer);
      timer = null;
      tries = 0;
    },
  };
}
