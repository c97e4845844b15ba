/**
 * How much of the graph is shown, and opening or folding more than one group at a time.
 *
 * Whoever looks wants to know: is this all of it? How do I get back to where I can see everything?
 */

import { byId, setText } from "../dom.js";
import { counted, foldAll, nextToOpen, openMore } from "../groups.js";

/** @param {import("../types.js").PageStore} store */
export function foldingView(store) {
  const bar = byId("folding");
  const extent = byId("extent");
  const fold = byId("fold-all", HTMLButtonElement);
  const more = byId("open-more", HTMLButtonElement);
  const live = byId("live");
  fold.onclick = () => foldAll(store);
  more.onclick = () => openMore(store);

  store.on(["graph"], ({ graph, open }, before) => {
    bar.hidden = !graph?.folded?.groups;
    if (!graph?.folded) return;
    const boxes = graph.nodes.length;
    const { values } = graph.folded;
    const all = boxes === values;
    const refused = open === "auto" ? [] : open.filter((path) => !graph.open?.includes(path));
    setText(
      extent,
      refused.length > 0
        ? "No room for more: fold something first"
        : all
          ? `All ${counted(values)} Values`
          : `${counted(values)} Values in ${counted(boxes)} boxes`,
    );
    fold.disabled = graph.open?.length === 0;
    more.disabled = nextToOpen(graph.nodes).length === 0;
    const changed = before.graph?.open && before.graph.open.join("\n") !== graph.open?.join("\n");
    if (changed) setText(live, sayChange(before.graph?.open ?? [], graph.open ?? [], boxes));
  });
}

/**
 * @param {string[]} before
 * @param {string[]} now
 * @param {number} boxes
 */
function sayChange(before, now, boxes) {
  const opened = now.filter((path) => !before.includes(path));
  const folded = before.filter((path) => !now.includes(path));
  const [verb, paths] = opened.length > 0 ? ["Opened", opened] : ["Folded", folded];
  const name = paths[0]?.split("/").at(-1) ?? "";
  const what = paths.length === 1 ? name : `${paths.length} groups`;
  return `${verb} ${what}: ${boxes} boxes are shown.`;
}
