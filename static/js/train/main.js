/** The training page: one store, and the parts that watch it. */

import "./locale.js"; // before the plots, which read the language as they load
import "../offline.js";

import { byId } from "../dom.js";
import { connectKeys } from "../keys.js";
import { onceWanted } from "../late.js";
import { isBareLesson } from "../lesson/place.js";
import { reducedMotion } from "../motion.js";
import { shareView } from "../share.js";
import { connectAddress, hasAddress, holdsData, holdsStep, readAddress, writeAddress } from "./address.js";
import { runBeside } from "./companion.js";
import { connectEdits } from "./edits.js";
import { connectEmbedding } from "./embedded.js";
import { connectHiding } from "./hiding.js";
import { TRAIN_KEYS } from "./keys.js";
import { haveOptions } from "./options.js";
import { keepBranches } from "./pins.js";
import { connectPlayer } from "./player.js";
import { configOf } from "./presets.js";
import { connectReplay } from "./replay.js";
import { connectSession } from "./session.js";
import { createTrainStore } from "./store.js";
import { announcerView } from "./views/announcer.js";
import { boundaryView } from "./views/boundary.js";
import { breakItView } from "./views/breakit.js";
import { csvView } from "./views/csv.js";
import { curvesView } from "./views/curves.js";
import { dataView } from "./views/data.js";
import { exportView } from "./views/export.js";
import { gradientsView } from "./views/gradients.js";
import { inspectorView } from "./views/inspector.js";
import { landscapeView } from "./views/landscape.js";
import { menusView } from "./views/menus.js";
import { modelView } from "./views/model.js";
import { networkView } from "./views/network.js";
import { noticeView } from "./views/notice.js";
import { optimizerView } from "./views/optimizer.js";
import { pointsView } from "./views/points.js";
import { readoutView } from "./views/readout.js";
import { stripView } from "./views/strip.js";
import { toolsView } from "./views/tools.js";
import { transportView } from "./views/transport.js";

const store = createTrainStore();
const session = connectSession(store);
keepBranches(store);
connectEmbedding(store);
connectHiding(store);
const replay = connectReplay(store, session);
const player = connectPlayer(store, session, replay.stop);
const edits = connectEdits(store, session);

const controls = byId("controls");
dataView(store, session, controls);
modelView(store, session, controls);
byId("export-open").onclick = exportView(store, session).open;
optimizerView(store, session, controls);
breakItView(store, session, controls);

networkView(store, byId("network"), (index, value) => {
  if (store.get().playing) player.pause();
  session.edit(index, value);
});
boundaryView(store, byId("boundary"));
pointsView(store, edits, byId("boundary"));
toolsView(store, edits, csvView(store, edits));

curvesView(store, byId("curves"), player.seek);
landscapeView(store, byId("landscape"));
readoutView(store, byId("readout"));
gradientsView(store, byId("gradients"));
stripView(store, byId("strip"));
inspectorView(store, byId("inspector"));

const transport = transportView(store, player);
const menus = menusView(store, open);
shareView(
  shared,
  "/embed/train",
  () => import("../keep/training.js").then(({ keepsOf }) => keepsOf(store, player)),
  [
    { name: "Picture", about: "Network, boundary and curves.", ways: ["png"] },
    { name: "Film", about: "The training so far, step by step.", ways: ["webm", "gif"] },
  ],
);
noticeView(store, player);
announcerView(store);

connectKeys(
  {
    toggle: player.toggle,
    forward: () => player.step(1),
    back: () => player.step(-1),
    phase: () => player.phase(1),
    phaseBack: () => player.phase(-1),
    first: player.first,
    last: player.last,
    restart: player.restart,
    contribution: () => player.setPace("contribution"),
    phases: () => player.setPace("phase"),
    steps: () => player.setPace("step"),
    flat: () => player.setPace("flat"),
    faster: () => transport.faster(1.5),
    slower: () => transport.faster(1 / 1.5),
    undo: edits.undo,
    help: menus.help,
  },
  TRAIN_KEYS,
);

// after a click with the pointer, Space is for play again, and not for the button
document.addEventListener("click", ({ target, detail }) => {
  const button = detail > 0 && target instanceof Element ? target.closest("button") : null;
  if (button && !button.closest("dialog, [popover], .inspector")) button.blur();
});

/** The link to what is on screen, as Share copies it. */
function shared() {
  if (!holdsData(store.get())) {
    store.set({
      notice: "The link tells the set-up, but there are too many points for it: share them as CSV.",
    });
  } else if (!holdsStep(store.get())) {
    store.set({
      notice: "The link starts at step 0 with the points as they are now: they were edited on the way.",
    });
  }
  return writeAddress(store.get());
}

/**
 * A preset is a new training, and it plays.
 *
 * @param {import("./presets.js").Preset} preset
 */
function open(preset) {
  const { options } = store.get();
  if (!options) return;
  player.pause();
  store.set({
    preset: preset.id,
    pace: preset.pace ?? "step",
    speed: preset.speed ?? 20,
    chosen: { sample: null, unit: null },
    inspecting: null,
    usualRate: null,
    pins: [],
    logScale: false,
    landscape: "none",
    ...preset.view,
  });
  session.onceReady(player.play);
  const config = configOf(options, preset);
  session.restart(config, `${preset.title}: ${preset.about}.`);
  if (preset.against) runBeside(store, { ...config, ...preset.against.patch }, preset.against.steps);
}

/**
 * Want what an address asks for.
 *
 * @param {string} hash
 */
function arrive(hash) {
  const { options } = store.get();
  if (!options) return;
  if (store.get().playing) player.pause();
  const { step, changes, ...wanted } = readAddress(hash, options);
  const bare = isBareLesson(hash); // which then says what training is meant
  store.set({ ...wanted, inspecting: null });
  session.onceReady(() => {
    if (step !== null)
      replay.go([...changes.filter((change) => change.step <= step), { step, fields: null }]);
    else if (!bare && !reducedMotion() && hasAddress()) player.play(); // whoever asked for less motion starts it
  });
}

connectAddress(store, (hash) => {
  if (isBareLesson(hash)) store.set({ lesson: new URLSearchParams(hash.slice(1)).get("lesson") });
  else {
    arrive(hash);
    session.restart();
  }
});

onceWanted(
  store,
  "lesson",
  ({ lesson }) => lesson !== null,
  async () => {
    const keep = !isBareLesson(location.hash);
    const { mountLessons } = await import("./lessons.js");
    mountLessons(store, session, player, beginWith, keep);
  },
);

/**
 * A training that a lesson is about, standing at its start.
 *
 * @param {string} training as an address tells it
 */
function beginWith(training) {
  const { lesson } = store.get();
  arrive(`#step=0&${training}${lesson ? `&lesson=${lesson}` : ""}`);
  session.restart();
}

haveOptions((options) => {
  store.set({ options });
  arrive(location.hash);
  session.begin();
});
