/** Rows of the set-up: a name, a control, and what is wrong with it right beneath. They know one field each. */

import { html, proseOf, setText } from "../dom.js";

/** @typedef {import("./types.js").TrainStore} TrainStore */
/** @typedef {import("./types.js").TrainConfig} TrainConfig */
/** @typedef {(patch: Partial<TrainConfig>) => void} Change */

/**
 * A row of the form, and the place for its trouble.
 *
 * @param {TrainStore} store
 * @param {string} name of the field
 * @param {string} label
 * @param {HTMLElement[]} controls the first is what the label is for
 * @param {string} [title]
 */
export function row(store, name, label, controls, title = "") {
  const [control] = controls;
  const id = `field-${name}`;
  control.id = id;
  const labelable = control.matches("input, select, button");
  if (!labelable) control.setAttribute("aria-labelledby", `${id}-label`);
  const problem = html("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: "" });
  const element = html(
    "div",
    { class: "field", "data-field": name, title },
    labelable
      ? html("label", { for: id }, label)
      : html("span", { class: "label", id: `${id}-label` }, label),
    ...controls,
    problem,
  );
  store.on(["trouble"], ({ trouble }) => {
    const mine = trouble?.field === name;
    problem.hidden = !mine;
    control.toggleAttribute("aria-invalid", mine);
    if (!mine) {
      control.removeAttribute("aria-describedby");
      return;
    }
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", problem.id);
    problem.replaceChildren(...proseOf([trouble.message, trouble.hint].filter(Boolean).join(" ")));
  });
  return element;
}

/**
 * @typedef {object} Scale how a slider's way is a number
 * @property {number} from
 * @property {number} to
 * @property {boolean} [log]
 * @property {number} [digits] significant ones that a turn of the slider leaves; 2 if not given
 */

/**
 * @param {Scale} scale
 * @param {number} value
 */
export function wayOf({ from, to, log }, value) {
  if (!log) return Math.min(Math.max((value - from) / (to - from), 0), 1);
  if (value <= 0) return 0;
  return Math.min(Math.max(Math.log(value / from) / Math.log(to / from), 0), 1);
}

/**
 * @param {Scale} scale
 * @param {number} way 0 to 1
 */
export function valueAt({ from, to, log, digits = 2 }, way) {
  if (log && way <= 0 && from < 1e-5) return 0; // the left end of a penalty is none at all
  const value = log ? from * (to / from) ** way : from + (to - from) * way;
  return Number(value.toPrecision(digits));
}

/**
 * A number with a slider beside it. Both turn the same field.
 *
 * @param {TrainStore} store
 * @param {Change} change
 * @param {object} about
 * @param {keyof TrainConfig & string} about.name
 * @param {string} about.label
 * @param {Scale | null} [about.scale]
 * @param {boolean} [about.whole]
 * @param {string} [about.empty] what the field shows when it is null; it may be then
 * @param {string} [about.title]
 * @param {HTMLElement[]} [about.more]
 */
export function numberRow(store, change, { name, label, scale, whole, empty, title, more = [] }) {
  const text = html("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: empty,
  });
  const slider =
    scale &&
    html("input", {
      type: "range",
      min: 0,
      max: 1,
      step: "any",
      "aria-label": `${label}, slider`,
      tabindex: -1,
    });
  const write = (/** @type {number | null} */ value) =>
    change(/** @type {Partial<TrainConfig>} */ ({ [name]: value }));

  text.onchange = () => {
    const typed = text.value.trim();
    const number = readTyped(typed);
    if (typed === "" && empty !== undefined) write(null);
    else if (Number.isFinite(number)) write(number);
    else {
      store.set({
        trouble: {
          code: "type",
          message: `“${typed.slice(0, 20)}” is not a number.`,
          hint: null,
          field: name,
        },
      });
    }
  };
  text.onkeydown = ({ key }) => {
    const value = Number(text.value);
    if (whole && (key === "ArrowUp" || key === "ArrowDown") && Number.isFinite(value) && text.value !== "") {
      write(value + (key === "ArrowUp" ? 1 : -1));
    }
  };
  if (slider && scale) {
    let frame = 0;
    slider.oninput = () => {
      if (frame) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        const value = valueAt(scale, Number(slider.value));
        write(whole ? Math.round(value) : value);
      });
    };
  }
  store.on(["config", "trouble"], ({ config, trouble }) => {
    const value = config?.[name];
    if (trouble?.field === name) return; // what was written stays, to be mended
    const shown = value === null || value === undefined ? "" : shortNumber(Number(value));
    if (text.value !== shown) text.value = shown;
    if (slider && scale) slider.value = String(wayOf(scale, Number(value ?? scale.to)));
  });
  return row(store, name, label, slider ? [text, slider, ...more] : [text, ...more], title);
}

