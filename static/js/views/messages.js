/** What is wrong with the program, how it was read, and what else could not be done: right under it, in words. */

import { byId, html, proseOf } from "../dom.js";

/** @param {import("../types.js").PageStore} store */
export function messagesView(store) {
  const place = byId("message");

  store.on(["source"], ({ notice }) => notice && store.set({ notice: null }));

  store.on(["failure", "notes", "notice"], ({ failure, notice, notes, answered, source }) => {
    /** @type {HTMLElement[]} */
    const children = [];
    if (notice) children.push(noticeOf(notice));
    if (failure) {
      const kind = failure.code === "syntax" && source.trim() === "" ? "note" : "failure";
      const text = html("p", { class: kind }, ...proseOf(failure.message));
      if (failure.hint) text.append(" ", html("span", { class: "hint" }, ...proseOf(failure.hint)));
      children.push(text);
    }
    if (answered === source) {
      for (const note of notes) children.push(noteOf(note));
    }
    place.replaceChildren(...children);
  });

  /** @param {import("../types.js").Graph["notes"][number]} note */
  function noteOf({ message, instead }) {
    const text = html("p", { class: "note" }, ...proseOf(`${message.replace(/\.+$/, "")}.`));
    if (instead) {
      const take = html("button", { type: "button", class: "quiet" }, "Make them Values");
      // where the old program had no steps, the position says nothing: all values are there, gradients to come
      take.onclick = () => store.set({ source: instead, cause: "typing", arrival: "ready", playing: false });
      text.append(" ", take);
    }
    return text;
  }

  /** @param {NonNullable<import("../types.js").PageState["notice"]>} notice */
  function noticeOf({ message, hint }) {
    const close = html("button", { type: "button", class: "quiet", "aria-label": "Dismiss" }, "×");
    close.onclick = () => store.set({ notice: null });
    const text = html("p", { class: "failure notice" }, html("span", {}, ...proseOf(message)), close);
    if (hint) text.firstElementChild?.append(" ", html("span", { class: "hint" }, ...proseOf(hint)));
    return text;
  }
}
