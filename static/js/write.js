/**
 * Where a teacher writes a lesson: a text at the left, the page with the lesson at the right, as others will see it.
 *
 * Whoever writes wants to see at once what a change does, to be told what is wrong and where, and to hand the lesson on.
 */

import "./offline.js";
import { askOwnLesson } from "./api.js";
import { byId } from "./dom.js";
import { save } from "./keep/files.js";
import { pack, unpack } from "./lesson/packing.js";
import { linkTo, readLesson, splitPlace } from "./lesson/place.js";

const PAUSE = 500; // ms after the last letter
const DRAFT = "livegrad.lesson";

const text = byId("text", HTMLTextAreaElement);
const said = byId("said");
const preview = byId("preview", HTMLIFrameElement);
const file = byId("file", HTMLInputElement);
const example = text.value;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {AbortController | null} */
let asking = null;
let link = ""; // of the newest text that is a lesson
let title = "lesson";

/** Read the text, and show it if it is a lesson. */
async function read() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  try {
    const { ok, failure } = await askOwnLesson(text.value, mine.signal);
    if (failure) {
      say(`${failure.message}${failure.hint ? ` ${failure.hint}` : ""}`, true);
      return;
    }
    const packed = await pack(text.value);
    if (mine.signal.aborted) return;
    title = ok.lesson.title;
    link = location.origin + linkTo(ok.lesson.page, `~${packed}`);
    const count = ok.lesson.step.length;
    say(`A lesson of ${count} ${count === 1 ? "step" : "steps"}.`, false);
    history.replaceState(null, "", `#lesson=~${packed}`);
    show(Math.min(stepShown(), count));
  } catch (error) {
    if (!mine.signal.aborted) throw error;
  }
}

/** The step that the preview is at, so that a change is seen where it was made. */
function stepShown() {
  const hash = preview.contentWindow?.location.hash ?? "";
  const { lesson } = readLesson(new URLSearchParams(hash.slice(1)));
  return lesson ? Math.max(splitPlace(lesson).step, 1) : 1;
}

/** @param {number} step */
function show(step) {
  preview.contentWindow?.location.replace(`${link}.${step}`);
}

/**
 * @param {string} words
 * @param {boolean} wrong
 */
function say(words, wrong) {
  said.textContent = words;
  said.classList.toggle("wrong", wrong);
  text.setAttribute("aria-invalid", String(wrong));
}

function keep() {
  try {
    localStorage.setItem(DRAFT, text.value);
  } catch {
    // it lasts as long as the page then
  }
}

/** @param {string} words */
function put(words) {
  text.value = words;
  keep();
  read();
}

text.oninput = () => {
  keep();
  clearTimeout(timer);
  timer = setTimeout(read, PAUSE);
};
byId("copy-link").onclick = async () => {
  if (!link) return;
  try {
    await navigator.clipboard.writeText(link);
    say("The link is copied. Whoever opens it has the whole lesson.", false);
  } catch {
    say(`Copy this: ${link}`, false);
  }
};
byId("save-file").onclick = () => {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  save(text.value, `${name || "lesson"}.toml`, "application/toml");
};
byId("open-file").onclick = () => file.click();
file.onchange = async () => {
  const [chosen] = file.files ?? [];
  if (chosen) put(await chosen.text());
  file.value = "";
};
byId("write-anew").onclick = () => put(example);

/** What is there to begin with: a link's lesson, the draft of last time, or the example. */
async function begin() {
  const { lesson } = readLesson(new URLSearchParams(location.hash.slice(1)));
  const linked = lesson?.startsWith("~") ? await unpack(splitPlace(lesson).name.slice(1)) : null;
  let draft = null;
  try {
    draft = localStorage.getItem(DRAFT);
  } catch {
    // nothing can be kept here
  }
  text.value = linked ?? draft ?? text.value; // a link's lesson takes the draft's place when it is changed
  read();
}

begin();