/**
 * A number as people write one: 1,000 is a thousand, 0,5 a half. NaN for anything else.
 *
 * @param {string} typed
 */
export function readTyped(typed) {
  const plain = typed
    .trim()
    .replaceAll("−", "-")
    .replaceAll(/(?<=\d)[\s_](?=\d{3})/g, "");
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain);
  const text = grouped ? plain.replaceAll(",", "") : plain.replace(",", ".");
  return text === "" ? Number.NaN : Number(text);
}

/** @param {number} value */
export const shortNumber = (value) => {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e7) ? value.toExponential() : String(value);
  return text.replace("e+", "e");
};

/**
 * One of several words.
 *
 * @param {TrainStore} store
 * @param {Change} change
 * @param {object} about
 * @param {keyof TrainConfig & string} about.name
 * @param {string} about.label
 * @param {Record<string, string>} [about.words] how a choice is called on screen
 * @param {string} [about.title]
 */
export function choiceRow(store, change, { name, label, words = {}, title }) {
  const select = html("select", {});
  select.onchange = () => change(/** @type {Partial<TrainConfig>} */ ({ [name]: select.value }));
  store.on(["options", "config"], ({ options, config }, before) => {
    if (options && (options !== before.options || select.options.length === 0)) {
      const choices = options.fields.get(name)?.choices ?? [];
      select.replaceChildren(
        ...choices.map((choice) => html("option", { value: choice }, words[choice] ?? choice)),
      );
    }
    if (config) select.value = String(config[name]);
  });
  return row(store, name, label, [select], title);
}

/**
 * On or off, with one sentence of what to look for.
 *
 * @param {TrainStore} store
 * @param {object} about
 * @param {string} about.name
 * @param {string} about.label
 * @param {string} about.look
 * @param {(config: TrainConfig) => boolean} about.isOn
 * @param {(on: boolean) => void} about.turn
 */
export function switchRow(store, { name, label, look, isOn, turn }) {
  const button = html("button", {
    type: "button",
    role: "switch",
    class: "switch",
    "aria-checked": "false",
  });
  const hint = html("p", { class: "look", id: `look-${name}` }, look);
  button.setAttribute("aria-describedby", hint.id);
  button.onclick = () => turn(button.getAttribute("aria-checked") !== "true");
  store.on(["config"], ({ config }) => {
    if (config) button.setAttribute("aria-checked", String(isOn(config)));
  });
  button.append(html("span", { class: "knob", "aria-hidden": "true" }));
  const element = row(store, name, label, [button]);
  element.classList.add("switch-row");
  element.append(hint);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {string} title
 * @param {...HTMLElement} children
 */
export function group(element, title, ...children) {
  const heading = html("h2", {});
  setText(heading, title);
  element.append(html("section", { class: "group", "data-part": title.toLowerCase() }, heading, ...children));
}

/**
 * What few people turn, folded away.
 *
 * @param {string} title
 * @param {...HTMLElement} children
 */
export const more = (title, ...children) =>
  html("details", { class: "more" }, html("summary", {}, title), ...children);
