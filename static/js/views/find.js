/**
 * Find a node by its name.
 *
 * Whoever has a large graph before them wants to know: where is that one? What is on the picture is found at once; what is
 * folded away is asked for, and its groups open when it is chosen.
 */

import { byId, html } from "../dom.js";
import { brief } from "../format.js";
import { isSingle, openAround, valueId } from "../groups.js";

/** @typedef {import("../types.js").Found} Found */
/** @typedef {import("../types.js").GraphNode} GraphNode */
/**
 * @typedef {(source: string, pass: number | null, name: string, signal: AbortSignal) =>
 *   Promise<import("../api.js").Answer<{ found: Found[], total: number }>>} AskFind
 */

const MOST = 8;
const PAUSE = 180; // ms after the last letter

/**
 * @param {import("../types.js").PageStore} store
 * @param {(id: number) => void} show bring a box into view
 * @param {AskFind | null} ask for what is folded away; null where nothing is
 * @returns {{ open: () => void }}
 */
export function findView(store, show, ask) {
  const box = byId("finder");
  const input = byId("find", HTMLInputElement);
  const list = byId("found");
  let timer = 0;
  let question = new AbortController();
  /** @type {Found | null} chosen, and not on the picture yet */
  let awaited = null;
  byId("find-open").onclick = open;

  function open() {
    box.hidden = false;
    input.select();
    input.focus();
    look();
  }
  function close() {
    box.hidden = true;
    clearTimeout(timer);
    question.abort();
  }

  function look() {
    const { graph, names } = store.get();
    const wanted = input.value.trim().toLowerCase();
    const nodes = (graph?.nodes ?? []).filter(({ id }) => names[id].toLowerCase().includes(wanted)).reverse();
    const rank = (/** @type {string} */ name) =>
      name.toLowerCase() === wanted ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2;
    nodes.sort((a, b) => rank(names[a.id]) - rank(names[b.id]));
    const folded = ask !== null && wanted !== "" && (graph?.folded?.groups ?? 0) > 0;
    fill(nodes, [], nodes.length, folded);
    clearTimeout(timer);
    question.abort();
    if (folded) timer = window.setTimeout(() => lookInside(wanted, nodes), PAUSE);
  }

  /**
   * @param {string} wanted
   * @param {GraphNode[]} nodes those on the picture that have the name
   */
  async function lookInside(wanted, nodes) {
    if (!ask) return;
    const { source, pass } = store.get();
    question = new AbortController();
    const { ok } = await ask(source, pass, wanted, question.signal).catch(() => ({ ok: undefined }));
    if (!ok || box.hidden || input.value.trim().toLowerCase() !== wanted) return;
    const hidden = ok.found.filter((found) => boxOf(found) === null);
    fill(nodes, hidden, Math.max(ok.total, nodes.length), false);
  }

  /**
   * @param {GraphNode[]} nodes
   * @param {Found[]} hidden
   * @param {number} total
   * @param {boolean} waiting whether more may come
   */
  function fill(nodes, hidden, total, waiting) {
    const { names } = store.get();
    const shown = nodes.slice(0, hidden.length > 0 ? MOST / 2 : MOST);
    const items = shown.map((node) =>
      item(names[node.id], isSingle(node) ? brief(node.data) : "", () => go(node.id)),
    );
    const inside = hidden.slice(0, MOST - shown.length).map((found) => {
      const where = found.open.at(-1)?.split("/").slice(-2).join(" › ") ?? "";
      const data = found.data === null ? "" : brief(found.data);
      return item(found.label, where ? `${data} in ${where}` : data, () => unfold(found));
    });
    const more = total - items.length - inside.length;
    const none = items.length + inside.length === 0 && input.value.trim() !== "" && !waiting;
    const rest = none ? ["Nothing has this name."] : more > 0 ? [`and ${more} more`] : [];
    list.replaceChildren(...items, ...inside, ...rest.map((text) => html("li", { class: "aside" }, text)));
  }

  /**
   * @param {string} name
   * @param {string} about
   * @param {() => void} act
   */
  function item(name, about, act) {
    const button = html("button", { type: "button" }, html("b", {}, name), ` ${about}`);
    button.onclick = act;
    return html("li", {}, button);
  }

  /** @param {number} id */
  function go(id) {
    close();
    show(id);
  }

  /** @param {Found} found */
  function unfold(found) {
    close();
    awaited = found;
    openAround(store, found.open);
  }

  /**
   * @param {Found} found
   * @returns {number | null} the id of the box on the picture
   */
  function boxOf({ value, path }) {
    const nodes = store.get().graph?.nodes ?? [];
    const node = nodes.find((node) =>
      path === null ? !node.group && valueId(node) === value : node.group?.path === path,
    );
    return node?.id ?? null;
  }

  store.on(["layout"], () => {
    const id = awaited === null ? null : boxOf(awaited);
    if (awaited === null || id === null) return;
    const { value } = awaited;
    awaited = null;
    if (value !== null) store.set({ chosen: value });
    requestAnimationFrame(() => show(id)); // when the picture stands
  });

  input.oninput = look;
  byId("find-form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    byId("find-open").focus();
  });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
  });

  return { open };
}
