/** What "Show me" does on the expression page, through the same doors as a person's hands. */

import { valueId } from "../groups.js";
import { loadProgram } from "../load.js";
import { NO_PROBE, NO_SWITCHES, ORDERS } from "../state.js";
import { nodeNamed } from "./facts.js";

/** @typedef {import("../types.js").PageStore} PageStore */

/**
 * @param {PageStore} store
 * @param {import("../player.js").Player} player
 * @param {import("../literals.js").Literals} literals
 * @returns {(action: string) => void} for one of the ACTIONS of app/schemas/lesson.py
 */
export function actsOn(store, player, literals) {
  const idOf = (/** @type {string} */ name) => {
    const node = nodeNamed(store.get(), name);
    return node ? valueId(node) : null;
  };
  /** @type {[RegExp, (...parts: string[]) => void][]} */
  const doors = [
    [/^go to (start|ready|end|step (\d+))$/, (place, step) => player.seek(positionOf(store, place, step))],
    [/^open (\w+)$/, (study) => store.set({ study: /** @type {import("../types.js").Study} */ (study) })],
    [/^set (.+) to (\S+)$/, (name, number) => literals.write(name, number)],
    [/^break (\S+)$/, (word) => store.set({ study: "break", switches: withMistake(store, word) })],
    [/^mend everything$/, () => store.set({ switches: NO_SWITCHES })],
    [/^choose (.+)$/, (name) => store.set({ chosen: idOf(name) })],
    [
      /^nudge (.+) by (\S+)$/,
      (name, h) => store.set({ study: "nudge", probe: { ...NO_PROBE, leaf: idOf(name), h: Number(h) } }),
    ],
    [/^pass (\d+)$/, (number) => store.set({ pass: Number(number) - 1 })],
    [/^unfold (.+)$/, (name) => unfold(store, name)],
    [/^write ([\s\S]+)$/, (source) => loadProgram(store, source)],
    [
      /^replace ([\s\S]+?) => ([\s\S]*)$/,
      (from, to) => store.set({ source: store.get().source.replace(from, () => to), cause: "typing" }),
    ],
  ];
  return (action) => {
    for (const [form, run] of doors) {
      const found = form.exec(action);
      if (found) return run(...found.slice(1));
    }
  };
}

/**
 * @param {PageStore} store
 * @param {string} place
 * @param {string} step
 */
function positionOf(store, place, step) {
  const { timeline } = store.get();
  if (place === "start") return 0;
  if (place === "ready") return timeline?.forward ?? 0;
  return place === "end" ? (timeline?.steps.length ?? 0) : Number(step);
}

/**
 * @param {PageStore} store
 * @param {string} word
 * @returns {import("../types.js").Switches}
 */
function withMistake(store, word) {
  const { switches } = store.get();
  const order = ORDERS.find((name) => name === word);
  if (order) return { ...switches, order };
  if (word.startsWith("no-")) return { ...switches, skip: word.slice(3) };
  return { ...switches, [word]: true };
}

/**
 * @param {PageStore} store
 * @param {string} name of a closed group
 */
function unfold(store, name) {
  const { graph } = store.get();
  const closed = graph?.nodes.find(({ group }) => group?.name === name || group?.path === name);
  if (closed?.group) store.set({ open: [...(graph?.open ?? []), closed.group.path] });
}
