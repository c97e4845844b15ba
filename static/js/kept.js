/**
 * The last answers, for when there is no network: what somebody has looked at comes up again, and can be stepped.
 *
 * They are kept when it has been quiet for a while, as a number that is dragged asks many times a second.
 */

const NAME = "livegrad-answers";
const MOST = 60;
const QUIET = 800; // ms
const KINDS = new Set(["/api/graph", "/api/layout"]);

const AT_ONCE = 4; // questions of one moment: a graph and both its layouts

/** @type {[string, string, unknown][]} the newest addresses, questions and answers */
let newest = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * @param {string} url
 * @param {string} question
 * @param {unknown} answer
 */
export function remember(url, question, answer) {
  if (!KINDS.has(url) || !("caches" in globalThis)) return;
  newest = [...newest.slice(1 - AT_ONCE), [url, question, answer]];
  clearTimeout(timer);
  timer = setTimeout(keep, QUIET);
}

/**
 * @param {string} url
 * @param {string} question
 * @returns {Promise<unknown>} undefined where nobody has asked that, or it is long ago
 */
export async function recall(url, question) {
  if (!KINDS.has(url) || !("caches" in globalThis)) return undefined;
  try {
    const answer = await caches.match(await keyOf(url, question), { cacheName: NAME });
    return await answer?.json();
  } catch {
    return undefined;
  }
}

async function keep() {
  const answers = newest;
  newest = [];
  try {
    const cache = await caches.open(NAME);
    for (const [url, question, answer] of answers)
      await cache.put(await keyOf(url, question), new Response(JSON.stringify(answer)));
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
  } catch {
    // nothing can be kept here
  }
}

/**
 * @param {string} url
 * @param {string} question
 */
async function keyOf(url, question) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(question)));
  return `${url}?of=${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
