"""A tensor as torch prints it."""

from __future__ import annotations

import math
from typing import Any

from .dtypes import bool_, get_default_dtype, int64

_FACTORY: dict[str, Any] = {
    "precision": 4,
    "threshold": 1000,
    "edgeitems": 3,
    "linewidth": 80,
    "sci_mode": None,
}
_PROFILES: dict[str, dict[str, Any]] = {"short": {"precision": 2}, "full": {"threshold": math.inf}}
OPTIONS = dict(_FACTORY)


def set_printoptions(profile: str | None = None, sci_mode: bool | None = None, **given: Any) -> None:
    """What is not named stays, but for `sci_mode`, as in torch."""
    if profile is not None:
        OPTIONS.update(_FACTORY, **_PROFILES.get(profile, {}))
    OPTIONS.update(given, sci_mode=sci_mode)


def _style(numbers: list[Any], floating: bool) -> Any:
    """How every number of one tensor is written, to one width."""
    digits = OPTIONS["precision"]
    counted = [abs(n) for n in numbers if n and math.isfinite(n)] if floating else []
    whole = all(n == math.ceil(n) for n in counted)
    scientific = bool(counted) and (
        max(counted) / min(counted) > 1000.0 or max(counted) > 1e8 or min(counted) < 1e-4
    )
    if OPTIONS["sci_mode"] is not None:
        scientific = OPTIONS["sci_mode"]

    def bare(number: Any) -> str:
        if not floating:
            return str(number)
        if scientific and counted:
            return f"{number:.{digits}e}"
        return f"{number:.{digits}f}" if not whole else f"{number:.0f}" + "." * math.isfinite(number)

    measured = [n for n in numbers if not floating or (n and math.isfinite(n))]
    width = max([1, *(len(bare(n)) for n in measured)])
    return (lambda number: bare(number).rjust(width)), width


def _ends(count: int, short: bool) -> list[int | None]:
    """The indices that are shown; None stands for those left out."""
    edge = OPTIONS["edgeitems"]
    return (
        [*range(edge), None, *range(count - edge, count)] if short and count > 2 * edge else [*range(count)]
    )


def _shown(nested: Any, depth: int, short: bool) -> list[Any]:
    if not depth:
        return [nested]
    return [
        n for i in _ends(len(nested), short) if i is not None for n in _shown(nested[i], depth - 1, short)
    ]


def _written(nested: Any, depth: int, indent: int, short: bool, style: Any, width: int) -> str:
    if depth == 0:
        return str(style(nested))
    if depth == 1:
        words = [" ..." if i is None else style(nested[i]) for i in _ends(len(nested), short)]
        per_line = max(1, (OPTIONS["linewidth"] - indent) // (width + 2))
        lines = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    rows = [
        "..." if i is None else _written(nested[i], depth - 1, indent + 1, short, style, width)
        for i in _ends(len(nested), short)
    ]
    return "[" + ("," + "\n" * (depth - 1) + " " * (indent + 1)).join(rows) + "]"


def text(tensor: Any) -> str:
    """`tensor([1., 2.], grad_fn=<MulBackward0>)`."""
    opening, depth, count = "tensor(", len(tensor.shape), tensor.numel()
    implied = (get_default_dtype(), int64, bool_) if count else (get_default_dtype(),)
    nested, short = tensor.tolist(), count > OPTIONS["threshold"]
    style, width = _style(_shown(nested, depth, short), tensor.dtype.is_floating_point)
    written = opening + (_written(nested, depth, len(opening), short, style, width) if count else "[]")
    suffixes = [f"size={tuple(tensor.shape)}"] if not count and depth != 1 else []
    suffixes += [] if tensor.dtype in implied else [f"dtype={tensor.dtype}"]
    if tensor.requires_grad:
        suffixes.append(f"grad_fn=<{tensor.grad_fn.title}>" if tensor.grad_fn else "requires_grad=True")
    last = len(written) - written.rfind("\n") + 1
    for suffix in suffixes:
        fits = last + len(suffix) + 2 <= OPTIONS["linewidth"]
        written += (", " if fits else ",\n" + " " * len(opening)) + suffix
        last = last + len(suffix) + 2 if fits else len(opening) + len(suffix)
    return written + ")"
