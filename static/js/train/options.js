/** What a training may be set to, as the server tells it. */

import { byId } from "../dom.js";

/** @typedef {import("./types.js").Field} Field */

/** @returns {Promise<import("./types.js").Options>} */
export async function askOptions() {
  const response = await fetch("/api/train/options");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return readOptions(await response.json());
}

/**
 * @param {any} answer
 * @returns {import("./types.js").Options}
 */
export function readOptions(answer) {
  /** @type {Field[]} */
  const fields = answer.fields.map((/** @type {any} */ field) => ({
    low: null,
    high: null,
    choices: null,
    optional: false,
    help: field.words ?? "",
    new_model: false,
    ...field,
  }));
  return {
    fields: new Map(fields.map((field) => [field.name, field])),
    presets: answer.presets,
    default: answer.default,
    limits: answer.limits ?? {},
  };
}

/**
 * Ask until there is an answer: a page that was loaded while the server restarts starts by itself.
 *
 * @param {(options: import("./types.js").Options) => void} then
 */
export async function haveOptions(then) {
  for (let pause = 300; ; pause = Math.min(pause * 1.7, 5000)) {
    try {
      then(await askOptions());
      return;
    } catch {
      byId("notice").textContent = "The server does not answer yet. The page tries again by itself.";
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
