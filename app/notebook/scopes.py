"""Which layer and neuron the Values of a graph belong to, from the modules that hold the parameters.

In a program the page knows what was made inside which call. A graph alone says it by its parameters: what is
made of a neuron's weights, and of nothing else since, is that neuron's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from engine.value import Value

Scope = tuple[str, ...]
_MOST_DEEP: Final = 8


def parameters_of(
    variables: Mapping[str, Any], stands: Mapping[int, Value]
) -> dict[Value, tuple[Scope, str]]:
    """Of each Value in a module among the variables, where it lies there and its name, such as `w[0]`."""
    found: dict[Value, tuple[Scope, str]] = {}
    for name, thing in variables.items():
        if not name.startswith("_") and hasattr(thing, "parameters") and hasattr(thing, "__dict__"):
            for value, scope, label in _inside(thing, (type(thing).__name__,), stands):
                found.setdefault(value, (scope, label))
    return found


def _inside(module: Any, scope: Scope, stands: Mapping[int, Value]) -> Iterator[tuple[Value, Scope, str]]:
    for name, thing in vars(module).items():
        if isinstance(value := stands.get(id(thing), thing), Value):
            yield value, scope, name
        for i, item in enumerate(thing if type(thing) in (list, tuple) else ()):
            if isinstance(value := stands.get(id(item), item), Value):
                yield value, scope, f"{name}[{i}]"
            elif hasattr(item, "__dict__") and hasattr(item, "parameters") and len(scope) < _MOST_DEEP:
                yield from _inside(item, (*scope, f"{type(item).__name__} {i}"), stands)


def scopes_of(order: Sequence[Value], parameters: Mapping[Value, tuple[Scope, str]]) -> dict[Value, Scope]:
    """The scope of every Value that has one. `order` is topological."""
    calls: dict[Value, tuple[int, Scope]] = {}
    times: Counter[Value] = Counter()
    for value in order:
        if value.op is None:
            continue
        own = [parent for parent in value.parents if parent in parameters]
        before = {calls[parent] for parent in value.parents if parent in calls}
        if own:
            calls[value] = times[own[0]], parameters[own[0]][0]
            times.update(own)
        elif len(before) == 1 and len({*value.parents} - calls.keys()) == 0:
            calls[value] = before.pop()
    _take_in(order, calls, parameters)
    count = 1 + max((number for number, _ in calls.values()), default=0)
    scopes = {
        value: (*((f"sample {n}",) if count > 1 else ()), *scope) for value, (n, scope) in calls.items()
    }
    for value in order:
        if value in parameters:
            first, *rest = parameters[value][0]
            scopes[value] = (f"{first} parameters", *rest)
    return scopes


def _take_in(
    order: Sequence[Value], calls: dict[Value, tuple[int, Scope]], parameters: Mapping[Value, object]
) -> None:
    """What goes into one call alone is a part of it: its inputs, and a sum that begins with 0."""
    uses: defaultdict[Value, set[tuple[int, Scope] | None]] = defaultdict(set)
    for value in reversed(order):
        if value not in calls and value not in parameters and len(uses[value]) == 1:
            (only,) = uses[value]
            if only is not None and (
                value.op is None or all(calls.get(p) == only for p in value.parents if p.op)
            ):
                calls[value] = only
        for parent in value.parents:
            uses[parent].add(calls.get(value))
