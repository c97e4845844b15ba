/**
 * Keeps the pages for when there is no network: a service worker.
 *
 * With a network everything comes from there, as without one; only what is named by its content is taken from what is
 * kept. The server writes the list of what to keep before this text.
 */

/** @typedef {Event & { waitUntil: (work: Promise<unknown>) => void, addRoutes?: (routes: object[]) => Promise<void> }} Lasting */
/** @typedef {Lasting & { request: Request, respondWith: (answer: Promise<Response>) => void }} Asked */
/**
 * @typedef {object} Keeper what TypeScript knows under the name ServiceWorkerGlobalScope, elsewhere
 * @property {(name: string, run: (event: any) => void) => void} addEventListener
 * @property {() => Promise<void>} skipWaiting
 * @property {{ name: string, parts: string[] }} KEPT
 */

/** @param {Keeper} keeper */
function keepPages(keeper) {
  const { name, parts } = keeper.KEPT;
  const kept = new Set(parts);

  keeper.addEventListener("install", (/** @type {Lasting} */ event) => {
    // what is sent to the server goes there by itself
    event.addRoutes?.([{ condition: { requestMethod: "POST" }, source: "network" }]).catch(() => {});
    event.waitUntil(keep());
  });
  keeper.addEventListener("activate", (/** @type {Lasting} */ event) => event.waitUntil(tidy()));
  keeper.addEventListener("fetch", (/** @type {Asked} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin || !kept.has(pathname)) return;
    event.respondWith((pathname.startsWith("/static/") ? keptFirst : keptLast)(request, pathname));
  });

  async function keep() {
    const cache = await caches.open(name);
    await cache.addAll(parts);
    await keeper.skipWaiting();
  }

  async function tidy() {
    const old = (await caches.keys()).filter(
      (other) => other.startsWith("livegrad-pages-") && other !== name,
    );
    await Promise.all(old.map((other) => caches.delete(other)));
  }

  /** @param {Request} request @param {string} path */
  async function keptFirst(request, path) {
    return (await caches.match(path)) ?? fetch(request);
  }

  /** @param {Request} request @param {string} path */
  async function keptLast(request, path) {
    try {
      return await fetch(request);
    } catch (error) {
      const answer = await caches.match(path);
      if (answer) return answer;
      throw error;
    }
  }
}

keepPages(/** @type {Keeper} */ (/** @type {unknown} */ (self)));
