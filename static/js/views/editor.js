/**
 * The program. A person writes here and wants to see at once what is wrong and where; which text made which node;
 * and to turn any number by dragging it.
 */

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { byId } from "../dom.js";
import { completions } from "../editor/complete.js";
import { lights, showLights } from "../editor/lights.js";
import { showStops, stopGutter, toggleHere } from "../editor/stops.js";
import { undoGroups } from "../editor/undo.js";
import { spansOf, withHidden } from "../groups.js";
import { leafKey, literalText, notch } from "../literals.js";
import { followDrag } from "../scrub.js";
import { spanToUnits } from "../spans.js";
import { toggleStop } from "../stops.js";
import { stepAt } from "../timeline.js";

/**
 * @param {import("../types.js").PageStore} store
 * @param {import("../literals.js").Literals} literals
 * @returns {{ focus: () => void, selectLiteral: (key: string) => void }}
 */
export function editorView(store, literals) {
  const host = byId("editor");
  const nonce = document.querySelector("meta[name=csp-nonce]")?.getAttribute("content") ?? "";

  let shown = -1; // the position whose place in the program has been scrolled to
  /** @type {import('../types.js').Span | null} */
  let aimed = null;
  const editor = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: store.get().source,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": "Program",
          "aria-describedby": "message",
          tabindex: "0",
        }),
        stopGutter(toggleLine),
        undoGroups(),
        pythonLanguage,
        syntaxHighlighting(classHighlighter),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completions(() => store.get())], icons: false }),
        placeholder("a*b + c"),
        lights,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const source = update.state.doc.toString();
          if (source !== store.get().source) store.set({ source, cause: "typing" });
        }),
        EditorView.domEventHandlers({ pointerdown: turnNumber, pointermove: findNode, pointerleave: leave }),
        keymap.of([
          { key: "Tab", run: acceptCompletion },
          { key: "Escape", run: leaveEditor },
          { key: "F9", run: toggleHere(toggleLine) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
      ],
    }),
  });

  store.on(["source"], ({ source, cause }) => {
    const doc = editor.state.doc.toString();
    if (source === doc) return;
    editor.dispatch({
      changes: difference(doc, source),
      userEvent: cause === "drag" ? "input.type.drag" : "input",
    });
  });

  store.on(["stops"], ({ stops }) => editor.dispatch({ effects: showStops.of(stops.lines) }));

  /** @param {number} line */
  function toggleLine(line) {
    toggleStop(store, "lines", line);
  }

  store.on(["failure"], ({ failure }) => {
    const diagnostics = failure?.span && fits(failure.span) ? [diagnostic(failure)] : [];
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  });

  /** @param {import("../types.js").Span} span */
  function fits(span) {
    return span[0] <= [...editor.state.doc.toString()].length;
  }

  /** @param {import("../types.js").Failure} failure */
  function diagnostic(failure) {
    const [from, to] = spanToUnits(editor.state.doc.toString(), failure.span ?? [0, 0]);
    return {
      from,
      to,
      severity: /** @type {const} */ ("error"),
      message: [failure.message, failure.hint].filter(Boolean).join(" ").replaceAll("`", ""),
    };
  }

  store.on(["graph", "source", "position", "hovered", "pointed"], (state) => {
    const { graph, answered, source, timeline, position, hovered } = state;
    if (!graph || !timeline || answered !== source) {
      if (answered !== source && state.cause === "typing") editor.dispatch({ effects: showLights.of([]) });
      return;
    }
    const units = (/** @type {import("../types.js").Span} */ span) => spanToUnits(source, span);
    /** @type {import("../editor/lights.js").Light[]} */
    const on = withHidden(graph).flatMap(({ id, literal }) =>
      literal ? [{ span: units(literal), kind: "literal", node: id }] : [],
    );
    const step = stepAt(timeline, position);
    const light = (
      /** @type {number | null | undefined} */ id,
      /** @type {"step" | "parent" | "hovered"} */ kind,
    ) => {
      const node = typeof id === "number" ? graph.nodes[id] : undefined;
      if (node) on.push(...spansOf(node).map((span) => ({ span: units(span), kind, node: node.id })));
    };
    light(step?.node, "step");
    if (step?.kind === "contribution") light(step.parent, "parent");
    if (step?.kind === "contribution" && step.span)
      on.push({ span: units(step.span), kind: "writes", node: step.node });
    if (state.pointed) on.push({ span: units(state.pointed), kind: "writes", node: graph.root });
    light(hovered, "hovered");
    editor.dispatch({ effects: showLights.of(on) });
    const { pointed } = state;
    const aim = pointed ? units(pointed)[0] : on.find(({ kind }) => kind === "step")?.span[0];
    if (aim !== undefined && (position !== shown || (pointed && pointed !== aimed))) reveal(editor, aim);
    if (pointed && pointed !== aimed) editor.dom.scrollIntoView({ block: "nearest" });
    aimed = pointed;
    shown = state.position;
  });

  /** @param {PointerEvent} event */
  function turnNumber(event) {
    const mark = event.target instanceof Element ? event.target.closest("[data-literal]") : null;
    const { graph, names } = store.get();
    if (!mark || !graph || event.button !== 0) return false;
    const node = withHidden(graph)[Number(mark.getAttribute("data-literal"))];
    const key = leafKey(node, names[node.id]);
    const from = literals.read(key) ?? node.data;
    const grid = notch(from);
    followDrag(event, {
      move: (dx) => {
        window.getSelection()?.removeAllRanges();
        literals.write(key, literalText(from + dx * grid, grid));
      },
      end: () => {},
    });
    return false;
  }

  /** @param {PointerEvent} event */
  function findNode(event) {
    const { graph, answered, source } = store.get();
    if (!graph || answered !== source || event.buttons) return false;
    const at = editor.posAtCoords({ x: event.clientX, y: event.clientY });
    store.set({ hovered: at === null ? null : smallestAround(graph, source, at) });
    return false;
  }

  function leave() {
    store.set({ hovered: null });
    return false;
  }

  return {
    focus: () => editor.focus(),
    selectLiteral(key) {
      const { graph, names, answered, source } = store.get();
      const node = graph && withHidden(graph).find((leaf) => leafKey(leaf, names[leaf.id]) === key);
      if (!node?.literal || answered !== source) return;
      const [anchor, head] = spanToUnits(source, node.literal);
      editor.dispatch({ selection: { anchor, head }, scrollIntoView: true });
      editor.focus();
    },
  };
}

