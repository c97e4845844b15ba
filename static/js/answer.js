/** The server's answer as the page uses it: where something has no number, it says so and has one to draw with. */

/**
 * @param {any} answer of POST /api/graph, whole or folded
 * @returns {import("./types.js").Ran}
 */
export function readAnswer(answer) {
  if (!answer.folded) return answer;
  const first = answer.nodes.length;
  return {
    ...answer,
    nodes: answer.nodes.map((/** @type {any} */ node) => ({ ...node, data: node.data ?? 0 })),
    hidden: answer.hidden.map((/** @type {any} */ node, /** @type {number} */ i) => ({
      ...node,
      id: first + i,
    })),
    backward: answer.backward.map((/** @type {any} */ turn) => ({
      ...turn,
      contributions: turn.contributions.map(readContribution),
    })),
  };
}

/**
 * @param {any} contribution
 * @returns {import("./types.js").Contribution}
 */
function readContribution(contribution) {
  const spread = contribution.amount === null;
  return { ...contribution, spread, amount: spread ? contribution.magnitude : contribution.amount };
}
