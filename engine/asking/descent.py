"""One step of optimisation, written into the program: every chosen leaf's number moved along its gradient.

(Lecture 0:51:10: nudge the leaves along their gradients and watch the result rise.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from engine.asking.snapshot import Snapshot
from engine.gradcheck import gradients
from engine.language.errors import LanguageError, Span, short
from engine.value import Value

_ALONE: Final = "=(,;\n[{:"


class Moved(NamedTuple):
    """A leaf before and after the step."""

    leaf: Value
    before: float
    after: float
    gradient: float


class Step(NamedTuple):
    """The program after the step."""

    source: str
    moved: list[Moved]


def movable(shown: Snapshot, leaf: Value) -> bool:
    """Whether a leaf's number stands in the program, or could: a named one, or one nobody assigned."""
    origin = shown.run.origins[shown.original(leaf)]
    if origin.kind == "free":
        return True
    return origin.kind == "leaf" and origin.literal is not None


def step(shown: Snapshot, text: str, leaves: Sequence[Value] | None, rate: float) -> Step:
    """`text`, the snapshot's program, with each leaf at `data + rate * gradient`; a negative rate descends.

    `leaves` None: all that can be moved. Leaves that share one number in the text move it by all their
    gradients together. Raises LanguageError for a leaf whose number is not in the text, or is not what the
    leaf has any more, and for one that would become too large.
    """
    grads = gradients(shown.root)
    if leaves is None:
        chosen = [v for v in shown.order if v.op is None and movable(shown, v) and _unchanged(shown, v, text)]
        if not chosen:
            message = "No leaf of this program has a number in the text to move."
            raise LanguageError("unsupported", message, None, "Give a number a name: a = 2.")
    else:
        chosen = list(dict.fromkeys(leaves))
        for leaf in chosen:
            _check(shown, leaf, text)
    moved: list[Moved] = []
    edits: dict[Span, float] = {}
    first_lines: list[str] = []
    for leaf in chosen:
        literal = shown.run.origins[shown.original(leaf)].literal
        after = leaf.data + rate * grads[leaf]
        if literal is not None:
            edits[literal] = after = edits.get(literal, leaf.data) + rate * grads[leaf]
        else:
            first_lines.append(f"{leaf.label} = {after!r}\n")
        if not math.isfinite(after):
            message = f"`{short(leaf.label, 30)}` would become too large to be a number."
            raise LanguageError("numeric", message, leaf.span, "Take a shorter step.")
        moved.append(Moved(leaf, leaf.data, after, grads[leaf]))
    for span, number in sorted(edits.items(), reverse=True):
        text = text[: span[0]] + fit(text, span, repr(number)) + text[span[1] :]
    return Step(_indented(first_lines, text) + text, moved)


def fit(text: str, span: Span, number: str) -> str:
    """A number as it must be written at its place: a negative one needs brackets next to most operators."""
    if not number.startswith("-"):
        return number
    before = text[: span[0]].rstrip(" \t")
    after = text[span[1] :].lstrip(" \t")
    alone = not before or before[-1] in _ALONE
    return number if alone and not after.startswith(("**", "^", ".", "²", "³")) else f"({number})"


def _indented(lines: list[str], text: str) -> str:
    """New first lines stand as far in as the text does."""
    code = next(
        (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")), ""
    )
    indent = code[: len(code) - len(code.lstrip(" \t"))]
    return "".join(indent + line for line in lines)


def _unchanged(shown: Snapshot, leaf: Value, text: str) -> bool:
    """Whether the leaf still has the number that stands in the text: programs can write to it."""
    literal = shown.run.origins[shown.original(leaf)].literal
    if literal is None:
        return leaf.data == 1.0
    written = text[slice(*literal)].replace("_", "").replace("−", "-").replace("–", "-").replace(" ", "")
    try:
        return float(written) == leaf.data
    except ValueError:
        return False


def _check(shown: Snapshot, leaf: Value, text: str) -> None:
    name = short(leaf.label, 30)
    if leaf.op is not None:
        message = f"`{name}` is not a leaf: its number follows from others."
        raise LanguageError("type", message, leaf.span, "Choose the leaves it is made of.")
    if not shown.run.origins[shown.original(leaf)].literal and shown.kind(leaf) != "free":
        message = f"`{name}` has no number in the text that could be moved."
        raise LanguageError("unsupported", message, leaf.span, "Give it a number of its own: a = 2.")
    if not _unchanged(shown, leaf, text):
        message = f"`{name}` is {leaf.data:g} here and not what stands in the text."
        raise LanguageError("unsupported", message, leaf.span, "The program changes it itself.")
