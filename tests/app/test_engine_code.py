"""The engine's own lines beside each op: they are the file's, and they are enough to run the rule."""

import ast
import inspect

import pytest

from app.engine_code import row_code
from engine import ops
from tests.app.conftest import Client


@pytest.mark.parametrize("name", ops.OPS)
def test_an_ops_lines_are_those_of_the_engine(name: str) -> None:
    line, code = row_code(name)
    first = code.splitlines()[0].removesuffix(", …)")
    assert first in inspect.getsource(ops).splitlines()[line - 1]
    assert code.startswith(f'Op("{name}", {ops.OPS[name].arity}, ')


@pytest.mark.parametrize("name", ops.OPS)
def test_an_ops_lines_hold_its_local_derivative_whole(name: str) -> None:
    row, *helpers = row_code(name)[1].split("\n\n")
    call = ast.parse(row.removesuffix(", …)") + ")", mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.args[-1], ast.Lambda)
    named = {part.id for part in ast.walk(call) if isinstance(part, ast.Name) and part.id.startswith("_")}
    assert named == {helper.split("(")[0].removeprefix("def ") for helper in helpers}


def test_the_table_of_ops_tells_its_lines(client: Client) -> None:
    table = {op["name"]: op for op in client.get("/api/ops").json()["ops"]}
    assert table["mul"]["code"] == 'Op("mul", 2, "×", operator.mul, lambda o, a, b: (b, a), …)'
    assert table["mul"]["line"] == row_code("mul")[0]
    assert "def _sigmoid(a: float) -> float:" in table["sigmoid"]["code"]
