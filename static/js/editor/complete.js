/** What the editor offers to complete: the functions there are, and the names of this program. */

/**
 * @param {() => Readonly<import("../types.js").PageState>} state
 * @returns {import("@codemirror/autocomplete").CompletionSource}
 */
export function completions(state) {
  return (context) => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const { table, graph } = state();
    const afterDot = context.state.sliceDoc(word.from - 1, word.from) === ".";
    const functions = Object.entries(table?.functions ?? {}).map(([label, op]) => ({
      label,
      detail: table?.ops.get(op)?.formula ?? "",
      type: "function",
      apply: afterDot && table?.ops.get(op)?.arity === 1 ? `${label}()` : `${label}(`,
    }));
    const named = new Set(graph?.nodes.filter(({ kind }) => kind !== "constant").map(({ label }) => label));
    const variables = [...named]
      .filter((label) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(label) && label !== word.text)
      .map((label) => ({ label, type: "variable", boost: 1 }));
    const options = afterDot ? functions : [...variables, ...functions];
    // one or two letters are mostly names of one's own: nobody wants a list under every `a`
    if (word.text.length < 2 && !context.explicit) return null;
    return { from: word.from, options, validFor: /^[\p{L}\p{N}_]*$/u };
  };
}
