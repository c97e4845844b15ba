/** A lesson beside the page: a few words, what to do or to answer, and the way on. */

import { byId, html, proseOf } from "../dom.js";
import { linkTo } from "./place.js";

/** @typedef {import("./types.js").Step} Step */

/**
 * @param {object} does
 * @param {(by: 1 | -1) => void} does.go
 * @param {() => void} does.help
 * @param {() => void} does.show
 * @param {() => void} does.again
 * @param {(index: number) => void} does.choose
 * @param {(text: string) => void} does.type
 * @param {() => void} does.close
 */
export function stripView(does) {
  const strip = byId("lesson");
  const title = html("h2", { id: "lesson-title" });
  const close = button("×", does.close, {
    "aria-label": "Leave the lesson",
    title: "Leave the lesson",
    class: "quiet",
  });
  const again = button("↺", does.again, {
    "aria-label": "Begin this step anew",
    title: "Begin this step anew",
    class: "quiet",
  });
  const bar = html("progress", { class: "lesson-bar", "aria-label": "Progress in the lesson" });
  const matter = html("div", { class: "lesson-matter", "aria-live": "polite" });
  const back = button("Back", () => does.go(-1));
  const count = html("span", { class: "lesson-count" });
  const on = button("Next", () => does.go(1), { class: "lesson-next" });
  const after = html("a", { class: "lesson-after primary" });
  strip.replaceChildren(
    html("header", {}, html("div", { class: "lesson-head" }, title, again, close), bar),
    matter,
    html("footer", {}, back, count, on, after),
  );

  /** @type {Step | null} */
  let drawn = null;

  /**
   * @param {import("./types.js").LessonAnswer} told
   * @param {number} at from 0
   * @param {import("./guide.js").State} state
   * @param {boolean} own whether it is a lesson of somebody's own
   */
  function draw({ lesson, next }, at, state, own) {
    const step = lesson.step[at];
    const last = at === lesson.step.length - 1;
    strip.hidden = false;
    title.textContent = lesson.title;
    bar.max = lesson.step.length;
    bar.value = at + (state.done || !(step.do || step.ask) ? 1 : 0);
    count.textContent = `${at + 1} of ${lesson.step.length}`;
    back.disabled = at === 0;
    on.hidden = last;
    on.textContent = state.done || !(step.do || step.ask) ? "Next" : "Skip";
    on.classList.toggle("primary", on.textContent === "Next");
    after.hidden = !last;
    after.textContent = next && !own ? `Next: ${next.title}` : "All lessons";
    after.href = next && !own ? linkTo(next.page, next.name) : "/learn";
    after.classList.toggle("done", state.done || !(step.do || step.ask));
    if (step !== drawn) {
      drawn = step;
      matter.replaceChildren(
        html("p", { class: "lesson-say" }, ...proseOf(step.say)),
        ...(step.do ? [taskOf(step)] : []),
        ...(step.ask ? [questionOf(step)] : []),
        html("div", { class: "lesson-reply" }),
      );
      matter.scrollTop = 0;
    }
    mark(step, state);
  }

  /** @param {Step} step */
  function taskOf(step) {
    return html(
      "div",
      { class: "lesson-task" },
      html("p", {}, html("span", { class: "task-mark", "aria-hidden": "true" }), ...proseOf(step.do ?? "")),
      helpOf(step),
    );
  }

  /** @param {Step} step */
  function helpOf(step) {
    return html(
      "div",
      { class: "lesson-help" },
      ...(step.hint ? [button("Hint", does.help, { class: "quiet hint-button" })] : []),
      ...(step.show.length > 0 ? [button("Show me", does.show, { class: "quiet show-button" })] : []),
      ...(step.hint ? [html("p", { class: "hint", hidden: true }, ...proseOf(step.hint))] : []),
    );
  }

  /** @param {Step} step */
  function questionOf(step) {
    const asked = html("p", { id: "lesson-question" }, ...proseOf(step.ask ?? ""));
    if (step.choices.length > 0) {
      const choices = step.choices.map(({ text }, index) => {
        const choice = button("", () => does.choose(index), { class: "choice" });
        choice.append(...proseOf(text));
        return choice;
      });
      const group = html(
        "div",
        { class: "choices", role: "group", "aria-labelledby": "lesson-question" },
        ...choices,
      );
      return html("div", { class: "lesson-task" }, asked, group, helpOf(step));
    }
    const input = html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-labelledby": "lesson-question",
    });
    const form = html("form", {}, input, html("button", {}, "Answer"));
    form.onsubmit = (event) => {
      event.preventDefault();
      if (input.value.trim()) does.type(input.value);
    };
    return html("div", { class: "lesson-task" }, asked, form, helpOf(step));
  }

  /**
   * @param {Step} step
   * @param {import("./guide.js").State} state
   */
  function mark(step, state) {
    strip.classList.toggle("done", state.done);
    const hint = matter.querySelector("p.hint");
    const helped = matter.querySelector(".hint-button");
    if (hint instanceof HTMLElement) hint.hidden = state.helped < 1;
    if (helped instanceof HTMLElement) helped.hidden = state.helped > 0 || state.done;
    const shown = matter.querySelector(".show-button");
    if (shown instanceof HTMLElement) shown.hidden = state.done || (step.hint !== null && state.helped < 1);
    const reply = matter.querySelector(".lesson-reply");
    if (!reply) return;
    const parts = [];
    if (state.reply) {
      const { right, text } = state.reply;
      const said = text || (right ? "" : (step.hint ?? "Look again."));
      parts.push(
        html(
          "p",
          { class: right ? "right" : "not-yet" },
          html("b", {}, right ? "✓ Right. " : "Not yet. "),
          ...proseOf(said),
        ),
      );
    } else if (state.done) parts.push(html("p", { class: "right" }, html("b", {}, "✓ Done.")));
    if (state.done && step.then) parts.push(html("p", {}, ...proseOf(step.then)));
    const text = parts.map((part) => part.textContent).join("\n");
    if (reply.textContent === parts.map((part) => part.textContent).join("") && text) return; // said already
    reply.replaceChildren(...parts);
  }

  return {
    draw,
    /** @param {import("../types.js").Failure} failure */
    fail({ message, hint }) {
      strip.hidden = false;
      title.textContent = "Lesson";
      drawn = null;
      for (const part of [back, on, again]) part.hidden = true;
      count.textContent = "";
      after.hidden = false;
      after.textContent = "All lessons";
      after.href = "/learn";
      matter.replaceChildren(html("p", { class: "not-yet" }, message, hint ? ` ${hint}` : ""));
    },
    hide() {
      strip.hidden = true;
      drawn = null;
    },
  };
}

/**
 * @param {string} text
 * @param {() => void} does
 * @param {import("../dom.js").Attributes} [attributes]
 */
function button(text, does, attributes = {}) {
  const made = html("button", { type: "button", ...attributes }, text);
  made.onclick = does;
  return made;
}
