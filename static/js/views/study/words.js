/**
 * The program on screen in other words: PyTorch, JAX, micrograd; and PyTorch's numbers beside ours.
 *
 * Whoever opens it wants to take it along, and to see that it comes out the same there.
 */

import { html } from "../../dom.js";
import { format } from "../../format.js";
import { symbolOf } from "../../names.js";
import { boxOfValue, connectQuestion, section } from "../../study.js";

/** @typedef {{ text: string, filename: string, media_type: string }} Export */
/**
 * @typedef {{ installed: boolean, version: string | null, largest_difference: number | null,
 *   nodes: { id: number, label: string, grad: number, torch_grad: number | null, difference: number | null }[] }} Torch
 */

const TARGETS = [
  ["pytorch", "PyTorch"],
  ["jax", "JAX"],
  ["micrograd", "micrograd"],
  ["livegrad", "livegrad"],
  ["dot", "DOT"],
  ["svg", "SVG"],
];
const SAID = 1600; // ms

/** @param {import("../../types.js").PageStore} store */
export function wordsView(store) {
  const { body, seen, onSeen } = section(store, "words");
  let target = "pytorch";
  /** @type {Export | null} */
  let shown = null;
  const targets = TARGETS.map(([name, title]) => {
    const button = html("button", { type: "button", "aria-pressed": name === target }, title);
    button.onclick = () => {
      target = name;
      for (const [i, other] of targets.entries())
        other.setAttribute("aria-pressed", String(TARGETS[i][0] === name));
      ask();
    };
    return button;
  });
  const text = html("pre", {
    class: "source",
    tabindex: 0,
    role: "region",
    "aria-label": "The exported text",
  });
  const copy = html("button", { type: "button" }, "Copy");
  const download = html("button", { type: "button" }, "Download");
  const status = html("p", { class: "aside", role: "status" });
  const failure = html("div");
  const buttons = html("div", { class: "row" }, copy, download);
  const compare = html("button", { type: "button" }, "PyTorch's numbers beside ours");
  const beside = html("div", { class: "panel" });
  body.replaceChildren(
    html("div", { class: "segments targets", role: "group", "aria-label": "Write it as" }, ...targets),
    text,
    buttons,
    status,
    failure,
    compare,
    beside,
  );

  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(shown?.text ?? "");
      say(`${shown?.filename} is copied.`);
    } catch {
      say("The browser does not let the page copy. Select the text instead.");
      getSelection()?.selectAllChildren(text);
    }
  };
  download.onclick = () => {
    if (!shown) return;
    const url = URL.createObjectURL(new Blob([shown.text], { type: shown.media_type }));
    html("a", { href: url, download: shown.filename }).click();
    setTimeout(() => URL.revokeObjectURL(url), SAID);
    say(`${shown.filename} is saved.`);
  };

  /** @param {string} what */
  function say(what) {
    status.textContent = what;
  }

  const ask = connectQuestion(store, {
    study: "code",
    what: "export",
    body: () => (seen() ? { target } : null),
    show: (/** @type {Export} */ answer) => {
      shown = answer;
      text.textContent = answer.text;
      text.hidden = buttons.hidden = false;
      failure.replaceChildren();
      say("");
    },
    fail: (why) => {
      if (!why) return;
      shown = null;
      text.hidden = buttons.hidden = true;
      failure.replaceChildren(why);
    },
  });

  let comparing = false;
  compare.onclick = () => {
    comparing = true;
    compare.disabled = true;
    beside.replaceChildren(html("p", { class: "aside", role: "status" }, "PyTorch is computing …"));
    askTorch();
  };
  const askTorch = connectQuestion(store, {
    study: "code",
    what: "torch",
    body: () => (seen() && comparing ? {} : null),
    show: (/** @type {Torch} */ answer) => {
      compare.hidden = true;
      beside.replaceChildren(...besideOf(answer, store.get()));
    },
    fail: (why) => {
      if (!why) return;
      comparing = false; // so that the button asks again, which stands here anyway
      why.querySelector("button")?.remove();
      compare.disabled = false;
      beside.replaceChildren(why);
    },
  });
  onSeen(() => {
    ask();
    askTorch();
  });
}

/**
 * @param {Torch} answer
 * @param {Readonly<import("../../types.js").PageState>} state
 * @returns {HTMLElement[]}
 */
function besideOf({ installed, version, nodes, largest_difference }, state) {
  if (!installed)
    return [html("p", {}, "PyTorch is not installed where livegrad runs. With it, its numbers stand here.")];
  const head = html(
    "p",
    { role: "status" },
    `PyTorch ${version}: the largest difference is `,
    html("b", { class: "digits" }, largest_difference === null ? "not a number" : String(largest_difference)),
    ".",
  );
  const shown = nodes.filter(({ id }) => boxOfValue(state, id)).reverse();
  const rows = shown.map((node) =>
    html(
      "tr",
      { title: `${node.grad} here, ${node.torch_grad} in PyTorch` },
      html("th", { scope: "row" }, symbolOf(state.names[boxOfValue(state, node.id)?.id ?? 0] ?? node.label)),
      html("td", {}, format(node.grad)),
      html("td", {}, node.torch_grad === null ? "–" : format(node.torch_grad)),
      html("td", {}, node.difference === null ? "–" : apart(node.difference)),
    ),
  );
  const columns = ["gradient", "ours", "PyTorch", "apart"].map((name) => html("th", { scope: "col" }, name));
  return [
    head,
    html(
      "table",
      { class: "ledger checks" },
      html("thead", {}, html("tr", {}, ...columns)),
      html("tbody", {}, ...rows),
    ),
  ];
}

/** @param {number} difference */
const apart = (difference) => (difference === 0 ? "0" : difference.toExponential(0).replace("-", "−"));
