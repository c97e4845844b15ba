/** What is wrong with the program, and how it was read: right under it, in words. */

import { byId, html, proseOf } from "../dom.js";

/** @param {import("../types.js").PageStore} store */
export function messagesView(store) {
  const place = byId("message");

  store.on(["failure", "graph"], ({ failure, graph, answered, source }) => {
    const children = [];
    if (failure) {
      const kind = failure.code === "syntax" && source.trim() === "" ? "note" : "failure";
      const text = html("p", { class: kind }, ...proseOf(failure.message));
      if (failure.hint) text.append(" ", html("span", { class: "hint" }, ...proseOf(failure.hint)));
      children.push(text);
    }
    if (answered === source) {
      for (const { message } of graph?.notes ?? [])
        children.push(html("p", { class: "note" }, ...proseOf(`${message}.`)));
    }
    place.replaceChildren(...children);
  });
}
