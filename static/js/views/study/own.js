/**
 * An op of one's own: a rule and a derivative, checked against differences while they are written.
 *
 * Whoever opens it wants to know: is my derivative right? What if it is not? They use it in the program at once.
 */

import { askOwn } from "../../api.js";
import { html } from "../../dom.js";
import { brief } from "../../format.js";
import { definition, definitionIn } from "../../own.js";
import { failureText, section } from "../../study.js";

/** @typedef {import("../../types.js").OwnOp} OwnOp */

const PAUSE = 200; // ms between letters

/** @param {import("../../types.js").PageStore} store */
export function ownView(store) {
  const { body, onSeen, seen } = section(store, "own");
  const name = field("name", "cube");
  const rule = field("f(x) =", "x**3");
  const derivative = field("d/dx =", "3*x**2");
  const verdict = html("div", { role: "status" });
  const add = html("button", { type: "submit" }, "Put it into the program");
  const form = html("form", { class: "own panel" }, name.label, rule.label, derivative.label, verdict, add);
  const told = html("p", { class: "aside", role: "status" });
  const list = html("ul", { class: "owns" });
  body.replaceChildren(
    html(
      "p",
      {},
      "A forward rule and its local derivative: that is all an op is. The engine takes your word for it.",
    ),
    form,
    told,
    list,
  );

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {AbortController | null} */
  let asking = null;
  const written = () => definition(name.input.value, rule.input.value, derivative.input.value);

  async function check() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const { ok, failure } = await askOwn(written(), mine.signal);
      verdict.replaceChildren(failure ? failureText(failure) : verdictOf(ok.ops[0]));
      add.disabled = failure !== undefined;
    } catch (error) {
      if (!mine.signal.aborted) throw error;
    }
  }
  for (const { input } of [name, rule, derivative])
    input.oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    };
  onSeen(() => seen() && verdict.childElementCount === 0 && check());

  form.onsubmit = (event) => {
    event.preventDefault();
    if (add.disabled) return;
    const { source, own, answered } = store.get();
    const title = name.input.value.trim();
    const known = answered === source ? own.find(({ op }) => op.name === title)?.span : null;
    const same = known ?? definitionIn(source, title);
    const lines = written();
    const points = [...source]; // spans count code points
    const next = same
      ? [...points.slice(0, same[0]), lines.trimEnd(), ...points.slice(same[1])].join("")
      : lines + source;
    store.set({ source: next, cause: "typing" });
    told.textContent = same
      ? `${title} is changed in the program.`
      : `${title} stands at the top of the program. Use it: ${title}(2).`;
  };

  store.on(["own"], ({ own }) => {
    list.replaceChildren(
      ...own.map((each) =>
        html(
          "li",
          {},
          html("code", {}, `${each.op.name}(${each.arguments.join(", ")})`),
          " ",
          verdictOf(each),
        ),
      ),
    );
  });
}

/**
 * @param {string} text
 * @param {string} value
 */
function field(text, value) {
  const input = html("input", {
    type: "text",
    value,
    autocomplete: "off",
    spellcheck: "false",
    required: true,
  });
  return { input, label: html("label", { class: "choice" }, html("code", {}, text), input) };
}

/**
 * The check in one line; of a wrong derivative the place where it is worst.
 *
 * @param {OwnOp} own
 */
function verdictOf({ agrees, samples }) {
  if (samples.length === 0) return html("p", { class: "verdict" }, "No place was found to check it at.");
  if (agrees) {
    const many = `${samples.length} ${samples.length === 1 ? "place" : "places"}`;
    return html("p", { class: "verdict good" }, `✓ The derivative agrees with nudges at ${many}.`);
  }
  const off = (/** @type {OwnOp["samples"][0]} */ sample) =>
    sample.typed === null ? Number.POSITIVE_INFINITY : Math.abs(sample.typed - sample.measured);
  const worst = samples.filter((sample) => !sample.agrees).reduce((a, b) => (off(b) > off(a) ? b : a));
  const typed = worst.typed === null ? "no number" : brief(worst.typed);
  return html(
    "p",
    { class: "verdict bad" },
    `✗ At ${worst.at.map(brief).join(", ")} you say d/d${worst.argument} is ${typed}; a nudge gives ${brief(worst.measured)}.`,
  );
}
