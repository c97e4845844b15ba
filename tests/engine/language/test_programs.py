"""Generated programs through the language: data, gradients, spans, labels and literals against oracles."""

import ast
import re
from typing import Any

import mpmath
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import Origin
from engine.value import Value
from tests.engine.language.programs import programs
from tests.engine.oracle import MP, Formulas, close, torch_system
from tests.engine.rooted import Rooted as Run
from tests.engine.rooted import run


def as_python(source: str) -> str:
    """What the generated programs write in other ways than Python, written its way."""
    lines = source.replace("\r\n", "\n").split("\n")
    return "\n".join(line if line.startswith("#") else line.replace("^", "**") for line in lines)


def place_of(source: str, value: Value, origin: Origin) -> tuple[int, int]:
    """Line and byte column, in `as_python(source)`, of the number that a leaf was written as."""
    assert origin.literal is not None
    start = origin.literal[0]
    text = as_python(source[:start])
    line = text.rsplit("\n", 1)[-1]
    return text.count("\n") + 1, len(line.encode())


def literals(ran: Run) -> list[Value]:
    return [value for value in ran.values if ran.origins[value].literal]


@settings(deadline=None, max_examples=60)
@given(programs())
def test_data_and_gradients_equal_high_precision_arithmetic(source: str) -> None:
    ran = run(source)
    python = as_python(source)
    with mpmath.workdps(60):
        base = Formulas(MP)
        assert close(ran.root.data, float(base.program(python)), 1e-10, 1e-10)
        h = mpmath.mpf(10) ** -25
        size = max(1.0, *(abs(value.grad) for value in ran.values))
        for value in literals(ran)[:12]:
            place = place_of(source, value, ran.origins[value])
            ends = []
            for sign in (1, -1):
                nudged = Formulas(MP)
                nudged.numbers[place] = base.numbers[place] + sign * h
                ends.append(nudged.program(python))
            assert close(value.grad, float((ends[0] - ends[1]) / (2 * h)), 1e-9, 1e-11 * size)


@settings(deadline=None, max_examples=60)
@given(source=programs())
def test_data_and_gradients_equal_pytorch(source: str, torch: Any) -> None:
    ran = run(source)
    tensors = Formulas(torch_system(torch))
    result = tensors.program(as_python(source))
    assert close(ran.root.data, result.item(), 1e-10, 1e-10)
    if result.requires_grad:
        result.backward()
    size = max(1.0, *(abs(value.grad) for value in ran.values))
    for value in literals(ran):
        tensor = tensors.numbers[place_of(source, value, ran.origins[value])]
        expected = 0.0 if tensor.grad is None else tensor.grad.item()
        assert close(value.grad, expected, 1e-9, 1e-11 * size)


@settings(deadline=None, max_examples=150)
@given(programs())
def test_the_text_of_an_op_is_an_expression_that_comes_to_its_data(source: str) -> None:
    ran = run(source)
    with mpmath.workdps(30):
        oracle = Formulas(MP)
        oracle.program(as_python(source))
    for value in ran.values:
        assert value.span is not None
        if value.op is None:
            continue
        start = as_python(source[: value.span[0]])
        text = as_python(source[slice(*value.span)])
        node = ast.parse(text).body[0]
        assert isinstance(node, (ast.Expr, ast.AugAssign))
        line, column = start.count("\n") + 1, len(start.rsplit("\n", 1)[-1].encode())
        end = column + len(text.encode())
        assert close(value.data, float(oracle.parts[line, column, line, end]), 1e-10, 1e-10)


@settings(deadline=None, max_examples=150)
@given(programs())
def test_a_label_is_the_assigned_name_or_the_typed_text(source: str) -> None:
    ran = run(source)
    names = {line.split()[0] for line in source.splitlines() if line.strip() and not line.startswith("#")}
    for value in ran.values:
        assert value.span is not None
        text = source[slice(*value.span)]
        shown = text if len(text) <= 60 else text[:59] + "…"
        assert value.label in names or value.label == shown
        if ran.origins[value].kind == "leaf":
            assert value.label == text


@settings(deadline=None, max_examples=150)
@given(programs(), st.data())
def test_another_number_in_place_of_a_literal_changes_that_leaf_alone(
    source: str, data: st.DataObject
) -> None:
    ran = run(source)
    leaves = literals(ran)
    if not leaves:
        return
    index = ran.values.index(data.draw(st.sampled_from(leaves)))
    start, end = ran.origins[ran.values[index]].literal or (0, 0)
    assert float(re.sub(r"[() ]", "", source[start:end])) == ran.values[index].data
    number = ran.values[index].data * 1.0009765625
    changed = run(f"{source[:start]}{number!r}{source[end:]}")
    before = [(v.op, v.data) for v in ran.values if v.op is None]
    after = [(v.op, v.data) for v in changed.values if v.op is None]
    assert changed.values[index].data == number
    assert len(ran.values) == len(changed.values)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@settings(deadline=None, max_examples=100)
@given(programs())
def test_ids_are_the_order_of_creation_and_the_pass_reaches_the_last_result(source: str) -> None:
    ran = run(source)
    ids = {value: i for i, value in enumerate(ran.values)}
    assert all(ids[parent] < i for value, i in ids.items() for parent in value.parents)
    (only,) = ran.passes
    assert (only.index, only.root, only.span, only.seed_before) == (0, ran.root, None, 0.0)
    assert {c.node for c in ran.terms} | {c.parent for c in ran.terms} <= set(ids)
    kinds = {ran.origins[value].kind for value in ran.values if value.op}
    assert kinds <= {"op"}
