"""A graph of the lecture's Value class, or micrograd's: objects with `data`, `grad`, `_prev` and `_op`."""

from __future__ import annotations

import math
import re
from itertools import permutations
from typing import Any, Final, NamedTuple

from engine.gradcheck import gradients
from engine.language.errors import Note
from engine.ops import OPS, Op
from engine.value import Value, make

_SIGNS: Final = {"+": "add", "-": "sub", "*": "mul", "/": "div", "neg": "neg"}
_POWER: Final = re.compile(r"\*\*\s*\(?(-?[\d.]+(?:e-?\d+)?)\)?")
_CLOSE: Final = 1e-9
_MOST_NAMED: Final = 3


def is_foreign(thing: Any) -> bool:
    """Whether it can be read here."""
    return all(hasattr(thing, name) for name in ("data", "grad", "_prev", "_op"))


class Pair(NamedTuple):
    """An object, and the Value that stands for it."""

    thing: Any
    value: Value


def pairs_of(root: Any, most: int) -> dict[int, Pair]:
    """Values for the objects `root` depends on, by the objects' `id`, in an order of creation.

    A set of parents says neither order nor repeats: those that give the object's own number are taken.
    Raises TypeError where nothing in the table of ops gives it.
    """
    found: dict[int, Pair] = {}
    waiting = [(root, False)]
    while waiting:
        thing, ready = waiting.pop()
        if id(thing) in found:
            continue
        if ready:
            found[id(thing)] = Pair(thing, _value(thing, [found[id(parent)].value for parent in thing._prev]))
            if len(found) > most:
                raise ValueError(f"This graph has over {most:,} Values, which is the most that is shown.")
        else:
            waiting.append((thing, True))
            waiting += [(parent, False) for parent in thing._prev if id(parent) not in found]
    return found


def _value(thing: Any, parents: list[Value]) -> Value:
    data = float(thing.data)
    if not parents:
        value = Value(data)
    else:
        made = (_made(op, constant, order) for op, constant, order in _ways(str(thing._op), parents))
        fits = (
            value for value in made if value is not None and math.isclose(value.data, data, rel_tol=_CLOSE)
        )
        if (first := next(fits, None)) is None:
            raise TypeError(
                f"No op that livegrad knows makes {data:g} by `{thing._op}` here. As a program its class is "
                "shown as it is: watch('''…its text…''')."
            )
        value = first
    value.label = str(getattr(thing, "label", "") or "")
    return value


def _ways(op: str, parents: list[Value]) -> list[tuple[Op, float, tuple[Value, ...]]]:
    if (power := _POWER.fullmatch(op)) and len(parents) == 1:
        return [(OPS["powk"], float(power[1]), tuple(parents))]
    name = _SIGNS.get(op, op.lower().strip("_"))
    row = OPS.get("pow" if op == "**" else name)
    if row is None or row.takes_constant or len(parents) > row.arity:
        return []
    if len(parents) < row.arity:
        return [(row, 0.0, (parents[0], parents[0]))]
    return [(row, 0.0, order) for order in permutations(parents)]


def _made(op: Op, constant: float, parents: tuple[Value, ...]) -> Value | None:
    try:
        return make(op, parents, constant)
    except (ValueError, ArithmeticError):
        return None


def told_apart(root: Any, pairs: dict[int, Pair]) -> list[Note]:
    """A note where the objects hold other gradients than one right pass gives; none where no pass was run."""
    right = gradients(pairs[id(root)].value)
    if not any(thing.grad for thing, _ in pairs.values()):
        return []
    others = [
        f"`{value.label or 'a number'}` has {thing.grad:g} and should have {right[value]:g}"
        for thing, value in reversed(pairs.values())
        if not math.isclose(float(thing.grad), right[value], rel_tol=_CLOSE, abs_tol=1e-12)
    ]
    if not others:
        return []
    rest = f", and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    message = (
        "These are the gradients of one right pass; the objects hold others: "
        f"{'; '.join(others[:_MOST_NAMED])}{rest}. Several passes add up; if there was only one, "
        "open the program with watch('''…its text…''') to see where they part."
    )
    return [Note(message)]
