/** Keys work like a debugger's. They rest while somebody writes, and leave a slider its arrows. */

/** @typedef {{ keys: string[], shown: string, does: string, command: string }} KeyEntry */

/**
 * The table of keys: what the help shows is what works.
 *
 * @type {KeyEntry[]}
 */
export const KEYS = [
  {
    keys: ["ArrowRight", "PageDown", "F11"],
    shown: "→ PgDn F11",
    does: "one step forward",
    command: "forward",
  },
  { keys: ["ArrowLeft", "PageUp"], shown: "← PgUp", does: "one step back", command: "back" },
  {
    keys: ["Enter"],
    shown: "Enter",
    does: "the next contribution of the backward pass",
    command: "contribute",
  },
  { keys: ["F10"], shown: "F10", does: "the rest of this node's turn at once", command: "over" },
  { keys: [" "], shown: "Space", does: "play or pause", command: "toggle" },
  { keys: ["Home"], shown: "Home", does: "to the start", command: "first" },
  { keys: ["End"], shown: "End", does: "to the end", command: "last" },
  { keys: ["f"], shown: "f", does: "start of the forward pass", command: "forwardPass" },
  { keys: ["b"], shown: "b", does: "start of the backward pass", command: "backwardPass" },
  {
    keys: ["i"],
    shown: "i",
    does: "into the node of this step: its whole gradient (Esc: out)",
    command: "into",
  },
  { keys: ["["], shown: "[", does: "previous backward pass", command: "passBack" },
  { keys: ["]"], shown: "]", does: "next backward pass", command: "passForward" },
  { keys: ["t"], shown: "t", does: "go through the passes", command: "tour" },
  {
    keys: ["p"],
    shown: "p",
    does: "present: only the graph and the step (p or Esc: back)",
    command: "present",
  },
  { keys: ["+", "="], shown: "+", does: "zoom in", command: "zoomIn" },
  { keys: ["-"], shown: "−", does: "zoom out", command: "zoomOut" },
  { keys: ["0"], shown: "0", does: "fit the graph", command: "fit" },
  {
    keys: ["x", "F9"],
    shown: "x F9",
    does: "stop, or no longer stop, at this node when playing",
    command: "stop",
  },
  { keys: ["/"], shown: "/", does: "find a node by its name", command: "find" },
  { keys: ["e"], shown: "e", does: "edit the program (Esc leaves it)", command: "write" },
  { keys: ["?"], shown: "?", does: "this list", command: "help" },
];

const SWITCH = "input:is([type=checkbox], [type=radio])";
const WRITING = `input:not([type=range], ${SWITCH}), textarea, select, [contenteditable=true]`;
const BUTTON = `button, a, summary, [role=button], ${SWITCH}`; // Space and Enter are theirs

/**
 * Whether a key belongs to what has the focus or lies over the page: a field, an open dialog or menu. One that has just
 * been closed may hold the focus until the next frame, and has no say any more.
 *
 * @param {KeyboardEvent} event
 */
export function rests({ target, defaultPrevented }) {
  if (defaultPrevented || document.querySelector("dialog[open]")) return true;
  return target instanceof Element && target.closest(`${WRITING}, :popover-open`) !== null;
}

/**
 * @param {Record<string, () => void>} commands
 * @param {KeyEntry[]} [table]
 */
export function connectKeys(commands, table = KEYS) {
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || rests(event)) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.matches("input:is([type=range], [type=radio])") && /^(Arrow|Home|End|Page)/.test(event.key))
      return;
    if (target.closest(BUTTON) && (event.key === " " || event.key === "Enter")) return;
    const entry = table.find(({ keys }) => keys.includes(event.key));
    const command = entry && commands[entry.command];
    if (!command) return;
    event.preventDefault();
    command();
  });
}
