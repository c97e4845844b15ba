/** Questions to the server. An answer is `{ ok }` or `{ failure }`; only an aborted question throws. */

import { recall, remember } from "./kept.js";

/** This page among others at the same address: the server lets pages take turns. */
const PAGE = Math.random().toString(36).slice(2, 12);

/**
 * @template T
 * @typedef {{ ok: T, failure?: undefined } | { ok?: undefined, failure: import("./types.js").Failure }} Answer
 */

/**
 * @param {string} source
 * @param {number | null} pass
 * @param {string[] | "auto"} open
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<import("./types.js").Ran>>}
 */
export const askGraph = (source, pass, open, signal) => post("/api/graph", { source, pass, open }, signal);

/**
 * @param {string} source
 * @param {number | null} pass
 * @param {string} name a piece of it
 * @param {AbortSignal} signal
 * @returns {Promise<Answer<{ found: import("./types.js").Found[], total: number }>>}
 */
export const askFind = (source, pass, name, signal) => post("/api/find", { source, pass, name }, signal);

/**
 * @param {import("./boxes.js").Shape} shape
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<import("./types.js").Layout>>}
 */
export async function askLayout(shape, signal) {
  const { ok, failure } = await post("/api/layout", shape, signal);
  return failure ? { failure } : { ok: { ...ok, direction: shape.direction } };
}

/** @returns {Promise<Answer<import("./types.js").OpTable>>} */
export async function askOps() {
  const answer = await ask("/api/ops", {});
  if (answer.failure) return answer;
  const { ops, functions } = answer.ok;
  return {
    ok: { ops: new Map(ops.map((/** @type {import("./types.js").Op} */ op) => [op.name, op])), functions },
  };
}

/**
 * @param {string} url
 * @param {unknown} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<any>>}
 */
async function post(url, body, signal) {
  const question = JSON.stringify(body);
  const answer = await ask(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-page": PAGE },
    body: question,
    signal,
  });
  if (answer.ok) remember(url, question, answer.ok);
  if (answer.failure?.code !== "offline") return answer;
  const known = await recall(url, question);
  return known === undefined ? answer : { ok: known };
}

/**
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<Answer<any>>}
 */
async function ask(url, options) {
  try {
    const response = await fetch(url, options);
    const body = await response.json();
    if (response.ok) return { ok: body };
    const wait = 1000 * Number(response.headers.get("retry-after") ?? 0);
    if (body?.error?.message) return { failure: { ...body.error, ...(wait > 0 ? { wait } : {}) } };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    if (error instanceof TypeError)
      return navigator.onLine === false
        ? failed(
            "offline",
            "There is no network, and programs run on the server.",
            "What is on screen can still be stepped.",
          )
        : failed("offline", "The server does not answer.", "Is it still running?");
  }
  return failed("server", "The server gave no usable answer.", "Its log says why.");
}

/**
 * @param {string} code
 * @param {string} message
 * @param {string} hint
 */
function failed(code, message, hint) {
  return {
    failure: { code, message, span: null, hint: `${hint} The page tries again by itself.` },
  };
}

/**
 * A question about the program that is on screen: /api/check, /api/nudge, /api/slice and their like.
 *
 * @param {string} what the end of the address
 * @param {{ source: string, pass: number | null }} state
 * @param {Record<string, unknown>} more
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<any>>}
 */
export const askAbout = (what, { source, pass }, more, signal) =>
  post(`/api/${what}`, { source, pass, ...more }, signal);

/**
 * The ops that a text defines itself, with the check of their derivatives. The rest of the text is not run.
 *
 * @param {string} source
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<{ ops: import("./types.js").OwnOp[] }>>}
 */
export const askOwn = (source, signal) => post("/api/own", { source }, signal);

/**
 * A lesson of the course.
 *
 * @param {string} name
 * @returns {Promise<Answer<import("./lesson/types.js").LessonAnswer>>}
 */
export const askLesson = (name) => ask(`/api/lessons/${name}`, {});

/**
 * A lesson that somebody wrote, or what is wrong with its text.
 *
 * @param {string} text
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer<import("./lesson/types.js").LessonAnswer>>}
 */
export const askOwnLesson = (text, signal) => post("/api/lesson", { text }, signal);
