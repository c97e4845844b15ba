/**
 * A film of what a page plays: it is played, looked at all the while, and every look is kept for as long as it lasted.
 *
 * Whoever makes one wants to see how far it is, and to be able to stop it.
 */

import { html } from "../dom.js";
import { encoderOf } from "./encoders.js";
import { paint } from "./picture.js";

const LEAST = 40; // ms: looks that are nearer to each other are not worth one each
const LONGEST = 4000; // ms a look may last: whoever wants to think can pause the film
const LAST = 2000; // ms that the end stays
const WIDEST = 1280; // pixels

/**
 * @typedef {object} Play something that moves
 * @property {Element[]} parts what is filmed of it
 * @property {() => Promise<void> | void} begin go to its start; if it moves by itself, let it
 * @property {() => number} share how much of it has been played, 0 to 1
 * @property {{ next: () => Promise<void>, lasts: number }} [pictures] where it goes picture by picture: on to the next, and
 *   how many milliseconds each is shown
 * @property {() => void} end leave it as it was
 */

/**
 * @param {Play} play
 * @param {"webm" | "gif"} kind
 * @returns {Promise<Blob | null>} null where somebody cancelled
 */
export async function film(play, kind) {
  const { parts, pictures } = play;
  const stop = new AbortController();
  const bar = html("progress", { max: 1, value: 0, "aria-label": "How far the film is" });
  const box = openBox(bar, () => stop.abort());
  const [shown, next] = [html("canvas", {}), html("canvas", {})];
  const width = Math.max(...parts.map((part) => part.getBoundingClientRect().width));
  const scale = Math.min(kind === "gif" ? 1 : 2, WIDEST / width);
  const look = async (/** @type {HTMLCanvasElement} */ canvas) => {
    await paint(canvas, parts, scale, canvas === shown); // every picture of a film has the size of the first
    return performance.now();
  };
  try {
    await play.begin();
    let since = await look(shown);
    Object.assign(next, { width: shown.width, height: shown.height });
    const encoder = await encoderOf(kind, shown);
    let at = 0;
    while (!stop.signal.aborted) {
      const over = play.share() >= 1;
      bar.value = play.share();
      if (pictures && !over) await pictures.next();
      else await pause(LEAST);
      const now = await look(next);
      at = await add(encoder, at, pictures?.lasts ?? Math.min(LONGEST, now - since));
      since = now;
      shown.getContext("2d")?.drawImage(next, 0, 0);
      if (!over) continue;
      await add(encoder, at, LAST);
      return await encoder.finish();
    }
    return null;
  } finally {
    play.end();
    box.remove();
  }
}

/**
 * @param {import("./encoders.js").Encoder} encoder
 * @param {number} at ms
 * @param {number} lasts ms
 * @returns {Promise<number>} when the next begins
 */
async function add(encoder, at, lasts) {
  await encoder.add(at / 1000, lasts / 1000);
  return at + lasts;
}

/**
 * @param {HTMLElement} bar
 * @param {() => void} cancel
 */
function openBox(bar, cancel) {
  const button = html("button", { type: "button" }, "Cancel");
  const title = html("h2", { id: "film-title" }, "Filming what the page plays");
  const box = html("dialog", { class: "help filming", "aria-labelledby": "film-title" }, title, bar, button);
  button.onclick = cancel;
  box.oncancel = (event) => {
    event.preventDefault();
    cancel();
  };
  document.body.append(box);
  box.showModal();
  return box;
}

/** @param {number} ms */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
