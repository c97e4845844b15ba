/** The keys of the training page: what the help shows is what works. */

/** @type {import("../keys.js").KeyEntry[]} */
export const TRAIN_KEYS = [
  { keys: [" "], shown: "Space", does: "play or pause", command: "toggle" },
  { keys: ["ArrowRight"], shown: "→", does: "one step", command: "forward" },
  { keys: ["ArrowLeft"], shown: "←", does: "one step back", command: "back" },
  { keys: ["."], shown: ".", does: "one phase: forward, loss, backward, update", command: "phase" },
  { keys: [","], shown: ",", does: "one phase back", command: "phaseBack" },
  { keys: ["Home"], shown: "Home", does: "to step 0", command: "first" },
  { keys: ["End"], shown: "End", does: "to the newest step", command: "last" },
  { keys: ["r"], shown: "r", does: "start over, same seed", command: "restart" },
  { keys: ["1"], shown: "1", does: "pace: contribution", command: "contribution" },
  { keys: ["2"], shown: "2", does: "pace: phase", command: "phases" },
  { keys: ["3"], shown: "3", does: "pace: step", command: "steps" },
  { keys: ["4"], shown: "4", does: "pace: flat out", command: "flat" },
  { keys: ["+", "="], shown: "+", does: "faster", command: "faster" },
  { keys: ["-"], shown: "−", does: "slower", command: "slower" },
  { keys: ["u"], shown: "u", does: "undo the last edit of a point", command: "undo" },
  { keys: ["?"], shown: "?", does: "this list", command: "help" },
];
