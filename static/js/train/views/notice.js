/** What happened, in words: started over, done, diverged, the connection lost. On top of the network. */

import { byId, html, proseOf } from "../../dom.js";
import { grouped } from "../words.js";

const STAYS = 6000; // ms that a plain notice is shown

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../player.js").Player} player
 */
export function noticeView(store, player) {
  const place = byId("notice");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  store.on(["connection", "trouble", "notice", "diverged"], ({ connection, trouble, notice, diverged }) => {
    clearTimeout(timer);
    const items = [];
    if (connection === "failed") {
      items.push(say("failure", "The training server does not answer. The page tries again by itself."));
    }
    if (connection === "lost") {
      items.push(
        say("failure", "The connection is lost. Trying again; the training goes on from this step."),
      );
    }
    if (diverged) {
      const sound = Math.max(diverged.step - 10, 0);
      const back = html("button", { type: "button" }, `Back to step ${grouped(sound)}`);
      back.onclick = () => player.seek(sound);
      items.push(html("div", { class: "failure" }, html("p", {}, `Diverged. ${diverged.message}`), back));
    }
    if (trouble && !trouble.field) {
      items.push(say("failure", [trouble.message, trouble.hint].filter(Boolean).join(" ")));
    }
    if (notice) items.push(say("note", notice));
    place.replaceChildren(...items);
    if (notice) timer = setTimeout(() => store.set({ notice: null }), STAYS);
  });
}

/**
 * @param {string} kind
 * @param {string} text
 */
const say = (kind, text) => html("p", { class: kind }, ...proseOf(text));
