/**
 * A slider and a number for every leaf: what happens to everything if I turn this one?
 */

import { byId, html } from "../dom.js";
import { withHidden } from "../groups.js";
import { isEditable, leafKey, literalText, notch } from "../literals.js";
import { isNotNow } from "../retry.js";

const LEAST_REACH = 5;

/** @typedef {{ element: HTMLElement, slider: HTMLInputElement, number: HTMLInputElement, typing: boolean }} Row
 *   `typing`: whether what stands in the field is the person's, and not yet in the program */

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @returns {{ focus: (key: string) => boolean }}
 */
export function leavesView(store, literals) {
  const list = byId("leaves");
  /** @type {Map<string, Row>} */
  let rows = new Map();

  store.on(["graph", "names"], ({ graph, names }) => {
    const editable = graph ? withHidden(graph).filter(isEditable).sort(byCreation) : [];
    const named = editable.filter(({ kind }) => kind !== "constant");
    const shown = named.length > 0 ? named : editable;
    const next = new Map(shown.map((node) => [leafKey(node, names[node.id]), node]));
    if ([...next.keys()].join("\n") !== [...rows.keys()].join("\n")) {
      rows = new Map([...next].map(([key, node]) => [key, rows.get(key) ?? makeRow(key, names[node.id])]));
      arrange(
        list,
        [...rows.values()].map(({ element }) => element),
      );
      byId("leaves-section").hidden = rows.size === 0;
    }
    for (const [key, node] of next) update(/** @type {Row} */ (rows.get(key)), node);
  });

  /**
   * @param {string} key
   * @param {string} name
   * @returns {Row}
   */
  function makeRow(key, name) {
    const slider = html("input", { type: "range", "aria-label": `${name}, slider` });
    const number = html("input", {
      type: "text",
      inputmode: "decimal",
      "aria-label": name,
      autocomplete: "off",
      spellcheck: "false",
    });
    number.onfocus = () => {
      const now = number.dataset.now ?? "";
      if (number.value === now) return;
      number.value = now;
      number.select(); // as Tab had done for the shorter text
    };
    number.oninput = () => {
      row.typing = true;
    };
    number.onblur = () => {
      row.typing = false;
      number.value = shown(Number(number.dataset.now));
    };
    slider.oninput = () => write(literalText(Number(slider.value), Number(slider.step)));
    number.onchange = () => {
      row.typing = false;
      const value = Number(
        number.value
          .trim()
          .replace("−", "-")
          .replace(/^(-?\d+),(\d+)$/, "$1.$2"),
      );
      if (number.value.trim() === "" || !Number.isFinite(value)) number.value = number.dataset.now ?? "";
      else write(literalText(value, 0));
    };
    number.onkeydown = (event) => {
      if (event.key === "Escape") number.value = number.dataset.now ?? "";
      if (event.key === "Escape" || event.key === "Enter") number.blur();
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      // the number in the program is ahead of the last answer while a key repeats
      const untouched = number.value === number.dataset.now;
      const value = (untouched ? literals.read(key) : null) ?? Number(number.value);
      const grid = notch(value) * (event.shiftKey ? 100 : 10);
      row.typing = false;
      write(literalText(value + (event.key === "ArrowUp" ? grid : -grid), grid / 10));
    };
    const element = html(
      "div",
      { class: "leaf" },
      html("span", { class: "leaf-name", title: name }, name),
      slider,
      number,
    );
    /** @type {Row} */
    const row = { element, slider, number, typing: false };
    return row;

    /** @param {string} text */
    function write(text) {
      if (literals.write(key, text)) return;
      const now = number.dataset.now ?? "";
      slider.value = now;
      number.value = document.activeElement === number ? now : shown(Number(now));
      const { failure, notice } = store.get();
      if (failure && !notice)
        store.set({
          notice: { message: `Numbers can be turned again once ${why(store.get())}.`, hint: null },
        });
    }
  }

  return {
    focus(key) {
      const row = rows.get(key);
      row?.number.focus();
      row?.number.select();
      return row !== undefined;
    },
  };
}

/**
 * Put rows in order without touching the one with the focus, which would lose it.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} elements
 */
function arrange(list, elements) {
  const still = elements.findIndex((element) => element.contains(document.activeElement));
  if (still < 0) {
    list.replaceChildren(...elements);
    return;
  }
  for (const old of [...list.children]) if (!elements.some((element) => element === old)) old.remove();
  elements[still].before(...elements.slice(0, still));
  elements[still].after(...elements.slice(still + 1));
}

/**
 * @param {import("../types.js").GraphNode} a
 * @param {import("../types.js").GraphNode} b
 */
function byCreation(a, b) {
  return (a.value ?? a.id) - (b.value ?? b.id);
}

/**
 * @param {Row} row
 * @param {import("../types.js").GraphNode} node
 */
function update({ element, slider, number, typing }, node) {
  const { data } = node;
  const reach = Number(slider.max);
  const turning = document.activeElement === slider && slider.matches(":active");
  if (!turning && (slider.max === "" || Math.abs(data) > reach || Math.abs(data) < reach / 20)) {
    const half = reachOf(data);
    slider.step = String(notch(half) / 2 < 0.01 ? 0.01 : notch(half));
    slider.min = String(-half);
    slider.max = String(half);
  }
  if (!turning) slider.value = String(data);
  number.dataset.now = String(data);
  // an arrow key in the field changes the number too, and must show
  if (!typing) number.value = document.activeElement === number ? String(data) : shown(data);
  element.classList.toggle("free", node.kind === "free");
  element.title = node.kind === "free" ? `${node.label} is free: it is 1 until you set it` : "";
}

/**
 * As many digits as the field has room for; all of them show while it is edited.
 *
 * @param {number} data
 */
function shown(data) {
  return String(Number(data.toPrecision(7)));
}

/**
 * A round number well beyond the value.
 *
 * @param {number} value
 */
function reachOf(value) {
  const wanted = Math.max(2 * Math.abs(value), LEAST_REACH);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5, 10].find((d) => d * power >= wanted) ?? 10;
  return digit * power;
}

/**
 * What has to come first: the program is not blamed for a server that is away or busy.
 *
 * @param {Readonly<import("../types.js").PageState>} state
 */
const why = ({ failure }) =>
  failure && isNotNow(failure) ? "the server answers" : "the program can be read";
