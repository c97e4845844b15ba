/** Whether a picture must be built anew, or only painted. */

/** @typedef {import("../types.js").PageState} PageState */

/**
 * @param {Readonly<PageState>} state
 * @param {Readonly<PageState>} before
 */
export function needsNewScene(state, before) {
  return (
    state.layout !== before.layout ||
    state.table !== before.table ||
    state.graph?.structure !== before.graph?.structure ||
    state.names.join("\n") !== before.names.join("\n") ||
    framesOf(state) !== framesOf(before) ||
    state.graph?.nodes.some((node, i) => {
      const other = before.graph?.nodes[i];
      return (
        node.kind !== other?.kind || node.constant !== other.constant || !node.literal !== !other.literal
      );
    })
  );
}

/** @param {Readonly<PageState>} state */
function framesOf({ graph }) {
  return (graph?.groups ?? []).map(({ path, name }) => `${path} ${name}`).join("\n");
}
