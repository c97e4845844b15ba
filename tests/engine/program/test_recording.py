"""What comes out of the sandbox is a stranger's input: a Run or TamperedError, never anything else."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import DEFAULT_LIMITS, LanguageError, Run
from engine.language.source import Source
from engine.program import running
from engine.program.recording import TamperedError, read

SOURCE = """
import matplotlib.pyplot as plt
a = Value(2.0, label='weight')
def f(x): return (x*a + 3).tanh()
for k in range(2):
    b = f(a)**2
    b.backward()
plt.plot([1, 2], [3, 4])
plt.show()
print(b, 1e400)
b.nothing
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the guest says of a real program."""
    kept: list[str] = []
    original = running._answer

    def keep(*asked: Any) -> str:
        kept.append(original(*asked))
        return kept[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(running, "_answer", keep)
        running.run_program(SOURCE, DEFAULT_LIMITS, None, None)
    answer: dict[str, Any] = json.loads(kept[0])
    assert answer["error"]
    assert len(answer["op"]) > 5
    assert answer["passes"]
    return answer


def attempt(told: Any) -> Run | None:
    try:
        ran = read(told, Source(SOURCE, program=True), {}, DEFAULT_LIMITS)
    except TamperedError:
        return None
    spans = [value.span for value in ran.values] + [item.span for item in ran.items]
    spans += [p.span for p in ran.passes] + [origin.literal for origin in ran.origins.values()]
    if ran.error:
        spans += [ran.error.span, *(call["span"] for call in ran.error.trace)]
    for span in spans:
        assert span is None or 0 <= span[0] <= span[1] <= len(SOURCE)
    assert all(type(number) is float for value in ran.values for number in (value.data, value.grad))
    for number, value in enumerate(ran.values):
        assert all(ran.values.index(parent) < number for parent in set(value.parents))
        assert not value.op or len(value.parents) == value.op.arity
        value.label.encode()
    assert len(ran.output) <= DEFAULT_LIMITS.max_output
    ran.output.encode()
    for c in ran.terms:
        assert c.amount == c.upstream * c.local or c.amount != c.amount
    return ran


def test_a_real_recording_is_a_run(told: dict[str, Any]) -> None:
    ran = attempt(told)
    assert ran is not None
    assert [value.label for value in ran.values][:3] == ["weight", "x*a", "3"]
    assert ran.error is not None
    assert len(ran.passes) == 2


def test_a_place_that_ends_before_it_begins_is_no_place(told: dict[str, Any]) -> None:
    changed = copy.deepcopy(told)
    changed["sites"][1] = [[5, 20, 5, 3], None]
    assert attempt(changed) is None


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.integers(-2, 12) | st.floats()
    | st.text(max_size=4) | st.sampled_from(["add", "\ud800", "line", "plot", "graph", "text", "x" * 300]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(JSON)
def test_anything_at_all(anything: Any) -> None:
    assert attempt(anything) is None


def places(part: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every container of an answer with each of its keys or indices."""
    for key in list(part if isinstance(part, dict) else range(len(part))):
        found.append((part, key))
        if isinstance(part[key], (dict, list)):
            places(part[key], found)
    return found


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_a_real_recording_with_a_slip_in_it(told: dict[str, Any], data: st.DataObject) -> None:
    changed = copy.deepcopy(told)
    for _ in range(data.draw(st.integers(1, 3))):
        all_places = places(changed, [])
        part, key = all_places[data.draw(st.integers(0, len(all_places) - 1))]
        kind = data.draw(st.sampled_from(["replace", "replace", "remove", "double"]))
        if kind == "remove":
            del part[key]
        elif kind == "double" and isinstance(part, list):
            part.insert(key, part[key])
        else:
            part[key] = data.draw(JSON)
    attempt(changed)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.sampled_from([
    "op", "parents", "constant", "site", "scope", "label", "called", "data", "grad", "texts", "scopes",
    "sites", "root", "kept", "graded", "passes", "items", "error", "notes",
]), JSON, min_size=12))  # fmt: skip
def test_a_recording_of_the_right_fields(told: dict[str, Any]) -> None:
    attempt(told)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5_000, "null", '{"op": NaN}'])
def test_no_text_out_of_the_guest_is_a_fault_of_the_server(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_answer", lambda *_: text)
    with pytest.raises(LanguageError, match="changed what watches it"):
        running.run_program(SOURCE, DEFAULT_LIMITS, None, None)
