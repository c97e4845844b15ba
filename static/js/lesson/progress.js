/** How far somebody got in each lesson. It stays in the browser. */

const KEPT = "livegrad.lessons";
const MOST = 200; // lessons

/** @typedef {{ step: number, of: number, done: boolean }} Progress `step` counts from 1 */

/** @returns {Record<string, Progress>} by the name of the lesson */
export function readProgress() {
  /** @type {unknown} */
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  } catch {
    // nothing can be kept here, or it is not ours
  }
  if (typeof kept !== "object" || kept === null) return {};
  const sound = Object.entries(kept).filter(
    ([, value]) => Number.isInteger(value?.step) && Number.isInteger(value?.of),
  );
  return Object.fromEntries(
    sound.map(([name, { step, of, done }]) => [name, { step, of, done: done === true }]),
  );
}

/**
 * @param {string} name
 * @param {number} step from 1
 * @param {number} of
 * @param {boolean} finished whether nothing is left to do in it
 */
export function keepProgress(name, step, of, finished) {
  if (name.startsWith("~")) return; // a lesson of one's own has no name
  const all = readProgress();
  const done = finished || all[name]?.done === true;
  const { [name]: _, ...others } = all;
  const kept = Object.fromEntries([...Object.entries(others), [name, { step, of, done }]].slice(-MOST));
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // it lasts as long as the page then
  }
}
