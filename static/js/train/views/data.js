/** What is learned: the dataset as tiles, how many samples, how noisy, how many of them for the test, the seed. */

import { html, svg } from "../../dom.js";
import { CURVES, fitting, forCurves } from "../config.js";
import { group, numberRow } from "../fields.js";
import { pointsOf } from "../points.js";
import { dotsOf } from "../previews.js";

/** @type {Record<string, string>} */
const TITLES = {
  lecture: "lecture",
  xor: "xor",
  moons: "moons",
  circles: "circles",
  spiral: "spiral",
  gaussians: "clouds",
  plane: "plane",
  hills: "hills",
  line: "line",
  parabola: "parabola",
  sine: "sine",
  steps: "steps",
  points: "own",
};

/** Samples and noise that suit a dataset when somebody comes from another. */
const USUAL = {
  lecture: { samples: 4, noise: 0, test_fraction: 0 },
  plane: { samples: 200 },
  hills: { samples: 200, noise: 0.05 },
  gaussians: { noise: 0.35 },
  xor: { noise: 0.05 },
};

const TEST = 0.3; // of the samples, where somebody leaves the lecture's

const CURVE_NOTE = "A curve takes squares for its loss, and Adam at the rate 0.02.";

/**
 * @param {import("../types.js").TrainStore} store
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} element
 */
export function dataView(store, session, element) {
  const tiles = html("div", { class: "tiles", role: "radiogroup", "aria-label": "Dataset" });
  const { change } = session;
  /** @type {Partial<import("../types.js").TrainConfig> | null} */
  let forClasses = null; // how classes were learned before a curve was chosen

  /** @param {string} dataset */
  function choose(dataset) {
    const { config, options, ready } = store.get();
    if (!config || !options || dataset === config.dataset) return;
    if (dataset === "points") {
      if (ready && ready.data.features < 3) change({ dataset, points: pointsOf(ready) });
      return;
    }
    const before = Reflect.get(USUAL, config.dataset) ?? {};
    const usual = Object.fromEntries(
      Object.keys(before).map((name) => [name, Reflect.get(options.default, name)]),
    );
    const learned = forCurves(config, dataset);
    if (learned.optimizer) forClasses = pick(config, Object.keys(learned));
    const back = forClasses && CURVES.has(config.dataset) && !CURVES.has(dataset) ? forClasses : {};
    const patch = {
      ...usual,
      ...(config.dataset === "lecture" || config.test_fraction === 0 ? { test_fraction: TEST } : {}),
      ...learned,
      ...back,
      dataset,
      points: null,
      ...Reflect.get(USUAL, dataset),
    };
    change(fitting(config, patch), false, learned.optimizer ? CURVE_NOTE : "");
  }

  tiles.onkeydown = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...tiles.querySelectorAll("button")].filter((tile) => !tile.disabled);
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (!by || at < 0) return;
    event.preventDefault();
    const tile = all[(at + by + all.length) % all.length];
    tile.focus();
    tile.click();
  };

  store.on(["options"], ({ options }) => {
    const names = options?.fields.get("dataset")?.choices ?? [];
    tiles.replaceChildren(
      ...names.map((name) => {
        const tile = html(
          "button",
          { type: "button", role: "radio", "data-dataset": name, title: hint(name) },
          picture(name),
          html("span", {}, TITLES[name] ?? name),
        );
        tile.onclick = () => choose(name);
        return tile;
      }),
    );
  });

  store.on(["options", "config", "ready"], ({ config, ready }) => {
    for (const tile of tiles.querySelectorAll("button")) {
      const chosen = tile.dataset.dataset === config?.dataset;
      tile.setAttribute("aria-checked", String(chosen));
      tile.tabIndex = chosen ? 0 : -1;
      if (tile.dataset.dataset === "points") tile.disabled = !ready || ready.data.features > 2;
    }
  });

  const die = html(
    "button",
    { type: "button", class: "small die", "aria-label": "A new seed", title: "A new seed" },
    "⚄",
  );
  die.onclick = () => change({ seed: Math.floor(Math.random() * 10_000) });

  const rows = {
    samples: numberRow(store, change, {
      name: "samples",
      label: "samples",
      whole: true,
      scale: { from: 4, to: 500, digits: 3 },
    }),
    noise: numberRow(store, change, { name: "noise", label: "noise", scale: { from: 0, to: 0.5 } }),
    classes: numberRow(store, (patch) => change(withFit(patch)), {
      name: "classes",
      label: "classes",
      whole: true,
      scale: { from: 2, to: 6 },
    }),
    test: numberRow(store, change, {
      name: "test_fraction",
      label: "test share",
      scale: { from: 0, to: 0.8 },
      title: "Samples that are set aside and never trained on",
    }),
    seed: numberRow(store, change, {
      name: "seed",
      label: "seed",
      whole: true,
      more: [die],
      title: "Decides the samples, the first parameters and the batches",
    }),
  };
  rows.seed.classList.add("with-button");

  /** @param {Partial<import("../types.js").TrainConfig>} patch */
  function withFit(patch) {
    const { config } = store.get();
    if (!config) return patch;
    const binary = patch.classes === 2 && config.loss === "softmax_nll" ? { loss: "hinge" } : {};
    return fitting(config, { ...binary, ...patch });
  }

  store.on(["config"], ({ config }) => {
    const dataset = config?.dataset ?? "";
    rows.classes.hidden = dataset !== "spiral" && dataset !== "gaussians";
    for (const name of /** @type {const} */ (["samples", "noise"])) {
      rows[name].hidden = dataset === "points" || dataset === "lecture";
    }
  });

  group(element, "Data", tiles, rows.samples, rows.noise, rows.classes, rows.test, rows.seed);
}

/**
 * @param {import("../types.js").TrainConfig} config
 * @param {string[]} names
 */
const pick = (config, names) => Object.fromEntries(names.map((name) => [name, Reflect.get(config, name)]));

/** @param {string} name */
function hint(name) {
  if (name === "points") return "Your own points: click on the plane or paste a table";
  return CURVES.has(name)
    ? `A curve to follow: ${TITLES[name] ?? name}`
    : `Classes to tell apart: ${TITLES[name] ?? name}`;
}

/** @param {string} name */
function picture(name) {
  const dots = dotsOf(name);
  const drawing = svg("svg", { viewBox: "-1 -1 2 2", "aria-hidden": "true" });
  if (dots) {
    const r = name === "lecture" ? 0.2 : 0.09;
    drawing.append(
      ...dots.map(([x, y, side]) =>
        svg("circle", { cx: x, cy: -y, r, class: side > 0 ? "above" : side < 0 ? "below" : "curve" }),
      ),
    );
  } else {
    drawing.append(
      svg("path", { d: "M0 -.5V.5M-.5 0H.5", class: "plus" }),
      svg("circle", { cx: 0, cy: 0, r: 0.8, class: "ring" }),
    );
  }
  return drawing;
}
