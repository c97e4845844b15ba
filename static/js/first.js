/** The first example's answer comes with the page: its graph needs no question. */

import { askGraph } from "./api.js";

const text = document.getElementById("first-answer")?.textContent;
/** @type {{ source: string, answer: import("./types.js").Ran } | null} */
const known = text ? JSON.parse(text) : null;

/** @type {typeof askGraph} */
export const askGraphFirst = async (source, pass, open, signal) =>
  known !== null && source === known.source && pass === null && open === "auto"
    ? { ok: structuredClone(known.answer) }
    : askGraph(source, pass, open, signal);
