/**
 * Say the gradients before you see them.
 *
 * Whoever opens it wants to know: have I understood it? Where did I go wrong? A wrong answer gets the question that leads
 * on, never the solution.
 */

import { askAbout } from "../../api.js";
import { byId, html, proseOf } from "../../dom.js";
import { brief, plus } from "../../format.js";
import { isSingle, valueId } from "../../groups.js";
import { symbolOf } from "../../names.js";
import { failureText, setMarks } from "../../study.js";

/** @typedef {{ right: boolean, value: number, kind: string, question: string | null }} Judged */
/** @typedef {{ value: number, answer: string, tries: number, right: boolean, shown: boolean }} Guess */

const MOST = 40; // more than that is work, not practice

/** @param {import("../../types.js").PageStore} store */
export function predictView(store) {
  const panel = byId("panel-predict");
  const score = html("p", { class: "summary", role: "status" });
  const list = html("ol", { class: "guesses" });
  const again = html("button", { type: "button" }, "Hide all again");
  const rest = html("button", { type: "button", class: "quiet" }, "Show the rest");
  panel.replaceChildren(
    html("h2", {}, "Predict the gradients"),
    html(
      "p",
      {},
      "All gradients are hidden, and the backward pass rests until you have them. Start at the root and go backwards. Write a number, or a formula of the program's names: ",
      html("code", {}, "-6"),
      " or ",
      html("code", {}, "b*f"),
      ".",
    ),
    score,
    list,
    html("div", { class: "buttons" }, again, rest),
  );
  /** @type {Map<number, Guess>} */
  let guesses = new Map();
  /** @type {(() => void)[]} */
  let shows = [];
  let made = "";
  let asking = false; // one answer is judged at a time, so that a second Enter is no second try
  rest.onclick = () => {
    for (const show of shows) show();
  };
  again.onclick = () => {
    made = "";
    build();
  };

  store.on(["study", "graph", "names"], (state, before) => {
    if (state.study === "predict") {
      if (before.study !== "predict") store.set({ position: state.timeline?.forward ?? 0, playing: false }); // all values are there
      build();
      conceal();
    } else if (before.study === "predict") store.set({ concealed: null });
  });

  /** Hide what is asked for; what has been found stands on its card as a badge. */
  function conceal() {
    const { graph, study, timeline, position } = store.get();
    if (study !== "predict" || !graph) return;
    const asked = graph.nodes.filter((node) => guesses.has(valueId(node)));
    const found = [...guesses].filter(([, guess]) => guess.right || guess.shown);
    const open = found.length < guesses.size;
    if (open) store.set({ position: Math.min(position, timeline?.forward ?? 0), playing: false });
    store.set({ concealed: open ? new Set(asked.map(({ id }) => id)) : null });
    setMarks(
      store,
      "predict",
      new Map(
        found.map(([id, { value, right }]) => [
          id,
          {
            text: `${right ? "✓ " : ""}${brief(value)}`,
            tone: right ? "good" : "quiet",
            title: right ? "You found it." : "It was shown to you.",
          },
        ]),
      ),
    );
  }

  function build() {
    const { graph, names, answered, pass, study } = store.get();
    if (study !== "predict") return;
    if (!graph) {
      list.replaceChildren();
      score.textContent = "There is no graph to predict.";
      return;
    }
    const nodes = graph.nodes.filter(isSingle).reverse().slice(0, MOST);
    const now = JSON.stringify([answered, pass, nodes.map(valueId)]);
    if (now === made) return;
    made = now;
    guesses = new Map(
      nodes.map((node) => [
        valueId(node),
        { value: node.grad, answer: "", tries: 0, right: false, shown: false },
      ]),
    );
    shows = [];
    list.replaceChildren(...nodes.map((node) => question(node, names[node.id])));
    conceal();
    count();
  }

  /**
   * @param {import("../../types.js").GraphNode} node
   * @param {string} name
   */
  function question(node, name) {
    const id = valueId(node);
    const label = `${symbolOf(name)}.grad`;
    const input = html("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
    });
    const verdict = html("div", { class: "judgement", role: "status" });
    const give = html("button", { type: "button", class: "quiet", title: "Show this gradient" }, "show");
    const form = html("form", {}, html("label", {}, html("code", {}, label), " = ", input), give, verdict);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const answer = input.value.trim();
      const guess = guesses.get(id);
      if (!answer || !guess || guess.right || asking) return;
      asking = true;
      const { ok, failure } = await askAbout("predict", store.get(), { node: id, answer });
      asking = false;
      if (guesses.get(id) !== guess) return; // another program meanwhile
      if (failure) {
        verdict.replaceChildren(failureText(failure));
        return;
      }
      judge(guess, /** @type {Judged} */ (ok), verdict, input);
      if (guess.right) next(form);
    };
    give.onclick = () => {
      const guess = guesses.get(id);
      if (!guess || guess.right) return;
      guess.shown = true;
      verdict.replaceChildren(html("p", { class: "aside" }, `It is ${plus(guess.value, brief)}.`));
      conceal();
      count();
    };
    shows.push(() => give.click());
    input.onfocus = () => store.set({ hovered: boxId(id) });
    input.onblur = () => store.set({ hovered: null });
    return html("li", {}, form);
  }

  /** @param {number} id */
  function boxId(id) {
    return store.get().graph?.nodes.find((node) => valueId(node) === id)?.id ?? null;
  }

  /**
   * @param {Guess} guess
   * @param {Judged} judged
   * @param {HTMLElement} verdict
   * @param {HTMLInputElement} input
   */
  function judge(guess, judged, verdict, input) {
    guess.tries += 1;
    guess.right = judged.right;
    input.readOnly = judged.right;
    const give = input.form?.querySelector("button");
    if (give) give.hidden = judged.right;
    input.setAttribute("aria-invalid", String(!judged.right));
    verdict.replaceChildren(
      judged.right
        ? html("p", { class: "verdict good" }, `✓ ${plus(judged.value, brief)}`)
        : html("p", {}, html("b", { class: "verdict bad" }, "Not yet. "), ...proseOf(judged.question ?? "")),
    );
    conceal();
    count();
  }

  /** @param {HTMLFormElement} form */
  function next(form) {
    const forms = [...list.querySelectorAll("form")];
    const open = forms
      .slice(forms.indexOf(form) + 1)
      .find((other) => !other.querySelector("input")?.readOnly);
    open?.querySelector("input")?.focus();
  }

  function count() {
    const all = [...guesses.values()];
    const right = all.filter((guess) => guess.right);
    const first = right.filter((guess) => guess.tries === 1 && !guess.shown).length;
    score.textContent =
      right.length === all.length && all.length > 0
        ? `All ${all.length} right, ${first} at the first try.`
        : `${right.length} of ${all.length} right${right.length > 0 ? `, ${first} at the first try` : ""}.`;
  }
}
