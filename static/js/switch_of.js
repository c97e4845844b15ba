/** Which switch of Break does what the program's own engine does wrong. */

/**
 * The switch that does what a finding says is wrong; null if none does.
 *
 * @param {import("./types.js").Finding} finding
 * @returns {{ does: string, switches: Partial<import("./types.js").Switches> } | null}
 */
export function switchOf({ kind, op }) {
  if (kind === "overwrites") return { does: "`=` instead of `+=`", switches: { overwrite: true } };
  if (kind === "stale") return { does: "forget to zero", switches: { keep: true } };
  if (kind === "order") return { does: "the order of visits", switches: { order: "breadth_first" } };
  if (kind === "missing" && op) return { does: `no backward for \`${op}\``, switches: { skip: op } };
  return null;
}