/**
 * Scroll the program, and nothing around it, so that a place can be seen; not while somebody writes.
 *
 * @param {EditorView} view
 * @param {number} at
 */
function reveal(view, at) {
  if (view.hasFocus) return;
  const { top, bottom } = view.lineBlockAt(Math.min(at, view.state.doc.length));
  const scroller = view.scrollDOM;
  const away = top < scroller.scrollTop || bottom > scroller.scrollTop + scroller.clientHeight;
  if (away) scroller.scrollTop = (top + bottom - scroller.clientHeight) / 2;
}

/** @param {EditorView} view */
function leaveEditor(view) {
  view.contentDOM.blur();
  return true;
}

/**
 * The one change between two texts.
 *
 * @param {string} before
 * @param {string} after
 */
function difference(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/**
 * @param {import("../types.js").Graph} graph
 * @param {string} source
 * @param {number} at UTF-16 units
 * @returns {number | null} the node with the shortest text around a place
 */
function smallestAround(graph, source, at) {
  let best = null;
  let length = Number.POSITIVE_INFINITY;
  for (const node of graph.nodes) {
    for (const span of spansOf(node)) {
      const [from, to] = spanToUnits(source, span);
      if (from <= at && at <= to && to - from < length) {
        best = node.id;
        length = to - from;
      }
    }
  }
  return best;
}
