/**
 * Where in which lesson: `used_twice.3` in the address, or `~` and a packed text for a lesson of one's own.
 *
 * This is all that a page without a lesson loads.
 */

const FORM = /^(?:[a-z][a-z0-9_]{0,60}|~[\w-]{1,200000})(?:\.\d{1,3})?$/;

/**
 * @param {URLSearchParams} parts of an address
 * @returns {{ lesson?: string }}
 */
export function readLesson(parts) {
  const text = parts.get("lesson") ?? "";
  return FORM.test(text) ? { lesson: text } : {};
}

/**
 * Whether an address names a lesson and nothing else: what it begins with is for the lesson to say.
 *
 * @param {string} hash
 */
export function isBareLesson(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  return "lesson" in readLesson(parts) && [...parts].length === 1;
}

/**
 * @param {string} place
 * @returns {{ name: string, step: number }} the step counts from 1; 0 where none is said
 */
export function splitPlace(place) {
  const [name, step = "0"] = place.split(".");
  return { name, step: Number(step) };
}

/**
 * The address of a lesson.
 *
 * @param {string} page that it goes with
 * @param {string} place
 */
export const linkTo = (page, place) => `${page === "train" ? "/train" : "/"}#lesson=${place}`;
