/** The list of lessons: how far this person got in each, and where to go on. */

import "./offline.js";
import { byId, html } from "./dom.js";
import { readProgress } from "./lesson/progress.js";

const progress = readProgress();
const rows = [...document.querySelectorAll("[data-lesson]")];
let done = 0;

for (const row of rows) {
  const name = row.getAttribute("data-lesson") ?? "";
  const state = row.querySelector(".state");
  const known = progress[name];
  if (!known || !state) continue;
  row.classList.add(known.done ? "done" : "begun");
  if (known.done) done += 1;
  const text = known.done ? "✓ done" : `step ${known.step} of ${known.of}`;
  state.replaceChildren(html("span", {}, text));
}

const begun = rows.some((row) => row.classList.contains("done") || row.classList.contains("begun"));
const next = rows.find((row) => !row.classList.contains("done"));
if (begun) {
  const go = byId("go-on", HTMLAnchorElement);
  const way = next?.querySelector("a.way");
  if (way instanceof HTMLAnchorElement) {
    go.href = way.href;
    go.replaceChildren("Go on: ", way.querySelector("h3")?.textContent ?? "", " →");
  } else go.hidden = true;
  const far = byId("how-far");
  far.hidden = false;
  far.textContent = next
    ? `${done} of ${rows.length} lessons done. This is kept in your browser.`
    : `All ${rows.length} lessons done.`;
}
