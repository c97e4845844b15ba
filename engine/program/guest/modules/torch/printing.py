"""A tensor as torch prints it."""

from __future__ import annotations

import math
from typing import Any

from .dtypes import bool_, get_default_dtype, int64

OPTIONS: dict[str, Any] = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
_FACTORY = dict(OPTIONS)
_PROFILES = {"default": {}, "short": {"precision": 2, "threshold": 1000, "edgeitems": 2}, "full": {"threshold": math.inf}}


def set_printoptions(
    precision: int | None = None, threshold: float | None = None, edgeitems: int | None = None,
    linewidth: int | None = None, profile: str | None = None, sci_mode: bool | None = None,
) -> None:  # fmt: skip
    """What is not named stays, but for `sci_mode`, as in torch."""
    if profile is not None:
        OPTIONS.update(_FACTORY, **_PROFILES[profile])
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    OPTIONS.update({name: option for name, option in given.items() if option is not None}, sci_mode=sci_mode)


class _Style:
    """How the numbers of one tensor are written: all alike."""

    def __init__(self, numbers: list[Any], floating: bool) -> None:
        self.floating, self.whole, self.scientific, self.width = floating, True, False, 1
        if not floating:
            self.width = max([1, *(len(str(n)) for n in numbers)])
            return
        counted = [n for n in numbers if n and math.isfinite(n)]
        if not counted:
            return
        small, large = min(map(abs, counted)), max(map(abs, counted))
        self.whole = all(n == math.ceil(n) for n in counted)
        self.scientific = large / small > 1000.0 or large > 1e8 or (small < 1e-4 and not self.whole)
        if OPTIONS["sci_mode"] is not None:
            self.scientific = OPTIONS["sci_mode"]
        self.width = max([1, *(len(self.bare(n)) for n in counted)])

    def bare(self, number: Any) -> str:
        if not self.floating:
            return str(number)
        if self.scientific:
            return f"{number:.{OPTIONS['precision']}e}"
        if self.whole:
            return f"{number:.0f}" + ("." if math.isfinite(number) else "")
        return f"{number:.{OPTIONS['precision']}f}"

    def __call__(self, number: Any) -> str:
        return self.bare(number).rjust(self.width)


def _ends(count: int, short: bool) -> list[int | None]:
    """The indices that are shown; None stands for those left out."""
    edge = OPTIONS["edgeitems"]
    if short and count > 2 * edge:
        return [*range(edge), None, *range(count - edge, count)]
    return list(range(count))


def _shown(nested: Any, depth: int, short: bool) -> list[Any]:
    if not depth:
        return [nested]
    return [n for i in _ends(len(nested), short) if i is not None for n in _shown(nested[i], depth - 1, short)]


def _written(nested: Any, depth: int, indent: int, short: bool, style: _Style) -> str:
    if depth == 0:
        return style(nested)
    if depth == 1:
        words = [" ..." if i is None else style(nested[i]) for i in _ends(len(nested), short)]
        per_line = max(1, (OPTIONS["linewidth"] - indent) // (style.width + 2))
        lines = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    rows = [
        "..." if i is None else _written(nested[i], depth - 1, indent + 1, short, style)
        for i in _ends(len(nested), short)
    ]
    return "[" + ("," + "\n" * (depth - 1) + " " * (indent + 1)).join(rows) + "]"


def text(tensor: Any, opening: str = "tensor(") -> str:
    """`tensor([1., 2.], grad_fn=<MulBackward0>)`."""
    indent, depth = len(opening), len(tensor.shape)
    empty = tensor.numel() == 0
    suffixes = []
    if empty:
        body = "[]"
        if depth != 1:
            suffixes.append(f"size={tuple(tensor.shape)}")
        if tensor.dtype is not get_default_dtype():
            suffixes.append(f"dtype={tensor.dtype}")
    else:
        nested, short = tensor.tolist(), tensor.numel() > OPTIONS["threshold"]
        style = _Style(_shown(nested, depth, short), tensor.dtype.is_floating_point)
        body = _written(nested, depth, indent, short, style)
        if tensor.dtype not in (get_default_dtype(), int64, bool_):
            suffixes.append(f"dtype={tensor.dtype}")
    if tensor.grad_fn is not None:
        suffixes.append(f"grad_fn=<{tensor.grad_fn.title}>")
    elif tensor.requires_grad:
        suffixes.append("requires_grad=True")
    written = opening + body
    last = len(written) - written.rfind("\n") + 1
    for suffix in suffixes:
        if last + len(suffix) + 2 > OPTIONS["linewidth"]:
            written += ",\n" + " " * indent + suffix
            last = indent + len(suffix)
        else:
            written += ", " + suffix
            last += len(suffix) + 2
    return written + ")"
