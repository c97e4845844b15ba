"""Whatever a program makes of what watches it, the host gets a graph or says that there is none."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.limits import Limits
from engine.language.source import Source
from engine.program.own import Own

from .running import run_watched
from .shapes import SHAPES

_SOURCE = SHAPES["factory"].program("a = V(0.5)", "b = V(2.0)", "r = (a * b).gauss() * a + b", "GO")
_REFUSED = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, AssertionError)
_VALUES: list[Any] = [None, True, -1, 0, 3, 10**30, 1.5, float("nan"), float("inf"), "x", [], [0], {}, [[0]]]
_STRANGE = st.sampled_from(_VALUES).map(deepcopy)  # what is put in is changed by the next


def _told() -> dict[str, Any]:
    watcher, _, _ = run_watched(_SOURCE)
    told = watcher.graph()
    assert told is not None
    for node in told["nodes"]:
        node.update(label="", literal=None, called=False, scope=0)
    text: dict[str, Any] = json.loads(json.dumps({**told, "scopes": [[]]}))
    return text


def _places(part: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way] if way else []
    keyed = list(part.items()) if isinstance(part, dict) else []
    listed: list[tuple[Any, Any]] = list(enumerate(part)) if isinstance(part, list) else []
    for key, one in keyed + listed:
        found += _places(one, (*way, key))
    return found


def _span(position: Any) -> tuple[int, int] | None:
    if position is None:
        return None
    line, column, end_line, end_column = position
    return Source(_SOURCE, program=True).place(line, column, end_line, end_column)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_changed_recording_is_a_graph_or_is_refused(data: st.DataObject) -> None:
    told = _told()
    for _ in range(data.draw(st.integers(1, 3))):
        way = data.draw(st.sampled_from(_places(told)))
        part: Any = told
        try:
            for key in way[:-1]:
                part = part[key]
            part[way[-1]] = data.draw(_STRANGE)
        except (KeyError, IndexError, TypeError):
            continue
    with suppress(*_REFUSED):
        Own(told, _span, Source(_SOURCE, program=True), Limits())
